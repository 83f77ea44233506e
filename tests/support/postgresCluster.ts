/** A PostgreSQL of our own for the time of a test run: a temporary folder, a free port, and the settings of a real one. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { postgresPrograms } from '../../scripts/postgres-needs.mjs'

/** PostgreSQL refuses to run as root, so root runs it as the account that Debian's package made. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (which: string): number => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export type PostgresCluster = {
  /** The address of an empty database; `schema` alone is in its search path. */
  url: (schema?: string) => string
  /** Kills it as a power cut would, as far as a program can; `start` brings it back. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Ends it and removes every trace. */
  stop: () => Promise<void>
}

export async function startPostgres(): Promise<PostgresCluster> {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error('PostgreSQL is not installed: npm test says how to get it.')
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-postgres-'))
  const as = unprivileged()
  if (as) chownSync(folder, as.uid, as.gid)
  const password = randomBytes(16).toString('hex')
  const secret = join(folder, 'password')
  writeFileSync(secret, password)
  if (as) chownSync(secret, as.uid, as.gid)
  const data = join(folder, 'data')
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'blue', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C', '--no-sync'], { ...as, env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })

  let port = await freePort()
  let running: ChildProcess | undefined
  const url = (schema?: string): string => `postgres://blue:${password}@127.0.0.1:${port}/postgres${schema === undefined ? '' : `?options=${encodeURIComponent(`-c search_path=${schema}`)}`}`

  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      let said = ''
      const child = spawn(join(programs ?? '', 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=120'], { ...as, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
      running = child
      if (await answers(child, url())) return
      // Killed a moment ago, its children may still be on their way out; or another program was quicker to the port.
      if (tries === 50) throw new Error(`PostgreSQL does not start:\n${said}`)
      if (said.includes('could not bind')) port = await freePort()
      await wait(50)
    }
  }
  async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = running
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  await start()
  return {
    url, start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    client.on('error', () => undefined) // the next try tells
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      await wait(20)
    }
  }
  return false
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
