/** "The Lead Mentor … oversees": which tablets are out there, and whether what was written on them has arrived. */
import type { Instant, TimeOfDay } from '../time/clock.ts'
import type { DevicesReply } from '../protocol.ts'
import { waitingAge } from '../tasks/waitingAge.ts'

export type Device = DevicesReply['devices'][number]
export type DeviceState = 'fine' | 'waiting' | 'late' | 'stuck' | 'silent'
const WEEK = 7 * 86_400_000
/** From here on a clock is worth setting right; sending never depends on it. */
export const WRONG_CLOCK_MS = 2 * 60_000

/** `late`: its work should be here by now. `stuck`: it sends, and nothing gets through. `silent`: it has told nothing for a week. */
export function deviceState({ waiting, oldest, seenAt, stuck }: Pick<Device, 'waiting' | 'oldest' | 'seenAt' | 'stuck'>, at: Instant, dayEnds: TimeOfDay): DeviceState {
  if (waiting > 0 && stuck) return 'stuck'
  if (waiting > 0) return waitingAge(oldest, at, dayEnds) === 'fresh' ? 'waiting' : 'late'
  return at - seenAt >= WEEK ? 'silent' : 'fine'
}

const duration = (ms: number): string => {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
/** `skew`: the server's clock minus the tablet's. */
export const clockWords = (skew: number | null): string =>
  skew === null ? 'Not known' : Math.abs(skew) < WRONG_CLOCK_MS ? 'Right' : `${duration(skew)} ${skew > 0 ? 'slow' : 'fast'}`
