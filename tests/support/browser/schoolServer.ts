/** The real server in a process of its own, over a copy of a school planted once, on a port that stays its own through kills and restarts. */
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { instantAt, type SchoolDate, type TimeOfDay } from '../../../src/domain/time/clock.ts'

const top = fileURLToPath(new URL('../../..', import.meta.url))
export const DEMO_DAY: SchoolDate = '2026-12-10'
const FILE = 'blue-report.sqlite'
const SEED = 'BLUE_REPORT_PLANTED'

type Started = {
  /** When the school's morning begins for this test; the demo's own is 08:28. */
  at?: TimeOfDay
  /** The built app to serve, if not dist/. */
  app?: string
}
export type SchoolServer = {
  url: string
  /** Where its database lies, and all that it has written to its log since it first started. */
  folder: string
  log: () => string
  /** `kill -9`, as a power cut would. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Kills it and forgets its folder. */
  dispose: () => Promise<void>
  /** Keeps the database as it is, and puts it back: while the server is not running. */
  backUp: () => void
  putBack: () => void
  /** Rows of the server's own database, read beside the running server. */
  rows: <T = Record<string, unknown>>(sql: string, ...values: (string | number)[]) => T[]
  /** For what no screen offers, such as a reply that must differ; the server need not run. */
  change: (sql: string, ...values: (string | number)[]) => void
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

export async function launch(data: string, port: number, app: string | undefined, { args = ['--demo'], more = {} }: { args?: string[]; more?: Record<string, string> } = {}): Promise<ChildProcess> {
  const env = { ...process.env, PORT: String(port), BLUE_REPORT_DATA: data, ...(app === undefined ? {} : { BLUE_REPORT_APP: app }), ...more }
  const child = spawn(process.execPath, ['server/main.ts', ...args], { cwd: top, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      if (said.includes('is at http')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  return child
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/** Once for a whole run: inventing the school and hashing its passphrases takes longer than copying the file. */
export async function plantOnce(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-planted-'))
  await end(await launch(folder, await freePort(), undefined), 'SIGTERM')
  process.env[SEED] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

export async function startSchool({ at = '08:28', app }: Started = {}): Promise<SchoolServer> {
  const planted = process.env[SEED]
  if (planted === undefined) throw new Error('The school was not planted: see the global set-up')
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-school-'))
  cpSync(planted, folder, { recursive: true })
  const open = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(join(folder, FILE))
    try {
      db.pragma('busy_timeout = 5000')
      return work(db)
    } finally {
      db.close()
    }
  }
  const change: SchoolServer['change'] = (sql, ...values) => open((db) => void db.prepare(sql).run(...values))
  change('UPDATE school SET demo_day = ?, demo_offset = ?', DEMO_DAY, instantAt(DEMO_DAY, at) - Date.now())

  const port = await freePort()
  const said: string[] = []
  const started = async (): Promise<ChildProcess> => {
    const server = await launch(folder, port, app, { more: { BLUE_REPORT_LOG: 'all' } })
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    return server
  }
  let child = await started()
  const school: SchoolServer = {
    url: `http://localhost:${port}`,
    folder,
    log: () => said.join(''),
    kill: () => end(child, 'SIGKILL'),
    async start() {
      child = await started()
    },
    async dispose() {
      await school.kill()
      for (const one of [folder, `${folder}-backup`]) rmSync(one, { recursive: true, force: true })
    },
    backUp: () => cpSync(folder, `${folder}-backup`, { recursive: true }),
    putBack() {
      rmSync(folder, { recursive: true })
      cpSync(`${folder}-backup`, folder, { recursive: true })
    },
    rows: <T>(sql: string, ...values: (string | number)[]) => open((db) => db.prepare(sql).all(...values) as T[]),
    change,
  }
  return school
}
