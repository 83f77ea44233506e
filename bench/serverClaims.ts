/**
 * What one tablet waits for at the server: node bench/serverClaims.ts. Each figure beside its floor of the same run; on
 * SQLite with one process and on PostgreSQL with two, over real HTTP.
 */
import { get } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../server/openStore.ts'
import { MAX_OPS, PATHS, type PullReply, type PushReply } from '../src/domain/protocol.ts'
import { Servers } from '../tests/crash/servers.ts'
import { startPostgres } from '../tests/support/postgresCluster.ts'
import type { Figure } from './figure.ts'
import { DOMAIN, nextChanges, plantSchools, type Tablet } from './loadSchools.ts'
import { asText } from './report.ts'
import { hangUp, post } from './wire.ts'

const RUNS = 5
const MERGED = 500
/** As a tablet sends them. */
const AT_ONCE = MAX_OPS

type Edit = { kind: 'add' | 'patch'; f: Record<string, unknown>; base?: Record<string, string | null> }
const edits = (tablet: Tablet, from: number, edit: (index: number) => Edit): object[] =>
  Array.from({ length: AT_ONCE }, (_, at) => ({ n: tablet.n + at, t: 'target', id: `t-${from + at}`, bucket: `pupil:${tablet.pupilId}`, ...edit(from + at), seen: 0, hlc: '0000000000000000', wall: 0, skew: null, sv: 1 }))
const target = (pupilId: string) => ({ pupilId, weekStart: '2026-12-07', behaviour: 'Arrive by 8.45', measure: 'count', threshold: 4, scope: 'mornings', by: '2026-12-11', source: '', pupilWording: '', result: 'open', version: 1 })

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function figuresOf(name: string, url: string, processes: number): Promise<Figure[]> {
  const schools = await plantSchools(url, RUNS, 2, Date.now())
  const store = await openStore(url)
  const servers = new Servers(() => `${url} ${DOMAIN}`, processes)
  await servers.start()
  const port = (index: number): number => servers.ports()[index % processes] ?? 0
  const wire = (tablet: Tablet, index = 0) => ({ port: port(index), host: `${tablet.school}.${DOMAIN}`, cookie: `sid=${tablet.cookie}` })
  const send = async (tablet: Tablet, ops: object[], index = 0): Promise<void> => {
    const { body } = await post<PushReply>(wire(tablet, index), PATHS.push, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: 0, pending: 0, oldest: null, ops })
    if (!('results' in body) || body.results.some(({ r }) => r === 'parked')) throw new Error(`not taken: ${JSON.stringify(body).slice(0, 300)}`)
    tablet.n = body.lastN + 1
  }
  const measured = { merge: [] as number[], bareWrite: [] as number[], pull: [] as number[], bareRead: [] as number[], seen: [] as number[], health: [] as number[] }
  try {
    for (let run = 0; run < RUNS; run++) {
      const [writer, other] = schools.filter(({ school }) => school === `s${run}`) as [Tablet, Tablet]
      const rival: Tablet = { ...writer, clientId: 'client-rival', n: 1 }
      for (let from = 0; from < MERGED; from += AT_ONCE) await send(writer, edits(writer, from, () => ({ kind: 'add', f: target(writer.pupilId) })))
      // The rival never saw the first wording: each of its edits is merged against another's.
      for (let from = 0; from < MERGED; from += AT_ONCE) await send(writer, edits(writer, from, (index) => ({ kind: 'patch', f: { behaviour: `Arrive by 8.4${index % 5}`, scope: 'all mornings' }, base: { behaviour: `${writer.clientId}:${index + 1}`, scope: `${writer.clientId}:${index + 1}` } })))
      measured.merge.push(await timed(async () => {
        for (let from = 0; from < MERGED; from += AT_ONCE) await send(rival, edits(rival, from, (index) => ({ kind: 'patch', f: { behaviour: 'Come straight to reception', scope: 'every day' }, base: { behaviour: `${writer.clientId}:${index + 1}`, scope: `${writer.clientId}:${index + 1}` } })))
      }))
      measured.bareWrite.push(await timed(() => store.write(async (trx) => {
        for (let from = 0; from < MERGED; from += AT_ONCE) await trx.insertInto('field_history').values(Array.from({ length: AT_ONCE }, (_, at) => ({ school_id: writer.school, t: 'bare', id: `${from + at}`, field: 'x', value: 'Come straight to reception', stamp: '', concurrent_with: null, at: 0 }))).execute()
      })))

      const { head: before } = await store.db.selectFrom('school').select('head').where('id', '=', writer.school).executeTakeFirstOrThrow()
      await send(writer, nextChanges(writer, 40))
      const pull = { v: 1, epoch: other.epoch, clientId: other.clientId, cursor: { seq: before }, sv: 1, limit: 300, pending: 0, oldest: null, wall: 0 }
      await post(wire(other), PATHS.pull, pull)
      measured.pull.push(await timed(async () => {
        const { body } = await post<PullReply>(wire(other), PATHS.pull, pull)
        if (!('puts' in body) || body.puts.length !== 20) throw new Error('not the twenty rows')
      }))
      measured.bareRead.push(await timed(() => store.db.selectFrom('row').selectAll().where('school_id', '=', writer.school).where('seq', '>', before).limit(20).execute()))

      // The other tablet's line is at another process, where there is one.
      await new Promise<void>((resolve, reject) => {
        let began = 0
        const line = get({ port: port(1), host: '127.0.0.1', path: PATHS.events, headers: { host: `${other.school}.${DOMAIN}`, cookie: `sid=${other.cookie}` } }, (reply) => {
          reply.setEncoding('utf8').on('data', (said: string) => {
            if (began === 0) {
              began = performance.now()
              send(writer, nextChanges(writer, 1)).catch(reject)
            } else if (said.includes('poke'))
              void post(wire(other, 1), PATHS.pull, pull).then(() => {
                measured.seen.push(performance.now() - began)
                line.destroy()
                resolve()
              }, reject)
          })
        })
        line.on('error', () => undefined)
      })
      measured.health.push(await timed(() => post(wire(other, 1), PATHS.pull, { ...pull, cursor: { seq: before + 40 } })))
    }
  } finally {
    await servers.stop()
    await store.close()
  }
  return [
    { what: `${name}: 500 edits merged, as many to a push as a tablet sends`, unit: 'ms', runs: measured.merge, floor: { what: 'writing 500 bare rows', runs: measured.bareWrite }, goal: { most: 500 } },
    { what: `${name}: a pull of 20 new rows`, unit: 'ms', runs: measured.pull, floor: { what: 'reading 20 bare rows', runs: measured.bareRead }, goal: { most: 60 } },
    { what: `${name}: an edit at ${processes === 1 ? 'the same' : 'another'} process, until the other tablet has it`, unit: 'ms', runs: measured.seen, floor: { what: 'one pull', runs: measured.health }, goal: { most: 1000 } },
  ]
}

const load = loadavg()[0] ?? 0
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`
const folder = mkdtempSync(join(tmpdir(), 'blue-report-claims-'))
const database = await startPostgres()
try {
  const figures = [...(await figuresOf('SQLite', join(folder, 'records.sqlite'), 1)), ...(await figuresOf('PostgreSQL', database.url(), 2))]
  console.log(`${machine}; load of the machine ${load.toFixed(1)} when this began, ${(loadavg()[0] ?? 0).toFixed(1)} at the end\n`)
  console.log(asText({ at: '', machine, runs: RUNS, others: load, measured: [{ claim: 0, title: 'At the server', figures }] }))
} finally {
  await database.stop()
  hangUp()
  rmSync(folder, { recursive: true })
}
