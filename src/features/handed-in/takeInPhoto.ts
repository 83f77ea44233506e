/** A picture that its owner could not send: kept here, and sent from here like one's own. */
import { wall } from '../../data/clock.ts'
import type { Records } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { pictureName } from '../../data/store/pictureName.ts'
import { bucketOf } from '../../domain/records.ts'
import type { SheetPhoto } from '../../domain/week/sheetPhoto.ts'
import type { Instant } from '../../domain/time/clock.ts'
import type { Json } from '../../domain/protocol.ts'
import { takingIn, type Author } from './takingIn.ts'

export type Picture = { id: string; f: SheetPhoto; bytes: Uint8Array<ArrayBuffer> }

/** Resolves to why it was not done; empty where it was. */
export async function takeInPhoto(records: Records, { id, f, bytes }: Picture, author: Author, now: Instant): Promise<string> {
  if ((await pictureName(bytes)) !== f.sha256) return 'This picture is damaged: it is not the one that was taken.'
  const isHere = records.memory.get('sheetPhoto', id) !== undefined
  const record = isHere ? { changes: [] } : takingIn({ kind: 'add', t: 'sheetPhoto', id, bucket: bucketOf('sheetPhoto', f, id), f: f as unknown as Record<string, Json>, wall: wall(), skew: null, ref: f.sha256.slice(0, 40) }, { memory: records.memory, me: records.me, now, author })
  if ('cannot' in record) return record.cannot
  try {
    // On the disk before anything names it.
    await (await records.photos()).keep(f.sha256, bytes, wall())
    await records.commit(record.changes)
    return ''
  } catch (error) {
    return saveProblem(error)
  }
}
