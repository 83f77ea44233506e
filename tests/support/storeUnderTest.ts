/**
 * The store that the server's tests run against: SQLite, or PostgreSQL where the run says so. Both pass the same tests.
 * The folder names the store: opened again, it is the same one.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../server/openStore.ts'
import type { Store } from '../../server/store.ts'
import { isStillInUse, schemaFor } from './testSchemas.ts'

const isOnPostgres = process.env['BLUE_REPORT_TEST_STORE'] === 'postgres'

let empty: Promise<Buffer> | undefined
/** A database with its tables and nothing in them: making those takes longer than most tests. */
const emptySqlite = (): Promise<Buffer> => (empty ??= (async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-empty-'))
  const path = join(folder, 'empty.sqlite')
  await (await openStore(path)).close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
})())

export async function storeUnderTest(folder: string): Promise<Store> {
  if (isOnPostgres) return openStore(await schemaFor(folder, isStillInUse))
  const path = join(folder, 'test.sqlite')
  if (!existsSync(path)) writeFileSync(path, await emptySqlite())
  return openStore(path)
}
