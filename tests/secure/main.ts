/**
 * `npm run secure -- --only NAMES --size N --seed S`: the promises of docs/security.md, tried as often as a release asks, or N times.
 * `--list` names them. Each ends in one line; what does not hold stands under it.
 */
import { parseArgs } from 'node:util'
import { Dice } from '../sim/world/dice.ts'
import type { Figure } from './figure.ts'
import setUp from '../support/browser/setUp.ts'
import { inTheBrowser } from './browser/figures.ts'
import { atTheServer } from './server/figures.ts'
import { bundle } from './sources/bundle.ts'
import { mutants } from './sources/mutants.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, size: { type: 'string' }, seed: { type: 'string', default: '1' }, list: { type: 'boolean', default: false } } })
const names = values.only?.split(',')
const figures: readonly Figure[] = [...atTheServer, ...inTheBrowser, bundle, mutants]
const unknown = names?.filter((name) => !figures.some((one) => one.name === name)) ?? []
if (values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Nothing is called ${unknown.join(', ')}. There are:`)
  for (const { name, rows, inEveryRun, campaign } of figures) console.log(`${name.padEnd(10)} ${rows.padEnd(8)} ${inEveryRun === 0 ? 'not in every run' : `${inEveryRun} in every run`}, ${campaign} in a campaign`)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const wanted = figures.filter(({ name }) => names?.includes(name) ?? true)
const putAway = wanted.some((one) => inTheBrowser.includes(one)) ? await setUp() : undefined
for (const { name, rows, campaign, measure } of wanted) {
  const start = performance.now()
  const { said, broken, noted = [] } = await measure(Number(values.size ?? campaign), new Dice('secure', name, values.seed))
  console.log(`${name} (${rows}): ${said}; ${broken.length} broken (${((performance.now() - start) / 1000).toFixed(1)} s)`)
  for (const one of broken.slice(0, 20)) console.log(`  ! ${one}`)
  for (const one of noted) console.log(`  - ${one}`)
  if (broken.length > 0) process.exitCode = 1
}
putAway?.()
