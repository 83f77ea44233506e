/** What mentors wrote down about a pupil, about three times a week, and what waits to be raised on the demo day. */
import type { NoteType } from '../../src/domain/week/blueReport.ts'
import { schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { expectationOn } from '../../src/domain/cases/mentorship.ts'
import { fill, lessonsOf, say, slotsFor, teachersFor, type Slots } from './fill.ts'
import { moodOf } from './mood.ts'
import { deckOf, seededBy, type Chance } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { lastSchoolDayOfWeek, moment, momentBetween, PERIODS } from './times.ts'
import { NOTE_WORDS } from './words/notes.ts'
import { FLAGGED } from './words/flagged.ts'

type NoteRow = RowOf<'note'>
/** A note, and whether it says something good: what came of it must fit. */
export type WrittenNote = { row: NoteRow; good: boolean }
const TYPES: readonly NoteType[] = ['staff', 'staff', 'staff', 'staff', 'blue-report', 'blue-report', 'observation', 'observation', 'pupil', 'home']
const RAISE = { concern: 0.45, good: 0.15 } as const

/** `present`: the mornings with an arrival; a day on which the pupil was expected and did not come has no note but from home. */
export function noteRows(mentee: Mentee, world: World, present: ReadonlySet<SchoolDate>): WrittenNote[] {
  const { plan } = mentee
  if (['candidate', 'watched', 'declined', 'agreed'].includes(plan.state)) return []
  const write = writer(mentee, world)
  const written: WrittenNote[] = []
  for (let week = weekBeginning(plan.startedOn); week < world.day; week = addDays(week, 7)) {
    const days = schoolDaysOfWeek(world.calendar, week).filter((date) => date >= plan.startedOn && date < world.day && (plan.endedOn === undefined || date <= plan.endedOn))
    const chance = seededBy(world.seed, 'notes', mentee.pupil.id, week)
    const inSchool = days.filter((date) => present.has(date) || (expectationOn(mentee.expectations, date)?.weekdays.length ?? 0) < 5)
    if (inSchool.length === 0) continue
    const busy = days.some((date) => present.has(date))
    const many = !busy ? chance.int(0, 1) : week >= weekBeginning(world.denseFrom) ? chance.int(2, 4) : chance.int(0, 2)
    for (let index = 0; index < Math.min(many, inSchool.length + 1); index++) written.push(...write(chance, chance.pick(inSchool), `n.${mentee.pupil.id}.${week}.${index + 1}`, busy))
  }
  return [...written, ...flaggedRows(mentee, world)].sort((a, b) => a.row.at - b.row.at)
}

function writer(mentee: Mentee, world: World): (chance: Chance, date: SchoolDate, id: string, mayRaise: boolean) => WrittenNote[] {
  const { pupil, mentor } = mentee
  const lessons = lessonsOf(world.seed, pupil.id)
  const decks = new Map<string, () => string>()
  const said = new Set<string>()
  const draw = (type: NoteType, tone: 'good' | 'concern'): string => {
    const key = `${type}.${tone}`
    const deck = decks.get(key) ?? deckOf(seededBy(world.seed, 'words', pupil.id, key), NOTE_WORDS[type][tone])
    decks.set(key, deck)
    return deck()
  }
  return (chance, date, id, mayRaise) => {
    const type = chance.pick(TYPES)
    const tone = chance.happens(0.52 + 0.17 * moodOf(mentee, world, date)) ? 'good' : 'concern'
    const template = draw(type, tone)
    const when = timesOf(chance, world, date, type, template)
    const words = (): string => say(template, slotsFor(chance, pupil, lessons, date, when.slots))
    let text = words()
    for (let tries = 0; said.has(text) && tries < 5; tries++) text = words()
    said.add(text)
    const raise = mayRaise && date < addDays(world.day, -1) && chance.happens(RAISE[tone])
    const by = chance.happens(0.04) ? world.lead.id : mentor.id
    const row: NoteRow = { t: 'note', id, by, at: when.enteredAt, f: { pupilId: pupil.id, type, text, occurredAt: when.occurredAt, enteredAt: when.enteredAt, raise } }
    const good = tone === 'good'
    if (!chance.happens(0.015)) return [{ row, good }]
    const enteredAt = when.enteredAt + chance.int(60, 200) * 1000
    const corrected: NoteRow = { ...row, id: `${id}.c`, at: enteredAt, f: { ...row.f, text: words(), enteredAt, corrects: id, correctionReason: 'Wrong lesson written down' } }
    return [{ row, good }, { row: corrected, good }]
  }
}

/** When it happened and when it was entered; everything of a week is entered before its review is signed. */
function timesOf(chance: Chance, world: World, date: SchoolDate, type: NoteType, template: string): { occurredAt: number; enteredAt: number; slots: Slots } {
  const lastDay = date === lastSchoolDayOfWeek(world.calendar, weekBeginning(date))
  const evening = (): number => (lastDay ? momentBetween(chance, date, 902, 906) : momentBetween(chance, date, 912, 955))
  if (type === 'home') return { occurredAt: momentBetween(chance, date, 480, 510), enteredAt: momentBetween(chance, date, 558, 590), slots: {} }
  if (template.includes('at lunch')) return { occurredAt: momentBetween(chance, date, 750, 785), enteredAt: evening(), slots: {} }
  if (type === 'blue-report' && !template.includes('{p}')) return { occurredAt: momentBetween(chance, date, 890, 901), enteredAt: evening(), slots: {} }
  if (type === 'staff' || type === 'blue-report' || template.includes('{p}')) {
    const period = chance.pick(lastDay ? PERIODS.slice(0, 4) : PERIODS)
    return { occurredAt: momentBetween(chance, date, period.from + 5, period.to - 8), enteredAt: evening(), slots: { p: period.name } }
  }
  return { occurredAt: momentBetween(chance, date, 512, 530), enteredAt: momentBetween(chance, date, 556, 600), slots: {} }
}

/** Written on the afternoon before the demo day, to be raised on its morning. */
function flaggedRows({ plan, pupil, mentor }: Mentee, world: World): WrittenNote[] {
  const eve = addDays(world.day, -1)
  const chance = seededBy(world.seed, 'flagged', pupil.id)
  const teachers = teachersFor(lessonsOf(world.seed, pupil.id))
  return (FLAGGED[`${plan.preferredName} ${plan.surname}`] ?? []).map(({ type, text, minutes }, index) => {
    const enteredAt = moment(eve, 915 + index * 6, chance.int(0, 59))
    const row: NoteRow = { t: 'note', id: `n.${pupil.id}.${eve}.r${index + 1}`, by: mentor.id, at: enteredAt, f: { pupilId: pupil.id, type, text: fill(text, teachers), occurredAt: moment(eve, minutes), enteredAt, raise: true } }
    return { row, good: false }
  })
}
