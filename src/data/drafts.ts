/** Half-typed text, sealed as it is typed, so that a killed browser loses nothing. One draft per key. */
import type { TabletVault } from './database.ts'
import type { Vault } from './vault/vault.ts'

export type Drafts = {
  read: (key: string) => Promise<unknown>
  write: (key: string, value: unknown) => Promise<void>
  clear: (key: string) => Promise<void>
}
