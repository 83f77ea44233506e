// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { IDBObjectStore as Store } from 'fake-indexeddb'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { watch } from 'vue'
import { openNow } from '../../src/data/current.ts'
import { NewerDatabase, StorageFull } from '../../src/data/store/healing.ts'
import { choosePin, forgetLocked, lockedChanges, lockedVaults, lockNow, phase, removedElsewhere, removedHere, removeFromTablet, sealUnder, startSession, unlock, unlockWithPin, warm, wasLetGo } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { signedIn } from '../support/signedIn.ts'

let tablet: Tablet

beforeAll(() => void Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange }))
beforeEach(async () => {
  tablet = await openTablet()
  await startSession(tablet)
})
afterEach(() => {
  lockNow()
  tablet.close()
  vi.restoreAllMocks()
})

it('Nobody works in a vault whose header could not be kept: it would never open again', { timeout: 30_000 }, async () => {
  const real = Store.prototype.put
  vi.spyOn(Store.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === 'vaults') throw new DOMException('full', 'QuotaExceededError')
    return real.apply(this, given)
  })
  await expect(signedIn('mentor1')).rejects.toThrow(StorageFull)
  expect([phase.value, openNow.value, await tablet.vaults()]).toEqual(['sign-in', undefined, []])

  vi.restoreAllMocks()
  expect(await signedIn('mentor1')).toEqual({ ok: true, value: 'made' })
  expect(phase.value).toBe('choose-pin')
})

it('An older app makes no second vault beside one that it cannot read, so what is unsent in it is not stranded', { timeout: 30_000 }, async () => {
  await signedIn('mentor2')
  lockNow()
  const before = (await tablet.vaults()) as { vaultId: string; person: string }[]
  const header = before.find(({ person }) => person === 'mentor2')
  const request = indexedDB.open('blue-report')
  await new Promise((opened) => (request.onsuccess = opened))
  await new Promise((put) => (request.result.transaction('vaults', 'readwrite').objectStore('vaults').put({ ...header, v: 2, newer: true }).onsuccess = put))
  request.result.close()

  await expect(signedIn('mentor2')).rejects.toThrow(NewerDatabase)
  expect(await tablet.vaults()).toHaveLength(before.length)
  expect(await unlock(header?.vaultId ?? '', 'harbour lantern copper meadow')).toEqual({ ok: false, reason: 'damaged' })
})

it('A passphrase that is changed opens the tablet from then on, and the earlier one no longer does', { timeout: 30_000 }, async () => {
  await signedIn('mentor3')
  await sealUnder(openNow.value?.vaultId ?? '', 'violet harbour seven stones')
  lockNow()
  const { vaultId } = ((await tablet.vaults()) as { vaultId: string; person: string }[]).find(({ person }) => person === 'mentor3') ?? { vaultId: '' }
  expect(await unlock(vaultId, 'harbour lantern copper meadow')).toEqual({ ok: false, reason: 'wrong-secret' })
  expect(await unlock(vaultId, 'violet harbour seven stones')).toEqual({ ok: true, value: 'opened' })
  expect(openNow.value?.me.id).toBe('mentor3')
})

/** Signed in, with one change that was never sent where it is wanted, and locked; what is unsent is on the disk. */
async function lockedWith(id: string, changes: number): Promise<string> {
  await signedIn(id)
  const records = openNow.value
  if (!records) throw new Error('Nothing is open')
  const { vaultId } = records
  if (changes > 0) await records.commit([{ kind: 'add', t: 'dailyAction', id: `a-${id}`, f: { pupilId: 'p1', date: '2026-12-10', text: 'Spoke on the stairs', enteredAt: 0 } as never }])
  lockNow()
  await vi.waitFor(async () => expect(await tablet.work(vaultId)).toMatchObject({ changes }), { timeout: 5000 })
  return vaultId
}

it('Of whom nothing is unsent, a locked vault is forgotten, keys and rows', { timeout: 30_000 }, async () => {
  const vaultId = await lockedWith('mentor4', 0)
  expect((await lockedVaults()).map(({ person }) => person)).toContain('mentor4')
  expect(await forgetLocked(vaultId)).toBe(true)
  expect([await tablet.vault(vaultId), await tablet.work(vaultId)]).toEqual([undefined, undefined])
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(`blue-report-${vaultId}`)
})

