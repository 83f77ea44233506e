// How many tests of a stage passed and failed, from the reports that the runners write. A skipped test counts as failed:
// nothing here may be skipped. A runner that fails without naming a test counts as one failure. Who failed stands at the
// end of the run too: where only the end of a long output is kept, that is all there is to go by.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** `who`: each test that did not pass, or not at once: its file, its name and the first lines of why. @typedef {{ passed: number, failed: number, who?: string[] }} Count */

/** A stage that is one check. @param {number} exitCode @returns {Count} */
export const countOne = (exitCode) => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** @param {string} file @param {number} exitCode @returns {Count} */
export function countVitest(file, exitCode) {
  if (!existsSync(file)) return countOne(exitCode || 1)
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { name: string, status: string, message: string, assertionResults: { fullName: string, status: string, failureMessages: string[] }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests
  const who = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const red = assertionResults.filter((one) => one.status !== 'passed').map((one) => told(name, one.fullName, one.failureMessages))
    return status === 'failed' && red.length === 0 ? [told(name, 'the file itself', [message])] : red
  })
  return honest({ passed: report.numPassedTests, failed, who }, exitCode)
}

/**
 * @typedef {{ suites?: Suite[], specs?: { title: string, file: string, tests: { status: string, results: { errors: { message?: string }[] }[] }[] }[] }} Suite
 * @param {string} file @param {number} exitCode @returns {Count}
 */
export function countPlaywright(file, exitCode) {
  if (!existsSync(file)) return countOne(exitCode || 1)
  /** @type {Suite & { stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const { stats } = report
  /** @param {Suite} suite @returns {NonNullable<Suite['specs']>} */
  const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)]
  const who = specsOf(report).flatMap(({ title, file: spec, tests }) =>
    tests.filter(({ status }) => status !== 'expected').map(({ status, results }) =>
      told(spec, status === 'flaky' ? `${title} (passed at the second try)` : title, results.flatMap(({ errors }) => errors.map(({ message = '' }) => message)))))
  return honest({ passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped, who }, exitCode)
}

const WHY_LINES = 6

/** @param {string} file @param {string} name @param {string[]} why */
function told(file, name, why) {
  const lines = stripVTControlCharacters(why[0] ?? '').split('\n').filter((line) => line.trim() !== '').slice(0, WHY_LINES)
  return [`${relative(process.cwd(), resolve(file))} › ${name}`, ...lines.map((line) => `    ${line.slice(0, 200)}`)].join('\n')
}

/** @param {Count} count @param {number} exitCode @returns {Count} */
function honest(count, exitCode) {
  const nothingRan = count.passed + count.failed === 0
  return count.failed === 0 && (exitCode !== 0 || nothingRan) ? { ...count, failed: 1 } : count
}

/** A report of an earlier run must not speak for this one. @param {string[]} files */
export function forget(files) {
  for (const file of files) rmSync(file, { force: true })
}
