/**
 * What one machine's server takes: node bench/server.ts [--seconds 6]. One school; thirty tablets push five changes at a
 * time without a pause, through real HTTP, to SQLite with one process and PostgreSQL with one and two.
 */
import { readFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openStore } from '../server/openStore.ts'
import { PATHS, type PullReply, type SignInReply } from '../src/domain/protocol.ts'
import { mentorOfTablet, PASSPHRASE, plantCrashSchool, pupilOfTablet } from '../tests/crash/school.ts'
import { Servers } from '../tests/crash/servers.ts'
import { startPostgres } from '../tests/support/postgresCluster.ts'
import { hangUp, post } from './wire.ts'

const TABLETS = 30
const OPS = 5
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '6' } } })
const lasts = Number(values.seconds) * 1000

async function measure(name: string, url: string, processes: number): Promise<void> {
  await plantCrashSchool(url, TABLETS)
  const before = await sizeOf(url)
  const servers = new Servers(() => url, processes)
  await servers.start()
  try {
    const ports = servers.ports()
    const portOf = (index: number): number => ports[index % ports.length] ?? 0
    const signedIn = await Promise.all(Array.from({ length: TABLETS }, async (_, index) => post<SignInReply>({ port: portOf(index) }, PATHS.session, { username: mentorOfTablet(index), passphrase: PASSPHRASE, clientId: `client-bench-${index}`, tabletId: `client-bench-${index}` })))
    const times: number[] = []
    const until = performance.now() + lasts
    await Promise.all(signedIn.map(async ({ cookie, body: { epoch } }, index) => {
      for (let n = 1; performance.now() < until; n += OPS) {
        const ops = Array.from({ length: OPS }, (_, op) => ({ n: n + op, kind: 'add', t: 'dailyAction', id: `a-${index}-${n + op}`, bucket: `pupil:${pupilOfTablet(index)}`, f: { pupilId: pupilOfTablet(index), date: '2026-12-10', text: 'Planner signed; settled in Maths; to see Miss Hale about PE kit' }, seen: 0, hlc: '0000000000000000', wall: 0, skew: null, sv: 1 }))
        const began = performance.now()
        await post({ port: portOf(index), cookie }, PATHS.push, { v: 1, epoch, clientId: `client-bench-${index}`, wall: 0, pending: OPS, oldest: null, ops })
        times.push(performance.now() - began)
      }
    }))
    times.sort((a, b) => a - b)
    const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(0)
    const pushes = times.length
    console.log(`${name}: ${((pushes / lasts) * 1000).toFixed(0)} pushes/s of ${OPS} changes (p50 ${at(0.5)} ms, p99 ${at(0.99)} ms)`)

    const [first] = signedIn
    let rows = 0
    let bytes = 0
    const began = performance.now()
    const pulls = 40
    for (let pull = 0; pull < pulls; pull++) {
      const reply = await post<Extract<PullReply, { puts: unknown[] }>>({ port: portOf(0), ...(first ? { cookie: first.cookie } : {}) }, PATHS.pull, { v: 1, epoch: first?.body.epoch, clientId: 'client-bench-0', cursor: { seq: 0 }, sv: 1, limit: 300, pending: 0, oldest: null, wall: 0 })
      rows += reply.body.puts.length
      bytes += reply.bytes
    }
    const took = performance.now() - began
    console.log(`  one tablet's pages of ${rows / pulls} rows: ${(took / pulls).toFixed(0)} ms each, ${((rows / took) * 1000).toFixed(0)} rows/s, ${(bytes / rows).toFixed(0)} bytes a row before compression`)
    const memory = servers.pids().map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
    console.log(`  memory of a process ${memory.map((mb) => `${mb.toFixed(0)} MB`).join(', ')}; on disk ${((await sizeOf(url)) - before > 0 ? ((await sizeOf(url)) - before) / (pushes * OPS) : 0).toFixed(0)} bytes a change (record, operation and indexes)`)
  } finally {
    await servers.stop()
  }
}

async function sizeOf(url: string): Promise<number> {
  const store = await openStore(url)
  const isPostgres = url.startsWith('postgres')
  const bytes = isPostgres ? Number((await sql<{ n: number }>`select pg_database_size(current_database()) as n`.execute(store.db)).rows[0]?.n) : 0
  await store.close()
  return isPostgres ? bytes : statSync(url).size
}

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, load of the machine ${loadavg()[0]?.toFixed(1)} when this began`)
const folder = mkdtempSync(join(tmpdir(), 'blue-report-bench-'))
const database = await startPostgres()
try {
  await measure('SQLite, one process', join(folder, 'records.sqlite'), 1)
  for (const processes of [1, 2]) {
    const admin = await openStore(database.url())
    await sql.raw(`create schema bench${processes}`).execute(admin.db)
    await admin.close()
    await measure(`PostgreSQL, ${processes === 1 ? 'one process' : 'two processes'}`, database.url(`bench${processes}`), processes)
  }
} finally {
  await database.stop()
  hangUp()
  rmSync(folder, { recursive: true })
}
