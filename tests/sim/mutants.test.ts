/** Each seed is the first that caught its fault. The last ones are faults the product had, each put right since. */
import { describe, expect, it } from 'vitest'
import { mutants } from './world/mutants.ts'
import { planOf } from './world/plan.ts'
import { runWorld } from './world/run.ts'

const SEEDS: Record<string, number> = {
  'the value that is not shown is thrown away': 7,
  'an old or reordered answer is applied': 87,
  'nothing is removed when a pupil is handed over': 1,
  'a pupil who is handed over comes without the past': 1,
  'the cursor jumps to the newest number at the end of a scan': 5,
  'the server’s word covers unsent fields': 3,
  'an edit of a record that was taken back is dropped': 7,
  'an operation that comes twice is applied twice': 4,
  'nothing is sent again after the server was restored': 5,
  'gaps are taken, and nothing is sent again': 4,
  'the answer to a push acknowledges': 1,
  'a number alone acknowledges, whoever used it': 10,
  'a name that is taken is ignored': 4,
  'a save does not wait for the disk': 3,
  'the changes of one action are saved one by one': 1,
  'the cursor is stored before the rows': 8,
  'unsent work on a pupil who is handed over is dropped': 9,
  'every page of a long scan acknowledges': 3,
  'nobody asks whether a row was missed': 1,
  'what differs is not fetched again': 1,
  'what the journal no longer holds is not reported': 69,
  'what waits is not given to the new mentor': 1,
  'what came late is not marked': 1,
  'an answer is kept in one place': 4,
  'a restored server’s count is believed as it is': 174,
  'an operation that was handed in leaves a gap': 6,
  'a place is taken for what nobody here was given': 22000131,
  'a tablet of a closed account forgets every second change': 40,
  'what was erased stays on the tablets': 14,
  'a journal with a hole is sent as it is': 5,
  'an action is cut in two for what is wrong beside it': 301270,
  'what another window saved is not looked for': 38,
  'what is sent under a new name is not shown meanwhile': 4,
}

describe('the simulation notices when', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', async (name, mutant) => {
    const seed = SEEDS[name]
    expect(seed, `npm run sim -- --mutants --only "${name}"`).toBeDefined()
    expect((await runWorld(planOf(seed ?? 1))).broken).toEqual([])
    expect((await runWorld(planOf(seed ?? 1), mutant)).broken.length, `npm run sim -- --mutants --only "${name}"`).toBeGreaterThan(0)
  }, 60_000)
})
