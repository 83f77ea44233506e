/** A certificate, a postcard and a letter home for one pupil, with strengths from the pupil's own data; each has its row in the paper file. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { readStrengths } from '../../data/strengths.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { namesSomebodyElse } from '../../domain/sitTogether.ts'
import { STRENGTH_LIMIT } from '../../domain/strengths.ts'
import { isMoved } from '../../domain/withdrawal.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type CelebrationSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { CELEBRATION_WORDS, celebrationSheet, type Celebration } from './celebrating.ts'
import type { WithdrawalView } from './useWithdrawal.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
export type Celebrating = {
  which: Ref<Celebration[]>
  strengths: Ref<string[]>
  line: Ref<string>
  /** Whether the data had anything to say. */
  isFromData: ComputedRef<boolean>
  problem: ComputedRef<string | undefined>
  sheets: ComputedRef<CelebrationSheet[]>
  making: PdfMaking
}

export function useCelebration(view: WithdrawalView, paper: Paper = appPaper): Celebrating {
  const { memory } = useRecords()
  const { settings, calendar } = useSchool()
  const { olderLoaded } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  const found = readStrengths(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, view.pupilId, now())
  const which = ref<Celebration[]>(['certificate'])
  const strengths = ref([0, 1, 2].map((at) => found[at] ?? ''))
  const line = ref('')

  const sheets = computed((): CelebrationSheet[] => {
    const [pupil, reading] = [view.pupil.value, view.reading.value]
    if (!pupil || !reading) return []
    const last = view.events.value.find(({ f }) => isMoved(f))?.f
    const step = last && isMoved(last) ? { stage: last.stage, from: last.from } : { stage: reading.at.stage.name, from: reading.at.since }
    const praise = { schoolName: settings.value.schoolName, pupil, mentorName: view.mentorName.value, today: view.today.value, ...step, strengths: strengths.value, line: line.value, own: [] }
    return which.value.map((kind) => celebrationSheet(kind, praise))
  })
  return {
    which, strengths, line, sheets, isFromData: computed(() => found.length > 0),
    problem: computed(() => {
      const pupil = view.pupil.value
      const written = [...strengths.value, line.value]
      if (written.some((one) => one.length > STRENGTH_LIMIT)) return `Keep each line to ${STRENGTH_LIMIT} characters.`
      if (pupil && written.some((one) => namesSomebodyElse(one, pupil, memory.all('deskPupil').filter(({ id }) => id !== view.pupilId).map((row) => row.f)))) return 'A line names another pupil. Take the name out: this goes home.'
      return undefined
    }),
    making: usePdf<CelebrationSheet>(() => ({
      sheets: sheets.value, mayAtAll: settings.value.savePdf, draw: paper.makeCelebrationPdf, wordsOf,
      fileName: neutralFileName('well-done', view.pupil.value ? [initialsOf(view.pupil.value)] : [], view.today.value),
      onDelivered: () => void wentOut(which.value.map((kind) => ({ pupilId: view.pupilId, kind: kind === 'letter' ? 'letter-home' as const : 'other' as const, title: CELEBRATION_WORDS[kind] }))),
    })),
  }
}
