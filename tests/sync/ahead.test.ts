import { describe, expect, it, vi } from 'vitest'
import type { Cursor, PullReply, PullRequest } from '../../src/domain/protocol.ts'
import { syncOnce, type NetFailure } from '../../src/sync/engine.ts'
import { httpNet } from '../../src/sync/http.ts'
import { aRow, aTablet } from '../support/aTablet.ts'

const note = (id: string, seq: number) => aRow('note', id, { pupilId: 'p1', type: 'staff', text: id, occurredAt: 1, enteredAt: 2, raise: false }, { seq })
const place = (after: number): Cursor => (after === 0 ? { seq: 0 } : { seq: 0, upto: 9, after: `t${after}` })
const page = (at: number, last: number): PullReply =>
  ({ epoch: 'e1', from: place(at), cursor: at === last ? { seq: 9 } : place(at + 1), more: at < last, lastN: 0, puts: [note(`n${at}`, at + 1)], dropBuckets: [], purge: [], scope: ['pupil:p1'], scopeV: 1, serverWall: 0, leaseUntil: 0 }) as never

/** A server of a few pages whose answers are held back until somebody lets them go. */
async function asking(last: number, hints: (at: number) => Cursor | undefined) {
  const { records } = await aTablet()
  await records.sync.restart('e1', 0)
  const asked: number[] = []
  const held = new Map<number, (answer: PullReply | NetFailure) => void>()
  const pull = ({ cursor }: PullRequest, onNext?: (next: Cursor) => void) => {
    const at = Number(cursor.after?.slice(1) ?? 0)
    asked.push(at)
    const answer = new Promise<PullReply | NetFailure>((resolve) => held.set(at, resolve))
    const hint = hints(at)
    if (hint) queueMicrotask(() => onNext?.(hint))
    return answer
  }
  const round = syncOnce({ store: records.sync, net: { push: () => Promise.reject(new Error('nothing to push')), pull, handIn: () => Promise.reject(new Error('nothing to hand in')) }, wall: () => 0 })
  const letGo = async (at: number, answer: PullReply | NetFailure = page(at, last)) => {
    await vi.waitFor(() => expect(held.has(at)).toBe(true), { timeout: 20_000 })
    held.get(at)?.(answer)
    held.delete(at)
  }
  return { records, asked, letGo, round }
}
const told = (at: number): Cursor => place(at + 1)

describe('The next page', () => {
  it('is asked for before all of this one is here, and the one after it is not', async () => {
    const { records, asked, letGo, round } = await asking(3, (at) => (at < 3 ? told(at) : undefined))
    await vi.waitFor(() => expect(asked).toEqual([0, 1]), { timeout: 20_000 })
    await letGo(0)
    await vi.waitFor(() => expect(asked).toEqual([0, 1, 2]), { timeout: 20_000 })
    for (const at of [1, 2, 3]) await letGo(at)
    expect(await round).toMatchObject({ end: 'settled', received: 4 })
    expect(asked).toEqual([0, 1, 2, 3])
    expect([0, 1, 2, 3].map((at) => records.memory.get('note', `n${at}`)?.f.text)).toEqual(['n0', 'n1', 'n2', 'n3'])
  })
  it('is asked for once this one is here, where no server says so before', async () => {
    const { asked, letGo, round } = await asking(1, () => undefined)
    await vi.waitFor(() => expect(asked).toEqual([0]), { timeout: 20_000 })
    await letGo(0)
    await vi.waitFor(() => expect(asked).toEqual([0, 1]), { timeout: 20_000 })
    await letGo(1, { fail: 'unreachable' })
    expect(await round).toMatchObject({ end: 'failed', failure: { fail: 'unreachable' } })
  })
  it('is left where a hint was wrong: what the page itself says counts', async () => {
    const { records, asked, letGo, round } = await asking(1, (at) => (at === 0 ? place(7) : undefined))
    await vi.waitFor(() => expect(asked).toEqual([0, 7]), { timeout: 20_000 })
    await letGo(0)
    await vi.waitFor(() => expect(asked).toEqual([0, 7, 1]), { timeout: 20_000 })
    await letGo(1)
    expect(await round).toMatchObject({ end: 'settled', received: 2 })
    expect(records.memory.get('note', 'n1')?.f.text).toBe('n1')
  })
})

it('A hint that cannot be read is no hint, and no failure', async () => {
  const said: Cursor[] = []
  const net = httpNet({ person: 'mentor1', refresh: () => null, tabletId: 'tablet-one', renewed: async () => undefined, sign: async () => undefined })
  for (const header of ['{"seq":0,"upto":9,"after":"t1"}', '{"seq":-1}', 'no JSON', '']) {
    vi.stubGlobal('fetch', async () => Response.json(page(0, 1), { headers: { 'x-blue-report-next': header } }))
    const reply = await net.pull({ v: 1, epoch: 'e1', clientId: 'client-one', cursor: { seq: 0 }, sv: 1, limit: 1, pending: 0, oldest: null, wall: 0 }, (next) => said.push(next))
    expect(reply).toMatchObject({ more: true })
  }
  vi.unstubAllGlobals()
  expect(said).toEqual([{ seq: 0, upto: 9, after: 't1' }])
})
