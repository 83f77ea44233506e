import type { ProposedMark } from '../../domain/mornings/registration.ts'
import type { Tone } from '../../ui/index.ts'

export const MARK_TONES: Record<ProposedMark['punctuality'], Tone> = { 'on-time': 'good', 'late-to-mentor': 'late', late: 'late', 'after-close': 'warn' }
