/** What was decided about withdrawing support, and the check-ins, as lines of the log. */
import { instantAt, longDate, mediumDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { SELF_SCORE_WORDS } from '../../domain/week/ownWord.ts'
import { CHECK_IN_WORDS, EVENT_WORDS, TOLD_HOW_WORDS } from '../../domain/cases/withdrawal.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

export function withdrawalEntries(events: readonly Readonly<Row<'withdrawalEvent'>>[], checkIns: readonly Readonly<Row<'checkIn'>>[], { staffName }: Said): PupilLogEntry[] {
  const common = { kind: 'support' as const, flags: [], earlier: [] }
  return [
    ...events.map(({ id, by, f }): PupilLogEntry => {
      const stands = { ...common, id, at: f.decidedAt, when: clock(f.decidedAt), title: EVENT_WORDS[f.type] }
      if (f.type === 'home-told') return { ...stands, by: staffName(by), tone: 'info', text: `${TOLD_HOW_WORDS[f.how]}, ${mediumDate(f.on)}`, more: [] }
      const evidence = f.evidence.length > 0 ? [`It rested on: ${f.evidence.join(', ')}.`] : []
      return {
        ...stands, by: f.name, tone: f.type === 'moved-on' ? 'good' : 'info', more: [...evidence, ...(f.reason ? [f.reason] : [])],
        text: f.type === 'not-yet' ? `Looked at again on ${longDate(f.lookAgain)}` : `${f.stage}, from ${mediumDate(f.from)}`,
      }
    }),
    ...checkIns.map(({ id, by, f }): PupilLogEntry => ({ ...common, id, at: Math.max(f.entered, instantAt(f.on, '00:00')), when: clock(f.entered), by: staffName(by), title: `Check-in: ${CHECK_IN_WORDS[f.how].toLowerCase()}`, text: f.line, tone: f.how === 'well' ? 'good' : 'neutral', more: [] })),
  ]
}

/** What the pupil set, and how the pupil sees it. */
export const ownEntries = (rows: readonly Readonly<Row<'ownWord'>>[], { staffName }: Said): PupilLogEntry[] =>
  rows.map(({ id, by, f }) => ({
    id, kind: 'support', at: f.entered, when: clock(f.entered), by: staffName(by), flags: [], earlier: [], more: [],
    ...(f.type === 'target' ? { title: 'The pupil’s own target', text: f.words, tone: 'info' as const } : { title: `The pupil on their own target: ${SELF_SCORE_WORDS[f.how].toLowerCase()}`, text: '', tone: f.how === 'well' ? 'good' as const : 'neutral' as const }),
  }))
