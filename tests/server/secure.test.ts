/** The promises of docs/security.md at their smallest; `npm run secure` tries them as often as a release asks. */
import { expect, it } from 'vitest'
import { atTheServer } from '../secure/server/figures.ts'
import { Dice } from '../sim/world/dice.ts'

it.each(atTheServer.filter(({ inEveryRun }) => inEveryRun > 0).map((one) => [one.name, one] as const))('%s: nothing of it breaks', async (_name, { inEveryRun, measure }) => {
  const { said, broken } = await measure(inEveryRun, new Dice('secure', 'every run'))
  expect(broken, said).toEqual([])
}, 60_000)
