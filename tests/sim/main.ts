/**
 * `npm run sim -- --seeds N --from S`: runs simulated worlds and says what they broke; `--story` shortens each failure.
 * `--processes N` shares them among N processes, for a campaign.
 * `--postgres` runs each world once more over PostgreSQL, where it must end the same.
 * `--mutants` puts the known faults into the product and says which seed caught each; `--only WORDS` picks some of them.
 */
import { fork } from 'node:child_process'
import { parseArgs } from 'node:util'
import { startPostgres } from '../support/postgresCluster.ts'
import { mutants } from './world/mutants.ts'
import { MUTANT_SEEDS } from './world/mutantSeeds.ts'
import { differences, runOnPostgres } from './world/onPostgres.ts'
import { planOf } from './world/plan.ts'
import { runWorld } from './world/run.ts'
import { shrink } from './world/shrink.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' }, from: { type: 'string', default: '1' }, mutants: { type: 'boolean', default: false }, only: { type: 'string' }, story: { type: 'boolean', default: false }, processes: { type: 'string' }, postgres: { type: 'boolean', default: false } } })
const from = Number(values.from)
const upTo = from + Number(values.seeds)
const PIECE = 250

type Total = ReturnType<typeof nothing>
const nothing = () => ({ seeds: 0, operations: 0, kept: 0, joined: 0, parked: 0, restores: 0, violations: 0 })
function add(total: Total, more: Total): void {
  for (const key of Object.keys(total) as (keyof Total)[]) total[key] += more[key]
}

/** One process, one seed after the other. What is broken is printed at once. */
async function worlds(): Promise<Total> {
  const total = nothing()
  for (let seed = from; seed < upTo; seed++) {
    const done = await runWorld(planOf(seed))
    const elsewhere = values.postgres ? differences(done, await runOnPostgres(planOf(seed))) : []
    const broken = [...done.broken.map(({ rule, what }) => `${rule} (${what})`), ...elsewhere]
    add(total, { ...done, seeds: 1, violations: broken.length === 0 ? 0 : 1 })
    if (broken.length === 0) continue
    console.log(`seed ${seed} breaks ${broken.join('; ')}`)
    if (!values.story || done.broken.length === 0) continue
    const short = await shrink(planOf(seed))
    console.log(`${short.story.map((line) => `  ${line}`).join('\n')}\n`)
  }
  return total
}

/** Pieces of the seeds in processes of their own, so many at a time: a campaign uses every core and its memory stays flat. */
async function worldsInProcesses(processes: number): Promise<Total> {
  const total = nothing()
  let next = from
  const oneAfterAnother = async (): Promise<void> => {
    while (next < upTo) {
      const piece = { from: next, seeds: Math.min(PIECE, upTo - next) }
      next += piece.seeds
      add(total, await inProcess(piece))
      console.error(`${total.seeds} of ${upTo - from} seeds, ${total.violations} violations`)
    }
  }
  await Promise.all(Array.from({ length: processes }, oneAfterAnother))
  return total
}

/** A process that ends without having said what it found counts as a violation: a campaign with a hole in it is none. */
function inProcess(piece: { from: number; seeds: number }): Promise<Total> {
  return new Promise((done) => {
    const child = fork(import.meta.filename, ['--from', String(piece.from), '--seeds', String(piece.seeds), ...(values.story ? ['--story'] : []), ...(values.postgres ? ['--postgres'] : [])])
    let found: Total | undefined
    child.on('message', (total) => (found = total as Total))
    child.on('exit', (code, signal) => {
      if (!found) console.log(`the process of the ${piece.seeds} seeds from ${piece.from} ended without a word (${signal ?? code})`)
      done(found ?? { ...nothing(), violations: 1 })
    })
  })
}

async function seeds(): Promise<void> {
  const start = performance.now()
  const total = await (values.processes === undefined ? worlds() : worldsInProcesses(Number(values.processes)))
  if (process.send) return void process.send(total)
  const seconds = (performance.now() - start) / 1000
  console.log(`${total.seeds} seeds from ${from}: ${total.operations} operations, ${total.kept} values kept beside another, ${total.joined} texts joined, ${total.parked} parked, ${total.restores} restores, ${total.violations} violations (${seconds.toFixed(1)} s)`)
  process.exitCode = total.violations === 0 ? 0 : 1
}

/** The world that is known to catch it comes first. */
const known = (name: string): number[] => (MUTANT_SEEDS[name] === undefined ? [] : [MUTANT_SEEDS[name]])

async function injected(): Promise<void> {
  for (const mutant of mutants.filter((one) => values.only === undefined || one.name.includes(values.only))) {
    let caught: string | undefined
    for (const seed of [...known(mutant.name), ...Array.from({ length: upTo - from }, (_, index) => from + index)]) {
      const { broken } = await runWorld(planOf(seed), mutant)
      if (broken.length === 0) continue
      caught = `seed ${seed}, ${broken.map(({ rule }) => rule).join(' ')}`
      if (values.story) console.log(JSON.stringify((await shrink(planOf(seed), mutant)).plan))
      break
    }
    console.log(`${mutant.name.padEnd(58)} ${caught === undefined ? 'NOT CAUGHT' : `caught by ${caught}`}`)
    if (caught === undefined) process.exitCode = 1
  }
}

const cluster = values.postgres && !process.send ? await startPostgres() : undefined
try {
  if (cluster) process.env['BLUE_REPORT_TEST_POSTGRES'] = cluster.url()
  await (values.mutants ? injected() : seeds())
} finally {
  await cluster?.stop()
}
