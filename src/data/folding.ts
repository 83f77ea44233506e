/** A long log, written anew as the packs it belongs to: worked out from what lies on the disk, so memory need not hold it. */
import { groupBy } from '../domain/group.ts'
import type { Row } from '../domain/records.ts'
import type { PartitionedRow, VaultDatabase } from './database.ts'
import { unpack } from './packing.ts'
import { packKey, partitionNameOf, partitionOf, sealPacks } from './packs.ts'
import type { Vault } from './vault/vault.ts'

export async function foldedLog(db: VaultDatabase, vault: Vault): Promise<{ packs: PartitionedRow[]; folded: string[] }> {
  const log = await db.read(['log'], ({ log: table }) => table.toCollection().toArray())
  const changed = (await vault.openMany('log', log.map((one) => ({ key: one.k, sealed: one })))) as Row[]
  const groups = [...groupBy(changed, (row) => partitionNameOf(partitionOf(row))).values()]
  const keys = await Promise.all(groups.map((group) => packKey(vault, partitionOf(group[0] as Row))))
  const found = (await db.read(['packs'], (tables) => tables.packs.bulkGet(keys))).filter((one) => one !== undefined)
  const packed = await vault.openMany('packs', found.map((one) => ({ key: one.k, sealed: one })))
  const rows = new Map<string, Row>()
  for (const row of [...packed.flatMap(unpack), ...changed]) rows.set(`${row.t}|${row.id}`, row)
  return { packs: (await sealPacks(vault, rows.values())).packs, folded: log.map((one) => one.k) }
}
