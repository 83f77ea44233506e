/**
 * What tablet and server say to each other, version 1. Both ends parse with these shapes; a change to a shape needs a
 * new `v`, never a silent edit. Instants are UTC milliseconds; stamps are `${clientId}:${n}`.
 *
 * Longer than other files because it is one conversation: every shape that travels, and where to, stands here.
 */
import { z } from './schema.ts'
import { BucketName } from './bucket.ts'
import { Door } from './people/door.ts'
import { MOST_AGAIN } from './sync/digest.ts'
import { RecordId } from './id.ts'
import { SecondWish, secondSaid } from './people/secondFactor.ts'
import { Role } from './staff.ts'
import { KeptTablet } from './people/tablets.ts'
import { isWireRow, type Json, type WireRow } from './sync/wireRow.ts'

/** Why so many: decision 37. */
export const MAX_OPS = 250
export const MAX_PUSH_BYTES = 256 * 1024
export const PULL_ROWS = 300
/** The first sync of a tablet is staged and stored at its end, so its pages may be larger. */
export const FIRST_PULL_ROWS = 5000
/** The schema version this code writes. */
export const SCHEMA_VERSION = 1

export type { Json, WireRow } from './sync/wireRow.ts'

const json: z.ZodType<Json> = z.json()
const fieldName = z.string().regex(/^[a-zA-Z_][A-Za-z0-9_]{0,39}$/)
const stamp = z.string().max(80)
const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)
const instant = z.number()

export const OpShape = z.strictObject({
  n: z.int().min(1),
  /** Operations of one action carry one group: applied all or none. */
  g: z.string().max(40).optional(),
  kind: z.enum(['add', 'patch', 'void']),
  t: z.string().max(40),
  id: RecordId,
  bucket: BucketName,
  /** Only the changed fields. */
  f: z.record(fieldName, json).optional(),
  /** The stamp the author was looking at, per changed field. */
  base: z.record(fieldName, stamp.nullable()).optional(),
  /** The tablet's cursor when it was made: authority for late work is judged as of then. */
  seen: z.int().min(0),
  hlc: z.string().regex(/^[0-9a-f]{16}$/),
  /** The tablet's clock, uncorrected; and the server's minus the tablet's, where known. */
  wall: instant,
  skew: z.number().nullable(),
  sv: z.int().min(1),
})
export type Op = z.infer<typeof OpShape>

/** The envelope alone: each operation inside is parsed on its own, so that one bad one never stops the others. */
export const PushRequest = z.object({
  v: z.literal(1),
  epoch: z.string().max(60),
  clientId,
  wall: instant,
  /** Changes still waiting on the tablet, this batch included; and when the oldest was made. */
  pending: z.int().min(0),
  oldest: instant.nullable(),
  /** The stamp of the change before the first of these: a server that has another one under its number was put back, and took a twin's since. */
  beforeHlc: z.string().max(40).optional(),
  ops: z.array(z.looseObject({ n: z.int().min(1) })).max(MAX_OPS),
})
export type PushRequest = z.infer<typeof PushRequest>

export const OpOutcome = z.enum(['applied', 'merged', 'conflict', 'parked'])
export type OpOutcome = z.infer<typeof OpOutcome>

/**
 * The tablet of somebody who left, or one that was lost: it hands in what it holds and forgets the rest. `epoch`, `lastN`: how far the
 * server knows its operations, for one that was put back may have lost what it had acknowledged.
 */
export const LetGo = z.object({ err: z.literal('device'), wipe: z.boolean(), epoch: z.string().optional(), lastN: z.int().optional() })
export type LetGo = z.infer<typeof LetGo>

export const PushReply = z.union([
  z.object({ epoch: z.string(), lastN: z.int(), serverWall: instant, results: z.array(z.object({ n: z.int(), r: OpOutcome, ref: z.string().optional() })) }),
  z.object({ err: z.literal('gap'), expect: z.int() }),
  z.object({ err: z.literal('fork') }),
  z.object({ err: z.literal('epoch'), epoch: z.string(), lastN: z.int() }),
  LetGo,
])
export type PushReply = z.infer<typeof PushReply>

/** Opaque to the tablet: `seq` is what it has whole; while a scan is under way `upto` and `after` say how far. */
export const Cursor = z.object({ seq: z.int().min(0), upto: z.int().optional(), after: z.string().max(200).optional() })
export type Cursor = z.infer<typeof Cursor>

