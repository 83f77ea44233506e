/** Why a PIN is refused: a pupil at the desk tries these first. */

export type PinProblem = 'not-digits' | 'too-short' | 'too-long' | 'repeats' | 'straight-run'

const SHORTEST = 6
const LONGEST = 12

/** 111111, 121212 and 123123 are one short block said again. */
function repeats(pin: string): boolean {
  const half = Math.floor(pin.length / 2)
  return Array.from({ length: half }, (_, index) => pin.slice(0, index + 1)).some(
    (block) => block.repeat(Math.ceil(pin.length / block.length)).slice(0, pin.length) === pin,
  )
}

/** 123456, 654321 and, over the nine, 890123. */
function isStraightRun(pin: string): boolean {
  const digits = [...pin].map(Number)
  const runs = (step: number) =>
    digits.every((digit, index) => index === 0 || digit === ((digits[index - 1] ?? 0) + step + 10) % 10)
  return runs(1) || runs(-1)
}

export function pinProblem(pin: string): PinProblem | undefined {
  if (!/^[0-9]*$/.test(pin)) return 'not-digits'
  if (pin.length < SHORTEST) return 'too-short'
  if (pin.length > LONGEST) return 'too-long'
  if (repeats(pin)) return 'repeats'
  if (isStraightRun(pin)) return 'straight-run'
  return undefined
}
