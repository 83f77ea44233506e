/** Lines and servers that fail one way only: a tablet goes on as far as it can, and nothing is lost by it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomId } from '../../src/data/records.ts'
import { PATHS, type Op, type PullReply, type PullRequest, type PushReply, type PushRequest } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { fullPace, notHandedIn, syncOnce, type Net, type Pace, type Round } from '../../src/sync/engine.ts'
import { isBetter } from '../../src/sync/http.ts'
import { aServer, STAFF, type AServer } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const actor = (id: string): Actor => STAFF.find((one) => one.id === id) as Actor
let server: AServer
let one: SyncingTablet
let pace: Pace
beforeEach(async () => {
  server = await aServer()
  one = await aSyncingTablet(server, actor('mentor1'))
  await one.sync()
  pace = fullPace()
})
afterEach(() => server.close())

const noteOf = (tablet: SyncingTablet, text: string) => ({ kind: 'add' as const, t: 'note' as const, id: randomId(), f: { pupilId: 'p1', type: 'staff' as const, text, occurredAt: tablet.wall.now, enteredAt: tablet.wall.now, raise: false } })
const note = (tablet: SyncingTablet, text: string): Promise<void> => tablet.records.commit([noteOf(tablet, text)])
const storedNotes = async (): Promise<string[]> => (await server.store.db.selectFrom('row').select('f').where('t', '=', 'note').execute()).map(({ f }) => (JSON.parse(f) as { text: string }).text).sort()
const shownNotes = (tablet: SyncingTablet): string[] => tablet.records.memory.all('note').map(({ f }) => f.text).sort()
const fine = (tablet: SyncingTablet): Net => ({
  push: async (request) => (await tablet.wire.post(PATHS.push, request)).json<PushReply>(),
  pull: async (request) => (await tablet.wire.post(PATHS.pull, request)).json<PullReply>(),
  handIn: async () => ({ fail: 'server' }),
})
const round = (tablet: SyncingTablet, net: Partial<Net>): Promise<Round> => syncOnce({ store: tablet.records.sync, net: { ...fine(tablet), ...net }, wall: () => tablet.wall.now, pace })
const SLOW = { fail: 'unreachable', slow: true } as const

describe('A line that never carries more than so much', () => {
  it('is sent less and less until it does, and what comes is no more than it carries', async () => {
    for (let index = 0; index < 9; index++) await note(one, `note ${index}`)
    const sizes: number[] = []
    const pushes = (most: number) => (request: PushRequest) => {
      sizes.push(request.ops.length)
      return request.ops.length > most ? Promise.resolve(SLOW) : fine(one).push(request)
    }
    const done: Round[] = []
    while (done.at(-1)?.end !== 'settled' && done.length < 9) done.push(await round(one, { push: pushes(2) }))
    expect(sizes).toEqual([9, 5, 3, 2, 2, 2, 2, 1])
    expect(done.slice(0, -1)).toEqual(Array.from({ length: 3 }, () => ({ end: 'failed', failure: SLOW, sent: 0, pulled: true })))
    expect(await storedNotes()).toHaveLength(9)
  })
  it('gets one action in parts only where the action alone is too much for it', async () => {
    await one.records.commit([noteOf(one, 'a'), noteOf(one, 'b'), noteOf(one, 'c')])
    const sizes: number[] = []
    const push = (request: PushRequest) => {
      sizes.push(request.ops.length)
      return request.ops.length > 1 ? Promise.resolve(SLOW) : fine(one).push(request)
    }
    // Once nobody was there at all: that says nothing of the action.
    await round(one, { push, pull: async () => SLOW })
    expect(pace.cut).toBe(false)
    for (let index = 0; index < 4; index++) await round(one, { push })
    expect(sizes).toEqual([3, 3, 2, 1, 1, 1])
    expect(await storedNotes()).toEqual(['a', 'b', 'c'])
  })
  it('is asked for smaller pages, down to a least one, and for larger ones when it goes well', async () => {
    const limits: number[] = []
    const pull = (most: number) => (request: PullRequest) => {
      limits.push(request.limit)
      return request.limit > most ? Promise.resolve(SLOW) : fine(one).pull(request)
    }
    for (let index = 0; index < 4; index++) await round(one, { pull: pull(60) })
    await round(one, { pull: pull(0) })
    await round(one, { pull: pull(0) })
    await round(one, {})
    expect(limits[0]).toBeGreaterThan(100)
    expect(limits.slice(-3).every((limit) => limit <= 100 && limit >= 50)).toBe(true)
    expect(pace.rows).toBe(100)
  })
})

describe('A server that fails at what it is sent', () => {
  it('still gives what others wrote', async () => {
    const lead = await aSyncingTablet(server, actor('lead'))
    await lead.sync()
    await note(lead, 'from the Lead Mentor')
    await lead.sync()
    await note(one, 'stuck')
    for (const failure of [{ fail: 'server' }, { fail: 'unreachable' }] as const) expect(await round(one, { push: async () => failure })).toEqual({ end: 'failed', failure, sent: 0, pulled: true })
    expect(shownNotes(one)).toEqual(['from the Lead Mentor', 'stuck'])
    expect(one.records.outbox.waiting.value.count).toBe(1)
  })
  it('is left alone where it asks for that, or for a sign-in', async () => {
    await note(one, 'waits')
    let pulls = 0
    for (const failure of [{ fail: 'busy', retryAfter: 9 }, { fail: 'sign-in' }, { fail: 'not-ours' }] as const)
      expect(await round(one, { push: async () => failure, pull: async () => (pulls++, failure) })).toEqual({ end: 'failed', failure, sent: 0 })
    expect(pulls).toBe(0)
  })
})

describe('A disk that was put back to an earlier day, and nobody said so', () => {
  const back = async (n: number): Promise<void> => {
    await server.store.db.deleteFrom('row').where('t', '=', 'note').execute()
    await server.store.db.deleteFrom('op').execute()
    await server.store.db.updateTable('sync_client').set({ last_n: 0 }).execute()
    await server.store.db.updateTable('school').set({ head: n }).execute()
  }
  it('is seen by what an idle tablet remembers, though others have written since: everybody sends again and takes all anew', async () => {
    const lead = await aSyncingTablet(server, actor('lead'))
    await lead.sync()
    const { head } = await server.store.db.selectFrom('school').select('head').executeTakeFirstOrThrow()
    for (const text of ['first', 'second']) await note(one, text)
    await one.sync()
    await lead.sync()
    await back(head)
    const other = await server.tablet('lead')
    for (const id of ['x1', 'x2', 'x3', 'x4']) await other.push(other.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: id, occurredAt: 1, enteredAt: 1, raise: false } }))
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(await lead.sync()).toMatchObject({ end: 'settled' })
    const all = ['first', 'second', 'x1', 'x2', 'x3', 'x4']
    expect(await storedNotes()).toEqual(all)
    expect([shownNotes(one), shownNotes(lead)]).toEqual([all, all])
    const { epoch } = await server.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    expect(epoch).toBe(`put-back-${server.clock.now}`)
    expect(await server.store.db.selectFrom('audit').select('action').where('action', '=', 'restored').execute()).toHaveLength(1)
  })
  it('does not move a school again and again at one tablet’s word', async () => {
    const wire = await server.tablet('mentor1')
    const epochs: string[] = []
    for (const minutes of [0, 1, 12]) {
      server.clock.now += minutes * 60_000
      const reply = await wire.page(300, { seq: 99_999 })
      if ('err' in reply && reply.err === 'epoch') epochs.push((wire.epoch = reply.epoch))
    }
    expect([epochs[0] === epochs[1], epochs[1] === epochs[2]]).toEqual([true, false])
  })
})

describe('The journal', () => {
  const DAY = 86_400_000
  const kept = async (): Promise<string[]> => (await one.records.outbox.journal()).map((op) => (op.f as { text: string }).text)
  /** Signed in anew each time. */
  async function daysOn(days: number): Promise<void> {
    server.clock.now += days * DAY
    one.wall.now += days * DAY
    await server.store.db.updateTable('session').set({ created_at: server.clock.now, seen_at: server.clock.now }).execute()
  }
  async function sent(...texts: string[]): Promise<void> {
    for (const text of texts) await note(one, text)
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    await one.records.sync.prune()
  }
  it('keeps a fortnight from the day on which the server had it, however long it waited before, and the last row for good', async () => {
    await note(one, 'saved in the holidays')
    await daysOn(17)
    await sent('saved since')
    expect(await kept()).toEqual(['saved in the holidays', 'saved since'])
    await daysOn(13)
    await sent('later')
    expect(await kept()).toEqual(['saved in the holidays', 'saved since', 'later'])
    await daysOn(2)
    await sent()
    expect(await kept()).toEqual(['later'])
    await daysOn(20)
    await sent()
    expect(await kept()).toEqual(['later'])
  })
  it('is kept for as long on a tablet whose clock is weeks slow, and on one whose clock was put right since', async () => {
    one.wall.now -= 20 * DAY
    await sent('first', 'second', 'third')
    one.wall.now += 20 * DAY
    await sent()
    expect(await kept()).toEqual(['first', 'second', 'third'])
  })
  it('begins its fortnight again where a server that was put back has had it again', async () => {
    await sent('first', 'second')
    await daysOn(13)
    await one.records.sync.restart('put-back', 0)
    await server.store.db.updateTable('school').set({ epoch: 'put-back' }).execute()
    await sent()
    await daysOn(13)
    await sent()
    expect(await kept()).toEqual(['first', 'second'])
  })
})

