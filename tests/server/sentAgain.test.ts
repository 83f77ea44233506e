/** A change that was put aside and is sent again, through the real server: newer words are never replaced in silence. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Actor } from '../../src/domain/staff.ts'
import { opOf } from '../../src/domain/sync/parked.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import type { WeeklyReview } from '../../src/domain/week/weeklyReview.ts'
import { changeAgain } from '../../src/features/attention/sendingAgain.ts'
import { aServer, STAFF, type AServer } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const WEEK = '2026-12-07'
const REVIEW = reviewId('p1', WEEK)
const actor = (id: string): Actor => STAFF.find((one) => one.id === id) as Actor
let server: AServer
let former: SyncingTablet
let mentor: SyncingTablet
let lead: SyncingTablet
beforeEach(async () => {
  server = await aServer()
  former = await aSyncingTablet(server, actor('mentor1'))
  mentor = await aSyncingTablet(server, actor('mentor2'))
  lead = await aSyncingTablet(server, actor('lead'))
  for (const tablet of [former, mentor, lead]) await tablet.sync()
})
afterEach(() => server.close())

const begin = (tablet: SyncingTablet, f: Partial<WeeklyReview>): Promise<void> => tablet.records.commit([{ kind: 'add', t: 'weeklyReview', id: REVIEW, f: { ...emptyReview('p1', WEEK), ...f } }])
const edit = (tablet: SyncingTablet, f: Partial<WeeklyReview>): Promise<void> => tablet.records.commit([{ kind: 'patch', t: 'weeklyReview', id: REVIEW, f }])
const review = (tablet: SyncingTablet) => tablet.records.memory.get('weeklyReview', REVIEW)?.f

/** While the former mentor writes without a network, the pupil gets another, who writes too. */
async function handedOverMeanwhile(writes: (tablet: SyncingTablet) => Promise<void>, newer: (tablet: SyncingTablet) => Promise<void>): Promise<void> {
  await writes(former)
  await lead.records.commit([{ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: 'mentor2' } }])
  await lead.sync()
  await mentor.sync()
  await newer(mentor)
  await mentor.sync()
  await former.sync()
  await lead.sync()
}
async function sendAgain(): Promise<void> {
  server.clock.now += 60_000
  for (const tablet of [former, mentor, lead]) tablet.wall.now = server.clock.now
  const { memory, sync, commit } = lead.records
  const [parked] = memory.all('parked')
  const op = opOf(parked!.f)
  expect(parked?.f.reason).toBe('case-lost')
  const again = changeAgain({ id: parked!.id, op, f: op?.f ?? {}, row: (t, id) => memory.get(t, id), putAside: () => undefined, clientId: sync.clientId() })
  if (again.way !== 'goes') throw new Error(`It would not go: ${again.way}`)
  await commit([again.change])
  for (const tablet of [lead, mentor, lead]) await tablet.sync()
}

it('A text: both versions are kept for the two who wrote and the new mentor’s are not gone', async () => {
  await begin(former, { wentWell: 'He was calm.' })
  for (const tablet of [former, lead]) await tablet.sync()
  await handedOverMeanwhile((tablet) => edit(tablet, { wentWell: 'Late twice.' }), (tablet) => edit(tablet, { wentWell: 'Every morning on time.' }))
  expect(review(lead)?.wentWell).toBe('Every morning on time.')
  await sendAgain()
  for (const tablet of [lead, mentor]) {
    const [conflict, ...more] = tablet.records.memory.all('conflict')
    expect(more).toEqual([])
    expect(conflict?.f).toMatchObject({ pupilId: 'p1', about: { t: 'weeklyReview', id: REVIEW }, field: 'wentWell', base: 'He was calm.', resolved: null })
    expect(conflict?.f.versions.map(({ value, by }) => [value, by])).toEqual([['Every morning on time.', 'mentor2'], ['Late twice.', 'lead']])
  }
})
it('A text that nobody touched since is simply there', async () => {
  await begin(former, { wentWell: 'He was calm.' })
  for (const tablet of [former, lead]) await tablet.sync()
  await handedOverMeanwhile((tablet) => edit(tablet, { wentWell: 'Late twice.' }), (tablet) => edit(tablet, { nextStep: 'The bus.' }))
  await sendAgain()
  expect(lead.records.memory.all('conflict')).toEqual([])
  expect(review(mentor)).toMatchObject({ wentWell: 'Late twice.', nextStep: 'The bus.' })
})
it('The beginning of a review that the new mentor has begun: both texts are kept, and what was left empty empties nothing', async () => {
  await handedOverMeanwhile((tablet) => begin(tablet, { wentWell: 'Late twice.' }), (tablet) => begin(tablet, { wentWell: 'Every morning on time.', nextStep: 'The bus.' }))
  await sendAgain()
  expect(mentor.records.memory.all('conflict').map((row) => [row.f.field, row.f.versions.map(({ value }) => value)])).toEqual([['wentWell', ['Every morning on time.', 'Late twice.']]])
  expect(review(mentor)?.nextStep).toBe('The bus.')
})
it('A choice: the later stands, and the other is in sight of everyone on the case', async () => {
  await begin(former, { outcome: 0 })
  for (const tablet of [former, lead]) await tablet.sync()
  await handedOverMeanwhile((tablet) => edit(tablet, { outcome: -1 }), (tablet) => edit(tablet, { outcome: 1 }))
  await sendAgain()
  expect(review(mentor)?.outcome).toBe(-1)
  expect(mentor.records.memory.all('setAside').map((row) => [row.f.field, row.f.stands.value, row.f.aside.value])).toEqual([['outcome', -1, 1]])
})
