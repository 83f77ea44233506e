/** What the week asks of a mentor: last week's records by Monday lunch, next week's list, and what only a person can decide. */
import { nextSchoolDay, previousWeek, recordsDue } from '../../../domain/time/calendar.ts'
import { groupBy } from '../../../domain/group.ts'
import { overlapsAmong } from '../../../domain/time/calendarWriting.ts'
import { addDays, addMonths, dateOf, instantAt, mediumDate, shortDate, spokenTime, timeOf, weekBeginning, weekdayName } from '../../../domain/time/clock.ts'
import { countRecords, recordsOfWeek, sayThings } from '../../../domain/week/completeness.ts'
import { latestList, listDue } from '../../../domain/cases/nextWeekList.ts'
import { concerns, waitingChanges } from '../attention.ts'
import { menteesOfWeek, readCompleteness } from '../completing.ts'
import { caseloadOf } from '../mentoring.ts'
import { timeOn } from '../school.ts'
import { count, type At, type Found, type FoundAwaited } from './at.ts'

export function records({ memory, me, calendar, settings, now, today }: At): Found[] {
  const week = previousWeek(calendar, today)
  const deadline = week === undefined ? undefined : recordsDue(calendar, week, timeOn(memory, 'lunchEnds'))
  if (week === undefined || deadline === undefined) return []
  const mine = menteesOfWeek(memory, week, me.id)
  // Nor is the whole school's week read for whoever mentors nobody.
  if (mine.length === 0) return []
  const reading = readCompleteness(memory, { calendar, settings }, week, now)
  const counts = countRecords(mine.map(({ pupilId }) => recordsOfWeek(reading.doneFor(pupilId), deadline, now)))
  const isAsked = memory.all('nudge').some(({ f }) => f.mentorId === me.id && f.weekStart === week)
  const at = `${weekdayName(dateOf(deadline))} lunch, ${spokenTime(timeOf(deadline))}`
  return counts.things === 0 ? [] : [{ key: week, due: dateOf(deadline), to: `/records/${week}`, what: `Complete last week’s records: ${sayThings(counts)}`, why: `${isAsked ? 'The Lead Mentor asks for them. ' : ''}${now > deadline ? 'Were due' : 'Due'} by ${at}, ${shortDate(dateOf(deadline))}` }]
}

/** The week a list is owed for: the next with school in it. */
export function weekToList({ calendar, today }: Pick<At, 'calendar' | 'today'>): string | undefined {
  const next = nextSchoolDay(calendar, addDays(weekBeginning(today), 6))
  return next === undefined ? undefined : weekBeginning(next)
}
export function nextWeekList(at: At): Found[] {
  const { memory, me, calendar, now } = at
  const week = weekToList(at)
  const due = week === undefined ? undefined : listDue(calendar, week, timeOn(memory, 'nextWeekListBy'))
  if (week === undefined || due === undefined || caseloadOf(memory, me.id).length === 0) return []
  if (latestList(memory.all('nextWeekList').filter(({ f }) => f.mentorId === me.id && f.weekStart === week))) return []
  return [{ key: week, due: dateOf(due), to: `/next-week/${week}`, what: 'Send next week’s list to the Lead Mentor', why: `${now > due ? 'Was due' : 'Due'} by ${spokenTime(timeOf(due))} on ${shortDate(dateOf(due))}` }]
}
export const listsToRead = ({ memory, staffName }: At): Found[] => {
  const seen = new Set(memory.all('nextWeekSeen').map(({ f }) => f.listId))
  const sent = groupBy(memory.all('nextWeekList'), ({ f }) => `${f.mentorId}|${f.weekStart}`)
  const unread = [...sent.values()].flatMap((lists) => latestList(lists) ?? []).filter(({ id }) => !seen.has(id))
  const week = unread.map(({ f }) => f.weekStart).sort().at(-1)
  const of = unread.filter(({ f }) => f.weekStart === week)
  return week === undefined ? [] : [{ key: week, to: `/next-week/${week}`, what: `Read ${count(of.length, 'list', 'lists')} for next week`, why: `From ${of.slice(0, 3).map(({ f }) => staffName(f.mentorId)).join(', ')}${of.length > 3 ? ` and ${of.length - 3} more` : ''}` }]
}
export function listsAwaited(at: At): FoundAwaited[] {
  const { memory, calendar, now, staffName } = at
  const week = weekToList(at)
  const due = week === undefined ? undefined : listDue(calendar, week, timeOn(memory, 'nextWeekListBy'))
  if (week === undefined || due === undefined || now < instantAt(dateOf(due), '00:00')) return []
  const sent = new Set(memory.all('nextWeekList').filter(({ f }) => f.weekStart === week).map(({ f }) => f.mentorId))
  return [...new Set(caseloadOf(memory).map(({ f }) => f.mentorId))].filter((id) => !sent.has(id)).map((id) => ({ key: `${week}:${id}`, what: 'Next week’s list', on: staffName(id), since: dateOf(due), to: `/next-week/${week}` }))
}

export function undecided({ memory, me }: At): Found[] {
  const many = memory.all('conflict').filter((row) => row.f.resolved === null && concerns(memory, me, row)).length + waitingChanges(memory, me).length
  return many === 0 ? [] : [{ to: '/attention', what: `Decide about ${count(many, 'change', 'changes')}`, why: 'Two versions of one text, or what was not accepted' }]
}

/** It is read alike everywhere until somebody puts it right. */
export function overlappingTerms({ memory }: At): Found[] {
  const [first] = overlapsAmong(memory.all('term'))
  return first ? [{ to: '/rules?tab=calendar', what: 'Put two terms right that overlap', why: `${first.one.name} ends on ${mediumDate(first.one.to)}, ${first.other.name} begins on ${mediumDate(first.other.from)}` }] : []
}

/** The policy is a paper of its time: whoever keeps the rules looks at it again after the school's months. */
export function policyReview({ settings, today }: At): Found[] {
  const on = settings.policyReviewedOn
  if (on === '') return []
  const due = addMonths(on, settings.policyReviewMonths)
  return due <= today ? [{ key: due, due, to: '/rules', what: 'Look at the mentoring policy again', why: `It was last looked at on ${shortDate(on)} ${on.slice(0, 4)}` }] : []
}
