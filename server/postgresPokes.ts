/**
 * Pokes across processes, by LISTEN and NOTIFY on one connection of their own. A payload holds ids alone. A lost poke
 * costs nothing: a tablet asks once a minute anyway, and after the line was down every tablet is told to ask.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Client, type Notification } from 'pg'
import { z } from 'zod'
import { pokesInProcess, type Pokes } from './sync/pokes.ts'

const Payload = z.object({ s: z.string(), a: z.array(z.string()), from: z.string() })
/** PostgreSQL refuses a payload of 8,000 bytes. */
const AUDIENCES_AT_ONCE = 50
const LONGEST_WAIT = 10_000

export type DatabasePokes = Pokes & { close: () => Promise<void> }

export async function pokesByDatabase(url: string, channel: string): Promise<DatabasePokes> {
  const here = pokesInProcess()
  let client: Client | undefined
  let isClosing = false
  let reconnecting: Promise<void> | undefined
  let sending = Promise.resolve()
  const ended = new AbortController()

  function heard({ processId, payload }: Notification): void {
    // Its own words come back too; those it has said here already.
    if (processId === pidOf(client)) return
    const told = Payload.safeParse(parsed(payload))
    if (told.success) here.tell(told.data.s, told.data.a, told.data.from)
  }

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: 'blue-report pokes', keepAlive: true, connectionTimeoutMillis: 15_000, query_timeout: 10_000 })
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    next.on('notification', heard)
    try {
      await next.connect()
      // Nothing is stored by a poke, so it need not wait for the disk.
      await next.query('set synchronous_commit = off')
      await next.query(`listen ${next.escapeIdentifier(channel)}`)
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    client = next
  }

  /** A line that does not take it is given up; the next one tells everybody. */
  async function send(payload: string): Promise<void> {
    const line = client
    try {
      await line?.query('select pg_notify($1, $2)', [channel, payload])
    } catch {
      await line?.end().catch(() => undefined)
    }
  }

  function lost(which: Client): void {
    if (client !== which || isClosing) return
    client = undefined
    reconnecting = reconnect()
  }

  async function reconnect(): Promise<void> {
    for (let delay = 100; !isClosing; delay = Math.min(2 * delay, LONGEST_WAIT)) {
      try {
        await connect()
        here.tellAll()
        return
      } catch {
        await wait(delay * (0.5 + Math.random()), undefined, { signal: ended.signal }).catch(() => undefined)
      }
    }
  }

  await connect()
  return {
    listen: here.listen,
    tell: (schoolId, audiences, from) => {
      here.tell(schoolId, audiences, from)
      for (let at = 0; at < audiences.length; at += AUDIENCES_AT_ONCE) {
        const payload = JSON.stringify({ s: schoolId, a: audiences.slice(at, at + AUDIENCES_AT_ONCE), from })
        sending = sending.then(() => send(payload))
      }
    },
    close: async () => {
      isClosing = true
      ended.abort()
      await reconnecting
      await sending
      await client?.end()
    },
  }
}

const pidOf = (client: Client | undefined): number | undefined => (client as (Client & { processID?: number }) | undefined)?.processID

function parsed(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? '')
  } catch {
    return undefined
  }
}
