/** What is erased is gone from every table, stays gone whatever late tablets send, and every tablet is told. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil, forgetErased } from '../../server/sync/erase.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

const DAY = 86_400_000
let server: AServer
let one: WireTablet
let lead: WireTablet
beforeEach(async () => {
  server = await aServer()
  ;[one, lead] = [await server.tablet('mentor1'), await server.tablet('lead')]
})
afterEach(() => server.close())

const aNote = (text: string, pupilId = 'p1', id: string = randomUUID()) => ({ t: 'note' as const, id, f: { pupilId, type: 'staff', text, occurredAt: 1, enteredAt: 2, raise: false } })
const week = reviewId('p1', '2026-12-07')
const everything = async (): Promise<string> => {
  const tables = ['row', 'op', 'field_history', 'parked', 'handin', 'erased', 'sync_client'] as const
  const texts = await Promise.all(tables.map(async (table) => JSON.stringify(await server.store.db.selectFrom(table).selectAll().execute(), (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString() : value))))
  return texts.join('\n').replaceAll(/\{"type":"Buffer","data":\[([\d,]*)\]\}/g, (_, bytes: string) => Buffer.from(bytes.split(',').map(Number)).toString())
}

/** Canaries in every place that keeps a copy: records, a value that lost, two versions of a text, what was put aside, and what was handed in. */
async function aLongStory(): Promise<void> {
  const review = { ...emptyReview('p1', '2026-12-07'), wentWell: 'canary-first' }
  await one.push(one.op(aNote('canary-note')), one.op(aNote('stays', 'p2')), one.op({ t: 'weeklyReview', id: week, f: review }))
  await Promise.all([one.pull(), lead.pull()])
  await lead.push(lead.op({ kind: 'patch', t: 'weeklyReview', id: week, f: { wentWell: 'canary-second' }, base: { wentWell: `${one.clientId}:3` } }))
  await one.push(one.op({ kind: 'patch', t: 'weeklyReview', id: week, f: { wentWell: 'canary-third' }, base: { wentWell: `${one.clientId}:1` } }))
  await one.push(one.op({ t: 'note', id: 'too-odd', f: { pupilId: 'p1', type: 'canary-type', text: 'canary-parked' } }))
  await one.post(PATHS.handin, { clientId: one.clientId, op: { ...one.op(aNote('canary-handed-in')), n: 99 } })
  await lead.pull()
  await one.pull()
}

