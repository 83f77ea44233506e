/** What every claim is given: how often to measure, and the two places to measure at. */
import type { Demo } from './demo.ts'
import type { Measured } from './figure.ts'
import type { PagesServer } from './pagesServer.ts'

export type Bench = {
  runs: number
  /** A folder with a built app to measure instead of a fresh build. */
  app: string | undefined
  /** Parts of the app in a page of our own; built and served when first asked for. */
  pages: () => Promise<PagesServer>
  /** The app itself as a school has it; built, served and signed in to when first asked for. */
  demo: () => Promise<Demo>
  say: (text: string) => void
}
export type Claim = { claim: number; title: string; measure: (bench: Bench) => Promise<Omit<Measured, 'claim' | 'title'>> }

/** Runs one after another, each with its number. */
export async function eachRun<T>({ runs, say }: Bench, what: string, work: (run: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let run = 0; run < runs; run++) {
    say(`${what}, run ${run + 1} of ${runs}`)
    done.push(await work(run))
  }
  return done
}
