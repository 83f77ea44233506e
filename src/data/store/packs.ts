/**
 * Where the server's rows lie on the disk: packs (a bucket's two months, sealed as one value) and a log of single rows
 * newer than their pack. Opening reads packs, then the log over them; the newer row wins.
 */
import type { Bucket } from '../../domain/bucket.ts'
import { groupBy } from '../../domain/group.ts'
import { isKind, periodOf, type Row } from '../../domain/records.ts'
import type { PartitionedRow, VaultDatabase } from './database.ts'
import { pack, unpack } from './packing.ts'
import type { Vault } from '../vault/vault.ts'

export type Partition = readonly [bucket: Bucket, period: string]

/** A kind this version does not know has no day it could be filed under; it is kept all the same. */
export const partitionOf = (row: Row): Partition => [row.b, isKind(row.t) ? periodOf(row.t, row.f) : 'always']
const AT_ONCE = 200
export const partitionNameOf = ([bucket, period]: Partition): string => `${bucket}|${period}`

export async function sealPacks(vault: Vault, rows: Iterable<Row>): Promise<{ packs: PartitionedRow[]; periods: string[] }> {
  const groups = [...groupBy(rows, (row) => partitionNameOf(partitionOf(row))).values()]
  const partitions = groups.map((group) => partitionOf(group[0] as Row))
  const packs: PartitionedRow[] = []
  // A part at a time, so that the page answers between them.
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    const toSeal = groups.slice(from, from + AT_ONCE).map(async (group, index) => ({ ...(await keysOf(vault, partitions[from + index] as Partition)), value: pack(group) }))
    packs.push(...((await vault.sealMany('packs', await Promise.all(toSeal))) as PartitionedRow[]))
  }
  return { packs, periods: [...new Set(partitions.map(([, period]) => period))] }
}

export const packKey = async (vault: Vault, partition: Partition): Promise<string> => vault.tag('pack', ...partition)
const keysOf = async (vault: Vault, partition: Partition): Promise<{ key: string; t: string }> => ({
  key: await packKey(vault, partition), t: await vault.tag('period', partition[1]),
})
export const logKey = async (vault: Vault, row: { t: string; id: string }): Promise<string> => vault.tag('row', row.t, row.id)

export async function sealLog(vault: Vault, rows: readonly Row[]): Promise<PartitionedRow[]> {
  const toSeal = await Promise.all(rows.map(async (row) => ({ key: await logKey(vault, row), value: row, t: await vault.tag('period', partitionOf(row)[1]) })))
  return (await vault.sealMany('log', toSeal)) as PartitionedRow[]
}

/** The rows of the named periods, packs first and the log over them, so that later entries are newer. */
export async function readRows(db: VaultDatabase, vault: Vault, periods: readonly string[]): Promise<Row[]> {
  const tags = await Promise.all(periods.map((period) => vault.tag('period', period)))
  const [packs, log] = await db.read(['packs', 'log'], async (tables) => [
    await tables.packs.where('t').anyOf(tags).toArray(),
    await tables.log.where('t').anyOf(tags).toArray(),
  ])
  const opened = await vault.openMany('packs', packs.map((pack) => ({ key: pack.k, sealed: pack })))
  const changes = await vault.openMany('log', log.map((row) => ({ key: row.k, sealed: row })))
  return [...opened.flatMap(unpack), ...(changes as Row[])]
}
