import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/domain/protocol.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let one: WireTablet
beforeEach(async () => {
  server = await aServer()
  one = await server.tablet('mentor1')
})
afterEach(() => server.close())

const note = (id: string, pupilId = 'p1', text = 'Settled in Maths') => ({ t: 'note' as const, id, f: { pupilId, type: 'staff', text, occurredAt: 1, enteredAt: 2, raise: false } })
const tap = (id: string, pupilId = 'p1') => ({
  t: 'arrivalEvent' as const, id,
  f: { type: 'arrived', pupilId, date: '2026-12-10', session: 'am', at: '08:31', deviceTime: 1, estimatedTrueTime: 1, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 },
})
const review = (f: object = {}) => ({
  t: 'weeklyReview' as const, id: 'review:p1:2026-12-07',
  f: { pupilId: 'p1', weekStart: '2026-12-07', outcome: null, wentWell: '', nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1, ...f },
})
const parked = () => server.store.db.selectFrom('parked').selectAll().execute()
const count = async (table: 'op' | 'row' | 'field_history') => (await server.store.db.selectFrom(table).selectAll().execute()).length

describe('a change reaches the server exactly once', () => {
  it('applies an operation and says how far it has come', async () => {
    expect(await one.push(one.op(note('n1')))).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'applied' }] })
    await one.pull()
    expect(one.row('note', 'n1')).toMatchObject({ by: 'mentor1', b: 'pupil:p1', s: `${one.clientId}:1`, at: server.clock.now })
    expect(one.lastN).toBe(1)
  })
  it('answers a repeated push as it answered the first, because the reply may have been lost', async () => {
    const ops = [one.op(note('n1')), one.op(note('n2', 'p3')), one.op(note('n3'))]
    const first = await one.push(...ops)
    const rows = await count('row')
    expect(await one.push(...ops)).toEqual(first)
    expect(await one.push(ops[2], one.op(note('n4')))).toMatchObject({ lastN: 4, results: [{ n: 3, r: 'applied' }, { n: 4, r: 'applied' }] })
    expect(await count('row')).toBe(rows + 1)
    expect(await count('op')).toBe(4)
  })
  it('says which operation it waits for when one is missing', async () => {
    const [, second] = [one.op(note('n1')), one.op(note('n2'))]
    expect(await one.push(second)).toEqual({ err: 'gap', expect: 1 })
    expect(await count('op')).toBe(0)
  })
  it('takes what comes before a gap', async () => {
    const [first, , third] = [one.op(note('n1')), one.op(note('n2')), one.op(note('n3'))]
    expect(await one.push(first, third)).toEqual({ err: 'gap', expect: 2 })
    await one.pull()
    expect(one.lastN).toBe(1)
  })
  it('notices two tablets under one name by the same number with another content', async () => {
    const op = one.op(note('n1'))
    await one.push(op)
    expect(await one.push({ ...op, f: { ...op.f, text: 'Another' } })).toEqual({ err: 'fork' })
    expect(await one.push({ ...one.op(note('n2')), n: 2 }, { ...one.op(note('n3')), n: 2 })).toEqual({ err: 'fork' })
  })
  it('does not take the order of fields for another content', async () => {
    const op = one.op(note('n1'))
    await one.push(op)
    expect(await one.push(Object.fromEntries(Object.entries(op).reverse()))).toMatchObject({ lastN: 1 })
  })
  it('sends another person who took over a tablet’s name to take a new one', async () => {
    await one.push(one.op(note('n1')))
    const other = await server.tablet('mentor2', one.clientId)
    expect(await other.push(other.op(tap('a1')))).toEqual({ err: 'fork' })
    await other.pull()
    expect(other.lastN).toBe(0)
  })
  it('tells a tablet from before a restore that this is another time', async () => {
    await one.push(one.op(note('n1')))
    await server.store.db.updateTable('school').set({ epoch: 'after-restore' }).execute()
    expect(await one.push(one.op(note('n2')))).toEqual({ err: 'epoch', epoch: 'after-restore', lastN: 1 })
    expect(await one.page()).toEqual({ err: 'epoch', epoch: 'after-restore', lastN: 1 })
  })
})

