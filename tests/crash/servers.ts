/** Server processes over one store: killed without warning, and replaced by spares that have already loaded. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

type Process = ChildProcessByStdio<Writable, Readable, null>
type Slot = { process: Process | undefined; port: number | undefined }
/** Compiled once, a server is there in half the time; as one file instead of hundreds, in half of that. */
const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(new URL('../../.cache/compiled', import.meta.url)) }
const FOLDER = fileURLToPath(new URL(`../../.cache/crash/${process.pid}`, import.meta.url))
async function inOneFile(): Promise<string> {
  await build({
    configFile: false, publicDir: false, logLevel: 'warn',
    build: { ssr: fileURLToPath(new URL('serverProcess.ts', import.meta.url)), outDir: FOLDER, target: 'node24', minify: false, rolldownOptions: { output: { codeSplitting: false } } },
    ssr: { noExternal: true, external: ['better-sqlite3', '@node-rs/argon2', 'pg-native'] },
  })
  return join(FOLDER, 'serverProcess.js')
}

export class Servers {
  readonly #url: () => string
  readonly #slots: Slot[]
  readonly #spares: Process[] = []
  #isStopping = false
  #program = ''
  /** Servers that ended without being killed. */
  fallen = 0

  constructor(url: () => string, count: number) {
    this.#url = url
    this.#slots = Array.from({ length: count }, () => ({ process: undefined, port: undefined }))
  }

  async start(): Promise<void> {
    this.#program = await inOneFile()
    for (let spare = 0; spare <= this.#slots.length; spare++) this.#spares.push(this.#load())
    await Promise.all(this.#slots.map((slot) => this.#startIn(slot)))
  }
  /** Of those that answer now. */
  ports = (): number[] => this.#slots.flatMap(({ port }) => port ?? [])
  pids = (): number[] => this.#slots.flatMap((slot) => slot.process?.pid ?? [])

  /** Gone when it resolves; `back` when another answers in its place. */
  async kill(index: number): Promise<{ back: Promise<void> }> {
    const slot = this.#slots[index % this.#slots.length]
    if (!slot?.process) return { back: Promise.resolve() }
    slot.port = undefined
    await end(slot.process)
    return { back: this.#startIn(slot) }
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all([...this.#spares, ...this.#slots.flatMap((slot) => slot.process ?? [])].map(end))
    rmSync(FOLDER, { recursive: true, force: true })
  }

  async #startIn(slot: Slot): Promise<void> {
    if (this.#isStopping) return
    this.#spares.push(this.#load())
    const server = this.#spares.shift()
    if (!server) return
    slot.process = server
    server.once('exit', (_code, signal) => {
      if (signal === 'SIGKILL' || this.#isStopping) return
      this.fallen++
      slot.port = undefined
    })
    server.stdin.write(`${this.#url()}\n`)
    // Killed while it was starting: then nobody answers here until the next start.
    const [said] = (await Promise.race([once(server.stdout, 'data'), once(server, 'exit').then(() => [''])])) as [Buffer | string]
    if (slot.process === server) slot.port = Number(said.toString()) || undefined
  }

  #load(): Process {
    const child = spawn(process.execPath, [this.#program], { stdio: ['pipe', 'pipe', 'inherit'], env })
    child.stdin.on('error', () => undefined) // it was killed before it read
    return child
  }
}

async function end(child: Process): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
