/** The few sealed values beside the records: who this vault is for, and how far sync has come. */
import { z } from '../../domain/schema.ts'
import { Account, Cursor } from '../../domain/protocol.ts'
import type { KeyedRow, VaultDatabase } from './database.ts'
import { ParcelKeys } from './parcelKeys.ts'
import type { Vault } from '../vault/vault.ts'

export const Profile = z.object({
  account: Account,
  /** This vault's name to the server; its operations are numbered under it. */
  clientId: z.string(),
  /** This tablet's name, to which the session is bound. */
  tabletId: z.string(),
  /** Rotates with every use; null once the server has refused it. */
  refresh: z.string().nullable(),
})
export type Profile = z.infer<typeof Profile>

/** Changes that this tablet no longer has and a restored server has lost: `from` to `to` under the name they were sent by. */
export const Missing = z.object({ clientId: z.string(), from: z.int(), to: z.int(), at: z.number() })
export type Missing = z.infer<typeof Missing>

/** How hard a queue that does not move is tried, from one round to the next (src/sync/watchdog.ts). */
export const RUNGS = ['usual', 'fresh-pull', 'single', 'hand-in', 'red'] as const
/** Whose queue stands, after which number, and since when. */
export const Watched = z.object({ name: z.string(), ackN: z.int(), since: z.number(), rung: z.enum(RUNGS) })
export type Watched = z.infer<typeof Watched>

export const SyncState = z.object({
  epoch: z.string(),
  cursor: Cursor,
  ackN: z.int(),
  /** The stamp of that operation; empty where it is not known. */
  ackHlc: z.string().default(''),
  /** On each day of the last fortnight, how far the server had acknowledged: `at` is the server's time. */
  ackedOn: z.array(z.object({ at: z.number(), n: z.int() })).default([]),
  scopeV: z.int(),
  /** 0: not told yet. */
  leaseUntil: z.number(),
  /** The latest moment this tablet knows of: the server's at the last contact, or what its own clock showed since. */
  seen: z.number().default(0),
  /** The server's clock minus this tablet's at the last contact, in ms. */
  clockError: z.number().default(0),
  lastOkAt: z.number().nullable(),
  /** Every period something is stored under, in a pack or in the log. */
  periods: z.array(z.string()),
  /** How many rows the log holds, at least. An earlier version did not count them, and may have left some. */
  logged: z.int().default(1),
  missing: z.array(Missing).default([]),
  /** How far a tablet that the server dismissed has handed in what it still held. */
  handedIn: z.int().default(0),
  /** Operations that a person was given instead, by number: the server gets no more of them than their place. */
  given: z.array(z.int()).default([]),
  /** Kept, because a tablet at the desk is locked and reloaded long before ten minutes are over. */
  watched: Watched.nullable().default(null),
})
export type SyncState = z.infer<typeof SyncState>

export const FRESH: SyncState = { epoch: '', cursor: { seq: 0 }, ackN: 0, ackHlc: '', ackedOn: [], scopeV: 0, leaseUntil: 0, seen: 0, clockError: 0, lastOkAt: null, periods: [], logged: 0, missing: [], handedIn: 0, given: [], watched: null }

const SHAPES = { profile: Profile, sync: SyncState, parcelKeys: ParcelKeys }
type Shapes = { profile: Profile; sync: SyncState; parcelKeys: ParcelKeys }

export type Held<T> = { value: T; iv: Uint8Array }

export async function readMeta<K extends keyof Shapes>(db: VaultDatabase, vault: Vault, key: K): Promise<Held<Shapes[K]> | undefined> {
  const row = await db.read(['meta'], ({ meta }) => meta.get(key))
  return row === undefined ? undefined : { value: SHAPES[key].parse(await vault.open('meta', key, row)) as Shapes[K], iv: row.iv }
}

export const sealMeta = <K extends keyof Shapes>(vault: Vault, key: K, value: Shapes[K]): Promise<KeyedRow> => vault.seal('meta', key, value)

export async function writeMeta<K extends keyof Shapes>(db: VaultDatabase, vault: Vault, key: K, value: Shapes[K]): Promise<void> {
  const sealed = await sealMeta(vault, key, value)
  await db.write('strict', ['meta'], ({ meta }) => meta.put(sealed))
}
