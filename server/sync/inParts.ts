/** A statement takes so many values and no more (SQLite 32,766, PostgreSQL 65,535). */
const AT_ONCE = 500

export function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE)
}
