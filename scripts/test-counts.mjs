// How many tests of a stage passed and failed, from the reports that the runners write. A skipped test counts as failed:
// nothing here may be skipped. A runner that fails without naming a test counts as one failure.
import { existsSync, readFileSync, rmSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number }} Count */

/** A stage that is one check. @param {number} exitCode @returns {Count} */
export const countOne = (exitCode) => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** @param {string} file @param {number} exitCode @returns {Count} */
export function countVitest(file, exitCode) {
  if (!existsSync(file)) return countOne(exitCode || 1)
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests
  return honest({ passed: report.numPassedTests, failed }, exitCode)
}

/** @param {string} file @param {number} exitCode @returns {Count} */
export function countPlaywright(file, exitCode) {
  if (!existsSync(file)) return countOne(exitCode || 1)
  /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  if (stats.flaky > 0) console.log(`${stats.flaky} passed only at the second try`)
  return honest({ passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped }, exitCode)
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
