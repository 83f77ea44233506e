import type { ReviewState } from '../../domain/week/reviewState.ts'
import type { SessionOutcome } from '../../domain/week/session.ts'
import type { Tone } from '../../ui/index.ts'

export const STATE_TONES: Record<ReviewState, Tone> = { 'not-started': 'neutral', draft: 'info', signed: 'good', changed: 'warn' }

/** `none`: nobody has said yet. */
export const SESSION_TONES: Record<SessionOutcome | 'none', Tone> = { came: 'good', late: 'late', 'did-not-come': 'warn', cancelled: 'neutral', none: 'neutral' }
