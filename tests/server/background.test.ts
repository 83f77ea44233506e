/** What is kept to the mentor, the Lead Mentor and the Head of Year reaches nobody else, and leaves no trace with them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
const tablet = async (who: string): Promise<WireTablet> => {
  const one = await server.tablet(who)
  await one.pull()
  return one
}
const said = (by: WireTablet, id: string, pupilId: string, reach: string) => by.op({ t: 'background', id, f: { pupilId, source: 'head-of-year', who: '', on: '2026-12-09', reach, text: reach === 'ask' ? '' : 'The family moves house.', entered: 1 } })
const outcome = async (by: WireTablet, op: ReturnType<WireTablet['op']>): Promise<unknown> => {
  const reply = await by.push(op)
  return 'results' in reply ? reply.results[0]?.r : reply
}

it('a Head of Year puts it down for a pupil of the year; the case’s people read it, and no one else has a trace of it', async () => {
  const head = await tablet('hoy9')
  expect(await outcome(head, said(head, 'few', 'p1', 'restricted'))).toBe('applied')
  expect(await outcome(head, said(head, 'all', 'p1', 'case'))).toBe('applied')
  for (const [who, few, all] of [['mentor1', true, true], ['lead', true, true], ['hoy9', true, true], ['dht', false, true], ['mentor2', false, false], ['office', false, false], ['admin', false, false]] as const) {
    const one = await tablet(who)
    expect({ who, few: one.row('background', 'few') !== undefined, all: one.row('background', 'all') !== undefined }).toEqual({ who, few, all })
    expect(one.scope.includes('pupil:p1:restricted')).toBe(few)
  }
})

it('nobody writes it of a pupil who is not theirs: another year, another mentor’s, the DHT or the office', async () => {
  const head = await tablet('hoy9')
  expect(await outcome(head, said(head, 'a', 'p2', 'case'))).toBe('parked')
  for (const who of ['mentor2', 'dht', 'office']) {
    const one = await tablet(who)
    expect(await outcome(one, said(one, `b-${who}`, 'p1', 'restricted')), who).toBe('parked')
  }
})

it('goes with the pupil to the next mentor, and leaves the last one', async () => {
  const [mentor, lead, next] = [await tablet('mentor1'), await tablet('lead'), await tablet('mentor2')]
  expect(await outcome(mentor, said(mentor, 'few', 'p1', 'restricted'))).toBe('applied')
  await lead.pull()
  const row = [...lead.rows.values()].find((one) => one.t === 'mentorship' && (one.f as { pupilId: string }).pupilId === 'p1')
  await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: row?.id ?? '', bucket: 'pupil:p1', f: { mentorId: 'mentor2' } }))
  await next.pull()
  expect(next.row('background', 'few')).toBeDefined()
  await mentor.pull()
  expect(mentor.row('background', 'few')).toBeUndefined()
})
