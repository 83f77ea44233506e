/** Whoever holds the database in their hands can take the audit's own guard away. Only what is found afterwards is our doing. */
import { sql } from 'kysely'
import type { Store } from '../../server/store.ts'

export async function withoutGuard({ db }: Store): Promise<void> {
  if (process.env['BLUE_REPORT_TEST_STORE'] === 'postgres') await sql`alter table audit disable trigger user`.execute(db)
  else for (const trigger of ['audit_not_altered', 'audit_not_removed']) await sql.raw(`drop trigger if exists ${trigger}`).execute(db)
}
