/**
 * What many screens share comes in two files: one that the start of the day needs, and one for every other screen. A file
 * costs a slow tablet more than what is in it: at the first visit every one of them is fetched and kept. The two cannot
 * come to need each other, for what the start needs is in the start's.
 */
import { fileURLToPath } from 'node:url'

/** What the app asks for by itself on the way from the first screen to Arrivals. */
export const BEGINNINGS = [
  'shell/TheFrame.vue',
  'shell/UnlockWithLock.vue',
  'shell/LockedWork.vue',
  'shell/ChoosePinScreen.vue',
  'features/arrivals/ArrivalsScreen.vue',
  'data/store/photos.ts',
  'data/tablet/tabletLock.ts',
  'sync/lockedRounds.ts',
  'sync/photoRounds.ts',
].map((path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url)))

export type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }

/** All that these modules need before they run, themselves included. */
export function neededBy(modules: readonly string[], graph: Graph): ReadonlySet<string> {
  const needed = new Set(modules)
  for (const one of needed) for (const next of graph.getModuleInfo(one)?.importedIds ?? []) needed.add(next)
  return needed
}

/** The name of the start's file for a module that is needed at the start of the day. */
export function startOfDay(): (module: string, graph: Graph) => string | null {
  let needed: ReadonlySet<string> | undefined
  return (module, graph) => ((needed ??= neededBy(BEGINNINGS, graph)).has(module) ? 'start' : null)
}
