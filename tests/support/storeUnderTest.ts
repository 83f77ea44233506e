/**
 * The store that the server's tests run against: SQLite, or PostgreSQL where the run says so. Both pass the same tests.
 * The folder names the store: opened again, it is the same one.
 */
import { join } from 'node:path'
import { openStore } from '../../server/openStore.ts'
import type { Store } from '../../server/store.ts'
import { isStillInUse, schemaFor } from './testSchemas.ts'

const isOnPostgres = process.env['BLUE_REPORT_TEST_STORE'] === 'postgres'

export const storeUnderTest = async (folder: string): Promise<Store> => openStore(isOnPostgres ? await schemaFor(folder, isStillInUse) : join(folder, 'test.sqlite'))
