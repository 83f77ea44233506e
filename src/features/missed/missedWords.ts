/** How the states of a missed time look beside their words, and where each is opened. */
import { missedWord, type Missed, type MissedState } from '../../domain/mornings/missed.ts'
import type { Tone } from '../../ui/index.ts'

export const MISSED_TONES: Record<MissedState, Tone> = { missed: 'warn', investigating: 'info', explained: 'good', unexplained: 'late', 'put-right': 'good' }

export const missedPath = (missed: Missed): string => `/pupils/${missed.pupilId}/missed/${missedWord(missed)}`
