/** The machine a figure belongs to, and how much of it other work took meanwhile. */
import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'

export function machineWords(browser: string): string {
  const cpus = os.cpus()
  const model = cpus[0]?.model.trim() ?? 'unknown processor'
  return `${cpus.length} × ${model}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}, Chromium ${browser}, Node ${process.versions.node}`
}

type Process = { parent: number; cpu: number }
const TICKS_A_SECOND = 100

/** Every process and the processor seconds it has taken; empty where there is no /proc. */
function processes(): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of existing('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields.length > 12) found.set(Number(name), { parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND })
  }
  return found
}
function existing(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // another system than Linux: nothing is metered
  }
}
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // the process has ended since it was listed
  }
}

function isOurs(all: ReadonlyMap<number, Process>, pid: number): boolean {
  for (let at = pid, steps = 0; at > 1 && steps < 50; at = all.get(at)?.parent ?? 0, steps++) if (at === process.pid) return true
  return false
}

/** Starts to meter; the returned function says how many cores work that is not ours has taken since. */
export function meterOthers(): () => number {
  const started = performance.now()
  let last = processes()
  const ours = new Set([...last.keys()].filter((pid) => isOurs(last, pid)))
  let seconds = 0
  const look = (): void => {
    const next = processes()
    for (const [pid, { cpu }] of next) {
      if (ours.has(pid)) continue
      if (isOurs(next, pid)) ours.add(pid)
      else seconds += Math.max(0, cpu - (last.get(pid)?.cpu ?? 0))
    }
    last = next
  }
  const timer = setInterval(look, 1000)
  timer.unref()
  return () => {
    clearInterval(timer)
    look()
    return seconds / ((performance.now() - started) / 1000)
  }
}

const QUIET = 0.15
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for others to pause, but not for ever. */
export async function quiet(patienceMs: number): Promise<void> {
  const started = performance.now()
  while (performance.now() - started < patienceMs) {
    const stop = meterOthers()
    await wait(700)
    if (stop() < QUIET) return
  }
}
