/**
 * iPads drop a page's database connection while it is in the background, and Chromium sometimes loses its backing store.
 * The same handle never works again: close, open anew, try again, at most three times; then say so, so that the shell can
 * offer a reload with the text kept. A full disk is another matter: trying again cannot help.
 */

/** The disk, or the browser's share of it, is full. Nothing of the transaction was stored. */
export class StorageFull extends Error {
  override name = 'StorageFull'
  constructor(cause?: unknown) {
    super('There is no room left on this tablet', { cause })
  }
}

/** The connection could not be brought back: only a reload helps. */
export class DatabaseLost extends Error {
  override name = 'DatabaseLost'
  constructor(cause?: unknown) {
    super('The connection to the database on this tablet was lost', { cause })
  }
}

/** We closed it ourselves (locked, erased), and whoever came after that is too late. */
export class DatabaseShut extends Error {
  override name = 'DatabaseShut'
  constructor() {
    super('The database on this tablet was closed')
  }
}

/** A newer version of the app has been at work here. This one would not understand what it finds; updating helps. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
  constructor(cause?: unknown) {
    super('The database on this tablet is of a newer version', { cause })
  }
}

/** It neither answers nor refuses. */
export class ConnectionSilent extends Error {
  override name = 'ConnectionSilent'
}

/** The error and everything it wraps: Dexie keeps the browser's own error in `inner` or among `failures`. */
function* within(error: unknown, depth = 0): Generator<{ name: string; message: string }> {
  if (error === null || typeof error !== 'object' || depth > 5) return
  const { name, message, inner, cause, failures } = error as Record<string, unknown>
  yield { name: typeof name === 'string' ? name : '', message: typeof message === 'string' ? message : '' }
  yield* within(inner, depth + 1)
  yield* within(cause, depth + 1)
  if (Array.isArray(failures)) for (const failure of failures) yield* within(failure, depth + 1)
}

export const isStorageFull = (error: unknown): boolean =>
  [...within(error)].some(({ name }) => name === 'QuotaExceededError')

const isNewer = (error: unknown): boolean => [...within(error)].some(({ name }) => name === 'NewerDatabase')

// Dexie's own DatabaseClosedError reaches those who waited while another healed the connection under them.
const LOST_NAMES = new Set(['UnknownError', 'InvalidStateError', 'DatabaseClosedError', 'ConnectionSilent'])
const LOST_WORDS =
  /connection to indexed ?db? ?(database)? ?server lost|indexed database server lost|backing store|connection is clos|without an in-progress transaction|inject key into script value/i

export const isConnectionLost = (error: unknown): boolean =>
  [...within(error)].some(({ name, message }) => LOST_NAMES.has(name) || LOST_WORDS.test(message))

export interface Healer {
  /** Closes what is open and opens it anew; rejects with `DatabaseShut` once we closed it for good. */
  reopen(): Promise<void>
  wait(milliseconds: number): Promise<void>
}

export const tabletWait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The part of a database connection that healing needs (Dexie's names). */
interface Connection {
  open(): PromiseLike<unknown>
  close(options: { disableAutoOpen: boolean }): void
}

export function healerFor(connection: Connection, isShut: () => boolean, wait: Healer['wait']): Healer {
  let underWay: Promise<void> | undefined
  async function openAnew(): Promise<void> {
    connection.close({ disableAutoOpen: false })
    await connection.open()
  }
  return {
    wait,
    reopen() {
      if (isShut()) return Promise.reject(new DatabaseShut())
      // One at a time: two writes that lost the same connection must not close it under each other.
      underWay ??= openAnew().finally(() => {
        underWay = undefined
      })
      return underWay
    },
  }
}

const HEALING_TRIES = 3
const PAUSES = [0, 100, 400] // the browser's own storage process needs a moment to come back
export const PATIENCE = 8000 // an opening that takes longer is hung, as WebKit's sometimes is

const tooLong = (healer: Healer): Promise<never> =>
  healer.wait(PATIENCE).then(() => Promise.reject(new DatabaseLost('no answer')))

/**
 * Runs `work`, again after healing where the connection was lost. A write may thus run twice, and the first may have
 * reached the disk: `work` must come to the same when it is repeated (rows are sealed before, and put, not added).
 * Rejects with `StorageFull`, `DatabaseLost`, `DatabaseShut`, `NewerDatabase`, or what `work` itself rejected with.
 */
export async function withHealing<T>(work: () => PromiseLike<T>, healer: Healer): Promise<T> {
  let mustReopen = false
  for (let heals = 0; ; ) {
    try {
      if (mustReopen) await Promise.race([healer.reopen(), tooLong(healer)])
      mustReopen = false
      return await work()
    } catch (error) {
      if (isStorageFull(error)) throw new StorageFull(error)
      if (isNewer(error)) throw new NewerDatabase(error)
      if (error instanceof DatabaseLost || error instanceof DatabaseShut) throw error
      // A reopening that fails for any reason is tried again; work that fails for its own reasons is not.
      if (!mustReopen && !isConnectionLost(error)) throw error
      if (heals === HEALING_TRIES) throw new DatabaseLost(error)
      await healer.wait(PAUSES[heals] ?? 0)
      heals += 1
      mustReopen = true
    }
  }
}
