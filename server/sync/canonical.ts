/** The same content gives the same text and the same hash, whatever the order its fields arrived in. */
import { createHash } from 'node:crypto'

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('base64url')

/** Nothing honest nests deeper; what does would exhaust the stack of everything that walks it. */
const DEEPEST = 24
/** What would make the code that looks at it throw: too deep, or with a field that takes the place of `toString` (a length compared, a text made of it). */
export function isTrap(value: unknown, left = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false
  return left === 0 || Object.hasOwn(value, 'toString') || Object.values(value).some((one) => isTrap(one, left - 1))
}
