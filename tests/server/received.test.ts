import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/domain/protocol.ts'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
const action = (id: string) => ({ t: 'dailyAction' as const, id, f: { pupilId: 'p1', date: '2026-12-07', text: 'Planner checked' } })

describe('when the server received what was done', () => {
  it('is the moment it arrived, whatever the tablet says of when it was done; what it does not know it leaves out', async () => {
    const mentor = await server.tablet('mentor1')
    const op = mentor.op(action('d1'))
    server.clock.now += 9 * 60_000
    expect(await mentor.push(op)).toMatchObject({ results: [{ r: 'applied' }] })
    const lead = await server.tablet('lead')
    const stamp = `${mentor.clientId}:${op.n}`
    const reply = await lead.post(PATHS.received, { stamps: [stamp, 'another-tablet:3', 'no stamp'] })
    expect(reply.json()).toEqual({ received: { [stamp]: server.clock.now } })
  })
  it('is for the Lead Mentor, the DHT and the admin, and a list of any size is refused', async () => {
    for (const [name, status] of [['lead', 200], ['dht', 200], ['admin', 200], ['mentor1', 403], ['office', 403], ['hoy9', 403]] as const)
      expect((await (await server.tablet(name)).post(PATHS.received, { stamps: [] })).statusCode, name).toBe(status)
    const lead = await server.tablet('lead')
    expect((await lead.post(PATHS.received, { stamps: Array.from({ length: 5001 }, (_, n) => `a:${n}`) })).statusCode).toBe(400)
    expect((await server.ask({ method: 'POST', url: PATHS.received, payload: { stamps: [] } })).statusCode).toBe(401)
  })
})
