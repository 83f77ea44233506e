// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { admit, lockNow, phase, startSession, unlock, unlockWithTabletLock } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { addLock, lockFor, ownLock, removeLock, shutLocks } from '../../src/data/tablet/tabletLock.ts'

const passphrase = 'harbour lantern copper meadow'
const lock = { credential: 'a-passkey', salt: 'A'.repeat(43) }
const output = () => new Uint8Array(32).fill(7)
let tablet: Tablet
const signIn = async (id: string): Promise<string> => {
  await admit({ account: { id, username: id, name: 'Jo Smith', initials: 'JS', role: 'mentor' }, passphrase, tabletId: 'tablet-of-one', refresh: 'token' })
  return ((await tablet.vaults()) as { vaultId: string; person: string }[]).find(({ person }) => person === id)?.vaultId ?? ''
}

beforeAll(() => void Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange }))
beforeEach(async () => {
  tablet = await openTablet()
  await startSession(tablet)
})
afterEach(() => {
  lockNow()
  tablet.close()
})

it('A tablet’s own lock opens the vault from cold, until its person takes it away', { timeout: 60_000 }, async () => {
  const vaultId = await signIn('own-lock-1')
  expect([await lockFor(vaultId), await ownLock()]).toEqual([undefined, undefined])
  const given = output()
  await addLock(vaultId, { ...lock, output: given })
  expect([await lockFor(vaultId), await ownLock(), given.every((byte) => byte === 0)]).toEqual([lock, lock, true])
  lockNow()
  expect(await unlockWithTabletLock(vaultId, output().fill(8))).toEqual({ ok: false, reason: 'wrong-secret' })
  expect(await unlockWithTabletLock(vaultId, output())).toEqual({ ok: true, value: 'opened' })
  // The PIN is chosen anew, as after the passphrase.
  expect(phase.value).toBe('choose-pin')

  await removeLock(vaultId)
  await removeLock(vaultId)
  expect([await lockFor(vaultId), await ownLock()]).toEqual([undefined, undefined])
  lockNow()
  expect(await unlockWithTabletLock(vaultId, output())).toEqual({ ok: false, reason: 'damaged' })
  expect((await unlock(vaultId, passphrase)).ok).toBe(true)
})

it('A tablet that is shared again offers the lock of no vault, also while it is locked and after a restart', { timeout: 60_000 }, async () => {
  const vaultId = await signIn('own-lock-2')
  await addLock(vaultId, { ...lock, output: output() })
  lockNow()
  await shutLocks([vaultId], [vaultId])
  expect(await lockFor(vaultId)).toBeUndefined()
  tablet.close()
  tablet = await openTablet()
  await startSession(tablet)
  expect(await lockFor(vaultId)).toBeUndefined()
  expect((await unlock(vaultId, passphrase)).ok).toBe(true)

  // Ticked again before anybody opened it; and made anew by its person.
  lockNow()
  await shutLocks([vaultId], [])
  expect(await lockFor(vaultId)).toEqual(lock)
  await shutLocks([vaultId], [vaultId])
  await shutLocks([], [])
  expect(await lockFor(vaultId), 'a vault that is open meanwhile is not forgotten').toBeUndefined()
  await unlock(vaultId, passphrase)
  await addLock(vaultId, { ...lock, output: output() })
  expect(await lockFor(vaultId)).toEqual(lock)
})
