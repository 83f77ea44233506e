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
  const stamp = tablet.row('mentorship', 'm-p1')?.s
  const reply = await tablet.push(...changes.map((change) => tablet.op(change.t === 'mentorship' && typeof stamp === 'string' ? { ...change, base: Object.fromEntries(Object.keys(change.f ?? {}).map((field) => [field, field in (tablet.row('mentorship', 'm-p1')?.f ?? {}) ? stamp : null])) } : change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}
const entry = (id: string, outcome: string, more: object = {}): Change => ({ t: 'contactEntry', id, f: { pupilId: 'p1', used: '', direction: 'out', outcome, topic: 'Progress', text: '', agreed: '', occurredAt: 1, entered: 1, ...more } })
const call = (id: string, entryId: string, mentorshipId = 'm-p1'): Change => ({ t: 'closingEvent', id, f: { type: 'call', pupilId: 'p1', mentorshipId, at: 1, entryId, strengths: [] } })
const waived: Change = { t: 'closingEvent', id: 'waived', f: { type: 'waived', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, reason: 'Nobody answers' } }
const close: Change = { kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: 'closed', endedOn: '2026-12-10', endReason: 'Good progress' } }

describe('No case is closed without what came of the call home', () => {
  it('whoever closes it: the mentor, the Lead Mentor or the DHT', async () => {
    for (const who of ['mentor1', 'lead', 'dht']) expect(await answer(who, close), who).toEqual(['call-missing'])
  })
  it('a voicemail has told nobody, and the call of an earlier time of mentoring counts for that one alone', async () => {
    expect(await answer('mentor1', entry('e1', 'voicemail'), call('c1', 'e1'), close)).toEqual(['applied', 'applied', 'call-missing'])
    expect(await answer('mentor1', entry('e2', 'spoke'), call('c2', 'e2', 'm-before'), close)).toEqual(['applied', 'applied', 'call-missing'])
  })
  it('once home was spoken to, the mentor’s own tablet closes it; a call that was put right to no answer takes that away', async () => {
    expect(await answer('mentor1', entry('e1', 'spoke'), call('c1', 'e1'), entry('e2', 'no-answer', { corrects: 'e1' }), close)).toEqual(['applied', 'applied', 'applied', 'call-missing'])
    expect(await answer('mentor1', entry('e3', 'spoke'), call('c2', 'e3'), close)).toEqual(['applied', 'applied', 'applied'])
  })
  it('a mentor may end the own case and change nothing else of it, and nobody ends another’s', async () => {
    await answer('mentor1', entry('e1', 'spoke'), call('c1', 'e1'))
    expect(await answer('mentor1', { ...close, f: { ...close.f, mentorId: 'mentor2' } }, { ...close, f: { state: 'active' } })).toEqual(['forbidden', 'forbidden'])
    for (const who of ['mentor2', 'office', 'hoy9', 'admin']) expect((await answer(who, close))[0], who).not.toBe('applied')
  })
  it('after failed attempts the Lead Mentor alone decides for a letter', async () => {
    await answer('lead', { t: 'contact', id: 'home', f: { pupilId: 'p1', name: 'Home', relation: '', order: 1, responsibility: true, noContact: false, phone: '01632 960001', secondPhone: '', email: '', address: '', language: '', interpreter: false, salutation: '', note: '' } })
    expect(await answer('lead', entry('x0', 'spoke'), waived)).toEqual(['applied', 'call-missing'])
    const day = 86_400_000
    await answer('mentor1', ...[1, 2, 3, 4].map((at) => entry(`x${at}`, 'no-answer', { occurredAt: at * day })))
    expect(await answer('mentor1', { ...waived, id: 'waived-1' })).toEqual(['forbidden'])
    expect(await answer('lead', { ...waived, id: 'waived-2' }, close)).toEqual(['applied', 'applied'])
  })
  it('is written by the people on the case alone', async () => {
    for (const who of ['mentor2', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, call('c9', 'e9')), who).toEqual(['forbidden'])
  })
})
