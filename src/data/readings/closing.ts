/** How one pupil's mentoring ends, from the open records: the start against now, and what the case may be closed on. */
import { addDays, dateOf, daysBetween, weekBeginning, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { closingGround, followUpDue, followUpsOf, type FollowUp } from '../../domain/cases/closing.ts'
import { exitSummary, weeksToCompare, type ExitSpan, type ExitSummary } from '../../domain/cases/exitSummary.ts'
import { isOpen } from '../../domain/cases/mentorship.ts'
import { punctualityOver, schoolDaysFrom } from '../../domain/mornings/punctuality.ts'
import type { Row } from '../../domain/records.ts'
import { countScores } from '../../domain/week/reportScore.ts'
import { sanctionsOf } from './conduct.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'
import { morningsOf } from './punctual.ts'
import { scoresOfWeek } from './scoring.ts'
import type { WithdrawalSchool } from './withdrawing.ts'

type MentorshipRow = Readonly<Row<'mentorship'>>
/** The open mentorship, else the one that ended last. */
export const lastMentorship = (memory: Memory, pupilId: string): MentorshipRow | undefined =>
  mentorshipOf(memory, pupilId) ?? memory.ofPupil('mentorship', pupilId).filter(({ f }) => f.state === 'closed').sort((a, b) => ((a.f.endedOn ?? '') < (b.f.endedOn ?? '') ? 1 : -1))[0]

export const groundFor = (memory: Memory, { id, f }: MentorshipRow): ReturnType<typeof closingGround<Readonly<Row<'closingEvent'>>, Readonly<Row<'contactEntry'>>>> =>
  closingGround(id, memory.ofPupil('closingEvent', f.pupilId), memory.ofPupil('contactEntry', f.pupilId))

/** Undefined where there is no start and no now to hold against each other yet. */
export function readExit(memory: Memory, school: WithdrawalSchool, { f }: MentorshipRow, now: Instant): ExitSummary | undefined {
  const last = f.endedOn ?? dateOf(now)
  const [first, end] = [weekBeginning(f.startedOn), weekBeginning(last)]
  const weeks = weeksToCompare(Math.floor(daysBetween(first, end) / 7) + 1)
  if (weeks === 0) return undefined
  const span = (from: SchoolDate): ExitSpan => spanOf(memory, school, f.pupilId, from < f.startedOn ? f.startedOn : from, [addDays(from, weeks * 7 - 1), last].sort()[0] ?? last)
  return exitSummary(weeks, span(first), span(addDays(end, -7 * (weeks - 1))))
}

function spanOf(memory: Memory, { calendar, settings }: WithdrawalSchool, pupilId: string, from: SchoolDate, to: SchoolDate): ExitSpan {
  const { mornings, came, late, average } = punctualityOver(schoolDaysFrom(calendar, from, to), morningsOf(memory, pupilId))
  const mondays = Array.from({ length: Math.floor(daysBetween(weekBeginning(from), to) / 7) + 1 }, (_, at) => addDays(weekBeginning(from), at * 7))
  const targets = memory.ofPupil('target', pupilId).filter(({ f }) => mondays.includes(f.weekStart) && f.result !== 'retired' && f.result !== 'open')
  return {
    mornings: { onTime: came - late, of: mornings.length }, minutesLate: average,
    scores: countScores(mondays.flatMap((monday) => scoresOfWeek(memory, { calendar, settings }, pupilId, monday, to).all)),
    targets: { met: targets.filter(({ f }) => f.result === 'met').length, judged: targets.length },
    sanctions: sanctionsOf(memory, pupilId).filter(({ f, state }) => state !== 'withdrawn' && f.date >= from && f.date <= to).length,
  }
}

/** Pupils who are no longer mentored and whom nobody has looked back to, the longest due first. */
export function followUpsDue(memory: Memory, today: SchoolDate): { mentorship: MentorshipRow; due: FollowUp }[] {
  return memory.all('mentorship').flatMap((mentorship) => {
    const { id, f } = mentorship
    // Who came back is looked after again.
    if (f.state !== 'closed' || f.endedOn === undefined || memory.ofPupil('mentorship', f.pupilId).some((one) => isOpen(one.f.state) || (one.f.endedOn ?? '') > (f.endedOn ?? ''))) return []
    const told = memory.ofPupil('closingEvent', f.pupilId)
    // Nobody looks back to who is at another school.
    if (told.some((one) => one.f.type === 'left' && one.f.mentorshipId === id)) return []
    const due = followUpDue(followUpsOf(id, f.endedOn, told, today), today)
    return due ? [{ mentorship, due }] : []
  }).sort((a, b) => (a.due.on < b.due.on ? -1 : 1))
}
