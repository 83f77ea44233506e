/** A few of the worlds over the product's own sealed vault and its own database, to show that the glass ones are like them. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { openVaultDatabase, type VaultDatabase } from '../../src/data/store/database.ts'
import { createVault, type Vault } from '../../src/data/vault/vault.ts'
import { cheapPorts } from '../data/vault/cheapPorts.ts'
import { none } from './world/mutant.ts'
import { planOf, type EventKind } from './world/plan.ts'
import { runWorld } from './world/run.ts'
import type { Shelf } from './world/tablet.ts'

/** A disk that is not of glass can be neither copied nor cut off in the middle here. */
const NOT_HERE: readonly EventKind[] = ['twin', 'power-cut', 'disk-full', 'prune']

function sealedShelf() {
  let busy = 0
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    busy++
    try {
      return await work()
    } finally {
      busy--
    }
  }
  const shelves = new Map<string, Promise<{ vault: Vault; indexedDB: IDBFactory }>>()
  const make = async (): Promise<{ vault: Vault; indexedDB: IDBFactory }> => {
    const asked = { vaultId: crypto.randomUUID(), person: 'someone', initials: 'AB', colour: 1, createdAt: 0, passphrase: 'harbour lantern copper meadow' }
    return { vault: (await createVault(asked, cheapPorts)).vault, indexedDB: new IDBFactory() }
  }
  const shelf: Shelf = (tablet, turn) =>
    counted(async () => {
      const made = shelves.get(tablet) ?? make()
      shelves.set(tablet, made)
      const { vault, indexedDB } = await made
      const inner = await openVaultDatabase(vault.id, { indexedDB, IDBKeyRange })
      const database: VaultDatabase = {
        ...inner,
        async read(tables, work) {
          await turn()
          return counted(() => inner.read(tables, work))
        },
        async write(durability, tables, work) {
          await turn()
          const done = await counted(() => inner.write(durability, tables, work))
          await turn()
          return done
        },
      }
      const watched: Vault = {
        ...vault, closed: false,
        seal: (...args) => counted(() => vault.seal(...args)),
        open: (...args) => counted(() => vault.open(...args)),
        sealMany: (...args) => counted(() => vault.sealMany(...args)),
        openMany: (...args) => counted(() => vault.openMany(...args)),
        tag: (...args) => counted(() => vault.tag(...args)),
      }
      return { vault: watched, database }
    })
  const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 3; calm = busy === 0 ? calm + 1 : 0) await pause()
  }
  return { shelf, quiet }
}

it.each([1, 2, 3, 5])('what holds over glass holds over the sealed store (seed %i)', async (seed) => {
  const plan = planOf(seed, 40)
  const { broken, operations } = await runWorld({ ...plan, events: plan.events.filter(({ kind }) => !NOT_HERE.includes(kind)) }, none, sealedShelf())
  expect(broken).toEqual([])
  expect(operations).toBeGreaterThan(0)
}, 120_000)
