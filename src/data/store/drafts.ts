/**
 * Half-typed text, sealed as it is typed, so that a killed browser loses nothing. One draft per key, written in order;
 * while a commit saves what the draft was for, a late keystroke waits, and is kept only if the commit failed.
 */
import type { VaultDatabase } from './database.ts'
import type { Vault } from '../vault/vault.ts'

export type Drafts = {
  /** What was kept, or undefined; what is being written counts. */
  read: (key: string) => Promise<unknown>
  write: (key: string, value: unknown) => Promise<void>
  clear: (key: string) => Promise<void>
  /** Runs the act that saves a draft's text and forgets the draft: nothing written before or during it comes back. */
  whileSaving: (key: string, save: () => Promise<void>) => Promise<void>
  /** Forgets every draft whose key, or of an earlier version whose value, names one of these ids: of a pupil who was erased, or of a record of theirs. */
  forget: (ids: ReadonlySet<string>) => Promise<void>
  /** Resolves when nothing is being written. */
  idle: () => Promise<void>
}

/** Earlier versions kept the value alone. */
type Kept = { draftOf: string; value: unknown }
const isKept = (kept: unknown): kept is Kept => typeof kept === 'object' && kept !== null && 'draftOf' in kept
const valueOf = (kept: unknown): unknown => (isKept(kept) ? kept.value : kept)
const namedIn = (kept: unknown): string => (isKept(kept) ? kept.draftOf : (JSON.stringify(kept) ?? ''))
/** What ids are made of. */
const WORDS = /[\w-]+/g

export function openDrafts(db: VaultDatabase, vault: Vault): Drafts {
  const underWay = new Map<string, Promise<void>>()
  const saving = new Map<string, unknown[]>()

  /** After what is already under way for this key, whether that went well or not. */
  function inOrder(key: string, work: () => Promise<void>): Promise<void> {
    const mine = (underWay.get(key) ?? Promise.resolve()).then(work, work)
    underWay.set(key, mine)
    const done = (): void => {
      if (underWay.get(key) === mine) underWay.delete(key)
    }
    mine.then(done, done)
    return mine
  }
  const put = (key: string, value: unknown): Promise<void> =>
    inOrder(key, async () => {
      const sealed = await vault.seal('drafts', await vault.tag('draft', key), { draftOf: key, value } satisfies Kept)
      await db.write('strict', ['drafts'], ({ drafts }) => drafts.put(sealed))
    })
  const settled = async (): Promise<void> => {
    await Promise.allSettled(underWay.values())
  }

  return {
    async read(key) {
      await Promise.allSettled([underWay.get(key)])
      const k = await vault.tag('draft', key)
      const row = await db.read(['drafts'], ({ drafts }) => drafts.get(k))
      return row === undefined ? undefined : valueOf(await vault.open('drafts', k, row))
    },
    async write(key, value) {
      const late = saving.get(key)
      if (late) late.push(value)
      else await put(key, value)
    },
    clear: (key) =>
      inOrder(key, async () => {
        const k = await vault.tag('draft', key)
        await db.write('strict', ['drafts'], ({ drafts }) => drafts.delete(k))
      }),
    async whileSaving(key, save) {
      const late: unknown[] = []
      saving.set(key, late)
      try {
        await settled()
        await save()
        saving.delete(key)
      } catch (error) {
        saving.delete(key)
        if (late.length > 0) await put(key, late.at(-1))
        throw error
      }
    },
    async forget(ids) {
      await settled()
      const rows = await db.read(['drafts'], ({ drafts }) => drafts.toArray())
      // One that does not open harms its own form, and nothing else.
      const kept = await Promise.all(rows.map((row) => vault.open('drafts', row.k, row).catch(() => undefined)))
      const gone = rows.filter((_row, index) => namedIn(kept[index]).match(WORDS)?.some((word) => ids.has(word))).map(({ k }) => k)
      if (gone.length > 0) await db.write('strict', ['drafts'], ({ drafts }) => drafts.bulkDelete(gone))
    },
    async idle() {
      while (underWay.size > 0) await settled()
    },
  }
}
