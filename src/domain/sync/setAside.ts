/**
 * "All records should be shared": where two people set the same thing at once, the later stands and nobody is asked. The
 * other is kept beside it, in sight of everyone on the case, and can be put back with one tap.
 */
import { Lies } from '../bucket.ts'
import { z } from '../schema.ts'
import { Version } from './conflict.ts'

/** A fact that the server writes when it merges; its id is made of the record, the field and the two stamps. */
export const SetAside = z.object({
  lies: Lies,
  /** Absent where the record belongs to no pupil. */
  pupilId: z.string().optional(),
  about: z.object({ t: z.string().max(40), id: z.string().max(120) }),
  field: z.string().max(40),
  stands: Version,
  aside: Version,
})
export type SetAside = z.infer<typeof SetAside>
