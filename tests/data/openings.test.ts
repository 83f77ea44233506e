import { describe, expect, it } from 'vitest'
import type { Telling } from '../../src/domain/people/audit.ts'
import { openOpenings } from '../../src/data/tablet/openings.ts'

const MINUTE = 60_000

/** The sealed drafts as a place that may refuse to write. */
function aPlace() {
  const kept = new Map<string, unknown>()
  const place = {
    isFull: false,
    kept,
    read: async (key: string) => kept.get(key),
    write: async (key: string, value: unknown) => {
      if (place.isFull) throw new Error('full')
      kept.set(key, value)
    },
    clear: async (key: string) => void kept.delete(key),
  }
  return place
}
let refs = 0
const open = (place: ReturnType<typeof aPlace>) => openOpenings(place, () => `reference-${++refs}`)
const shapeOf = (openings: readonly Telling[]) => openings.map((one) => [one.act, one.act === 'exported' ? one.what : one.pupilId, one.at])

describe('that a pupil’s file was opened', () => {
  it('waits for the network and is still there after the tablet was locked', async () => {
    const place = aPlace()
    await open(place).note('file-opened', 'p1', 0)
    const again = open(place)
    await again.note('file-left', 'p1', MINUTE)
    expect(shapeOf(await again.unsent())).toEqual([['file-opened', 'p1', 0], ['file-left', 'p1', MINUTE]])
  })
  it('is one reading within ten minutes, also when it has been told meanwhile', async () => {
    const openings = open(aPlace())
    await openings.note('file-opened', 'p1', 0)
    await openings.sent((await openings.unsent()).map(({ ref }) => ref))
    await openings.note('file-opened', 'p1', 9 * MINUTE)
    expect(await openings.unsent()).toEqual([])
    await openings.note('file-opened', 'p1', 11 * MINUTE)
    await openings.note('file-opened', 'p2', 11 * MINUTE)
    expect(shapeOf(await openings.unsent())).toEqual([['file-opened', 'p1', 11 * MINUTE], ['file-opened', 'p2', 11 * MINUTE]])
  })
  it('is not lost when it is noted while others are being sent', async () => {
    const openings = open(aPlace())
    await openings.note('file-opened', 'p1', 0)
    const [first] = await openings.unsent()
    await Promise.all([openings.sent([first?.ref ?? '']), openings.note('file-opened', 'p2', 1), openings.note('file-opened', 'p3', 2)])
    expect(shapeOf(await openings.unsent())).toEqual([['file-opened', 'p2', 1], ['file-opened', 'p3', 2]])
  })
  it('leaves nothing behind once the server has it', async () => {
    const place = aPlace()
    const openings = open(place)
    await openings.note('file-opened', 'p1', 0)
    await openings.sent((await openings.unsent()).map(({ ref }) => ref))
    expect(place.kept.size).toBe(0)
  })
  it('says so when the tablet is full, and goes on afterwards', async () => {
    const place = aPlace()
    const openings = open(place)
    place.isFull = true
    await expect(openings.note('file-opened', 'p1', 0)).rejects.toThrow('full')
    place.isFull = false
    await openings.note('file-opened', 'p2', 0)
    expect(shapeOf(await openings.unsent())).toContainEqual(['file-opened', 'p2', 0])
  })

  it('and each bulk export made without a network waits with it, also two of one kind', async () => {
    const place = aPlace()
    const openings = open(place)
    await openings.note('file-opened', 'p1', 0)
    await openings.noteExport('register', 1)
    await openings.noteExport('register', 2)
    expect(shapeOf(await open(place).unsent())).toEqual([['file-opened', 'p1', 0], ['exported', 'register', 1], ['exported', 'register', 2]])
  })
})