describe('one bad operation never stops the next', () => {
  const bad: [string, (tablet: WireTablet) => object, string][] = [
    ['nonsense', (t) => ({ n: ++t.n, nonsense: true }), 'malformed'],
    ['an unknown kind', (t) => ({ ...t.op(note('x')), t: 'detention' }), 'unknown-kind'],
    ['fields that do not fit', (t) => t.op({ ...note('x'), f: { ...note('x').f, type: 'gossip' } }), 'bad-fields'],
    ['a bucket that is not the record’s', (t) => t.op({ ...note('x'), bucket: 'pupil:p2' }), 'wrong-bucket'],
    ['a case slipped into the desk', (t) => t.op({ ...note('x', 'p1:desk'), bucket: 'pupil:p1:desk' }), 'wrong-bucket'],
    ['a note about another mentor’s pupil', (t) => t.op(note('x', 'p3')), 'forbidden'],
    ['a setting, which is the DHT’s', (t) => t.op({ t: 'setting', id: 'dayEnds', f: { key: 'dayEnds', value: '15:00' } }), 'forbidden'],
    ['the office’s confirmation', (t) => t.op({ t: 'arrivalEvent', id: 'x', f: { type: 'confirmed', pupilId: 'p1', date: '2026-12-10', session: 'am', mark: 'U', name: t.account.name, role: 'mentor' } }), 'forbidden'],
    ['an amendment in another’s name', (t) => t.op({ t: 'arrivalEvent', id: 'x', f: { type: 'withdrawn', pupilId: 'p1', date: '2026-12-10', session: 'am', reason: 'Wrong pupil', name: 'The Head', role: 'dht' } }), 'forged-author'],
    ['a sign-off in another’s name', (t) => t.op(review({ signed: { by: 'lead', name: 'L', at: 1, pupilInitials: 'P', numbers: { expectedMornings: 0, arrivals: 0, onTime: 0, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } } })), 'forged-author'],
    ['a change to what is not there', (t) => t.op({ kind: 'patch', t: 'target', id: 'x', f: { result: 'met' }, bucket: 'pupil:p1' }), 'no-record'],
    ['a void of what is not there', (t) => t.op({ kind: 'void', t: 'note', id: 'x', bucket: 'pupil:p1' }), 'no-record'],
    ['another review’s name', (t) => t.op({ ...review(), id: 'review:p3:2026-12-07' }), 'bad-fields'],
  ]
  it.each(bad)('parks %s whole, with its reason, and goes on', async (_what, make, reason) => {
    const op = make(one)
    expect(await one.push(op, one.op(note('n1')))).toMatchObject({ lastN: 2, results: [{ n: 1, r: 'parked', ref: reason }, { n: 2, r: 'applied' }] })
    const [kept] = await parked()
    expect(kept).toMatchObject({ account_id: 'mentor1', n: 1, reason })
    expect(JSON.parse(kept?.raw ?? '')).toEqual(op)
  })
  it.each(['\0', 'p1\0', '\0p1', '\ud800', 'p1\udfff', '\0\ud800'])('parks what names a pupil by letters that no database holds, and takes the next (%j)', async (pupilId) => {
    await one.pull()
    const base = { text: `${one.clientId}\0:1`, pupilId: '\ud800:1' }
    const odd = [
      one.op({ ...note('b1', pupilId), bucket: 'pupil:p1' }), one.op({ ...tap('b2', pupilId), bucket: 'pupil:p1:desk', g: pupilId }), one.op({ ...tap('b3'), g: pupilId }),
      { ...one.op(note('b4', pupilId)), t: `note${pupilId}`, bucket: 'pupil:p1' }, one.op({ kind: 'patch', t: 'note', id: 'n0', bucket: 'pupil:p1', f: { pupilId }, base }), { ...one.op(note('b6')), more: pupilId },
    ]
    const reply = await one.push(...[one.op(note('n0')), ...odd, one.op(note('n8'))].map((op, at) => ({ ...op, n: at + 1 })))
    expect(reply).toMatchObject({ lastN: 8, results: [{ r: 'applied' }, ...odd.map(() => ({ r: 'parked' })), { r: 'applied' }] })
    expect((await parked()).map(({ raw }) => (JSON.parse(raw) as { id: string }).id).sort()).toEqual(['b1', 'b2', 'b3', 'b4', 'b6', 'n0'])
    for (const op of odd) expect((await one.post(PATHS.handin, { clientId: one.clientId, op })).statusCode).toBe(204)
  })
  it('keeps a fact as it was first written', async () => {
    expect(await one.push(one.op(note('n1')), one.op(note('n1')), one.op(note('n1', 'p1', 'Rewritten')), one.op({ ...note('n1'), kind: 'patch', f: { text: 'Edited' }, bucket: 'pupil:p1' }))).toMatchObject({
      results: [{ r: 'applied' }, { r: 'applied' }, { r: 'parked', ref: 'fact-exists' }, { r: 'parked', ref: 'fact-edited' }],
    })
    await one.pull()
    expect(one.fields('note', 'n1')?.text).toBe('Settled in Maths')
  })
  it('answers a change to half of a fact that the school’s rules ask after', async () => {
    const dht = await server.tablet('dht')
    const phrase = { t: 'phrase' as const, id: 'phrase-1', f: { language: 'Polish', of: 'frame:about', english: 'About', text: 'Dotyczy', translator: 'Mrs Kowalska', at: 1 } }
    const handed = { t: 'handOver' as const, id: 'h1', f: { type: 'handed', pupilId: 'p1', date: '2026-12-10', session: 'am', entered: 1, name: one.account.name, role: 'mentor', mark: '/', at: '08:41', how: 'code', receipt: false } }
    expect(await dht.push(dht.op(phrase), dht.op({ ...phrase, kind: 'patch', f: { translator: 'Nobody' } }))).toMatchObject({ results: [{ r: 'applied' }, { ref: 'fact-edited' }] })
    expect(await one.push(one.op(handed), one.op({ ...handed, kind: 'patch', f: { mark: 'L' }, bucket: 'pupil:p1:desk' }), one.op(note('n1')))).toMatchObject({ results: [{ r: 'applied' }, { ref: 'bad-fields' }, { r: 'applied' }] })
  })
  it('answers for another’s record as if there were none, whatever is tried with it', async () => {
    const other = await server.tablet('mentor2')
    await other.push(other.op(note('theirs', 'p3')), other.op({ ...note('aside', 'p3'), t: 'safeguarding', f: { pupilId: 'p3', step: 'to-tell', at: 1, from: 'writing' } }))
    const tries = (t: WireTablet, noted: string, told: string) => [
      t.op({ kind: 'void', t: 'note', id: noted, bucket: 'pupil:p3' }), t.op({ kind: 'patch', t: 'note', id: noted, f: { text: 'x' }, bucket: 'pupil:p3' }), t.op(note(noted, 'p3', 'Mine')),
      t.op({ kind: 'void', t: 'note', id: noted, bucket: 'pupil:p1' }), t.op({ kind: 'patch', t: 'note', id: noted, f: { text: 'x' }, bucket: 'pupil:p1' }),
      t.op({ kind: 'void', t: 'safeguarding', id: told, bucket: 'pupil:p3' }), t.op({ kind: 'patch', t: 'safeguarding', id: told, f: { at: 2 }, bucket: 'pupil:p3' }),
    ]
    const reasons = async (...ops: object[]) => (await one.push(...ops) as { results: { ref?: string }[] }).results.map(({ ref }) => ref)
    const there = await reasons(...tries(one, 'theirs', 'aside'))
    expect(there).toEqual(['forbidden', 'forbidden', 'forbidden', 'no-record', 'no-record', 'no-record', 'no-record'])
    expect(await reasons(...tries(one, 'not-there', 'nor-this'))).toEqual(there)
  })
  it('applies an action of several operations whole or not at all', async () => {
    const reply = await one.push(one.op({ ...note('n1'), g: 'act' }), one.op({ ...note('n2', 'p3'), g: 'act' }), one.op({ ...note('n3'), g: 'act' }), one.op(note('n4')))
    expect(reply).toMatchObject({ lastN: 4, results: [{ r: 'parked', ref: 'group' }, { r: 'parked', ref: 'forbidden' }, { r: 'parked', ref: 'group' }, { r: 'applied' }] })
    await one.pull()
    expect([...one.rows.keys()].filter((key) => key.startsWith('note'))).toEqual(['note n4'])
  })
  it('takes an action by any name', async () => {
    expect(await one.push(one.op({ ...note('n1'), g: 'a\0b' }), one.op({ ...note('n2', 'p1', 'a\0b \ud800'), g: '\ud800' }))).toMatchObject({ results: [{ r: 'applied' }, { r: 'applied' }] })
    await one.pull()
    expect(one.fields('note', 'n2')?.text).toBe('a\0b \ud800')
  })
  it('parks the rest of an action whose beginning was parked in an earlier push', async () => {
    await one.push(one.op({ ...note('n1', 'p3'), g: 'act' }))
    expect(await one.push(one.op({ ...note('n2'), g: 'act' }))).toMatchObject({ results: [{ r: 'parked', ref: 'group' }] })
  })
  it('lets a later operation of an action build on an earlier one', async () => {
    const id = 'review:p1:2026-12-07'
    expect(await one.push(one.op({ ...review(), g: 'a' }), one.op({ kind: 'patch', t: 'weeklyReview', id, f: { wentWell: 'Mornings' }, base: { wentWell: `${one.clientId}:1` }, g: 'a', bucket: 'pupil:p1' }))).toMatchObject({
      results: [{ r: 'applied' }, { r: 'applied' }],
    })
    await one.pull()
    expect(one.fields('weeklyReview', id)?.wentWell).toBe('Mornings')
  })
})

