/**
 * What the tablet itself knows before anyone unlocks it: whose vaults it holds, and a few settings that are about no
 * person. It is not sealed, so what may be written here is a closed list, checked at the same place as the sealed rows.
 */
import type Dexie from 'dexie'
import type { Table } from 'dexie'
import { z } from '../../domain/schema.ts'
import type { DatabasePorts } from '../store/database.ts'
import { healerFor, tabletWait, withHealing } from '../store/healing.ts'
import { LockedWork } from './lockedWork.ts'
import { sameBytes } from '../store/sameBytes.ts'
import type { WriteCheck } from '../store/sealedGuard.ts'
import { makeReady } from '../store/upgrade.ts'
import { VaultHeader } from '../vault/header.ts'
import { declare, TABLET_VERSIONS, type Shape } from '../store/versions.ts'

const TabletSettings = z.strictObject({
  /** This tablet's own random id. */
  tabletId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  theme: z.enum(['light', 'dark', 'system']),
  /** Demo only: how far the rehearsal's clock is from the tablet's, in milliseconds. */
  rehearsalOffset: z.int(),
  /** Demo only: how far the demo server said its clock is from the tablet's, so that a moved clock can go back to it. */
  demoOffset: z.int(),
  lastVault: z.uuid(),
  /** Wrong passphrases in a row, for the pause between tries. */
  wrongTries: z.int().min(0),
  /** Vaults that the tablet's own lock no longer opens; without their keys the tablet cannot take it out of their headers. */
  locksShut: z.array(z.uuid()).max(200),
})
export type TabletSettings = z.infer<typeof TabletSettings>
type SettingRow = { key: string; value: unknown }

const workKey = (vaultId: string): string => `work:${vaultId}`
const LockedWorkRow = z.strictObject({ key: z.string().regex(/^work:[0-9a-f-]{36}$/), value: LockedWork })

const plainRowsOnly: WriteCheck = (table, value) => {
  if (table === 'vaults') return VaultHeader.safeParse(value).success ? undefined : 'not a vault header'
  if (LockedWorkRow.safeParse(value).success) return undefined
  const row = z.strictObject({ key: z.keyof(TabletSettings), value: z.unknown() }).safeParse(value)
  if (!row.success) return 'not a setting of the tablet'
  return TabletSettings.shape[row.data.key].safeParse(row.data.value).success ? undefined : 'not a value of this setting'
}

export interface Tablet {
  /** As the disk gave them, for `openVault` to judge; the sign-in screen shows those that parse. */
  vaults(): Promise<unknown[]>
  vault(vaultId: string): Promise<unknown>
  saveVault(header: VaultHeader): Promise<void>
  /** Forgets the wrapped keys, which makes everything sealed with them unreadable. Do it before erasing the database. */
  removeVault(vaultId: string): Promise<void>
  /** What the vault said of its unsent work when it was last open; undefined where it never did. */
  work(vaultId: string): Promise<LockedWork | undefined>
  /** Does nothing for a vault that is gone. */
  saveWork(vaultId: string, work: LockedWork): Promise<void>
  /** The server, in this life of it, has this parcel, which is known by its public half. */
  noteSent(vaultId: string, half: Uint8Array, sentIn?: string): Promise<void>
  setting<K extends keyof TabletSettings>(key: K): Promise<TabletSettings[K] | undefined>
  saveSetting<K extends keyof TabletSettings>(key: K, value: TabletSettings[K]): Promise<void>
  close(): void
}

type TabletTables = { vaults: Table<VaultHeader, string>; tablet: Table<SettingRow, string> }

export async function openTablet({ wait = tabletWait, versions = TABLET_VERSIONS, ...edge }: DatabasePorts = {}): Promise<Tablet> {
  // Without its headers nobody's vault opens again.
  const shape: Shape = { versions, heart: 'vaults', mayWrite: plainRowsOnly }
  const { version } = await makeReady('blue-report', shape, edge, wait)
  const dexie = declare('blue-report', shape, version, edge) as Dexie & TabletTables

  let closed = false
  const healer = healerFor(dexie, () => closed, wait)
  const healed = <T>(work: () => PromiseLike<T>): Promise<T> => withHealing(work, healer)
  await healed(() => dexie.open())

  return {
    vaults: () => healed(() => dexie.vaults.toArray()),
    vault: (vaultId) => healed(() => dexie.vaults.get(vaultId)),
    async saveVault(header) {
      await healed(() => dexie.vaults.put(header))
    },
    async removeVault(vaultId) {
      await healed(() => dexie.transaction('rw', [dexie.vaults, dexie.tablet], async () => {
        await dexie.vaults.delete(vaultId)
        await dexie.tablet.delete(workKey(vaultId))
      }))
    },
    work: async (vaultId) => LockedWorkRow.safeParse(await healed(() => dexie.tablet.get(workKey(vaultId)))).data?.value,
    async saveWork(vaultId, work) {
      await healed(() => dexie.transaction('rw', [dexie.vaults, dexie.tablet], async () => {
        if (await dexie.vaults.get(vaultId)) await dexie.tablet.put({ key: workKey(vaultId), value: work })
      }))
    },
    async noteSent(vaultId, half, sentIn) {
      await healed(() => dexie.transaction('rw', dexie.tablet, async () => {
        const work = LockedWorkRow.safeParse(await dexie.tablet.get(workKey(vaultId))).data?.value
        if (work) await dexie.tablet.put({ key: workKey(vaultId), value: { ...work, parcels: work.parcels.map((one) => (sameBytes(one.half, half) ? { ...one, sent: true, ...(sentIn === undefined ? {} : { sentIn }) } : one)) } })
      }))
    },
    async setting(key) {
      const row = await healed(() => dexie.tablet.get(key))
      const parsed = TabletSettings.shape[key].safeParse(row?.value)
      return parsed.success ? (parsed.data as TabletSettings[typeof key]) : undefined
    },
    async saveSetting(key, value) {
      await healed(() => dexie.tablet.put({ key, value }))
    },
    close() {
      closed = true
      dexie.close({ disableAutoOpen: true })
    },
  }
}
