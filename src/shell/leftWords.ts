/** What is known of work that never came, as a person needs it to decide where to look. */
import type { LeftBehind } from '../domain/protocol.ts'
import type { Instant } from '../domain/time/clock.ts'

export function leftWords({ tablet, isThis, waiting, seenAt, confirmedAt }: LeftBehind, say: (at: Instant) => string): { title: string; text: string } {
  const confirmed = `Last confirmed change: ${confirmedAt === null ? 'none' : say(confirmedAt)}; it had reported ${waiting} waiting, on ${say(seenAt)}.`
  return isThis
    ? { title: 'This tablet’s storage was cleared.', text: `${confirmed} If you saved a sealed file, open it under Needs attention; otherwise write ${waiting === 1 ? 'it' : 'them'} again.` }
    : { title: `Work of yours on tablet ${tablet} has not arrived.`, text: `${confirmed} Open that tablet where there is network. If it is this one, its storage was cleared: open the sealed file, if you saved one, or write ${waiting === 1 ? 'it' : 'them'} again.` }
}
