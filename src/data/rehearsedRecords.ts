/**
 * A desk to rehearse at: the rows that are given, in memory, and a sealed database of its own to save into, so that a tap
 * costs what it costs in earnest. Nothing of it is ever sent. Its key is in memory only, so what a killed browser leaves
 * behind opens to nobody; the next rehearsal erases it.
 */
import type { Row } from '../domain/records.ts'
import { now, wall } from './clock.ts'
import { eraseVaultDatabase, type DatabasePorts } from './store/database.ts'
import { openRecords, randomId, type Records } from './records.ts'
import { createVault, tabletPorts, type VaultPorts } from './vault/vault.ts'

/** One at a time on a tablet. */
const VAULT_ID = '7265686e-6172-4000-8000-000000000000'

export type Rehearsed = { records: Records; end: () => Promise<void> }

export async function openRehearsed(of: Pick<Records, 'me' | 'profile'>, rows: Iterable<Row>, ports: DatabasePorts = {}, vaultPorts: VaultPorts = tabletPorts): Promise<Rehearsed> {
  await eraseVaultDatabase(VAULT_ID, ports)
  const { me } = of
  const { vault } = await createVault({ vaultId: VAULT_ID, person: me.id, initials: me.initials, colour: 1, createdAt: 0, passphrase: randomId() }, vaultPorts)
  const records = await openRecords(vault, { ...ports, wall, now }, { ...of.profile(), clientId: randomId(), refresh: null })
  records.memory.putServerRows(rows)
  return {
    records,
    async end() {
      await records.close()
      await eraseVaultDatabase(VAULT_ID, ports)
    },
  }
}
