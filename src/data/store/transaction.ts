/** One transaction, and why it did not come to its end. */
import type { Dexie } from 'dexie'

/** Requests that an abort cut short say only that; why it happened (quota, connection) is known to the transaction. */
export async function inTransaction<T>(dexie: Dexie, mode: 'r' | 'rw', tables: readonly string[], work: () => PromiseLike<T> | T): Promise<T> {
  let reason: () => unknown = () => undefined
  try {
    return await dexie.transaction(mode, [...tables], (transaction) => {
      reason = () => transaction.idbtrans.error
      return work()
    })
  } catch (error) {
    const isCutShort = error instanceof Error && error.name === 'AbortError'
    throw isCutShort ? (reason() ?? error) : error
  }
}
