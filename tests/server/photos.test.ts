/** The photo of a blue report on the server: who may send and see it, in which parts, and when it is gone. */
import { createHash } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { BLOB_HAVE, blobPath } from '../../src/domain/sync/blob.ts'
import { PERSON_HEADER } from '../../src/domain/protocol.ts'
import { PHOTOS_OF_WEEK } from '../../src/domain/week/sheetPhoto.ts'
import { aPicture, EXIF } from '../support/aPicture.ts'
import { aServer, ROWS, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

const RULE = { t: 'setting' as const, id: 'sheetPhotos', f: { key: 'sheetPhotos', value: true }, by: 'dht', at: 0 }
let server: AServer
let mentor: WireTablet
beforeEach(async () => {
  server = await aServer({ rows: [...ROWS, RULE] })
  mentor = await server.tablet('mentor1')
})
afterEach(() => server.close())

const named = (picture: Buffer): string => createHash('sha256').update(picture).digest('hex')
const photo = (id: string, picture: Buffer, more: object = {}) => ({ t: 'sheetPhoto' as const, id, f: { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256: named(picture), bytes: picture.length, width: 1200, height: 1600, ...more } })
const as = (tablet: WireTablet) => ({ cookie: tablet.cookie, [PERSON_HEADER]: tablet.account.id })
const put = (tablet: WireTablet, id: string, picture: Buffer, off: number, part: Buffer, sha256 = named(picture)): Promise<LightMyRequestResponse> =>
  server.ask({ method: 'PUT', url: blobPath(sha256, id, off), payload: part, headers: { ...as(tablet), 'content-type': 'application/octet-stream' } })
const see = (tablet: WireTablet, id: string, picture: Buffer): Promise<LightMyRequestResponse> => server.ask({ method: 'GET', url: blobPath(named(picture), id), headers: as(tablet) })
const have = (tablet: WireTablet, id: string, picture: Buffer): Promise<LightMyRequestResponse> => server.ask({ method: 'HEAD', url: blobPath(named(picture), id), headers: as(tablet) })

const back = aPicture(150_000)
/** The record, and its picture in three parts. */
async function sent(id = 'photo-1', picture = back, more: object = {}): Promise<void> {
  expect(await mentor.push(mentor.op(photo(id, picture, more)))).toMatchObject({ results: [{ r: 'applied' }] })
  for (let off = 0; off < picture.length; off += 65_536) expect((await put(mentor, id, picture, off, picture.subarray(off, off + 65_536))).json()).toEqual({ have: Math.min(picture.length, off + 65_536) })
}
const partsLeft = async (): Promise<number> => (await server.store.db.selectFrom('photo_part').select('id').execute()).length

describe('A photo of a blue report', () => {
  it('arrives in parts, is whole for whoever may read the case, and is a picture to nobody else', async () => {
    await sent()
    for (const name of ['mentor1', 'lead', 'hoy9', 'dht']) {
      const got = await see(await server.tablet(name), 'photo-1', back)
      expect([name, got.statusCode, got.rawPayload.equals(back), got.headers['cache-control'], got.headers['content-type']]).toEqual([name, 200, true, 'no-store', 'application/octet-stream'])
    }
    for (const name of ['mentor2', 'office', 'admin']) {
      const other = await server.tablet(name)
      expect([name, (await see(other, 'photo-1', back)).statusCode, (await have(other, 'photo-1', back)).statusCode, (await put(other, 'photo-1', back, 0, back.subarray(0, 10))).statusCode]).toEqual([name, 404, 404, 404])
    }
    expect((await server.ask({ method: 'GET', url: blobPath(named(back), 'photo-1') })).statusCode).toBe(401)
  })

  it('is sent by the case’s people alone: a Head of Year and the DHT look, and bring nothing', async () => {
    await mentor.push(mentor.op(photo('photo-1', back)))
    for (const [name, status] of [['hoy9', 404], ['dht', 404], ['lead', 200]] as const) expect([name, (await put(await server.tablet(name), 'photo-1', back, 0, back.subarray(0, 10))).statusCode]).toEqual([name, status])
    const year = await server.tablet('hoy9')
    await year.pull()
    expect(await year.push(year.op(photo('photo-2', back)))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
    const other = await server.tablet('mentor2')
    expect(await other.push(other.op(photo('photo-3', back)))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
  })

  it('goes on where a cut left it: a part that is here already adds nothing, and a hole is refused', async () => {
    await mentor.push(mentor.op(photo('photo-1', back)))
    expect((await put(mentor, 'photo-1', back, 65_536, back.subarray(65_536, 131_072))).json()).toEqual({ have: 0, err: 'gap' })
    expect((await put(mentor, 'photo-1', back, 0, back.subarray(0, 65_536))).json()).toEqual({ have: 65_536 })
    expect((await put(mentor, 'photo-1', back, 0, back.subarray(0, 65_536))).json()).toEqual({ have: 65_536 })
    expect((await have(mentor, 'photo-1', back)).headers[BLOB_HAVE]).toBe('65536')
    expect((await see(mentor, 'photo-1', back)).statusCode).toBe(404)
    // Another size of parts than it began with.
    expect((await put(mentor, 'photo-1', back, 65_536, back.subarray(65_536))).json()).toEqual({ have: 150_000 })
    expect((await put(mentor, 'photo-1', back, 65_536, back.subarray(65_536))).json()).toEqual({ have: 150_000 })
    expect((await see(mentor, 'photo-1', back)).rawPayload.equals(back)).toBe(true)
  })

  it('that is not what its name says, or tells where it was taken, is let go whole', async () => {
    await mentor.push(mentor.op(photo('photo-1', back)))
    await put(mentor, 'photo-1', back, 0, aPicture(65_536, 9))
    expect((await put(mentor, 'photo-1', back, 65_536, back.subarray(65_536))).json()).toEqual({ have: 0, err: 'wrong' })
    expect(await partsLeft()).toBe(0)
    const told = aPicture(2000, 1, EXIF)
    await mentor.push(mentor.op(photo('photo-2', told)))
    expect((await put(mentor, 'photo-2', told, 0, told)).json()).toEqual({ have: 0, err: 'wrong' })
    expect((await put(mentor, 'photo-1', back, 0, Buffer.alloc(65_536), named(told))).statusCode).toBe(404)
    expect(await partsLeft()).toBe(0)
  })

  it('is no larger than its record says, nor than a photo may be, nor sent in one piece of any size', async () => {
    const small = aPicture(100)
    await mentor.push(mentor.op(photo('photo-1', small)))
    expect((await put(mentor, 'photo-1', small, 0, Buffer.concat([small, Buffer.alloc(1)]))).statusCode).toBe(413)
    expect((await put(mentor, 'photo-1', small, 0, Buffer.alloc(257 * 1024))).statusCode).toBe(413)
    expect((await put(mentor, 'photo-1', small, 0, Buffer.alloc(0))).statusCode).toBe(400)
    expect(await mentor.push(mentor.op(photo('photo-2', back, { bytes: 400_000 })))).toMatchObject({ results: [{ r: 'parked', ref: 'bad-fields' }] })
    expect((await server.ask({ method: 'GET', url: blobPath('../../../etc/passwd', 'photo-1'), headers: as(mentor) })).statusCode).toBe(404)
  })

  it('that was taken back is gone: its parts, and the way to it', async () => {
    await sent()
    await mentor.pull()
    expect(await mentor.push(mentor.op({ kind: 'void', t: 'sheetPhoto', id: 'photo-1' }))).toMatchObject({ results: [{ r: 'applied' }] })
    expect([await partsLeft(), (await see(mentor, 'photo-1', back)).statusCode, (await put(mentor, 'photo-1', back, 0, back.subarray(0, 10))).statusCode]).toEqual([0, 404, 404])
    // Undo is the same picture under a new record.
    await sent('photo-2')
  })

  it('leaves with the pupil who is erased, and no late part brings it back', async () => {
    await sent()
    await sent('photo-2', aPicture(400, 2), { pupilId: 'p2' })
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect((await server.store.db.selectFrom('photo_part').select('id').execute()).map(({ id }) => id)).toEqual(['photo-2'])
    expect((await put(mentor, 'photo-1', back, 0, back.subarray(0, 10))).statusCode).toBe(404)
  })

  it('is brought by who took it, though the pupil is another’s since; looking at it has ended', async () => {
    await mentor.push(mentor.op(photo('photo-1', back)))
    const lead = await server.tablet('lead')
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: 'mentor2' }, base: { mentorId: lead.row('mentorship', 'm-p1')?.s as string } }))
    expect((await put(mentor, 'photo-1', back, 0, back.subarray(0, 65_536))).json()).toEqual({ have: 65_536 })
    expect((await put(mentor, 'photo-1', back, 65_536, back.subarray(65_536))).json()).toEqual({ have: 150_000 })
    expect([(await see(mentor, 'photo-1', back)).statusCode, (await see(await server.tablet('mentor2'), 'photo-1', back)).statusCode]).toEqual([404, 200])
  })

  it('is kept where the school’s rule says so, and a sheet has only so many', async () => {
    for (let count = 0; count < PHOTOS_OF_WEEK; count++) expect(await mentor.push(mentor.op(photo(`photo-${count}`, aPicture(300, count))))).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await mentor.push(mentor.op(photo('photo-more', back)))).toMatchObject({ results: [{ r: 'parked', ref: 'photos-full' }] })
    expect(await mentor.push(mentor.op(photo('photo-later', back, { weekStart: '2026-12-14' })))).toMatchObject({ results: [{ r: 'applied' }] })
    const plain = await aServer()
    try {
      const tablet = await plain.tablet('mentor1')
      expect(await tablet.push(tablet.op(photo('photo-1', back)))).toMatchObject({ results: [{ r: 'parked', ref: 'photos-off' }] })
    } finally {
      await plain.close()
    }
  })
})
