import { expect, it } from 'vitest'
import { isOnlyPicture, onlyThePicture } from '../../src/domain/week/jpeg.ts'
import { nextPart } from '../../src/domain/week/sheetPhoto.ts'
import { aPicture, COMMENT, EXIF } from '../support/aPicture.ts'

it('A photo of a sheet says nothing of where, when or with what it was taken', () => {
  const told = aPicture(3000, 1, [...EXIF, ...COMMENT])
  expect([told.toString('latin1').includes('53.4794'), isOnlyPicture(told)]).toEqual([true, false])
  const picture = onlyThePicture(told)
  expect(picture && Buffer.from(picture).toString('latin1')).not.toMatch(/53\.4794|Exif|made by/)
  expect(picture && isOnlyPicture(picture)).toBe(true)
  // The picture itself is as it was.
  expect(picture && Buffer.from(picture).equals(aPicture(3000 - EXIF.length - COMMENT.length))).toBe(true)
})
it('what says nothing else stays as it is, and what is no JPEG is none', () => {
  const plain = aPicture(500)
  expect(plain.equals(onlyThePicture(plain) ?? new Uint8Array())).toBe(true)
  for (const other of [Buffer.from('%PDF-1.7'), Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]), Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]), Buffer.alloc(0), plain.subarray(0, 20)])
    expect([onlyThePicture(other), isOnlyPicture(other)]).toEqual([undefined, false])
})
it('A picture goes in parts that begin where the server ends, and no part is empty', () => {
  const parts: [number, number][] = []
  for (let have = 0; ; ) {
    const part = nextPart(150_000, have, 65_536)
    if (!part) break
    parts.push([part.from, part.to])
    have = part.to
  }
  expect(parts).toEqual([[0, 65_536], [65_536, 131_072], [131_072, 150_000]])
  expect([nextPart(10, 10, 4), nextPart(10, 11, 4), nextPart(10, 8, 4)]).toEqual([undefined, undefined, { from: 8, to: 10 }])
})
