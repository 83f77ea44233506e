// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { admit, choosePin, lockNow, startSession } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { saySecret, secretAgain, secretIsWanted } from '../../src/sync/secretAgain.ts'

const passphrase = 'harbour lantern copper meadow'
let tablet: Tablet

beforeAll(() => void Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange }))
beforeEach(async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  tablet = await openTablet()
  await startSession(tablet)
  await admit({ account: { id: 'dht', username: 'dht', name: 'Jo Smith', initials: 'JS', role: 'dht' }, passphrase, tabletId: 'tablet-of-one', refresh: 'token' })
  await choosePin('294817')
}, 60_000)
afterEach(() => {
  lockNow()
  tablet.close()
  vi.unstubAllGlobals()
})

it('With no network the tablet itself hears the passphrase once more', { timeout: 60_000 }, async () => {
  const said = secretAgain(true)
  expect(await saySecret('wrong')).toEqual({ refused: 'wrong' })
  expect(await saySecret(passphrase)).toBeUndefined()
  expect([await said, secretIsWanted.value]).toEqual([true, false])
})

it('Five wrong ones are said to be enough, a sixth is not heard though it were right, and the lock that follows answers no', { timeout: 120_000 }, async () => {
  const said = secretAgain(true)
  for (let tries = 1; tries < 5; tries++) expect(await saySecret('wrong'), `try ${tries}`).toEqual({ refused: 'wrong' })
  expect(await saySecret('wrong')).toEqual({ enough: true })
  expect(secretIsWanted.value, 'it is not passed over in silence').toBe(true)
  expect(await saySecret(passphrase)).toMatchObject({ refused: 'unreachable' })
  lockNow()
  expect([await said, secretIsWanted.value]).toEqual([false, false])
})
