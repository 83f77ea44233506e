/** "Admin in July: roll over year groups, close leavers": the server lets the Lead Mentor alone, and nobody is moved twice. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
type Change = Parameters<Awaited<ReturnType<AServer['tablet']>>['op']>[0]
async function answer(who: string, ...changes: Change[]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}
const turn = (id: string, schoolYear = 2027): Change => ({ t: 'yearTurn', id, f: { pupilId: 'p1', schoolYear, on: '2027-07-20', was: { year: 9, form: '9A' }, now: { year: 10, form: '10A' } } })
const left: Change = { t: 'closingEvent', id: 'left', f: { type: 'left', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, on: '2027-07-20', why: 'last-year' } }
const close: Change = { kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: 'closed', endedOn: '2027-07-20', endReason: 'Left the school at the end of Year 11.' } }

it('moves a year on by the Lead Mentor alone, and once', async () => {
  for (const who of ['mentor1', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, turn(`t-${who}`)), who).toEqual(['forbidden'])
  expect(await answer('lead', turn('t1'))).toEqual(['applied'])
  expect(await answer('lead', turn('t2'))).toEqual(['turned-already'])
  expect(await answer('lead', turn('t3', 2028))).toEqual(['applied'])
})
it('a leaver’s case is closed without a call home where the Lead Mentor says that they have left, and by nobody else', async () => {
  expect(await answer('lead', close)).toEqual(['call-missing'])
  expect(await answer('mentor1', left, close)).toEqual(['forbidden', 'call-missing'])
  expect(await answer('lead', left)).toEqual(['applied'])
  expect(await answer('lead', close)).not.toContain('call-missing')
})
