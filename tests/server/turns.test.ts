import { describe, expect, it } from 'vitest'
import { turns } from '../../server/sync/turns.ts'

const gate = (): { open: () => void; opened: Promise<void> } => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  return { open: () => resolve(undefined), opened: promise }
}

describe('the pushes of one school', () => {
  it('go one at a time, in the order they came', async () => {
    const inTurn = turns()
    const said: string[] = []
    const first = gate()
    const both = Promise.all([
      inTurn('north', async () => {
        said.push('first begins')
        await first.opened
        said.push('first ends')
      }),
      inTurn('north', async () => void said.push('second')),
    ])
    await new Promise(setImmediate)
    expect(said).toEqual(['first begins'])
    first.open()
    await both
    expect(said).toEqual(['first begins', 'first ends', 'second'])
  })
  it('keep no other school waiting', async () => {
    const inTurn = turns()
    const first = gate()
    const north = inTurn('north', () => first.opened)
    expect(await inTurn('south', async () => 'done')).toBe('done')
    first.open()
    await north
  })
  it('go on after one that failed, who alone is told', async () => {
    const inTurn = turns()
    const failed = inTurn('north', () => Promise.reject(new Error('the database is gone')))
    const next = inTurn('north', async () => 'done')
    await expect(failed).rejects.toThrow('the database is gone')
    expect(await next).toBe('done')
  })
})
