/** A tablet's real records and real engine against the server's real handlers, with a network that does as it is told. */
import { PATHS } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { syncOnce, type Net, type NetFailure, type Round } from '../../src/sync/engine.ts'
import type { AServer, WireTablet } from './aServer.ts'
import { aTablet, type ATablet } from './aTablet.ts'

export type Weather = 'fine' | 'off' | 'lose-reply' | 'send-twice' | 'portal'
export type SyncingTablet = ATablet & { weather: Weather; sync: () => Promise<Round>; wire: WireTablet; wall: { now: number } }

export async function aSyncingTablet(server: AServer, me: Actor): Promise<SyncingTablet> {
  const wire = await server.tablet(me.id)
  const wall = { now: server.clock.now }
  const tablet = await aTablet({ me, now: () => wall.now, clientId: wire.clientId })
  const ask = async (url: string, payload: unknown): Promise<unknown> => {
    const reply = await wire.post(url, payload)
    return reply.statusCode === 413 ? ({ fail: 'too-large' } satisfies NetFailure) : reply.statusCode >= 400 ? ({ fail: 'server' } satisfies NetFailure) : reply.json()
  }
  const through = async (url: string, payload: unknown): Promise<never> => {
    if (self.weather === 'off') return { fail: 'unreachable' } as never
    if (self.weather === 'portal') return { fail: 'not-ours' } as never
    const first = await ask(url, payload)
    if (self.weather === 'lose-reply') return { fail: 'unreachable' } as never
    return (self.weather === 'send-twice' ? await ask(url, payload) : first) as never
  }
  const net: Net = {
    push: (request) => through(PATHS.push, request),
    pull: (request) => through(PATHS.pull, request),
    handIn: async (op) => ((await wire.post(PATHS.handin, { op })).statusCode === 204 ? 'stored' : { fail: 'server' }),
  }
  const fine: Weather = 'fine'
  const self: SyncingTablet = Object.assign(tablet, {
    weather: fine, wire, wall,
    sync: () => syncOnce({ store: tablet.records.sync, net, wall: () => wall.now }),
  })
  return self
}
