/** How a mentorship's state looks beside its word. */
import type { MentorshipState } from '../../domain/cases/mentorship.ts'
import type { Tone } from '../../ui/index.ts'

export const STATE_TONES: Record<MentorshipState, Tone> = {
  candidate: 'neutral', watched: 'neutral', declined: 'neutral', agreed: 'info', preparing: 'info', active: 'info',
  withdrawing: 'good', closing: 'good', closed: 'neutral', paused: 'warn', reopened: 'info',
}
