/** A fault put into the product at one of its seams, to see whether the promises notice. `none` is the product as it is. */
import type { VaultDatabase } from '../../../src/data/store/database.ts'
import type { Records } from '../../../src/data/records.ts'
import type { SyncStore } from '../../../src/data/store/syncStore.ts'
import type { Net } from '../../../src/sync/engine.ts'
import type { Answer, Path, SimServer } from './server.ts'

export type Request = { path: Path; personId: string; clientId: string; text: string }
export type Mutant = {
  name: string
  database?: (database: VaultDatabase) => VaultDatabase
  store?: (store: SyncStore, records: Records) => SyncStore
  net?: (net: Net, records: Records) => Net
  /** Changes what is open, before anything uses it. */
  records?: (records: Records) => void
  server?: (request: Request, answer: (request: Request) => Promise<Answer>, server: SimServer) => Promise<Answer>
}
export const none: Mutant = { name: 'none' }
