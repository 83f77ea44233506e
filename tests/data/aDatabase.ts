/** A vault and its database on a disk of its own, with time that does not pass unless a test lets it. */
import { IDBFactory, IDBKeyRange as FakeKeyRange } from 'fake-indexeddb'
import type { DatabasePorts } from '../../src/data/store/database.ts'
import { openVaultDatabase } from '../../src/data/store/database.ts'
import { createVault } from '../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from './vault/cheapPorts.ts'

const shortestPatience = 1000
/** Short pauses pass at once, long patience never ends. */
export const pausesPassAtOnce = (milliseconds: number): Promise<void> =>
  milliseconds < shortestPatience ? Promise.resolve() : new Promise(() => undefined)

export function aDisk(): Required<Pick<DatabasePorts, 'indexedDB' | 'IDBKeyRange'>> {
  return { indexedDB: new IDBFactory(), IDBKeyRange: FakeKeyRange }
}

export async function aDatabase(ports: DatabasePorts = {}) {
  const disk = aDisk()
  const { vault } = await createVault(aNewVault, cheapPorts)
  const all = { ...disk, wait: pausesPassAtOnce, ...ports }
  const database = await openVaultDatabase(vault.id, all)
  const tag = await vault.tag('bucket', 'half-term')

  async function aLogRow(id: string, value: unknown) {
    const key = await vault.tag('record', id)
    const sealed = await vault.seal('log', key, value, tag)
    return { ...sealed, t: tag }
  }
  async function anOutboxRow(n: number, value: unknown) {
    const { iv, ct, dv, sv } = await vault.seal('outbox', String(n), value)
    return { n, iv, ct, dv, sv }
  }
  return { vault, database, tag, ports: all, aLogRow, anOutboxRow }
}
