/** What a page of its own can do with a sealed database, for a browser that is killed while it does it. */
import { backupName, databasesThere } from '../../../src/data/store/backup.ts'
import { openVaultDatabase, type VaultTable } from '../../../src/data/store/database.ts'
import { SEALED_VERSIONS, type Version } from '../../../src/data/store/versions.ts'

const NEXT = (SEALED_VERSIONS.at(-1)?.number ?? 0) + 1
const VERSIONS: Version[] = [...SEALED_VERSIONS, { number: NEXT, stores: { packs: 'k, t, dv', log: 'k, t, dv' } }]
const TABLES: VaultTable[] = ['packs', 'log', 'outbox', 'drafts', 'meta']

const body = (bytes: number) => ({ iv: crypto.getRandomValues(new Uint8Array(12)), ct: crypto.getRandomValues(new Uint8Array(bytes)), dv: 1, sv: 1 })
const opaque = (n: number): string => `row${n}`.padEnd(22, '_')
const some = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n + 1))

/** As an app of today leaves it: a caseload, a day's log and unsent work. */
async function plant(vaultId: string): Promise<void> {
  const database = await openVaultDatabase(vaultId)
  await database.write('strict', TABLES, async ({ packs, log, outbox, drafts, meta }) => {
    await packs.bulkPut(some(120, (n) => ({ ...body(20_000), k: opaque(n), t: opaque(0) })))
    await log.bulkPut(some(400, (n) => ({ ...body(600), k: opaque(n), t: opaque(0) })))
    await outbox.bulkPut(some(200, (n) => ({ ...body(600), n })))
    await drafts.bulkPut(some(5, (n) => ({ ...body(600), k: opaque(n) })))
    await meta.bulkPut(['profile', 'sync'].map((k) => ({ ...body(600), k })))
  })
  database.close()
}

/** A digest of every row there is, as the app with these versions finds it. */
async function stored(vaultId: string, versions: readonly Version[]): Promise<string> {
  const database = await openVaultDatabase(vaultId, { versions })
  const rows = await database.read(TABLES, (tables) => Promise.all(TABLES.map((table) => tables[table].toArray() as Promise<object[]>)))
  database.close()
  const parts = rows.flat().flatMap((row) => [JSON.stringify(row, (key, value: unknown) => (key === 'iv' || key === 'ct' ? undefined : value)), ...Object.values(row).filter((value) => value instanceof Uint8Array)])
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts as BlobPart[]).arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const page = {
  plant,
  /** A database of which nothing but the copy is left. */
  plantCopyOnly: (vaultId: string) => plant(backupName(vaultId, NEXT)),
  storedNow: (vaultId: string) => stored(vaultId, SEALED_VERSIONS),
  storedInCopy: (vaultId: string) => stored(backupName(vaultId, NEXT), SEALED_VERSIONS),
  storedAfterUpgrade: (vaultId: string) => stored(vaultId, VERSIONS),
  async upgrade(vaultId: string): Promise<number> {
    const begun = performance.now()
    const database = await openVaultDatabase(vaultId, { versions: VERSIONS })
    database.close()
    return performance.now() - begun
  },
  there: async () => Object.fromEntries((await databasesThere({})) ?? []),
}
export type UpgradePage = typeof page

Object.assign(globalThis, { upgradePage: page })
