/** A tablet whose app is of last term, in a school where others have the new one: nothing of theirs is lost by it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plantSchool } from '../../server/seed.ts'
import { openSqlite } from '../../server/sqlite.ts'
import { push } from '../../server/sync/push.ts'
import { SEALED_VERSIONS, type Version } from '../../src/data/store/versions.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { Kind } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { upcast, type Steps } from '../../src/domain/sync/upcast.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { aServer, ROWS, SCHOOL, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const actor = (id: string): Actor => STAFF.find((one) => one.id === id) as Actor
const REVIEW = reviewId('p1', '2026-12-07')
const NEXT: Version[] = [...SEALED_VERSIONS, { number: 3, stores: { packs: 'k, t, dv' } }]
/** What only the new version knows: a field of a review, and a list inside it. */
const LATER = { mood: 'hopeful', plans: [{ who: 'Ms A', steps: [1, 2] }] }

let server: AServer
let old: SyncingTablet
let newer: WireTablet
beforeEach(async () => {
  server = await aServer({ rows: [...ROWS, { t: 'weeklyReview', id: REVIEW, f: emptyReview('p1', '2026-12-07'), by: 'mentor1', at: 0 }] })
  newer = await server.tablet('lead')
  await newer.pull()
  await newer.push(newer.op({ kind: 'patch', t: 'weeklyReview', id: REVIEW, f: LATER, base: { mood: null, plans: null } }))
  old = await aSyncingTablet(server, actor('mentor1'))
  await old.sync()
})
afterEach(() => server.close())

const fieldsAt = async (t: string, id: string): Promise<Record<string, unknown>> =>
  JSON.parse((await server.store.db.selectFrom('row').select('f').where('t', '=', t).where('id', '=', id).executeTakeFirstOrThrow()).f) as Record<string, unknown>
const write = async (wentWell: string): Promise<void> => {
  await old.records.commit([{ kind: 'patch', t: 'weeklyReview', id: REVIEW, f: { wentWell } }])
  expect(await old.sync()).toMatchObject({ end: 'settled' })
}

describe('A tablet that does not know a field', () => {
  it('edits what stands beside it and sends that alone: the field stays, at the server and on every other tablet', async () => {
    await write('Four prompt mornings.')
    const sent = old.records.outbox
    expect(await fieldsAt('weeklyReview', REVIEW)).toMatchObject({ ...LATER, wentWell: 'Four prompt mornings.' })
    await newer.pull()
    expect(newer.fields('weeklyReview', REVIEW)).toMatchObject({ ...LATER, wentWell: 'Four prompt mornings.' })
    const ops = await server.store.db.selectFrom('op').select('op').where('client_id', '=', old.wire.clientId).execute()
    expect(ops.map(({ op }) => Object.keys((JSON.parse(op) as { f: object }).f))).toEqual([['wentWell']])
    expect(sent.waiting.value.count).toBe(0)
  })
  it('keeps it through a lock and an upgrade of its own database, and does not lose it by its next edit', async () => {
    await old.reopen(NEXT)
    await old.records.loadOlder()
    expect(old.records.memory.get('weeklyReview', REVIEW)?.f).toMatchObject(LATER)
    await write('After the update.')
    expect(await fieldsAt('weeklyReview', REVIEW)).toMatchObject({ ...LATER, wentWell: 'After the update.' })
  })
  it('begins the same record anew without it, offline: the field stays', async () => {
    const other = await aSyncingTablet(server, actor('mentor1'))
    await other.records.commit([{ kind: 'add', t: 'weeklyReview', id: REVIEW, f: { ...emptyReview('p1', '2026-12-07'), nextStep: 'The fifth.' } }])
    await other.sync()
    expect(await fieldsAt('weeklyReview', REVIEW)).toMatchObject(LATER)
  })
  it('says that an update shows more, and goes on', () => {
    expect(old.records.memory.newer.value).toBe(1)
  })
})

