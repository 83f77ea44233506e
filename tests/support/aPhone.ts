/** A person's phone, as far as a test needs one: it is known to the server, and shows the code of now. */
import { stepOf, totp } from '../../server/accounts/totp.ts'
import type { Store } from '../../server/store.ts'
import { usernameOf } from '../../src/domain/people/accounts.ts'
import { fromBase32 } from '../../src/domain/sync/base32.ts'
import { needsSecondFactor } from '../../src/domain/people/secondFactor.ts'

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** What goes with the passphrase at sign-in. A test may sign in many times in one half minute, so the last code is forgotten. */
export async function phoneCode(store: Store, schoolId: string, username: string, now: number): Promise<{ second: 'can'; code?: string }> {
  const account = await store.db.selectFrom('account').select(['id', 'role']).where('school_id', '=', schoolId).where('username', '=', usernameOf(username).replaceAll('\0', '')).executeTakeFirst()
  if (!account || !needsSecondFactor(account.role)) return { second: 'can' }
  const phone = { school_id: schoolId, account_id: account.id, secret: SECRET, confirmed_at: 0, last_step: 0 }
  await store.db.insertInto('second_factor').values(phone).onConflict((c) => c.columns(['school_id', 'account_id']).doUpdateSet(phone)).execute()
  return { second: 'can', code: totp(fromBase32(SECRET) ?? new Uint8Array(), stepOf(now)) }
}
