/**
 * What the server keeps beside a record (two versions, what was set aside, what was not accepted) is read by nobody who
 * may not read the record itself: every kind of record, every sort of bucket, everybody of a school.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mayWrite } from '../../src/domain/permission.ts'
import { bucketOf, isKind, KINDS, RECORDS, type Kind } from '../../src/domain/records.ts'
import { SETTLED_BY, type Conflict } from '../../src/domain/sync/conflict.ts'
import { opOf, type Parked } from '../../src/domain/sync/parked.ts'
import type { SetAside } from '../../src/domain/sync/setAside.ts'
import type { Json } from '../../src/domain/protocol.ts'
import { aServer, SCHOOL, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'
import { formsOf, HELD } from '../support/aSchoolToWriteIn.ts'

let server: AServer
let tablets: WireTablet[]
const sortOf = (bucket: string): string => bucket.replace(/^pupil:[^:]+/, 'pupil').replace(/^user:[^:]+/, 'user').replace(/^year:\d+/, 'year')
/** A few of each kind: what the server keeps beside them comes of itself. */
const THERE = KINDS.filter((t) => SETTLED_BY[t] === undefined && t !== 'setAside').flatMap((t) => HELD.filter((row) => row.t === t).slice(0, 5))
const ANYBODY = { own: false, pupilYear: undefined }
const canWrite = KINDS.filter((t) => RECORDS[t].nature === 'record' && SETTLED_BY[t] === undefined)

/** Two values that differ from what stands and from each other, as far as the kind takes them; a value it does not take is parked. */
function othersOf(t: Kind, field: string, value: Json): Json[] {
  const shipped = formsOf(t).flatMap(({ f }) => (f[field] === undefined ? [] : [f[field] as Json]))
  const made: Json[] = typeof value === 'string' ? [`${value} x`, `${value} y`, '2026-12-14', '2026-12-15', '15:05', '15:10'] : typeof value === 'number' ? [value + 1, value - 1] : typeof value === 'boolean' ? [!value] : ['x', 'y', 2, 3]
  return [...shipped, ...made].filter((one) => JSON.stringify(one) !== JSON.stringify(value))
}

/** In as few requests as they fit. */
async function sendAll(tablet: WireTablet, ops: readonly unknown[]): Promise<void> {
  for (let from = 0; from < ops.length; from += 100) await tablet.push(...ops.slice(from, from + 100))
}

beforeAll(async () => {
  server = await aServer({ rows: THERE })
  const [lead, lead2, admin, admin2] = [await server.tablet('lead'), await server.tablet('lead'), await server.tablet('admin'), await server.tablet('admin')]
  const [dht, office, mentor2] = [await server.tablet('dht'), await server.tablet('office'), await server.tablet('mentor2')]
  // Two tablets of whoever may write it, of which neither has seen anything of the other's.
  for (const [first, second, isTheirs] of [[admin, admin2, (t: Kind) => bucketOf(t, {}, '') === 'school' && mayWrite(admin.account, t, ANYBODY)], [lead, lead2, (t: Kind) => mayWrite(lead.account, t, ANYBODY)]] as const) {
    const rows = THERE.filter(({ t }) => canWrite.includes(t) && isTheirs(t))
    const sets = (tablet: WireTablet, turn: number) => rows.flatMap(({ t, id, f }) => Object.entries(f as Record<string, Json>).flatMap(([field, value]) =>
      othersOf(t, field, value).slice(0, 8).filter((_, index) => index % 2 === turn).map((other) => tablet.op({ kind: 'patch', t, id, bucket: bucketOf(t, f, id), f: { [field]: other }, base: { [field]: null } }))))
    await sendAll(first, sets(first, 0))
    await sendAll(second, sets(second, 1))
    // Taken back by one, written into by another who had not heard of it.
    await sendAll(first, rows.map(({ t, id, f }) => first.op({ kind: 'void', t, id, bucket: bucketOf(t, f, id), base: {} })))
    await sendAll(second, rows.map(({ t, id, f }) => second.op({ kind: 'patch', t, id, bucket: bucketOf(t, f, id), f: f as Record<string, unknown>, base: {} })))
  }
  // All that there is, written by those who mostly may not; and so that no server can read it.
  for (const tablet of [mentor2, dht, office, admin]) {
    const again = () => THERE.map(({ t, id, f }) => tablet.op({ t, id: `${id}-again`, bucket: bucketOf(t, f, id), f: f as Record<string, unknown> }))
    await sendAll(tablet, again())
    await sendAll(tablet, again().map((op) => ({ ...op, hlc: 'no clock' })))
  }
  tablets = []
  for (const { id } of STAFF) {
    const tablet = await server.tablet(id)
    await tablet.pull()
    tablets.push(tablet)
  }
}, 120_000)
afterAll(() => server.close())

const rowsOf = (t: Kind) => tablets.flatMap((tablet) => [...tablet.rows.values()].flatMap((row) => (row.t === t ? [{ tablet, row }] : [])))
const bucketOfOriginal = async ({ t, id }: { t: string; id: string }): Promise<string> =>
  (await server.store.db.selectFrom('row').select('bucket').where('school_id', '=', SCHOOL).where('t', '=', t).where('id', '=', id).executeTakeFirstOrThrow()).bucket

it.each(['conflict', 'setAside'] as const)('%s: whoever receives it reads the record that it is of, and whoever reads the record receives it', async (t) => {
  const sorts = new Set<string>()
  const all = Map.groupBy(rowsOf(t), ({ row }) => row.id)
  for (const [, held] of all) {
    const { about } = held[0]?.row.f as unknown as Conflict | SetAside
    const bucket = await bucketOfOriginal(about)
    sorts.add(sortOf(bucket))
    expect(held.map(({ tablet }) => tablet.account.id), `${t} about ${about.t} ${about.id}`).toEqual(tablets.filter(({ scope }) => scope.includes(bucket)).map(({ account }) => account.id))
  }
  expect([...sorts].sort()).toEqual([...new Set(THERE.filter((row) => canWrite.includes(row.t)).map((row) => sortOf(bucketOf(row.t, row.f, row.id))))].sort())
})

it('parked: whoever receives it made it, or reads what it is of', () => {
  const sorts = new Set<string>()
  for (const { tablet, row } of rowsOf('parked')) {
    const { author, payload } = row.f as unknown as Parked
    const sent = JSON.parse(payload) as { t: string; id: string; bucket: string; f: Record<string, unknown> }
    sorts.add(sortOf(sent.bucket))
    if (author === tablet.account.id) continue
    const named = isKind(sent.t) ? bucketOf(sent.t, sent.f, sent.id) : sent.bucket
    for (const bucket of [sent.bucket, named]) expect(tablet.scope.includes(bucket) || tablet.account.role === 'lead-mentor', `${tablet.account.id} holds ${row.id} of ${bucket}`).toBe(true)
  }
  expect([...sorts].sort()).toEqual(['pupil', 'pupil:agenda', 'pupil:candidate', 'pupil:desk', 'pupil:identity', 'pupil:restricted', 'school', 'user', 'year'])
  expect(rowsOf('parked').some(({ row }) => opOf(row.f as unknown as Parked) === undefined)).toBe(true)
})
