/** The letters as one PDF, a page or more for each household. That it left the tablet is kept, in the case and in the paper file. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { expectationFor } from '../../data/readings/mentoring.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { inHomeLanguages, saidOf, type SaidLanguage } from '../../domain/home/inHomeLanguages.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { blocksOf, startLetterTo } from '../../domain/home/startLetterSheet.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { StartLetterView } from './useStartLetter.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useStartLetterPdf(view: StartLetterView, paper: Paper = appPaper): PdfMaking & { languages: ComputedRef<SaidLanguage[]> } {
  const { settings } = useSchool()
  const { memory } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  const letters = computed(() => {
    const { pupilId, pupil, blocks, homes, today, mentor } = view
    const about = pupil.value
    if (!about) return []
    const beginsAt = expectationFor(memory, pupilId, today.value)?.time ?? settings.value.registerStart
    const facts = { pupil: about, schoolName: settings.value.schoolName, today: today.value, mentor: mentor.value, beginsAt, isBrief: view.ofTwo.value === 'first' }
    return homes.value.map((of) => inHomeLanguages(of, memory.all('phrase'), (speech) => startLetterTo(of, { ...facts, speech, blocks: blocksOf(blocks.value.reasons, settings.value, { pupil: about.preferredName, mentor: mentor.value }, speech) }), uncovered))
  })
  const making = usePdf<NoticeSheet>(() => {
    const about = view.pupil.value
    return {
      sheets: letters.value.flatMap(({ sheets }) => sheets),
      fileName: neutralFileName('letter-home', about ? [initialsOf(about)] : [], view.today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void keepIt(),
    }
  })
  return { ...making, languages: computed(() => saidOf(letters.value)) }
  async function keepIt(): Promise<void> {
    if (view.mayWrite.value) await view.printed()
    await wentOut(view.homes.value.map((of) => ({ pupilId: view.pupilId, kind: 'letter-home', title: `Start of mentoring, to ${of.map(({ name }) => name).join(' and ')}` })))
  }
}
