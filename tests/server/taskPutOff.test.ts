/** What is put off is put off by those whose pupil it is about, and is read by nobody else. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

async function putOff(who: string, id: string): Promise<unknown> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(tablet.op({ t: 'taskPutOff', id, f: { pupilId: 'p1', taskId: 'call-back:p1:c1', until: '2026-12-14', reason: 'Away until Monday', entered: 1 } }))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r)[0] : reply
}

it('the pupil’s mentor, the Lead Mentor, the year’s Head of Year and the Deputy Headteacher put a task off, nobody else', async () => {
  for (const who of ['mentor1', 'lead', 'hoy9', 'dht']) expect(await putOff(who, `by-${who}`), who).toBe('applied')
  for (const who of ['mentor2', 'office', 'admin']) expect(await putOff(who, `by-${who}`), who).toBe('forbidden')
})
it('another mentor and the office never receive it', async () => {
  await putOff('mentor1', 'off')
  for (const who of ['mentor2', 'office', 'admin']) {
    const tablet = await server.tablet(who)
    await tablet.pull()
    expect(tablet.row('taskPutOff', 'off'), who).toBeUndefined()
  }
  const lead = await server.tablet('lead')
  await lead.pull()
  expect(lead.fields('taskPutOff', 'off')?.reason).toBe('Away until Monday')
})
