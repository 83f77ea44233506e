/** A meeting with home: the Lead Mentor and the Head of Year are called, and their absence has a reason; asked by the server too. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let mentor: WireTablet
let head: WireTablet
beforeEach(async () => {
  server = await aServer()
  mentor = await server.tablet('mentor1')
  head = await server.tablet('hoy9')
  const admin = await server.tablet('admin')
  for (const one of [mentor, head, admin]) await one.pull()
  for (const [id, role] of [['mentor1', 'mentor'], ['lead', 'lead-mentor'], ['hoy9', 'head-of-year']]) await admin.push(admin.op({ t: 'staff', id: id ?? '', f: { name: `Name of ${id}`, initials: 'NN', role, active: true } }))
})
afterEach(() => server.close())
const outcome = async (by: WireTablet, op: ReturnType<WireTablet['op']>): Promise<unknown> => {
  const reply = await by.push(op)
  return 'results' in reply ? reply.results[0]?.ref ?? reply.results[0]?.r : reply
}
const call = (by: WireTablet, id: string, invited: string[], without: object[] = []) =>
  by.op({ t: 'homeMeeting', id, f: { pupilId: 'p1', why: 'Two hard weeks', evidence: [], date: '2026-12-14', time: '15:30', room: '', agenda: [], withPupil: true, interpreter: false, invited, without, entered: 1 } })
const event = (by: WireTablet, id: string, f: object, pupilId = 'p1') => by.op({ t: 'homeMeetingEvent', id, f: { pupilId, meetingId: 'm1', entered: 2, ...f } })
const held = (present: string[], absent: object[]) => ({ type: 'held', homeCame: true, present, absent, minutes: 'Agreed', decisions: [] })

it('is called with both, or without one for a reason', async () => {
  expect(await outcome(mentor, call(mentor, 'a', ['mentor1', 'lead']))).toBe('bad-fields')
  expect(await outcome(mentor, call(mentor, 'b', ['mentor1', 'lead'], [{ role: 'head-of-year', reason: 'On leave' }]))).toBe('applied')
  expect(await outcome(mentor, call(mentor, 'm1', ['mentor1', 'lead', 'hoy9']))).toBe('applied')
  const deputised = (id: string, deputy: string) => mentor.op({ t: 'homeMeeting', id, f: { pupilId: 'p1', why: 'Two hard weeks', evidence: [], date: '2026-12-14', time: '15:30', room: '', agenda: [], withPupil: true, interpreter: false, invited: ['mentor1', 'lead', deputy], without: [], entered: 1, deputies: [{ role: 'head-of-year', id: deputy, reason: 'On a trip' }] } })
  expect(await outcome(mentor, deputised('d', 'somebody'))).toBe('bad-fields')
  expect(await outcome(mentor, deputised('e', 'mentor1'))).toBe('applied')
  expect(await outcome(head, call(head, 'c', ['mentor1', 'lead', 'hoy9']))).toBe('forbidden')
})

it('the Head of Year says that they come and writes no minutes; who was invited was there or has a reason', async () => {
  await mentor.push(call(mentor, 'm1', ['mentor1', 'lead', 'hoy9']))
  await head.pull()
  expect(await outcome(head, event(head, 'e1', { type: 'accepted' }))).toBe('applied')
  expect(await outcome(head, event(head, 'e2', held(['mentor1', 'lead', 'hoy9'], [])))).toBe('forbidden')
  expect(await outcome(mentor, event(mentor, 'e3', held(['mentor1', 'lead'], [])))).toBe('bad-fields')
  expect(await outcome(mentor, event(mentor, 'e4', held(['mentor1', 'lead'], [{ id: 'hoy9', reason: 'Exam hall' }])))).toBe('applied')
  // Another pupil's record cannot speak of this meeting.
  expect(await outcome(mentor, event(mentor, 'e5', { type: 'accepted' }, 'p2'))).toBe('no-record')
})
