/**
 * "Admin in July: roll over year groups, close leavers." A year group and a form change once a year, for each pupil: what
 * they were and became is a fact, so that the log of last year says the form of then. Whom an import of SIMS has moved
 * already, or who came for the new year, is not moved again.
 */
import { z } from '../schema.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'
import type { DeskPupil } from '../pupil.ts'

const Place = z.object({ year: z.int().min(7).max(13), form: z.string().max(12) })
export type Place = z.infer<typeof Place>
/** `schoolYear`: the year in which it begins. */
export const YearTurn = z.object({ pupilId: z.string(), schoolYear: z.int().min(2020).max(2100), on: SchoolDate, was: Place, now: Place })
export type YearTurn = z.infer<typeof YearTurn>

const [OPENS, CLOSES] = ['-07-01', '-11-01'] as const
/** The turn that is on, from July to October, or the coming one. */
export function turnAt(today: SchoolDate): { schoolYear: number; isOn: boolean; opens: SchoolDate } {
  const year = Number(today.slice(0, 4))
  const schoolYear = today < `${year}${CLOSES}` ? year : year + 1
  return { schoolYear, isOn: today >= `${schoolYear}${OPENS}`, opens: `${schoolYear}${OPENS}` }
}
export const saySchoolYear = (schoolYear: number): string => `${schoolYear}/${String(schoolYear + 1).slice(2)}`

/** `8C` of Year 8 becomes `9C`; a form that is not named by its year stays. */
export const formAfter = ({ year, form }: Place): string => form.replace(/^0?(\d{1,2})(?!\d)/, (whole, number: string) => (Number(number) === year ? String(year + 1) : whole))

export type Turning = {
  id: string
  f: Pick<DeskPupil, 'preferredName' | 'surname' | 'year' | 'form'>
  isMentored: boolean
  /** Moved for this school year already: by hand here, or by an export of SIMS. */
  moved: 'here' | 'sims' | undefined
  /** On no list before this school year: their year group is the new one. */
  isNew: boolean
  /** The pupils' export does not have them any more. */
  missingSince?: SchoolDate | undefined
}
export type Leaving = 'last-year' | 'missing'
export type TurnPlan = {
  moves: { id: string; f: Turning['f']; was: Place; now: Place }[]
  leavers: { id: string; f: Turning['f']; why: Leaving; isMentored: boolean; missingSince: SchoolDate | undefined }[]
  settled: { id: string; f: Turning['f']; why: 'here' | 'sims' | 'new' }[]
}
/** What would happen to each, once. `sixthForm`: Year 11 goes on at this school. */
export function turnPlan(pupils: readonly Turning[], sixthForm: boolean): TurnPlan {
  const plan: TurnPlan = { moves: [], leavers: [], settled: [] }
  for (const { id, f, isMentored, moved, isNew, missingSince } of pupils) {
    const was = { year: f.year, form: f.form }
    if (missingSince !== undefined) plan.leavers.push({ id, f, why: 'missing', isMentored, missingSince })
    else if (moved) plan.settled.push({ id, f, why: moved })
    else if (isNew) plan.settled.push({ id, f, why: 'new' })
    else if (f.year >= 13 || (f.year === 11 && !sixthForm)) plan.leavers.push({ id, f, why: 'last-year', isMentored, missingSince: undefined })
    else plan.moves.push({ id, f, was, now: { year: f.year + 1, form: formAfter(was) } })
  }
  return plan
}

/** Year and form as they were on a day: what each later turn changed is taken back. */
export function placeOn(now: Place, turns: readonly { at: Instant; f: YearTurn }[], day: SchoolDate): Place {
  const next = turns.filter(({ f }) => f.on > day).sort((a, b) => (a.f.on < b.f.on ? -1 : a.f.on > b.f.on ? 1 : a.at - b.at))[0]
  return next ? next.f.was : { year: now.year, form: now.form }
}
