import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arrivalFor } from '../../src/data/readings/mentoring.ts'
import { randomId } from '../../src/data/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { aServer, STAFF, type AServer } from '../support/aServer.ts'
import { aSyncingTablet, type SyncingTablet } from '../support/aSyncingTablet.ts'

const DAY = '2026-12-10'
const actor = (id: string): Actor => STAFF.find((one) => one.id === id) as Actor
let server: AServer
let one: SyncingTablet
let two: SyncingTablet
beforeEach(async () => {
  server = await aServer()
  one = await aSyncingTablet(server, actor('mentor1'))
  two = await aSyncingTablet(server, actor('lead'))
  await one.sync()
  await two.sync()
})
afterEach(() => server.close())

async function mark(tablet: SyncingTablet, at: string, pupilId = 'p1'): Promise<void> {
  const when = tablet.wall.now
  await tablet.records.commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: { type: 'arrived', pupilId, date: DAY, session: 'am', at, deviceTime: when, estimatedTrueTime: when, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 } }])
}
const note = (tablet: SyncingTablet, text: string): Promise<void> =>
  tablet.records.commit([{ kind: 'add', t: 'note', id: randomId(), f: { pupilId: 'p1', type: 'staff', text, occurredAt: tablet.wall.now, enteredAt: tablet.wall.now, raise: false } }])
const storedRows = async (t: string): Promise<number> => (await server.store.db.selectFrom('row').select('id').where('t', '=', t).execute()).length

describe('two tablets and a server', () => {
  it('make one arrival of two marks, the earliest, and keep both', async () => {
    one.weather = 'off'
    await mark(one, '08:44')
    await mark(two, '08:41')
    await two.sync()
    expect((await one.sync()).end).toBe('failed')
    expect(one.records.outbox.waiting.value.count).toBe(1)
    one.weather = 'fine'
    await one.sync()
    await two.sync()
    for (const tablet of [one, two]) {
      const arrival = arrivalFor(tablet.records.memory, 'p1', DAY)
      expect([arrival?.at, arrival?.markedBy, arrival?.history.length]).toEqual(['08:41', 'lead', 2])
    }
  })

  it('lose and double nothing when the reply to a push is lost', async () => {
    await note(one, 'said once')
    one.weather = 'lose-reply'
    expect((await one.sync()).end).toBe('failed')
    expect(await storedRows('note')).toBe(1)
    expect(one.records.outbox.waiting.value.count).toBe(1)
    await note(one, 'said while the network was bad')
    one.weather = 'fine'
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(one.records.outbox.waiting.value.count).toBe(0)
    await two.sync()
    expect(two.records.memory.ofPupil('note', 'p1').map((row) => row.f.text).sort()).toEqual(['said once', 'said while the network was bad'])
    expect(await storedRows('note')).toBe(2)
  })

  it('lose and double nothing when every request arrives twice', async () => {
    one.weather = 'send-twice'
    for (let index = 0; index < 5; index++) await note(one, `note ${index}`)
    await one.sync()
    expect(await storedRows('note')).toBe(5)
    expect(one.records.outbox.waiting.value.count).toBe(0)
  })

  it('send more than one batch, and what was saved meanwhile', async () => {
    for (let index = 0; index < 230; index++) await note(one, `note ${index}`)
    expect(await one.sync()).toMatchObject({ end: 'settled', sent: 230 })
    expect(await storedRows('note')).toBe(230)
  })

  it('keep both texts when a review is written on two tablets at once', async () => {
    const id = reviewId('p1', '2026-12-07')
    const review = (wentWell: string) => ({ kind: 'add' as const, t: 'weeklyReview' as const, id, f: { ...emptyReview('p1', '2026-12-07'), wentWell } })
    await one.records.commit([review('from the mentor')])
    two.wall.now += 60_000
    server.clock.now += 120_000
    await two.records.commit([review('from the Lead Mentor')])
    await two.sync()
    await one.sync()
    await two.sync()
    const shown = [one, two].map((tablet) => tablet.records.memory.get('weeklyReview', id)?.f.wentWell)
    expect(new Set(shown).size).toBe(1)
    const kept = await server.store.db.selectFrom('field_history').select(['field', 'value']).execute()
    expect([shown[0], ...kept.filter((one) => one.field === 'wentWell').map((one) => JSON.parse(one.value) as string)].sort()).toEqual(['from the Lead Mentor', 'from the mentor'])
  })

  it('go on after one operation that the server will not have', async () => {
    await mark(one, '08:40', 'p3')
    await one.records.commit([{ kind: 'add', t: 'note', id: 'not-mine', f: { pupilId: 'p3', type: 'staff', text: 'not my mentee', occurredAt: 0, enteredAt: 0, raise: false } }])
    await note(one, 'and the next one goes')
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(one.records.outbox.waiting.value.count).toBe(0)
    expect((await server.store.db.selectFrom('parked').select('n').execute()).length).toBe(1)
    expect(await storedRows('note')).toBe(1)
  })

  it('get back from the tablets what a restored server has lost', async () => {
    await note(one, 'before the backup')
    await one.sync()
    await server.store.db.deleteFrom('row').where('t', '=', 'note').execute()
    await server.store.db.deleteFrom('op').execute()
    await server.store.db.updateTable('sync_client').set({ last_n: 0 }).execute()
    await server.store.db.updateTable('school').set({ epoch: 'after-the-restore' }).execute()
    await note(one, 'after it')
    expect(await one.sync()).toMatchObject({ end: 'settled' })
    expect(await storedRows('note')).toBe(2)
    await two.sync()
    expect(two.records.memory.ofPupil('note', 'p1')).toHaveLength(2)
  })

  it('are not fooled by a captive portal, and carry on after a lock', async () => {
    await note(one, 'kept')
    one.weather = 'portal'
    expect(await one.sync()).toMatchObject({ end: 'failed', failure: { fail: 'not-ours' } })
    await one.reopen()
    one.weather = 'fine'
    expect(await one.sync()).toMatchObject({ end: 'settled', sent: 1 })
  })
})
