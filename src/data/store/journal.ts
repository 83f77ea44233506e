/** How long what the server has acknowledged stays on the disk, against a server that is put back to an earlier day. */
import type { SyncState } from './meta.ts'

const DAY_MS = 86_400_000
const JOURNAL_MS = 14 * DAY_MS
type AckedOn = SyncState['ackedOn']

/** One mark a day, by the server's time: when a change was made says nothing of how long the server has had it. */
export function noteAcked(marks: AckedOn, n: number, at: number): AckedOn {
  const dayOf = (moment: number): number => Math.floor(moment / DAY_MS)
  const kept = marks.filter((mark) => mark.n < n && dayOf(mark.at) !== dayOf(at))
  // Of those that are old enough to go, the furthest says all.
  const old = kept.filter((mark) => at - mark.at > JOURNAL_MS).at(-1)
  return [...kept.filter((mark) => mark === old || at - mark.at <= JOURNAL_MS), { at, n }]
}

/** Up to which number the journal may go. `seen`: the latest moment known. */
export const journalEnd = ({ ackedOn, seen }: Pick<SyncState, 'ackedOn' | 'seen'>): number => Math.max(0, ...ackedOn.filter(({ at }) => seen - at > JOURNAL_MS).map(({ n }) => n))
