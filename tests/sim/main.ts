/**
 * `npm run sim -- --seeds N --from S`: runs simulated worlds and says what they broke; `--story` shortens each failure.
 * `--mutants` puts the known faults into the product and says which seed caught each; `--only WORDS` picks some of them.
 */
import { parseArgs } from 'node:util'
import { mutants } from './world/mutants.ts'
import { planOf } from './world/plan.ts'
import { runWorld } from './world/run.ts'
import { shrink } from './world/shrink.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' }, from: { type: 'string', default: '1' }, mutants: { type: 'boolean', default: false }, only: { type: 'string' }, story: { type: 'boolean', default: false } } })
const from = Number(values.from)
const upTo = from + Number(values.seeds)

async function seeds(): Promise<void> {
  const total = { operations: 0, kept: 0, joined: 0, parked: 0, restores: 0, violations: 0 }
  const start = performance.now()
  for (let seed = from; seed < upTo; seed++) {
    const done = await runWorld(planOf(seed))
    total.operations += done.operations
    total.kept += done.kept
    total.joined += done.joined
    total.parked += done.parked
    total.restores += done.restores
    if (done.broken.length === 0) continue
    total.violations++
    console.log(`seed ${seed} breaks ${done.broken.map(({ rule, what }) => `${rule} (${what})`).join('; ')}`)
    if (!values.story) continue
    const short = await shrink(planOf(seed))
    console.log(`${short.story.map((line) => `  ${line}`).join('\n')}\n`)
  }
  const seconds = (performance.now() - start) / 1000
  console.log(`${upTo - from} seeds from ${from}: ${total.operations} operations, ${total.kept} values kept beside another, ${total.joined} texts joined, ${total.parked} parked, ${total.restores} restores, ${total.violations} violations (${seconds.toFixed(1)} s)`)
  process.exitCode = total.violations === 0 ? 0 : 1
}

async function injected(): Promise<void> {
  for (const mutant of mutants.filter((one) => values.only === undefined || one.name.includes(values.only))) {
    let caught: string | undefined
    for (let seed = from; seed < upTo && caught === undefined; seed++) {
      const { broken } = await runWorld(planOf(seed), mutant)
      if (broken.length === 0) continue
      caught = `seed ${seed}, ${broken.map(({ rule }) => rule).join(' ')}`
      if (values.story) console.log(JSON.stringify((await shrink(planOf(seed), mutant)).plan))
    }
    console.log(`${mutant.name.padEnd(58)} ${caught === undefined ? 'NOT CAUGHT' : `caught by ${caught}`}`)
    if (caught === undefined) process.exitCode = 1
  }
}

await (values.mutants ? injected() : seeds())
