/** The list for the following week goes from a mentor to the Lead Mentor and to nobody else, and nobody sends one for another. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let mentor: WireTablet
let lead: WireTablet
beforeEach(async () => {
  server = await aServer()
  mentor = await server.tablet('mentor1')
  lead = await server.tablet('lead')
})
afterEach(() => server.close())
const outcome = async (tablet: WireTablet, op: ReturnType<WireTablet['op']>): Promise<unknown> => { const reply = await tablet.push(op); return 'results' in reply ? reply.results : reply }
const list = (tablet: WireTablet, id: string, mentorId: string) => tablet.op({ t: 'nextWeekList', id, f: { mentorId, weekStart: '2026-12-14', pupils: [{ pupilId: 'p1', as: 'continuing' }], sentAt: 1 } })

it('reaches the Lead Mentor, whose reading comes back; another mentor and a Head of Year never see it', async () => {
  expect(await outcome(mentor, list(mentor, 'l1', 'mentor1'))).toMatchObject([{ r: 'applied' }])
  await lead.pull()
  expect(lead.fields('nextWeekList', 'l1')?.pupils).toEqual([{ pupilId: 'p1', as: 'continuing' }])
  await lead.push(lead.op({ t: 'nextWeekSeen', id: 's1', f: { mentorId: 'mentor1', listId: 'l1', at: 2 } }))
  await mentor.pull()
  expect(mentor.row('nextWeekSeen', 's1')).toBeDefined()
  for (const other of ['mentor2', 'hoy9']) {
    const tablet = await server.tablet(other)
    await tablet.pull()
    expect(tablet.row('nextWeekList', 'l1')).toBeUndefined()
  }
})

it('is nobody’s to send for another, and a mentor does not tick a list as read', async () => {
  expect(await outcome(mentor, list(mentor, 'l2', 'mentor2'))).toMatchObject([{ r: 'parked', ref: 'forbidden' }])
  expect(await outcome(mentor, mentor.op({ t: 'nextWeekSeen', id: 's2', f: { mentorId: 'mentor1', listId: 'l1', at: 2 } }))).toMatchObject([{ r: 'parked', ref: 'forbidden' }])
})
