/**
 * Whether a tablet holds every row of a bucket, told without sending them: how many there are, and the sum of their
 * numbers. A number is never used twice and grows with every change, so a row that is missing, left over or stale shows.
 */
import type { Bucket } from '../bucket.ts'

/** How often a tablet that is open asks. */
export const COMPARE_EVERY_MS = 3_600_000
/** So many buckets at most are fetched again one by one; beyond that the tablet starts over. */
export const MOST_AGAIN = 20

export const digestText = (rows: number | string, sum: number | string): string => `${rows}.${sum}`

export function digestsOf(rows: Iterable<{ b: Bucket; seq: number }>): Map<Bucket, string> {
  const counts = new Map<Bucket, { rows: number; sum: number }>()
  for (const { b, seq } of rows) {
    const now = counts.get(b) ?? { rows: 0, sum: 0 }
    counts.set(b, now)
    now.rows += 1
    now.sum += seq
  }
  return new Map([...counts].map(([bucket, { rows: count, sum }]) => [bucket, digestText(count, sum)]))
}

/** The buckets that are not on both sides alike. One without a row is in no digest. */
export const differing = (said: Readonly<Record<Bucket, string>>, held: ReadonlyMap<Bucket, string>): Bucket[] =>
  [...new Set([...Object.keys(said), ...held.keys()])].filter((bucket) => said[bucket] !== held.get(bucket))
