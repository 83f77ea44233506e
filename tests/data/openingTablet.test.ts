import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { watch } from 'vue'
import { openNow } from '../../src/data/current.ts'
import { admit, choosePin, dropPin, forgetPin, listVaults, lockNow, person, phase, preparePin, removeFromTablet, startSession, unlock, unlockWithPin } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'

// Vaults are made and opened at their true price here, so there are few of these.
const PASSPHRASE = 'harbour lantern copper meadow'
const PATIENCE = { timeout: 30_000 }
const account = { id: 'mentor-a', username: 'mentor1', name: 'Ms Ada Mentor', initials: 'AM', role: 'mentor' as const }

describe('Opening the tablet', () => {
  let tablet: Tablet
  let vaultId = ''
  let complaints: MockInstance

  beforeEach(async () => {
    const disk = { indexedDB: new IDBFactory(), IDBKeyRange }
    Object.assign(Dexie.dependencies, disk)
    vi.stubGlobal('indexedDB', disk.indexedDB)
    tablet = await openTablet()
    complaints = vi.spyOn(console, 'error')
    await startSession(tablet)
    await admit({ account, passphrase: PASSPHRASE, tabletId: 'tablet-a', refresh: 'r' })
    vaultId = (await listVaults())[0]?.vaultId ?? ''
    lockNow()
    forgetPin()
  }, PATIENCE.timeout)
  afterEach(async () => {
    // Waits for the last words: the disk is there until then.
    await removeFromTablet(vaultId)
    tablet.close()
    vi.unstubAllGlobals()
    complaints.mockRestore()
  })

  it('asks for a PIN by name as soon as the passphrase is right, and the records are read meanwhile', async () => {
    const opening = unlock(vaultId, PASSPHRASE)
    await vi.waitFor(() => expect([phase.value, person.value]).toEqual(['choose-pin', 'Ms Ada Mentor']), PATIENCE)
    preparePin('385926')
    await choosePin('385926')
    expect([phase.value, openNow.value?.me.name]).toEqual(['open', 'Ms Ada Mentor'])
    await opening
    lockNow()
    expect([phase.value, openNow.value, person.value]).toEqual(['locked', undefined, undefined])
    expect((await unlockWithPin('385926')).ok).toBe(true)
  }, PATIENCE.timeout)

  it('leaves nothing open when it is locked while the records are still being read', async () => {
    const stop = watch(phase, (is) => {
      if (is === 'choose-pin') lockNow()
    }, { flush: 'sync' })
    // It may be told that the vault was closed under it, or have come too late to notice.
    await Promise.allSettled([unlock(vaultId, PASSPHRASE)])
    stop()
    expect([phase.value, openNow.value, person.value]).toEqual(['locked', undefined, undefined])
  }, PATIENCE.timeout)

  it('by a PIN that was typed once and then not again is not possible', async () => {
    await unlock(vaultId, PASSPHRASE)
    preparePin('294817')
    dropPin()
    preparePin('385926')
    await choosePin('748205')
    lockNow()
    expect(await unlockWithPin('385926')).toMatchObject({ reason: 'wrong-pin' })
    expect((await unlockWithPin('748205')).ok).toBe(true)
    expect(complaints, 'a lock that came before the last words').not.toHaveBeenCalled()
  }, PATIENCE.timeout)
})
