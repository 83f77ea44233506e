/** One try while it runs: who stands at the desk, what the marks make of it, and how many taps it took. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { TimeOfDay } from '../../../domain/time/clock.ts'
import type { AtDesk, RehearsalQueue } from '../../../domain/mornings/rehearsalQueue.ts'
import { afterMarks, afterWord, atDesk, beginRun, isOver, triedOf, type Tried } from '../../../domain/mornings/rehearsalRun.ts'
import type { Arrivals } from '../arrivalsStore.ts'

export type RunNow = {
  now: ComputedRef<readonly AtDesk[]>
  /** How many have been dealt with. */
  done: ComputedRef<number>
  wrongNow: ComputedRef<readonly string[]>
  sentAway: Ref<string>
  /** "You are marked already." */
  say: (pupilId: string) => void
}
type Told = { moveOn: (to: TimeOfDay) => void; over: (tried: Tried) => void }

export function useRun(queue: RehearsalQueue, arrivals: Pick<Arrivals, 'arrived'>, { moveOn, over }: Told, elapsed = (): number => performance.now()): RunNow {
  const marked = (): ReadonlySet<string> => new Set(arrivals.arrived.value.map(({ pupilId }) => pupilId))
  const run = shallowRef(beginRun(marked(), elapsed()))
  const sentAway = ref('')
  let taps = 0

  const tapped = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('button') && !target.closest('[data-leaves]')) taps++
  }
  document.addEventListener('click', tapped, { capture: true })
  onScopeDispose(() => document.removeEventListener('click', tapped, { capture: true }))

  // At once and not with the next frame: the time of a mark is when it stands.
  watch(marked, (now) => (run.value = afterMarks(run.value, queue, now, elapsed())), { flush: 'sync' })
  watch(() => run.value.step, (step) => {
    sentAway.value = ''
    const at = queue.steps[step]?.at
    if (at !== undefined) moveOn(at)
    // A thumb's tap is counted with its click, a moment after it was taken.
    if (isOver(run.value, queue)) setTimeout(() => over(triedOf(run.value, queue, taps)), LAST_CLICK_MS)
  })

  return {
    now: computed(() => atDesk(run.value, queue)),
    done: computed(() => run.value.done.length),
    wrongNow: computed(() => [...run.value.wrong]),
    sentAway,
    say(pupilId) {
      const before = run.value.sentAway
      run.value = afterWord(run.value, queue, pupilId, elapsed())
      sentAway.value = run.value.sentAway > before ? pupilId : ''
    },
  }
}
const LAST_CLICK_MS = 400
