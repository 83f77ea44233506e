/** The rarer ends of sync, over the sealed store and the server's real handlers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/data/store/commit.ts'
import { randomId } from '../../src/data/records.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { fullPace, syncOnce, type Net } from '../../src/sync/engine.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { aServer, SCHOOL, STAFF, type AServer } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'
import { aTablet, type ATablet } from '../support/aTablet.ts'

const actor = (id: string): Actor => STAFF.find((one) => one.id === id) as Actor
let server: AServer
let one: SyncingTablet
beforeEach(async () => {
  server = await aServer()
  one = await aSyncingTablet(server, actor('mentor1'))
  await one.sync()
})
afterEach(() => server.close())

const note = (tablet: ATablet, text: string, pupilId = 'p1'): Promise<void> =>
  tablet.records.commit([{ kind: 'add', t: 'note', id: randomId(), f: { pupilId, type: 'staff', text, occurredAt: server.clock.now, enteredAt: server.clock.now, raise: false } }])
const storedNotes = async (): Promise<string[]> => (await server.store.db.selectFrom('row').select('f').where('t', '=', 'note').execute()).map((row) => (JSON.parse(row.f) as { text: string }).text).sort()

/** The server's disk of an earlier moment, when it knew so many of the first tablet's changes; of notes it keeps none. */
async function putBackTo(n: number): Promise<void> {
  const { db } = server.store
  await db.deleteFrom('row').where('t', '=', 'note').execute()
  await db.deleteFrom('op').where('client_id', '=', one.records.profile().clientId).where('n', '>', n).execute()
  await db.updateTable('sync_client').set({ last_n: n }).execute()
}

/** The server as this person's tablet reaches it, with the answers that a test puts in place of its own. */
function net(instead: Partial<Net> = {}): Net {
  const post = async (url: string, body: unknown): Promise<never> => (await one.wire.post(url, body)).json<never>()
  return { push: (request) => post(PATHS.push, request), pull: (request) => post(PATHS.pull, request), handIn: async (clientId, op) => ((await one.wire.post(PATHS.handin, { clientId, op })).statusCode === 204 ? 'stored' : { fail: 'server' }), ...instead }
}
const syncOf = (tablet: ATablet, instead?: Partial<Net>): ReturnType<typeof syncOnce> => syncOnce({ store: tablet.records.sync, net: net(instead), wall: () => server.clock.now })
const page = (purge: { t: string; id: string }[], tablet: ATablet) => {
  const { cursor, epoch } = tablet.records.sync.state()
  return { epoch, from: cursor, cursor: { seq: cursor.seq + 1 }, more: false, lastN: 1, puts: [], dropBuckets: [], purge, scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0 }
}

describe('two tablets under one name', () => {
  it('both keep what they wrote: the second goes on under a new name, also after a lock', async () => {
    const twin = await aTablet({ me: actor('mentor1'), now: () => server.clock.now, clientId: one.records.profile().clientId })
    await note(one, 'from the first')
    await note(twin, 'from the second')
    await note(twin, 'and another from the second')
    await one.sync()
    expect(await syncOf(twin)).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['and another from the second', 'from the first', 'from the second'])
    const name = twin.records.profile().clientId
    expect(name).not.toBe(one.records.profile().clientId)
    await twin.reopen()
    expect(twin.records.profile().clientId).toBe(name)
    expect([twin.records.outbox.waiting.value.count, twin.records.outbox.nextN()]).toEqual([0, 3])
  })

  it('keep the new name when a token is renewed meanwhile', async () => {
    const twin = await aTablet({ me: actor('mentor1'), now: () => server.clock.now, clientId: one.records.profile().clientId })
    await note(one, 'from the first')
    await note(twin, 'from the second')
    await one.sync()
    const before = twin.records.profile()
    await syncOf(twin)
    await twin.records.saveProfile({ ...before, refresh: 'a later token' })
    expect(twin.records.profile().clientId).not.toBe(before.clientId)
  })

  it('both keep what they wrote where the disk is put back between two pushes of one, and the other takes the number of the first', async () => {
    const twin = await aTablet({ me: actor('mentor1'), now: () => server.clock.now, clientId: one.records.profile().clientId })
    for (const text of ['first', 'second']) await note(one, text)
    server.clock.now += 1000
    await note(twin, 'of the other')
    let pushes = 0
    const done = await syncOnce({
      store: one.records.sync, wall: () => server.clock.now, pace: { ...fullPace(), most: 1 },
      net: net({
        push: async (request) => {
          if (++pushes === 2) {
            await putBackTo(0)
            await net().push({ v: 1, epoch: request.epoch, clientId: request.clientId, wall: server.clock.now, ...twin.records.sync.pending(), ops: twin.records.sync.unsent(0, 1) })
          }
          return net().push(request)
        },
      }),
    })
    expect(done).toMatchObject({ end: 'settled' })
    expect(await syncOf(twin)).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['first', 'of the other', 'second'])
  })
})

