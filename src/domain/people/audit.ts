/**
 * Who did what, for whoever has to answer for it: ids, acts and instants, never a word that somebody wrote. That a
 * pupil's file was opened or left the tablet is told by the tablet, also hours later; the rest the server knows itself.
 */
import { z } from '../schema.ts'
import { Role } from '../staff.ts'

/** `refused`: something that this person may not do or see. `file-left`: printed, saved or shared. `glass-missed`: no pupil was called so. */
export type AuditAction =
  | 'signed-in' | 'sign-in-failed' | 'set-up' | 'signed-out' | 'token-reused'
  | 'passphrase-changed' | 'phone-known' | 'recovery-used' | 'passkey-known' | 'passkey-removed'
  | 'account-made' | 'account-code' | 'account-role' | 'account-closed' | 'account-opened' | 'account-door' | 'sign-on-linked'
  | 'tablet-code' | 'tablet-joined' | 'tablet-named' | 'tablet-lost' | 'tablet-revoked' | 'tablet-again' | 'tablet-forgot' | 'tablet-one-person' | 'tablet-shared'
  | 'vault-asked' | 'vault-approved' | 'vault-declined' | 'vault-recovered'
  | 'backed-up' | 'restored'
  | 'refused' | 'file-opened' | 'file-left' | 'openings-read' | 'erased'
  | 'file-gathered' | 'exported' | 'exports-refused' | 'rule-changed' | 'sims-taken-in' | 'glass-broken' | 'glass-missed' | 'glass-ended'
  | 'retention-proposed'
  | 'handed-in-read' | 'handed-in-taken' | 'handed-in-put-away' | 'handed-in-saved'

/** What a tablet tells. `ref` names one telling, so that telling it twice is telling it once. */
export const Opening = z.object({ ref: z.string().min(8).max(60), act: z.enum(['file-opened', 'file-left']), pupilId: z.string().min(1).max(120), at: z.number().min(0).max(8.64e15) })
export type Opening = z.infer<typeof Opening>
export type OpeningAct = Opening['act']

/** What leaves with many pupils in it. */
export const ExportKind = z.enum(['register', 'impact'])
export type ExportKind = z.infer<typeof ExportKind>
export const BulkExport = z.object({ ref: z.string().min(8).max(60), act: z.literal('exported'), what: ExportKind, at: z.number().min(0).max(8.64e15) })
export type BulkExport = z.infer<typeof BulkExport>
export const Telling = z.union([Opening, BulkExport])
export type Telling = z.infer<typeof Telling>
export const EXPORTS_AN_HOUR = 3
export const HOUR_MS = 3_600_000

/** `POST /api/audit/exports`: before it is made, where there is a network. */
export const ExportAsked = BulkExport.omit({ act: true })
export type ExportAsked = z.infer<typeof ExportAsked>
export const ExportReply = z.union([z.object({ granted: z.literal(true) }), z.object({ refused: z.enum(['step-up', 'too-often']) })])
export type ExportReply = z.infer<typeof ExportReply>

/** `POST /api/sync/v1/openings` */
export const OPENINGS_MOST = 200
export const OpeningsTold = z.object({ openings: z.array(Telling).max(OPENINGS_MOST) })
export const OpeningsTaken = z.object({ taken: z.int() })
export type OpeningsTaken = z.infer<typeof OpeningsTaken>

/** For whoever answers for it: who broke the glass for a pupil's file, and why. */
export const GlassBroken = z.object({ id: z.string(), name: z.string(), role: Role.nullable(), why: z.string(), at: z.number(), until: z.number(), endedAt: z.number().nullable() })
export type GlassBroken = z.infer<typeof GlassBroken>

/** `POST /api/audit/openings`: who opened one pupil's file, the last first. `at`: by the tablet's clock; `receivedAt`: by the server's. */
export const OpeningsRequest = z.object({ pupilId: z.string().min(1).max(120) })
export const OpeningsReply = z.object({
  at: z.number(),
  openings: z.array(z.object({ name: z.string(), role: Role.nullable(), act: Opening.shape.act, at: z.number(), receivedAt: z.number() })),
  /** Who broke the glass for it, the last first. */
  glass: z.array(GlassBroken).optional(),
})
export type OpeningsReply = z.infer<typeof OpeningsReply>

/** Who opened a pupil's file is for those who see every case, and for nobody else. */
export const mayReadOpenings = (role: Role): boolean => role === 'lead-mentor' || role === 'dht'

/** Opened again within this, by the same person, it is the same reading. */
const SAME_READING_MS = 10 * 60_000
export const isSameReading = (known: Pick<Opening, 'act' | 'pupilId' | 'at'>, next: Pick<Opening, 'act' | 'pupilId' | 'at'>): boolean =>
  known.act === next.act && known.pupilId === next.pupilId && next.at - known.at >= 0 && next.at - known.at < SAME_READING_MS
