// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import { admit, changeHeader, choosePin, lockNow, startSession, unlock } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { VaultClosed } from '../../src/data/vault/vault.ts'
import { changePassphrase, saySecret, secretAgain, secretIsWanted } from '../../src/sync/secretAgain.ts'

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

it('A passphrase that the server changed while its owner locked is the owner’s alone: whoever unlocked meanwhile keeps theirs', { timeout: 120_000 }, async () => {
  const [own, fresh] = ['copper window nine rivers', 'violet harbour seven stones']
  const mine = openNow.value?.vaultId ?? ''
  let answer = (_response: Response): void => undefined
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('fetch', () => new Promise<Response>((done) => (answer = done)))
  const changing = changePassphrase(passphrase, fresh)
  lockNow()
  await admit({ account: { id: 'mentor1', username: 'mentor1', name: 'Al Brown', initials: 'AB', role: 'mentor' }, passphrase: own, tabletId: 'tablet-of-one', refresh: 'token' })
  const theirs = openNow.value?.vaultId ?? ''
  answer(Response.json({ changed: true }))
  expect(await changing).toBe('changed')
  expect(openNow.value?.vaultId).toBe(theirs)
  lockNow()
  expect(await unlock(theirs, fresh)).toEqual({ ok: false, reason: 'wrong-secret' })
  expect(await unlock(theirs, own)).toEqual({ ok: true, value: 'opened' })
  lockNow()
  expect(await unlock(mine, passphrase)).toEqual({ ok: false, reason: 'wrong-secret' })
  expect(await unlock(mine, fresh)).toEqual({ ok: true, value: 'opened' })
  await expect(changeHeader(theirs, (header) => Promise.resolve(header)), 'and no header is changed of a vault that is not open').rejects.toThrow(VaultClosed)
})