describe('two tablets', () => {
  it('both mark one pupil, and both taps are kept', async () => {
    const two = await server.tablet('mentor2')
    await Promise.all([one.push(one.op(tap('a1'))), two.push(two.op(tap('a2')))])
    await Promise.all([one.pull(), two.pull()])
    for (const tablet of [one, two]) expect([...tablet.rows.keys()].filter((key) => key.startsWith('arrivalEvent')).sort()).toEqual(['arrivalEvent a1', 'arrivalEvent a2'])
  })
  it('keep the value that is not shown when both wrote without seeing the other', async () => {
    const lead = await server.tablet('lead')
    await one.push(one.op(review()))
    await one.pull()
    await lead.pull()
    const base = { wentWell: one.row('weeklyReview', review().id)?.s as string }
    server.clock.now += 60_000
    const change = (wentWell: string, wall: number) => ({ kind: 'patch' as const, t: 'weeklyReview' as const, id: review().id, f: { wentWell }, base, wall })
    expect(await lead.push(lead.op(change('Late in the day', server.clock.now)))).toMatchObject({ results: [{ r: 'applied' }] })
    const third = await server.tablet('mentor1')
    await third.pull()
    expect(await third.push(third.op(change('Earlier', server.clock.now - 30_000)))).toMatchObject({ results: [{ r: 'conflict' }] })
    await third.pull()
    expect(third.fields('weeklyReview', review().id)?.wentWell).toBe('Late in the day')
    const [lost] = await server.store.db.selectFrom('field_history').selectAll().execute()
    expect(lost).toMatchObject({ field: 'wentWell', value: '"Earlier"', stamp: `${third.clientId}:1`, concurrent_with: `${lead.clientId}:1` })
  })
  it('are never refused for their clocks, however wrong', async () => {
    for (const wall of [0, -5e15, 1, 9e15, 1e300]) expect(await one.push({ ...one.op(note(`n${one.n}`)), wall, skew: wall === 1 ? -1e12 : null, hlc: wall > 1 ? 'ffffffffffffffff' : '0000000000000000' })).toMatchObject({ results: [{ r: 'applied' }] })
    await one.pull()
    for (const row of one.rows.values()) expect(row.at).toBeLessThanOrEqual(server.clock.now)
  })
})

