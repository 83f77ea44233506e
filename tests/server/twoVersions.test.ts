import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let mentor: WireTablet
let lead: WireTablet
const ID = 'review:p1:2026-12-07'
const review = { pupilId: 'p1', weekStart: '2026-12-07', outcome: null, wentWell: 'He was calm.', nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1 }
const signed = (by: string) => ({ by, name: by, at: 1, pupilInitials: '', numbers: { expectedMornings: 0, arrivals: 0, onTime: 0, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } })

beforeEach(async () => {
  server = await aServer()
  mentor = await server.tablet('mentor1')
  lead = await server.tablet('lead')
  await mentor.push(mentor.op({ t: 'weeklyReview', id: ID, f: review }))
  await Promise.all([mentor.pull(), lead.pull()])
})
afterEach(() => server.close())

const edit = (tablet: WireTablet, f: Record<string, unknown>, wall = server.clock.now) =>
  tablet.push(tablet.op({ kind: 'patch', t: 'weeklyReview', id: ID, f, base: Object.fromEntries(Object.keys(f).map((field) => [field, `${mentor.clientId}:1`])), wall }))
const conflicts = (tablet: WireTablet) => [...tablet.rows.values()].filter((row) => row.t === 'conflict')
const rewritten = async (): Promise<void> => {
  await edit(lead, { wentWell: 'Harvey was late twice.' }, server.clock.now - 5000)
  await edit(mentor, { wentWell: 'A good week.', outcome: 1 })
  await Promise.all([mentor.pull(), lead.pull()])
}

