import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const timetable = (id: string) => ({ t: 'timetable' as const, id, f: { pupilId: 'p1', batch: 'b1', lessons: [{ weekday: 1, period: 'P1', subject: 'English', teacher: 'Mrs Hale', room: 'E1' }] } })
async function answer(who: string, change: ReturnType<typeof timetable>): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(tablet.op(change))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}

it('A pupil’s timetable is taken in by the Lead Mentor and the DHT, and by nobody else', async () => {
  for (const who of ['lead', 'dht']) expect(await answer(who, timetable(`t-${who}`)), who).toEqual(['applied'])
  for (const who of ['mentor1', 'mentor2', 'office', 'hoy9', 'admin']) expect(await answer(who, timetable(`t-${who}`)), who).toEqual(['forbidden'])
})

it('It is on the tablets of the people of the case, and not at the desk', async () => {
  await answer('lead', timetable('t1'))
  const reads = async (who: string): Promise<boolean> => {
    const tablet = await server.tablet(who)
    await tablet.pull()
    return tablet.fields('timetable', 't1') !== undefined
  }
  expect([await reads('mentor1'), await reads('mentor2'), await reads('office')]).toEqual([true, false, false])
})
