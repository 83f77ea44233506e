/** One promise of docs/security.md as a program: tried `size` times, with all chance from the dice, and what did not hold. */
import type { Dice } from '../sim/world/dice.ts'

/** `said`: what was done and found, in one line. `broken`: each time that the promise did not hold. `noted`: what is worth reading though it holds. */
export type Found = { said: string; broken: readonly string[]; noted?: readonly string[] }
/** `rows`: as docs/security.md counts them. `inEveryRun`: the size in `npm test`; `campaign`: once for a release. */
export type Figure = { name: string; rows: string; inEveryRun: number; campaign: number; measure: (size: number, dice: Dice) => Promise<Found> }
