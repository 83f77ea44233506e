import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agendaOf, caseOf } from '../../src/domain/bucket.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

const [WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = ['2026-12-09', '2026-12-10', '2026-12-11', '2026-12-12'] as const
let server: AServer
let lead: WireTablet
let cover: WireTablet
beforeEach(async () => {
  server = await aServer()
  at(WEDNESDAY)
  lead = await server.tablet('lead')
  cover = await server.tablet('mentor2')
  await lead.pull()
  await lead.push(
    lead.op({ t: 'cover', id: 'c1', f: { mentorId: 'mentor1', coverId: 'mentor2', from: THURSDAY, until: FRIDAY } }),
    lead.op({ t: 'agendaItem', id: 'i1', f: { pupilId: 'p1', noteId: 'n1', type: 'staff', text: 'Homework in Maths', occurredAt: 1 } }),
    lead.op({ t: 'note', id: 'n2', f: { pupilId: 'p1', type: 'home', text: 'Something about home', occurredAt: 1, enteredAt: 1, raise: false } }),
  )
})
afterEach(() => server.close())

const at = (date: string, time = '08:40'): void => void (server.clock.now = instantAt(date, time))
/** Another day has come, and the person has signed in again. */
async function on(tablet: WireTablet, date: string, time?: string): Promise<void> {
  at(date, time)
  const reply = await server.signIn(tablet.account.username, { clientId: tablet.clientId, tabletId: `tablet-${tablet.clientId}`.slice(0, 40) })
  tablet.cookie = `sid=${reply.cookies[0]?.value ?? ''}`
}
const outcome = (tablet: WireTablet, id: string, date: string, more: object = { byCover: true }) =>
  tablet.op({ t: 'noteOutcome', id, f: { pupilId: 'p1', noteId: 'n1', date, result: 'discussed', line: 'Spoke about it', ...more } })
const agenda = [agendaOf('p1'), agendaOf('p2')]
const held = (tablet: WireTablet): string[] => tablet.scope.filter((bucket) => agenda.includes(bucket)).sort()

describe('a mentor who covers for another', () => {
  it('has nothing of the agenda before the first day, and all of it on the day, without the case', async () => {
    await cover.pull()
    expect(held(cover)).toEqual([])
    await on(cover, THURSDAY)
    await cover.pull()
    expect(held(cover)).toEqual(agenda)
    expect(cover.fields('agendaItem', 'i1')?.text).toBe('Homework in Maths')
    expect(cover.row('note', 'n2')).toBeUndefined()
    expect(cover.row('pupil', 'p1')).toBeUndefined()
    expect(cover.scope).not.toContain(caseOf('p1'))
  })

  it('loses it the day after the last by itself, and the tablet is told to drop it', async () => {
    await on(cover, FRIDAY, '15:00')
    await cover.pull()
    await on(cover, SATURDAY, '00:01')
    const { dropBuckets } = await cover.pull()
    expect(dropBuckets.sort()).toEqual(agenda)
    expect(held(cover)).toEqual([])
    expect(cover.row('agendaItem', 'i1')).toBeUndefined()
    expect((await cover.pull()).dropBuckets, 'said once').toEqual([])
  })

  it('says what was discussed and what was ready; the mentor has it with the next sync', async () => {
    await on(cover, THURSDAY)
    await cover.pull()
    const check = cover.op({ t: 'startCheck', id: 's1', f: { pupilId: 'p1', date: THURSDAY, ready: ['pen'] } })
    expect(await cover.push(outcome(cover, 'o1', THURSDAY), check)).toMatchObject({ results: [{ r: 'applied' }, { r: 'applied' }] })
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    expect(mentor.fields('noteOutcome', 'o1')).toMatchObject({ result: 'discussed', byCover: true })
    expect(mentor.fields('startCheck', 's1')?.ready).toEqual(['pen'])
  })

  it('writes nothing into the case, no agenda, and no cover', async () => {
    await on(cover, THURSDAY)
    await cover.pull()
    const tries = [
      outcome(cover, 'o1', THURSDAY, {}),
      cover.op({ t: 'note', id: 'n9', f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 1, raise: false } }),
      cover.op({ t: 'agendaItem', id: 'i9', f: { pupilId: 'p1', noteId: 'n1', type: 'staff', text: 'x', occurredAt: 1 } }),
      cover.op({ t: 'expectation', id: 'x9', f: { pupilId: 'p1', mentorId: 'mentor1', from: FRIDAY, time: '08:30', weekdays: [1] } }),
      cover.op({ t: 'cover', id: 'c9', f: { mentorId: 'mentor1', coverId: 'mentor2', from: THURSDAY, until: '2027-12-10' } }),
    ]
    const reply = await cover.push(...tries)
    expect('results' in reply ? reply.results.map(({ ref }) => ref) : reply).toEqual(tries.map(() => 'forbidden'))
  })

  it('may send late what was written on a day of the cover, and nothing dated after it', async () => {
    await on(cover, SATURDAY)
    await cover.pull()
    expect(await cover.push(outcome(cover, 'o1', FRIDAY), outcome(cover, 'o2', SATURDAY))).toMatchObject({ results: [{ r: 'applied' }, { r: 'parked', ref: 'forbidden' }] })
  })

  it('stops at once when the Lead Mentor ends the cover early', async () => {
    await on(cover, THURSDAY)
    await cover.pull()
    await on(lead, THURSDAY)
    await lead.push(lead.op({ kind: 'patch', t: 'cover', id: 'c1', f: { until: WEDNESDAY }, base: { until: `${lead.clientId}:1` } }))
    expect((await cover.pull()).dropBuckets.sort()).toEqual(agenda)
  })

  it('is named by the Lead Mentor or the DHT, and by no mentor, Head of Year, office or admin', async () => {
    for (const [who, answer] of [['dht', 'applied'], ['mentor1', 'parked'], ['hoy9', 'parked'], ['office', 'parked'], ['admin', 'parked']] as const) {
      const tablet = await server.tablet(who)
      const named = tablet.op({ t: 'cover', id: `c-${who}`, f: { mentorId: 'mentor2', coverId: 'mentor1', from: THURSDAY, until: FRIDAY } })
      expect(await tablet.push(named), who).toMatchObject({ results: [{ r: answer }] })
    }
  })
})

