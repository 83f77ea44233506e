/** The simulated worlds over PostgreSQL: the same promises hold, and everything ends as it does over SQLite, to the last operation. */
import { expect, it } from 'vitest'
import { differences, runOnPostgres } from '../../sim/world/onPostgres.ts'
import { planOf } from '../../sim/world/plan.ts'
import { runWorld } from '../../sim/world/run.ts'

it.each([3, 7, 24, 40, 174, 18002616])('A world on PostgreSQL is the world on SQLite (seed %i)', async (seed) => {
  const [here, there] = [await runWorld(planOf(seed)), await runOnPostgres(planOf(seed))]
  expect(there.broken).toEqual([])
  expect(differences(here, there)).toEqual([])
}, 120_000)

it('One that ends otherwise is told apart', async () => {
  const [one, other] = [await runWorld(planOf(3)), await runWorld(planOf(7))]
  expect(differences(one, other)).toHaveLength(1)
  expect(differences({ ...one, fingerprint: 'another' }, one)).toEqual(['on PostgreSQL it ends otherwise'])
})
