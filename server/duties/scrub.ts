/**
 * What was erased leaves the database's files too, as far as a database can see to it: soon after the erasure, which waits for
 * none of it (PostgreSQL clears the tables of all schools, for as long as that takes), and again each hour until it was done.
 */
import { HOUR_MS } from '../../src/domain/people/audit.ts'
import type { Store } from '../store.ts'

export async function scrubErased(store: Store): Promise<void> {
  const owed = await store.db.selectFrom('school').select(['id', 'to_scrub']).where('to_scrub', 'is not', null).execute()
  if (owed.length === 0) return
  await store.scrub()
  // What was erased in the meantime has another number, and stays owed.
  for (const { id, to_scrub } of owed) await store.db.updateTable('school').set({ to_scrub: null }).where('id', '=', id).where('to_scrub', '=', to_scrub).execute()
}

export const scrubSoon = (store: Store): void =>
  void scrubErased(store).catch((error: unknown) => console.error('What was erased was not cleared from the disk yet', error instanceof Error ? error.name : 'unknown'))

/** At the start, and each hour. Resolves to what ends it. */
export function scrubHourly(store: Store): () => void {
  scrubSoon(store)
  const timer = setInterval(() => scrubSoon(store), HOUR_MS)
  timer.unref()
  return () => clearInterval(timer)
}
