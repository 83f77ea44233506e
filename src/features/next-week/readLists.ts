/** The lists of a week as they were sent, beside what the caseloads say at this moment. */
import type { Memory } from '../../data/store/memory.ts'
import { caseloadOf, expectationFor } from '../../data/readings/mentoring.ts'
import { schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { dateOf, weekdayOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { changesSince, isListed, latestList, listedAs, listState, type Listed, type ListChange, type ListedAs, type ListState } from '../../domain/cases/nextWeekList.ts'
import { fullName } from '../../domain/pupil.ts'

export type Named = { pupilId: string; name: string; form: string }
export type SentList = {
  id: string
  at: Instant
  /** The server has it. */
  hasArrived: boolean
  seenAt: Instant | undefined
  pupils: (Named & { as: ListedAs })[]
}
export type MentorList = {
  mentorId: string
  state: ListState
  sent: SentList | undefined
  /** What is otherwise now than in the list that was sent. A week that has begun is history: it belongs to the next list. */
  changed: (Named & { how: ListChange['how'] })[]
}

const named = (memory: Memory, pupilId: string): Named => {
  const pupil = memory.get('deskPupil', pupilId)?.f
  return { pupilId, name: pupil ? fullName(pupil) : 'A pupil who is no longer here', form: pupil?.form ?? '' }
}
const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name, 'en-GB')

export function listAsOfNow(memory: Memory, calendar: SchoolCalendar, mentorId: string, weekStart: SchoolDate): (Named & { as: ListedAs })[] {
  const days = schoolDaysOfWeek(calendar, weekStart)
  const isFewer = (pupilId: string): boolean => days.some((date) => expectationFor(memory, pupilId, date)?.weekdays.includes(weekdayOf(date)) === false)
  return caseloadOf(memory, mentorId).filter(({ f }) => isListed(f)).map(({ f }) => ({ ...named(memory, f.pupilId), as: listedAs(f, isFewer(f.pupilId), weekStart) })).sort(byName)
}

type Week = { weekStart: SchoolDate; due: Instant | undefined; now: Instant; calendar: SchoolCalendar }
export function readList(memory: Memory, mentorId: string, { weekStart, due, now, calendar }: Week): MentorList {
  const lists = memory.all('nextWeekList').filter(({ f }) => f.mentorId === mentorId && f.weekStart === weekStart)
  const last = latestList(lists)
  const changes = last && weekStart > dateOf(now) ? changesSince(last.f.pupils, listAsOfNow(memory, calendar, mentorId, weekStart)) : []
  return {
    mentorId, state: listState(lists, due, now),
    sent: last && {
      id: last.id, at: last.f.sentAt, hasArrived: last.seq > 0, seenAt: memory.all('nextWeekSeen').find(({ f }) => f.listId === last.id)?.f.at,
      pupils: last.f.pupils.map(({ pupilId, as }: Listed) => ({ ...named(memory, pupilId), as })).sort(byName),
    },
    changed: changes.map(({ pupilId, how }) => ({ ...named(memory, pupilId), how })).sort(byName),
  }
}

/** Whoever mentors somebody now, or sent a list for that week. */
export const mentorsListed = (memory: Memory, weekStart: SchoolDate): string[] =>
  [...new Set([...caseloadOf(memory).filter(({ f }) => isListed(f)).map(({ f }) => f.mentorId), ...memory.all('nextWeekList').filter(({ f }) => f.weekStart === weekStart).map(({ f }) => f.mentorId)])]