describe('Somebody whose account is closed', () => {
  it('loses nothing that is saved while the rest is handed in', async () => {
    await note(one, 'before')
    const handed: Op[] = []
    const done = await round(one, {
      push: async () => ({ err: 'device', wipe: true }),
      handIn: async (_clientId, op) => {
        handed.push(op)
        if (handed.length === 1) await note(one, 'meanwhile')
        return 'stored'
      },
    })
    expect(done).toMatchObject({ end: 'stopped', wipe: true })
    expect(handed.map(({ f }) => f?.['text'])).toEqual(['before', 'meanwhile'])
    expect(notHandedIn(one.records.sync)).toBeUndefined()
    await note(one, 'at the very end')
    expect(notHandedIn(one.records.sync)?.f?.['text']).toBe('at the very end')
  })
})

describe('What is measured of a tablet’s clock', () => {
  it('counts where the trip was short enough to tell two seconds, and the shortest counts most', () => {
    const trip = (skew: number, roundTrip: number) => ({ skew, roundTrip })
    expect([isBetter(trip(0, 7000), undefined), isBetter(trip(0, 3000), undefined), isBetter(trip(900, 2000), trip(0, 100)), isBetter(trip(30, 80), trip(0, 100)), isBetter(trip(5000, 2000), trip(0, 100))]).toEqual([false, true, false, true, true])
  })
})
