/** What was decided about the case and belongs to its end, as lines of the log; the call itself stands there as a contact with home. */
import { shortDate } from '../../domain/time/clock.ts'
import { FOLLOW_UP_WORDS } from '../../domain/cases/closing.ts'
import { STATE_WORDS } from '../../domain/cases/mentorship.ts'
import type { Row } from '../../domain/records.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

export function closingEntries(events: readonly Readonly<Row<'closingEvent'>>[], { staffName }: Said): PupilLogEntry[] {
  return events.map(({ id, by, f }): PupilLogEntry => {
    const stands = { id, kind: 'support' as const, at: f.at, when: clock(f.at), by: staffName(by), flags: [], more: [], earlier: [] }
    if (f.type === 'call') return { ...stands, title: 'Closing call home', tone: 'good', text: f.strengths.join('; ') }
    if (f.type === 'waived') return { ...stands, title: 'Closing by letter instead of a call', tone: 'info', text: f.reason }
    if (f.type === 'left') return { ...stands, title: 'Left the school', tone: 'info', text: f.why === 'missing' ? 'No longer in the school’s list of pupils' : 'At the end of the last year group here' }
    return { ...stands, title: `After ${f.weeks} weeks: ${FOLLOW_UP_WORDS[f.how].toLowerCase()}`, tone: f.how === 'well' ? 'good' : 'info', text: f.line }
  })
}

export function caseEntries(events: readonly Readonly<Row<'caseEvent'>>[], { staffName }: Said): PupilLogEntry[] {
  return events.map(({ id, by, f }): PupilLogEntry => {
    const stands = { id, kind: 'mentorship' as const, at: f.at, when: clock(f.at), by: staffName(by), flags: [], more: [], earlier: [] }
    if (f.type === 'paused') return { ...stands, title: 'Mentoring paused', tone: 'warn', text: f.reason, more: f.lookAgainOn === undefined ? [] : [`To be looked at again on ${shortDate(f.lookAgainOn)}`] }
    if (f.type === 'taken-up') return { ...stands, title: 'Mentoring taken up again', tone: 'good', text: `From ${shortDate(f.on)}: ${STATE_WORDS[f.state].toLowerCase()}` }
    return { ...stands, title: `Handed over from ${staffName(f.from)} to ${staffName(f.to)}`, tone: 'info', text: f.reason }
  })
}