describe('what the desk may put down about a pupil’s days', () => {
  const absence = (tablet: WireTablet) => tablet.op({ t: 'plannedAbsence', id: `a-${tablet.account.id}`, f: { pupilId: 'p1', from: THURSDAY, until: FRIDAY, reason: 'trip' } })
  it('a planned absence comes from the pupil’s mentor, the Lead Mentor, the DHT or the office', async () => {
    for (const [who, answer] of [['mentor1', 'applied'], ['lead', 'applied'], ['dht', 'applied'], ['office', 'applied'], ['mentor2', 'parked'], ['hoy9', 'parked'], ['admin', 'parked']] as const) {
      const tablet = await server.tablet(who)
      await tablet.pull()
      expect(await tablet.push(absence(tablet)), who).toMatchObject({ results: [{ r: answer }] })
    }
  })
  it('another commitment comes from the same people, any of whom may give it a last day, and nobody else may', async () => {
    const held = (tablet: WireTablet) => tablet.op({ t: 'commitment', id: `c-${tablet.account.id}`, f: { pupilId: 'p1', kind: 'music-lesson', from: THURSDAY, weekdays: [4], time: '08:55' } })
    for (const [who, answer] of [['mentor1', 'applied'], ['lead', 'applied'], ['dht', 'applied'], ['office', 'applied'], ['mentor2', 'parked'], ['hoy9', 'parked'], ['admin', 'parked']] as const) {
      const tablet = await server.tablet(who)
      await tablet.pull()
      expect(await tablet.push(held(tablet)), who).toMatchObject({ results: [{ r: answer }] })
    }
    for (const [who, answer] of [['office', 'applied'], ['mentor2', 'parked']] as const) {
      const tablet = await server.tablet(who)
      await tablet.pull()
      expect(await tablet.push(tablet.op({ kind: 'patch', t: 'commitment', id: 'c-mentor1', f: { until: FRIDAY }, base: { until: null } })), who).toMatchObject({ results: [{ r: answer }] })
    }
  })
  it('a decision about when a pupil reports comes from the pupil’s mentor or the Lead Mentor, and stays with the case', async () => {
    const decision = (tablet: WireTablet) => tablet.op({
      t: 'reportingDecision', id: `d-${tablet.account.id}`,
      f: { pupilId: 'p1', kind: 'earlier', from: FRIDAY, time: '08:30', weekdays: [1, 2, 3, 4, 5], reason: 'Bus', name: tablet.account.name, role: tablet.account.role, decidedAt: 1 },
    })
    for (const [who, answer] of [['mentor1', 'applied'], ['lead', 'applied'], ['mentor2', 'parked'], ['office', 'parked'], ['hoy9', 'parked']] as const) {
      const tablet = await server.tablet(who)
      await tablet.pull()
      expect(await tablet.push(decision(tablet)), who).toMatchObject({ results: [{ r: answer }] })
    }
    const office = await server.tablet('office')
    await office.pull()
    expect([...office.rows.values()].filter((row) => row.t === 'reportingDecision')).toEqual([])
  })
  it('nobody signs a decision with another’s name', async () => {
    const tablet = await server.tablet('mentor1')
    const forged = tablet.op({ t: 'reportingDecision', id: 'd1', f: { pupilId: 'p1', kind: 'days', from: FRIDAY, time: '08:45', weekdays: [1], reason: '', name: 'Name of lead', role: 'lead-mentor', decidedAt: 1 } })
    expect(await tablet.push(forged)).toMatchObject({ results: [{ r: 'parked', ref: 'forged-author' }] })
  })
})
