import type { ReviewState } from '../../domain/reviewState.ts'
import type { Tone } from '../../ui/index.ts'

export const STATE_TONES: Record<ReviewState, Tone> = { 'not-started': 'neutral', draft: 'info', signed: 'good', changed: 'warn' }
