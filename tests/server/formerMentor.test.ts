/** A pupil gets another mentor while the first still writes without a network: what only adds is marked, what changes waits for the new mentor. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

const WEEK = '2026-12-07'
const BACKGROUND = { pupilId: 'p1', text: 'Grandmother is ill', source: 'home', who: 'Mother', on: '2026-12-09', reach: 'restricted', entered: 1 }
let server: AServer
let former: WireTablet
let mentor: WireTablet
let lead: WireTablet
beforeEach(async () => {
  server = await aServer()
  former = await server.tablet('mentor1')
  mentor = await server.tablet('mentor2')
  lead = await server.tablet('lead')
  await former.push(former.op({ t: 'target', id: 't1', f: { pupilId: 'p1', weekStart: WEEK, behaviour: 'Gets the planner signed', measure: 'yes-no', scope: '', by: '2026-12-11', source: '', pupilWording: '', result: 'open', version: 1 } }))
  for (const tablet of [former, mentor, lead]) await tablet.pull()
})
afterEach(() => server.close())

const note = (id: string, more: object = {}) => ({ t: 'note' as const, id, f: { pupilId: 'p1', type: 'staff', text: `Said on the stairs: ${id}`, occurredAt: 1, enteredAt: 2, raise: false }, ...more })
const met = (tablet: WireTablet, more: object = {}) => tablet.op({ kind: 'patch', t: 'target', id: 't1', f: { result: 'met' }, base: { result: `${former.clientId}:1` }, ...more })
async function handTo(mentorId: string): Promise<void> {
  await lead.pull()
  const { s } = lead.row('mentorship', 'm-p1') ?? {}
  await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId }, base: { mentorId: typeof s === 'string' ? s : (s?.['mentorId'] ?? null) } }))
}
async function held(t: 'parked' | 'parkedForMentor' | 'fromFormerMentor', ...people: string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const id of people) {
    const tablet = await server.tablet(id)
    await tablet.pull()
    found[id] = [...tablet.rows.values()].filter((row) => row.t === t).length
  }
  return found
}
const EVERYBODY = ['mentor1', 'mentor2', 'lead', 'hoy9', 'dht', 'office', 'admin']
const closing = (tablet: WireTablet, t: 'parked' | 'parkedForMentor', how: string, more: object = {}) =>
  tablet.op({ kind: 'patch', t, id: `parked:${former.clientId}:2`, f: { closed: { by: tablet.account.id, at: server.clock.now, how, why: `by ${tablet.account.id}` } }, base: { closed: `${former.clientId}:2` }, ...more })
const answers = async (): Promise<unknown[]> => {
  await lead.pull()
  return (['parked', 'parkedForMentor'] as const).map((t) => lead.fields(t, `parked:${former.clientId}:2`)?.closed)
}

describe('what only adds', () => {
  it('is marked late for everyone who reads it, with when it arrived', async () => {
    await handTo('mentor2')
    server.clock.now += 300_000
    expect(await former.push(former.op(note('n1')))).toMatchObject({ results: [{ r: 'applied' }] })
    await mentor.pull()
    const [mark] = [...mentor.rows.values()].filter((row) => row.t === 'fromFormerMentor')
    expect(mark).toMatchObject({ by: 'mentor1', b: 'pupil:p1', f: { pupilId: 'p1', about: { t: 'note', id: 'n1' }, at: server.clock.now } })
    expect(await held('fromFormerMentor', ...EVERYBODY)).toEqual({ mentor1: 0, mentor2: 1, lead: 1, hoy9: 1, dht: 1, office: 0, admin: 0 })
  })
  it('is marked no wider than it is read, where few may know of it', async () => {
    await handTo('mentor2')
    expect(await former.push(former.op({ t: 'background', id: 'b1', f: BACKGROUND }))).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await held('fromFormerMentor', ...EVERYBODY)).toEqual({ mentor1: 0, mentor2: 1, lead: 1, hoy9: 1, dht: 0, office: 0, admin: 0 })
  })
  it('is not marked where its author may write there anyway', async () => {
    await handTo('mentor2')
    const arrived = { type: 'arrived', pupilId: 'p1', date: '2026-12-10', session: 'am', at: '08:31', deviceTime: 1, estimatedTrueTime: 1, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 }
    for (const [tablet, op] of [[former, former.op({ t: 'arrivalEvent', id: 'a1', f: arrived })], [lead, lead.op(note('n2'))], [mentor, mentor.op(note('n3'))]] as const) expect(await tablet.push(op)).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await held('fromFormerMentor', 'lead')).toEqual({ lead: 0 })
  })
  it('is not marked as a mentor’s where a Head of Year wrote it before the pupil left the year', async () => {
    const hoy = await server.tablet('hoy9')
    await hoy.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'deskPupil', id: 'p1', f: { year: 10 }, base: { year: lead.row('deskPupil', 'p1')?.s as string } }))
    expect(await hoy.push(hoy.op({ t: 'background', id: 'b1', f: BACKGROUND }))).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await held('fromFormerMentor', 'lead')).toEqual({ lead: 0 })
  })
  it('is marked once, however often it is sent', async () => {
    await handTo('mentor2')
    const op = former.op(note('n1'))
    for (let times = 0; times < 3; times++) await former.push(op)
    expect(await held('fromFormerMentor', 'lead')).toEqual({ lead: 1 })
  })
})

describe('what would change another’s work', () => {
  it('waits for the new mentor too, whole, and for nobody who does not read the record', async () => {
    await handTo('mentor2')
    expect(await former.push(met(former))).toMatchObject({ results: [{ r: 'parked', ref: 'case-lost' }] })
    await mentor.pull()
    const row = mentor.row('parkedForMentor', `parked:${former.clientId}:2`)
    expect(row).toMatchObject({ b: 'pupil:p1', by: 'mentor1', f: { lies: 'pupil:p1', author: 'mentor1', reason: 'case-lost', closed: null } })
    expect(JSON.parse((row?.f as { payload: string }).payload)).toMatchObject({ t: 'target', id: 't1', f: { result: 'met' } })
    expect(await held('parkedForMentor', ...EVERYBODY)).toEqual({ mentor1: 0, mentor2: 1, lead: 1, hoy9: 1, dht: 1, office: 0, admin: 0 })
    expect(await held('parked', ...EVERYBODY)).toEqual({ mentor1: 1, mentor2: 0, lead: 1, hoy9: 0, dht: 0, office: 0, admin: 0 })
  })
  it('lies with what few may know of, where it is of that', async () => {
    await former.push(former.op({ t: 'background', id: 'b1', f: BACKGROUND }))
    await handTo('mentor2')
    expect(await former.push(former.op({ kind: 'void', t: 'background', id: 'b1', bucket: 'pupil:p1:restricted', base: {} }))).toMatchObject({ results: [{ r: 'parked', ref: 'case-lost' }] })
    expect(await held('parkedForMentor', ...EVERYBODY)).toEqual({ mentor1: 0, mentor2: 1, lead: 1, hoy9: 1, dht: 0, office: 0, admin: 0 })
  })
  it('follows the case when it moves again', async () => {
    await handTo('mentor2')
    await former.push(met(former))
    await mentor.pull()
    await handTo('mentor1')
    expect((await mentor.pull()).dropBuckets).toContain('pupil:p1')
    expect(await held('parkedForMentor', 'mentor1', 'mentor2')).toEqual({ mentor1: 1, mentor2: 0 })
  })
  it('comes with all of its action, also where that was cut in two', async () => {
    await handTo('mentor2')
    await former.push(met(former, { g: 'one' }), former.op(note('n1', { g: 'one' })))
    await former.push(former.op(note('n2', { g: 'one' })))
    expect(await held('parkedForMentor', 'mentor2')).toEqual({ mentor2: 3 })
    expect(await held('fromFormerMentor', 'lead')).toEqual({ lead: 0 })
  })
  it('is no concern of theirs where it never was the author’s to make, or was written since', async () => {
    await handTo('mentor2')
    await former.pull()
    const poison = former.op(note('n1', { g: 'two' }))
    const p3 = former.op({ ...note('n2', { g: 'two' }), f: { ...note('n2').f, pupilId: 'p3' } })
    for (const ops of [[met(former)], [poison, p3], [former.op({ ...note('n3'), t: 'note', f: { pupilId: 'p1' } })]]) await former.push(...ops)
    expect(await held('parkedForMentor', 'mentor2')).toEqual({ mentor2: 0 })
  })
})

describe('one answer settles it', () => {
  beforeEach(async () => {
    await handTo('mentor2')
    await former.push(met(former))
    for (const tablet of [former, mentor, lead]) await tablet.pull()
  })
  it.each([['mentor2', 'parkedForMentor'], ['mentor1', 'parked'], ['lead', 'parked'], ['lead', 'parkedForMentor']] as const)('by %s at %s, for everybody', async (who, t) => {
    const tablet = { mentor1: former, mentor2: mentor, lead }[who]
    expect(await tablet.push(closing(tablet, t, 'dismissed'))).toMatchObject({ results: [{ r: 'applied' }] })
    const closed = { by: who, at: server.clock.now, how: 'dismissed', why: `by ${who}` }
    expect(await answers()).toEqual([closed, closed])
    await former.pull()
    await mentor.pull()
    expect([former.fields('parked', `parked:${former.clientId}:2`)?.closed, mentor.fields('parkedForMentor', `parked:${former.clientId}:2`)?.closed]).toEqual([closed, closed])
  })
  it.each(['hoy9', 'dht', 'office', 'admin', 'mentor1'])('which %s does not give in the new mentor’s place', async (who) => {
    const tablet = await server.tablet(who)
    await tablet.pull()
    expect(await tablet.push(closing(tablet, 'parkedForMentor', 'dismissed'))).toMatchObject({ results: [{ r: 'parked' }] })
    expect(await answers()).toEqual([null, null])
  })
  it('and nobody gives it in another’s name', async () => {
    expect(await mentor.push(closing(mentor, 'parkedForMentor', 'dismissed', { f: { closed: { by: 'lead', at: 1, how: 'dismissed', why: '' } } }))).toMatchObject({ results: [{ r: 'parked', ref: 'forged-author' }] })
    expect(await mentor.push(closing(mentor, 'parkedForMentor', 'dismissed', { f: { payload: '' } }))).toMatchObject({ results: [{ r: 'parked' }] })
    expect(await answers()).toEqual([null, null])
  })
  it.each([[0, 1], [1, 0]])('the later of two given without a network, whichever is heard first', async (...order) => {
    const early = closing(mentor, 'parkedForMentor', 'sent-again')
    server.clock.now += 60_000
    const late = closing(former, 'parked', 'dismissed')
    server.clock.now += 60_000
    const sent = [() => mentor.push(early), () => former.push(late)]
    for (const index of order) await sent[index]?.()
    const [one, other] = await answers()
    expect(one).toEqual(other)
    expect(one).toMatchObject({ by: 'mentor1', how: 'dismissed' })
    for (const tablet of [former, mentor]) await tablet.pull()
    expect(mentor.fields('parkedForMentor', `parked:${former.clientId}:2`)?.closed).toEqual(one)
    // Which answer did not stand is kept, as of any field.
    const kept = (await server.store.db.selectFrom('field_history').selectAll().where('t', 'in', ['parked', 'parkedForMentor']).execute()).map(({ value }) => JSON.parse(value) as object)
    expect(kept).toEqual([expect.objectContaining({ by: 'mentor2', how: 'sent-again' })])
  })
  it('and when the pupil is erased, nothing of it is left', async () => {
    await former.push(former.op(note('n1', { seen: 0 })))
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    const rows = await server.store.db.selectFrom('row').select('t').where('t', 'in', ['parked', 'parkedForMentor', 'fromFormerMentor']).execute()
    expect(rows).toEqual([])
    for (const tablet of [former, mentor, lead]) {
      const told = new Set((await tablet.pull()).purge.map(({ t, id }) => `${t} ${id}`))
      const left = [...tablet.rows.values()].filter(({ t, id }) => ['parked', 'parkedForMentor', 'fromFormerMentor'].includes(t) && !told.has(`${t} ${id}`))
      expect(left).toEqual([])
    }
  })
})
