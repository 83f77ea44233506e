// `npm test`: every check there is, one after another, and one line at the end. `npm test -- unit browser` runs those stages alone.
// A stage that fails does not stop the next; the exit code and the last line tell. Types and lint, which keep to one core each, run at
// the same time.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
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

const TOGETHER = ['types', 'lint']

/** @param {number} start */
function minutesSince(start) {
  const seconds = (performance.now() - start) / 1000
  return `${seconds.toFixed(1)} s, ${(seconds / 60).toFixed(2)} min`
}

/** @param {string[]} command @param {boolean} isAlone Its words are shown as they come, or kept until it has ended. @returns {Promise<{ exitCode: number, said: string }>} */
async function npmRun(command, isAlone) {
  const child = spawn('npm', ['run', '--silent', ...command], { stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  const said = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')))
  return { exitCode: Number(await ended), said: said.join('') }
}

/** @param {Stage} stage @param {boolean} isAlone */
async function run({ name, command, count, isReady = () => true }, isAlone) {
  if (isAlone) console.log(`\n── ${name} ──`)
  const start = performance.now()
  forget(Object.values(files).filter((file) => command.some((word) => word.endsWith(file)) || name === 'browser'))
  const { exitCode, said } = isReady() ? await npmRun(command, isAlone) : { exitCode: 1, said: '' }
  if (!isAlone) console.log(`\n── ${name} ──\n${said}`)
  const counted = count(exitCode)
  const line = `${name.padEnd(8)} ${counted.passed} passed, ${counted.failed} failed (${minutesSince(start)})`
  console.log(line)
  return { ...counted, line }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.name).join(', ')}`)
  process.exit(2)
}

const start = performance.now()
const chosen = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const [together, alone] = [chosen.filter(({ name }) => TOGETHER.includes(name)), chosen.filter(({ name }) => !TOGETHER.includes(name))]
const results = await Promise.all(together.map((stage) => run(stage, together.length === 1)))
for (const stage of alone) results.push(await run(stage, true))
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)

console.log(`\n── all (${minutesSince(start)}) ──\n${results.map(({ line }) => line).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
