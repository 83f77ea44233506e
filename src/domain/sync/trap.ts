/** Nothing honest nests deeper; what does would exhaust the stack of everything that walks it. */
const DEEPEST = 24
/** What would make the code that looks at it throw: too deep, or with a field that takes the place of `toString` (a length compared, a text made of it). */
export function isTrap(value: unknown, left = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return left === 0 || Object.hasOwn(value, 'toString') || Object.values(value).some((one) => isTrap(one, left - 1))
}
