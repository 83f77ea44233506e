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
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}
const step = (id: string): Change => ({ t: 'withdrawalEvent', id, f: { type: 'moved-on', pupilId: 'p1', decidedAt: 1, reason: '', evidence: [], name: 'Name of mentor1', role: 'mentor', from: '2026-12-14', stage: 'Three days a week', weekdays: [1, 3, 5] } })
const own = (id: string): Change => ({ t: 'ownWord', id, f: { type: 'target', pupilId: 'p1', on: '2026-12-10', entered: 1, words: 'I pack my bag by myself' } })
const checkIn = (id: string): Change => ({ t: 'checkIn', id, f: { pupilId: 'p1', on: '2026-12-10', how: 'well', line: '', entered: 1 } })

describe('How support is withdrawn', () => {
  it('is decided and checked in upon by the pupil’s own mentor or the Lead Mentor, and by nobody else', async () => {
    expect(await answer('mentor1', step('w1'), checkIn('c1'))).toEqual(['applied', 'applied'])
    expect(await answer('lead', step('w2'), checkIn('c2'))).toEqual(['applied', 'applied'])
    for (const who of ['mentor2', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, step('w3'), checkIn('c3')), who).toEqual(['forbidden', 'forbidden'])
  })
  it('has the pupil’s own target from whoever sits together with them, the pupil’s mentor or the Lead Mentor', async () => {
    expect([await answer('mentor1', own('o1')), await answer('lead', own('o2'))]).toEqual([['applied'], ['applied']])
    for (const who of ['mentor2', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, own('o3')), who).toEqual(['forbidden'])
  })
  it('is read by the people on the case, and is not on the tablets of the desk', async () => {
    await answer('mentor1', step('w1'))
    for (const [who, sees] of [['lead', true], ['hoy9', true], ['mentor2', false], ['office', false]] as const) {
      const tablet = await server.tablet(who)
      await tablet.pull()
      expect(tablet.row('withdrawalEvent', 'w1') !== undefined, who).toBe(sees)
    }
  })
})