describe('two versions of one text', () => {
  it('are both kept, with who, when and on which tablet, where everyone of the case can see them', async () => {
    await edit(lead, { wentWell: 'Harvey was late twice.' }, server.clock.now - 5000)
    // The mentor's own chain is no conflict, so the mentor edits from a second tablet.
    const second = await server.tablet('mentor1')
    await second.pull()
    expect(await second.push(second.op({ kind: 'patch', t: 'weeklyReview', id: ID, f: { wentWell: 'A good week.' }, base: { wentWell: `${mentor.clientId}:1` } }))).toMatchObject({ results: [{ r: 'conflict' }] })
    await Promise.all([mentor.pull(), lead.pull()])
    expect(conflicts(mentor)).toEqual(conflicts(lead))
    expect(conflicts(lead)).toMatchObject([{ b: 'pupil:p1', f: {
      pupilId: 'p1', about: { t: 'weeklyReview', id: ID }, field: 'wentWell', base: 'He was calm.', resolved: null,
      versions: [{ value: 'Harvey was late twice.', by: 'lead', tablet: 'tablet-c' }, { value: 'A good week.', by: 'mentor1', at: server.clock.now, tablet: 'tablet-c' }],
    } }])
    expect(lead.fields('weeklyReview', ID)?.wentWell).toBe('A good week.')
  })
  it('are one conflict under one name, however often they are sent', async () => {
    await rewritten()
    const [only] = conflicts(lead)
    expect(conflicts(lead)).toHaveLength(1)
    expect(only?.id).toMatch(/^conflict:[\w-]{22}$/)
  })
  it('reach nobody who does not read the case', async () => {
    await rewritten()
    for (const name of ['mentor2', 'office', 'admin']) {
      const other = await server.tablet(name)
      await other.pull()
      expect(conflicts(other), name).toEqual([])
    }
  })
  it('are settled by an ordinary change, under one’s own name and nobody else’s', async () => {
    await rewritten()
    const id = conflicts(lead)[0]?.id ?? ''
    const base = { resolved: conflicts(lead)[0]?.s as string }
    const settle = (tablet: WireTablet, f: Record<string, unknown>) => tablet.push(tablet.op({ kind: 'patch', t: 'conflict', id, f, base }))
    expect(await settle(lead, { resolved: { by: 'mentor1', at: 1, how: 'first' } })).toMatchObject({ results: [{ r: 'parked', ref: 'forged-author' }] })
    expect(await settle(lead, { field: 'nextStep' })).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
    expect(await settle(lead, { resolved: { by: 'lead', at: 1, how: 'both' } })).toMatchObject({ results: [{ r: 'applied' }] })
    await mentor.pull()
    expect(mentor.fields('conflict', id)?.resolved).toEqual({ by: 'lead', at: 1, how: 'both' })
  })
  it('cannot be made up by a tablet', async () => {
    await rewritten()
    const f = { ...conflicts(lead)[0]?.f } as Record<string, unknown>
    expect(await lead.push(lead.op({ t: 'conflict', id: 'conflict:mine', f }))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
  })
})

it('Who had a value before them wrote later than it, though their clock says otherwise; whoever is heard last changes nothing in that', async () => {
  const [second, third] = [await server.tablet('mentor1'), await server.tablet('mentor1')]
  await Promise.all([second.pull(), third.pull()])
  const outcome = (tablet: WireTablet, value: number, sawStamp: string, wall: number) =>
    tablet.push(tablet.op({ kind: 'patch', t: 'weeklyReview', id: ID, f: { outcome: value }, base: { outcome: sawStamp }, wall, skew: null }))
  const now = server.clock.now
  // The Lead Mentor's clock is right; the mentor's, who sees that value, is a minute slow; a third, who saw neither, lies between.
  await outcome(lead, 2, `${mentor.clientId}:1`, now - 10_000)
  await outcome(second, -1, `${lead.clientId}:1`, now - 70_000)
  await outcome(third, 0, `${mentor.clientId}:1`, now - 30_000)
  await lead.pull()
  expect(lead.fields('weeklyReview', ID)?.outcome).toBe(-1)
})

describe('two additions to one text', () => {
  it('both stand, in the order they were made, each with its author', async () => {
    await edit(lead, { wentWell: 'He was calm. He rang home.' }, server.clock.now - 5000)
    const second = await server.tablet('mentor1')
    await second.pull()
    expect(await second.push(second.op({ kind: 'patch', t: 'weeklyReview', id: ID, f: { wentWell: 'He was calm. Planner signed.' }, base: { wentWell: `${mentor.clientId}:1` } }))).toMatchObject({ results: [{ r: 'merged' }] })
    await lead.pull()
    expect(lead.fields('weeklyReview', ID)?.wentWell).toBe('He was calm.\nHe rang home. (Name of lead)\nPlanner signed. (Name of mentor1)')
    expect(conflicts(lead)).toEqual([])
  })
})

describe('more than two additions to one text', () => {
  const adds = (tablet: WireTablet, text: string, base: string, wall: number) =>
    tablet.push(tablet.op({ kind: 'patch', t: 'weeklyReview', id: ID, bucket: 'pupil:p1', f: { wentWell: text }, base: { wentWell: base }, wall }))
  it('all stand, and an author who goes on before they have seen them takes none of them away', async () => {
    const [second, now] = [await server.tablet('mentor1'), server.clock.now]
    const started = `${mentor.clientId}:1`
    await adds(lead, 'He was calm. Rang home.', started, now - 9000)
    await adds(second, 'He was calm. Planner signed.', started, now - 8000)
    expect(await adds(lead, 'He was calm. Rang home. No answer.', `${lead.clientId}:1`, now - 7000)).toMatchObject({ results: [{ r: 'merged' }] })
    const dht = await server.tablet('lead')
    expect(await adds(dht, 'He was calm. Early twice.', started, now - 8500)).toMatchObject({ results: [{ r: 'merged' }] })
    await lead.pull()
    expect(lead.fields('weeklyReview', ID)?.wentWell).toBe('He was calm.\nEarly twice. (Name of lead)\nPlanner signed. (Name of mentor1)\nRang home. No answer. (Name of lead)')
    expect(conflicts(lead)).toEqual([])
  })
  it('stand beside what one of them then makes of it, and both are told', async () => {
    const now = server.clock.now
    const second = await server.tablet('mentor1')
    await adds(lead, 'He was calm. Rang home.', `${mentor.clientId}:1`, now - 9000)
    await adds(second, 'He was calm. Planner signed.', `${mentor.clientId}:1`, now - 8000)
    expect(await adds(lead, 'Quite another week.', `${lead.clientId}:1`, now - 7000)).toMatchObject({ results: [{ r: 'conflict' }] })
    await lead.pull()
    expect(conflicts(lead)).toMatchObject([{ f: { field: 'wentWell', versions: [{ value: 'He was calm.\nRang home. (Name of lead)\nPlanner signed. (Name of mentor1)', by: 'mentor1' }, { value: 'Quite another week.', by: 'lead' }] } }])
  })
})

it('A second signature does not replace the first, and is kept for the Lead Mentor to see', async () => {
  await edit(mentor, { signed: signed('mentor1') })
  server.clock.now += 1000
  await edit(lead, { signed: signed('lead') })
  await lead.pull()
  expect(lead.fields('weeklyReview', ID)?.signed?.by).toBe('mentor1')
  expect(conflicts(lead)).toMatchObject([{ f: { field: 'signed', versions: [{ by: 'mentor1' }, { by: 'lead' }] } }])
})

it('What is written into a record that was removed meanwhile is kept beside it', async () => {
  await mentor.push(mentor.op({ t: 'target', id: 't1', f: { pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'yes-no', scope: '', by: '2026-12-11', source: '', pupilWording: '', result: 'open', version: 1 } }))
  await lead.pull()
  await mentor.push(mentor.op({ kind: 'void', t: 'target', id: 't1', bucket: 'pupil:p1' }))
  server.clock.now += 1000
  await lead.push(lead.op({ kind: 'patch', t: 'target', id: 't1', f: { behaviour: 'gets the planner signed at home' }, base: {} }))
  await lead.pull()
  expect(conflicts(lead)).toMatchObject([{ f: { field: 'behaviour', versions: [{ removed: true, by: 'mentor1' }, { value: 'gets the planner signed at home', by: 'lead' }] } }])
})

it.each([['says what they had before them', true], ['has an older app, which says how far they had read', false]])('What somebody wrote into a record that is then taken back unseen is kept, and both are told, where whoever took it back %s', async (_, says) => {
  const saw = Object.fromEntries(Object.keys(review).map((field) => [field, `${mentor.clientId}:1`]))
  await edit(mentor, { wentWell: 'A good week.', outcome: 1 }, server.clock.now - 5000)
  const taken = lead.op({ kind: 'void', t: 'weeklyReview', id: ID, ...(says ? { base: saw } : {}) })
  expect(await lead.push(taken)).toMatchObject({ results: [{ r: 'conflict' }] })
  await Promise.all([mentor.pull(), lead.pull()])
  expect(conflicts(mentor)).toMatchObject([{ f: { field: 'wentWell', versions: [{ value: 'A good week.', by: 'mentor1' }, { value: null, removed: true, by: 'lead' }] } }])
  expect(conflicts(lead)).toEqual(conflicts(mentor))
  expect(await lead.push(taken)).toMatchObject({ results: [{ r: 'conflict' }] })
})
it('A record that is taken back by whoever has read all of it is settled', async () => {
  await edit(mentor, { wentWell: 'A good week.' })
  await lead.pull()
  expect(await lead.push(lead.op({ kind: 'void', t: 'weeklyReview', id: ID }))).toMatchObject({ results: [{ r: 'applied' }] })
  await lead.pull()
  expect(conflicts(lead)).toEqual([])
})
it('A review that two people begin at once has the words of both; what either left empty is no version of it', async () => {
  const id = 'review:p1:2026-12-14'
  const second = await server.tablet('lead')
  await mentor.push(mentor.op({ t: 'weeklyReview', id, f: { ...review, weekStart: '2026-12-14', wentWell: 'He was calm.' } }))
  expect(await second.push(second.op({ t: 'weeklyReview', id, f: { ...review, weekStart: '2026-12-14', wentWell: '', nextStep: 'Maths.' }, wall: server.clock.now + 60_000 }))).toMatchObject({ results: [{ r: 'applied' }] })
  await lead.pull()
  expect(lead.fields('weeklyReview', id)).toMatchObject({ wentWell: 'He was calm.', nextStep: 'Maths.' })
  expect(conflicts(lead)).toEqual([])
})

describe('a change that is not accepted', () => {
  const foreign = () => ({ t: 'note' as const, id: 'n9', f: { pupilId: 'p3', type: 'staff', text: 'Not mine to write', occurredAt: 1, enteredAt: 2, raise: false } })
  const parkedOf = async (name: string) => {
    const tablet = await server.tablet(name)
    await tablet.pull()
    return [...tablet.rows.values()].filter((row) => row.t === 'parked')
  }

  it('is whole before its author and the Lead Mentor, with the reason, and before no other mentor', async () => {
    await mentor.push(mentor.op(foreign()))
    for (const name of ['mentor1', 'lead']) {
      const [row] = await parkedOf(name)
      expect(row, name).toMatchObject({ id: `parked:${mentor.clientId}:2`, b: 'user:mentor1:parked', f: { author: 'mentor1', reason: 'forbidden', closed: null } })
      expect(JSON.parse((row?.f as { payload: string }).payload), name).toMatchObject({ f: { text: 'Not mine to write' } })
    }
    for (const name of ['mentor2', 'office', 'hoy9', 'admin']) expect(await parkedOf(name), name).toEqual([])
  })
  it('is settled by its author or the Lead Mentor only', async () => {
    await mentor.push(mentor.op(foreign()))
    const id = `parked:${mentor.clientId}:2`
    const dismiss = async (tablet: WireTablet, bucket = 'user:mentor1:parked') => tablet.push(tablet.op({ kind: 'patch', t: 'parked', id, bucket, f: { closed: { by: tablet.account.id, at: 1, how: 'dismissed', why: 'Written twice' } }, base: {} }))
    for (const bucket of ['user:mentor1:parked', 'user:mentor2:parked', 'user:mentor2']) expect(await dismiss(await server.tablet('mentor2'), bucket), bucket).toMatchObject({ results: [{ r: 'parked', ref: expect.stringMatching(/^(forbidden|no-record)$/) as string }] })
    // As an app says it that heard of it when it lay elsewhere.
    expect(await dismiss(mentor, 'user:mentor1')).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await dismiss(lead)).toMatchObject({ results: [{ r: 'merged' }] })
  })
})

