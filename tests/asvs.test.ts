import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Every requirement of levels 1 and 2 of ASVS 5.0.0, section by section; those of level 3 that are looked at stand in the table as well. */
const ASKED: Readonly<Record<string, string>> = {
  '1.1': '1-2', '1.2': '1-9', '1.3': '1-11', '1.4': '1-3', '1.5': '1-2', '2.1': '1-3', '2.2': '1-3', '2.3': '1-4', '2.4': '1', '3.2': '1-2', '3.3': '1-4', '3.4': '1-6', '3.5': '1-5', '3.7': '1-2',
  '4.1': '1-3', '4.2': '1', '4.3': '1-2', '4.4': '1-4', '5.1': '1', '5.2': '1-3', '5.3': '1-2', '5.4': '1-3', '6.1': '1-3', '6.2': '1-12', '6.3': '1-4', '6.4': '1-4', '6.5': '1-5', '6.6': '1-3', '6.8': '1-4',
  '7.1': '1-3', '7.2': '1-4', '7.3': '1-2', '7.4': '1-5', '7.5': '1-2', '7.6': '1-2', '8.1': '1-2', '8.2': '1-3', '8.3': '1', '8.4': '1', '9.1': '1-3', '9.2': '1-4',
  '10.1': '1-2', '10.2': '1-2', '10.3': '1-4', '10.4': '1-11', '10.5': '1-5', '10.6': '1-2', '10.7': '1-3', '11.1': '1-2', '11.2': '1-3', '11.3': '1-3', '11.4': '1-4', '11.5': '1', '11.6': '1', '12.1': '1-3', '12.2': '1-2', '12.3': '1-4',
  '13.1': '1', '13.2': '1-5', '13.3': '1-2', '13.4': '1-5', '14.1': '1-2', '14.2': '1-4', '14.3': '1-3', '15.1': '1-3', '15.2': '1-3', '15.3': '1-7', '16.1': '1', '16.2': '1-5', '16.3': '1-4', '16.4': '1-3', '16.5': '1-3', '17.1': '1', '17.2': '1-4', '17.3': '1-2',
}
const asked = Object.entries(ASKED).flatMap(([section, range]) => {
  const [first = 1, last = first] = range.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => `${section}.${first + index}`)
})
/** What these sections ask for is a text. */
const ON_PAPER = /^(2|5|6|7|8|11|13|14|15|16)\.1\.\d+$/
const STATES = ['met', 'part', 'not met', 'deviation', 'does not apply']
const lines = readFileSync('docs/asvs.csv', 'utf8').trim().split('\n').slice(1).map((line) => {
  const [id = '', asks = '', state = '', where = '', why = '', ...more] = line.split(',')
  return { id, asks, state, where, why, more }
})

describe('the table of what OWASP asks', () => {
  it('has every requirement of levels 1 and 2', () => {
    expect(asked).toHaveLength(253)
    const there = new Set(lines.map(({ id }) => id))
    expect(asked.filter((id) => !there.has(id))).toEqual([])
  })
  it('has each line once, in five columns, with a state that means something', () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    for (const { id, asks, state, more } of lines) {
      expect([id, /^\d+\.\d+\.\d+$/.test(id), asks !== '', more], id).toEqual([id, true, true, []])
      expect(STATES, id).toContain(state)
    }
  })
  it('names for whatever is met a test that there is, or the text that was asked for', () => {
    for (const { id, state, where } of lines) {
      if (where !== '' || state === 'met') expect(existsSync(where), `${id}: ${where}`).toBe(true)
      if (state === 'met') expect(where, id).toMatch(ON_PAPER.test(id) ? /^(docs\/.*\.md|tests\/.*\.ts)$/ : /^tests\/(.*\.(test|spec)|secure\/.*)\.ts$/)
    }
  })
  it('says why of whatever is not wholly met or does not apply', () => {
    for (const { id, state, why } of lines) expect(why === '', `${id} (${state}): ${why}`).toBe(state === 'met')
  })
  it('is counted rightly in docs/security.md', () => {
    const text = readFileSync('docs/security.md', 'utf8').replaceAll(/\s+/g, ' ')
    const ofLevels = lines.filter(({ id }) => asked.includes(id))
    const count = (state: string): number => ofLevels.filter((line) => line.state === state).length
    expect(text).toContain(`${count('met')} are met, ${count('part')} in part, ${count('not met')} are not, one is a deviation, and ${count('does not apply')} do not apply`)
  })
})