describe('a restored server', () => {
  it('that knows one change less than a tablet whose journal begins with it gets that one', async () => {
    for (const text of ['first', 'second', 'third']) await note(one, text)
    await one.sync()
    await one.records.outbox.prune(Number.MAX_SAFE_INTEGER)
    await putBackTo(2)
    expect(await syncOf(one)).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['third'])
    expect(one.records.sync.state().missing).toEqual([])
  })
  it('is told of what the tablet no longer holds, and takes what it does', async () => {
    for (const text of ['first', 'second', 'third']) await note(one, text)
    await one.sync()
    await one.records.outbox.prune(Number.MAX_SAFE_INTEGER)
    for (const table of ['row', 'op'] as const) await server.store.db.deleteFrom(table).where(table === 'row' ? 't' : 'client_id', '=', table === 'row' ? 'note' : one.records.profile().clientId).execute()
    await server.store.db.updateTable('sync_client').set({ last_n: 0 }).execute()
    await server.store.db.updateTable('school').set({ epoch: 'after-the-restore' }).execute()
    expect(await syncOf(one)).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['third'])
    expect(one.records.sync.state().missing).toMatchObject([{ from: 1, to: 2 }])
    expect((await server.store.db.selectFrom('sync_client').select('missing').where('client_id', '=', one.records.profile().clientId).executeTakeFirst())?.missing).toBe(2)
    await one.reopen()
    expect(one.records.sync.state().missing).toHaveLength(1)
    await one.records.sync.seenByPerson()
    expect(one.records.sync.state().missing).toEqual([])
  })

  it('that says "start anew" gets the tablet’s unsent work all the same', async () => {
    await note(one, 'kept')
    let told = false
    const done = await syncOf(one, {
      pull: async (request) => {
        if (told) return net().pull(request)
        told = true
        return { reset: true }
      },
    })
    expect(done).toMatchObject({ end: 'settled', sent: 1 })
    expect(await storedNotes()).toEqual(['kept'])
  })
})

describe('a record that is erased', () => {
  it('leaves no text in memory, on the disk or in the journal', async () => {
    await note(one, 'to be erased')
    await note(one, 'to stay', 'p2')
    await one.sync()
    const erased = one.records.memory.ofPupil('note', 'p1')[0]!
    expect(await one.records.sync.applyPage(page([{ t: 'note', id: erased.id }], one), 0)).toBe(true)
    expect(one.records.memory.ofPupil('note', 'p1')).toEqual([])
    const journal = await one.records.outbox.rewind(0)
    expect(JSON.stringify(journal)).not.toContain('to be erased')
    expect(journal.map((op) => op.n)).toEqual([1, 2])
    await one.reopen()
    await one.records.loadOlder()
    expect(one.records.memory.all('note').map((row) => row.f.text)).toEqual(['to stay'])
  })

  it('takes with it what was written about the pupil meanwhile, sent or not', async () => {
    await note(one, 'canary sent')
    await one.sync()
    await note(one, 'canary unsent')
    for (const pupil of ['p1', 'p2']) await one.records.drafts.write(`review:${pupil}:2026-12-07`, { wentWell: `canary of ${pupil}` })
    await note(one, 'to stay', 'p2')
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(one.records.outbox.waiting.value.count).toBe(0)
    expect([await one.records.drafts.read('review:p1:2026-12-07'), await one.records.drafts.read('review:p2:2026-12-07')]).toEqual([undefined, { wentWell: 'canary of p2' }])
    expect(await storedNotes()).toEqual(['to stay'])
    expect(JSON.stringify(await one.records.outbox.rewind(0))).not.toContain('canary')
    await one.reopen()
    await one.records.loadOlder()
    expect(one.records.memory.all('note').map((row) => row.f.text)).toEqual(['to stay'])
    expect([...one.records.memory.serverRows()].some((row) => row.b.startsWith('pupil:p1'))).toBe(false)
  })

  it('leaves its pack too', async () => {
    const two = await aSyncingTablet(server, actor('lead'))
    await note(one, 'to be erased')
    await note(one, 'to stay')
    await one.sync()
    await two.sync()
    const erased = two.records.memory.ofPupil('note', 'p1').find((row) => row.f.text === 'to be erased')!
    await two.records.sync.applyPage(page([{ t: 'note', id: erased.id }], two), 0)
    await two.reopen()
    expect(two.records.memory.ofPupil('note', 'p1').map((row) => row.f.text)).toEqual(['to stay'])
  })
})

