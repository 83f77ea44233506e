/** Pictures from a tablet's sealed disk to a real server and to another tablet, with all that may come between. */
import { createHash } from 'node:crypto'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPhotos, type Photos } from '../../src/data/store/photos.ts'
import { createVault, type Vault } from '../../src/data/vault/vault.ts'
import { BLOB_HAVE, blobPath, BlobReply } from '../../src/domain/sync/blob.ts'
import { PATHS, PERSON_HEADER } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { PHOTO_BYTES } from '../../src/domain/week/sheetPhoto.ts'
import { handInPhotos } from '../../src/sync/photoHandIn.ts'
import { askAgain, bringPhoto, sendPhotos, unsentPhotos, type PhotoNet } from '../../src/sync/photoSending.ts'
import { photoRound } from '../../src/sync/photoRounds.ts'
import { unsentWork } from '../../src/sync/unsentWork.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { cheapPorts } from '../data/vault/cheapPorts.ts'
import { aPicture } from '../support/aPicture.ts'
import { aServer, ROWS, SCHOOL, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const RULE = { t: 'setting' as const, id: 'sheetPhotos', f: { key: 'sheetPhotos', value: true }, by: 'dht', at: 0 }
let server: AServer
let mentor: WireTablet
let disk: IDBFactory
let vault: Vault
let photos: Photos
beforeEach(async () => {
  server = await aServer({ rows: [...ROWS, RULE] })
  mentor = await server.tablet('mentor1')
  disk = new IDBFactory()
  ;({ vault } = await createVault({ vaultId: crypto.randomUUID(), person: 'mentor1', initials: 'M1', colour: 1, createdAt: 0, passphrase: 'harbour lantern copper meadow' }, cheapPorts))
  photos = await openPhotos(vault, { indexedDB: disk, IDBKeyRange })
})
afterEach(async () => {
  photos.close()
  await server.close()
})

const nameOf = async (bytes: Uint8Array): Promise<string> => createHash('sha256').update(bytes).digest('hex')
/** `parts`: after so many the network is gone. */
function netOf(tablet: WireTablet, parts = Number.POSITIVE_INFINITY): PhotoNet & { puts: () => number } {
  const headers = { cookie: tablet.cookie, [PERSON_HEADER]: tablet.account.id }
  let puts = 0
  return {
    puts: () => puts,
    async have({ id, f }) {
      const answer = await server.ask({ method: 'HEAD', url: blobPath(f.sha256, id), headers })
      return answer.statusCode === 404 ? 'none' : Number(answer.headers[BLOB_HAVE])
    },
    async put({ id, f }, off, part) {
      if (puts >= parts) return { fail: 'unreachable' }
      puts++
      const answer = await server.ask({ method: 'PUT', url: blobPath(f.sha256, id, off), payload: Buffer.from(part), headers: { ...headers, 'content-type': 'application/octet-stream' } })
      return answer.statusCode === 404 ? 'none' : BlobReply.parse(answer.json())
    },
    async get({ id, f }) {
      const answer = await server.ask({ method: 'GET', url: blobPath(f.sha256, id), headers })
      return answer.statusCode === 404 ? 'none' : new Uint8Array(answer.rawPayload)
    },
  }
}

async function taken(id: string, seed: number, size = 150_000): Promise<Row<'sheetPhoto'>> {
  const picture = aPicture(size, seed)
  const sha256 = await nameOf(picture)
  await photos.keep(sha256, new Uint8Array(picture), server.clock.now)
  await mentor.push(mentor.op({ t: 'sheetPhoto', id, f: { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256, bytes: size, width: 1200, height: 1600 } }))
  await mentor.pull()
  const row = mentor.row('sheetPhoto', id)
  if (!row) throw new Error('The record did not come back')
  return row
}
/** Every row of a disk as it lies there, and how many hold the beginning of a JPEG. */
async function inClear(indexedDB: IDBFactory): Promise<{ rows: number; pictures: number }> {
  const dexie = await new Dexie(`blue-report-photos-${vault.id}`, { indexedDB, IDBKeyRange }).open()
  const rows = (await Promise.all(dexie.tables.map((table) => table.toArray()))).flat().map((row) => Object.values(row as object).map((value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value))).join(' '))
  dexie.close()
  return { rows: rows.length, pictures: rows.filter((row) => row.includes('JFIF') || row.includes('sha256')).length }
}
const ports = (net: PhotoNet) => ({ net, photos, epoch: mentor.epoch })

