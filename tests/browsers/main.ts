/**
 * `npm run browsers -- --rounds N --from S`: walks of two and three real tablets and what they broke. `--faults` puts the
 * known faults in and says which walk caught each; `--story` tells what happened; `--only WORDS` picks some faults.
 */
import { parseArgs } from 'node:util'
import setUp from '../support/browser/setUp.ts'
import { faults } from './faults.ts'
import { walk, type Walked } from './walk.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, from: { type: 'string', default: '1' }, faults: { type: 'boolean', default: false }, only: { type: 'string' }, story: { type: 'boolean', default: false } } })
const from = Number(values.from)
const rules = ({ broken }: Walked): string => [...new Set(broken.map(({ rule }) => rule))].join(' ')
function tell({ history, broken }: Walked): void {
  if (values.story) for (const one of history) console.log(`  ${JSON.stringify(one, (key, value: unknown) => (key === 'logged' ? undefined : value))}`)
  for (const { rule, what } of broken) console.log(`  ${rule}: ${what}`)
}

const putAway = await setUp()
const start = performance.now()
try {
  if (values.faults) {
    for (const fault of faults.filter(({ name }) => values.only === undefined || name.includes(values.only))) {
      const walked = await walk(from, { fault, only: ['both-offline', 'offline', 'reload'] })
      // A walk that could not go on says nothing of whether the checker would have seen it.
      const isSeen = walked.broken.some(({ rule }) => rule !== 'stuck')
      console.log(`${fault.name.padEnd(60)} ${isSeen ? `caught: ${rules(walked)}` : `NOT CAUGHT${walked.broken.length > 0 ? ', the walk got stuck' : ''}`}`)
      tell(walked)
      if (!isSeen) process.exitCode = 1
    }
  } else {
    const total = { operations: 0, conflicts: 0, violations: 0 }
    for (let seed = from; seed < from + Number(values.rounds); seed++) {
      const walked = await walk(seed, { tablets: seed % 2 === 0 ? 3 : 2 })
      total.operations += walked.operations
      total.conflicts += walked.conflicts
      console.log(`walk ${seed}: ${walked.operations} operations, ${walked.conflicts} conflicts${walked.broken.length === 0 ? '' : `, breaks ${rules(walked)}`}`)
      tell(walked)
      if (walked.broken.length > 0) total.violations++
    }
    console.log(`${values.rounds} walks from ${from}: ${total.operations} operations, ${total.conflicts} conflicts, ${total.violations} violations (${((performance.now() - start) / 1000).toFixed(0)} s)`)
    process.exitCode = total.violations === 0 ? 0 : 1
  }
} finally {
  putAway()
}
