/** Half-typed text, sealed as it is typed, so that a killed browser loses nothing. One draft per key. */
import type { VaultDatabase } from './database.ts'
import type { Vault } from './vault/vault.ts'

export type Drafts = {
  /** What was kept, or undefined. */
  read: (key: string) => Promise<unknown>
  write: (key: string, value: unknown) => Promise<void>
  clear: (key: string) => Promise<void>
}

export function openDrafts(db: VaultDatabase, vault: Vault): Drafts {
  return {
    async read(key) {
      const k = await vault.tag('draft', key)
      const row = await db.read(['drafts'], ({ drafts }) => drafts.get(k))
      return row === undefined ? undefined : vault.open('drafts', k, row)
    },
    async write(key, value) {
      const sealed = await vault.seal('drafts', await vault.tag('draft', key), value)
      await db.write('strict', ['drafts'], ({ drafts }) => drafts.put(sealed))
    },
    async clear(key) {
      const k = await vault.tag('draft', key)
      await db.write('strict', ['drafts'], ({ drafts }) => drafts.delete(k))
    },
  }
}
