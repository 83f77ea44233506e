/**
 * The server as a process that can be killed. It loads everything, then waits for one line with the store's address (and
 * the domain of its schools, where there are many), so that a spare takes over at once; it says the port it answers at, and ends when the process that started it does.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { buildApp } from '../../server/app.ts'
import { openStore } from '../../server/openStore.ts'
import type { Store } from '../../server/store.ts'
import { SCHOOL_ID } from './school.ts'

process.stdin.on('end', () => process.exit())
const [line] = (await once(createInterface({ input: process.stdin }), 'line')) as [string]
const [url = '', below] = line.split(' ')
const app = await buildApp({ store: await opened(), schoolId: below ? { below } : SCHOOL_ID, now: Date.now, random: (bytes) => void crypto.getRandomValues(bytes), requestsPerMinute: 10_000_000 })
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)

/** As a service that is started again until its database is there. */
async function opened(): Promise<Store> {
  for (;;) {
    try {
      return await openStore(url)
    } catch {
      await wait(50)
    }
  }
}
