/** A tablet with one mentor's vault open over an in-memory IndexedDB, at a time we move. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { openNow } from '../../src/data/current.ts'
import type { Profile } from '../../src/data/store/meta.ts'
import { openRecords, randomId, type Records } from '../../src/data/records.ts'
import type { Version } from '../../src/data/store/versions.ts'
import { createVault, type Vault, type VaultHeader } from '../../src/data/vault/vault.ts'
import { bucketOf, type FieldsOf, type Kind, type Row } from '../../src/domain/records.ts'
import { cheapPorts } from '../data/vault/cheapPorts.ts'
import type { Actor } from '../../src/domain/staff.ts'

export const aMentor: Actor = { id: 'mentor-a', role: 'mentor', name: 'Ms A. Mentor', initials: 'AM' }

/** A row as the server would send it. */
export function aRow<K extends Kind>(t: K, id: string, f: FieldsOf<K>, more: Partial<Row<K>> = {}): Row<K> {
  return { t, id, b: bucketOf(t, f, id), f, s: `server:${id}`.slice(0, 80), seq: 1, by: 'seed', at: 0, ...more }
}

export type ATablet = {
  records: Records
  vault: Vault
  header: VaultHeader
  indexedDB: IDBFactory
  /** Locks and opens again from the disk, as after a kill; or with an app that knows a later shape of the database. */
  reopen: (versions?: readonly Version[]) => Promise<Records>
}
type Asked = { rows?: readonly Row[]; me?: Actor; now?: () => number; wall?: () => number; steady?: () => number; clientId?: string }

export async function aTablet({ rows = [], me = aMentor, now = () => Date.UTC(2026, 11, 10, 8, 28), wall = now, steady, clientId = randomId() }: Asked = {}): Promise<ATablet> {
  const indexedDB = new IDBFactory()
  const ports = { indexedDB, IDBKeyRange, wall, now, ...(steady ? { steady } : {}) }
  const { header, vault } = await createVault({ vaultId: crypto.randomUUID(), person: me.id, initials: me.initials, colour: 1, createdAt: 0, passphrase: 'harbour lantern copper meadow' }, cheapPorts)
  const profile: Profile = { account: { ...me, username: me.id, year: me.year }, clientId, tabletId: randomId(), refresh: null }
  const pin = await vault.makePinEnvelope('294817')
  const tablet: ATablet = {
    records: await openRecords(vault, ports, profile), vault, header, indexedDB,
    async reopen(versions) {
      await tablet.records.close()
      const { openWithPin } = await import('../../src/data/vault/pin.ts')
      const opened = await openWithPin(pin, '294817')
      if (!opened.ok) throw new Error('The vault did not open again')
      tablet.vault = opened.value
      tablet.records = await openRecords(opened.value, { ...ports, ...(versions ? { versions } : {}) })
      openNow.value = tablet.records
      return tablet.records
    },
  }
  if (rows.length > 0)
    await tablet.records.sync.applyPage(
      { epoch: 'e1', from: { seq: 0 }, cursor: { seq: 1 }, more: false, lastN: 0, puts: rows as never, dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: now(), leaseUntil: now() + 5 * 86_400_000 },
      now(),
    )
  openNow.value = tablet.records
  return tablet
}
