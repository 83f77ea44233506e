/** Each known fault of such a protocol, put into the product, breaks a promise in a world that keeps them all without it. */
import { describe, expect, it } from 'vitest'
import { mutants } from './world/mutants.ts'
import { MUTANT_SEEDS } from './world/mutantSeeds.ts'
import { planOf } from './world/plan.ts'
import { runWorld } from './world/run.ts'

describe('the simulation notices when', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', async (name, mutant) => {
    const seed = MUTANT_SEEDS[name]
    expect(seed, `npm run sim -- --mutants --only "${name}"`).toBeDefined()
    expect((await runWorld(planOf(seed ?? 1))).broken).toEqual([])
    expect((await runWorld(planOf(seed ?? 1), mutant)).broken.length, `npm run sim -- --mutants --only "${name}"`).toBeGreaterThan(0)
  }, 60_000)
})
