/**
 * A browser that dies, or fails, at the k-th thing it is asked of IndexedDB. A dead one loses every transaction that was
 * not complete and does nothing more; the disk stays, for the browser that is started after it.
 */
import { IDBDatabase as Database, IDBFactory as Factory, IDBObjectStore as Store } from 'fake-indexeddb'
import { vi } from 'vitest'

class Killed extends Error {
  override name = 'Killed'
}
type Cut = { _abort: (name: string) => void; _state: string }

export type FailingBrowser = {
  /** Runs `work` in a browser that ends at the k-th call (never where k is undefined). `ended`: it came so far. */
  run: <T>(work: () => Promise<T>, k?: number, how?: 'kill' | 'QuotaExceededError' | 'AbortError' | 'UnknownError') => Promise<{ ended: boolean; result: T | undefined }>
}

const OF_A_BROWSER = ['open', 'deleteDatabase', 'databases', 'transaction']
const CALLS = [
  [Factory.prototype, ['open', 'deleteDatabase', 'databases']],
  [Database.prototype, ['transaction', 'createObjectStore']],
  [Store.prototype, ['createIndex', 'put', 'add', 'get', 'getAll', 'count', 'clear', 'delete', 'openCursor']],
] as const

/** Undone by `vi.restoreAllMocks`. */
export function aFailingBrowser(): FailingBrowser {
  const now = { calls: 0, at: Infinity, how: 'kill', ended: false, dead: false, databases: new Set<IDBDatabase>(), open: new Set<Cut>() }

  const cutAll = (why: string): void => {
    for (const transaction of now.open) if (transaction._state !== 'finished') transaction._abort(why)
  }
  function end(asked: string): void {
    now.ended = true
    if (now.how === 'kill') {
      now.dead = true
      cutAll('AbortError')
      for (const database of now.databases) database.close()
      throw new Killed()
    }
    if (OF_A_BROWSER.includes(asked)) throw new DOMException('as a test asked', now.how)
    // What fails within a transaction ends it, and the transaction alone says why.
    cutAll(now.how)
    throw new DOMException('as a test asked', 'TransactionInactiveError')
  }
  for (const [prototype, names] of CALLS)
    for (const name of names) {
      const methods = prototype as unknown as Record<string, (...given: unknown[]) => unknown>
      const real = methods[name] as (...given: unknown[]) => unknown
      vi.spyOn(methods, name).mockImplementation(function (this: unknown, ...given) {
        // The upgrading transaction is the browser's own call, made while it opens.
        const isAsked = given[1] !== 'versionchange'
        if (now.dead && isAsked) throw new Killed()
        if (isAsked && ++now.calls === now.at) end(name)
        const made = real.apply(this, given)
        if (name === 'transaction') now.open.add(made as Cut)
        if (name === 'open') {
          const request = made as IDBOpenDBRequest
          request.addEventListener('upgradeneeded', () => now.open.add(request.transaction as unknown as Cut))
          for (const event of ['upgradeneeded', 'success']) request.addEventListener(event, () => now.databases.add(request.result))
        }
        return made
      })
    }

  return {
    async run(work, k = Infinity, how = 'kill') {
      Object.assign(now, { calls: 0, at: k, how, ended: false, dead: false, databases: new Set(), open: new Set() })
      const result = await work().catch((error: unknown) => {
        if (!now.ended) throw error
        return undefined
      })
      Object.assign(now, { at: Infinity, dead: false })
      return { ended: now.ended, result }
    },
  }
}
