/**
 * The school's key for handing marks over with no network. The server makes it; it lies in the school's bucket, so that
 * every tablet of the staff holds it sealed, and nobody else does.
 */
import { z } from '../schema.ts'

/** Thirty-two random bytes as base 32. */
export const HandOverKey = z.object({ key: z.string().regex(/^[A-Z2-7]{52}$/) })
export type HandOverKey = z.infer<typeof HandOverKey>
