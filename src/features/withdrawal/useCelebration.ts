/** A certificate, a postcard and a letter home for one pupil, with strengths from the pupil's own data; each has its row in the paper file. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { lastMentorship } from '../../data/readings/closing.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { inHomeLanguages, saidOf, type SaidLanguage } from '../../domain/home/inHomeLanguages.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { ownLines, ownTargetOf } from '../../domain/week/ownWord.ts'
import { namesSomebodyElse } from '../../domain/week/sitTogether.ts'
import { STRENGTH_LIMIT } from '../../domain/week/strengths.ts'
import { stepForward } from '../../domain/cases/withdrawal.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type CelebrationSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { CELEBRATION_WORDS, celebrationCard, celebrationLetter, type Celebration } from './celebrating.ts'
import type { StrengthsView } from './useStrengths.ts'
import type { WithdrawalView } from './useWithdrawal.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
export type Celebrating = {
  which: Ref<Celebration[]>
  line: Ref<string>
  /** What the pupil set and said, as it will be printed. */
  own: ComputedRef<{ label: string; text: string }[]>
  /** In which languages the letter will be beside English, or why not: of everybody who may be written to. */
  languages: ComputedRef<SaidLanguage[]>
  problem: ComputedRef<string | undefined>
  sheets: ComputedRef<CelebrationSheet[]>
  making: PdfMaking
}

export function useCelebration(view: WithdrawalView, { strengths }: Pick<StrengthsView, 'strengths'>, isEnd = false, paper: Paper = appPaper): Celebrating {
  const { memory } = useRecords()
  const { settings } = useSchool()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  const which = ref<Celebration[]>(['certificate'])
  const line = ref('')

  const own = computed(() => ownLines(ownTargetOf(memory.ofPupil('ownWord', view.pupilId))))
  const praise = computed(() => {
    const [pupil, reading] = [view.pupil.value, view.reading.value]
    if (!pupil || !(reading || isEnd)) return undefined
    return { schoolName: settings.value.schoolName, pupil, mentorName: view.mentorName.value, today: view.today.value, isEnd, step: stepForward(view.events.value.map(({ f }) => f), lastMentorship(memory, view.pupilId)?.f.startedOn ?? view.today.value), strengths: strengths.value, line: line.value, own: own.value }
  })
  const letters = computed(() => {
    const about = praise.value
    return about && inHomeLanguages(memory.ofPupil('contact', view.pupilId).filter(({ f }) => !f.noContact).map(({ f }) => f), memory.all('phrase'), (speech) => celebrationLetter(about, speech), uncovered)
  })
  const sheets = computed((): CelebrationSheet[] => {
    const about = praise.value
    return about ? which.value.flatMap((kind): CelebrationSheet[] => (kind === 'letter' ? (letters.value?.sheets ?? []) : [celebrationCard(kind, about)])) : []
  })
  return {
    which, line, own, sheets,
    languages: computed(() => (which.value.includes('letter') && letters.value ? saidOf([letters.value]) : [])),
    problem: computed(() => {
      const pupil = view.pupil.value
      const written = [...strengths.value, line.value]
      if (written.some((one) => one.length > STRENGTH_LIMIT)) return `Keep each line to ${STRENGTH_LIMIT} characters.`
      if (pupil && [...written, ...own.value.map(({ text }) => text)].some((one) => namesSomebodyElse(one, pupil, memory.all('deskPupil').filter(({ id }) => id !== view.pupilId).map((row) => row.f)))) return 'A line names another pupil. Take the name out: this goes home.'
      return undefined
    }),
    making: usePdf<CelebrationSheet>(() => ({
      sheets: sheets.value, mayAtAll: settings.value.savePdf, draw: paper.makeCelebrationPdf, wordsOf,
      fileName: neutralFileName('well-done', view.pupil.value ? [initialsOf(view.pupil.value)] : [], view.today.value),
      onDelivered: () => void wentOut(which.value.map((kind) => ({ pupilId: view.pupilId, kind: kind === 'letter' ? 'letter-home' as const : 'certificate' as const, title: CELEBRATION_WORDS[kind] }))),
    })),
  }
}
