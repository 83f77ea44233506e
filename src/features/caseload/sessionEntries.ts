/** What was planned and who came to it, as lines of the log. */
import { instantAt, shortDate, shortMoment, spokenTime } from '../../domain/time/clock.ts'
import { SESSION_OUTCOME_WORDS, sessionTitle } from '../../domain/week/session.ts'
import { saySession, type PlannedSession } from '../../domain/week/sessionWeek.ts'
import type { Row } from '../../domain/records.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

type Facts = { sessions: readonly PlannedSession[]; marks: readonly Readonly<Row<'sessionAttendance'>>[] }

/** Those that have a mark, or were cancelled or moved: what is only planned stands in the planner. */
export const sessionEntries = ({ sessions, marks }: Facts, { staffName }: Said): PupilLogEntry[] =>
  sessions.flatMap((one): PupilLogEntry[] => {
    const { mark } = one
    const common = { kind: 'session' as const, flags: [], more: [], title: sessionTitle(one), to: `/pupils/${one.pupilId}/sessions/${one.date}`, toLabel: 'Open the week’s sessions' }
    if (one.state === 'cancelled') return [{ ...common, id: one.id, at: instantAt(one.date, one.starts), when: spokenTime(one.starts), by: '', text: `${saySession(one)}. Cancelled${one.reason ? `: ${one.reason}` : ''}.`, tone: 'neutral', earlier: [] }]
    if (!mark) return []
    const outcome = mark.f.outcome
    const earlier = marks.filter(({ id, f }) => f.sessionId === one.sessionId && f.on === one.on && id !== mark.id).sort((a, b) => b.f.entered - a.f.entered)
    return [{
      ...common, id: mark.id, at: mark.f.entered, when: clock(mark.f.entered), by: staffName(mark.by), text: `${SESSION_OUTCOME_WORDS[outcome]}. ${shortDate(one.date)}, ${spokenTime(one.starts)} to ${spokenTime(one.ends)}, ${one.venue}${one.leads ? `, with ${one.leads}` : ''}`,
      tone: outcome === 'came' ? 'good' : outcome === 'late' ? 'late' : outcome === 'did-not-come' ? 'warn' : 'neutral',
      earlier: earlier.map((row) => ({ id: row.id, when: shortMoment(row.f.entered), text: SESSION_OUTCOME_WORDS[row.f.outcome], by: staffName(row.by) })),
    }]
  })
