import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureHandOverKey } from '../../server/handOverKey.ts'
import { HandOverKey } from '../../src/domain/mornings/handOverKey.ts'
import { aServer, SCHOOL, type AServer } from '../support/aServer.ts'

let server: AServer
const random = (bytes: Uint8Array<ArrayBuffer>): void => void crypto.getRandomValues(bytes)
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const fact = (type: string, maker: { name: string; role: string }, more: object = {}) => ({
  t: 'handOver' as const, id: `fact-${type}`,
  f: { type, pupilId: 'p1', date: '2026-12-10', session: 'am', entered: 1, ...maker, ...more },
})
const about = { mark: 'L', at: '08:52' }
const handed = { ...about, how: 'code', receipt: true, handOver: 'ABCDEFGHIA' }
const received = { ...about, how: 'code', from: 'mentor1', events: 1, handOver: 'ABCDEFGHIA', part: 0, parts: 1, madeAt: 1 }
const mentor = { name: 'Name of mentor1', role: 'mentor' }
const office = { name: 'Name of office', role: 'office' }

describe('handing over is the mentor’s to say, receiving and entering the office’s', () => {
  it.each([
    ['mentor1', 'handed', mentor, handed, 'applied'],
    ['office', 'handed', office, handed, 'parked'],
    ['office', 'received', office, received, 'applied'],
    ['office', 'in-sims', office, about, 'applied'],
    ['office', 'not-in-sims', office, { tick: 'fact-in-sims' }, 'applied'],
    ['mentor1', 'received', mentor, received, 'parked'],
    ['mentor1', 'in-sims', mentor, about, 'parked'],
    ['lead', 'in-sims', { name: 'Name of lead', role: 'lead-mentor' }, about, 'parked'],
    ['hoy9', 'handed', { name: 'Name of hoy9', role: 'head-of-year' }, handed, 'parked'],
    ['admin', 'received', { name: 'Name of admin', role: 'admin' }, received, 'parked'],
  ])('%s says %s', async (username, type, maker, more, outcome) => {
    const tablet = await server.tablet(username)
    expect(await tablet.push(tablet.op(fact(type, maker, more)))).toMatchObject({ results: [{ r: outcome }] })
  })

  it('is under the session’s own name and role, and of a type that there is', async () => {
    const tablet = await server.tablet('office')
    expect(await tablet.push(tablet.op(fact('in-sims', { ...office, name: 'Somebody else' }, about)))).toMatchObject({ results: [{ r: 'parked', ref: 'forged-author' }] })
    expect(await tablet.push(tablet.op(fact('eaten', office, about)))).toMatchObject({ results: [{ r: 'parked', ref: 'bad-fields' }] })
    expect(await tablet.push(tablet.op({ ...fact('in-sims', office, { mark: 'N', at: '08:52' }) }))).toMatchObject({ results: [{ r: 'parked', ref: 'bad-fields' }] })
  })

  it('is never taken out of the trail again, not even by the Lead Mentor', async () => {
    const [tablet, lead] = [await server.tablet('office'), await server.tablet('lead')]
    await tablet.push(tablet.op(fact('in-sims', office, about)))
    await Promise.all([tablet.pull(), lead.pull()])
    for (const one of [tablet, lead]) {
      const reply = await one.push(one.op({ kind: 'void', t: 'handOver', id: 'fact-in-sims' }))
      expect('results' in reply && reply.results.at(-1)).toMatchObject({ r: 'parked', ref: 'forbidden' })
    }
  })

  it('reaches the mentor’s tablet and the office’s, and no file of the pupil goes with it', async () => {
    const [desk, tablet] = [await server.tablet('mentor2'), await server.tablet('office')]
    await tablet.push(tablet.op(fact('received', office, received)))
    await Promise.all([desk.pull(), tablet.pull()])
    expect(desk.fields('handOver', 'fact-received')).toMatchObject({ from: 'mentor1' })
    expect(desk.row('handOver', 'fact-received')?.b).toBe('pupil:p1:desk')
  })
})

describe('the school’s key for codes', () => {
  it('is made once, however often and however many servers start, and every tablet of the staff has it', async () => {
    await Promise.all([1, 2, 3].map(() => ensureHandOverKey(server.store, SCHOOL, random, server.clock.now)))
    for (const username of ['mentor1', 'office', 'lead']) {
      const tablet = await server.tablet(username)
      await tablet.pull()
      const keys = [...tablet.rows.values()].filter((row) => row.t === 'handOverKey')
      expect(keys, username).toHaveLength(1)
      expect(HandOverKey.safeParse(keys[0]?.f).success).toBe(true)
    }
  })
  it('reaches a tablet that was there before it, and is nobody’s to write', async () => {
    const tablet = await server.tablet('dht')
    await tablet.pull()
    await ensureHandOverKey(server.store, SCHOOL, random, server.clock.now)
    await tablet.pull()
    expect([...tablet.rows.keys()].some((key) => key.startsWith('handOverKey '))).toBe(true)
    expect(await tablet.push(tablet.op({ t: 'handOverKey', id: 'mine', f: { key: 'A'.repeat(52) } }))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
  })
})
