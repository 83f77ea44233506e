/** Tablets push through a lossy network while servers, or the database under them, are killed at random moments. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '../../server/openStore.ts'
import { seededBy } from '../../server/demo/seeded.ts'
import type { PostgresCluster } from '../support/postgresCluster.ts'
import { findFaults, type Findings } from './checker.ts'
import { lossyProxy } from './lossyProxy.ts'
import { plantCrashSchool } from './school.ts'
import { Servers } from './servers.ts'
import { CrashTablet } from './tablet.ts'

export type Plan = {
  kills: number
  seed: number
  servers: number
  tablets: number
  loss: number
  /** Where the records are, asked anew at each start. Absent: an SQLite file of this campaign's own. */
  url?: () => string
  /** With a database that may be killed, every second kill is its. */
  database?: PostgresCluster
}
/** `midPush`: kills while at least one push was under way. */
export type Outcome = { kills: number; midPush: number; operations: number; pushes: number; faults: number; seconds: number; findings: Findings; broken: string[] }
const TO_FINISH = 90_000

export async function campaign(plan: Plan): Promise<Outcome> {
  const began = performance.now()
  const chance = seededBy('crash', plan.seed)
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-crash-'))
  const url = plan.url ?? (() => join(folder, 'records.sqlite'))
  const planted = await plantCrashSchool(url(), plan.tablets)
  const servers = new Servers(url, plan.servers)
  const proxy = await lossyProxy(() => (servers.ports().length === 0 ? undefined : chance.pick(servers.ports())), chance, plan.loss)
  const tablets = Array.from({ length: plan.tablets }, (_, index) => new CrashTablet(index, proxy.port, seededBy('tablet', plan.seed, index)))
  const done = (): number => tablets.reduce((sum, one) => sum + one.acknowledged, 0)
  const tooLate = new AbortController()
  let isOver = false
  let midPush = 0
  try {
    await servers.start()
    const working = tablets.map((tablet) => tablet.work(() => isOver, tooLate.signal))
    for (let kill = 0; kill < plan.kills; kill++) {
      await progress(done, servers)
      await wait(chance.int(0, 120))
      if (tablets.some((tablet) => tablet.isPushing)) midPush++
      if (plan.database && kill % 2 === 1) {
        await plan.database.kill()
        await plan.database.start()
      } else {
        const { back } = await servers.kill(chance.int(0, plan.servers - 1))
        await back
      }
    }
    isOver = true
    const timer = setTimeout(() => tooLate.abort(), TO_FINISH)
    await Promise.all(working)
    clearTimeout(timer)
  } finally {
    tooLate.abort()
    await proxy.close()
    await servers.stop()
  }
  const store = await openStore(url())
  const findings = await findFaults(store, tablets, planted)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  const broken = [...(servers.fallen > 0 ? [`${servers.fallen} servers ended without being killed`] : []), ...tablets.flatMap((tablet) => [...tablet.broken, ...(tablet.acknowledged < tablet.journal.length ? [`${tablet.clientId} could not send everything`] : [])])]
  return { kills: plan.kills, midPush, operations: done(), pushes: tablets.reduce((sum, one) => sum + one.pushes, 0), faults: proxy.faults(), seconds: (performance.now() - began) / 1000, findings, broken }
}

/** A kill counts only if somebody was at work: something must have come through since the last. */
async function progress(done: () => number, servers: Servers): Promise<void> {
  const before = done()
  const until = performance.now() + TO_FINISH
  while (done() === before) {
    if (servers.fallen > 0 || performance.now() > until) throw new Error(`Nothing comes through any more; ${servers.fallen} servers ended without being killed.`)
    await wait(5)
  }
}
