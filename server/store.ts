/**
 * What the server keeps, as tables, and the few questions a database answers differently. Every table names its school;
 * booleans are 0/1, JSON is text, instants are UTC milliseconds.
 */
import type { Generated, Kysely, Transaction } from 'kysely'
import type { Door } from '../src/domain/people/door.ts'
import type { Role } from '../src/domain/staff.ts'
import type { TabletState } from '../src/domain/people/tablets.ts'
import type { Pokes } from './sync/pokes.ts'

type InSchool = { school_id: string }

export type SchoolTable = {
  id: string; name: string; epoch: string; head: number; demo_offset: number | null; demo_day: string | null
  /** A tablet that is further back must begin anew: the names of what was erased since are gone too. */
  oldest_cursor: number
  /** 1: any tablet may be signed in on, as in the demo. */
  any_tablet: number
  /** The sequence number of the last erasure that may still be in the database's files; null where none is. */
  to_scrub: number | null
}
export type AccountTable = InSchool & {
  id: string; username: string; name: string; initials: string; role: Role; year: number | null
  /** Of the passphrase; empty while none has been chosen, and with single sign-on. */
  hash: string; disabled_at: number | null; door: Door
}
/** Whom the provider knows by this number is this account. */
export type SignOnLinkTable = InSchool & { account_id: string; issuer: string; subject: string; linked_at: number }
/** Somebody who is at the provider, for ten minutes. `hash`: of the cookie. `outcome`: null until the provider has sent them back. */
export type SignOnTable = InSchool & {
  hash: string; tablet_id: string; state: string; nonce: string; verifier: string; started_at: number
  outcome: 'known' | 'stale' | 'failed' | null; issuer: string | null; subject: string | null; two_factor: number
}
/** `hash`: Argon2id, as of a passphrase. */
export type SetUpCodeTable = InSchool & { account_id: string; hash: string; until: number }
/** `confirmed_at`: null until the phone has shown a right code. `last_step`: the half minute of the last code that opened. */
export type SecondFactorTable = InSchool & { account_id: string; secret: string; confirmed_at: number | null; last_step: number }
export type RecoveryCodeTable = InSchool & { account_id: string; hash: string }
export type PasskeyTable = InSchool & { id: string; account_id: string; public_key: string; counter: number; name: string; made_at: number; used_at: number | null }
/** What one of them was asked to sign, until it is answered. */
export type PasskeyQuestionTable = InSchool & { challenge: string; account_id: string; until: number }
export type SessionTable = InSchool & {
  hash: string; account_id: string; client_id: string; tablet_id: string; family: string; created_at: number; seen_at: number; ended_at: number | null
  /** When the secret was last said in it; null in one that was renewed. */
  stepped_at: number | null
}
export type RefreshTokenTable = InSchool & {
  hash: string; family: string; parent: string | null; account_id: string; client_id: string; tablet_id: string
  family_at: number; created_at: number; used_at: number | null; spent: number; revoked_at: number | null
}
export type SignInAttemptTable = InSchool & { id: string; at: number; username: string; address: string; tablet: string; known: number }
/** `hash`: of the key in its cookie; null where it has none yet. `by`: who gave the code, or signed in on it first. */
export type TabletTable = InSchool & {
  id: string; handle: string; name: string; place: string; hash: string | null; state: TabletState; since: number; joined_at: number; joined_by: string | null
  told_at: number | null; handed_in: number; forgot_at: number | null
  /** 1: one person alone uses it. */
  one_person: number
  /** The name under which this very tablet was here before its storage was cleared. */
  was: string | null
}
/** `hash`: Argon2id. The last that a person gave out is their only one. */
export type TabletCodeTable = InSchool & { made_by: string; hash: string; until: number; name: string; place: string }
export type KnownTabletTable = InSchool & { tablet_id: string; account_id: string; seen_at: number }

/** `s`: stamp of each field; `h`: corrected clock of each field. Both JSON, a string when all fields share one. */
export type RowTable = InSchool & {
  t: string; id: string; bucket: string; seq: number; f: string; s: string; h: string; by: string; at: number; void: string | null
}
/** Every operation ever received, for good. `outcome` is final. */
export type OpTable = InSchool & {
  client_id: string; n: number; g: string | null; hash: string; seq: number; outcome: string; reason: string | null; op: string
  account_id: string; received_at: number; eff_hlc: string
}
export type FieldHistoryTable = InSchool & {
  t: string; id: string; field: string; value: string; stamp: string; concurrent_with: string | null; at: number
}
export type ParkedTable = InSchool & { client_id: string; n: number; account_id: string; reason: string; raw: string; at: number }
/** `closed_at`: somebody has dealt with it, and how. */
export type HandinTable = InSchool & {
  id: string; account_id: string; client_id: string; at: number; bytes: Uint8Array
  closed_at: number | null; closed_by: string | null; how: 'taken-in' | 'put-away' | null; why: string | null
}
export type SyncClientTable = InSchool & {
  client_id: string; account_id: string; tablet_id: string; last_n: number; pending: number; oldest: number | null
  seen_at: number; cursor_seq: number; last_hlc: string | null; version: string | null; skew: number | null; stuck: string | null
  missing: number | null; missing_at: number | null
}
/** What was erased: its name, so that every tablet forgets it, and nothing else. */
export type ErasedTable = InSchool & { t: string; id: string; bucket: string; seq: number; at: number }
export type BucketGrantTable = InSchool & { audience: string; bucket: string; since_seq: number; until_seq: number | null }
export type AccountAudienceTable = InSchool & { account_id: string; audience: string; since_seq: number; until_seq: number | null }

