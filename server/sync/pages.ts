/**
 * The rows of a scan, a page at a time. Every row that the tablet lacks up to the scan's end is in one page; one that is
 * written anew meanwhile has a higher number and comes with the next scan, so the order is free. A first scan uses that:
 * what belongs to no day (who, whose, when expected) comes first and then the newest, so the desk works before it ends.
 */
import { sql } from 'kysely'
import type { Cursor } from '../../src/domain/protocol.ts'
import { KINDS, RECORDS } from '../../src/domain/records.ts'
import type { RowTable, Write } from '../store.ts'
import type { Scope } from './grants.ts'
import { wireText, type WireColumns } from './rows.ts'

/** `after`: where the next page goes on; undefined: that was all. */
type Page = { texts: string[]; after: string | undefined }
/** `again`: buckets that are sent whole, as if they had just been entered. */
type GivePage = (trx: Write, schoolId: string, scope: Scope, cursor: Cursor, upto: number, limit: number, again?: readonly string[]) => Promise<Page>

const PAGE_BYTES = 512 * 1024
const FIRST_PAGE_BYTES = 2 * 1024 * 1024
const COLUMNS = ['t', 'id', 'bucket', 'seq', 'f', 's', 'by', 'at', 'void'] as const
const TIMELESS: ReadonlySet<string> = new Set(KINDS.filter((kind) => !('day' in RECORDS[kind])))

export const laterPage: GivePage = async (trx, schoolId, scope, cursor, upto, limit, again = []) => {
  const isFresh = ([bucket, since]: readonly [string, number]): boolean => since > cursor.seq || again.includes(bucket)
  const known = [...scope.entered].filter((one) => !isFresh(one)).map(([bucket]) => bucket)
  const fresh = [...scope.entered].filter(isFresh).map(([bucket]) => bucket)
  if (scope.entered.size === 0) return { texts: [], after: undefined }
  const rows = await trx
    .selectFrom('row').select(COLUMNS).where('school_id', '=', schoolId).where('seq', '>', numberIn(cursor.after) ?? 0).where('seq', '<=', upto)
    .where((is) => is.or([
      ...(known.length === 0 ? [] : [is.and([is('bucket', 'in', known), is('seq', '>', cursor.seq)])]),
      ...(fresh.length === 0 ? [] : [is('bucket', 'in', fresh)]),
    ]))
    .orderBy('seq').limit(limit + 1).execute()
  const page = filling(limit, again.length > 0 ? FIRST_PAGE_BYTES : PAGE_BYTES)
  for (const row of rows) if (!page.add(row)) return { texts: page.texts, after: String(page.last()) }
  return { texts: page.texts, after: undefined }
}

/** Timeless up to a number, or dated down to one. */
type Place = { part: 'timeless' | 'dated'; seq: number }

export const firstPage: GivePage = async (trx, schoolId, { entered }, cursor, upto, limit) => {
  if (entered.size === 0) return { texts: [], after: undefined }
  let place = placeIn(cursor.after, upto)
  const page = filling(limit, FIRST_PAGE_BYTES)
  for (let read = 0; ; ) {
    const rows = await block(trx, schoolId, place, upto, limit)
    const hasGone = ({ t }: Found): boolean => place.part === 'dated' && TIMELESS.has(t)
    for (const row of rows) {
      // A first scan reads nearly everything, so the few rows of other buckets, and of the first part, are passed over here.
      if (entered.has(row.bucket) && !hasGone(row) && !page.add(row)) return { texts: page.texts, after: placeText(place) }
      place = { ...place, seq: row.seq }
    }
    read += rows.length
    if (rows.length === limit) {
      // Where most of what is read is other people's, nobody waits for one long answer.
      if (read >= MOST_BLOCKS * limit) return { texts: page.texts, after: placeText(place) }
    } else if (place.part === 'timeless') place = { part: 'dated', seq: upto + 1 }
    else return { texts: page.texts, after: undefined }
  }
}
const MOST_BLOCKS = 4

function block(trx: Write, schoolId: string, { part, seq }: Place, upto: number, limit: number): Promise<Found[]> {
  const rows = trx.selectFrom('row').select(COLUMNS).where('school_id', '=', schoolId).where('seq', '<=', upto).limit(limit)
  return part === 'timeless'
    // A sum has no index: these few rows are found by their kinds and sorted, not looked for among all in their order.
    ? rows.where('t', 'in', [...TIMELESS]).where('seq', '>', seq).orderBy(sql`seq + 0`).execute()
    : rows.where('seq', '<', seq).orderBy('seq', 'desc').execute()
}

type Found = WireColumns & Pick<RowTable, 'seq'>

/** A page takes rows until it is full, and one at least. */
function filling(limit: number, mostBytes: number): { texts: string[]; add: (row: Found) => boolean; last: () => number } {
  const texts: string[] = []
  let bytes = 0
  let last = 0
  return {
    texts,
    add(row) {
      const text = wireText(row)
      bytes += text.length
      if (texts.length === limit || (texts.length > 0 && bytes > mostBytes)) return false
      texts.push(text)
      last = row.seq
      return true
    },
    last: () => last,
  }
}

/** The tablet gives back what it was given; anything else begins the scan anew. */
function placeIn(after: string | undefined, upto: number): Place {
  const seq = numberIn(after?.slice(1))
  if (seq !== undefined && after?.startsWith('t')) return { part: 'timeless', seq }
  if (seq !== undefined && after?.startsWith('d')) return { part: 'dated', seq: Math.min(seq, upto + 1) }
  return { part: 'timeless', seq: 0 }
}
const placeText = ({ part, seq }: Place): string => `${part === 'timeless' ? 't' : 'd'}${seq}`

function numberIn(text: string | undefined): number | undefined {
  const number = Number(text || Number.NaN)
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}
