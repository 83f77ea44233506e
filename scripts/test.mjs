// `npm test`: every check there is, and one line at the end. `npm test -- unit browser` runs those stages alone.
// The stages that keep one core busy run two at a time and say what they said when they end; those that keep both busy run
// one after another. A stage that fails does not stop the next; the exit code and the last line tell.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { browserStageIsReady } from './browser-needs.mjs'
import { postgresStageIsReady } from './postgres-needs.mjs'
import { countOne, countPlaywright, countVitest, forget } from './test-counts.mjs'

/**
 * @typedef {import('./test-counts.mjs').Count} Count
 * @typedef {{ name: string, command: string[], count: (exitCode: number) => Count, isReady?: () => boolean }} Stage
 * @typedef {Count & { name: string, line: string }} Result
 */

const CORES = 2

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

/** Each keeps one core busy; the longest first. @type {Stage[]} */
const narrow = [
  { name: 'types', command: ['types'], count: countOne },
  { name: 'lint', command: ['lint'], count: countOne },
  { name: 'rules', command: ['rules'], count: countOne },
  { name: 'unused', command: ['unused'], count: countOne },
  { name: 'build', command: ['build'], count: countOne },
  { name: 'crash', command: ['crash', '--', '--kills', '100'], count: countOne, isReady: postgresStageIsReady },
]

/** Each has two workers. @type {Stage[]} */
const wide = [
  vitest('unit'),
  vitest('server'),
  vitest('postgres', postgresStageIsReady),
  { name: 'browser', command: ['test:e2e'], count: (exitCode) => countPlaywright(files.browser, exitCode), isReady: browserStageIsReady },
]

/** @param {number} start */
function minutesSince(start) {
  const seconds = (performance.now() - start) / 1000
  return `${seconds.toFixed(1)} s, ${(seconds / 60).toFixed(2)} min`
}

/** @param {string[]} command @param {boolean} isAlone Beside another its words wait for its end. @returns {Promise<{ exitCode: number, said: Buffer[] }>} */
async function execute(command, isAlone) {
  const child = spawn('npm', ['run', '--silent', ...command], { stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk))
  const [exitCode] = await once(child, 'close')
  return { exitCode: typeof exitCode === 'number' ? exitCode : 1, said }
}

/** @param {Stage} stage @param {boolean} isAlone @returns {Promise<Result>} */
async function run({ name, command, count, isReady = () => true }, isAlone) {
  const title = `\n── ${name} ──`
  if (isAlone) console.log(title)
  const start = performance.now()
  forget(Object.values(files).filter((file) => command.some((word) => word.endsWith(file)) || name === 'browser'))
  const { exitCode, said } = isReady() ? await execute(command, isAlone) : { exitCode: 1, said: [] }
  const counted = count(exitCode)
  const line = `${name.padEnd(8)} ${counted.passed} passed, ${counted.failed} failed (${minutesSince(start)})`
  if (!isAlone) {
    console.log(title)
    process.stdout.write(Buffer.concat(said))
  }
  console.log(line)
  return { ...counted, name, line }
}

/** @param {Stage[]} stages @param {number} atOnce */
async function runAll(stages, atOnce) {
  const waiting = [...stages]
  /** @type {Result[]} */
  const results = []
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let stage = waiting.shift(); stage; stage = waiting.shift()) results.push(await run(stage, atOnce === 1))
    }),
  )
  return results
}

const wanted = process.argv.slice(2)
const names = [...narrow, ...wide].map(({ name }) => name)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}

const start = performance.now()
/** @param {Stage[]} stages */
const chosen = (stages) => stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const results = [...(await runAll(chosen(narrow), Math.min(CORES, chosen(narrow).length))), ...(await runAll(chosen(wide), 1))]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)

const who = results.flatMap(({ name, who = [] }) => who.map((one) => `${name}: ${one}`))

if (who.length > 0) console.log(`\n── not passed, or not at once ──\n${who.join('\n')}`)
console.log(`\n── all (${minutesSince(start)}) ──\n${results.map(({ line }) => line).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
