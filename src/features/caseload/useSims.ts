/** A pupil's SIMS card: what the exports say, what is new, and that somebody has looked. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { simsOf, type SimsOfPupil } from '../../data/readings/sims.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { addDays, daysBetween, mediumDate } from '../../domain/time/clock.ts'
import { attendancePercent, isCheckDue } from '../../domain/school/sims.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Sims = {
  sims: ComputedRef<SimsOfPupil>
  isDue: ComputedRef<boolean>
  checkedWords: ComputedRef<string>
  figures: ComputedRef<{ label: string; value: string | undefined }[]>
  mayCheck: ComputedRef<boolean>
  busy: Ref<boolean>
  problem: Ref<string>
  check: () => Promise<void>
}

export function useSims(pupilId: () => string): Sims {
  const { today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const sims = computed(() => simsOf(memory, pupilId()))
  const points = (type: 'achievement' | 'behaviour'): string | undefined => {
    const of = sims.value.entries.filter((one) => one.type === type)
    return of.length === 0 ? undefined : `${of.reduce((sum, one) => sum + Math.abs(one.points), 0)} (${of.length} ${of.length === 1 ? 'entry' : 'entries'})`
  }

  return {
    sims, busy, problem,
    isDue: computed(() => isCheckDue(sims.value.lastCheck?.date, addDays(today.value, -settings.value.simsCheckDays))),
    checkedWords: computed(() => {
      const last = sims.value.lastCheck
      if (!last) return 'Not checked yet'
      const days = daysBetween(last.date, today.value)
      return `${days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`} by ${staffName(last.by)}`
    }),
    figures: computed(() => {
      const { attendance, grades, newest } = sims.value
      const percent = attendance && attendancePercent(attendance)
      return [
        { label: 'Data up to', value: newest && mediumDate(newest) },
        { label: 'Attendance', value: percent === undefined ? undefined : `${percent.toFixed(1)}%, ${attendance?.late ?? 0} late` },
        { label: 'Behaviour points', value: points('behaviour') },
        { label: 'Achievement points', value: points('achievement') },
        ...grades.slice(0, 12).map(({ subject, aspect, result, target }) => ({ label: aspect === '' ? subject : `${subject}, ${aspect}`, value: `${result || '–'}${target === '' ? '' : ` (target ${target})`}` })),
      ]
    }),
    mayCheck: computed(() => mayWriteFor(memory, me, 'simsCheck', pupilId())),
    async check() {
      const id = randomId()
      await keep(
        () => commit([{ kind: 'add', t: 'simsCheck', id, f: { pupilId: pupilId(), date: today.value } }]),
        () => toasts.show({ text: 'SIMS checked', tone: 'good', key: 'sims-check', action: { label: 'Undo', run: () => void keep(() => commit([{ kind: 'void', t: 'simsCheck', id }]), () => undefined) } }),
      )
    },
  }
}
