/** The one place where a bug ends: it is said on screen, calmly, with a way on. Nothing of what people wrote is logged. */
import { readonly, shallowRef, type App } from 'vue'
import { ConnectionSilent, DatabaseLost, DatabaseShut, NewerDatabase, StorageFull } from '../data/store/healing.ts'
import { VaultClosed } from '../data/vault/vault.ts'

/**
 * `lost`: the tablet's own storage does not answer. `new-version`: a part of the app is of a version that has gone.
 * `newer-records`: what this tablet keeps was made by a newer version of the app than this one.
 */
export type Problem = 'bug' | 'lost' | 'full' | 'new-version' | 'newer-records'

const shown = shallowRef<Problem | undefined>()
export const problem = readonly(shown)
export const putAway = (): void => {
  shown.value = undefined
}
export const report = (one: Problem): void => {
  shown.value = one
}

export function problemOf(error: unknown): Problem | undefined {
  // Work that was under way when the tablet was locked: the lock is no fault.
  if (error instanceof VaultClosed || error instanceof DatabaseShut) return undefined
  if (error instanceof DatabaseLost || error instanceof ConnectionSilent) return 'lost'
  if (error instanceof StorageFull) return 'full'
  if (error instanceof NewerDatabase) return 'newer-records'
  // Browsers differ in the words for a module that could not be had.
  if (error instanceof TypeError && /dynamically imported module|importing a module script|module script failed/i.test(error.message)) return 'new-version'
  return 'bug'
}

export function meet(error: unknown): void {
  const found = problemOf(error)
  if (!found) return
  // The name and the place in our code, never the message: it may hold what a person wrote.
  console.error('Blue Report met a problem:', error instanceof Error ? error.name : typeof error, error instanceof Error ? placeOf(error) : '')
  shown.value = found
}

const placeOf = (error: Error): string => (error.stack ?? '').split('\n').filter((line) => /^\s*at |@/.test(line)).slice(0, 8).join('\n')

export function catchProblems(app: App): void {
  app.config.errorHandler = meet
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    meet(event.reason)
  })
  window.addEventListener('error', (event) => {
    if (event.error !== undefined && event.error !== null) meet(event.error)
  })
  window.addEventListener('vite:preloadError', () => report('new-version'))
}
