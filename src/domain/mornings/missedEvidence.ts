/**
 * "Mentors should investigate attendance issues": what the records themselves know of a missed time, so that nobody asks
 * a pupil what is already written down. It says what there is and draws no conclusion.
 */
import { HOW_KNOWN_WORDS, isFromSims, sayCode, type Coded } from './absenceCode.ts'
import type { Arrival, StoredArrivalEvent } from './arrival.ts'
import { dateOf, shortDate, spokenTime, timeOf, weekdayName, type Instant, type SchoolDate } from '../time/clock.ts'
import type { Missed } from './missed.ts'
import type { Morning } from './morning.ts'

export type Evidence = { label: string; value: string }
type Known = {
  missed: Pick<Missed, 'date' | 'what'>
  /** The mornings of that week. */
  week: readonly Morning[]
  /** Every tap of that day, also what was taken back. */
  taps: readonly StoredArrivalEvent[]
  endOfDay: Arrival | undefined
  morning: Arrival | undefined
  /** When things happened that were noted of that day (UTC ms). */
  notedAt: readonly Instant[]
  /** The same mentor's other pupils that morning. */
  others: { expected: number; arrived: number }
  /** What the office says of that morning. */
  code: Coded | undefined
  /** The session that was missed, in words. */
  session?: string | undefined
}

export function evidenceOf({ missed, week, taps, endOfDay, morning, notedAt, others, code, session }: Known): Evidence[] {
  const withdrawn = taps.findLast(({ f }) => f.type === 'withdrawn')?.f
  const noted = notedAt.map((at) => spokenTime(timeOf(at))).join(', ')
  return [
    ...(session === undefined ? [] : [{ label: 'The session', value: session }]),
    { label: 'Morning mark', value: morning ? `${morning.mark} at ${spokenTime(morning.at)}` : withdrawn?.type === 'withdrawn' ? `Taken back: ${withdrawn.reason}` : 'None was put down' },
    ...(missed.what === 'arrival' || code !== undefined ? [{ label: code !== undefined && isFromSims(code) ? 'The register’s code' : 'The office’s code', value: code === undefined ? 'None yet' : sayOffice(code, missed.date) }] : []),
    { label: 'Later that day', value: noted ? `Something was noted of ${noted}: look in the log` : endOfDay ? `Reported at ${spokenTime(endOfDay.at)}` : 'Nothing was noted' },
    { label: 'That week', value: week.filter(({ date }) => date !== missed.date).map(({ date, sentence }) => sentence.replace(weekdayName(date), weekdayName(date).slice(0, 3))).join('; ') },
    ...(missed.what === 'arrival' && others.expected > 0
      ? [{ label: 'The mentor’s others', value: others.arrived === 0 ? `None of ${others.expected} was marked: was the mentor there?` : `${others.arrived} of ${others.expected} came that morning` }]
      : []),
  ]
}

function sayOffice({ f }: Coded, date: SchoolDate): string {
  const on = dateOf(f.entered)
  return `${sayCode(f.code)}. ${HOW_KNOWN_WORDS[f.known]}; ${f.name}, ${on === date ? '' : `${shortDate(on)}, `}${spokenTime(timeOf(f.entered))}`
}
