/**
 * A school's network between tablets and server: it refuses, cuts requests and replies in the middle, swallows a reply
 * when the work is already done, and delivers an old request a second time, long after. One request a connection.
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Chance } from '../../server/demo/seeded.ts'

export type LossyProxy = { port: number; faults: () => number; close: () => Promise<void> }
type Fate = 'well' | 'refused' | 'request cut' | 'reply swallowed' | 'reply cut' | 'twice'
const FAULTS = ['refused', 'request cut', 'reply swallowed', 'reply swallowed', 'reply cut', 'twice', 'twice'] as const
const LONGEST_ECHO = 400

/** `target` undefined: nobody is there at the moment. `loss`: the share of requests that something happens to. */
export async function lossyProxy(target: () => number | undefined, chance: Chance, loss: number): Promise<LossyProxy> {
  const open = new Set<Socket>()
  let faults = 0
  const keep = (socket: Socket): Socket => {
    open.add(socket)
    return socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }

  const proxy = createServer((tablet) => {
    keep(tablet)
    const fate: Fate = chance.happens(loss) ? chance.pick(FAULTS) : 'well'
    const port = target()
    if (port !== undefined && fate !== 'well') faults++
    if (port === undefined || fate === 'refused') return void tablet.destroy()
    const server = keep(connect(port, '127.0.0.1'))
    const sent: Buffer[] = []
    const cutAfter = chance.int(1, 2000)
    let passed = 0
    tablet.on('data', (chunk: Buffer) => {
      sent.push(chunk)
      passed += chunk.length
      if (fate !== 'request cut' || passed < cutAfter) return void server.write(chunk)
      server.write(chunk.subarray(0, Math.max(0, chunk.length - (passed - cutAfter))))
      server.destroySoon()
      tablet.destroy()
    })
    server.on('data', (chunk: Buffer) => {
      if (fate === 'reply swallowed') return void tablet.destroy()
      if (fate !== 'reply cut') return void tablet.write(chunk)
      tablet.write(chunk.subarray(0, chance.int(0, chunk.length - 1)), () => tablet.destroy())
    })
    server.on('close', () => {
      tablet.destroySoon()
      if (fate === 'twice') setTimeout(() => again(Buffer.concat(sent)), chance.int(0, LONGEST_ECHO)).unref()
    })
    tablet.on('close', () => (fate === 'reply swallowed' ? undefined : server.destroySoon()))
  })

  function again(request: Buffer): void {
    const port = target()
    if (port !== undefined) keep(connect(port, '127.0.0.1')).on('data', () => undefined).write(request)
  }

  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    faults: () => faults,
    close: async () => {
      for (const socket of open) socket.destroy()
      const closed = once(proxy, 'close')
      proxy.close()
      await closed
    },
  }
}
