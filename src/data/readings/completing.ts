/** When each thing that a complete week asks for was done, from the open records. A board asks this of hundreds of pupils. */
import { schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, dateOf, minutesOf, minutesFromTime, timeOf, weekdayOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import type { Done } from '../../domain/week/completeness.ts'
import { groupBy } from '../../domain/group.ts'
import { isOpen } from '../../domain/cases/mentorship.ts'
import { missedOne, settledAt, type MissedKey } from '../../domain/mornings/missed.ts'
import { stampOf, type Stamp } from '../../domain/records.ts'
import { nextWeek } from '../../domain/week/reviewWeek.ts'
import { missedSessions } from '../../domain/week/sessionWeek.ts'
import type { Settings } from '../../domain/setting.ts'
import { reviewId } from '../../domain/week/weeklyReview.ts'
import { isCheckInOnly } from '../../domain/cases/withdrawal.ts'
import { officeCodesFor } from './conduct.ts'
import { cameOn, expectationsOver } from './mentoring.ts'
import type { Memory } from '../store/memory.ts'
import { sessionsOfEverybody } from './pupilSessions.ts'

type School = { calendar: SchoolCalendar; settings: Pick<Settings, 'registerClose'> }
export type Completing = {
  /** Undefined where the pupil was expected on no morning of the week. */
  doneFor: (pupilId: string) => Done | undefined
  /** The operations that what is done rests on, by their stamps. */
  stampsFor: (pupilId: string) => Stamp[]
  /** Missed in that week and not looked into yet, the first of them. */
  firstMissed: (pupilId: string) => MissedKey | undefined
  /** The caseloads of that week: pupils by the mentor they had then. */
  mentees: (mentorId?: string) => ReturnType<typeof menteesOfWeek>
}

export function readCompleteness(memory: Memory, { calendar, settings }: School, weekStart: SchoolDate, now: Instant): Completing {
  const days = schoolDaysOfWeek(calendar, weekStart)
  const lastDay = addDays(weekStart, 6)
  const [today, time] = [dateOf(now), timeOf(now)]
  const mornings = days.map((date) => ({ date, weekday: weekdayOf(date), came: cameOn(memory, date), isOver: date < today || (date === today && minutesOf(now) > minutesFromTime(settings.registerClose)) }))
  const next = nextWeek(calendar, weekStart)
  const expectationsOf = expectationsOver(memory, days)
  const sessionsOf = sessionsOfEverybody(memory, calendar, weekStart)
  // By the day they belong to, once for all pupils: a pupil's own list holds every week there was.
  const targetsOf = groupBy([...memory.onDay('target', weekStart), ...(next === undefined ? [] : memory.onDay('target', next))], ({ f }) => f.pupilId)
  const actionsOf = groupBy(Array.from({ length: 7 }, (_, day) => memory.onDay('dailyAction', addDays(weekStart, day))).flat(), ({ f }) => f.pupilId)

  function doneFor(pupilId: string): Done | undefined {
    const expectations = expectationsOf(pupilId)
    const expected = mornings.filter(({ weekday }, index) => expectations[index]?.weekdays.includes(weekday))
    // Who has no mornings any more has a word with the mentor once a week: no sheet, no review and no target is asked for.
    const isCheckIn = expected.length === 0 && checksIn(pupilId)
    if (expected.length === 0 && !isCheckIn) return undefined
    const review = memory.get('weeklyReview', reviewId(pupilId, weekStart))
    const signedAt = review?.f.signed?.at
    const targets = targetsOf.get(pupilId) ?? []
    const ahead = targets.filter(({ f }) => f.weekStart === next && f.result !== 'retired').map(({ at }) => at)
    const actions = (actionsOf.get(pupilId) ?? []).map(({ at }) => at)
    const hasCome = mornings.some(({ came }) => came.has(pupilId))
    const sessions = sessionsOf.get(pupilId) ?? []
    const over = sessions.filter((one) => one.state !== 'cancelled' && (one.date < today || (one.date === today && one.ends <= time)))
    const looked = missedOf(pupilId).map(({ at }) => at)
    const attended = over.map(({ mark }) => mark?.f.entered)
    if (isCheckIn) return { review: [], plan: [], results: [], 'next-targets': [], action: [], missed: looked, sessions: attended, 'check-in': [checkInAt(pupilId)] }
    return {
      review: [signedAt],
      // Written on the sheet, or in the planner: either is enough.
      plan: [review && (review.f.planInPlanner || review.f.actionPlan.length > 0) ? (signedAt ?? review.at) : undefined],
      results: targets.filter(({ f }) => f.weekStart === weekStart).map(({ at, f }) => (f.result === 'open' ? undefined : (f.resultAt ?? signedAt ?? at))),
      'next-targets': next === undefined ? [] : [ahead.length === 0 ? undefined : Math.min(...ahead)],
      action: hasCome ? [actions.length === 0 ? undefined : Math.min(...actions)] : [],
      missed: looked, sessions: attended, 'check-in': [],
    }
  }

  function missedOf(pupilId: string): { key: MissedKey; at: Instant | undefined }[] {
    const expectations = expectationsOf(pupilId)
    const missed: MissedKey[] = [
      ...mornings.filter(({ weekday, came, isOver }, index) => expectations[index]?.weekdays.includes(weekday) && isOver && !came.has(pupilId)).map(({ date }): MissedKey => ({ what: 'arrival', date })),
      ...missedSessions(sessionsOf.get(pupilId) ?? []).map(({ id, date }): MissedKey => ({ what: 'session', date, session: id })),
    ]
    const facts = missed.length === 0 ? [] : memory.ofPupil('missedEvent', pupilId)
    return missed.map((key) => ({ key, at: settledAt(missedOne(pupilId, key, facts, officeCodesFor(memory, pupilId, key.date))) }))
  }

  function stampsFor(pupilId: string): Stamp[] {
    const events = memory.ofPupil('missedEvent', pupilId).filter(({ f }) => f.date >= weekStart && f.date <= lastDay)
    const codes = memory.ofPupil('absenceCode', pupilId).filter(({ f }) => f.date >= weekStart && f.date <= lastDay)
    const actions = (actionsOf.get(pupilId) ?? []).toSorted((a, b) => a.at - b.at).slice(0, 1)
    const checkIns = memory.ofPupil('checkIn', pupilId).filter(({ f }) => f.on >= weekStart && f.on <= lastDay).sort((a, b) => a.at - b.at).slice(0, 1)
    const targets = (targetsOf.get(pupilId) ?? []).filter(({ f }) => f.weekStart === weekStart || f.result !== 'retired')
    const stamps = [
      stampOf(memory.get('weeklyReview', reviewId(pupilId, weekStart)), 'signed'),
      ...targets.map((row) => stampOf(row, row.f.weekStart === weekStart ? 'result' : 'behaviour')),
      ...[...events, ...codes, ...actions, ...checkIns].map((row) => stampOf(row, 'pupilId')),
      ...(sessionsOf.get(pupilId) ?? []).map(({ mark }) => stampOf(mark && memory.get('sessionAttendance', mark.id), 'outcome')),
    ]
    return stamps.filter((one): one is Stamp => one !== null)
  }

  /** At that stage on every school day of the week: whoever begins with it midweek has mornings before. */
  function checksIn(pupilId: string): boolean {
    const [expectations, events] = [memory.ofPupil('expectation', pupilId).map((row) => row.f), memory.ofPupil('withdrawalEvent', pupilId).map((row) => row.f)]
    return events.length > 0 && days.length > 0 && days.every((date) => isCheckInOnly(expectations, events, date))
  }
  const checkInAt = (pupilId: string): Instant | undefined => {
    const inWeek = memory.ofPupil('checkIn', pupilId).filter(({ f }) => f.on >= weekStart && f.on <= lastDay).map(({ f }) => f.entered)
    return inWeek.length === 0 ? undefined : Math.min(...inWeek)
  }

  return {
    doneFor, stampsFor,
    firstMissed: (pupilId) => missedOf(pupilId).find(({ at }) => at === undefined)?.key,
    mentees: (mentorId) => menteesOfWeek(memory, weekStart, mentorId),
  }
}

export function menteesOfWeek(memory: Memory, weekStart: SchoolDate, mentorId?: string): { pupilId: string; mentorId: string }[] {
  const lastDay = addDays(weekStart, 6)
  const byPupil = new Map<string, string>()
  for (const { f } of memory.all('mentorship')) {
    const ran = f.startedOn <= lastDay && (isOpen(f.state) || (f.state === 'closed' && (f.endedOn ?? '') >= weekStart))
    if (ran && (mentorId === undefined || f.mentorId === mentorId) && (isOpen(f.state) || !byPupil.has(f.pupilId))) byPupil.set(f.pupilId, f.mentorId)
  }
  return [...byPupil].map(([pupilId, mentor]) => ({ pupilId, mentorId: mentor }))
}
