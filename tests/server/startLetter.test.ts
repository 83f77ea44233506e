/** Mentoring begins with a letter home: asked on the screen, and again by the server of every tablet. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whyParked } from '../../src/domain/sync/parked.ts'
import { aMentee, aServer, ROWS, type AServer } from '../support/aServer.ts'

let server: AServer
const preparing = (state: string) => aMentee('p4', 9, 'mentor1').map((row) => (row.t === 'mentorship' ? { ...row, f: { ...(row.f as object), state } } : row))
beforeEach(async () => {
  server = await aServer({ rows: [...ROWS, ...preparing('preparing')] })
})
afterEach(() => server.close())
async function answer(who: string, ...changes: Parameters<Awaited<ReturnType<AServer['tablet']>>['op']>[0][]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  // A change that names no version it was made on is merged: taken all the same.
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? (r === 'merged' ? 'applied' : r)) : [reply.err]
}
const about = { pupilId: 'p4', mentorshipId: 'm-p4', at: 1 }
const letter = (id: string, f: object) => ({ t: 'startLetter' as const, id, f: { ...about, ...f } })
const sent = (id: string, more: object = {}) => letter(id, { type: 'sent', date: '2026-12-09', via: 'post', letters: 1, ...more })
const begin = { kind: 'patch' as const, t: 'mentorship' as const, id: 'm-p4', bucket: 'pupil:p4', f: { state: 'active' } }

it('mentoring does not begin without a letter that was sent, and why is said in words', async () => {
  expect(await answer('lead', begin)).toEqual(['letter-not-sent'])
  expect(whyParked('letter-not-sent')).toContain('letter home is sent')
  expect(await answer('mentor1', letter('l1', { type: 'printed', reasons: 'Late often.', letters: 1 }))).toEqual(['applied'])
  expect(await answer('dht', begin)).toEqual(['letter-not-sent'])
  expect(await answer('mentor1', sent('l2'))).toEqual(['applied'])
  expect(await answer('lead', begin)).toEqual(['applied'])
})
it('it begins where the letter came from the same tablet just before', async () => {
  expect(await answer('lead', sent('l1'), begin)).toEqual(['applied', 'applied'])
})
it('a letter of an earlier time of mentoring, or one taken back, lets nothing begin', async () => {
  expect(await answer('lead', sent('l1', { mentorshipId: 'm-before' }), begin)).toEqual(['applied', 'letter-not-sent'])
  expect(await answer('lead', sent('l2'), { kind: 'void', t: 'startLetter', id: 'l2', bucket: 'pupil:p4' }, begin)).toEqual(['applied', 'applied', 'letter-not-sent'])
})
it('the Lead Mentor alone lets it begin without one, and says why', async () => {
  const waived = (id: string, reason: string) => letter(id, { type: 'waived', reason })
  expect(await answer('mentor1', waived('w1', 'Told in person.'))).toEqual(['forbidden'])
  expect(await answer('lead', waived('w2', ''))).toEqual(['bad-fields'])
  expect(await answer('lead', waived('w3', 'Told in person.'), begin)).toEqual(['applied', 'applied'])
})
it('the letter is the mentor’s and the Lead Mentor’s to write: nobody else’s', async () => {
  for (const who of ['mentor2', 'hoy9', 'dht', 'office', 'admin']) expect(await answer(who, sent(`s-${who}`)), who).toEqual(['forbidden'])
})
it('what was active before goes on: other changes, and other ways to active, are not asked', async () => {
  expect(await answer('lead', { kind: 'patch', t: 'mentorship', id: 'm-p1', bucket: 'pupil:p1', f: { state: 'active', reason: 'Lateness again' } })).toEqual(['applied'])
  expect(await answer('lead', { kind: 'patch', t: 'mentorship', id: 'm-p1', bucket: 'pupil:p1', f: { state: 'paused' } }, { kind: 'patch', t: 'mentorship', id: 'm-p1', bucket: 'pupil:p1', f: { state: 'active' } })).toEqual(['applied', 'applied'])
  expect(await answer('lead', { kind: 'patch', t: 'mentorship', id: 'm-p4', bucket: 'pupil:p4', f: { reason: 'Homework' } })).toEqual(['applied'])
})
