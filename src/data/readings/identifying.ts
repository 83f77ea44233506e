/** Readings of a year's meeting: candidates with what was decided, the year's mentees, whose list is full, and what was left to do. */
import { FOUND_IN, candidateView, isKept, byWeight, type CandidateView } from '../../domain/cases/candidateView.ts'
import type { Groups, RollShape } from '../../domain/cases/candidate.ts'
import { addDays, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isOpen } from '../../domain/cases/mentorship.ts'
import { tasksFrom, type TaskView } from '../../domain/cases/meetingTasks.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { capacityOf } from './caseChanges.ts'
import type { Memory } from '../store/memory.ts'
import { caseloadOf, mentorshipOf } from './mentoring.ts'

type Rules = Pick<Settings, 'candidateRules' | 'candidateDays' | 'mentorCapacity'>

export function candidateOf(memory: Memory, id: string, { candidateRules, candidateDays }: Rules, today: SchoolDate): CandidateView | undefined {
  const row = memory.get('candidate', id)
  return row && candidateView({ id, f: row.f }, memory.ofPupil('candidateDecision', id), candidateRules, today, addDays(today, -candidateDays))
}
/** Nobody who is mentored now; a pupil who was mentored once may be one again. */
export const candidatesOf = (memory: Memory, year: number, rules: Rules, today: SchoolDate): CandidateView[] =>
  memory.all('candidate').filter(({ id, f }) => f.year === year && !mentorshipOf(memory, id))
    .flatMap(({ id }) => candidateOf(memory, id, rules, today) ?? []).filter(isKept).sort(byWeight)

/** Up to which day each sort of data is known, of the exports that were taken in. */
export function dataUntil(memory: Memory): { set: (typeof FOUND_IN)[number]; to: SchoolDate | undefined }[] {
  const batches = memory.all('simsBatch').filter(({ f }) => f.state === 'complete')
  return FOUND_IN.map((set) => ({ set, to: batches.flatMap(({ f }) => (f.set === set && f.newest !== undefined ? [f.newest] : [])).sort().at(-1) }))
}

export const menteesOf = (memory: Memory, year: number): Readonly<Row<'mentorship'>>[] =>
  memory.all('mentorship').filter(({ f }) => isOpen(f.state) && memory.get('deskPupil', f.pupilId)?.f.year === year)

/** Every mentor with how many pupils they have; who has room first. */
export function roomOf(memory: Memory, rules: Rules): { id: string; name: string; has: number; room: number }[] {
  return memory.all('staff').filter(({ f }) => f.active && f.role === 'mentor')
    .map(({ id, f }) => ({ id, name: f.name, has: caseloadOf(memory, id).length }))
    .map((one) => ({ ...one, room: capacityOf(memory, one.id, rules) - one.has })).sort((a, b) => b.room - a.room || a.name.localeCompare(b.name, 'en-GB'))
}

export const meetingTasksOf = (memory: Memory, pupilId: string, today: SchoolDate): TaskView[] => tasksFrom(memory.ofPupil('meetingTask', pupilId), memory.ofPupil('meetingTaskDone', pupilId), today)
export const meetingTasksOfYear = (memory: Memory, year: number, today: SchoolDate): TaskView[] =>
  tasksFrom(memory.all('meetingTask').filter(({ f }) => yearOf(memory, f.pupilId) === year), memory.all('meetingTaskDone'), today)
const yearOf = (memory: Memory, pupilId: string): number | undefined => (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f.year

/** What is asked of everyone who is mentored; a file that was opened for a candidate of whom no export spoke says nothing yet. */
export function groupsPicked(memory: Memory, year: number): Groups[] {
  return [...new Set(menteesOf(memory, year).map(({ f }) => f.pupilId))].map((id): Groups => {
    const file = memory.get('pupil', id)?.f
    const candidate = memory.get('candidate', id)?.f
    if (!file || (candidate && !candidate.groups && file.sen === 'N' && !file.pupilPremium && !file.eal && !file.lookedAfter)) return { ...candidate?.groups }
    const { sen, pupilPremium, eal, lookedAfter, sex = candidate?.groups?.sex } = file
    return { sen, pupilPremium, eal, lookedAfter, ...(sex === undefined ? {} : { sex }) }
  })
}
export const rollsOf = (memory: Memory, years: readonly number[]): RollShape[] => memory.all('rollShape').flatMap(({ f }) => (years.includes(f.year) ? [f] : []))

export type YearChange = { pupilId: string; text: string }
/** What became of the year's mentees after a moment. */
export function changesSince(memory: Memory, year: number, since: Instant, sinceDay: SchoolDate): YearChange[] {
  const ofYear = memory.all('mentorship').filter(({ f }) => memory.get('deskPupil', f.pupilId)?.f.year === year)
  return ofYear.flatMap(({ at, f }): YearChange[] => {
    const { pupilId } = f
    const sanctions = memory.ofPupil('sanction', pupilId).filter((one) => one.f.date >= sinceDay).length
    const missed = new Set(memory.ofPupil('missedEvent', pupilId).filter((one) => one.f.date >= sinceDay && one.f.type === 'unexplained').map((one) => one.f.date)).size
    const steps = memory.ofPupil('withdrawalEvent', pupilId).filter((one) => one.at >= since).length
    const earlier = memory.ofPupil('reportingDecision', pupilId).filter((one) => one.at >= since).length
    const many = (count: number, one: string, more = `${one}s`): string[] => (count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${more}`])
    const parts = [
      ...(f.state === 'closed' && f.endedOn !== undefined && f.endedOn >= sinceDay ? ['mentoring has ended'] : []),
      ...(isOpen(f.state) && at >= since ? ['agreed'] : isOpen(f.state) && f.startedOn >= sinceDay ? ['mentoring has begun'] : []),
      ...many(earlier, 'decision about the earlier start', 'decisions about the earlier start'), ...many(steps, 'step of withdrawal', 'steps of withdrawal'),
      ...many(sanctions, 'sanction'), ...many(missed, 'morning missed without an explanation', 'mornings missed without an explanation'),
    ]
    const text = parts.join(', ')
    return parts.length === 0 ? [] : [{ pupilId, text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` }]
  })
}