describe('A tablet that does not know a kind of record, or a sort of fact', () => {
  const later = async (row: { t: string; id: string; bucket: string; f: object }): Promise<void> => {
    const { head } = await server.store.db.updateTable('school').set((is) => ({ head: is('head', '+', 1) })).returning('head').executeTakeFirstOrThrow()
    await server.store.db.insertInto('row').values({ school_id: SCHOOL, seq: head, s: '"client-of-later:1"', h: '""', by: 'lead', at: 0, void: null, ...row, f: JSON.stringify(row.f) }).execute()
  }
  beforeEach(async () => {
    await later({ t: 'letterHome', id: 'l1', bucket: 'pupil:p1', f: { pupilId: 'p1', date: '2026-09-10', text: 'Dear parents' } })
    await later({ t: 'arrivalEvent', id: 'e9', bucket: 'pupil:p1:desk', f: { type: 'excused', pupilId: 'p1', date: '2026-12-10', session: 'am' } })
    expect(await old.sync()).toMatchObject({ end: 'settled' })
  })
  const held = () => [...old.records.memory.serverRows()].filter(({ id }) => id === 'l1' || id === 'e9').map(({ t, f }) => [t, f]).sort()
  const BOTH = [['arrivalEvent', { type: 'excused', pupilId: 'p1', date: '2026-12-10', session: 'am' }], ['letterHome', { pupilId: 'p1', date: '2026-09-10', text: 'Dear parents' }]]

  it('keeps them as they came, shows neither, counts them, and goes on sending and receiving', async () => {
    expect(held()).toEqual(BOTH)
    expect(old.records.memory.all('arrivalEvent')).toEqual([])
    expect(old.records.memory.newer.value).toBe(3)
    await write('And it goes on.')
    const again = await old.reopen(NEXT)
    await again.loadOlder()
    expect(held()).toEqual(BOTH)
    expect(again.memory.newer.value).toBe(3)
  })
  it('lets them go with the bucket they came in', async () => {
    await newer.pull()
    await newer.push(newer.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: 'mentor2' }, base: {} }))
    await old.sync()
    expect(held().map(([t]) => t)).toEqual(['arrivalEvent'])
    expect(old.records.memory.newer.value).toBe(1)
  })
})

describe('A change in the words of an earlier version', () => {
  // None is needed yet; this is how one would be: version 1 said "scope", version 2 says "where", and wants it filled.
  const STEP: Steps = { 1: ({ f: { scope = '', ...f } = {}, ...op }) => ({ ...op, f: { ...f, source: scope } }) }
  const op = { n: 1, kind: 'add' as const, t: 'target', id: 't1', bucket: 'pupil:p1', seen: 0, hlc: hlcOf(1, 0), wall: 1, skew: 0, sv: 1, f: { pupilId: 'p1', scope: 'mornings' } }
  it('is read in today’s, step by step, and what today’s version wrote is left alone', () => {
    expect(upcast(op, STEP, 2).f).toEqual({ pupilId: 'p1', source: 'mornings' })
    expect(upcast({ ...op, sv: 2 }, STEP, 2).f).toEqual(op.f)
    expect(upcast(op, { ...STEP, 2: (one) => ({ ...one, id: 'renamed' }) }, 3)).toMatchObject({ id: 'renamed', f: { source: 'mornings' } })
    expect(upcast(op)).toBe(op)
  })
  it('is taken in in today’s words, and kept as it was sent', async () => {
    const store = await openSqlite(':memory:')
    await plantSchool(store, { schoolId: SCHOOL, name: 'Test School', accounts: STAFF.map((one) => ({ ...one, passphraseHash: '-' })), rows: ROWS })
    const account = await store.db.selectFrom('account').selectAll().where('id', '=', 'mentor1').executeTakeFirstOrThrow()
    const { epoch } = await store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    const sent = { ...op, f: { pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'is on time', measure: 'yes-no', scope: 'mornings', by: '2026-12-11', pupilWording: '', result: 'open', version: 1 } }
    const today: Steps = { 1: (one) => ({ ...one, f: { ...one.f, source: one.f?.['scope'] ?? '' } }) }
    const request = { v: 1 as const, epoch, clientId: 'client-of-old', wall: 1, pending: 1, oldest: null, ops: [sent] }
    const { reply } = await push(store, { account, tabletId: 'tablet-of-old' }, request, 5, (one) => upcast(one, today, 2))
    expect(reply).toMatchObject({ results: [{ r: 'applied' }] })
    const [row] = await store.db.selectFrom('row').select('f').where('t', '=', 'target' satisfies Kind).execute()
    const [logged] = await store.db.selectFrom('op').select('op').execute()
    expect([JSON.parse(row?.f ?? ''), JSON.parse(logged?.op ?? '')]).toEqual([{ ...sent.f, source: 'mornings' }, sent])
    await store.close()
  })
})
