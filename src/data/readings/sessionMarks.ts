/** Who came to a session, put down with one tap; the last word stands, and the words before it stay as facts. */
import type { Instant } from '../../domain/time/clock.ts'
import type { SessionOutcome } from '../../domain/week/session.ts'
import type { PlannedSession } from '../../domain/week/sessionWeek.ts'
import type { Change } from '../store/commit.ts'
import { enteredAfter } from '../moment.ts'
import { randomId } from '../records.ts'

export const sessionMark = ({ pupilId, sessionId, on, date, mark }: PlannedSession, outcome: SessionOutcome, skew: number | null): Extract<Change, { kind: 'add'; t: 'sessionAttendance' }> => {
  const entered: Instant = enteredAfter(skew, mark?.f.entered)
  return { kind: 'add', t: 'sessionAttendance', id: randomId(), f: { pupilId, sessionId, on, date, outcome, entered } }
}