export const PullRequest = z.object({
  v: z.literal(1),
  epoch: z.string().max(60),
  clientId,
  cursor: Cursor,
  sv: z.int(),
  limit: z.int().min(1).max(FIRST_PULL_ROWS),
  pending: z.int().min(0),
  oldest: instant.nullable(),
  wall: instant,
  /** How far this tablet's operations were acknowledged: a server that does not know so many was put back to an earlier day. */
  acked: z.int().min(0).optional(),
  /** The stamp of the last of those: a server that has another one under this number was put back, and took a twin's since. */
  ackedHlc: z.string().max(40).optional(),
  /** Told to the Lead Mentor: the app's version, how far this tablet's clock is off (the server's minus its own, ms), and the code of a queue that does not move. */
  version: z.string().max(20).optional(),
  skew: z.number().nullable().optional(),
  stuck: z.string().max(60).nullable().optional(),
  /** How many of its changes this tablet no longer has and a server that was put back may have lost. */
  missing: z.int().min(0).optional(),
  /** Asks for a digest of what this tablet should have; and for buckets to be sent whole, where an earlier one differed. */
  digest: z.boolean().optional(),
  again: z.array(z.string().max(200)).max(MOST_AGAIN).optional(),
})
export type PullRequest = z.infer<typeof PullRequest>

export const PullReply = z.union([
  z.object({
    epoch: z.string(),
    /** The cursor this answers; a tablet that has moved on drops the reply. */
    from: Cursor,
    cursor: Cursor,
    more: z.boolean(),
    /** Acknowledges the tablet's operations, read in the same snapshot as the rows. */
    lastN: z.int(),
    puts: z.array(z.custom<WireRow>(isWireRow)),
    dropBuckets: z.array(z.string()),
    purge: z.array(z.object({ t: z.string(), id: z.string() })),
    scope: z.array(z.string()),
    scopeV: z.int(),
    serverWall: instant,
    leaseUntil: instant,
    /** Where it was asked for and all is in this page. `again`: the buckets that stand in it whole. */
    digest: z.record(z.string(), z.string()).optional(),
    again: z.array(z.string()).optional(),
  }),
  z.object({ reset: z.literal(true) }),
  z.object({ err: z.literal('epoch'), epoch: z.string(), lastN: z.int() }),
  LetGo,
])
export type PullReply = z.infer<typeof PullReply>

/** `GET /api/health`: the only honest answer to "is there a server?". A captive portal's page does not parse. */
export const Health = z.object({
  app: z.literal('blue-report'),
  version: z.string(),
  wall: instant,
  schoolName: z.string(),
  demo: z
    .object({
      /** Added to the tablet's clock so that the demo begins at 8.28 on a school morning. */
      offset: z.number(),
      passphrase: z.string(),
      accounts: z.array(z.object({ username: z.string(), name: z.string(), role: Role })),
    })
    .nullable(),
  /** Absent where any tablet may be signed in on. `strange`: this one has to join first. `gone`: it is to forget what it holds. */
  tablet: z.enum(['known', 'strange', 'gone']).optional(),
  /** What single sign-on is called on its button, where the school has it. */
  signOn: z.string().optional(),
})
export type Health = z.infer<typeof Health>

/** `POST /api/session`. Every failure answers the same, in the same time. */
export const SignInRequest = z.object({
  username: z.string().trim().min(1).max(80),
  passphrase: z.string().min(1).max(128),
  /** Names the session; a tablet's is its tablet id. */
  clientId,
  tabletId: clientId,
  /** The second thing, where it was asked for; and whether this app can ask for one. */
  ...secondSaid,
  second: SecondWish.optional(),
})
export type SignInRequest = z.infer<typeof SignInRequest>

export const Account = z.object({
  id: z.string(), username: z.string(), name: z.string(), initials: z.string(), role: Role, year: z.int().optional(),
  /** Absent: a passphrase. */
  door: Door.optional(),
})
export type Account = z.infer<typeof Account>

/** What an earlier tablet of theirs reported and never sent. `isThis`: this very tablet, before its storage was cleared. */
export const LeftBehind = z.object({ tablet: z.string(), isThis: z.boolean(), waiting: z.int(), seenAt: instant, confirmedAt: instant.nullable() })
export type LeftBehind = z.infer<typeof LeftBehind>
export const SignInReply = z.object({
  account: Account,
  /** Opaque; rotates on every use; lives only inside the vault. */
  refresh: z.string(),
  epoch: z.string(),
  serverWall: instant,
  leaseUntil: instant,
  recovery: z.array(z.string()).optional(),
  left: z.array(LeftBehind).optional(),
})
export type SignInReply = z.infer<typeof SignInReply>

