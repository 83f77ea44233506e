import { describe, expect, it } from 'vitest'
import { planOf } from './world/plan.ts'
import { runWorld } from './world/run.ts'

const AT_ONCE = 50
const minutes = (many: number): number => many * 60_000

describe('in a world where everything that can go wrong does', () => {
  for (const from of [1, 51, 101, 151, 201, 251])
    it(`no change is lost, doubled, shown to the wrong person or stuck (seeds ${from} to ${from + AT_ONCE - 1})`, async () => {
      for (let seed = from; seed < from + AT_ONCE; seed++) {
        const { broken } = await runWorld(planOf(seed))
        expect(broken, `seed ${seed}; npm run sim -- --seeds 1 --from ${seed} --story`).toEqual([])
      }
    }, minutes(5))

  it('the same seed gives the same world, to the last operation', async () => {
    for (const seed of [3, 7, 24, 40, 174]) {
      const [first, second] = [await runWorld(planOf(seed)), await runWorld(planOf(seed))]
      expect(first.fingerprint).toBe(second.fingerprint)
    }
  }, minutes(2))
})
