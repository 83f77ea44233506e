/**
 * When the server received what a complete week rests on. The server alone knows, so it is asked, once for each state of a
 * pupil's records; without a network the board shows when it was done and no more.
 */
import { shallowRef, watch } from 'vue'
import type { Completing } from '../../data/completing.ts'
import type { Instant } from '../../domain/clock.ts'
import type { RecordsOfWeek } from '../../domain/completeness.ts'
import { RECEIVED_MOST } from '../../domain/protocol.ts'
import { useSync } from '../../sync/index.ts'

type Complete = Pick<RecordsOfWeek, 'completeAt'> & { pupilId: string }
const keyOf = ({ pupilId, completeAt }: Complete): string => `${pupilId} ${completeAt ?? ''}`

export function useReceived(cells: () => readonly Complete[], reading: () => Pick<Completing, 'stampsFor'>): (cell: Complete) => Instant | undefined {
  const sync = useSync()
  const known = shallowRef<ReadonlyMap<string, Instant>>(new Map())
  const asked = new Set<string>()

  async function ask(): Promise<void> {
    const wanted = new Map<string, string[]>()
    let count = 0
    for (const cell of cells()) {
      if (cell.completeAt === undefined || asked.has(keyOf(cell))) continue
      const stamps = reading().stampsFor(cell.pupilId)
      count += stamps.length
      // The rest at the next minute.
      if (count > RECEIVED_MOST) break
      wanted.set(keyOf(cell), stamps)
      asked.add(keyOf(cell))
    }
    if (count === 0) return
    const received = await sync.received([...new Set([...wanted.values()].flat())].slice(0, RECEIVED_MOST))
    if (!received) return wanted.forEach((_, key) => asked.delete(key))
    const times = [...wanted].flatMap(([key, stamps]): [string, Instant][] => {
      const at = stamps.flatMap((stamp) => received[stamp] ?? [])
      return at.length === 0 ? [] : [[key, Math.max(...at)]]
    })
    known.value = new Map([...known.value, ...times])
  }
  // After the board is drawn: nobody waits for it.
  watch(cells, () => void ask(), { immediate: true, flush: 'post' })
  return (cell) => (cell.completeAt === undefined ? undefined : known.value.get(keyOf(cell)))
}
