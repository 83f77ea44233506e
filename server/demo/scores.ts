/** What teachers wrote on the blue reports of the last weeks; now and then a cell stayed blank, and one sheet was lost. */
import { schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import { scoreId, type ReportScore } from '../../src/domain/week/reportScore.ts'
import { lessonsOn } from '../../src/domain/time/timetable.ts'
import { lessonsOf } from './fill.ts'
import { timetableFor } from './timetables.ts'
import { moodOf } from './mood.ts'
import { seededBy, type Chance } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { momentBetween } from './times.ts'
import { SCORE_COMMENTS } from './words/scores.ts'

/** One mentor's sheets are there for five weeks, everybody else's for two. */
const WEEKS = { first: 5, others: 2 } as const

/** `present`: the mornings on which the pupil came. */
export function scoreRows(mentee: Mentee, world: World, present: ReadonlySet<SchoolDate>): RowOf<'reportScore'>[] {
  const { plan, pupil, mentor } = mentee
  if (!['active', 'withdrawing', 'reopened'].includes(plan.state)) return []
  const weeks = mentor === world.mentors[0] ? WEEKS.first : WEEKS.others
  const from = addDays(weekBeginning(world.day), -7 * (weeks - 1))
  const lessons = lessonsOf(world.seed, pupil.id)
  const taught = timetableFor(world.seed, pupil.id)
  const taughtAt = (date: SchoolDate, key: string) => lessonsOn(taught, date, undefined).find(({ period }) => period === key)
  const rows: RowOf<'reportScore'>[] = []
  for (let week = from; week <= world.day; week = addDays(week, 7)) {
    const isLost = seededBy(world.seed, 'lost sheet', pupil.id, week).happens(0.03)
    for (const date of schoolDaysOfWeek(world.calendar, week).filter((day) => day >= plan.startedOn && day < world.day)) {
      const chance = seededBy(world.seed, 'scores', pupil.id, date)
      // Entered that evening, before the review of the week is signed.
      const at = momentBetween(chance, date, 905, 911)
      DEFAULT_PERIODS.forEach(({ key }, index) => {
        const f = cell(chance, mentee, world, date, key, { isLost, isAbsent: !present.has(date) && (plan.fewer === undefined || date < (plan.fewer[0]?.from ?? '')), teacher: taughtAt(date, key)?.teacher ?? chance.pick(lessons).teacher })
        if (f) rows.push({ t: 'reportScore', id: scoreId(pupil.id, f), by: mentor.id, at: at + index * 1500, f })
      })
    }
  }
  return rows
}

type Day = { isLost: boolean; isAbsent: boolean; teacher: string }
function cell(chance: Chance, mentee: Mentee, world: World, date: SchoolDate, period: string, { isLost, isAbsent, teacher }: Day): ReportScore | undefined {
  const empty = { pupilId: mentee.pupil.id, date, period }
  if (isAbsent) return { ...empty, said: { none: 'absent' } }
  if (isLost) return { ...empty, said: { none: 'sheet-lost' } }
  if (chance.happens(0.12)) return chance.happens(0.3) ? { ...empty, said: { none: 'not-filled-in' } } : undefined
  const reached = chance.next() + 0.16 * moodOf(mentee, world, date)
  const mark = reached > 0.82 ? '1' : reached > 0.32 ? '2' : reached > 0.08 ? '3' : '4'
  const words = SCORE_COMMENTS[mark === '1' || mark === '2' ? 'good' : 'concern']
  return { ...empty, said: { mark }, initials: initialsOf(teacher), ...(chance.happens(0.22) ? { comment: chance.pick(words) } : {}) }
}

/** `Mrs Campbell-Reid` → `CAM`, as staff codes are made. */
const initialsOf = (teacher: string): string => (teacher.split(' ').at(-1) ?? '').replaceAll(/[^A-Za-z]/g, '').slice(0, 3).toUpperCase()
