/** A long log, written anew as the packs it belongs to: worked out from what lies on the disk, so memory need not hold it. */
import { groupBy } from '../../domain/group.ts'
import type { Row } from '../../domain/records.ts'
import type { VaultDatabase } from './database.ts'
import { unpack } from './packing.ts'
import { formerPackKey, packKey, partitionNameOf, partitionOf, type Packs, type SealedPacks } from './packs.ts'
import type { Vault } from '../vault/vault.ts'

export async function foldedLog(db: VaultDatabase, vault: Vault, made: Packs): Promise<SealedPacks & { folded: string[]; emptied: string[] }> {
  const log = await db.read(['log'], ({ log: table }) => table.toCollection().toArray())
  const changed = (await vault.openMany('log', log.map((one) => ({ key: one.k, sealed: one })))).flatMap(unpack)
  const rows = new Map<string, Row>()
  const read = new Set<string>()
  const keepNewest = (some: readonly Row[]): void => {
    for (const row of some) if ((rows.get(nameOf(row))?.seq ?? -1) <= row.seq) rows.set(nameOf(row), row)
  }
  // A row of a kind that an earlier version did not know lies where that version put it, and now belongs in another pack:
  // every pack that is going to be written is read first.
  for (let more = changed; more.length > 0; ) {
    const groups = [...groupBy(more, (row) => `${row.b} ${partitionNameOf(partitionOf(row))}`).values()].map(([first]) => first as Row)
    const named = await Promise.all(groups.flatMap((row) => [packKey(vault, partitionOf(row)), formerPackKey(vault, row.b, partitionOf(row)[1])]))
    const keys = [...new Set(named)].filter((key) => !read.has(key))
    for (const key of keys) read.add(key)
    const found = (await db.read(['packs'], (tables) => tables.packs.bulkGet(keys))).filter((one) => one !== undefined)
    more = (await vault.openMany('packs', found.map((one) => ({ key: one.k, sealed: one })))).flatMap(unpack)
    keepNewest(more)
  }
  keepNewest(changed)
  made.add(rows.values())
  const { packs, periods } = await made.seal(vault)
  const written = new Set(packs.map((one) => one.k))
  return { packs, folded: log.map((one) => one.k), emptied: [...read].filter((key) => !written.has(key)), periods }
}

const nameOf = (row: Row): string => `${row.t}|${row.id}`