/** `POST /api/session/refresh`. */
/** `signature`: with the vault's own key, once the server has heard that it signs. */
export const RefreshRequest = z.object({ refresh: z.string().max(200), clientId, signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/).optional() })
export type RefreshRequest = z.infer<typeof RefreshRequest>

export const ErrorReply = z.object({ error: z.enum(['sign-in', 'refused', 'too-many', 'busy', 'bad-request', 'too-large', 'not-found', 'server', 'update']), message: z.string() })
export type ErrorReply = z.infer<typeof ErrorReply>

/**
 * Two people may share a tablet, and so its one cookie: a request says whose session it needs, and gets no other
 * person's. Without it the session speaks for itself.
 */
export const PERSON_HEADER = 'x-blue-report-person'
/** On a page that is not the last: where the next begins (its cursor, as JSON), so that nobody waits for the whole of this one to ask. */
export const NEXT_HEADER = 'x-blue-report-next'
/** On every answer of the server: where there is nothing else to tell it by. */
export const OURS_HEADER = 'x-blue-report'

/** `GET /api/sync/v1/devices`: each tablet as it last told of itself. */
export const DevicesReply = z.object({
  at: instant,
  devices: z.array(z.object({
    tablet: z.string(), accountId: z.string(), name: z.string(), isDisabled: z.boolean(),
    seenAt: instant, waiting: z.int(), oldest: instant.nullable(), version: z.string().nullable(), skew: z.number().nullable(),
    /** The code of a queue that does not move, though the server answers. */
    stuck: z.string().nullable().optional(),
    /** What it last said may be missing here, and when. */
    missing: z.object({ count: z.int(), at: instant }).optional(),
    /** Which of the tablets below. */
    of: z.string().optional(),
    /** The same tablet joined anew since: what waited on it is gone. */
    isCleared: z.boolean().optional(),
  })),
  tablets: z.array(KeptTablet).default([]),
})
export type DevicesReply = z.infer<typeof DevicesReply>

/** `POST /api/sync/v1/received`: when the server received the operations of these stamps; one it does not know is left out. */
export const RECEIVED_MOST = 5000
export const ReceivedRequest = z.object({ stamps: z.array(z.string().max(100)).max(RECEIVED_MOST) })
export const ReceivedReply = z.object({ received: z.record(z.string(), instant) })
export type ReceivedReply = z.infer<typeof ReceivedReply>

/** `POST /api/sync/v1/feedback-links`: a one-time link for a request that was sent. */
export const FeedbackLinkRequest = z.object({ requestId: z.string().min(1).max(120) })
export type FeedbackLinkRequest = z.infer<typeof FeedbackLinkRequest>
export const FeedbackLinkReply = z.object({ path: z.string(), expiresAt: instant })
export type FeedbackLinkReply = z.infer<typeof FeedbackLinkReply>

export const PATHS = {
  health: '/api/health',
  session: '/api/session',
  refresh: '/api/session/refresh', setUp: '/api/session/set-up', stepUp: '/api/session/step-up', passphrase: '/api/session/passphrase', signOn: '/api/session/sso', signedOn: '/api/session/sso/back', finishSignOn: '/api/session/sso/finish', passkeys: '/api/session/passkeys', accounts: '/api/accounts',
  push: '/api/sync/v1/push',
  pull: '/api/sync/v1/pull',
  handin: '/api/sync/v1/handin', handedIn: '/api/sync/v1/handed-in', handedInWaiting: '/api/sync/v1/handed-in/waiting',
  events: '/api/sync/v1/events',
  blob: '/api/sync/v1/blob',
  devices: '/api/sync/v1/devices', tablets: '/api/tablets', join: '/api/tablets/join', standing: '/api/tablets/standing',
  received: '/api/sync/v1/received',
  recovery: '/api/recovery', recoveries: '/api/recoveries',
  parcelKey: '/api/sync/v1/parcel-key', parcels: '/api/sync/v1/parcels',
  openings: '/api/sync/v1/openings', openingsOf: '/api/audit/openings', pupilFile: '/api/pupil-file', retention: '/api/retention', exports: '/api/audit/exports', glass: '/api/glass',
  feedbackLinks: '/api/sync/v1/feedback-links',
  answer: '/api/answer',
} as const
