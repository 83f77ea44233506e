/**
 * What we claim about speed, measured. `npm run bench` prints a table and writes test-results/bench.json;
 * `--only 1,3` measures some claims, `--runs 3` how often, `--app dist` takes a build that is there, `--record` writes
 * docs/bench.md. `--peers FOLDER` runs us among our peers instead, in a copy of their harness; what stands after `--`
 * there goes to the harness.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { browserVersion } from './browser.ts'
import { bigSchool } from './claims/bigSchool.ts'
import { caseloadPdf } from './claims/caseloadPdf.ts'
import { coldStart } from './claims/coldStart.ts'
import { firstLoad } from './claims/firstLoad.ts'
import { peersWork } from './claims/peersWork.ts'
import { rehearsal } from './claims/rehearsal.ts'
import { simsExport } from './claims/simsExport.ts'
import { schoolWork } from './claims/schoolWork.ts'
import { history } from './claims/history.ts'
import { mondayBoard } from './claims/mondayBoard.ts'
import { tapToDurable } from './claims/tapToDurable.ts'
import { unlock } from './claims/unlock.ts'
import { startDemo, type Demo } from './demo.ts'
import type { Measured } from './figure.ts'
import { machineWords, meterOthers, quiet } from './machine.ts'
import { runAmongPeers } from './peers/run.ts'
import { servePages, type PagesServer } from './pagesServer.ts'
import { asMarkdown, asText, type Session } from './report.ts'
import type { Bench, Claim } from './setting.ts'

const CLAIMS: Claim[] = [tapToDurable, coldStart, unlock, firstLoad, caseloadPdf, peersWork, schoolWork, history, rehearsal, mondayBoard, simsExport, bigSchool]
const LONGEST_WAIT_MS = 20_000
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '5' }, app: { type: 'string' }, record: { type: 'boolean', default: false }, peers: { type: 'string' }, names: { type: 'string', default: 'product,rawidb,dexie,yjs,rxdb,pouchdb' } },
  allowPositionals: true,
})
if (values.peers !== undefined) {
  await runAmongPeers({ folder: values.peers, peers: values.names, runs: values.runs, more: positionals })
  process.exit(0)
}
const wanted = values.only?.split(',').map(Number)
const chosen = CLAIMS.filter(({ claim }) => wanted === undefined || wanted.includes(claim))

let pages: Promise<PagesServer> | undefined
let demo: Promise<Demo> | undefined
const bench: Bench = {
  runs: Number(values.runs),
  app: values.app,
  pages: () => (pages ??= servePages()),
  demo: () => (demo ??= startDemo(values.app)),
  say: (text) => console.error(`… ${text}`),
}

const measured: Measured[] = []
const others: number[] = []
try {
  for (const { claim, title, measure } of chosen) {
    await quiet(LONGEST_WAIT_MS)
    const stop = meterOthers()
    measured.push({ claim, title, ...(await measure(bench)) })
    others.push(stop())
  }
} finally {
  await (await pages)?.close()
  await (await demo)?.close()
}

const session: Session = {
  at: new Date().toISOString().slice(0, 16).replace('T', ' '),
  machine: machineWords(await browserVersion()),
  runs: bench.runs,
  others: others.reduce((sum, one) => sum + one, 0) / others.length,
  measured,
}
await mkdir(here('../test-results'), { recursive: true })
await writeFile(here('../test-results/bench.json'), `${JSON.stringify(session, null, 1)}\n`)
if (values.record) await writeFile(here('../docs/bench.md'), asMarkdown(session))
console.log(`${session.machine}; others took ${session.others.toFixed(2)} cores\n\n${asText(session)}`)
