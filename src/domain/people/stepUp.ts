/** The secret once more, before an act that whoever finds a tablet lying open must not be able to do; and changing it. */
import { z } from '../schema.ts'
import { LONGEST_PASSPHRASE } from './passphrase.ts'
import { SecondAsked, secondSaid } from './secondFactor.ts'

const passphrase = z.string().min(1).max(LONGEST_PASSPHRASE)

/** `POST /api/session/step-up`, with the second thing where the role needs one. */
export const StepUp = z.strictObject({ passphrase, ...secondSaid })
export type StepUp = z.infer<typeof StepUp>
export const StepUpReply = z.union([z.object({ stepped: z.literal(true) }), SecondAsked, z.object({ wrong: z.literal(true) })])
export type StepUpReply = z.infer<typeof StepUpReply>

/** `POST /api/session/passphrase`: the old one, and the one from now on. Every other session of the person ends. */
export const ChangePassphrase = z.strictObject({ passphrase, fresh: passphrase })
export type ChangePassphrase = z.infer<typeof ChangePassphrase>
export const ChangePassphraseReply = z.union([z.object({ changed: z.literal(true) }), z.object({ wrong: z.literal(true) }), z.object({ weak: z.enum(['short', 'long', 'common', 'yours']) })])
export type ChangePassphraseReply = z.infer<typeof ChangePassphraseReply>
