/** What was missed and what was sanctioned, as lines of the log. */
import { explains, HOW_KNOWN_WORDS, sayAbsence, type Coded } from '../../domain/mornings/absenceCode.ts'
import { shortDate, spokenTime } from '../../domain/time/clock.ts'
import type { EndOfDayDecision } from '../../domain/tasks/endOfDay.ts'
import { MISSED_WORDS, missedWord, sayMissed } from '../../domain/mornings/missed.ts'
import type { Row } from '../../domain/records.ts'
import { PARENTS_TOLD_WORDS, SANCTION_STATE_WORDS, type IssuedSanction } from '../../domain/conduct/sanction.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

export const missedEntries = (rows: readonly Readonly<Row<'missedEvent'>>[], { staffName }: Said): PupilLogEntry[] =>
  rows.map(({ id, by, f }) => {
    const { title, text } = sayMissed(f)
    return {
      id, kind: 'missed', at: f.entered, when: clock(f.entered), by: staffName(by), title: `${MISSED_WORDS[f.what]} of ${shortDate(f.date)} missed. ${title}`, text,
      tone: f.type === 'unexplained' ? 'late' : f.type === 'investigating' ? 'info' : 'good', flags: [], more: [], earlier: [], to: `/pupils/${f.pupilId}/missed/${missedWord(f)}`, toLabel: 'Open what was missed',
    }
  })

/** What the office put down for a morning is part of what was found out. */
export const officeCodeEntries = (codes: readonly Coded[]): PupilLogEntry[] =>
  codes.map(({ id, f }) => ({
    id, kind: 'missed', at: f.entered, when: clock(f.entered), by: f.name, title: `${f.known === 'sims' ? 'SIMS' : 'The office'} on ${shortDate(f.date)}. ${sayAbsence(f.code)}`, text: HOW_KNOWN_WORDS[f.known],
    tone: explains(f.code) ? 'good' : 'info', flags: [], more: [], earlier: [], to: `/pupils/${f.pupilId}/missed/${missedWord({ what: 'arrival', date: f.date })}`, toLabel: 'Open what was missed',
  }))

export const sanctionEntries = (sanctions: readonly IssuedSanction[], { staffName }: Said): PupilLogEntry[] =>
  sanctions.map(({ id, by, f, state, parentsTold }) => ({
    id, kind: 'sanction', at: f.entered, when: clock(f.entered), by: staffName(by), title: f.stepName, text: f.behaviour, tone: state === 'withdrawn' ? 'neutral' : 'warn',
    flags: [SANCTION_STATE_WORDS[state], ...(parentsTold ? [`Parents told ${PARENTS_TOLD_WORDS[parentsTold].toLowerCase()}`] : [])], more: [], earlier: [], to: `/pupils/${f.pupilId}/sanctions`, toLabel: 'Open the sanctions',
  }))

export function endOfDayEntries(orders: readonly Readonly<Row<'endOfDayReport'>>[], decisions: readonly Readonly<Row<'endOfDayDecision'>>[], { staffName }: Said): PupilLogEntry[] {
  const line = (id: string, by: string, at: number, title: string, text: string): PupilLogEntry =>
    ({ id, kind: 'sanction', at, when: clock(at), by: staffName(by), title, text, tone: 'info', flags: [], more: [], earlier: [] })
  return [
    ...orders.map(({ id, by, f }) => line(id, by, f.entered, 'Report at the end of the day', `From ${shortDate(f.from)} until the review on ${shortDate(f.until)}, at ${spokenTime(f.time)}`)),
    ...decisions.map(({ id, by, f }) => line(id, by, f.entered, ...decisionWords(f))),
  ]
}
const decisionWords = (f: EndOfDayDecision): [title: string, text: string] =>
  f.type === 'continued' ? ['Report at the end of the day goes on', `Until the review on ${shortDate(f.until)}`] : ['Report at the end of the day ended', f.reason ?? '']
