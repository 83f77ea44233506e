/**
 * The pictures of photo records, in the parts they came in. A record arrives first, as an operation like any other; what
 * it names may then be sent by whoever made the record or may write in the case, and read by whoever may read the case.
 */
import { createHash } from 'node:crypto'
import { isOnlyPicture } from '../../src/domain/week/jpeg.ts'
import { mayWrite } from '../../src/domain/permission.ts'
import type { BlobReply } from '../../src/domain/sync/blob.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { FieldsOf, Kind, Row } from '../../src/domain/records.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import { PHOTOS_OF_WEEK, SheetPhoto } from '../../src/domain/week/sheetPhoto.ts'
import type { AccountTable, Read, Store, Write } from '../store.ts'
import type { InCase } from './conduct.ts'
import { isGranted } from './grants.ts'

/** The school's rule, and how many photos a sheet may have. */
export async function photoRefusal(op: Op, find: (t: Kind, id: string) => Promise<Row | undefined>, inCase: InCase): Promise<'photos-off' | 'photos-full' | undefined> {
  // What is here already is a repeat, whatever the rule says since.
  if (op.t !== 'sheetPhoto' || op.kind !== 'add' || (await find('sheetPhoto', op.id))) return undefined
  const rule = await find('setting', 'sheetPhotos')
  if (!rule || rule.void !== undefined || !settingsFrom([rule.f as Setting]).sheetPhotos) return 'photos-off'
  const { pupilId, weekStart } = op.f as FieldsOf<'sheetPhoto'>
  const others = (await inCase('sheetPhoto', pupilId)).filter(({ id, f }) => id !== op.id && f.weekStart === weekStart)
  return others.length < PHOTOS_OF_WEEK ? undefined : 'photos-full'
}

export type HeldPhoto = { id: string; bucket: string; f: SheetPhoto; mayRead: boolean; maySend: boolean }

/** Undefined also where the account may neither read nor send it: nobody learns what there is. */
export async function photoFor(trx: Read, account: AccountTable, id: string, sha256: string): Promise<HeldPhoto | undefined> {
  const row = await trx.selectFrom('row').select(['bucket', 'f', 'by', 'void']).where('school_id', '=', account.school_id).where('t', '=', 'sheetPhoto').where('id', '=', id).executeTakeFirst()
  const f = row && SheetPhoto.safeParse(JSON.parse(row.f)).data
  if (!row || !f || row.void !== null || f.sha256 !== sha256) return undefined
  const mayRead = await isGranted(trx, account.school_id, account.id, row.bucket)
  const { id: actorId, role, name, initials } = account
  // Who took it and lost the case since still brings what was promised.
  const maySend = row.by === actorId || (mayRead && mayWrite({ id: actorId, role, name, initials, year: account.year ?? undefined }, 'sheetPhoto', { own: true, pupilYear: undefined }))
  return mayRead || maySend ? { id, bucket: row.bucket, f, mayRead, maySend } : undefined
}

export async function haveOf(trx: Read, schoolId: string, id: string): Promise<number> {
  const found = await trx.selectFrom('photo_part').select((is) => is.fn.sum<number | string | null>(is.fn<number>('length', ['bytes'])).as('have')).where('school_id', '=', schoolId).where('id', '=', id).executeTakeFirst()
  return Number(found?.have ?? 0)
}

/** The whole picture, or undefined while parts of it are missing. */
export async function pictureOf(trx: Read, schoolId: string, { id, f }: HeldPhoto): Promise<Buffer | undefined> {
  const parts = await trx.selectFrom('photo_part').select('bytes').where('school_id', '=', schoolId).where('id', '=', id).orderBy('off').execute()
  const whole = Buffer.concat(parts.map(({ bytes }) => bytes))
  return whole.length === f.bytes ? whole : undefined
}

/** Under the school's lock, so that two windows of one tablet do not write one part each into the other's place. */
export function keepPart(store: Store, account: AccountTable, asked: { id: string; sha256: string; off: number; bytes: Buffer }, now: number): Promise<BlobReply | 'none' | 'too-large'> {
  const { school_id: schoolId } = account
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const photo = await photoFor(trx, account, asked.id, asked.sha256)
    if (!photo?.maySend) return 'none'
    const have = await haveOf(trx, schoolId, photo.id)
    if (asked.off > have) return { have, err: 'gap' }
    if (asked.off < have) return { have }
    if (asked.off + asked.bytes.length > photo.f.bytes) return 'too-large'
    await trx.insertInto('photo_part').values({ school_id: schoolId, id: photo.id, bucket: photo.bucket, off: asked.off, bytes: asked.bytes, at: now }).execute()
    const whole = await pictureOf(trx, schoolId, photo)
    if (whole && (createHash('sha256').update(whole).digest('hex') !== photo.f.sha256 || !isOnlyPicture(whole))) {
      await forgetPhoto(trx, schoolId, photo.id)
      return { have: 0, err: 'wrong' }
    }
    return { have: have + asked.bytes.length }
  })
}

/** A photo that was taken back leaves nothing to look at. */
export async function forgetPhoto(trx: Write, schoolId: string, id: string): Promise<void> {
  await trx.deleteFrom('photo_part').where('school_id', '=', schoolId).where('id', '=', id).execute()
}
