/** The whole roll: 20 forms of 24. The pupils of `cases.ts` have their places; the others are named from the pools. */
import type { SchoolDate } from '../../src/domain/time/clock.ts'
import { addDays } from '../../src/domain/time/clock.ts'
import { CASES } from './cases.ts'
import { ORIGINS } from './names.ts'
import { deckOf, seededBy, type Chance } from './seeded.ts'
import type { RollPupil } from './shape.ts'
import { TUTORS } from './staff.ts'

const YEARS = [7, 8, 9, 10, 11]
const LETTERS = ['A', 'B', 'C', 'D']
const FORM_SIZE = 24

type Named = { preferredName: string; surname: string; sex: 'F' | 'M'; legalForename: string; legalSurname: string; eal: boolean; lookedAfter?: true }

export function demoRoll(seed = 20261210): RollPupil[] {
  const numbers = deckOf(seededBy(seed, 'ids'), Array.from({ length: 900 }, (_, index) => 100 + index))
  const names = nameMaker(seededBy(seed, 'names'))
  const forms = YEARS.flatMap((year) => LETTERS.map((letter) => ({ year, form: `${year}${letter}` })))
  return forms.flatMap(({ year, form }, place) => {
    const byHand = CASES.filter((one) => one.form === form).map(namedByHand(seed))
    const others = Array.from({ length: FORM_SIZE - byHand.length }, () => names(byHand))
    return [...byHand, ...others].map((named, index) => {
      const number = numbers()
      const chance = seededBy(seed, 'roll', number)
      return {
        ...needs(chance), ...named, id: `p${number}`, year, form, tutor: TUTORS[place] ?? '',
        admissionNumber: String(10_000 + (11 - year) * 200 + (place % 4) * FORM_SIZE + index).padStart(6, '0'),
        upn: upnOf(`9994999${String(32 - year).padStart(2, '0')}`, number),
        dateOfBirth: born(chance, year),
      }
    })
  })
}

const namedByHand = (seed: number) => (one: (typeof CASES)[number]): Named => {
  const origin = ORIGINS.find(({ girls, boys, surnames }) => [...girls, ...boys].includes(one.preferredName) || surnames.includes(one.surname))
  return {
    preferredName: one.preferredName, surname: one.surname, sex: one.sex,
    legalForename: one.legalForename ?? one.preferredName, legalSurname: one.legalSurname ?? one.surname,
    eal: seededBy(seed, 'eal', one.preferredName, one.surname).happens(origin?.eal ?? 0),
    ...(one.inCare ? { lookedAfter: true } : {}),
  }
}

/** Never the same full name twice in the school, and never the first name of a pupil named by hand in that form. */
function nameMaker(chance: Chance): (sameForm: readonly Named[]) => Named {
  const taken = new Set(CASES.map((one) => `${one.preferredName} ${one.surname}`))
  const byWeight = ORIGINS.flatMap((origin) => Array.from({ length: origin.weight }, () => origin))
  return (sameForm) => {
    for (;;) {
      const origin = chance.pick(byWeight)
      const sex = chance.pick(['F', 'M'] as const)
      const preferredName = chance.pick(sex === 'F' ? origin.girls : origin.boys)
      const surname = doubled(chance, chance.pick(origin.surnames))
      if (taken.has(`${preferredName} ${surname}`) || sameForm.some((one) => one.preferredName === preferredName)) continue
      taken.add(`${preferredName} ${surname}`)
      return { preferredName, surname, sex, legalForename: preferredName, legalSurname: surname, eal: chance.happens(origin.eal) }
    }
  }
}
const doubled = (chance: Chance, surname: string): string => (chance.happens(0.04) && !surname.includes('-') ? `${surname}-${chance.pick(ORIGINS[0]?.surnames ?? [surname])}` : surname)

const needs = (chance: Chance): Pick<RollPupil, 'sen' | 'pupilPremium' | 'lookedAfter'> => ({
  sen: chance.happens(0.05) ? 'E' : chance.happens(0.14) ? 'K' : 'N',
  pupilPremium: chance.happens(0.27),
  lookedAfter: chance.happens(0.008),
})

/** Year 7 of 2026/27 was born from 1 September 2014 to 31 August 2015. */
const born = (chance: Chance, year: number): SchoolDate => addDays(`${2021 - year}-09-01`, chance.int(0, 364))

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
/** Position × digit for positions 2 to 13, modulo 23. The authority and school numbers belong to nobody. */
function upnOf(school: string, serial: number): string {
  const digits = `${school}${String(serial).padStart(3, '0')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0)
  return `${UPN_LETTERS[sum % 23] ?? ''}${digits}`
}
