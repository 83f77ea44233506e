/**
 * What a backup holds, in the order in which it goes back: every table but the five that are worth nothing tomorrow. One
 * row after another by the table's own key, so that a backup of any size takes little memory; the same on both databases.
 */
import { sql } from 'kysely'
import type { Database, Read, Write } from '../store.ts'
import { inParts } from '../sync/inParts.ts'

type Kept = Exclude<keyof Database, 'session' | 'sign_in_attempt' | 'tablet_code' | 'sign_on' | 'passkey_question'>
const KEYS: Record<Kept, readonly string[]> = {
  school: ['id'],
  account: ['school_id', 'id'],
  set_up_code: ['school_id', 'account_id'],
  sign_on_link: ['school_id', 'account_id'],
  passkey: ['school_id', 'id'],
  second_factor: ['school_id', 'account_id'],
  recovery_code: ['school_id', 'account_id', 'hash'],
  refresh_token: ['school_id', 'hash'],
  known_tablet: ['school_id', 'tablet_id', 'account_id'],
  tablet: ['school_id', 'id'],
  account_audience: ['school_id', 'account_id', 'audience', 'since_seq'],
  bucket_grant: ['school_id', 'bucket', 'audience', 'since_seq'],
  row: ['school_id', 't', 'id'],
  op: ['school_id', 'client_id', 'n'],
  field_history: ['school_id', 't', 'id', 'field', 'stamp', 'at', 'value'],
  parked: ['school_id', 'client_id', 'n'],
  handin: ['school_id', 'id'],
  photo_part: ['school_id', 'id', 'off'],
  sync_client: ['school_id', 'client_id'],
  erased: ['school_id', 't', 'id'],
  seal_key: ['school_id', 'id'],
  parcel_key: ['school_id', 'account_id', 'tablet_id'],
  vault_recovery: ['school_id', 'id'],
  vault_recovery_approval: ['school_id', 'recovery_id', 'account_id'],
  glass: ['school_id', 'id'],
  feedback_key: ['school_id'],
  feedback_link: ['school_id', 'hash'],
  audit: ['school_id', 'seq'],
  audit_head: ['school_id'],
}
export const TABLES = Object.keys(KEYS) as Kept[]
export const isTable = (name: string): name is Kept => Object.hasOwn(KEYS, name)
const PAGE = 1000

export type Plain = Record<string, unknown>
type PlainInsert = { values: (rows: readonly Plain[]) => { execute: () => Promise<unknown> } }

export async function* rowsOf(trx: Read, table: Kept): AsyncGenerator<Plain> {
  const key = KEYS[table]
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let after: Plain | undefined
  for (;;) {
    const last = after
    const from = last ? sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})` : sql``
    const { rows } = await sql<Plain>`select * from ${sql.table(table)} ${from} order by ${columns} limit ${PAGE}`.execute(trx)
    yield* rows
    after = rows.at(-1)
    if (rows.length < PAGE) return
  }
}

export async function putBack(trx: Write, table: Kept, rows: readonly Plain[]): Promise<void> {
  // Whatever stood in the table: an earlier version's rows lack columns that came later, and those have their own beginnings.
  const into = (): PlainInsert => trx.insertInto(table)
  for (const some of inParts(rows)) await into().values(some).execute()
}
