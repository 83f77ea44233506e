import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { stampOf } from '../../src/domain/records.ts'
import { valuesOf } from '../../src/domain/week/reviewWriting.ts'
import { emptyReview, type WeeklyReview } from '../../src/domain/week/weeklyReview.ts'

let server: AServer
let mentor: WireTablet
let lead: WireTablet
const ID = 'review:p1:2026-12-07'
const review: WeeklyReview = { ...emptyReview('p1', '2026-12-07'), outcome: 0, wentWell: 'He was calm.', nextStep: 'Maths.' }
const signature = (by: string) => ({ by, name: by, at: 1, pupilInitials: 'HD', numbers: { expectedMornings: 0, arrivals: 0, onTime: 0, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } })

beforeEach(async () => {
  server = await aServer()
  mentor = await server.tablet('mentor1')
  lead = await server.tablet('lead')
  await mentor.push(mentor.op({ t: 'weeklyReview', id: ID, f: review }))
  await Promise.all([mentor.pull(), lead.pull()])
})
afterEach(() => server.close())

/** As the tablet has it before it now. */
const patch = (tablet: WireTablet, f: Record<string, unknown>): Op =>
  tablet.op({ kind: 'patch', t: 'weeklyReview', id: ID, f, base: Object.fromEntries(Object.keys(f).map((field) => [field, stampOf(tablet.row('weeklyReview', ID), field)])) })
const signing = (tablet: WireTablet, f: Partial<WeeklyReview> = {}): Op => patch(tablet, { ...valuesOf({ ...(tablet.fields('weeklyReview', ID) ?? review), ...f }), signed: signature(tablet.account.id) })
const heardByAll = () => Promise.all([mentor.pull(), lead.pull()])
const of = (tablet: WireTablet, t: string) => [...tablet.rows.values()].filter((row) => row.t === t)
const words = (tablet: WireTablet) => of(tablet, 'conflict').map((row) => row.f as { field: string; versions: { value: unknown; by: string }[] }).map(({ field, versions }) => [field, ...versions.map(({ by, value }) => `${by}: ${String(value)}`)])

it.each(['the signature', 'the edit'])('What is written offline while the mentor signs does not change what was signed; both people and the Lead Mentor see it, where %s is heard first', async (first) => {
  const [sign, edit] = [signing(mentor, { nextStep: 'English.' }), patch(lead, { wentWell: 'Harvey was late twice.', outcome: -1 })]
  server.clock.now += 60_000
  if (first === 'the signature') await mentor.push(sign)
  const told = await lead.push(edit)
  if (first === 'the edit') {
    expect(told).toMatchObject({ results: [{ r: 'applied' }] })
    expect(await mentor.push(sign)).toMatchObject({ results: [{ r: 'conflict' }] })
  } else expect(told).toMatchObject({ results: [{ r: 'conflict' }] })
  await heardByAll()
  expect(lead.fields('weeklyReview', ID)).toMatchObject({ wentWell: 'He was calm.', outcome: 0, nextStep: 'English.', signed: { by: 'mentor1' } })
  expect(words(mentor).sort()).toEqual(words(lead).sort())
  expect(new Map(words(lead).map(([field, ...both]) => [field, both.sort()]))).toEqual(new Map([['wentWell', ['lead: Harvey was late twice.', 'mentor1: He was calm.']], ['outcome', ['lead: -1', 'mentor1: 0']]]))
  expect(of(lead, 'setAside')).toEqual([])
  const dht = await server.tablet('dht')
  await dht.pull()
  expect(words(dht).sort()).toEqual(words(lead).sort())
})

it('Who edits and then signs, and a Lead Mentor who amends what they have read, are in nobody’s way', async () => {
  expect(await mentor.push(patch(mentor, { wentWell: 'A good week.' }), signing(mentor, { wentWell: 'A good week.' }))).toMatchObject({ results: [{ r: 'applied' }, { r: 'applied' }] })
  await heardByAll()
  expect(await lead.push(patch(lead, { signed: null, version: 2, amendedReason: 'A slip' }), patch(lead, { wentWell: 'Quite a good week.' }))).toMatchObject({ results: [{ r: 'applied' }, { r: 'applied' }] })
  await heardByAll()
  expect(await lead.push(signing(lead))).toMatchObject({ results: [{ r: 'applied' }] })
  await heardByAll()
  expect(mentor.fields('weeklyReview', ID)).toMatchObject({ wentWell: 'Quite a good week.', version: 2, signed: { by: 'lead' } })
  expect([...words(mentor), ...of(mentor, 'setAside')]).toEqual([])
})

it('An older app, which signs without saying what, signs what its mentor can have seen', async () => {
  expect(await mentor.push(patch(mentor, { signed: signature('mentor1') }))).toMatchObject({ results: [{ r: 'applied' }] })
  expect(await lead.push(patch(lead, { wentWell: 'Harvey was late twice.' }))).toMatchObject({ results: [{ r: 'conflict' }] })
  await heardByAll()
  expect(mentor.fields('weeklyReview', ID)).toMatchObject({ wentWell: 'He was calm.', signed: { by: 'mentor1' } })
  expect(words(lead)).toHaveLength(1)
})
it('…and no words that it cannot have seen: then its signature does not stand, and both are told', async () => {
  await lead.push(patch(lead, { wentWell: 'Harvey was late twice.' }))
  const blind = patch(mentor, { signed: signature('mentor1') })
  expect(await mentor.push(blind)).toMatchObject({ results: [{ r: 'conflict' }] })
  expect(await mentor.push(blind)).toMatchObject({ results: [{ r: 'conflict' }] })
  await heardByAll()
  expect(mentor.fields('weeklyReview', ID)).toMatchObject({ wentWell: 'Harvey was late twice.', signed: null })
  expect(of(mentor, 'conflict')).toMatchObject([{ f: { field: 'signed', versions: expect.arrayContaining([expect.objectContaining({ by: 'mentor1', value: signature('mentor1') }), expect.objectContaining({ by: 'lead', value: null })]) as unknown } }])
  // Having read it, the mentor signs.
  expect(await mentor.push(signing(mentor))).toMatchObject({ results: [{ r: 'applied' }] })
})
