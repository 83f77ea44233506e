// `npm test`: every check there is, one after another, and one line at the end. `npm test -- unit browser` runs those stages alone.
// A stage that fails does not stop the next; the exit code and the last line tell.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { browserStageIsReady } from './browser-needs.mjs'
import { postgresStageIsReady } from './postgres-needs.mjs'
import { countOne, countPlaywright, countVitest, forget } from './test-counts.mjs'

/**
 * @typedef {import('./test-counts.mjs').Count} Count
 * @typedef {{ name: string, command: string[], count: (exitCode: number) => Count, isReady?: () => boolean }} Stage
 */

const files = { unit: 'test-results/unit.json', server: 'test-results/server.json', postgres: 'test-results/postgres.json', browser: 'test-results/e2e.json' }

/** @param {'unit' | 'server' | 'postgres'} name @param {() => boolean} [isReady] @returns {Stage} */
const vitest = (name, isReady = () => true) => ({
  name,
  command: [`test:${name}`, '--', '--reporter=default', '--reporter=json', `--outputFile.json=${files[name]}`],
  count: (exitCode) => countVitest(files[name], exitCode),
  isReady,
})

// Servers start hundreds of times in a run; what one start has compiled serves the next.
process.env['NODE_COMPILE_CACHE'] ??= resolve('.cache/compiled')

/** @type {Stage[]} */
const stages = [
  { name: 'types', command: ['types'], count: countOne },
  { name: 'lint', command: ['lint'], count: countOne },
  { name: 'rules', command: ['rules'], count: countOne },
  { name: 'unused', command: ['unused'], count: countOne },
  vitest('unit'),
  vitest('server'),
  vitest('postgres', postgresStageIsReady),
  { name: 'crash', command: ['crash', '--', '--kills', '100'], count: countOne, isReady: postgresStageIsReady },
  { name: 'build', command: ['build'], count: countOne },
  { name: 'browser', command: ['test:e2e'], count: (exitCode) => countPlaywright(files.browser, exitCode), isReady: browserStageIsReady },
]

/** @param {number} start */
function minutesSince(start) {
  const seconds = (performance.now() - start) / 1000
  return `${seconds.toFixed(1)} s, ${(seconds / 60).toFixed(2)} min`
}

/** @param {Stage} stage */
function run({ name, command, count, isReady = () => true }) {
  console.log(`\n── ${name} ──`)
  const start = performance.now()
  forget(Object.values(files).filter((file) => command.some((word) => word.endsWith(file)) || name === 'browser'))
  const exitCode = isReady() ? (spawnSync('npm', ['run', '--silent', ...command], { stdio: 'inherit' }).status ?? 1) : 1
  const counted = count(exitCode)
  const line = `${name.padEnd(8)} ${counted.passed} passed, ${counted.failed} failed (${minutesSince(start)})`
  console.log(line)
  return { ...counted, name, line }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.name).join(', ')}`)
  process.exit(2)
}

const start = performance.now()
const results = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map(run)
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)

const who = results.flatMap(({ name, who = [] }) => who.map((one) => `${name}: ${one}`))

if (who.length > 0) console.log(`\n── not passed, or not at once ──\n${who.join('\n')}`)
console.log(`\n── all (${minutesSince(start)}) ──\n${results.map(({ line }) => line).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
