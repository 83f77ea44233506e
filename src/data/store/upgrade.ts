/**
 * Bringing a database of this tablet to the shape that this app works on, so that a kill at any moment loses nothing: a
 * sealed copy beside it first, then one transaction that changes the shape and looks that every row is still there. The
 * database itself is always the truth; the copy is put back only where nothing is left that could be worked with.
 */
import type { Transaction } from 'dexie'
import { backupName, backupsOf, because, databasesThere, discard, makeWith, rowsOf, using, type Rows } from './backup.ts'
import { isStorageFull, NewerDatabase, withHealing, type Healer } from './healing.ts'
import { declare, latestOf, type Edge, type Shape, type Version } from './versions.ts'

/** Why the tablet goes on in its old shape: no room for the copy, or anything else. */
export type PutOff = 'full' | 'failed'
export type Ready = { version: number; putOff?: PutOff }

/** The upgrade was undone because a row would have been lost or changed by it, or was, by another window, since it was copied. */
export class RowsDiffer extends Error {
  override name = 'RowsDiffer'
  constructor(table: string) {
    super(`The rows of "${table}" are not as they were copied`)
  }
}

/** Which version to open. Whatever an earlier start left half-done is finished or undone first. */
export const makeReady = (name: string, shape: Shape, edge: Edge, wait: Healer['wait']): Promise<Ready> =>
  withHealing(() => attempt(name, shape, edge), { wait, reopen: () => Promise.resolve() })

async function attempt(name: string, shape: Shape, edge: Edge): Promise<Ready> {
  const latest = latestOf(shape)
  const installed = await settle(name, shape, edge)
  if (installed === undefined || installed === latest) return { version: latest }
  if (installed > latest) throw new NewerDatabase()
  try {
    const rows = await rowsOf(name, installed, shape, edge)
    await makeWith(rows, backupName(name, latest), installed, shape, edge)
    await change(name, rows, installed, shape, edge)
  } catch (error) {
    console.error('The upgrade of a database was put off', error instanceof Error ? error.name : 'unknown')
    await settle(name, shape, edge)
    return { version: installed, putOff: isStorageFull(error) ? 'full' : 'failed' }
  }
  await settle(name, shape, edge)
  return { version: latest }
}

/** Ends what was begun: a lost database is put back from its copy, and the copy goes. Resolves to the version that is there. */
async function settle(name: string, shape: Shape, edge: Edge): Promise<number | undefined> {
  const there = await databasesThere(edge)
  if (!there) return undefined
  let installed = there.get(name)
  for (const copy of backupsOf(name, there)) {
    const version = there.get(copy) ?? 0
    if (await isLost(name, installed, shape, edge)) {
      const rows = await rowsOf(copy, version, shape, edge)
      if ((rows.get(shape.heart)?.length ?? 0) > 0) {
        if (installed !== undefined) await discard(name, shape, edge)
        await makeWith(rows, name, version, shape, edge)
        installed = version
      }
    }
    // A copy that stays does no harm: it goes at the next start.
    await discard(copy, shape, edge).catch((error: unknown) => console.error('A copy was not removed', error instanceof Error ? error.name : 'unknown'))
  }
  return installed
}

async function isLost(name: string, installed: number | undefined, shape: Shape, edge: Edge): Promise<boolean> {
  if (installed === undefined) return true
  const heart = await using(declare(name, shape, installed, edge), (dexie) => dexie.table(shape.heart).count())
  return heart === 0
}

/** One transaction, all or nothing: nobody wrote since the copy, the shape changes, and nothing went missing by it. */
async function change(name: string, before: Rows, installed: number, shape: Shape, edge: Edge): Promise<void> {
  const ahead = shape.versions.filter(({ number }) => number > installed)
  const remade = new Set<string>(ahead.flatMap(({ remakes = [] }) => remakes))
  let reason: () => unknown = () => undefined
  const during = async (version: Version, transaction: Transaction): Promise<void> => {
    reason = () => transaction.idbtrans.error
    if (version === ahead[0]) await mustHold(before, transaction)
    await version.change?.(transaction)
    if (version === ahead.at(-1)) await mustHold(before, transaction, remade)
  }
  await using(declare(name, shape, latestOf(shape), edge, { during }), (dexie) => dexie.open()).catch(because(() => reason()))
}

async function mustHold(before: Rows, transaction: Transaction, except: ReadonlySet<string> = new Set()): Promise<void> {
  for (const [table, rows] of before) if (!except.has(table) && !isSame(rows, await transaction.table(table).toArray())) throw new RowsDiffer(table)
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) return isSame(new Uint8Array(a), new Uint8Array(b))
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((byte, index) => byte === b[index])
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
