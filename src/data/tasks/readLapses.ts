/** For each mentor of the school, whether the morning's marks and the week's notes have arrived. */
import { dateOf, instantAt, minutesOf, shortDate, spokenTime, weekdayOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isRunning } from '../../domain/cases/cover.ts'
import { isSchoolDay } from '../../domain/time/calendar.ts'
import { groupBy } from '../../domain/group.ts'
import { lapsesOf, type Lapse, type MentorDay } from '../../domain/tasks/lapse.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import { arrivalsOn, caseloadOf, expectationFor } from '../mentoring.ts'
import { count, type At } from './at.ts'

/** Further back than any school asks, so that the last word can be named. */
const DAYS_BACK = 20
const WRITTEN = ['note', 'dailyAction', 'noteOutcome', 'contactEntry', 'checkIn', 'reportScore'] as const

type Written = { by: string; at: Instant }
const known = new WeakMap<readonly Written[], { since: Instant; days: ReadonlyMap<string, ReadonlySet<SchoolDate>> }>()
/** On which days each person wrote. Asked of years of records every minute, so it is kept for as long as nothing in them changes. */
function daysWritten(rows: readonly Written[], since: Instant): ReadonlyMap<string, ReadonlySet<SchoolDate>> {
  const held = known.get(rows)
  if (held?.since === since) return held.days
  const days = new Map<string, Set<SchoolDate>>()
  for (const { by, at } of rows) if (at >= since) days.set(by, (days.get(by) ?? new Set()).add(dateOf(at)))
  known.set(rows, { since, days })
  return days
}

export function readLapses({ memory, calendar, settings, today, now }: At): Lapse[] {
  const days = recentSchoolDays(calendar, today, DAYS_BACK)
  const first = instantAt(days.at(-1) ?? today, '00:00')
  const written = WRITTEN.map((kind) => daysWritten(memory.all(kind), first))
  const arrivals = arrivalsOn(memory, today)
  const covers = memory.all('cover').map(({ f }) => f)
  const mentors = [...groupBy(caseloadOf(memory).filter(({ f }) => f.state !== 'agreed' && f.state !== 'preparing'), ({ f }) => f.mentorId)].map(([mentorId, cases]): MentorDay => {
    const expected = isSchoolDay(calendar, today) ? cases.filter(({ f }) => expectationFor(memory, f.pupilId, today)?.weekdays.includes(weekdayOf(today))) : []
    return {
      mentorId, days, expected: expected.length, marked: expected.filter(({ f }) => arrivals.has(f.pupilId)).length,
      wroteOn: new Set(written.flatMap((days) => [...(days.get(mentorId) ?? [])])), since: cases.map(({ f }) => f.startedOn).sort()[0],
      coverId: covers.find((one) => one.mentorId === mentorId && isRunning(one, today))?.coverId,
    }
  })
  return lapsesOf(mentors, minutesOf(now), { arrivalsBy: settings.lapseArrivalsBy, noteDays: settings.lapseNoteDays })
}

/** "Ms Malik: no arrival has come in by 9.00, 6 pupils expected. Covered by Mr Adeyemi." */
export function sayLapse(lapse: Lapse, { staffName, settings }: Pick<At, 'staffName' | 'settings'>): string {
  const cover = lapse.coverId === undefined ? '' : ` Covered by ${staffName(lapse.coverId)}.`
  const name = staffName(lapse.mentorId)
  if (lapse.what === 'no-arrivals') return `${name}: no arrival has come in by ${spokenTime(settings.lapseArrivalsBy)}, ${count(lapse.expected, 'pupil', 'pupils')} expected.${cover}`
  return `${name}: nothing written for ${count(lapse.days, 'school day', 'school days')}${lapse.last === undefined ? '' : `, last on ${shortDate(lapse.last)}`}.${cover}`
}
