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
const vitest = (numPassedTests: number, numFailedTests: number, numPendingTests = 0) =>
  report({ numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0 })

describe('the count at the end of npm test', () => {
  it('counts a check that is no test as one', () => {
    expect([countOne(0), countOne(2)]).toEqual([{ passed: 1, failed: 0 }, { passed: 0, failed: 1 }])
  })

  it('counts a skipped test as failed', () => {
    expect(countVitest(vitest(5, 0, 2), 0)).toEqual({ passed: 5, failed: 2 })
    expect(countPlaywright(report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 } }), 1)).toEqual({ passed: 4, failed: 2 })
  })

  it('never calls a runner green that ended red, ran nothing or left no report', () => {
    expect(countVitest(vitest(5, 0), 1)).toEqual({ passed: 5, failed: 1 })
    expect(countVitest(vitest(0, 0), 0)).toEqual({ passed: 0, failed: 1 })
    expect(countVitest(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 })
  })
})
