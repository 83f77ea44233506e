/** The store that the server's tests run against. Another database joins here and passes the same tests. */
import { join } from 'node:path'
import { openStore } from '../../server/openStore.ts'
import type { Store } from '../../server/store.ts'

export const storeUnderTest = (folder: string): Promise<Store> => openStore(join(folder, 'test.sqlite'))
