/**
 * A row that went missing unseen shows in a digest: the server's word for each bucket, now and then held against what is
 * here. A bucket that differs is fetched again; where that does not help, everything is.
 */
import { COMPARE_EVERY_MS, differing, digestsOf, MOST_AGAIN } from '../../domain/sync/digest.ts'
import type { PullReply, PullRequest } from '../../domain/protocol.ts'
import type { Row } from '../../domain/records.ts'

type Page = Pick<Extract<PullReply, { puts: unknown }>, 'digest' | 'again' | 'more'>
export type Wanted = Pick<PullRequest, 'digest' | 'again'>
/** `again`: some buckets are to come once more. `anew`: only starting over helps. */
export type Doubt = 'none' | 'again' | 'anew'
export type MissedRows = {
  doubt: () => Doubt
  /** What the next pull asks for beside what is new. `isWhole`: the tablet stands between two scans. */
  wants: (at: number, isWhole: boolean) => Wanted
  /** After a page was applied. */
  compare: (page: Page, at: number) => void
  /** Everything is fetched anew in any case. */
  forget: () => void
}

/** `isAllLoaded`: whether everything on the disk is in memory. */
export function watchForMissed(rows: () => Iterable<Row>, isAllLoaded: () => boolean): MissedRows {
  /** Undefined: a comparison is due. */
  let comparedAt: number | undefined
  let wanting: readonly string[] = []
  let doubt: Doubt = 'none'
  return {
    doubt: () => doubt,
    wants(at, isWhole) {
      if (doubt === 'again') return { digest: true, again: [...wanting] }
      // Due once, it stays due until it was done, whatever becomes of the clock meanwhile.
      if (comparedAt !== undefined && (at < comparedAt || at - comparedAt >= COMPARE_EVERY_MS)) comparedAt = undefined
      return comparedAt === undefined && isAllLoaded() && isWhole ? { digest: true } : {}
    },
    compare({ digest, again, more }, at) {
      const isSecond = doubt === 'again' && !more
      if (digest && isAllLoaded()) {
        comparedAt = at
        wanting = differing(digest, digestsOf(rows()))
      }
      if (wanting.length === 0) doubt = 'none'
      else if (isSecond || again || wanting.length > MOST_AGAIN) doubt = 'anew'
      else doubt = 'again'
    },
    forget() {
      wanting = []
      doubt = 'none'
    },
  }
}
