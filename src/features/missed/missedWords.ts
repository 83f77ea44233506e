/** How the states of a missed time look beside their words, and where each is opened. */
import type { Missed, MissedState } from '../../domain/missed.ts'
import type { Tone } from '../../ui/index.ts'

export const MISSED_TONES: Record<MissedState, Tone> = { missed: 'warn', investigating: 'info', explained: 'good', unexplained: 'late', 'put-right': 'good' }

export const missedPath = ({ pupilId, what, date }: Pick<Missed, 'pupilId' | 'what' | 'date'>): string => `/pupils/${pupilId}/missed/${what}/${date}`
