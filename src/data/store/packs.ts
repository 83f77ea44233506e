/**
 * Where the server's rows lie on the disk: packs (a shelf's two months, sealed as one value) and a log of what came since,
 * a page at a time. Opening reads packs and the log; of several versions of a row the newest wins.
 */
import { pupilOf, type Bucket } from '../../domain/bucket.ts'
import { groupBy } from '../../domain/group.ts'
import { isKind, periodOf, type Row } from '../../domain/records.ts'
import type { PartitionedRow, VaultDatabase } from './database.ts'
import { joined, pack, packedPart, unpack } from './packing.ts'
import type { Vault } from '../vault/vault.ts'

export type Shelf = string
export type Partition = readonly [shelf: Shelf, period: string]

/** A few large values are written many times faster than many small ones, so pupils share a shelf (decision 32). */
const SHELVES = 16
const shelves = new Map<Bucket, Shelf>()
/** Everything of one pupil lies on one shelf, and what is no pupil's on one of its own. */
export function shelfOf(bucket: Bucket): Shelf {
  const known = shelves.get(bucket)
  if (known !== undefined) return known
  const pupilId = pupilOf(bucket)
  const shelf = pupilId === undefined ? 'shelf' : `shelf:${[...pupilId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65521, 0) % SHELVES}`
  shelves.set(bucket, shelf)
  return shelf
}

/** A kind this version does not know has no day it could be filed under; it is kept all the same. */
export const filedUnder = (row: Row): string => (isKind(row.t) ? periodOf(row.t, row.f) : 'always')
export const partitionOf = (row: Row): Partition => [shelfOf(row.b), filedUnder(row)]
export const partitionNameOf = ([shelf, period]: Partition): string => `${shelf}|${period}`

export type SealedPacks = { packs: PartitionedRow[]; periods: string[] }
export type Packs = { add: (rows: Iterable<Row>) => void; seal: (vault: Vault) => Promise<SealedPacks> }

/**
 * Packs in the making: rows are packed as they come, a shelf at a time and with a breath between, so that a first sync packs
 * while it waits for its next page, and the screens answer. A row that is added twice is there twice, and the newer is read.
 */
export function makePacks(breath: () => Promise<void>): Packs {
  const made = new Map<string, { partition: Partition; parts: string[] }>()
  let work = Promise.resolve()

  async function put(rows: Iterable<Row>): Promise<void> {
    for (const [name, group] of groupBy(rows, (row) => partitionNameOf(partitionOf(row)))) {
      await breath()
      const there = made.get(name)
      if (there) there.parts.push(packedPart(group))
      else made.set(name, { partition: partitionOf(group[0] as Row), parts: [packedPart(group)] })
    }
  }
  return {
    add(rows) {
      work = work.then(() => put(rows))
    },
    async seal(vault) {
      await work
      const sealing = [...made.values()].map(async ({ partition, parts }) => (await vault.seal('packs', await packKey(vault, partition), joined(parts), await vault.tag('period', partition[1]))) as PartitionedRow)
      return { packs: await Promise.all(sealing), periods: [...new Set([...made.values()].map(({ partition }) => partition[1]))] }
    },
  }
}

export const packKey = async (vault: Vault, partition: Partition): Promise<string> => vault.tag('pack', ...partition)
/** Earlier versions had a pack for each bucket's two months, which is read like any other and goes when its rows are written anew. */
export const formerPackKey = async (vault: Vault, bucket: Bucket, period: string): Promise<string> => vault.tag('pack', bucket, period)
/** What one page brought, a value for each period; `page` is a name that no other page has. */
export const sealLog = (vault: Vault, rows: readonly Row[], page: string): Promise<PartitionedRow[]> =>
  Promise.all([...groupBy(rows, filedUnder)].map(async ([period, group]) => (await vault.seal('log', await vault.tag('page', page, period), pack(group), await vault.tag('period', period))) as PartitionedRow))

/** The rows of the named periods; one that was changed may be there in several versions. */
export async function readRows(db: VaultDatabase, vault: Vault, periods: readonly string[]): Promise<Row[]> {
  const tags = await Promise.all(periods.map((period) => vault.tag('period', period)))
  const [packs, log] = await db.read(['packs', 'log'], async (tables) => [
    await tables.packs.where('t').anyOf(tags).toArray(),
    await tables.log.where('t').anyOf(tags).toArray(),
  ])
  const opened = await vault.openMany('packs', packs.map((pack) => ({ key: pack.k, sealed: pack })))
  const changes = await vault.openMany('log', log.map((row) => ({ key: row.k, sealed: row })))
  return [...opened, ...changes].flatMap(unpack)
}