/** A key pair of the school's server. The private half (PKCS 8, base64) never leaves it. */
export type SealKeyTable = InSchool & { purpose: 'parcels' | 'recovery'; id: string; public_half: string; private_half: string; made_at: number }
/** The public half with which a person's parcels from a tablet are signed. `signs`: 1 where each renewed session is, too. */
export type ParcelKeyTable = InSchool & { account_id: string; tablet_id: string; key: string; since: number; signs: number }

/** `key`, `half`, `wrapped`: the vault key under the school's recovery key. `taken_at`: brought to the tablet; `ended_at`: declined, or asked anew. */
export type VaultRecoveryTable = InSchool & {
  id: string; account_id: string; vault_id: string; tablet_id: string; key: string; half: string; wrapped: string; asked_at: number; until: number; taken_at: number | null; ended_at: number | null
}
export type VaultRecoveryApprovalTable = InSchool & { recovery_id: string; account_id: string; at: number }

/** Who broke the glass for whose file. `why` is a person's words, and goes when the pupil is erased. */
export type GlassTable = InSchool & { id: string; account_id: string; tablet_id: string; pupil_id: string; why: string; broken_at: number; until: number; ended_at: number | null }

/** What signs the links. It never leaves the server. */
export type FeedbackKeyTable = InSchool & { key: string }
/** A link that a teacher answers through, by the SHA-256 of its token. */
export type FeedbackLinkTable = InSchool & {
  hash: string; request_id: string; pupil_id: string; account_id: string; created_at: number; expires_at: number; answered_at: number | null; reply_id: string | null
}

/** A picture in the parts it came in; it is whole when they add up to what its record says, and was checked then. */
export type PhotoPartTable = InSchool & { id: string; bucket: string; off: number; bytes: Uint8Array; at: number }
/** One row after another, each with the hash of the one before. It is only ever added to. */
export type AuditTable = InSchool & {
  seq: number; at: number; actor: string | null; tablet: string | null; action: string; object: string | null; claimed_at: number | null; ref: string | null; prev: string; hash: string
}
export type AuditHeadTable = InSchool & { seq: number; hash: string }

export type Database = {
  school: SchoolTable
  account: AccountTable
  set_up_code: SetUpCodeTable
  sign_on_link: SignOnLinkTable
  sign_on: SignOnTable
  passkey: PasskeyTable
  passkey_question: PasskeyQuestionTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  session: SessionTable
  refresh_token: RefreshTokenTable
  sign_in_attempt: SignInAttemptTable
  known_tablet: KnownTabletTable
  tablet: Omit<TabletTable, 'one_person'> & { one_person: Generated<number> }
  tablet_code: TabletCodeTable
  row: RowTable
  op: OpTable
  field_history: FieldHistoryTable
  parked: ParkedTable
  handin: HandinTable
  sync_client: SyncClientTable
  bucket_grant: BucketGrantTable
  account_audience: AccountAudienceTable
  erased: ErasedTable
  seal_key: SealKeyTable
  parcel_key: ParcelKeyTable
  vault_recovery: VaultRecoveryTable
  vault_recovery_approval: VaultRecoveryApprovalTable
  glass: GlassTable
  feedback_key: FeedbackKeyTable
  feedback_link: FeedbackLinkTable
  photo_part: PhotoPartTable
  audit: AuditTable
  audit_head: AuditHeadTable
}
export type Write = Transaction<Database>
export type Read = Kysely<Database>

export type Store = {
  db: Kysely<Database>
  /** One transaction that holds the right to write from its first statement. */
  write: <T>(work: (trx: Write) => Promise<T>) => Promise<T>
  /** Everything read inside sees one moment. */
  read: <T>(work: (trx: Write) => Promise<T>) => Promise<T>
  /** The school's row, held until the transaction ends: this is what puts one school's writers in order. */
  lockSchool: (trx: Write, schoolId: string) => Promise<SchoolTable>
  /** What was deleted leaves the files too, as far as the database can see to it; rejects where it cannot now. It may take long. */
  scrub: () => Promise<void>
  /** Reaches every tablet whose line is open at any server over this database. */
  pokes: Pokes
  close: () => Promise<void>
}
