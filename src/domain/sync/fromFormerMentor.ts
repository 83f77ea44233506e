/**
 * "All records should be shared": what a mentor wrote while the case was theirs, and what came after it had gone to
 * another, is kept and says so. The server alone knows which came first, so it writes it down beside the record.
 */
import { Lies } from '../bucket.ts'
import { z } from '../schema.ts'

/** A fact that the server writes; its author is the former mentor. */
export const FromFormerMentor = z.object({
  lies: Lies,
  pupilId: z.string().optional(),
  about: z.object({ t: z.string().max(40), id: z.string().max(120) }),
  /** When the server received it (UTC ms). */
  at: z.number(),
})
export type FromFormerMentor = z.infer<typeof FromFormerMentor>

export const LATE_WORDS = 'Late, from former mentor'
