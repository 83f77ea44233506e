import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linesHandedIn } from '../../server/sync/handedInCommand.ts'
import { HandedInActReply, HandedInReply } from '../../src/domain/sync/handedIn.ts'
import { PATHS, type Op } from '../../src/domain/protocol.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const note = (tablet: WireTablet, id: string, pupilId = 'p1'): Op => tablet.op({ t: 'note', id, f: { pupilId, type: 'staff', text: `Said ${id}`, occurredAt: 0, enteredAt: 0, raise: false } })
const restricted = (tablet: WireTablet): Op => tablet.op({ t: 'background', id: 'b1', f: { pupilId: 'p1', text: 'Not to be collected by an uncle.', source: 'home', who: 'Mother', day: '2026-12-01', reach: 'restricted' } })
const handIn = async (tablet: WireTablet, ...ops: unknown[]): Promise<void> => {
  for (const op of ops) expect((await tablet.post(PATHS.handin, { clientId: tablet.clientId, op })).statusCode).toBe(204)
}
const list = async (tablet: WireTablet): Promise<HandedInReply> => HandedInReply.parse((await server.ask({ method: 'GET', url: PATHS.handedIn, headers: { cookie: tablet.cookie } })).json())
const act = async (tablet: WireTablet, said: unknown) => HandedInActReply.parse((await tablet.post(PATHS.handedIn, said)).json())
const told = async (action: string) => (await server.store.db.selectFrom('audit').select(['actor', 'object']).where('action', '=', action).orderBy('seq').execute()) as { actor: string; object: string | null }[]
const close = (id: string) => server.store.db.updateTable('account').set({ disabled_at: server.clock.now }).where('id', '=', id).execute()

