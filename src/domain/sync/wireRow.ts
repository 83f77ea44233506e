/**
 * A record as it travels to a tablet. A first sync brings tens of thousands, and their schema alone would take longer than
 * all the rest of it, so a row is looked at by hand. What its fields hold came out of JSON and is JSON; unknown kinds and
 * fields are kept, so that an older tablet loses nothing a newer one wrote.
 */
import { ID_LETTERS, ID_MOST } from '../id.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type WireRow = {
  t: string
  id: string
  b: string
  f: Record<string, Json>
  /** A stamp for each field, or one where all share it. */
  s: string | Record<string, string>
  seq: number
  by: string
  at: number
  void?: string
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most
const isStamp = (value: unknown): value is string => isText(value, 80)

/** Any bucket, also one of a sort that only a later version knows: one row must not stop a tablet's whole sync. */
const BUCKET = /^[A-Za-z0-9:._-]{1,200}$/
/** A bucket names tens of rows, so each name is looked at once. */
const buckets = new Map<unknown, boolean>()
function isBucket(value: unknown): boolean {
  let known = buckets.get(value)
  if (known === undefined) {
    known = typeof value === 'string' && BUCKET.test(value)
    if (buckets.size > 5000) buckets.clear()
    buckets.set(value, known)
  }
  return known
}

export const isWireRow = (row: unknown): row is WireRow =>
  isObject(row) &&
  isText(row['t'], 40) && isText(row['id'], ID_MOST) && ID_LETTERS.test(row['id']) && isBucket(row['b']) && isObject(row['f']) &&
  (isStamp(row['s']) || (isObject(row['s']) && Object.values(row['s']).every(isStamp))) &&
  Number.isSafeInteger(row['seq']) && typeof row['by'] === 'string' && Number.isFinite(row['at']) &&
  (row['void'] === undefined || isStamp(row['void']))
