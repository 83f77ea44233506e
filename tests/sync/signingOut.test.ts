// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import type { Records } from '../../src/data/records.ts'
import { listVaults, lockNow, removeFromTablet, startSession } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { signOutHere } from '../../src/sync/signIn.ts'
import { signedIn } from '../support/signedIn.ts'

const PATIENCE = { timeout: 60_000 }
let tablet: Tablet
let asked: string[]

beforeAll(() => void Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange }))
beforeEach(async () => {
  asked = []
  // Wi-Fi that takes a request and never answers.
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return new Promise(() => undefined)
  })
  vi.stubGlobal('document', { visibilityState: 'visible' })
  tablet = await openTablet()
  await startSession(tablet)
})
afterEach(() => {
  lockNow()
  tablet.close()
  vi.unstubAllGlobals()
})

async function signIn(id: string): Promise<Records> {
  await signedIn(id)
  if (!openNow.value) throw new Error('Nothing is open')
  return openNow.value
}
const save = (records: Records, id: string) => records.commit([{ kind: 'add', t: 'dailyAction', id, f: { pupilId: 'p1', date: '2026-12-10', text: 'Spoke on the stairs', enteredAt: 0 } as never }])
const people = async (): Promise<string[]> => (await listVaults()).map(({ person }) => person).filter((one) => one.startsWith('leaver'))
const allSent = (records: Records) => () => records.outbox.waiting.value.count === 0

it('Who signs out is gone at once, and the server is told beside it, however long it takes to answer', PATIENCE, async () => {
  const records = await signIn('leaver1')
  expect(await signOutHere(records, allSent(records))).toBe(true)
  expect([await people(), openNow.value]).toEqual([[], undefined])
  await vi.waitFor(() => expect(asked).toHaveLength(1))
})

it('What is saved while the tablet makes ready to forget is looked at again: nothing is erased, and the server hears of no leaving', PATIENCE, async () => {
  const records = await signIn('leaver2')
  let letOn = (): void => undefined
  const before = records.outbox.inTurn(() => new Promise<void>((done) => (letOn = done)))
  const saving = save(records, 'a1')
  await new Promise((done) => setTimeout(done, 50))
  const leaving = signOutHere(records, allSent(records))
  letOn()
  await Promise.all([before, saving])
  expect(await leaving).toBe(false)
  expect([await people(), openNow.value === records, records.outbox.waiting.value.count, asked]).toEqual([['leaver2'], true, 1, []])
})

it('Who unlocks the tablet after somebody who is signing out keeps their vault and all that waits in it', PATIENCE, async () => {
  const mine = await signIn('leaver3')
  lockNow()
  const theirs = await signIn('leaver4')
  await save(theirs, 'a2')
  expect(await signOutHere(mine, () => true)).toBe(false)
  expect(await removeFromTablet(mine.vaultId)).toBe(false)
  expect((await people()).toSorted()).toEqual(['leaver2', 'leaver3', 'leaver4'])
  expect([openNow.value === theirs, theirs.outbox.waiting.value.count]).toEqual([true, 1])
})
