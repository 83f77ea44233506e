// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
type Sentence = { name: string; lives: string[]; tests: string[]; state: string }
const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
const rows = readFileSync(here('README.md'), 'utf8').split('\n').flatMap((line): Sentence[] => {
  const [, name = '', , lives = '', tests = '', state = ''] = line.split('|').map((cell) => cell.trim())
  return /^[PM]\d+[ab]?$/.test(name) ? [{ name, lives: named(lives), tests: named(tests), state }] : []
})
const numbers = (letter: string): number[] => [...new Set(rows.filter(({ name }) => name.startsWith(letter)).map(({ name }) => Number.parseInt(name.slice(1), 10)))]
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1)
/** A test file by its name, a browser walk by its own, or a folder of tests. */
const hasTest = (path: string): boolean => ['.test.ts', '.spec.ts'].some((end) => existsSync(here(`tests/${path}${end}`))) || existsSync(here(`tests/${path}`))
/** A file or folder of `src` or of the server; a name in brackets behind one is a component beside it. */
const isThere = (path: string): boolean => /^[A-Z]\w*$/.test(path) || !/[/.]/.test(path) || [`src/${path}`, path].some((one) => existsSync(here(one)))

describe('The README’s table of the policy', () => {
  it('has every sentence from P1 to P34 and every requirement from M1 to M8', () => {
    expect(numbers('P')).toEqual(upTo(34))
    expect(numbers('M')).toEqual(upTo(8))
  })
  it.each(rows)('$name names tests that exist, places that exist, and how it stands', ({ tests, lives, state }) => {
    expect(tests, 'at least one test').not.toEqual([])
    expect(tests.filter((path) => !hasTest(path)), 'tests that are not there').toEqual([])
    expect(lives.filter((path) => !isThere(path)), 'places that are not there').toEqual([])
    expect(state).toMatch(/^(done|in part)/)
  })
})
