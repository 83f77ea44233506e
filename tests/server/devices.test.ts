import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DevicesReply, PATHS } from '../../src/domain/protocol.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
const devices = (tablet: WireTablet) => server.ask({ method: 'GET', url: PATHS.devices, headers: { cookie: tablet.cookie } })
const pull = (tablet: WireTablet, more: object) =>
  tablet.post(PATHS.pull, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, cursor: { seq: 0 }, sv: 1, limit: 300, pending: 2, oldest: 1000, wall: 1, ...more })

describe('the list of devices', () => {
  it('tells what each tablet last said: when, what waits, its version and its clock', async () => {
    const mentor = await server.tablet('mentor1')
    await pull(mentor, { version: '0.1.0', skew: -3600_000 })
    const reply = DevicesReply.parse((await devices(await server.tablet('lead'))).json())
    expect(reply).toMatchObject({ at: server.clock.now, devices: [{ name: 'Name of mentor1', seenAt: server.clock.now, waiting: 2, oldest: 1000, version: '0.1.0', skew: -3600_000 }] })
  })
  it('takes a tablet that says nothing of itself as it is, and forgets nothing it said before', async () => {
    const mentor = await server.tablet('mentor1')
    await pull(mentor, { version: '0.1.0', skew: null })
    await pull(mentor, {})
    await mentor.push(mentor.op({ t: 'note', id: 'n1', f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } }))
    expect((await devices(await server.tablet('dht'))).json()).toMatchObject({ devices: [{ version: '0.1.0', skew: null }] })
  })
  it('tells the code of a queue that does not move, until the tablet says that it moves', async () => {
    const mentor = await server.tablet('mentor1')
    const told = async () => DevicesReply.parse((await devices(await server.tablet('lead'))).json()).devices[0]?.stuck
    await pull(mentor, { stuck: 'W4-server-17' })
    expect(await told()).toBe('W4-server-17')
    await pull(mentor, {})
    expect(await told()).toBe('W4-server-17')
    await pull(mentor, { stuck: null })
    expect(await told()).toBeNull()
  })
  it('tells what a tablet no longer has and a server that was put back may have lost, for sixty days, though its person has seen it since', async () => {
    const mentor = await server.tablet('mentor1')
    const told = async () => DevicesReply.parse((await devices(await server.tablet('lead'))).json()).devices[0]?.missing
    await pull(mentor, {})
    expect(await told()).toBeUndefined()
    await pull(mentor, { missing: 12 })
    const at = server.clock.now
    server.clock.now += 86_400_000
    await pull(await server.tablet('mentor1', mentor.clientId), { missing: 0 })
    expect(await told()).toEqual({ count: 12, at })
    server.clock.now += 60 * 86_400_000
    expect(await told()).toBeUndefined()
  })
  it('is for the Lead Mentor, the DHT and the admin, and nobody else', async () => {
    for (const [name, status] of [['lead', 200], ['dht', 200], ['admin', 200], ['mentor1', 403], ['office', 403], ['hoy9', 403]] as const)
      expect((await devices(await server.tablet(name))).statusCode, name).toBe(status)
    expect((await server.ask({ method: 'GET', url: PATHS.devices })).statusCode).toBe(401)
  })
})
