/**
 * The token of a one-time link: 256 random bits and the moment it ends, signed with a key that never leaves the server.
 * The database keeps its SHA-256 alone, so a copy of it opens nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { newToken, type Random } from '../accounts/secrets.ts'
import type { Read, Store } from '../store.ts'

const sign = (key: string, schoolId: string, text: string): string => createHmac('sha256', key).update(`${schoolId}\n${text}`).digest('base64url').slice(0, 22)

export function makeLinkToken(key: string, schoolId: string, expiresAt: number, random: Random): string {
  const text = `${newToken(random)}.${Math.floor(expiresAt / 1000).toString(36)}`
  return `${text}.${sign(key, schoolId, text)}`
}

/** Undefined for what we never signed. Whether it has expired is the caller's to ask. */
export function readLinkToken(key: string, schoolId: string, token: string): { expiresAt: number } | undefined {
  const found = /^([A-Za-z0-9_-]{43}\.([0-9a-z]{1,9}))\.([A-Za-z0-9_-]{22})$/.exec(token)
  const [, text = '', ends = '', signature = ''] = found ?? []
  if (!found || !timingSafeEqual(Buffer.from(signature), Buffer.from(sign(key, schoolId, text)))) return undefined
  return { expiresAt: Number.parseInt(ends, 36) * 1000 }
}

export const linkKey = async (db: Read, schoolId: string): Promise<string | undefined> =>
  (await db.selectFrom('feedback_key').select('key').where('school_id', '=', schoolId).executeTakeFirst())?.key

/** Made when a school's first link is. */
export async function ensureLinkKey(store: Store, schoolId: string, random: Random): Promise<string> {
  const known = await linkKey(store.db, schoolId)
  if (known !== undefined) return known
  await store.db.insertInto('feedback_key').values({ school_id: schoolId, key: newToken(random) }).onConflict((c) => c.column('school_id').doNothing()).execute()
  return (await linkKey(store.db, schoolId)) ?? ''
}
