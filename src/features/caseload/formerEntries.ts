/** Beside a line of the log: that it came late from a mentor whose case it was, and who took in a colleague's words. Pure. */
import type { FormerWords } from '../../data/readings/formerMentor.ts'
import { LATE_WORDS } from '../../domain/sync/fromFormerMentor.ts'
import type { PupilLogEntry } from './logEntries.ts'

export function withFormer(entries: readonly PupilLogEntry[], former: ReadonlyMap<string, FormerWords>): PupilLogEntry[] {
  if (former.size === 0) return [...entries]
  return entries.map((entry) => {
    const { arrived, taken = [] } = former.get(entry.id) ?? {}
    return {
      ...entry,
      flags: [...(arrived === undefined ? [] : [LATE_WORDS]), ...entry.flags],
      more: [...entry.more, ...(arrived === undefined ? [] : [arrived]), ...taken],
      earlier: entry.earlier.map((one) => (former.get(one.id)?.arrived === undefined ? one : { ...one, by: `${one.by} (${LATE_WORDS.toLowerCase()})` })),
    }
  })
}
