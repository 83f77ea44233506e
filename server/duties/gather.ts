/** Everything there is of one pupil, with the names of others marked in it. It reads; it decides nothing. */
import { bucketsOf, caseOf, isRestricted } from '../../src/domain/bucket.ts'
import { dateOf } from '../../src/domain/time/clock.ts'
import type { GlassFile } from '../../src/domain/people/glassAsked.ts'
import { blackedOut, HANDED_IN, sectionOf, type FileReason, type FileRecord, type PathMark, type PupilFile, type SignOff } from '../../src/domain/people/pupilFile.ts'
import { fullName, type DeskPupil } from '../../src/domain/pupil.ts'
import { settingsFrom, type Setting, type Settings } from '../../src/domain/setting.ts'
import type { SheetPhoto } from '../../src/domain/week/sheetPhoto.ts'
import { findOthers, type Finder, type Other } from '../../src/domain/people/thirdParty.ts'
import { tripWire, type TripWire } from '../../src/domain/conduct/tripWire.ts'
import type { Json } from '../../src/domain/protocol.ts'
import { readHandedIn } from '../../src/domain/sync/handedIn.ts'
import type { AccountTable, Read, RowTable, Store } from '../store.ts'
import { isAbout } from '../sync/erase.ts'
import { inParts } from '../sync/inParts.ts'
import { pictureOf } from '../sync/photos.ts'

/** Fields whose words are of a list and never typed: a name in them is no name. */
const READ_BY_NOBODY = new Set(['type', 'state', 'pupilId'])

export function gatherFile(store: Store, maker: AccountTable, asked: { pupilId: string; reason: FileReason }, now: number): Promise<PupilFile | undefined> {
  return store.read(async (trx) => {
    const { school_id: schoolId } = maker
    const { pupilId } = asked
    const handedIn = await handedInAbout(trx, schoolId, pupilId)
    const rows = [...(await ownRows(trx, schoolId, pupilId)), ...(await rowsElsewhere(trx, schoolId, pupilId)), ...handedIn.rows]
    const read = await readThrough(trx, schoolId, pupilId, rows)
    if (!read) return undefined
    const { pupil, people, records, accounts, settings } = read
    const opened = await trx.selectFrom('audit').select(['actor', 'action', 'at', 'claimed_at']).where('school_id', '=', schoolId).where('object', '=', pupilId).where('action', 'in', ['file-opened', 'file-left', 'file-gathered', 'glass-broken']).orderBy('seq').execute()
    const unsent = await trx.selectFrom('sync_client').select('tablet_id').distinct().where('school_id', '=', schoolId).where('pending', '>', 0).execute()
    const nameOf = (id: string | null): string => accounts.find((one) => one.id === id)?.name ?? 'An account that is gone'
    return {
      format: 'blue-report-pupil-file', version: 1,
      made: { at: now, on: dateOf(now), by: maker.name, school: settings.schoolName, reason: asked.reason, isRedacted: false, signedOffBy: null },
      pupil, people, records, photos: [...(await photosOf(trx, schoolId, rows)), ...handedIn.photos], opened: opened.map(({ actor, action, at, claimed_at }) => ({ by: nameOf(actor), act: action, at: claimed_at ?? at })), tabletsWithUnsentWork: unsent.length,
    }
  })
}

/** What is read through broken glass: the pupil's own records as they stand, and nobody else's name but those of staff. */
export function gatherForGlass(store: Store, schoolId: string, pupilId: string): Promise<GlassFile | undefined> {
  return store.read(async (trx) => {
    const read = await readThrough(trx, schoolId, pupilId, await ownRows(trx, schoolId, pupilId))
    if (!read) return undefined
    const { pupil, people, records } = read
    return { pupil, people, records: records.filter(({ takenBack }) => !takenBack).map((one) => ({ ...blackedOut(one, ({ who }) => who === 'staff'), earlier: [] })) }
  })
}

