/** What a contact with home is called on the screen. */
import { addDays, dateOf, mediumDate, shortDate, type SchoolDate } from '../../domain/time/clock.ts'
import { OUTCOMES, type ContactEntry, type Reach, type ReachRule } from '../../domain/home/contactLog.ts'
import type { Tone } from '../../ui/index.ts'

export const outcomeTone = ({ outcome, direction }: Pick<ContactEntry, 'outcome' | 'direction'>): Tone =>
  direction === 'in' || OUTCOMES[outcome].reached ? 'good' : outcome === 'wrong-number' || outcome === 'bounced' ? 'bad' : 'warn'

const times = (many: number, of: string): string => `${many} ${of}${many === 1 ? '' : 's'}`
/** "2 of 3 attempts, on 1 day" */
export function attemptsWords({ failed, days, noWay, lastReached }: Reach, rule: ReachRule): string {
  if (noWay) return 'No number and no e-mail address is known.'
  if (failed.length === 0) return ''
  return `${failed.length} of ${times(rule.attempts, 'attempt')}${lastReached ? ' since then' : ''}, on ${times(days, 'day')}.`
}

export function callBackWords(on: SchoolDate, today: SchoolDate): { text: string; due: boolean } {
  if (on > today) return { text: on === addDays(today, 1) ? 'Call back tomorrow' : `Call back on ${shortDate(on)}`, due: false }
  return { text: on === today ? 'Call back today' : `Call back was due on ${shortDate(on)}`, due: true }
}

export function stateWords({ state, told, sent }: Reach): string {
  if (state === 'letter-sent' && sent) return `Letter home sent by the Lead Mentor, ${mediumDate(sent.f.date)}.`
  if (state === 'told' && told) return `The Lead Mentor was told on ${shortDate(dateOf(told.f.at))} and sends a letter home.`
  if (state === 'settled') return 'The Lead Mentor has found another way.'
  return ''
}
