/**
 * Whether a session can be where it is planned: against the pupil's timetable, other sessions, what is served that day, the report at
 * the end of the day, and a planned absence. It says so; a person may plan it all the same and says why.
 */
import { spokenTime, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import type { EndOfDayOrder } from '../tasks/endOfDay.ts'
import { ABSENCE_WORDS, type PlannedAbsence } from '../mornings/plannedAbsence.ts'
import type { IssuedSanction } from '../conduct/sanction.ts'
import { sessionTitle } from './session.ts'
import type { Lesson } from '../time/timetable.ts'
import { isHeld, type PlannedSession } from './sessionWeek.ts'

export type SessionTime = { date: SchoolDate; starts: TimeOfDay; ends: TimeOfDay }
export type ClashKind = 'session' | 'lesson' | 'end-of-day' | 'detention' | 'absence'
export type Clash = { kind: ClashKind; date: SchoolDate; words: string }
export type TimedLesson = Pick<Lesson, 'subject' | 'teacher' | 'room'> & Pick<SessionTime, 'starts' | 'ends'>
export type PupilDay = {
  /** The pupil's sessions of that day, without the one that is being planned. */
  sessions: readonly PlannedSession[]
  sanctions: readonly IssuedSanction[]
  orders: readonly Pick<EndOfDayOrder, 'holdsOn' | 'time'>[]
  absence: PlannedAbsence | undefined
  /** What the pupil's timetable says of that day; none where it is not known. */
  lessons?: readonly TimedLesson[]
  /** When whoever reports at the end of the day has done so. */
  endOfDayCloses: TimeOfDay
}

/** Ends where the other begins is no clash. */
export const overlap = (a: Pick<SessionTime, 'starts' | 'ends'>, b: Pick<SessionTime, 'starts' | 'ends'>): boolean => a.starts < b.ends && b.starts < a.ends

export function clashesOn(time: SessionTime, { sessions, sanctions, orders, absence, lessons = [], endOfDayCloses }: PupilDay): Clash[] {
  const { date } = time
  const say = (kind: ClashKind, words: string): Clash => ({ kind, date, words })
  return [
    ...sessions.filter((one) => one.date === date && isHeld(one) && overlap(one, time)).map((one) => say('session', `${sessionTitle(one)} is from ${spokenTime(one.starts)} to ${spokenTime(one.ends)}, ${one.venue}.`)),
    ...lessons.filter((one) => overlap(one, time)).map((one) => say('lesson', `${one.subject} is from ${spokenTime(one.starts)} to ${spokenTime(one.ends)}${[one.room, one.teacher].filter(Boolean).map((part) => `, ${part}`).join('')}.`)),
    ...sanctions.filter(({ f, state }) => state === 'to-serve' && f.serveOn === date && f.minutes > 0).map(({ f }) => say('detention', `${f.stepName} is to be served that day (${f.minutes} min).`)),
    ...orders.filter((order) => order.holdsOn(date) && overlap({ starts: order.time, ends: endOfDayCloses }, time)).map((order) => say('end-of-day', `Reports to the Lead Mentor at ${spokenTime(order.time)} that day.`)),
    ...(absence ? [say('absence', `Known to be away that day: ${ABSENCE_WORDS[absence.reason].toLowerCase()}.`)] : []),
  ]
}