describe('a request that cannot be read', () => {
  it.each(['', '{', 'null', '[]', '"x"', '{"v":2}', '{"v":1,"ops":"many"}', '{"__proto__":{"a":1}}', '['.repeat(100_000), `{"v":1,"ops":${'['.repeat(5000)}${']'.repeat(5000)}}`, '\u0000',
    '{"v":1,"epoch":{"length":{"toString":1}},"username":{"length":{"toString":1}},"refresh":{"length":{"toString":1}},"ops":[{"n":1,"t":{"length":{"toString":1}}}]}'])('is refused and never breaks the server (%#)', async (payload) => {
    for (const url of [PATHS.push, PATHS.pull, PATHS.session, PATHS.refresh]) {
      const reply = await server.ask({ method: 'POST', url, payload, headers: { cookie: one.cookie, 'content-type': 'application/json' } })
      expect(reply.statusCode, url).toBeGreaterThanOrEqual(400)
      expect(reply.statusCode, url).toBeLessThan(500)
      expect(Object.keys(reply.json())).toEqual(['error', 'message'])
    }
  })
  it('is told when it is too much at once', async () => {
    const reply = await one.post(PATHS.push, { filler: 'x'.repeat(600_000) })
    expect(reply.statusCode).toBe(413)
    expect(reply.json()).toMatchObject({ error: 'too-large' })
  })
  it('can be handed in as it is, for a person to look at', async () => {
    const payload = '{"broken": \u00e9'
    const reply = await server.ask({ method: 'POST', url: PATHS.handin, payload, headers: { cookie: one.cookie, 'content-type': 'application/json' } })
    expect(reply.statusCode).toBe(204)
    const [kept] = await server.store.db.selectFrom('handin').selectAll().execute()
    expect(Buffer.from(kept?.bytes ?? []).toString()).toBe(payload)
  })
})

