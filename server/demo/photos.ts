/** Photos of last week's sheets that came back with a pen's lines on the back. One invented sheet stands for all: there is no name on it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseOf } from '../../src/domain/bucket.ts'
import { addDays, weekBeginning } from '../../src/domain/time/clock.ts'
import type { SeedPhoto } from '../seed.ts'
import { seededBy } from './seeded.ts'
import type { DemoRow, Mentee, RowOf, World } from './shape.ts'

const PICTURE = readFileSync(join(import.meta.dirname, 'sheetBack.jpg'))
const SHA256 = createHash('sha256').update(PICTURE).digest('hex')
const [WIDTH, HEIGHT] = [1131, 1600]
const MINUTE = 60_000

/** One sheet in three, of those that came back. */
export function photoRows({ pupil, mentor }: Mentee, world: World, papers: readonly (RowOf<'paperDocument'> | RowOf<'paperEvent'>)[]): RowOf<'sheetPhoto'>[] {
  const weekStart = addDays(weekBeginning(world.day), -7)
  return papers.flatMap((back): RowOf<'sheetPhoto'>[] => {
    if (back.t !== 'paperEvent' || back.f.type !== 'returned') return []
    const sheet = papers.find((one) => one.t === 'paperDocument' && one.id === back.f.documentId)
    if (sheet?.t !== 'paperDocument' || sheet.f.kind !== 'blue-report' || sheet.f.weekStart !== weekStart) return []
    if (!seededBy(world.seed, 'photo', pupil.id).happens(0.35)) return []
    return [{ t: 'sheetPhoto', id: `photo.${sheet.id}`, by: mentor.id, at: back.at + MINUTE, f: { pupilId: pupil.id, weekStart, side: 'back', sha256: SHA256, bytes: PICTURE.length, width: WIDTH, height: HEIGHT, documentId: sheet.id } }]
  })
}

export const picturesOf = (rows: readonly DemoRow[]): SeedPhoto[] =>
  rows.flatMap(({ t, id, f, at }) => (t === 'sheetPhoto' ? [{ id, bucket: caseOf(f.pupilId), bytes: PICTURE, at }] : []))
