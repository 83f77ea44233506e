import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
  const stamps = tablet.row('mentorship', 'm-p1')?.s
  const stampOf = (field: string) => (typeof stamps === 'object' ? (stamps[field] ?? null) : (stamps ?? null))
  const reply = await tablet.push(...changes.map((change) => tablet.op(change.t === 'mentorship' ? { ...change, base: Object.fromEntries(Object.keys(change.f ?? {}).map((field) => [field, stampOf(field)])) } : change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}
const about = { pupilId: 'p1', mentorshipId: 'm-p1', at: 1, on: '2026-12-10' }
const paused: Change = { t: 'caseEvent', id: 'pause', f: { type: 'paused', ...about, was: 'active', reason: 'Reading group' } }
const state = (to: string): Change => ({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: to } })

describe('Who decides about a caseload', () => {
  it('the Lead Mentor alone pauses and hands over', async () => {
    for (const who of ['mentor1', 'mentor2', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, { ...paused, id: `pause-${who}` }), who).toEqual(['forbidden'])
    expect(await answer('mentor1', state('paused'))).toEqual(['forbidden'])
    expect(await answer('lead', paused, state('paused'))).toEqual(['applied', 'applied'])
  })
  it('and the Lead Mentor and the DHT say how many a mentor has room for', async () => {
    const room = (id: string): Change => ({ t: 'mentorCapacity', id: `capacity:${id}`, f: { mentorId: id, pupils: 6 } })
    for (const who of ['mentor1', 'office', 'hoy9', 'admin']) expect(await answer(who, room('mentor1')), who).toEqual(['forbidden'])
    expect([await answer('lead', room('mentor1')), await answer('dht', room('mentor2'))]).toEqual([['applied'], ['applied']])
  })
})

describe('No mentoring without the letter home, by whatever way', () => {
  it('from preparing it neither pauses nor begins, nor by way of a change of mind', async () => {
    expect(await answer('lead', state('closing'), state('preparing'))).toEqual(['applied', 'applied'])
    for (const to of ['active', 'paused', 'withdrawing', 'reopened', 'closing']) expect(await answer('lead', state(to)), to).toEqual(['letter-not-sent'])
    expect(await answer('lead', state('declined'), state('active'))).toEqual(['applied', 'letter-not-sent'])
    expect(await answer('mentor1', { t: 'startLetter', id: 'sent', f: { type: 'sent', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, date: '2026-12-10', via: 'post', letters: 1 } })).toEqual(['forbidden'])
    expect(await answer('lead', { t: 'startLetter', id: 'sent', f: { type: 'sent', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, date: '2026-12-10', via: 'post', letters: 1 } }, state('active'))).toEqual(['applied', 'applied'])
  })
  it('who comes back after an end gets another letter: a case opened again does not begin without it', async () => {
    const before: Change = { t: 'mentorship', id: 'm-before', f: { pupilId: 'p1', mentorId: 'mentor1', state: 'closed', reason: 'Lateness', startedOn: '2026-01-12', endedOn: '2026-03-20' } }
    expect(await answer('lead', before)).toEqual(['applied'])
    const again = (id: string, to: string): Change => ({ t: 'mentorship', id, f: { pupilId: 'p1', mentorId: 'mentor1', state: to, reason: 'Homework has slipped again', startedOn: '2026-12-10' } })
    for (const to of ['active', 'reopened']) expect(await answer('lead', again(`m-again-${to}`, to)), to).toEqual(['letter-not-sent'])
    expect(await answer('lead', again('m-again', 'preparing'))).toEqual(['applied'])
    const begin: Change = { kind: 'patch', t: 'mentorship', id: 'm-again', f: { state: 'active' } }
    expect(await answer('lead', begin)).toEqual(['letter-not-sent'])
    expect(await answer('lead', { t: 'startLetter', id: 'waived', f: { type: 'waived', pupilId: 'p1', mentorshipId: 'm-again', at: 1, reason: 'Home asked for it by telephone' } }, begin)).toEqual(['applied', 'merged'])
  })
  it('a letter’s sentence with a field that nothing fills in is refused by the server as well', async () => {
    const sentence = (text: string): Change => ({ t: 'setting', id: 'startLetterContact', f: { key: 'startLetterContact', value: text } })
    expect(await answer('dht', sentence('Call {tutor}.'))).toEqual(['bad-fields'])
    expect(await answer('dht', sentence('Call {mentor} at {school}.'))).toEqual(['applied'])
    const asked = (text: string): Change => ({ t: 'setting', id: 'invitationOther', f: { key: 'invitationOther', value: text } })
    expect(await answer('dht', asked('Ask {mentor}.')), 'the invitation names who sends it, and no mentor').toEqual(['bad-fields'])
    expect(await answer('dht', asked('Ask {sender}.'))).toEqual(['applied'])
  })
  it('a mentor begins to prepare for a pupil who was agreed, and changes nothing else of the case', async () => {
    expect(await answer('mentor1', state('preparing'))).toEqual(['forbidden'])
    await answer('lead', state('agreed'))
    expect(await answer('mentor2', state('preparing'))).not.toEqual(['applied'])
    expect(await answer('mentor1', state('preparing'))).toEqual(['applied'])
    expect(await answer('mentor1', state('agreed'))).toEqual(['forbidden'])
  })
})
