/** What ends with a case, or with its pause: the mornings at reception and the sessions to come. An end-of-day report ends by itself (conduct.ts). */
import { addDays, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { expectationsAfter } from '../../domain/week/reporting.ts'
import { isPlannedOn } from '../../domain/week/sessionWeek.ts'
import type { Change } from '../store/commit.ts'
import type { Memory } from '../store/memory.ts'
import { randomId } from '../records.ts'

/** `today` is the last day of the case. Why stands with a session that never took place. */
export function endingOf(memory: Memory, pupilId: string, today: SchoolDate, now: Instant, reason = 'Mentoring has ended'): Change[] {
  const expectations = memory.ofPupil('expectation', pupilId).map(({ f }) => f)
  return [
    ...expectationsAfter(expectations, { weekdays: [] }, addDays(today, 1), now).map((f): Change => ({ kind: 'add', t: 'expectation', id: randomId(), f })),
    ...memory.ofPupil('session', pupilId).filter(({ f }) => f.until > today || f.from > today).flatMap((row): Change[] => {
      const { from, weekly } = row.f
      if (weekly && from <= today) return [{ kind: 'patch', t: 'session', id: row.id, f: { until: today }, saw: row }]
      // It never began: its one day is struck through, and its repeats fall away.
      return [
        ...(weekly ? [{ kind: 'patch' as const, t: 'session' as const, id: row.id, f: { until: from }, saw: row }] : []),
        { kind: 'add', t: 'sessionChange', id: randomId(), f: { type: 'cancelled', pupilId, sessionId: row.id, on: from, entered: now, reason } },
      ]
    }),
    // A day that was moved out of the case.
    ...memory.ofPupil('sessionChange', pupilId).flatMap(({ f }): Change[] => {
      const plan = memory.get('session', f.sessionId)?.f
      const isMovedAway = f.type === 'moved' && f.date > today && f.on <= today && plan !== undefined && isPlannedOn(plan, f.on)
      return isMovedAway ? [{ kind: 'add', t: 'sessionChange', id: randomId(), f: { type: 'cancelled', pupilId, sessionId: f.sessionId, on: f.on, entered: Math.max(now, f.entered + 1), reason } }] : []
    }),
  ]
}