type ReadThrough = Pick<PupilFile, 'pupil' | 'people' | 'records'> & { accounts: readonly Pick<AccountTable, 'id' | 'name' | 'role'>[]; settings: Settings }
async function readThrough(trx: Read, schoolId: string, pupilId: string, rows: readonly RowTable[]): Promise<ReadThrough | undefined> {
  if (rows.length === 0) return undefined
  const desk = rows.find(({ t }) => t === 'deskPupil') ?? rows.find(({ t }) => t === 'candidate')
  const pupil = desk && (JSON.parse(desk.f) as DeskPupil)
  const settings = settingsFrom((await ofKind(trx, schoolId, 'setting')).map(({ f }) => JSON.parse(f) as Setting))
  const accounts = await trx.selectFrom('account').select(['id', 'name', 'role']).where('school_id', '=', schoolId).execute()
  const others = await othersOf(trx, schoolId, pupilId, accounts)
  const find = findOthers(others, pupil ? [pupil.preferredName, pupil.surname, fullName(pupil)] : [])
  const looked: Looked = { find, pupils: new Set(others.filter(({ who }) => who === 'pupil').map(({ id }) => id)), wire: tripWire(settings.safeguardingWords) }
  const earlier = await earlierOf(trx, schoolId, rows)
  const records = rows.map((row) => recordOf(row, earlier.get(`${row.t} ${row.id}`) ?? [], looked)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const named = new Set(JSON.stringify(records).match(/"[A-Za-z0-9:._-]+"/g)?.map((text) => text.slice(1, -1)))
  return {
    pupil: { id: pupilId, name: pupil ? fullName(pupil) : 'A pupil', form: pupil?.form ?? '', year: pupil?.year ?? null },
    people: accounts.filter(({ id }) => named.has(id)), records, accounts, settings,
  }
}

const ofKind = (trx: Read, schoolId: string, t: string): Promise<RowTable[]> => trx.selectFrom('row').selectAll().where('school_id', '=', schoolId).where('t', '=', t).where('void', 'is', null).execute()

/** But for a former mentor's changes as the mentor of today has them: they stand under ‘parked’. */
const ownRows = (trx: Read, schoolId: string, pupilId: string): Promise<RowTable[]> => trx.selectFrom('row').selectAll().where('school_id', '=', schoolId).where('bucket', 'in', bucketsOf(pupilId)).where('t', '!=', 'parkedForMentor').execute()
/** What names the pupil elsewhere: next week's lists, and changes that were put aside. */
async function rowsElsewhere(trx: Read, schoolId: string, pupilId: string): Promise<RowTable[]> {
  const elsewhere = await trx.selectFrom('row').selectAll().where('school_id', '=', schoolId).where('t', 'in', ['nextWeekList', 'parked']).execute()
  const isNamed = isAbout(pupilId)
  return elsewhere.filter(({ f }) => isNamed(f)).map((row) => (row.t === 'nextWeekList' ? ownLineAlone(row, pupilId) : row))
}
/** A colleague's unsent work about the pupil, dealt with or not, as if each were a record. What is sealed nobody here can open. */
async function handedInAbout(trx: Read, schoolId: string, pupilId: string): Promise<{ rows: RowTable[]; photos: PupilFile['photos'] }> {
  const isNamed = isAbout(pupilId)
  const rows: RowTable[] = []
  const photos: PupilFile['photos'] = []
  for (const { id } of await trx.selectFrom('handin').select('id').where('school_id', '=', schoolId).orderBy('at').orderBy('id').execute()) {
    const { account_id: by, at, bytes, how, why, closed_by } = await trx.selectFrom('handin').selectAll().where('school_id', '=', schoolId).where('id', '=', id).executeTakeFirstOrThrow()
    const text = Buffer.from(bytes).toString()
    if (!isNamed(text)) continue
    const read = readHandedIn(text)
    // Taken in, it has a record of its own.
    if (read.sort === 'photo' && how !== 'taken-in') photos.push({ id: read.id, jpeg: read.jpeg })
    const said = read.sort === 'change' ? { payload: JSON.stringify(read.op) } : read.sort === 'photo' ? read.f : { payload: text }
    const bucket = read.sort === 'change' ? read.op.bucket : caseOf(pupilId)
    rows.push({ school_id: schoolId, t: HANDED_IN, id, bucket, seq: 0, f: JSON.stringify({ ...said, ...(how === null ? {} : { how, why, closedBy: closed_by }) }), s: '', h: '', by, at, void: null })
  }
  return { rows, photos }
}
/** Of a list, what is said of this pupil alone. */
function ownLineAlone(row: RowTable, pupilId: string): RowTable {
  const f = JSON.parse(row.f) as Record<string, Json>
  const alone = Object.entries(f).map(([key, value]) => [key, Array.isArray(value) ? value.filter((one) => JSON.stringify(one).includes(JSON.stringify(pupilId))) : value])
  return { ...row, f: JSON.stringify(Object.fromEntries(alone)) }
}

/** Everybody else whom a text may name. A parent is named by what a contact says; the pupil's own are not others. */
async function othersOf(trx: Read, schoolId: string, pupilId: string, accounts: readonly { id: string; name: string }[]): Promise<Other[]> {
  const staff = accounts.map(({ id, name }): Other => ({ id, who: 'staff', names: [name, ...surnameOf(name)] }))
  const pupils = [...(await ofKind(trx, schoolId, 'deskPupil')), ...(await ofKind(trx, schoolId, 'candidate'))].filter(({ id }) => id !== pupilId).map(({ id, f }): Other => {
    const one = JSON.parse(f) as DeskPupil
    return { id, who: 'pupil', names: [fullName(one), one.preferredName, one.surname] }
  })
  const families = (await ofKind(trx, schoolId, 'contact')).flatMap(({ id, f }): Other[] => {
    const one = JSON.parse(f) as { pupilId: string; name: string }
    return one.pupilId === pupilId ? [] : [{ id, who: 'family', names: [one.name] }]
  })
  return [...pupils, ...families, ...staff]
}
const surnameOf = (name: string): string[] => name.trim().split(/\s+/).slice(1).slice(-1)

type Looked = { find: Finder; pupils: ReadonlySet<string>; wire: TripWire }
type Earlier = { field: string; value: Json; at: number }

async function earlierOf(trx: Read, schoolId: string, rows: readonly RowTable[]): Promise<Map<string, Earlier[]>> {
  const found = new Map<string, Earlier[]>()
  for (const [t, those] of Map.groupBy(rows, (row) => row.t))
    for (const some of inParts(those.map(({ id }) => id)))
      for (const { id, field, value, at } of await trx.selectFrom('field_history').select(['id', 'field', 'value', 'at']).where('school_id', '=', schoolId).where('t', '=', t).where('id', 'in', some).orderBy('at').execute()) {
        const name = `${t} ${id}`
        found.set(name, [...(found.get(name) ?? []), { field, value: JSON.parse(value) as Json, at }])
      }
  return found
}

function recordOf(row: RowTable, earlier: readonly Earlier[], looked: Looked): FileRecord {
  const fields = JSON.parse(row.f) as Record<string, Json>
  const texts: string[] = []
  const marks = Object.entries(fields).flatMap(([key, value]) => marksIn(value, key, looked, texts))
  const before = earlier.map((was) => ({ ...was, marks: marksIn(was.value, was.field, looked, texts) }))
  return {
    section: sectionOf(row.t), kind: row.t, id: row.id, by: row.by, at: row.at, takenBack: row.void !== null, fields, earlier: before, marks,
    signOff: signOffOf(row, texts, looked.wire),
  }
}
function signOffOf({ t, bucket, f }: RowTable, texts: readonly string[], wire: TripWire): SignOff | null {
  if (t === 'safeguarding') return 'safeguarding'
  if (isRestricted(bucket) || (t === 'parked' && f.includes(':restricted'))) return 'restricted'
  return texts.some((text) => wire(text).length > 0) ? 'wording' : null
}

/** Each text within, at its path; another pupil's id is that pupil. */
function marksIn(value: Json, path: string, looked: Looked, texts: string[]): PathMark[] {
  if (typeof value === 'string') {
    if (looked.pupils.has(value)) return [{ path, from: 0, to: value.length, who: 'pupil', words: value }]
    if (READ_BY_NOBODY.has(path)) return []
    texts.push(value)
    return looked.find(value).map((mark) => ({ path, ...mark }))
  }
  if (Array.isArray(value)) return value.flatMap((one, at) => marksIn(one, `${path}.${at}`, looked, texts))
  return value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, one]) => marksIn(one, `${path}.${key}`, looked, texts)) : []
}

async function photosOf(trx: Read, schoolId: string, rows: readonly RowTable[]): Promise<PupilFile['photos']> {
  const photos: PupilFile['photos'] = []
  for (const row of rows) {
    if (row.t !== 'sheetPhoto' || row.void !== null) continue
    const picture = await pictureOf(trx, schoolId, { id: row.id, bucket: row.bucket, f: JSON.parse(row.f) as SheetPhoto, mayRead: true, maySend: false })
    if (picture) photos.push({ id: row.id, jpeg: picture.toString('base64') })
  }
  return photos
}