describe('what a leaver’s tablet handed in', () => {
  it('is read by the Lead Mentor and the Deputy Headteacher: who, when, on which tablet, and what it says', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    const written = note(mentor, 'n1')
    await close('mentor1')
    await handIn(mentor, written)
    for (const who of ['lead', 'dht'] as const) {
      const { items, more, at } = await list(await server.tablet(who))
      expect([more, at]).toEqual([false, server.clock.now])
      expect(items).toEqual([{
        id: expect.any(String) as string, at: server.clock.now, author: { id: 'mentor1', name: 'Name of mentor1', isClosed: true }, tablet: expect.stringMatching(/./) as string,
        size: JSON.stringify({ clientId: mentor.clientId, op: written }).length, what: { sort: 'change', op: written },
      }])
    }
    expect(await told('handed-in-read')).toEqual([{ actor: 'lead', object: null }, { actor: 'dht', object: null }])
  })
  it('is counted without being shown, for each as far as they may see it, and that stands in no audit', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    await handIn(mentor, restricted(mentor), note(mentor, 'n1'))
    const count = async (who: string): Promise<unknown> => {
      const { cookie } = await server.tablet(who)
      return (await server.ask({ method: 'GET', url: PATHS.handedInWaiting, headers: { cookie } })).json()
    }
    expect([await count('lead'), await count('dht')]).toEqual([{ waiting: 2 }, { waiting: 1 }])
    expect(await told('handed-in-read')).toEqual([])
    const lead = await server.tablet('lead')
    for (const { id } of (await list(lead)).items) await act(lead, { act: 'put-away', id, why: 'Seen.' })
    expect(await count('lead')).toEqual({ waiting: 0 })
  })
  it('is called by the name of its tablet, where the school has given it one', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    await server.store.db.updateTable('tablet').set({ name: 'Reception 2' }).where('id', '=', `tablet-${mentor.clientId}`).execute()
    await handIn(mentor, note(mentor, 'n1'))
    expect((await list(await server.tablet('lead'))).items[0]?.tablet).toBe('Reception 2')
  })
  it('is shown to nobody else, and who tried stands in the audit', async () => {
    const mentor = await server.tablet('mentor1')
    await handIn(mentor, note(mentor, 'n1'))
    for (const who of ['mentor1', 'mentor2', 'hoy9', 'office', 'admin']) {
      const tablet = await server.tablet(who)
      expect((await server.ask({ method: 'GET', url: PATHS.handedIn, headers: { cookie: tablet.cookie } })).statusCode, who).toBe(403)
      expect((await server.ask({ method: 'GET', url: PATHS.handedInWaiting, headers: { cookie: tablet.cookie } })).statusCode, who).toBe(403)
      expect((await tablet.post(PATHS.handedIn, { act: 'look', id: 'x' })).statusCode, who).toBe(403)
    }
    expect(await told('refused')).toHaveLength(15)
    expect((await server.ask({ method: 'GET', url: PATHS.handedIn })).statusCode).toBe(401)
  })
  it('holds nothing back but what this person may not see, which they cannot deal with either', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    await handIn(mentor, restricted(mentor), note(mentor, 'n1'))
    const [lead, dht] = [await server.tablet('lead'), await server.tablet('dht')]
    expect((await list(lead)).items.map(({ what }) => (what.sort === 'change' ? what.op.t : ''))).toEqual(expect.arrayContaining(['background', 'note']))
    expect(JSON.stringify(await list(dht))).not.toContain('uncle')
    expect((await list(dht)).items).toHaveLength(1)
    const hidden = (await list(lead)).items.find(({ what }) => what.sort === 'change' && what.op.t === 'background')?.id ?? ''
    for (const said of [{ act: 'look', id: hidden }, { act: 'took-in', id: hidden }, { act: 'put-away', id: hidden, why: 'x' }]) expect(await act(dht, said)).toEqual({ refused: 'gone' })
    expect((await list(lead)).items).toHaveLength(2)
  })
  it('is left out once the server has it by the usual way, and stays where the number went to something else', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    const [one, two] = [note(mentor, 'n1'), note(mentor, 'n2')]
    await handIn(mentor, one, two)
    await mentor.push(one, { n: 2, handedIn: true })
    expect((await list(await server.tablet('lead'))).items.map(({ what }) => (what.sort === 'change' ? what.op.id : ''))).toEqual(['n2'])
  })
  it('is dealt with once: taken in, or put away with a reason; both are kept and stand in the audit', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    await handIn(mentor, note(mentor, 'n1'), note(mentor, 'n2'))
    const lead = await server.tablet('lead')
    const ids = (await list(lead)).items.map(({ id }) => id)
    expect(await act(lead, { act: 'took-in', id: ids[0] })).toEqual({ done: true })
    expect(await act(lead, { act: 'put-away', id: ids[1], why: 'It was said twice.' })).toEqual({ done: true })
    for (const said of [{ act: 'took-in', id: ids[0] }, { act: 'put-away', id: ids[0], why: 'x' }, { act: 'look', id: ids[1] }]) expect(await act(lead, said)).toEqual({ refused: 'gone' })
    expect((await list(lead)).items).toEqual([])
    const kept = await server.store.db.selectFrom('handin').select(['id', 'how', 'why', 'closed_by']).execute()
    expect(new Map(kept.map(({ id, ...how }) => [id, how]))).toEqual(new Map([[ids[0], { how: 'taken-in', why: null, closed_by: 'lead' }], [ids[1], { how: 'put-away', why: 'It was said twice.', closed_by: 'lead' }]]))
    expect([await told('handed-in-taken'), await told('handed-in-put-away')]).toEqual([[{ actor: 'lead', object: ids[0] }], [{ actor: 'lead', object: ids[1] }]])
    for (const bad of [{ act: 'put-away', id: ids[0] }, { act: 'put-away', id: ids[0], why: ' ' }, { act: 'forget', id: ids[0] }, {}]) expect((await lead.post(PATHS.handedIn, bad)).statusCode).toBe(400)
  })
})

