import { expect, it } from 'vitest'
import { drawWithin, type Draw } from '../../../src/ui/photo/drawWithin.ts'

/** A picture whose file grows with its pixels and its quality. */
const camera = (perPixel: number) => {
  const tried: [number, number, number][] = []
  const draw: Draw = async (width, height, quality) => {
    tried.push([width, height, quality])
    return new Uint8Array(Math.round(width * height * quality * perPixel))
  }
  return { tried, draw }
}
const MOST = 300 * 1024

it('A page of handwriting is kept as large as fits, and never over the bound', async () => {
  for (const perPixel of [0.05, 0.12, 0.2, 0.35, 0.6]) {
    const { draw } = camera(perPixel)
    const drawn = await drawWithin(MOST, { width: 4032, height: 3024 }, draw)
    expect(drawn?.bytes.length).toBeLessThanOrEqual(MOST)
    expect(drawn && drawn.width / drawn.height).toBeCloseTo(4 / 3, 2)
  }
  const plain = await drawWithin(MOST, { width: 4032, height: 3024 }, camera(0.05).draw)
  expect([plain?.width, plain?.height]).toEqual([2000, 1500])
})
it('a small picture is not drawn larger than it was, upright or lying', async () => {
  const { tried, draw } = camera(0.1)
  expect(await drawWithin(MOST, { width: 600, height: 900 }, draw)).toMatchObject({ width: 600, height: 900 })
  expect(tried).toHaveLength(1)
  expect(await drawWithin(MOST, { width: 12_000, height: 1 }, camera(0.1).draw)).toMatchObject({ width: 2000, height: 1 })
})
it('what fits at no size is refused rather than kept', async () => {
  const { tried, draw } = camera(9)
  expect(await drawWithin(MOST, { width: 4032, height: 3024 }, draw)).toBeUndefined()
  expect(tried.at(-1)).toEqual([640, 480, 0.36])
})
