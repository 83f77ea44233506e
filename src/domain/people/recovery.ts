/**
 * A forgotten passphrase loses no unsent work. The vault key is also wrapped to a key of the school’s server, and any two of Lead
 * Mentor, Deputy Headteacher and administrator let it be used: for one vault on one tablet, never by the person alone, never
 * the same person twice.
 */
import { z } from '../schema.ts'
import { keyFrom, keyTo, type Bytes } from '../sync/sealTo.ts'

export const APPROVALS = 2
/** Long enough for a weekend between. */
export const RECOVERY_DAYS = 4

const base64url = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${String(length)}}$`))
/** The vault key under the school's key: which key, the public half that goes with it, and 40 bytes of AES-KW. */
export const RecoveryWrap = z.strictObject({ key: base64url(22), half: base64url(87), wrapped: base64url(54) })
export type RecoveryWrap = z.infer<typeof RecoveryWrap>

const id = z.string().min(1).max(120)
/** `POST /api/recovery`: the person, signed in with their new passphrase on the tablet whose vault does not know it yet. */
export const RecoveryRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('ask'), vaultId: z.uuid(), wrap: RecoveryWrap }),
  z.strictObject({ act: z.literal('look'), vaultId: z.uuid() }),
  /** `half`: of a key pair that the tablet made for this once. */
  z.strictObject({ act: z.literal('take'), vaultId: z.uuid(), half: base64url(87) }),
])
export type RecoveryRequest = z.infer<typeof RecoveryRequest>
/** `off`: the school does not use the key. `damaged`: what the tablet sent does not open. */
export const RecoveryReply = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }), z.object({ state: z.literal('none') }), z.object({ state: z.literal('damaged') }),
  z.object({ state: z.literal('asked'), approved: z.int(), until: z.number() }),
  z.object({ state: z.literal('approved'), until: z.number() }),
  z.object({ state: z.literal('taken'), half: base64url(87), wrapped: base64url(54) }),
])
export type RecoveryReply = z.infer<typeof RecoveryReply>

/** `GET /api/recoveries`: what waits, for those who approve. `mayApprove`: it is not one’s own, and one has not yet. */
export const RecoveriesReply = z.object({
  at: z.number(),
  recoveries: z.array(z.object({ id, name: z.string(), tablet: z.string(), place: z.string(), askedAt: z.number(), until: z.number(), approvedBy: z.array(z.string()), mayApprove: z.boolean() })),
})
export type RecoveriesReply = z.infer<typeof RecoveriesReply>
export type AskedRecovery = RecoveriesReply['recoveries'][number]

/** `POST /api/recoveries` */
export const RecoveryAct = z.strictObject({ act: z.enum(['approve', 'decline']), id })
export type RecoveryAct = z.infer<typeof RecoveryAct>
export type RecoveryRefusal = 'own' | 'twice' | 'over' | 'step-up'
export const RECOVERY_WORDS: Record<RecoveryRefusal, string> = {
  own: 'Nobody approves their own.',
  twice: 'You have approved this already. Somebody else has to as well.',
  over: 'This is no longer asked: it was declined, used, or has run out.',
  'step-up': 'Your passphrase was not given, so nothing was done.',
}
export const RecoveryActReply = z.union([z.object({ done: z.literal(true) }), z.object({ refused: z.enum(['own', 'twice', 'over', 'step-up']) })])
export type RecoveryActReply = z.infer<typeof RecoveryActReply>

type Whose = { person: string; vaultId: string }
/** What wraps a vault key to the school’s key: of this person’s vault, and of no other. */
const WRAPPED = ({ person, vaultId }: Whose) => ({ info: 'blue-report/kek/recovery', bound: [person, vaultId], cipher: 'AES-KW' }) as const
/** What brings it back to the tablet. */
const BROUGHT = ({ person, vaultId }: Whose) => ({ info: 'blue-report/kek/recovered', bound: [person, vaultId], cipher: 'AES-KW' }) as const

export const kekForRecovery = (subtle: SubtleCrypto, fresh: CryptoKeyPair, lasting: Bytes, whose: Whose): Promise<{ key: CryptoKey; half: Bytes }> => keyTo(subtle, fresh, lasting, WRAPPED(whose))
export const kekAtSchool = (subtle: SubtleCrypto, own: CryptoKey, lasting: Bytes, half: Bytes, whose: Whose): Promise<CryptoKey> => keyFrom(subtle, own, lasting, half, WRAPPED(whose))
export const kekForTablet = (subtle: SubtleCrypto, fresh: CryptoKeyPair, tablet: Bytes, whose: Whose): Promise<{ key: CryptoKey; half: Bytes }> => keyTo(subtle, fresh, tablet, BROUGHT(whose))
export const kekAtTablet = (subtle: SubtleCrypto, own: CryptoKey, tablet: Bytes, half: Bytes, whose: Whose): Promise<CryptoKey> => keyFrom(subtle, own, tablet, half, BROUGHT(whose))
