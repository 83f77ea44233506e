/**
 * "Safeguarding concerns go to the DSL": what is kept here is that a Designated Safeguarding Lead is to be told, or was
 * told, and when. Never a word of what was said, so these facts hold no text at all.
 */
import { z } from '../schema.ts'
import type { Instant } from '../time/clock.ts'

export const Safeguarding = z.object({
  pupilId: z.string(),
  /** `to-tell`: the mentor is on the way to a DSL. `told`: a DSL knows. */
  step: z.enum(['to-tell', 'told']),
  /** The school's time of it (UTC ms). */
  at: z.number(),
  /** Whether the trip-wire stopped a text, or the button on the card was pressed. */
  from: z.enum(['writing', 'card']),
  /** Of somebody whom nobody mentors: it lies where the year's meeting reads it. */
  about: z.literal('candidate').optional(),
})
export type Safeguarding = z.infer<typeof Safeguarding>

export type Told = {
  /** When a DSL was last told. */
  toldAt: Instant | undefined
  /** Since when a DSL is to be told and has not been. */
  openSince: Instant | undefined
}

/** Whoever told a DSL, and on whichever tablet, has told for all that was open before. */
export function toldOf(facts: readonly Safeguarding[]): Told {
  const times = (step: Safeguarding['step']): Instant[] => facts.filter((one) => one.step === step).map((one) => one.at).sort((a, b) => a - b)
  const toldAt = times('told').at(-1)
  return { toldAt, openSince: times('to-tell').find((at) => toldAt === undefined || at > toldAt) }
}
