/**
 * "All Mentors have an electronic log which should be used to build the profiles of each pupil": one chronological log
 * of everything known of a pupil, newest first, with filters and search.
 */
import { dateOf, type Instant, type SchoolDate } from '../time/clock.ts'
import { groupBy } from '../group.ts'

export type LogKind = 'arrival' | 'note' | 'daily-action' | 'target' | 'review' | 'mentorship' | 'missed' | 'sanction' | 'support' | 'session' | 'home' | 'feedback' | 'paper'
export const LOG_KIND_WORDS: Record<LogKind, string> = {
  arrival: 'Arrivals', note: 'Notes', 'daily-action': 'Daily actions', target: 'Targets', review: 'Weekly reviews', mentorship: 'Mentoring', missed: 'Missed', sanction: 'Sanctions', support: 'Support', session: 'Sessions', home: 'Home', feedback: 'Feedback asked for', paper: 'Paper',
}
export type LogEntry = {
  id: string
  kind: LogKind
  at: Instant
  title: string
  text: string
  by: string
  flags: readonly string[]
  /** Lines beneath it, such as what came of a note at the morning meeting; searched too. */
  more?: readonly string[]
}

/** Every word of the search must occur; case and accents do not matter. */
export function searchLog<T extends LogEntry>(entries: readonly T[], kinds: ReadonlySet<LogKind>, typed: string): T[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  return entries
    .filter((one) => (kinds.size === 0 || kinds.has(one.kind)) && words.every((word) => fold([one.title, one.text, ...one.flags, ...(one.more ?? [])].join(' ')).includes(word)))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}
/** Of those days alone, both included; an open end is where the log begins or ends. */
export const withinDays = <T extends Pick<LogEntry, 'at'>>(entries: readonly T[], from: SchoolDate | undefined, until: SchoolDate | undefined): T[] =>
  entries.filter(({ at }) => {
    const date = dateOf(at)
    return (from === undefined || date >= from) && (until === undefined || date <= until)
  })
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB')

export type LogDay<T> = { date: SchoolDate; entries: T[] }
/** Sorted entries under the school days they fall on. */
export const byDay = <T extends Pick<LogEntry, 'at'>>(entries: readonly T[]): LogDay<T>[] =>
  [...groupBy(entries, (one) => dateOf(one.at))].map(([date, ofDay]) => ({ date, entries: ofDay }))
