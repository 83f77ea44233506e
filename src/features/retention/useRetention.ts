/** Files whose time is up, live: held with a reason, let go, or erased by the server when a person says so. */
import { computed } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { dueFiles } from '../../data/readings/retention.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { eraseFile, useAct, useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

const REFUSED = {
  'step-up': 'Nothing was erased: your passphrase was not said once more.', held: 'Somebody holds this file. Nothing was erased.', 'not-due': 'This file is not due any more, or is mentored again. Nothing was erased.',
} as const

export function useRetention() {
  const { memory, commit, skew } = useRecords()
  const { minute } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const act = useAct(REFUSED, () => Promise.resolve())
  const files = computed(() => dueFiles(memory))
  const today = computed(() => dateOf(minute.value))
  const put = (f: Extract<Change, { kind: 'add'; t: 'retention' }>['f'], text: string): Promise<boolean> => keep(() => commit([{ kind: 'add', t: 'retention', id: randomId(), f }]), () => toasts.show({ text, tone: 'good', timeout: 8_000 }))
  return {
    today, busy, problem, act,
    due: computed(() => files.value.filter(({ hold }) => hold === undefined)),
    held: computed(() => files.value.filter(({ hold }) => hold !== undefined)),
    hold: (pupilId: string, reason: string) => put({ type: 'held', pupilId, on: today.value, reason: reason.trim(), entered: momentOf(skew.value).entered }, 'Held: it is not erased until somebody lets it go'),
    release: (pupilId: string) => put({ type: 'released', pupilId, on: today.value, entered: momentOf(skew.value).entered }, 'Let go. The server looks again tonight.'),
    erase: (pupilId: string, due: SchoolDate) => act.run(() => eraseFile({ act: 'erase', pupilId, due }), () => toasts.show({ text: 'Erased: here, and on each tablet when it is next here', tone: 'good', timeout: 10_000 })),
  }
}
