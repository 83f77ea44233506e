// @vitest-environment node
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BEGINNINGS, neededBy, startOfDay, type Graph } from '../config/startOfDay.ts'

const graph = (imports: Record<string, string[]>): Graph => ({ getModuleInfo: (id) => (imports[id] ? { importedIds: imports[id] } : null) })

describe('The file that the start of the day needs', () => {
  it('holds all that its modules need, through many and in circles, and nothing that needs them', () => {
    expect([...neededBy(['a'], graph({ a: ['b', 'c'], b: ['c'], c: ['a', 'd'], e: ['a'] }))]).toEqual(['a', 'b', 'c', 'd'])
  })
  it('begins with modules that are there', () => {
    expect(BEGINNINGS.filter((path) => !existsSync(path))).toEqual([])
  })
  it('is named for those modules alone', () => {
    const [first = ''] = BEGINNINGS
    const name = startOfDay()
    const imports = graph({ [first]: ['needed'], other: ['needed'] })
    expect(['needed', 'other'].map((id) => name(id, imports))).toEqual(['start', null])
  })
})