describe('a tablet that is let go', () => {
  it('hands in what it holds, once, and says that it needs a person', async () => {
    await note(one, 'not yet sent')
    const dismissed = { push: async () => ({ err: 'device' as const, wipe: true }) }
    expect(await syncOf(one, dismissed)).toMatchObject({ end: 'stopped', why: 'dismissed' })
    expect(await syncOf(one, dismissed)).toMatchObject({ end: 'stopped', why: 'dismissed' })
    const handedIn = await server.store.db.selectFrom('handin').select('bytes').execute()
    expect(handedIn.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([expect.stringContaining('not yet sent')])
    expect(one.records.outbox.waiting.value.count).toBe(1)
  })
})

describe('a tablet that is let go by a server that was put back', () => {
  it('hands in what that server lost of what it had acknowledged, once', async () => {
    await note(one, 'acknowledged')
    expect(await syncOf(one)).toMatchObject({ end: 'settled', sent: 1 })
    const { epoch } = one.records.sync.state()
    const handedIn = async (): Promise<string[]> => (await server.store.db.selectFrom('handin').select('bytes').execute()).map(({ bytes }) => Buffer.from(bytes).toString())
    const told = (said: { epoch: string; lastN: number }) => ({ pull: async () => ({ err: 'device' as const, wipe: true, ...said }) })
    expect(await syncOf(one, told({ epoch, lastN: 1 }))).toMatchObject({ end: 'stopped', wipe: true })
    expect(await handedIn()).toEqual([])
    for (const said of [{ epoch, lastN: 0 }, { epoch: 'another', lastN: 0 }, { epoch: 'another', lastN: 0 }]) expect(await syncOf(one, told(said))).toMatchObject({ end: 'stopped', wipe: true })
    expect(await handedIn()).toEqual([expect.stringContaining('acknowledged')])
  })
})

describe('a change that is too large alone', () => {
  it('is handed in, and what comes after it goes', async () => {
    await note(one, 'far too large')
    await note(one, 'small')
    const done = await syncOf(one, { push: async (request) => (JSON.stringify(request).includes('far too large') ? { fail: 'too-large' } : net().push(request)) })
    expect(done).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['small'])
    expect(await server.store.db.selectFrom('handin').select('id').execute()).toHaveLength(1)
    expect(one.records.outbox.waiting.value.count).toBe(0)
  })
})

describe('an action of several changes', () => {
  it('is taken in or put aside whole, whatever is wrong with what was saved after it', async () => {
    const marked = (reason: string): Change => ({
      kind: 'add', t: 'arrivalEvent', id: randomId(),
      f: { type: 'arrived', pupilId: 'p3', date: '2026-12-10', session: 'am', at: '08:41', deviceTime: server.clock.now, estimatedTrueTime: server.clock.now, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0, reason },
    })
    const notMine: Change = { kind: 'add', t: 'note', id: randomId(), f: { pupilId: 'p3', type: 'staff', text: 'not my mentee', occurredAt: server.clock.now, enteredAt: server.clock.now, raise: false } }
    await one.records.commit([marked('one'), marked('two'), notMine])
    await note(one, 'far too large')
    const done = await syncOf(one, { push: async (request) => (JSON.stringify(request).includes('far too large') ? { fail: 'too-large' } : net().push(request)) })
    expect(done).toMatchObject({ end: 'settled' })
    const outcomes = await server.store.db.selectFrom('op').select('outcome').where('client_id', '=', one.records.profile().clientId).where('n', '<=', 3).execute()
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['parked', 'parked', 'parked'])
  })

  it('goes in parts where it is too large whole', async () => {
    await one.records.commit(['first', 'second', 'third'].map((text): Change => ({ kind: 'add', t: 'note', id: randomId(), f: { pupilId: 'p1', type: 'staff', text, occurredAt: server.clock.now, enteredAt: server.clock.now, raise: false } })))
    expect(await syncOf(one, { push: async (request) => (request.ops.length > 1 ? { fail: 'too-large' } : net().push(request)) })).toMatchObject({ end: 'settled' })
    expect(await storedNotes()).toEqual(['first', 'second', 'third'])
  })
})

describe('a round that finds an earlier one cut off in the middle', () => {
  it('does not end before it has what was written since', async () => {
    const lead = await aSyncingTablet(server, actor('lead'))
    for (const text of ['first', 'second', 'third']) await note(lead, text)
    await lead.sync()
    let pages = 0
    const slowly = (most: number): Partial<Net> => ({ pull: async (request) => (++pages > most ? { fail: 'unreachable' } : net().pull({ ...request, limit: 1 })) })
    expect(await syncOf(one, slowly(1))).toMatchObject({ end: 'failed' })
    await note(lead, 'written since')
    await lead.sync()
    expect(await syncOf(one, slowly(Number.POSITIVE_INFINITY))).toMatchObject({ end: 'settled' })
    expect(one.records.memory.ofPupil('note', 'p1').map((row) => row.f.text)).toContain('written since')
  })
})
