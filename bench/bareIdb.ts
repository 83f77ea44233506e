/** The floor under every store in a browser: IndexedDB by hand, in clear, one snapshot in one transaction. */
import type { Workload } from './workload.ts'

const KINDS = ['pupils', 'arrivals', 'notes', 'reviews', 'targets', 'contacts'] as const

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })

async function database(): Promise<IDBDatabase> {
  const opening = indexedDB.open('bare-idb', 1)
  opening.onupgradeneeded = () => {
    for (const kind of KINDS) {
      const store = opening.result.createObjectStore(kind, { keyPath: 'id' })
      if (kind === 'pupils') store.createIndex('mentor', 'mentorId')
      else store.createIndex('pupil', 'pupilId')
      if (kind === 'arrivals') store.createIndex('mentorDate', ['mentorId', 'date'])
    }
  }
  return answered(opening)
}

export async function firstSyncOfIdb(): Promise<void> {
  const db = await database()
  const data = (await (await fetch('/plain/all')).json()) as Workload
  const transaction = db.transaction([...KINDS], 'readwrite')
  for (const kind of KINDS) for (const row of data[kind]) transaction.objectStore(kind).put(row)
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
  })
  db.close()
}
