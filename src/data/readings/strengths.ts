/** What went well for one pupil over the last weeks, from the open records. */
import { schoolDaysOfWeek } from '../../domain/time/calendar.ts'
import { addDays, dateOf, weekBeginning, type Instant } from '../../domain/time/clock.ts'
import { organisedOver } from '../../domain/cases/startCheck.ts'
import { attendedOf } from '../../domain/week/sessionWeek.ts'
import { namesSomebodyElse } from '../../domain/week/sitTogether.ts'
import { strengthsOf } from '../../domain/week/strengths.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'
import { sessionsFor } from './pupilSessions.ts'
import { readWithdrawal, weeksSince, type WithdrawalSchool } from './withdrawing.ts'

/** Recent enough to be what the pupil is like now. */
const WEEKS = 6

/**
 * At most three, and fewer where less is known: whatever the stage, since a step has just been taken when it is celebrated.
 * `isEnd`: over the whole time of mentoring.
 */
export function readStrengths(memory: Memory, school: WithdrawalSchool, pupilId: string, now: Instant, isEnd = false): string[] {
  const today = dateOf(now)
  const pupil = memory.get('deskPupil', pupilId)?.f
  const mentorship = mentorshipOf(memory, pupilId)
  if (!pupil || !mentorship) return []
  const since = isEnd ? mentorship.f.startedOn : ([mentorship.f.startedOn, addDays(weekBeginning(today), -7 * WEEKS)].sort().at(-1) ?? today)
  const weeks = weeksSince(memory, school, pupilId, since, today)
  const sum = (of: (one: (typeof weeks)[number]) => number): number => weeks.reduce((total, one) => total + of(one), 0)
  const others = memory.all('deskPupil').filter(({ id }) => id !== pupilId).map((row) => row.f)
  const met = memory.ofPupil('target', pupilId).filter(({ f }) => f.result === 'met' && weeks.some(({ weekStart }) => weekStart === f.weekStart)).sort((a, b) => (a.f.weekStart < b.f.weekStart ? -1 : 1))
  const { checked, organised } = organisedOver(memory.ofPupil('startCheck', pupilId), weeks.flatMap(({ weekStart }) => schoolDaysOfWeek(school.calendar, weekStart)))
  const sessions = attendedOf(sessionsFor(memory, school.calendar, pupilId, weeks[0]?.weekStart ?? today, today))
  return strengthsOf({
    mornings: { onTime: sum(({ mornings }) => mornings.onTime), of: sum(({ mornings: { onTime, late, missed } }) => onTime + late + missed) },
    organised: { organised: organised ?? 0, checked: checked ?? 0 },
    scores: { lessons: sum(({ scores }) => scores.lessons), returned: sum(({ scores }) => scores.returned), excused: 0, marks: sum(({ scores }) => scores.marks), met: sum(({ scores }) => scores.met) },
    targetsMet: met.map(({ f }) => (namesSomebodyElse(f.pupilWording, pupil, others) ? '' : f.pupilWording)), targetsJudged: sum(({ targets }) => targets.judged),
    sessions: { came: sessions.came, held: sessions.held }, goodWeeks: readWithdrawal(memory, school, pupilId, now)?.progress.good ?? 0,
  })
}
