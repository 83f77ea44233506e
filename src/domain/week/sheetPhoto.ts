/**
 * "Daily Mentor actions should be noted on the back of blue reports": what a pen wrote there is kept as a photo of the
 * sheet, front or back, of paper only. The record is a fact like any other and travels at once; the picture follows in
 * parts of its own queue, named by its SHA-256.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'
import { RecordId } from '../id.ts'

/** A page of handwriting, still read at this size; what is larger is drawn smaller on the tablet. */
export const PHOTO_BYTES = 300 * 1024
/** A crumpled week: two sides, a torn corner, a second try. */
export const PHOTOS_OF_WEEK = 6

export const PhotoSide = z.enum(['front', 'back'])
export type PhotoSide = z.infer<typeof PhotoSide>
export const PHOTO_SIDE_WORDS: Record<PhotoSide, string> = { front: 'Front', back: 'Back' }

export const SheetPhoto = z.object({
  pupilId: z.string(),
  /** The Monday of the sheet's week. */
  weekStart: SchoolDate,
  side: PhotoSide,
  /** Of the JPEG as the tablet drew it: its name, its size, and its measures in pixels. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1).max(PHOTO_BYTES),
  width: z.int().min(1).max(10_000),
  height: z.int().min(1).max(10_000),
  /** The sheet in the paper file, where it has a row there. */
  documentId: RecordId.optional(),
})
export type SheetPhoto = z.infer<typeof SheetPhoto>

/** What the next request sends of a picture of which the server has `have` bytes; undefined: it has all. */
export function nextPart(bytes: number, have: number, most: number): { from: number; to: number } | undefined {
  return have >= bytes ? undefined : { from: have, to: Math.min(bytes, have + most) }
}