describe('A photo of the back of a blue report', () => {
  it('reaches the server and the Lead Mentor’s tablet as it was taken, and lies sealed on both disks', async () => {
    const photo = await taken('photo-1', 1)
    expect(await sendPhotos(ports(netOf(mentor)), [photo])).toEqual({ sent: 1 })
    const other = new IDBFactory()
    const theirs = await openPhotos(vault, { indexedDB: other, IDBKeyRange })
    const lead = await server.tablet('lead')
    const brought = await bringPhoto({ net: netOf(lead), photos: theirs, epoch: lead.epoch }, photo, 5)
    expect(brought instanceof Uint8Array && Buffer.from(brought).equals(aPicture(150_000, 1))).toBe(true)
    expect(await theirs.picture(photo.f.sha256)).toEqual(brought)
    // Who only looked at it has nothing to send.
    expect(unsentPhotos([photo], theirs, lead.epoch)).toEqual([])
    theirs.close()
    for (const one of [disk, other]) expect(await inClear(one)).toEqual({ rows: 2, pictures: 0 })
  })

  it('goes on after a cut and a kill from where the server ends, and sends nothing twice', async () => {
    const photo = await taken('photo-1', 1)
    const before = netOf(mentor, 1)
    expect(await sendPhotos(ports(before), [photo])).toEqual({ sent: 0, failure: { fail: 'unreachable' } })
    photos.close()
    photos = await openPhotos(vault, { indexedDB: disk, IDBKeyRange })
    expect(unsentPhotos([photo], photos, mentor.epoch)).toHaveLength(1)
    const after = netOf(mentor)
    expect(await sendPhotos(ports(after), [photo])).toEqual({ sent: 1 })
    expect([before.puts(), after.puts()]).toEqual([1, 2])
    expect(await sendPhotos(ports(after), [photo])).toEqual({ sent: 0 })
    expect(after.puts()).toBe(2)
  })

  it('holds up no other: one that the server will not have stays, the next goes', async () => {
    const gone = await taken('photo-1', 1)
    const next = await taken('photo-2', 2)
    await mentor.push(mentor.op({ kind: 'void', t: 'sheetPhoto', id: 'photo-1' }))
    expect(await sendPhotos(ports(netOf(mentor)), [gone, next])).toEqual({ sent: 1 })
  })

  it('is sent again to a server that was put back to a day before it, with a new epoch or without', async () => {
    const photo = await taken('photo-1', 1)
    await sendPhotos(ports(netOf(mentor)), [photo])
    await server.store.db.deleteFrom('photo_part').execute()
    // Nobody said anything of an epoch: it is asked after, and found wanting.
    expect(await sendPhotos(ports(netOf(mentor)), [photo])).toEqual({ sent: 0 })
    expect(await askAgain(ports(netOf(mentor)), [photo])).toBeUndefined()
    expect(await sendPhotos(ports(netOf(mentor)), [photo])).toEqual({ sent: 1 })
    await server.store.db.deleteFrom('photo_part').execute()
    await server.store.db.updateTable('school').set({ epoch: 'restored-2026-12-10' }).execute()
    expect(await sendPhotos({ ...ports(netOf(mentor)), epoch: 'restored-2026-12-10' }, [photo])).toEqual({ sent: 1 })
    expect((await server.store.db.selectFrom('photo_part').select('off').execute()).length).toBe(3)
  })

  it('replaces what somebody else’s hand put in its place', async () => {
    const photo = await taken('photo-1', 1)
    const lead = await server.tablet('lead')
    await netOf(lead).put(photo, 0, new Uint8Array(aPicture(65_536, 9)))
    expect(await sendPhotos(ports(netOf(mentor)), [photo])).toEqual({ sent: 1 })
  })

  it('that came changed on the way is not kept', async () => {
    const photo = await taken('photo-1', 1)
    const net = { ...netOf(mentor), get: async () => new Uint8Array(aPicture(150_000, 3)) }
    await photos.drop([photo.f.sha256])
    expect(await bringPhoto(ports(net), photo, 5)).toEqual({ fail: 'not-ours' })
    expect(await photos.picture(photo.f.sha256)).toBeUndefined()
  })
})

