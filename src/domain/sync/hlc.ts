/**
 * A hybrid logical clock: milliseconds and a counter in one string that compares as text. It never goes back, whatever
 * the tablet's clock does. It decides only which of two concurrent values is shown.
 */
export type Hlc = string

/** 48 bits of milliseconds and 16 of counter, as 16 hexadecimal digits. */
export const hlcOf = (ms: number, counter: number): Hlc => Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0')
export const hlcMs = (hlc: Hlc): number => Number.parseInt(hlc.slice(0, 12), 16)

/** The next stamp after `last`, at `wall` or later. */
export function nextHlc(last: Hlc | undefined, wall: number): Hlc {
  if (last === undefined || wall > hlcMs(last)) return hlcOf(wall, 0)
  const counter = Number.parseInt(last.slice(12), 16) + 1
  return counter > 0xffff ? hlcOf(hlcMs(last) + 1, 0) : hlcOf(hlcMs(last), counter)
}

/**
 * The server's view of when an operation was made: the tablet's clock corrected by its measured skew, not before the
 * tablet's previous operation and not after the server received it. No clock is ever refused.
 */
export function effectiveHlc(hlc: Hlc, skew: number | null, previous: Hlc | undefined, receivedAt: number): Hlc {
  const corrected = hlcOf(Math.min(hlcMs(hlc) + (skew ?? 0), receivedAt), Number.parseInt(hlc.slice(12), 16))
  return previous !== undefined && corrected <= previous ? nextHlc(previous, hlcMs(previous)) : corrected
}
