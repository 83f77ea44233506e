/**
 * "All Mentors have an electronic log which should be used to build the profiles of each pupil": one chronological log
 * of everything known of a pupil, newest first, with filters and search.
 */
import type { Instant } from './clock.ts'

export type LogKind = 'arrival' | 'note' | 'daily-action' | 'target' | 'review' | 'mentorship'
export const LOG_KIND_WORDS: Record<LogKind, string> = {
  arrival: 'Arrivals', note: 'Notes', 'daily-action': 'Daily actions', target: 'Targets', review: 'Weekly reviews', mentorship: 'Mentoring',
}
export type LogEntry = { id: string; kind: LogKind; at: Instant; title: string; text: string; by: string; flags: readonly string[] }

/** Every word of the search must occur; case and accents do not matter. */
export function searchLog(entries: readonly LogEntry[], kinds: ReadonlySet<LogKind>, typed: string): LogEntry[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  return entries
    .filter((one) => (kinds.size === 0 || kinds.has(one.kind)) && words.every((word) => fold(`${one.title} ${one.text} ${one.flags.join(' ')}`).includes(word)))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB')