describe('A pupil who is erased', () => {
  it('leaves no word in any table, and nobody else loses one', async () => {
    await aLongStory()
    expect((await everything()).match(/canary-[a-z-]+/g)?.length).toBeGreaterThan(8)
    const done = await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(done.records).toBeGreaterThan(4)
    expect(await everything()).not.toContain('canary')
    expect(await everything()).not.toContain('Pupil p1')
    expect(await everything()).toContain('stays')
    expect((await server.store.db.selectFrom('row').select('id').where('bucket', 'in', ['pupil:p2', 'pupil:p2:desk']).execute()).length).toBe(4)
  })

  it('is named to every tablet, which forgets the records and may read the pupil no longer', async () => {
    await aLongStory()
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    const reply = await one.pull()
    expect(reply.purge).toContainEqual({ t: 'weeklyReview', id: week })
    expect(reply.dropBuckets.sort()).toEqual(['pupil:p1', 'pupil:p1:agenda', 'pupil:p1:desk', 'pupil:p1:restricted'])
    expect([...one.rows.values()].filter((row) => row.b.startsWith('pupil:p1'))).toEqual([])
    expect((await one.pull()).purge).toEqual([])
    expect(JSON.stringify(await (await server.tablet('lead')).pull())).not.toContain('canary')
  })

  it('is not brought back by what a tablet still sends, and the tablet is told to forget that too', async () => {
    await one.pull()
    const late = [one.op(aNote('canary-late', 'p1', 'late-note')), one.op(aNote('in the same breath', 'p2')), one.op({ kind: 'patch', t: 'deskPupil', id: 'p1', f: { form: 'canary-form' } })]
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(await one.push(...late)).toMatchObject({ lastN: 3, results: [{ r: 'parked', ref: 'erased' }, { r: 'applied' }, { r: 'parked', ref: 'erased' }] })
    expect(await everything()).not.toContain('canary')
    const { puts, purge } = await one.pull()
    expect(purge).toContainEqual({ t: 'note', id: 'late-note' })
    expect(puts.map(({ t }) => t)).not.toContain('parked')
  })

  it('is forgotten by a tablet also in what was refused, or never had the shape of a change, or was handed in, before and after', async () => {
    const odd = (id: string) => ({ ...one.op(aNote('canary-odd', 'p1', id)), t: 'unheard-of' })
    const shapeless = (id: string) => ({ ...one.op(aNote('canary-shapeless', 'p1', id)), fromALaterVersion: true })
    const late = { ...odd('given-after'), n: 99 }
    const early = { ...odd('given-before'), n: 98 }
    one.n = 0
    const handIn = (op: object) => one.post(PATHS.handin, { clientId: one.clientId, op })
    const told = async (): Promise<string[]> => (await one.pull()).purge.map(({ id }) => id)
    await one.pull()
    await one.push(odd('odd-before'), shapeless('shapeless-before'))
    await handIn(early)
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(await told()).toEqual(expect.arrayContaining(['odd-before', 'shapeless-before', 'given-before']))
    await one.push(odd('odd-after'), shapeless('shapeless-after'))
    await handIn(late)
    expect((await told()).sort()).toEqual(['given-after', 'odd-after', 'shapeless-after'])
    expect(await everything()).not.toContain('canary')
  })

  it('is forgotten once more where something was written between hearing of it and forgetting', async () => {
    const note = aNote('canary-late')
    await one.push(one.op(aNote('canary-early', 'p1', note.id)))
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect((await one.pull()).purge).toContainEqual({ t: 'note', id: note.id })
    await one.push(one.op({ kind: 'patch', t: 'note', id: note.id, f: { text: 'canary-late' }, base: { text: null }, bucket: 'pupil:p1' }))
    expect((await one.pull()).purge).toEqual([{ t: 'note', id: note.id }])
  })

  it('is forgotten also in an edit by an earlier app that did not say whose record it was', async () => {
    const note = aNote('canary-first')
    await one.push(one.op(note))
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    for (const bucket of ['pupil:undefined', 'pupil:undefined:desk'])
      expect(await one.push(one.op({ kind: 'patch', t: 'note', id: note.id, f: { text: 'canary-late' }, base: { text: null }, bucket }))).toMatchObject({ results: [{ r: 'parked', ref: 'erased' }] })
    expect(await everything()).not.toContain('canary')
  })

  it('leaves every name to the living: what a change about the pupil called itself may be the name of another’s record one day', async () => {
    await one.pull()
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    const theirs = aNote('stays', 'p2')
    await one.push({ ...one.op({ ...aNote('canary-forged', 'p1', theirs.id), bucket: 'pupil:p2' }) }, { ...one.op({ ...aNote('p1 is named', 'p2', theirs.id) }), fromALaterVersion: true })
    expect(await one.push(one.op(theirs))).toMatchObject({ results: [{ r: 'applied' }] })
    expect((await one.pull()).purge.map(({ id }) => id)).not.toContain(theirs.id)
    expect(await everything()).not.toContain('canary')
  })

  it('takes no record of somebody else with it, whatever a change about the pupil calls itself', async () => {
    const theirs = aNote('stays', 'p2')
    await one.push(one.op(theirs))
    await one.push(one.op({ ...aNote('canary-forged', 'p1', theirs.id) }))
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    await one.push(one.op({ ...aNote('canary-forged', 'p1', theirs.id) }))
    expect((await one.pull()).purge.map(({ id }) => id)).not.toContain(theirs.id)
    expect((await server.store.db.selectFrom('row').select('f').where('id', '=', theirs.id).executeTakeFirst())?.f).toContain('stays')
  })

  it('is not brought back by what a tablet hands in, of which its place alone is kept', async () => {
    await one.pull()
    const [late, odd, other] = [one.op(aNote('canary-late')), one.op({ ...aNote('canary-odd'), kind: 'unheard-of' as never }), one.op(aNote('of another pupil', 'p2'))]
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    for (const op of [late, odd, other]) expect((await one.post(PATHS.handin, { clientId: one.clientId, op })).statusCode).toBe(204)
    expect((await one.post(PATHS.handin, { clientId: one.clientId, photo: { id: 'photo', f: { pupilId: 'p1' }, jpeg: 'canary-photo' } })).statusCode).toBe(204)
    expect(await everything()).not.toContain('canary')
    expect(await everything()).toContain('of another pupil')
    const kept = await server.store.db.selectFrom('handin').select(['how', 'bytes']).execute()
    expect(kept.filter(({ how }) => how === null)).toHaveLength(1)
    expect(kept).toHaveLength(3)
    // And the queue goes on.
    expect(await one.push(...[late, odd, other].map(({ n }) => ({ n, handedIn: true })))).toMatchObject({ lastN: 3 })
  })

  it('takes nothing of an action with it that is about somebody else', async () => {
    await one.pull()
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    await one.push(one.op({ ...aNote('canary-half'), g: 'g1' }), one.op({ ...aNote('the other half', 'p2'), g: 'g1' }))
    expect(await everything()).not.toContain('canary')
    const aside = await server.store.db.selectFrom('parked').select(['reason', 'raw']).execute()
    expect(aside).toEqual([{ reason: 'group', raw: expect.stringContaining('the other half') as string }])
  })

  it('does not make a stranger of a tablet that sends its journal again, emptied or not', async () => {
    const first = one.op(aNote('canary-once'))
    await one.push(first)
    const { f: _, base: __, ...rest } = first
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    for (const again of [first, { ...rest, kind: 'void' }]) expect(await one.push(again)).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'applied' }] })
    expect(await one.push({ ...first, id: 'another-note' })).toEqual({ err: 'fork' })
    expect(await everything()).not.toContain('canary')
  })

  it('does not make a stranger of one whose change never had the shape of a change, emptied or not', async () => {
    const first = { ...one.op(aNote('canary-later-version')), fromALaterVersion: true }
    await one.push(first)
    const { f: _, base: __, ...rest } = first
    const emptied = { ...rest, kind: 'void' }
    // Before the server knows that the pupil is erased, as one that was put back does not; and after.
    expect(await one.push(emptied)).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'parked', ref: 'malformed' }] })
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    for (const again of [first, emptied]) expect(await one.push(again)).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'parked', ref: 'malformed' }] })
    expect(await one.push({ ...first, id: 'another-note' })).toEqual({ err: 'fork' })
    expect(await everything()).not.toContain('canary')
  })

  it('may be erased again by a server that was restored, and the emptied journal is still the same journal', async () => {
    const first = one.op(aNote('canary-once'))
    await one.push(first)
    const { f: _, base: __, ...rest } = first
    expect(await one.push({ ...rest, kind: 'void' })).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'applied' }] })
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(await everything()).not.toContain('canary')
  })
})

describe('After more than a year', () => {
  it('the names are let go, a tablet from before them begins anew, and the pupil is still not taken in', async () => {
    await one.push(one.op(aNote('canary-old')))
    await one.pull()
    const before = { ...one.cursor }
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    await forgetErased(server.store, server.clock.now + 399 * DAY)
    expect(await one.page(300, before)).toHaveProperty('purge')
    await forgetErased(server.store, server.clock.now + 401 * DAY)
    expect(await one.page(300, before)).toEqual({ reset: true })
    expect(await one.page(300, { seq: 0 })).toHaveProperty('puts')
    one.cursor = { seq: 0 }
    await one.pull()
    await one.push(one.op({ ...aNote('canary-after'), bucket: 'pupil:p1', seen: before.seq }))
    expect(await everything()).not.toContain('canary')
  })
})
