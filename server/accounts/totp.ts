/** The six digits that a phone shows for thirty seconds: RFC 6238 over HMAC-SHA-1, as every authenticator app has it. */
import { createHmac } from 'node:crypto'

const STEP_MS = 30_000
/** A phone's clock may be half a minute off, either way. */
const DRIFT = 1

export const stepOf = (now: number): number => Math.floor(now / STEP_MS)

export function totp(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** The step that the code is of, if it is one of about now; undefined otherwise. */
export function stepFor(secret: Uint8Array, typed: string, now: number): number | undefined {
  const around = Array.from({ length: 2 * DRIFT + 1 }, (_, index) => stepOf(now) - DRIFT + index).filter((step) => step >= 0)
  return around.filter((step) => totp(secret, step) === typed).at(-1)
}

/** What the square code says to the phone. */
export const totpUrl = (school: string, username: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`Blue Report:${username}`)}?secret=${secret}&issuer=${encodeURIComponent(`Blue Report, ${school}`.replaceAll(':', ' '))}`
