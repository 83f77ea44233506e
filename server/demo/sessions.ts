/** The week's sessions: a weekly half hour with the mentor, catch-up at lunch now and then, and what became of each. */
import { addDays, timeFromMinutes, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { isSchoolDay } from '../../src/domain/time/calendar.ts'
import type { Session, SessionKind, SessionOutcome } from '../../src/domain/week/session.ts'
import { plannedDays } from '../../src/domain/week/sessionWeek.ts'
import { lessonsOf } from './fill.ts'
import { seededBy, type Chance } from './seeded.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { lastSchoolDayOfWeek, moment, previousFriday } from './times.ts'

const VENUES = ['Library', 'L12', 'Mentoring room', 'Student reception', 'Room 14']
const LAST_DAY = '2026-12-18'

/** `weeks`: the mornings on which the pupil was expected, by the Monday of their week. */
export function sessionRows(mentee: Mentee, world: World, weeks: ReadonlyMap<SchoolDate, readonly SchoolDate[]>): DemoRow[] {
  const recent = [...weeks.keys()].filter((week) => week >= world.denseFrom).sort()
  const first = recent[0]
  if (first === undefined || ['agreed', 'preparing', 'closing', 'closed'].includes(mentee.plan.state)) return []
  const chance = seededBy(world.seed, 'sessions', mentee.pupil.id)
  return [...weekly(mentee, world, first, recent, chance), ...(chance.happens(0.6) ? singles(mentee, world, recent) : [])]
}

function weekly(mentee: Mentee, world: World, first: SchoolDate, weeks: readonly SchoolDate[], chance: Chance): DemoRow[] {
  const weekday = chance.int(1, 5)
  const starts = chance.pick([750, 760, 770, 745])
  const from = [0, 7, 14].map((days) => addDays(first, weekday - 1 + days)).find((day) => isSchoolDay(world.calendar, day))
  if (from === undefined) return []
  const f: Session = {
    pupilId: mentee.pupil.id, kind: 'mentoring', subject: '', from, until: LAST_DAY, weekly: true, starts: timeFromMinutes(starts), ends: timeFromMinutes(starts + 25),
    venue: chance.pick(VENUES), leads: mentee.mentor.name,
  }
  const row: DemoRow = { t: 'session', id: `ses.${mentee.pupil.id}`, by: mentee.mentor.id, at: moment(previousFriday(first), 900), f }
  const days = plannedDays(f, from, addDays(world.day, -1)).filter((day) => isSchoolDay(world.calendar, day))
  // In a week in which the pupil was expected on no morning there was no session either.
  return [row, ...days.map((day) => attendance(mentee, row.id, f, day, seededBy(world.seed, 'session came', mentee.pupil.id, day), !weeks.includes(weekBeginning(day))))]
}

function singles(mentee: Mentee, world: World, weeks: readonly SchoolDate[]): DemoRow[] {
  const lessons = lessonsOf(world.seed, mentee.pupil.id)
  return weeks.slice(-3).flatMap((week): DemoRow[] => {
    const chance = seededBy(world.seed, 'catch-up', mentee.pupil.id, week)
    const date = addDays(week, chance.int(0, 4))
    const { subject, teacher } = chance.pick(lessons)
    if (!isSchoolDay(world.calendar, date) || !chance.happens(0.7)) return []
    const kind: SessionKind = chance.happens(0.7) ? 'catch-up' : 'subject-support'
    // The review is signed after school on the last day, and everything of the week is known by then.
    const starts = date === lastSchoolDayOfWeek(world.calendar, week) ? 765 : chance.pick([765, 915])
    const f: Session = { pupilId: mentee.pupil.id, kind, subject, from: date, until: date, weekly: false, starts: timeFromMinutes(starts), ends: timeFromMinutes(starts + 30), venue: chance.pick(VENUES), leads: teacher }
    const row: DemoRow = { t: 'session', id: `ses.${mentee.pupil.id}.${week}`, by: mentee.mentor.id, at: moment(previousFriday(week), 905), f }
    return [row, ...(date < world.day ? [attendance(mentee, row.id, f, date, chance)] : [])]
  })
}

function attendance({ pupil, mentor }: Mentee, sessionId: string, { ends }: Session, date: SchoolDate, chance: Chance, isCancelled = false): DemoRow {
  const outcome: SessionOutcome = isCancelled ? 'cancelled' : chance.happens(0.8) ? 'came' : chance.happens(0.4) ? 'late' : chance.happens(0.35) ? 'cancelled' : 'did-not-come'
  const at = moment(date, Number(ends.slice(0, 2)) * 60 + Number(ends.slice(3, 5)) - chance.int(2, 20))
  return { t: 'sessionAttendance', id: `came.${sessionId}.${date}`, by: mentor.id, at, f: { pupilId: pupil.id, sessionId, on: date, date, outcome, entered: at } }
}

