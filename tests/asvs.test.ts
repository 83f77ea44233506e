import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const lines = readFileSync('docs/asvs.csv', 'utf8').trim().split('\n').slice(1).map((line) => {
  const [id = '', asks = '', state = '', where = '', ...more] = line.split(',')
  return { id, asks, state, where, more }
})

describe('the table of what OWASP asks', () => {
  it('has each line once, in four columns, with a state that means something', () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    for (const { id, asks, state, more } of lines) {
      expect([id, /^\d+\.\d+\.\d+$/.test(id), asks !== '', more], id).toEqual([id, true, true, []])
      expect(['met', 'part', 'not yet', 'deviation', 'does not apply'], id).toContain(state)
    }
  })
  it('names for whatever is met a test that there is', () => {
    for (const { id, state, where } of lines) {
      if (state !== 'not yet') expect(existsSync(where), `${id}: ${where}`).toBe(true)
      if (state === 'met') expect(where, id).toMatch(/^tests\/.*\.test\.ts$/)
    }
  })
})
