// `npm test`: every check there is, one after another, and one line at the end. `npm test -- unit browser` runs those stages alone.
// A stage that fails does not stop the next; the exit code and the last line tell. Stages that keep one core busy go side by side.
import { spawn } from 'node:child_process'
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

/**
 * One after another; a list goes side by side.
 * @type {(Stage | Stage[])[]}
 */
const stages = [
  [{ name: 'types', command: ['types'], count: countOne }, { name: 'lint', command: ['lint'], count: countOne }],
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

/**
 * Several at once would mix what they say, so each says it when it is done.
 * @param {string[]} command
 * @param {boolean} isAlone
 * @returns {Promise<number>}
 */
function exitCodeOf(command, isAlone) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', ...command], { stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    /** @type {Buffer[]} */
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk))
    child.once('error', () => resolve(1))
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(said))
      resolve(code ?? 1)
    })
  })
}

/** @param {Stage} stage @param {boolean} isAlone */
async function run({ name, command, count, isReady = () => true }, isAlone) {
  if (isAlone) console.log(`\n── ${name} ──`)
  const start = performance.now()
  forget(Object.values(files).filter((file) => command.some((word) => word.endsWith(file)) || name === 'browser'))
  const exitCode = isReady() ? await exitCodeOf(command, isAlone) : 1
  const counted = count(exitCode)
  const line = `${name.padEnd(8)} ${counted.passed} passed, ${counted.failed} failed (${minutesSince(start)})`
  console.log(line)
  return { ...counted, name, line }
}

const wanted = process.argv.slice(2)
const names = stages.flat().map(({ name }) => name)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}

const start = performance.now()
const results = []
for (const stage of stages) {
  const together = [stage].flat().filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  if (together.length > 1) console.log(`\n── ${together.map(({ name }) => name).join(' and ')} ──`)
  results.push(...(await Promise.all(together.map((one) => run(one, together.length === 1)))))
}
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)

const who = results.flatMap(({ name, who = [] }) => who.map((one) => `${name}: ${one}`))

if (who.length > 0) console.log(`\n── not passed, or not at once ──\n${who.join('\n')}`)
console.log(`\n── all (${minutesSince(start)}) ──\n${results.map(({ line }) => line).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
