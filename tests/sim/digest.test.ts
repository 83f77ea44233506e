/** A row that a tablet missed without knowing it: seen by its digest, fetched again with its bucket, and there for good. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMPARE_EVERY_MS, differing, digestsOf } from '../../src/domain/sync/digest.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { aServer, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const mentor1 = STAFF.find((one) => one.id === 'mentor1') as Actor
let server: AServer
let tablet: SyncingTablet
let lead: WireTablet
/** What the tablet asks for beside what is new, pull by pull. */
let asked: { digest?: boolean | undefined; again?: string[] | undefined }[]
beforeEach(async () => {
  server = await aServer()
  lead = await server.tablet('lead')
  await lead.pull()
  tablet = await aSyncingTablet(server, mentor1)
  await tablet.sync()
  await tablet.records.loadOlder()
  await tablet.sync()
  asked = []
  const { wants } = tablet.records.sync
  tablet.records.sync.wants = (at) => {
    const now = wants(at)
    if (Object.keys(now).length > 0) asked.push(now)
    return now
  }
})
afterEach(() => server.close())

const note = (id: string) => lead.push(lead.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: id, occurredAt: server.clock.now, enteredAt: server.clock.now, raise: false } }))
/** The next page loses these on the way in; as a fault that nobody has found would make it. */
function losesNext(isLost: (row: { id: string }) => boolean): void {
  const { applyPage } = tablet.records.sync
  tablet.records.sync.applyPage = (page, ...rest) => {
    if (page.puts.some(isLost)) tablet.records.sync.applyPage = applyPage
    return applyPage({ ...page, puts: page.puts.filter((row) => !isLost(row)) }, ...rest)
  }
}
const anHourLater = (): void => {
  tablet.wall.now += COMPARE_EVERY_MS
}
const notes = (records = tablet.records): string[] => records.memory.all('note').map(({ id }) => id).sort()

describe('A tablet that missed a row', () => {
  it('does not know it at once, finds out within the hour, and fetches that bucket and no other', async () => {
    await note('kept')
    await note('missed')
    losesNext(({ id }) => id === 'missed')
    await tablet.sync()
    expect(notes()).toEqual(['kept'])
    anHourLater()
    expect(await tablet.sync()).toMatchObject({ end: 'settled' })
    expect(notes()).toEqual(['kept', 'missed'])
    expect(asked).toEqual([{ digest: true }, { digest: true, again: ['pupil:p1'] }])
    const again = await tablet.reopen()
    await again.loadOlder()
    expect(notes(again)).toEqual(['kept', 'missed'])
  })
  it('or the last change of one, or holds one that should be gone: the same', async () => {
    await note('stands')
    await tablet.sync()
    const stands = tablet.records.memory.get('note', 'stands')
    await tablet.records.sync.applyPage({ epoch: tablet.records.sync.state().epoch, from: tablet.records.sync.state().cursor, cursor: tablet.records.sync.state().cursor, more: false, lastN: 0, puts: [{ ...stands, id: 'left-over', seq: 3 } as never], dropBuckets: [], purge: [], scope: [], scopeV: tablet.records.sync.state().scopeV, serverWall: 0, leaseUntil: 0 }, tablet.wall.now)
    await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { reason: 'Punctuality' }, base: {} }))
    losesNext(({ id }) => id === 'm-p1')
    await tablet.sync()
    expect([notes(), tablet.records.memory.get('mentorship', 'm-p1')?.f.reason]).toEqual([['left-over', 'stands'], 'Lateness'])
    anHourLater()
    await tablet.sync()
    expect([notes(), tablet.records.memory.get('mentorship', 'm-p1')?.f.reason]).toEqual([['stands'], 'Punctuality'])
    const again = await tablet.reopen()
    await again.loadOlder()
    expect([notes(again), again.memory.get('mentorship', 'm-p1')?.f.reason]).toEqual([['stands'], 'Punctuality'])
  })
  it('keeps its own unsent work through it', async () => {
    await note('missed')
    losesNext(({ id }) => id === 'missed')
    await tablet.sync()
    await tablet.records.commit([{ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { reason: 'not mine to say' } }])
    anHourLater()
    await tablet.sync()
    expect(notes()).toEqual(['missed'])
    expect(tablet.records.outbox.waiting.value.count).toBe(0)
  })
  it('starts over where fetching the bucket again did not help', async () => {
    await note('missed')
    const { applyPage } = tablet.records.sync
    tablet.records.sync.applyPage = (page, ...rest) => applyPage(page.from.seq === 0 ? page : { ...page, puts: page.puts.filter(({ id }) => id !== 'missed') }, ...rest)
    await tablet.sync()
    anHourLater()
    expect(await tablet.sync()).toMatchObject({ end: 'settled' })
    expect(notes()).toEqual(['missed'])
  })
})

it('A tablet that has everything asks once an hour, and gets nothing sent twice', async () => {
  await tablet.sync()
  expect(asked).toEqual([])
  anHourLater()
  expect(await tablet.sync()).toMatchObject({ end: 'settled', received: 0 })
  await tablet.sync()
  expect(asked).toEqual([{ digest: true }])
})
it('A tablet whose clock was set back asks, and goes on asking until it was compared, also when the clock has come on meanwhile', async () => {
  const { applyPage } = tablet.records.sync
  tablet.wall.now -= 5 * COMPARE_EVERY_MS
  // The page that brought the digest came in two, of which neither has it.
  tablet.records.sync.applyPage = ({ digest: _, ...page }, ...rest) => applyPage(page, ...rest)
  await tablet.sync()
  tablet.records.sync.applyPage = applyPage
  tablet.wall.now += 5 * COMPARE_EVERY_MS + 60_000
  for (let round = 0; round < 3; round++) await tablet.sync()
  expect(asked).toEqual([{ digest: true }, { digest: true }])
})
it('A bucket that is no longer this person’s is not sent again but named as left', async () => {
  const wire = await server.tablet('mentor2')
  await wire.pull()
  const reply = await wire.post('/api/sync/v1/pull', { v: 1, epoch: wire.epoch, clientId: wire.clientId, cursor: wire.cursor, sv: 1, limit: 300, pending: 0, oldest: null, wall: 0, digest: true, again: ['pupil:p1', 'pupil:p3'] })
  const page = reply.json<{ puts: { b: string }[]; dropBuckets: string[]; again: string[]; digest: Record<string, string> }>()
  expect([page.dropBuckets, page.again, new Set(page.puts.map(({ b }) => b))]).toEqual([['pupil:p1'], ['pupil:p3'], new Set(['pupil:p3'])])
  expect(Object.keys(page.digest)).not.toContain('pupil:p1')
})
it('A digest tells a row that is missing, left over or stale', () => {
  const rows = [{ b: 'school', seq: 1 }, { b: 'pupil:p1', seq: 2 }, { b: 'pupil:p1', seq: 5 }]
  const said = Object.fromEntries(digestsOf(rows))
  const wrong = (held: typeof rows): string[] => differing(said, digestsOf(held))
  expect([wrong(rows), wrong(rows.slice(0, 2)), wrong([...rows, { b: 'school', seq: 9 }]), wrong([{ b: 'school', seq: 1 }, { b: 'pupil:p1', seq: 2 }, { b: 'pupil:p1', seq: 4 }]), wrong(rows.slice(1))])
    .toEqual([[], ['pupil:p1'], ['school'], ['pupil:p1'], ['school']])
})
