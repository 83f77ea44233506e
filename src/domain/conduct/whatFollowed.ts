/**
 * "…not responding to mentoring": what was tried with a pupil, without a sanction and with one, and how the ten school days
 * after it went beside the ten before. It says what came after, never that it came of it.
 */
import type { SchoolDate } from '../time/clock.ts'

export const FOLLOWED_DAYS = 10
/** Shown before any sanction, and noted so on the day. */
export const INSTEAD = 'Instead of a sanction: '

export type Days = {
  mornings: number
  late: number
  notArrived: number
  /** Of what was missed, what nothing explains. */
  unexplained: number
  /** Undefined where no export of SIMS speaks of all of these days. */
  points: number | undefined
  sanctions: number
}
export type Tried = {
  id: string
  on: SchoolDate
  by: string
  how: 'put-right' | 'sanction'
  words: string
  before: Days
  after: Days
  /** School days since, ten at most. */
  since: number
}

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`
function sayDays({ mornings, late, notArrived, unexplained, points, sanctions }: Days): string {
  return [
    mornings === 0 ? 'no morning expected' : late === 0 && notArrived === 0 ? `on time on ${count(mornings, 'morning', 'mornings')}` : [`late on ${late} of ${count(mornings, 'morning', 'mornings')}`, ...(notArrived > 0 ? [`${notArrived} missed`] : [])].join(', '),
    ...(unexplained > 0 ? [`${unexplained} unexplained`] : []),
    ...(points === undefined ? [] : [count(points, 'behaviour point', 'behaviour points')]),
    ...(sanctions > 0 ? [count(sanctions, 'sanction', 'sanctions')] : []),
  ].join(', ')
}
export const sayBefore = ({ before }: Tried): string => `Ten school days before: ${sayDays(before)}.`
export function sayAfter({ after, since }: Tried): string {
  if (since === 0) return 'What follows is still to come.'
  return `${since < FOLLOWED_DAYS ? `In the ${count(since, 'school day', 'school days')} since` : 'Ten school days after'}: ${sayDays(after)}.`
}
