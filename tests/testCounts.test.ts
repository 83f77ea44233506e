// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { countOne, countPlaywright, countVitest } from '../scripts/test-counts.mjs'

const folder = mkdtempSync(join(tmpdir(), 'counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}
const vitest = (numPassedTests: number, numFailedTests: number, numPendingTests = 0, testResults: unknown[] = []) =>
  report({ numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0, testResults })

describe('the count at the end of npm test', () => {
  it('counts a check that is no test as one', () => {
    expect([countOne(0), countOne(2)]).toEqual([{ passed: 1, failed: 0 }, { passed: 0, failed: 1 }])
  })

  it('counts a skipped test as failed', () => {
    expect(countVitest(vitest(5, 0, 2), 0)).toMatchObject({ passed: 5, failed: 2 })
    expect(countPlaywright(report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 } }), 1)).toMatchObject({ passed: 4, failed: 2 })
  })

  it('never calls a runner green that ended red, ran nothing or left no report', () => {
    expect(countVitest(vitest(5, 0), 1)).toMatchObject({ passed: 5, failed: 1 })
    expect(countVitest(vitest(0, 0), 0)).toMatchObject({ passed: 0, failed: 1 })
    expect(countVitest(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 })
  })

  it('says at the end who failed and why, and who passed only at the second try', () => {
    const results = [
      { name: join(process.cwd(), 'tests/a.test.ts'), status: 'failed', message: '', assertionResults: [
        { fullName: 'a list is sorted', status: 'failed', failureMessages: ['\u001B[31mAssertionError\u001B[39m: expected 2 to be 3\n\n    at here'] },
        { fullName: 'a list is found', status: 'passed', failureMessages: [] },
      ] },
      { name: join(process.cwd(), 'tests/b.test.ts'), status: 'failed', message: 'SyntaxError: a file that cannot be read', assertionResults: [] },
    ]
    expect(countVitest(vitest(1, 1, 0, results), 1).who).toEqual([
      'tests/a.test.ts › a list is sorted\n    AssertionError: expected 2 to be 3\n        at here',
      'tests/b.test.ts › the file itself\n    SyntaxError: a file that cannot be read',
    ])
    const spec = (title: string, status: string) => ({ title, file: 'c.spec.ts', tests: [{ status, results: [{ errors: [{ message: 'Timeout' }] }, { errors: [] }] }] })
    const suites = [{ specs: [spec('opens', 'expected')], suites: [{ specs: [spec('closes', 'flaky'), spec('locks', 'unexpected')] }] }]
    expect(countPlaywright(report({ stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }, suites }), 1).who).toEqual([
      'c.spec.ts › closes (passed at the second try)\n    Timeout',
      'c.spec.ts › locks\n    Timeout',
    ])
  })
})