describe('what is not theirs to change', () => {
  const walkIn = (id: string, f: object = {}) => ({ t: 'deskPupil' as const, id, f: { preferredName: 'Sam', surname: 'New', form: '9A', year: 9, walkIn: true, ...f } })
  it('lets any mentor add a pupil who is not on the list, and nobody’s mentor rewrite who a pupil is', async () => {
    await one.pull()
    expect(await one.push(one.op(walkIn('w1')))).toMatchObject({ results: [{ r: 'applied' }] })
    const renamed = { kind: 'patch' as const, t: 'deskPupil' as const, id: 'p1', f: { year: 8 }, base: {} }
    expect(await one.push(one.op(renamed), one.op(walkIn('w2', { walkIn: false })))).toMatchObject({ results: [{ r: 'parked' }, { r: 'parked' }] })
    const lead = await server.tablet('lead')
    await lead.pull()
    await lead.push(lead.op(renamed))
    await lead.pull()
    expect(lead.fields('deskPupil', 'p1')?.year).toBe(8)
  })
  it('lets a note be undone by who wrote it and by the Lead Mentor, and by nobody else', async () => {
    const lead = await server.tablet('lead')
    await lead.push(lead.op(note('theirs')), lead.op(note('also-theirs')))
    await one.pull()
    expect(await one.push(one.op({ kind: 'void', t: 'note', id: 'theirs' }))).toMatchObject({ results: [{ r: 'parked' }] })
    await one.push(one.op(note('mine')))
    expect(await lead.push(lead.op({ kind: 'void', t: 'note', id: 'mine', bucket: 'pupil:p1' }))).toMatchObject({ results: [{ r: 'applied' }] })
  })
})
