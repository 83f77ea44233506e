/** A person's day in a few sentences: how much, what first, and on whom it waits. */
import { daysBetween, type SchoolDate } from '../time/clock.ts'
import type { Day, Ranked } from './task.ts'

/** What somebody else is to do; a person sees it and need not remember it. */
export type Awaited = { id: string; about: string; on: string; what: string; since: SchoolDate; to: string }

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`
const since = (day: SchoolDate, today: SchoolDate): string => (day >= today ? 'since today' : `for ${count(daysBetween(day, today), 'day', 'days')}`)
const lower = (text: string): string => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))
const called = ({ what, about }: Pick<Ranked, 'what' | 'about'>): string => (about === '' ? lower(what) : `${lower(what)} (${about})`)

export const sayAwaited = ({ on, since: day }: Pick<Awaited, 'on' | 'since'>, today: SchoolDate): string => `On ${on}, ${since(day, today)}`

export function digestOfDay({ now, coming, putOff }: Day, awaited: readonly Awaited[], today: SchoolDate): string[] {
  const many = (urgency: Ranked['urgency']): number => now.filter((one) => one.urgency === urgency).length
  const parts = [[many('at-once'), 'at once'], [many('overdue'), 'overdue'], [many('today'), 'for today'], [many('waits'), 'without a day']].flatMap(([of, words]) => (of === 0 ? [] : [`${of} ${words}`]))
  const [first] = now
  const longest = [...awaited].sort((a, b) => (a.since < b.since ? -1 : 1))[0]
  return [
    now.length === 0 ? 'Nothing waits for you today.' : `${count(now.length, 'thing waits', 'things wait')} for you: ${parts.join(', ')}.`,
    ...(first ? [`First: ${called(first)}.`] : []),
    ...(longest ? [`You wait for others in ${count(awaited.length, 'thing', 'things')}; longest for ${longest.on}, ${since(longest.since, today).replace(/^for /, '')}.`] : []),
    ...(coming.length + putOff.length === 0 ? [] : [`${[...(coming.length > 0 ? [`${coming.length} in the next days`] : []), ...(putOff.length > 0 ? [`${putOff.length} put off`] : [])].join(', ')}.`]),
  ]
}
