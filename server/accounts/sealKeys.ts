/**
 * The key pairs to which tablets seal: each is made when it is first asked for, and kept in the database as the key of the
 * teachers’ links is. Whoever has the database reads the records anyway.
 */
import { ECDH_P256, type Bytes } from '../../src/domain/sync/sealTo.ts'
import type { SealKey } from '../../src/domain/sync/parcels.ts'
import type { Read, SealKeyTable, Store } from '../store.ts'
import { hashToken } from './secrets.ts'

type Purpose = SealKeyTable['purpose']
const newestOf = (db: Read, schoolId: string, purpose: Purpose): Promise<SealKeyTable | undefined> =>
  db.selectFrom('seal_key').selectAll().where('school_id', '=', schoolId).where('purpose', '=', purpose).orderBy('made_at', 'desc').limit(1).executeTakeFirst()
const asShown = ({ id, public_half: key }: SealKeyTable): SealKey => ({ id, key })

/** The public half; two servers that ask together make one. */
export async function sealKeyFor(store: Store, schoolId: string, purpose: Purpose, now: number): Promise<SealKey> {
  const known = await newestOf(store.db, schoolId, purpose)
  if (known) return asShown(known)
  const pair = await crypto.subtle.generateKey(ECDH_P256, true, ['deriveBits'])
  const public_half = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url')
  const private_half = Buffer.from(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).toString('base64')
  const made: SealKeyTable = { school_id: schoolId, purpose, id: hashToken(public_half).slice(0, 22), public_half, private_half, made_at: Math.floor(now) }
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const first = await newestOf(trx, schoolId, purpose)
    if (!first) await trx.insertInto('seal_key').values(made).execute()
    return asShown(first ?? made)
  })
}

export type OwnKey = { own: CryptoKey; lasting: Bytes }
export async function ownKey(db: Read, schoolId: string, purpose: Purpose, id: string): Promise<OwnKey | undefined> {
  const row = await db.selectFrom('seal_key').selectAll().where('school_id', '=', schoolId).where('purpose', '=', purpose).where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const own = await crypto.subtle.importKey('pkcs8', Buffer.from(row.private_half, 'base64'), ECDH_P256, false, ['deriveBits'])
  return { own, lasting: bytesOf(row.public_half) }
}

export const bytesOf = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'))