it('A locked vault with unsent work stays, as does one that saved something after it last said what is unsent', { timeout: 30_000 }, async () => {
  const vaultId = await lockedWith('mentor5', 1)
  expect(await forgetLocked(vaultId)).toBe(false)

  const said = await tablet.work(vaultId)
  await tablet.saveWork(vaultId, { changes: 0, photos: 0, newest: 'A'.repeat(16), parcels: [] })
  expect(await forgetLocked(vaultId), 'said before the last save').toBe(false)
  await tablet.saveWork(vaultId, { changes: 0, photos: 1, newest: said?.newest ?? null, parcels: [] })
  expect(await forgetLocked(vaultId), 'a photo waits').toBe(false)
  expect(await tablet.vault(vaultId)).toBeDefined()
})

it('What is forgotten while it is locked does not open again with the PIN either', { timeout: 30_000 }, async () => {
  await signedIn('mentor6')
  await choosePin('294817')
  lockNow()
  const vaultId = warm.value?.vaultId ?? ''
  await vi.waitFor(async () => expect(await tablet.work(vaultId)).toBeDefined(), { timeout: 5000 })
  expect(await forgetLocked(vaultId)).toBe(true)
  expect(warm.value).toBeUndefined()
})

it('A vault that another window removed is closed here as well, and the PIN does not open it again', { timeout: 30_000 }, async () => {
  await signedIn('mentor7')
  await choosePin('294817')
  const vaultId = openNow.value?.vaultId ?? ''
  await removedElsewhere('another-vault')
  expect([phase.value, openNow.value?.vaultId, warm.value?.vaultId]).toEqual(['open', vaultId, vaultId])
  await tablet.removeVault(vaultId)
  await removedElsewhere(vaultId)
  expect([openNow.value, warm.value, wasLetGo.value], 'and whoever is there is told').toEqual([undefined, undefined, true])
  expect(await unlockWithPin('294817')).toMatchObject({ ok: false, reason: 'pin-spent' })
  expect((await lockedVaults()).map(({ person }) => person)).not.toContain('mentor7')
})

it('Removing a vault is said to the other windows, whichever way it goes', { timeout: 30_000 }, async () => {
  await signedIn('mentor8')
  const first = openNow.value?.vaultId ?? ''
  await removeFromTablet(first)
  expect(removedHere.value).toBe(first)
  const second = await lockedWith('mentor9', 0)
  await forgetLocked(second)
  expect(removedHere.value).toBe(second)
})

/** Another window of this tablet, which has the vault open. */
async function anotherWindowOpens(vaultId: string): Promise<() => void> {
  let close = (): void => undefined
  const closed = new Promise<void>((done) => (close = done))
  await new Promise<void>((opened) => void navigator.locks.request(`blue-report open ${vaultId}`, { mode: 'shared' }, () => (opened(), closed)))
  return close
}

it('What another window has open is not locked: this one neither sends for it nor forgets it, until that one locks', { timeout: 30_000 }, async () => {
  const vaultId = await lockedWith('mentor10', 0)
  const close = await anotherWindowOpens(vaultId)
  expect((await lockedVaults()).map(({ person }) => person)).not.toContain('mentor10')
  expect(await forgetLocked(vaultId)).toBe(false)
  expect((await tablet.vaults()).some((one) => (one as { vaultId: string }).vaultId === vaultId)).toBe(true)
  close()
  await vi.waitFor(async () => expect((await lockedVaults()).map(({ person }) => person)).toContain('mentor10'), { timeout: 5000 })
  expect(await forgetLocked(vaultId)).toBe(true)
})

it('A window says of its own vault that it is open, and no longer when it has locked', { timeout: 30_000 }, async () => {
  await signedIn('mentor11')
  const vaultId = openNow.value?.vaultId ?? ''
  const isFree = (): Promise<boolean> => navigator.locks.request(`blue-report open ${vaultId}`, { ifAvailable: true }, (lock) => lock !== null)
  expect(await isFree()).toBe(false)
  lockNow()
  await vi.waitFor(async () => expect(await isFree()).toBe(true), { timeout: 5000 })
})

it('Whoever shows what lies locked here is told once more when the vault that was open can be seen to be locked', { timeout: 30_000 }, async () => {
  await signedIn('mentor12')
  const vaultId = openNow.value?.vaultId ?? ''
  let seen: string[] = []
  const stop = watch(lockedChanges, async () => {
    const { held = [] } = await navigator.locks.query()
    const isHeld = held.some(({ name }) => name === `blue-report open ${vaultId}`)
    seen = [...seen, isHeld ? 'open' : 'locked']
  }, { flush: 'sync' })
  lockNow()
  await vi.waitFor(() => expect(seen.at(-1)).toBe('locked'), { timeout: 3000 })
  stop()
  expect((await lockedVaults()).map(({ person }) => person)).toContain('mentor12')
})
