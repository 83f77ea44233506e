/**
 * When the server received what a complete week rests on. The server alone knows, so it is asked, once for each state of a
 * pupil's records. What it said stays on the tablet for when there is no network; what it was never asked is not said.
 */
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue'
import type { Completing } from '../../data/readings/completing.ts'
import { useRecords } from '../../data/current.ts'
import type { Instant } from '../../domain/time/clock.ts'
import type { RecordsOfWeek } from '../../domain/week/completeness.ts'
import { RECEIVED_MOST } from '../../domain/protocol.ts'
import { z } from '../../domain/schema.ts'
import { useSync } from '../../sync/index.ts'

type Complete = Pick<RecordsOfWeek, 'completeAt'> & { pupilId: string }
const keyOf = ({ pupilId, completeAt }: Complete): string => `${pupilId} ${completeAt ?? ''}`

/** Among the sealed drafts: the newest weeks of a whole school. */
const KEPT = 'received-at'
const KEPT_MOST = 2000
const Kept = z.array(z.tuple([z.string(), z.number()]))
/** The board is drawn first, whole: nobody waits for what the server says of it. */
const AFTER_MS = 250
/** What a whole school's records rest on is read a few pupils at a time, and left at once where somebody goes on to another week. */
const AT_ONCE = 12
const aBreath = (): Promise<void> => new Promise((on) => setTimeout(on))

export function useReceived(cells: () => readonly Complete[], reading: () => Pick<Completing, 'stampsFor'>): (cell: Complete) => Instant | undefined {
  const { drafts } = useRecords()
  const sync = useSync()
  const known = shallowRef<ReadonlyMap<string, Instant>>(new Map())
  const asked = new Set<string>()

  let turn = 0
  async function ask(): Promise<void> {
    const mine = turn
    const wanted = new Map<string, string[]>()
    let count = 0
    for (const cell of cells()) {
      if (cell.completeAt === undefined || asked.has(keyOf(cell))) continue
      if (wanted.size % AT_ONCE === AT_ONCE - 1) await aBreath()
      if (mine !== turn) return
      const stamps = reading().stampsFor(cell.pupilId)
      count += stamps.length
      // The rest at the next minute.
      if (count > RECEIVED_MOST) break
      wanted.set(keyOf(cell), stamps)
    }
    if (count === 0) return
    for (const key of wanted.keys()) asked.add(key)
    const received = await sync.received([...new Set([...wanted.values()].flat())].slice(0, RECEIVED_MOST))
    if (!received) return wanted.forEach((_, key) => asked.delete(key))
    const times = [...wanted].flatMap(([key, stamps]): [string, Instant][] => {
      const at = stamps.flatMap((stamp) => received[stamp] ?? [])
      return at.length === 0 ? [] : [[key, Math.max(...at)]]
    })
    known.value = new Map([...known.value, ...times])
    if (times.length > 0) await drafts.write(KEPT, [...known.value].slice(-KEPT_MOST))
  }
  const failed = (error: unknown): void => console.error('When the records were received was not read', error instanceof Error ? error.name : 'unknown')
  onMounted(() => {
    drafts.read(KEPT).then((kept) => (known.value = new Map([...(Kept.safeParse(kept).data ?? []), ...known.value]))).catch(failed)
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    turn++
    clearTimeout(timer)
  }
  onBeforeUnmount(stop)
  watch(cells, () => {
    stop()
    timer = setTimeout(() => void ask().catch(failed), AFTER_MS)
  }, { immediate: true, flush: 'post' })
  return (cell) => (cell.completeAt === undefined ? undefined : known.value.get(keyOf(cell)))
}
