/** What was handed in, for whoever looks after the server: a list that says nothing of what is in it, and the bytes of one. */
import { readHandedIn, SORT_WORDS } from '../../src/domain/sync/handedIn.ts'
import { dateOf, timeOf } from '../../src/domain/time/clock.ts'
import { COMMAND, tellAlone } from '../audit/tell.ts'
import type { Store } from '../store.ts'

const HOW = { 'taken-in': 'taken in', 'put-away': 'put away' } as const

export async function linesHandedIn(store: Store, schoolId: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('handin as h').leftJoin('account as a', (join) => join.onRef('a.school_id', '=', 'h.school_id').onRef('a.id', '=', 'h.account_id'))
    .select(['h.id', 'h.at', 'h.account_id', 'h.how', 'a.name']).where('h.school_id', '=', schoolId).orderBy('h.at').orderBy('h.id').execute()
  const lines: string[] = []
  // One after another: a picture each would fill the memory of a small server.
  for (const { id, at, account_id, how, name } of rows) {
    const row = await store.db.selectFrom('handin').select('bytes').where('school_id', '=', schoolId).where('id', '=', id).executeTakeFirst()
    const bytes = Buffer.from(row?.bytes ?? [])
    lines.push([id, `${dateOf(at)} ${timeOf(at)}`, name ?? account_id, SORT_WORDS[readHandedIn(bytes.toString()).sort], `${bytes.length} bytes`, how === null ? 'waits in Needs attention, Handed in' : HOW[how]].join('  '))
  }
  return lines.length === 0 ? ['Nothing was handed in.'] : lines
}

/** That they were saved stands in the audit before they are. */
export async function bytesHandedIn(store: Store, schoolId: string, id: string, now: number): Promise<Buffer | undefined> {
  const row = await store.db.selectFrom('handin').select('bytes').where('school_id', '=', schoolId).where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  await tellAlone(store, schoolId, now, { ...COMMAND, action: 'handed-in-saved', object: id })
  return Buffer.from(row.bytes)
}