describe('what two people set at once', () => {
  const asides = (tablet: WireTablet) => [...tablet.rows.values()].filter((row) => row.t === 'setAside')
  const setBoth = async (): Promise<void> => {
    await edit(lead, { outcome: -1 }, server.clock.now - 5000)
    const second = await server.tablet('mentor1')
    await second.pull()
    await second.push(second.op({ kind: 'patch', t: 'weeklyReview', id: ID, f: { outcome: 1 }, base: { outcome: `${mentor.clientId}:1` } }))
    await Promise.all([mentor.pull(), lead.pull()])
  }
  it('is kept beside what stands, with who and when, for everyone on the case and nobody else', async () => {
    await setBoth()
    expect(lead.fields('weeklyReview', ID)?.outcome).toBe(1)
    expect(asides(lead)).toMatchObject([{ b: 'pupil:p1', f: { pupilId: 'p1', about: { t: 'weeklyReview', id: ID }, field: 'outcome', stands: { value: 1, by: 'mentor1' }, aside: { value: -1, by: 'lead', at: server.clock.now - 5000 } } }])
    expect(asides(mentor)).toEqual(asides(lead))
    const other = await server.tablet('mentor2')
    await other.pull()
    expect(asides(other)).toEqual([])
  })
  it('is written by the server alone', async () => {
    await setBoth()
    const [row] = asides(lead)
    expect(await lead.push(lead.op({ t: 'setAside', id: 'aside:mine', f: { ...row?.f } }))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
    expect(await lead.push(lead.op({ kind: 'void', t: 'setAside', id: row?.id ?? '', bucket: 'pupil:p1' }))).toMatchObject({ results: [{ r: 'parked' }] })
  })
  it('is put back by an ordinary change that saw what stands', async () => {
    await setBoth()
    const saw = (lead.row('weeklyReview', ID)?.s as Record<string, string>)['outcome'] ?? ''
    expect(await lead.push(lead.op({ kind: 'patch', t: 'weeklyReview', id: ID, f: { outcome: -1 }, base: { outcome: saw } }))).toMatchObject({ results: [{ r: 'applied' }] })
    await mentor.pull()
    expect(mentor.fields('weeklyReview', ID)?.outcome).toBe(-1)
    expect(asides(mentor)).toHaveLength(1)
  })
})