describe('what was handed in besides', () => {
  it('is a picture with its record, a sealed file, or something that cannot be read, each said as what it is', async () => {
    const mentor = await server.tablet('mentor1')
    const f = { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256: 'a'.repeat(64), bytes: 3, width: 1, height: 1 }
    for (const said of [{ clientId: 'client-a', photo: { id: 'ph1', f, jpeg: 'AAAA' } }, { blueReport: 'sealed', v: 1 }, { clientId: 'client-a', op: { n: 'one' } }, { clientId: 'client-a', photo: { id: 'ph2', f: { ...f, bytes: 0 }, jpeg: 'AAAA' } }])
      expect((await mentor.post(PATHS.handin, said)).statusCode).toBe(204)
    await server.store.db.insertInto('handin').values({ school_id: 'school', id: 'noise', account_id: 'somebody', client_id: 'x', at: 1, bytes: Buffer.from([0xff, 0x00, 0x7b]) }).execute()
    const lead = await server.tablet('lead')
    const { items } = await list(lead)
    expect(items.map(({ what }) => what.sort).sort()).toEqual(['file', 'photo', 'unreadable', 'unreadable', 'unreadable'])
    expect(items[0]).toMatchObject({ id: 'noise', size: 3, author: { name: '', isClosed: true } })
    const idOf = (sort: string): string => items.find(({ what }) => what.sort === sort)?.id ?? ''
    expect(await act(lead, { act: 'look', id: idOf('photo') })).toEqual({ done: true, content: 'AAAA' })
    expect(await act(lead, { act: 'look', id: idOf('file') })).toEqual({ done: true, content: '{"blueReport":"sealed","v":1}' })
    expect(await act(lead, { act: 'look', id: 'noise' })).toEqual({ done: true })
    expect(JSON.stringify(items)).not.toContain('AAAA')
  })
  it('is listed, counted and put away whatever it is: too deep for anything that walks it, with letters that no database holds, of a time that no clock says', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    const f = { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 0, enteredAt: 0, raise: false }
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const bad = [
      { clientId: mentor.clientId, op: mentor.op({ t: 'note', id: 'b1', f: { ...f, a: '@deep@' } }) },
      { clientId: mentor.clientId, op: { ...mentor.op({ t: 'note', id: 'b2', f }), more: '@deep@' } },
      { clientId: mentor.clientId, op: mentor.op({ t: 'note', id: 'b3', f: { ...f, toString: 1 } }) },
      { blueReport: 'sealed', more: '@deep@' },
      ...['\0', 'client\0mentor', '\ud800', `${mentor.clientId}\udc00`].map((clientId, at) => ({ clientId, op: mentor.op({ t: 'note', id: `n${at}`, f }) })),
      ...['p1\0', '\0', '\ud800', 'p1\udc00'].map((pupilId, at) => ({ clientId: mentor.clientId, op: mentor.op({ t: 'note', id: `m${at}`, g: 'g\0', bucket: 'pupil:p1', f: { ...f, pupilId } }) })),
      { clientId: mentor.clientId, op: { ...mentor.op({ t: 'note', id: 'late', f }), wall: 1e300 } },
    ]
    for (const one of bad) expect((await server.ask({ method: 'POST', url: PATHS.handin, payload: JSON.stringify(one).replace('"@deep@"', deep), headers: { cookie: mentor.cookie, 'content-type': 'application/json' } })).statusCode).toBe(204)
    const good = note(mentor, 'good')
    await handIn(mentor, good)
    const lead = await server.tablet('lead')
    const { items } = await list(lead)
    expect(items.map(({ what }) => what.sort).sort()).toEqual([...Array.from({ length: 10 }, () => 'change'), ...Array.from({ length: 4 }, () => 'unreadable')])
    expect(items.map(({ what }) => (what.sort === 'change' ? what.op : undefined))).toContainEqual(good)
    expect((await server.ask({ method: 'GET', url: PATHS.handedInWaiting, headers: { cookie: lead.cookie } })).json()).toEqual({ waiting: 14 })
    expect(await linesHandedIn(server.store, 'school')).toHaveLength(14)
    for (const id of ['\0', 'x\0', '\ud800']) expect(await act(lead, { act: 'look', id })).toEqual({ refused: 'gone' })
    for (const { id } of items) expect([await act(lead, { act: 'look', id }), await act(lead, { act: 'put-away', id, why: 'Seen\0.' })]).toMatchObject([{ done: true }, { done: true }])
    expect((await list(lead)).items).toEqual([])
  })
  it('comes in more than one answer where it is a great deal, and what is dealt with makes room', async () => {
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    const long = (id: string): Op => mentor.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: id.repeat(200_000), occurredAt: 0, enteredAt: 0, raise: false } })
    await handIn(mentor, long('abcd'), long('efgh'))
    const lead = await server.tablet('lead')
    const first = await list(lead)
    expect([first.items.length, first.more]).toEqual([1, true])
    await act(lead, { act: 'put-away', id: first.items[0]?.id, why: 'Too long to be one note.' })
    const second = await list(lead)
    expect([second.items.length, second.more, second.items[0]?.id === first.items[0]?.id]).toEqual([1, false, false])
  })
})