describe('A photo of a pupil who went to another mentor before the picture had gone', () => {
  const size = 150_000
  let tablet: SyncingTablet
  let sha256: string
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: server.clock.now })
    tablet = await aSyncingTablet(server, STAFF.find(({ id }) => id === 'mentor1') as Actor)
    await tablet.sync()
    const picture = aPicture(size, 1)
    sha256 = await nameOf(picture)
    await (await tablet.records.photos()).keep(sha256, new Uint8Array(picture), server.clock.now - 3_600_000)
    await tablet.records.commit([{ kind: 'add', t: 'sheetPhoto', id: 'photo-1', f: { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256, bytes: size, width: 1200, height: 1600 } }])
    const lead = await server.tablet('lead')
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: 'mentor2' } }))
    await tablet.sync()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await tablet.records.close()
  })
  const isHere = async (): Promise<boolean> => (await tablet.records.photos()).states.value.has(sha256)
  const parts = async (): Promise<number> => (await server.store.db.selectFrom('photo_part').select('off').execute()).length

  it('is brought all the same, however long after, and then is here no more', async () => {
    expect(tablet.records.memory.all('sheetPhoto')).toEqual([])
    await photoRound(tablet.records, { ...netOf(tablet.wire), have: async () => ({ fail: 'unreachable' }) })
    expect([await isHere(), await parts()]).toEqual([true, 0])
    await tablet.reopen()
    await photoRound(tablet.records, netOf(tablet.wire))
    expect([await isHere(), await parts()]).toEqual([false, 3])
  })

  it('whose record was put aside instead stays with it, to be sent again', async () => {
    const other = aPicture(size, 7)
    const name = await nameOf(other)
    await (await tablet.records.photos()).keep(name, new Uint8Array(other), server.clock.now - 3_600_000)
    await tablet.records.commit([{ kind: 'add', t: 'sheetPhoto', id: 'photo-2', f: { pupilId: 'p3', weekStart: '2026-12-07', side: 'back', sha256: name, bytes: size, width: 1200, height: 1600 } }])
    await tablet.sync()
    expect(tablet.records.memory.all('parked')).toHaveLength(1)
    await photoRound(tablet.records, netOf(tablet.wire))
    expect((await tablet.records.photos()).states.value.has(name)).toBe(true)
    // And with it into what is handed in or carried off, also once the journal has let go of it.
    await tablet.records.outbox.prune(Number.MAX_SAFE_INTEGER)
    await tablet.records.commit([{ kind: 'add', t: 'note', id: 'n-last', f: { pupilId: 'p2', type: 'staff', text: 'later', occurredAt: 1, enteredAt: 1, raise: false } }])
    await tablet.sync()
    await tablet.records.outbox.prune(Number.MAX_SAFE_INTEGER)
    expect((await tablet.records.outbox.journal()).map(({ t }) => t)).toEqual(['note'])
    expect((await unsentWork(tablet.records)).photos).toMatchObject([{ id: 'photo-2', f: { sha256: name } }])
  })

  it('goes into the file of what is unsent', async () => {
    expect((await unsentWork(tablet.records)).photos).toMatchObject([{ id: 'photo-1', f: { sha256 } }])
  })

  it('is let go a month after the record was taken back', async () => {
    const lead = await server.tablet('lead')
    await lead.pull()
    await lead.push(lead.op({ kind: 'void', t: 'sheetPhoto', id: 'photo-1' }))
    await photoRound(tablet.records, netOf(tablet.wire))
    expect([await isHere(), await parts()]).toEqual([true, 0])
    vi.setSystemTime(server.clock.now + 31 * 86_400_000)
    await photoRound(tablet.records, netOf(tablet.wire))
    expect(await isHere()).toBe(false)
  })

  it('is let go where its pupil was erased', async () => {
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    await tablet.sync()
    await photoRound(tablet.records, netOf(tablet.wire))
    expect([await isHere(), await parts()]).toEqual([false, 0])
  })
})

describe('A tablet whose account was closed', () => {
  const handingIn = (answers: boolean) => ({
    photos, epoch: 'e1', clientId: mentor.clientId,
    handIn: async (text: string) => {
      if (!answers) return { fail: 'unreachable' as const }
      const answer = await server.ask({ method: 'POST', url: PATHS.handin, payload: text, headers: { cookie: mentor.cookie, [PERSON_HEADER]: mentor.account.id, 'content-type': 'application/json' } })
      return answer.statusCode < 300 ? ('stored' as const) : { fail: 'server' as const }
    },
  })

  it('hands in the largest photo there may be before it is emptied, whole and with its record, and once', async () => {
    const row = await taken('ph1', 3, PHOTO_BYTES)
    await server.store.db.updateTable('account').set({ disabled_at: server.clock.now }).where('id', '=', 'mentor1').execute()
    expect(await handInPhotos(handingIn(true), [row])).toBeUndefined()
    expect(await handInPhotos(handingIn(true), [row])).toBeUndefined()
    const handed = await server.store.db.selectFrom('handin').select('bytes').execute()
    expect(handed).toHaveLength(1)
    const { photo } = JSON.parse(Buffer.from(handed[0]!.bytes).toString()) as { photo: { id: string; f: { pupilId: string }; jpeg: string } }
    expect(photo).toMatchObject({ id: 'ph1', f: { pupilId: 'p1' } })
    expect(await nameOf(Buffer.from(photo.jpeg, 'base64'))).toBe(row.f.sha256)
  })

  it('keeps them all where the server cannot be reached, and hands them in another time', async () => {
    const row = await taken('ph1', 3)
    expect(await handInPhotos(handingIn(false), [row])).toEqual({ fail: 'unreachable' })
    expect(unsentPhotos([row], photos, 'e1')).toHaveLength(1)
  })
})
