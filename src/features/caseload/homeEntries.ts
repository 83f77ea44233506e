/** Contact with home, as lines of the pupil's log. */
import { mediumDate } from '../../domain/time/clock.ts'
import { OUTCOMES, standingEntries, type StoredEntry, type StoredLetter } from '../../domain/home/contactLog.ts'
import { SENT_VIA_WORDS, type StoredStartLetter } from '../../domain/home/startLetter.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

const VIA = { post: 'by post', pupil: 'with the pupil', hand: 'by hand' }

export function homeEntries(entries: readonly StoredEntry[], letters: readonly StoredLetter[], nameOf: (contactId: string) => string, { staffName }: Said): PupilLogEntry[] {
  const common = (pupilId: string) => ({ kind: 'home' as const, earlier: [], to: `/pupils/${pupilId}/home`, toLabel: 'Open contact with home' })
  return [
    ...standingEntries(entries).map(({ id, by, f }): PupilLogEntry => ({
      ...common(f.pupilId), id, at: f.occurredAt, when: clock(f.occurredAt), by: staffName(by), tone: f.direction === 'in' || OUTCOMES[f.outcome].reached ? 'good' : 'warn',
      title: `${f.direction === 'in' ? 'They were in touch' : OUTCOMES[f.outcome].words}: ${f.contactId === undefined ? 'home' : nameOf(f.contactId)}`,
      text: f.text, more: f.agreed === '' ? [] : [`Agreed: ${f.agreed}`], flags: f.topic === '' ? [] : [f.topic],
    })),
    ...letters.map(({ id, by, f }): PupilLogEntry => ({
      ...common(f.pupilId), id, at: f.at, when: clock(f.at), by: staffName(by), tone: f.type === 'told' ? 'info' : 'good', more: [], flags: [],
      title: f.type === 'told' ? 'Lead Mentor told: home could not be reached' : f.type === 'sent' ? `Letter home sent ${VIA[f.via]}, ${mediumDate(f.date)}` : 'Settled without a letter home',
      text: f.type === 'sent' ? '' : f.line,
    })),
  ]
}

export const startLetterEntries = (facts: readonly StoredStartLetter[], { staffName }: Said): PupilLogEntry[] =>
  facts.map(({ id, by, f }): PupilLogEntry => ({
    kind: 'home', earlier: [], to: `/pupils/${f.pupilId}/start-letter`, toLabel: 'Open the letter home', id, at: f.at, when: clock(f.at), by: staffName(by), more: [], flags: [],
    tone: f.type === 'waived' ? 'warn' : f.type === 'sent' ? 'good' : 'info',
    title: f.type === 'printed' ? 'Letter home at the start: printed' : f.type === 'sent' ? `Letter home at the start: sent ${SENT_VIA_WORDS[f.via]}, ${mediumDate(f.date)}` : 'Mentoring may begin without a letter home',
    text: f.type === 'printed' ? f.reasons : f.type === 'waived' ? f.reason : '',
  }))
