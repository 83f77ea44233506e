/** What a page changes on the disk, sealed beforehand: steps for one transaction, which may await nothing but its tables. */
import type { Row } from '../../domain/records.ts'
import type { VaultTables } from './database.ts'
import { filedUnder, formerPackKey, packKey, sealLog, shelfOf, type Packs } from './packs.ts'
import type { Vault } from '../vault/vault.ts'

/** One request of a transaction; awaiting anything else would end it. */
export type Step = (tables: VaultTables) => PromiseLike<unknown>
/**
 * `log`: what a page brought. `goneBuckets`: the packs of their shelves go, and what is left of those is in `packs`; the log says
 * nothing of them, for it was folded. `anew`: this is all there is.
 */
export type Change = { packs?: Packs; log?: readonly Row[]; goneBuckets?: readonly string[]; anew?: boolean }
/** `periods`: every one that something is stored under from then on. */
export type Sealed = { steps: Step[]; periods: string[]; logged: number }

export async function sealedSteps(vault: Vault, known: readonly string[], page: string, { packs: made, log: changed = [], goneBuckets = [], anew = false }: Change): Promise<Sealed> {
  const { packs, periods: packed } = (await made?.seal(vault)) ?? { packs: [], periods: [] }
  const log = await sealLog(vault, changed, page)
  const goneShelves = [...new Set(goneBuckets.map(shelfOf))]
  const droppedKeys = await Promise.all(known.flatMap((period) => [...goneShelves.map((shelf) => packKey(vault, [shelf, period])), ...goneBuckets.map((bucket) => formerPackKey(vault, bucket, period))]))
  return {
    logged: changed.length,
    periods: [...new Set([...(anew ? [] : known), ...packed, ...changed.map(filedUnder)])],
    steps: [
      ...(anew ? [({ packs: table }: VaultTables) => table.clear(), ({ log: table }: VaultTables) => table.clear()] : []),
      ({ packs: table }) => table.bulkDelete(droppedKeys),
      ({ packs: table }) => table.bulkPut(packs),
      ({ log: table }) => table.bulkPut(log),
    ],
  }
}
