/**
 * The pictures that lie on this tablet, sealed, by their SHA-256: those taken here, until the server has had them for the
 * time that a change is kept, and those that were looked at. They have a database of their own, so that what a person
 * writes never waits for them, and an upgrade never copies them.
 */
import { shallowRef, type ShallowRef } from 'vue'
import type Dexie from 'dexie'
import type { Table } from 'dexie'
import { z } from '../../domain/schema.ts'
import { SheetPhoto } from '../../domain/week/sheetPhoto.ts'
import type { Instant } from '../../domain/time/clock.ts'
import { databasesThere } from './backup.ts'
import { photosNameOf, type KeyedRow } from './database.ts'
import { keptAs } from './pictureName.ts'
import { healerFor, tabletWait, withHealing } from './healing.ts'
import { sealedRowsOnly } from './sealedGuard.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from '../vault/vault.ts'
import { declare, PHOTO_VERSIONS, type Edge } from './versions.ts'

const PhotoState = z.object({
  sha256: SheetPhoto.shape.sha256,
  /** When it came to be here (UTC ms of this tablet). */
  at: z.number(),
  /** For which record, in which life of the server, it was said to be there whole: see `keptAs`. */
  kept: z.array(z.string()),
})
export type PhotoState = z.infer<typeof PhotoState>
export type Photos = {
  states: Readonly<ShallowRef<ReadonlyMap<string, PhotoState>>>
  /** Resolves when the picture is on the disk. */
  keep: (sha256: string, bytes: Uint8Array, at: Instant, kept?: string) => Promise<void>
  picture: (sha256: string) => Promise<Uint8Array<ArrayBuffer> | undefined>
  /** The server has it whole for that record, or has lost it. */
  mark: (sha256: string, kept: string, has: boolean) => Promise<void>
  drop: (names: readonly string[]) => Promise<void>
  close: () => void
}

type Tables = { pictures: Table<KeyedRow, string>; states: Table<KeyedRow, string> }
type Ports = Edge & { wait?: (milliseconds: number) => Promise<void> }

/** Whether there are any, without making a place for them. True where the browser does not say. */
export const arePhotosHere = async (vaultId: string, edge: Edge = {}): Promise<boolean> => (await databasesThere(edge))?.has(photosNameOf(vaultId)) ?? true

/** How many of them the server was never said to have in this life of its. */
export const photosNotAt = (epoch: string, states: ReadonlyMap<string, PhotoState>): number => [...states.values()].filter(({ kept }) => !kept.some((one) => one.startsWith(keptAs(epoch, '')))).length

export async function openPhotos(vault: Vault, { wait = tabletWait, ...edge }: Ports): Promise<Photos> {
  const dexie = declare(photosNameOf(vault.id), { versions: PHOTO_VERSIONS, heart: 'states', mayWrite: sealedRowsOnly }, 1, edge) as Dexie & Tables
  let closed = false
  const healer = healerFor(dexie, () => closed, wait)
  const healed = <T>(work: () => PromiseLike<T>): Promise<T> => withHealing(work, healer)
  await healed(() => dexie.open())

  const keyOf = (sha256: string): Promise<string> => vault.tag('photo', sha256)
  const sealState = async (state: PhotoState): Promise<KeyedRow> => vault.seal('states', await keyOf(state.sha256), state)
  const stored = await healed(() => dexie.states.toArray())
  const opened = await Promise.all(stored.map(async (row) => PhotoState.parse(await vault.open('states', row.k, row))))
  const states = shallowRef<ReadonlyMap<string, PhotoState>>(new Map(opened.map((one) => [one.sha256, one])))
  const show = (state: PhotoState): void => void (states.value = new Map(states.value).set(state.sha256, state))

  return {
    states,
    async keep(sha256, bytes, at, kept) {
      const state: PhotoState = { sha256, at, kept: [...(states.value.get(sha256)?.kept ?? []), ...(kept === undefined ? [] : [kept])] }
      const picture = await vault.seal('pictures', await keyOf(sha256), bytes)
      const row = await sealState(state)
      await healed(() => inTransaction(dexie, 'rw', ['pictures', 'states'], async () => {
        await dexie.pictures.put(picture)
        await dexie.states.put(row)
      }))
      show(state)
    },
    async picture(sha256) {
      const key = await keyOf(sha256)
      const row = await healed(() => dexie.pictures.get(key))
      return row === undefined ? undefined : ((await vault.open('pictures', key, row)) as Uint8Array<ArrayBuffer>)
    },
    async mark(sha256, kept, has) {
      const state = states.value.get(sha256)
      if (!state || state.kept.includes(kept) === has) return
      const next = { ...state, kept: has ? [...state.kept, kept] : state.kept.filter((one) => one !== kept) }
      const row = await sealState(next)
      await healed(() => dexie.states.put(row))
      show(next)
    },
    async drop(names) {
      if (names.length === 0) return
      const keys = await Promise.all(names.map(keyOf))
      await healed(() => inTransaction(dexie, 'rw', ['pictures', 'states'], async () => {
        await dexie.pictures.bulkDelete(keys)
        await dexie.states.bulkDelete(keys)
      }))
      states.value = new Map([...states.value].filter(([name]) => !names.includes(name)))
    },
    close() {
      closed = true
      dexie.close({ disableAutoOpen: true })
    },
  }
}
