/** A whole school that comes back at once: so many are served at a time, and the others come again one by one. */
import type { LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PATHS } from '../../src/domain/protocol.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

const MOST = 2
let server: AServer
let tablets: WireTablet[]
beforeEach(async () => {
  server = await aServer({ mostAtOnce: MOST })
  tablets = await Promise.all(['mentor1', 'mentor2', 'lead', 'dht', 'hoy9'].map((username) => server.tablet(username)))
})
afterEach(() => server.close())

const note = (tablet: WireTablet) => tablet.op({ t: 'note', id: `n-${tablet.clientId}`, f: { pupilId: 'p3', type: 'staff', text: 'Settled in Maths', occurredAt: 1, enteredAt: 2, raise: false } })
const pushes = (some = tablets) => some.map((tablet) => tablet.post(PATHS.push, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: 0, pending: 1, oldest: null, ops: [{ ...note(tablet), n: 1 }] }))
/** The database lets nobody write until this is called. */
function holdWrites(): () => void {
  const { store } = server
  const { write } = store
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  store.write = async (work) => {
    await gate
    return write(work)
  }
  return () => {
    store.write = write
    open()
  }
}
/** All at once, while nobody comes through: who is told so first, and all who then have their answer. */
async function crowd() {
  const letThrough = holdWrites()
  const asked = pushes()
  const turnedAway: LightMyRequestResponse[] = []
  for (const one of asked) void one.then((reply) => turnedAway.push(reply))
  await expect.poll(() => turnedAway.length).toBe(tablets.length - MOST)
  const early = [...turnedAway]
  letThrough()
  return { early, all: await Promise.all(asked) }
}

it('serves so many at a time and asks the others to come again, in words that a tablet knows', async () => {
  const { early, all } = await crowd()
  expect(all.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 503, 503, 503])
  for (const { statusCode, headers, body } of early) {
    expect(statusCode).toBe(503)
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(15)
    expect(JSON.parse(body)).toMatchObject({ error: 'busy' })
  }
})

it('does not ask all to come again at the same moment', async () => {
  const pauses = new Set<unknown>()
  for (let round = 0; round < 10; round++) for (const { headers } of (await crowd()).early) pauses.add(headers['retry-after'])
  expect(pauses.size).toBeGreaterThan(5)
})

it('takes in, when they come again, what it had no room for', async () => {
  await crowd()
  expect((await Promise.all(pushes(tablets.slice(0, MOST)))).map(({ statusCode }) => statusCode)).toEqual([200, 200])
})

it('has room again when those inside have their answer, be it a refusal or a failure', async () => {
  const [mentor] = tablets as [WireTablet]
  await server.store.db.schema.alterTable('op').renameTo('op_elsewhere').execute()
  for (let tries = 0; tries <= MOST; tries++) expect((await Promise.all(pushes(tablets.slice(0, 1))))[0]?.statusCode).toBe(500)
  await server.store.db.schema.alterTable('op_elsewhere').renameTo('op').execute()
  for (let tries = 0; tries <= MOST; tries++) expect((await mentor.post(PATHS.push, { v: 'nonsense' })).statusCode).toBe(400)
  for (const tablet of tablets) await tablet.pull()
})

it('turns nobody away from signing in, from handing in, or from the answer whether there is a server', async () => {
  const [mentor] = tablets as [WireTablet]
  const letThrough = holdWrites()
  const asked = pushes()
  await Promise.race(asked)
  const health = await server.ask({ url: PATHS.health })
  const [signIn, handIn] = [server.signIn('mentor1', { clientId: 'client-new-here' }), mentor.post(PATHS.handin, { clientId: mentor.clientId, op: note(mentor) })]
  letThrough()
  expect([health, await signIn, await handIn].map(({ statusCode }) => statusCode)).toEqual([200, 200, 204])
  await Promise.all(asked)
})

it('is filled only by those who are signed in', async () => {
  const letThrough = holdWrites()
  const strangers = await Promise.all(Array.from({ length: MOST + 1 }, () => server.ask({ method: 'POST', url: PATHS.push, payload: {} })))
  expect(new Set(strangers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]))
  letThrough()
  expect((await Promise.all(pushes(tablets.slice(0, 1))))[0]?.statusCode).toBe(200)
})
