/**
 * A tablet's disk, in memory, as IndexedDB promises it: transactions are all or nothing and come one after another; what
 * was written `strict` survives a power cut, what was written `relaxed` after the last strict one may not.
 */
import type { Durability, OutboxRow, VaultDatabase, VaultTable, VaultTables } from '../../../src/data/store/database.ts'
import { DatabaseShut, StorageFull } from '../../../src/data/store/healing.ts'
import type { Dice } from './dice.ts'

type Key = string | number
type Stored = Record<string, unknown>
type Undo = () => void
const KEY: Record<VaultTable, string> = { packs: 'k', log: 'k', outbox: 'n', drafts: 'k', meta: 'k' }
const NAMES = Object.keys(KEY) as VaultTable[]

export class Disk {
  readonly tables: Record<VaultTable, Map<Key, Stored>>
  /** The relaxed transactions since the last strict one, each as the way back. */
  #unsure: Undo[][] = []
  full = false
  constructor(from?: Disk) {
    this.tables = Object.fromEntries(NAMES.map((name) => [name, new Map(from?.tables[name])])) as Disk['tables']
  }
  powerCut(dice: Dice): void {
    const kept = dice.under(this.#unsure.length + 1)
    for (const undo of this.#unsure.slice(kept).reverse()) for (const back of undo.reverse()) back()
    this.#unsure = []
  }
  written(durability: Durability, undo: Undo[]): void {
    if (durability === 'strict') this.#unsure = []
    else this.#unsure.push(undo)
  }
}

/** The few of Dexie's calls that the product makes. */
function tableOver(rows: Map<Key, Stored>, name: VaultTable, undo: Undo[] | undefined) {
  const keep = (key: Key): void => {
    const before = rows.get(key)
    undo?.push(before === undefined ? () => void rows.delete(key) : () => void rows.set(key, before))
  }
  const put = (row: Stored): void => {
    const key = row[KEY[name]] as Key
    keep(key)
    rows.set(key, row)
  }
  const remove = (key: Key): void => {
    keep(key)
    rows.delete(key)
  }
  const inOrder = (): [Key, Stored][] => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
  const found = (those: () => [Key, Stored][]) => ({
    toArray: async () => those().map(([, row]) => row),
    primaryKeys: async () => those().map(([key]) => key),
    last: async () => those().at(-1)?.[1],
    count: async () => those().length,
    delete: async () => those().forEach(([key]) => remove(key)),
    limit: (most: number) => found(() => those().slice(0, most)),
  })
  return {
    get: async (key: Key) => rows.get(key),
    bulkGet: async (keys: Key[]) => keys.map((key) => rows.get(key)),
    put: async (row: Stored) => put(row),
    bulkPut: async (all: Stored[]) => all.forEach(put),
    delete: async (key: Key) => remove(key),
    bulkDelete: async (keys: Key[]) => keys.forEach(remove),
    clear: async () => [...rows.keys()].forEach(remove),
    toCollection: () => found(inOrder),
    orderBy: () => found(inOrder),
    toArray: () => found(inOrder).toArray(),
    count: async () => rows.size,
    where: (field: string) => ({
      anyOf: (values: unknown[]) => found(() => inOrder().filter(([, row]) => values.includes(row[field]))),
      above: (than: Key) => found(() => inOrder().filter(([key]) => key > than)),
      belowOrEqual: (than: Key) => found(() => inOrder().filter(([key]) => key <= than)),
    }),
  }
}

type Edge = {
  disk: Disk
  /** Waits until this tablet's disk has its turn. */
  turn: () => Promise<void>
  /** Called when a transaction has reached the disk. */
  onWritten?: (outbox: readonly OutboxRow[]) => void
}

export function databaseOn(vaultId: string, { disk, turn, onWritten }: Edge): VaultDatabase {
  let closed = false
  const tables = (undo: Undo[] | undefined): VaultTables =>
    Object.fromEntries(NAMES.map((name) => [name, tableOver(disk.tables[name], name, undo)])) as unknown as VaultTables
  const ready = async (): Promise<void> => {
    await turn()
    if (closed) throw new DatabaseShut()
  }
  return {
    vaultId,
    async read(_names, work) {
      await ready()
      return work(tables(undefined))
    },
    async write(durability, _names, work) {
      await ready()
      if (disk.full) throw new StorageFull()
      const undo: Undo[] = []
      try {
        const done = await work(tables(undo))
        disk.written(durability, undo)
        onWritten?.([...disk.tables.outbox.values()] as unknown as OutboxRow[])
        await turn()
        return done
      } catch (error) {
        for (const back of undo.reverse()) back()
        throw error
      }
    },
    probe: async () => 'well',
    close() {
      closed = true
    },
    async erase() {
      closed = true
      for (const name of NAMES) disk.tables[name].clear()
    },
  }
}
