import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instantAt } from '../../src/domain/time/clock.ts'
import { aServer, type AServer } from '../support/aServer.ts'

const THURSDAY = '2026-12-10'
let server: AServer
beforeEach(async () => {
  server = await aServer()
  server.clock.now = instantAt(THURSDAY, '08:40')
})
afterEach(() => server.close())

const plan = (id: string, pupilId = 'p1') => ({ t: 'session' as const, id, f: { pupilId, kind: 'catch-up', subject: 'Maths', from: THURSDAY, until: THURSDAY, weekly: false, starts: '13:10', ends: '13:40', venue: 'Library', leads: '' } })
const came = (id: string, pupilId = 'p1') => ({ t: 'sessionAttendance' as const, id, f: { pupilId, sessionId: 's1', on: THURSDAY, date: THURSDAY, outcome: 'came', entered: 1 } })
const cancelled = (id: string) => ({ t: 'sessionChange' as const, id, f: { type: 'cancelled', pupilId: 'p1', sessionId: 's1', on: THURSDAY, entered: 1, reason: 'Trip' } })
async function answer(who: string, ...changes: Parameters<Awaited<ReturnType<AServer['tablet']>>['op']>[0][]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}

describe('the sessions of a pupil', () => {
  it('are planned, changed and marked by the pupil’s mentor and the Lead Mentor, and by nobody else', async () => {
    expect(await answer('mentor1', plan('s1'), cancelled('c1'), came('a1'))).toEqual(['applied', 'applied', 'applied'])
    expect(await answer('lead', plan('s2'), came('a2'))).toEqual(['applied', 'applied'])
    for (const who of ['mentor2', 'office', 'hoy9', 'admin', 'dht']) expect(await answer(who, plan(`s-${who}`), cancelled(`c-${who}`), came(`a-${who}`)), who).toEqual(['forbidden', 'forbidden', 'forbidden'])
  })
  it('are read and marked by a cover on the day, who may not plan', async () => {
    await answer('mentor1', plan('s1'))
    await answer('lead', { t: 'cover', id: 'c1', f: { mentorId: 'mentor1', coverId: 'mentor2', from: THURSDAY, until: THURSDAY } })
    const cover = await server.tablet('mentor2')
    await cover.pull()
    expect(cover.fields('session', 's1')?.venue).toBe('Library')
    expect(await cover.push(cover.op(came('a1')), cover.op(plan('s9')))).toMatchObject({ results: [{ r: 'applied' }, { ref: 'forbidden' }] })
  })
  it('may not be nudged about by a mentor: the Lead Mentor asks for a week’s records', async () => {
    const nudge = (id: string) => ({ t: 'nudge' as const, id, f: { pupilId: 'p1', mentorId: 'mentor1', weekStart: '2026-11-30', entered: 1 } })
    expect(await answer('lead', nudge('n1'))).toEqual(['applied'])
    for (const who of ['mentor1', 'mentor2', 'office', 'hoy9']) expect(await answer(who, nudge(`n-${who}`)), who).toEqual(['forbidden'])
  })
  it('are not the attendance office’s to read', async () => {
    await answer('mentor1', plan('s1'))
    const office = await server.tablet('office')
    await office.pull()
    expect(office.row('session', 's1')).toBeUndefined()
  })
})
