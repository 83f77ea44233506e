/** For each mentor of the school, whether the morning's marks and the week's notes have arrived. */
import { dateOf, minutesOf, shortDate, spokenTime, weekdayOf, type Instant, type SchoolDate } from '../../../domain/time/clock.ts'
import { isRunning } from '../../../domain/cases/cover.ts'
import { isSchoolDay } from '../../../domain/time/calendar.ts'
import { groupBy } from '../../../domain/group.ts'
import { lapsesOf, type Lapse, type MentorDay } from '../../../domain/tasks/lapse.ts'
import { recentSchoolDays } from '../../../domain/time/recentDays.ts'
import { arrivalsOn, caseloadOf, expectationFor } from '../mentoring.ts'
import { beside } from '../beside.ts'
import { count, type At } from './at.ts'

const WRITTEN = ['note', 'dailyAction', 'noteOutcome', 'contactEntry', 'checkIn', 'reportScore'] as const

type Written = { by: string; at: Instant }
/** When each person last wrote anything, over years of records of every mentor: worked out once for each list. */
const lastWritten = beside((rows: readonly Written[]): ReadonlyMap<string, Instant> => {
  const last = new Map<string, Instant>()
  for (const { by, at } of rows) if (at > (last.get(by) ?? 0)) last.set(by, at)
  return last
})

const lastDay = (moments: readonly Instant[]): SchoolDate | undefined => (moments.length === 0 ? undefined : dateOf(Math.max(...moments)))

export function readLapses({ memory, calendar, settings, today, now }: At): Lapse[] {
  const days = recentSchoolDays(calendar, today, settings.lapseNoteDays)
  const written = WRITTEN.map((kind) => lastWritten(memory.all(kind)))
  const arrivals = arrivalsOn(memory, today)
  const covers = memory.all('cover').map(({ f }) => f)
  const mentors = [...groupBy(caseloadOf(memory).filter(({ f }) => f.state !== 'agreed' && f.state !== 'preparing'), ({ f }) => f.mentorId)].map(([mentorId, cases]): MentorDay => {
    const expected = isSchoolDay(calendar, today) ? cases.filter(({ f }) => expectationFor(memory, f.pupilId, today)?.weekdays.includes(weekdayOf(today))) : []
    return {
      mentorId, days, expected: expected.length, marked: expected.filter(({ f }) => arrivals.has(f.pupilId)).length,
      lastWrote: lastDay(written.flatMap((among) => among.get(mentorId) ?? [])), since: cases.map(({ f }) => f.startedOn).sort()[0],
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
