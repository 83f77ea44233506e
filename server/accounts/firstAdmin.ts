/** A server that nobody has ever signed in to makes its first administrator, and says the code to whoever started it. */
import { COMMAND } from '../audit/tell.ts'
import type { Store } from '../store.ts'
import { createAccount, giveCode } from './manage.ts'
import type { Random } from './secrets.ts'
import type { NewCode } from './setUpCode.ts'

const FIRST = { username: 'admin', name: 'Administrator', role: 'admin' } as const

/** Undefined once anybody has chosen a passphrase or was given to single sign-on, or where somebody else was invited before. */
export async function firstAdmin(store: Store, schoolId: string, { now, random }: { now: number; random: Random }): Promise<(NewCode & { username: string }) | undefined> {
  const accounts = await store.db.selectFrom('account').select(['id', 'username', 'hash', 'door']).where('school_id', '=', schoolId).limit(2).execute()
  const [only, another] = accounts
  const edge = { now, random, by: COMMAND }
  if (another || (only && (only.hash !== '' || only.door !== 'passphrase' || only.username !== FIRST.username))) return undefined
  const made = only ? await giveCode(store, schoolId, only.id, edge) : await createAccount(store, schoolId, FIRST, edge)
  return made.ok ? { code: made.value.code, until: made.value.until, username: FIRST.username } : undefined
}
