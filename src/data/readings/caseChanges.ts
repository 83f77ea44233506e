/** What the Lead Mentor changes about a case: a pause, taking it up again, handing it to another mentor; and who has how many. */
import { nextSchoolDay, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { capacityId, countCaseload, goesOnAs, pauseOf, type CaseEvent, type CaseloadCount } from '../../domain/cases/caseEvent.ts'
import { addDays, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { expectationOn } from '../../domain/cases/mentorship.ts'
import type { Row } from '../../domain/records.ts'
import { expectationsAfter } from '../../domain/week/reporting.ts'
import type { Settings } from '../../domain/setting.ts'
import type { Change } from '../store/commit.ts'
import { endingOf } from './endOfCase.ts'
import type { Memory } from '../store/memory.ts'
import { caseloadOf, expectationsOf } from './mentoring.ts'
import { randomId } from '../records.ts'

type MentorshipRow = Readonly<Row<'mentorship'>>
export type CaseMoment = { calendar: SchoolCalendar; settings: Pick<Settings, 'registerStart'>; today: SchoolDate; now: Instant }
const EVERY_DAY = [1, 2, 3, 4, 5]

const told = (f: CaseEvent): Change => ({ kind: 'add', t: 'caseEvent', id: randomId(), f })

export const pauseFor = (memory: Memory, { pupilId }: { pupilId: string }, mentorship: MentorshipRow): ReturnType<typeof pauseOf> => pauseOf(mentorship, memory.ofPupil('caseEvent', pupilId))

export function pausing(memory: Memory, row: MentorshipRow, { today, now }: CaseMoment, { reason, lookAgainOn }: { reason: string; lookAgainOn?: SchoolDate }): Change[] {
  const { pupilId, state } = row.f
  return [
    ...endingOf(memory, pupilId, today, now, 'Mentoring is paused'),
    told({ type: 'paused', pupilId, mentorshipId: row.id, at: now, on: today, was: state, reason, ...(lookAgainOn === undefined ? {} : { lookAgainOn }) }),
    { kind: 'patch', t: 'mentorship', id: row.id, f: { state: 'paused' }, saw: row },
  ]
}

/** The mornings are those of before the pause; where those are not known, every day at the usual time. */
export function takingUp(memory: Memory, row: MentorshipRow, { calendar, settings, today, now }: CaseMoment): Change[] {
  const { pupilId, mentorId } = row.f
  const pause = pauseFor(memory, row.f, row)
  const from = nextSchoolDay(calendar, today) ?? addDays(today, 1)
  const before = pause && expectationOn(expectationsOf(memory, pupilId), pause.on)
  const { time, weekdays } = before && before.weekdays.length > 0 ? before : { time: settings.registerStart, weekdays: EVERY_DAY }
  const state = goesOnAs(pause)
  return [
    told({ type: 'taken-up', pupilId, mentorshipId: row.id, at: now, on: from, state }),
    { kind: 'add', t: 'expectation', id: randomId(), f: { pupilId, mentorId, from, time, weekdays, decidedAt: now } },
    { kind: 'patch', t: 'mentorship', id: row.id, f: { state }, saw: row },
  ]
}

/** The log at once, the mornings from tomorrow: what has begun today is the old mentor's to finish. */
export function handingOver(memory: Memory, row: MentorshipRow, { today, now }: CaseMoment, to: string, reason: string): Change[] {
  const { pupilId, mentorId } = row.f
  return [
    ...expectationsAfter(expectationsOf(memory, pupilId), { mentorId: to }, addDays(today, 1), now, () => false).map((f): Change => ({ kind: 'add', t: 'expectation', id: randomId(), f })),
    told({ type: 'handed-over', pupilId, mentorshipId: row.id, at: now, on: today, from: mentorId, to, reason }),
    { kind: 'patch', t: 'mentorship', id: row.id, f: { mentorId: to }, saw: row },
  ]
}

export const capacityOf = (memory: Memory, mentorId: string, { mentorCapacity }: Pick<Settings, 'mentorCapacity'>): number => memory.get('mentorCapacity', capacityId(mentorId))?.f.pupils ?? mentorCapacity
export type MentorRoom = CaseloadCount & { mentorId: string; name: string; isActive: boolean; capacity: number }
/** Every mentor, and whoever has pupils without being one any more. */
export function roomOfAll(memory: Memory, settings: Pick<Settings, 'mentorCapacity'>): MentorRoom[] {
  return memory.all('staff')
    .map(({ id, f }) => {
      const capacity = capacityOf(memory, id, settings)
      return { mentorId: id, name: f.name, isActive: f.active && f.role === 'mentor', capacity, ...countCaseload(caseloadOf(memory, id).map((row) => row.f.state), capacity) }
    })
    .filter(({ isActive, pupils }) => isActive || pupils > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}
