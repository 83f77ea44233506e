import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { storeUnderTest } from '../../support/storeUnderTest.ts'

it('SQLite answers a commit only when it is on the disk, and overwrites what is deleted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-store-'))
  const store = await storeUnderTest(folder)
  const pragma = async (name: string) => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store.db)).rows[0] ?? {})[0]
  expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys'), await pragma('secure_delete')]).toEqual(['wal', 2, 1, 1])
  await store.close()
  rmSync(folder, { recursive: true })
})
