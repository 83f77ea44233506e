/** Opens the demo: plants the invented school the first time, and says when it is there. */
import type { Health } from '../src/domain/protocol.ts'
import { demoOffset } from '../src/domain/mornings/rehearsal.ts'
import { hashPassphrase } from './accounts/secrets.ts'
import { tell } from './audit/tell.ts'
import { demoOpenings } from './demo/openings.ts'
import { ACCOUNTS, DEMO_PASSPHRASE, SCHOOL_NAME } from './demo/staff.ts'
import { demoTablets } from './demo/tablets.ts'
import { offsetOfToday } from './demoClock.ts'
import { plantSchool } from './seed.ts'
import type { Store } from './store.ts'

export type OpenedDemo = { schoolName: string; now: () => number; demo: NonNullable<Health['demo']> }

export async function openDemo(store: Store, schoolId: string, realNow: () => number): Promise<OpenedDemo> {
  const school = await store.db.selectFrom('school').select('demo_offset').where('id', '=', schoolId).executeTakeFirst()
  if (school && school.demo_offset === null) throw new Error('These are the records of a real school; the demo does not open them.')
  if (!school) await plantDemo(store, schoolId, realNow)
  const offset = await offsetOfToday(store, schoolId, realNow())
  const accounts = ACCOUNTS.map(({ username, name, role }) => ({ username, name, role }))
  return { schoolName: SCHOOL_NAME, now: () => realNow() + offset, demo: { offset, passphrase: DEMO_PASSPHRASE, accounts } }
}

async function plantDemo(store: Store, schoolId: string, realNow: () => number): Promise<void> {
  // Inventing a school takes longer than all the rest of a start, and is needed once.
  const { demoSchool } = await import('./demo/school.ts')
  const { accounts, rows, photos, day } = demoSchool()
  const passphraseHash = await hashPassphrase(DEMO_PASSPHRASE)
  const begins = demoOffset({ realNow: realNow(), day })
  await plantSchool(store, { schoolId, name: SCHOOL_NAME, accounts: accounts.map((one) => ({ ...one, passphraseHash })), rows, photos, demo: { offset: begins, day } })
  await store.write(async (trx) => {
    await trx.insertInto('tablet').values(demoTablets(schoolId, realNow() + begins)).execute()
    for (const { heard, told } of demoOpenings(rows, accounts, realNow() + begins)) await tell(store, trx, schoolId, heard, [told])
  })
}

/** A real server never serves the invented school, whose passphrase everybody knows. */
export async function refuseDemo(store: Store): Promise<void> {
  const planted = await store.db.selectFrom('school').select('id').where('demo_offset', 'is not', null).executeTakeFirst()
  if (planted) throw new Error('These records are the demo school. Start with --demo, or give this server a folder of its own.')
}
