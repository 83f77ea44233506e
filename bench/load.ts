/**
 * A country's afternoon on this machine: npm run load -- [--schools 200 --tablets 30 --processes 2 --window 120 --seconds 20].
 * Every tablet of every school sends its day's changes at 15.30 and takes what is new: first spread over a window, then
 * once more without a pause. Real HTTP to processes that serve all schools, and a PostgreSQL of its own.
 */
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { PATHS, type PullReply, type PushReply } from '../src/domain/protocol.ts'
import { seededBy } from '../server/demo/seeded.ts'
import { Servers } from '../tests/crash/servers.ts'
import { startPostgres } from '../tests/support/postgresCluster.ts'
import { DOMAIN, nextChanges, plantSchools, type Tablet } from './loadSchools.ts'
import { hangUp, post } from './wire.ts'

const option = (value: string) => ({ type: 'string' as const, default: value })
const { values } = parseArgs({ options: { schools: option('200'), tablets: option('30'), processes: option('2'), window: option('120'), seconds: option('20'), changes: option('20'), pushes: option('2'), 'at-once': option('48') } })
const number = (name: keyof typeof values): number => Number(values[name])

type Seen = { pushes: number[]; pulls: number[]; errors: Map<string, number> }
const nothing = (): Seen => ({ pushes: [], pulls: [], errors: new Map() })

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  times.push(performance.now() - began)
  return result
}

/** A tablet's day: its changes in so many pushes, then what the others of its school have sent meanwhile. */
async function sendTheDay(tablet: Tablet, port: number, seen: Seen): Promise<void> {
  const wire = { port, host: `${tablet.school}.${DOMAIN}`, cookie: `sid=${tablet.cookie}` }
  const shared = { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: 0, pending: 0, oldest: null }
  try {
    for (let push = 0; push < number('pushes'); push++) {
      const ops = nextChanges(tablet, Math.ceil(number('changes') / number('pushes')))
      const { body } = await timed(seen.pushes, () => post<PushReply>(wire, PATHS.push, { ...shared, ops }))
      if (!('results' in body) || body.results.some(({ r }) => r !== 'applied')) throw new Error('not applied')
      tablet.n = body.lastN + 1
    }
    for (let more = true; more; ) {
      const { body } = await timed(seen.pulls, () => post<PullReply>(wire, PATHS.pull, { ...shared, cursor: { seq: tablet.seq }, sv: 1, limit: 300 }))
      if (!('puts' in body)) throw new Error('no page')
      if (body.more) tablet.seq = body.puts.at(-1)?.seq ?? tablet.seq
      else tablet.seq = body.cursor.seq
      more = body.more
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    seen.errors.set(why, (seen.errors.get(why) ?? 0) + 1)
  }
}

function tell(name: string, { pushes, pulls, errors }: Seen, ms: number): void {
  const at = (times: number[], share: number): string => (times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(0)
  const rate = (count: number): string => ((count / ms) * 1000).toFixed(0)
  console.log(`${name}: ${rate(pushes.length + pulls.length)} requests/s over ${(ms / 1000).toFixed(0)} s; ${[...errors.values()].reduce((sum, count) => sum + count, 0)} errors ${errors.size > 0 ? JSON.stringify([...errors]) : ''}`)
  console.log(`  pushes ${pushes.length}, ${rate(pushes.length)}/s, p50 ${at(pushes, 0.5)} ms, p99 ${at(pushes, 0.99)} ms; pulls ${pulls.length}, p50 ${at(pulls, 0.5)} ms, p99 ${at(pulls, 0.99)} ms`)
}

const database = await startPostgres()
const servers = new Servers(() => `${database.url()} ${DOMAIN}`, number('processes'))
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}; other work wanted ${loadavg()[0]?.toFixed(1)} cores when this began. Tablets, ${number('processes')} server processes and PostgreSQL share the machine.`)
  const tablets = await plantSchools(database.url(), number('schools'), number('tablets'), Date.now())
  await servers.start()
  const ports = servers.ports()
  const portOf = (tablet: Tablet): number => ports[tablet.index % ports.length] ?? 0

  const spread = nothing()
  const chance = seededBy('afternoon')
  let began = performance.now()
  await Promise.all(tablets.map(async (tablet) => {
    await wait(chance.int(0, number('window') * 1000))
    await sendTheDay(tablet, portOf(tablet), spread)
  }))
  tell(`${number('schools')} schools × ${number('tablets')} tablets, ${number('changes')} changes each in ${number('pushes')} pushes, arriving over ${number('window')} s`, spread, performance.now() - began)

  const flood = nothing()
  began = performance.now()
  let next = 0
  await Promise.all(Array.from({ length: number('at-once') }, async () => {
    while (performance.now() - began < number('seconds') * 1000) {
      // One of each school in turn, so that nobody waits in a school's own queue.
      const turn = next++ % tablets.length
      const tablet = tablets[(turn % number('schools')) * number('tablets') + Math.floor(turn / number('schools'))]
      if (tablet) await sendTheDay(tablet, portOf(tablet), flood)
    }
  }))
  tell(`the same without a pause, ${number('at-once')} at once`, flood, performance.now() - began)
  console.log(`  memory of a process ${servers.pids().map((pid) => `${(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024).toFixed(0)} MB`).join(', ')}; load of the machine ${loadavg()[0]?.toFixed(1)} at the end`)
  if (spread.errors.size + flood.errors.size > 0) process.exitCode = 1
} finally {
  await servers.stop()
  await database.stop()
  hangUp()
}
