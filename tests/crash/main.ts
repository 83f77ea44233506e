/** npm run crash -- --kills N [--seed S]: half of the kills on SQLite, half on PostgreSQL (servers and database in turn). */
import { parseArgs } from 'node:util'
import { startPostgres } from '../support/postgresCluster.ts'
import { campaign, type Outcome } from './campaign.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } })
const kills = Number(values.kills)
const seed = Number(values.seed)
const shared = { seed, tablets: 6, loss: 0.15 }

let failures = 0
report('SQLite, one server', await campaign({ ...shared, kills: Math.ceil(kills / 2), servers: 1 }))
const database = await startPostgres()
try {
  report('PostgreSQL, two servers', await campaign({ ...shared, kills: Math.floor(kills / 2), servers: 2, url: database.url, database }))
} finally {
  await database.stop()
}
process.exitCode = failures === 0 ? 0 : 1

function report(where: string, { kills: made, midPush, operations, pushes, faults, seconds, findings, broken }: Outcome): void {
  const { lost, doubled, half } = findings
  console.log(`${where}: ${made} kills, ${midPush} of them in the middle of a push (seed ${seed}), ${operations} operations acknowledged in ${pushes} pushes, ${faults} requests harmed on the way, ${seconds.toFixed(0)} s`)
  console.log(`  acknowledged and lost ${lost.length}, doubled ${doubled.length}, half-applied ${half.length}, words broken ${broken.length}`)
  const all = [...lost, ...doubled, ...half, ...broken]
  failures += all.length
  for (const one of all.slice(0, 20)) console.log(`  ! ${one}`)
}
