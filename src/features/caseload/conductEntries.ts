/** What was missed and what was sanctioned, as lines of the log. */
import { shortDate } from '../../domain/clock.ts'
import { MISSED_WORDS, missedWord, sayMissed } from '../../domain/missed.ts'
import type { Row } from '../../domain/records.ts'
import { PARENTS_TOLD_WORDS, SANCTION_STATE_WORDS, type IssuedSanction } from '../../domain/sanction.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

export const missedEntries = (rows: readonly Readonly<Row<'missedEvent'>>[], { staffName }: Said): PupilLogEntry[] =>
  rows.map(({ id, by, f }) => {
    const { title, text } = sayMissed(f)
    return {
      id, kind: 'missed', at: f.entered, when: clock(f.entered), by: staffName(by), title: `${MISSED_WORDS[f.what]} of ${shortDate(f.date)} missed. ${title}`, text,
      tone: f.type === 'unexplained' ? 'late' : f.type === 'investigating' ? 'info' : 'good', flags: [], more: [], earlier: [], to: `/pupils/${f.pupilId}/missed/${missedWord(f)}`, toLabel: 'Open what was missed',
    }
  })

export const sanctionEntries = (sanctions: readonly IssuedSanction[], { staffName }: Said): PupilLogEntry[] =>
  sanctions.map(({ id, by, f, state, parentsTold }) => ({
    id, kind: 'sanction', at: f.entered, when: clock(f.entered), by: staffName(by), title: f.stepName, text: f.behaviour, tone: state === 'withdrawn' ? 'neutral' : 'warn',
    flags: [SANCTION_STATE_WORDS[state], ...(parentsTold ? [`Parents told ${PARENTS_TOLD_WORDS[parentsTold].toLowerCase()}`] : [])], more: [], earlier: [], to: `/pupils/${f.pupilId}/sanctions`, toLabel: 'Open the sanctions',
  }))
