// @vitest-environment node
// Before Dexie, which keeps the IndexedDB it finds when it is loaded; another test may have loaded it already.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import { lockNow, startSession } from '../../src/data/tablet/session.ts'
import { openTablet, type Tablet } from '../../src/data/tablet/tablet.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import type { StandingReply } from '../../src/domain/people/tablets.ts'
import { lockedRound } from '../../src/sync/lockedRounds.ts'
import { signedIn } from '../support/signedIn.ts'

const PATIENCE = { timeout: 60_000 }
let tablet: Tablet
let standing: StandingReply
let brought: string[]

beforeAll(() => void Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange }))
beforeEach(async () => {
  brought = []
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    if (path === PATHS.standing) return Promise.resolve(Response.json(standing))
    brought.push((JSON.parse(body) as { person: string }).person)
    return Promise.resolve(Response.json({ taken: true }))
  })
  tablet = await openTablet()
  await startSession(tablet)
})
afterEach(() => {
  lockNow()
  tablet.close()
  vi.unstubAllGlobals()
})

/** Locked, with all of it at a server in its first life: `changes` in a parcel, the rest acknowledged. */
async function lockedAndSent(id: string, changes: number): Promise<string> {
  await signedIn(id)
  const vaultId = openNow.value?.vaultId ?? ''
  lockNow()
  await vi.waitFor(async () => expect(await tablet.work(vaultId)).toBeDefined(), { timeout: 5000 })
  const parcel = { key: 'A'.repeat(22), half: new Uint8Array(65), ct: new Uint8Array(2048 + 16), changes, sent: true }
  await tablet.saveWork(vaultId, { changes, photos: 0, newest: null, parcels: changes === 0 ? [] : [parcel], epoch: 'first-life' })
  return vaultId
}

it.each([0, 2])('A vault of a closed account, all of it at the server, goes; at a server that was put back it stays for its owner, and %i changes in parcels are brought once more', PATIENCE, async (changes) => {
  const id = `closed-${changes}`
  const vaultId = await lockedAndSent(id, changes)
  standing = { gone: false, left: [id], epoch: 'restored' }
  for (let twice = 0; twice < 2; twice++) await lockedRound('tablet-of-one')
  expect(await tablet.vault(vaultId)).toBeDefined()
  expect(brought, 'once').toEqual(changes === 0 ? [] : [id])
  standing = { gone: false, left: [id], epoch: 'first-life' }
  await lockedRound('tablet-of-one')
  expect(await tablet.vault(vaultId)).toBeUndefined()
})

it('So it is on a tablet that was lost, until nothing is handed in any more', PATIENCE, async () => {
  const vaultId = await lockedAndSent('of-a-lost-one', 0)
  standing = { gone: true, left: [], epoch: 'restored' }
  await lockedRound('tablet-of-one')
  expect(await tablet.vault(vaultId)).toBeDefined()
  standing = { ...standing, late: ['of-a-lost-one'] }
  await lockedRound('tablet-of-one')
  expect(await tablet.vault(vaultId)).toBeUndefined()
})

it('A server that does not say in which life it is, is told nothing twice, and the vault goes as ever', PATIENCE, async () => {
  const vaultId = await lockedAndSent('earlier', 2)
  standing = { gone: false, left: ['earlier'] }
  await lockedRound('tablet-of-one')
  expect([await tablet.vault(vaultId), brought]).toEqual([undefined, []])
})
