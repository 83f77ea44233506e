/** The letters as one PDF, a page or more for each household. That it left the tablet is kept, in the case and in the paper file. */
import { useRecords } from '../../data/current.ts'
import { expectationFor } from '../../data/mentoring.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { spokenTime } from '../../domain/clock.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { startLetterTo } from '../../domain/startLetterSheet.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { StartLetterView } from './useStartLetter.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useStartLetterPdf(view: StartLetterView, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { memory } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const { pupilId, pupil, blocks, homes, today, mentor } = view
    const about = pupil.value
    const begins = `At ${spokenTime(expectationFor(memory, pupilId, today.value)?.time ?? settings.value.registerStart)}, student reception`
    return {
      sheets: about ? homes.value.map((of) => startLetterTo(of, { pupil: about, blocks: blocks.value, schoolName: settings.value.schoolName, today: today.value, mentor: mentor.value, begins, isBrief: view.ofTwo.value === 'first' })) : [],
      fileName: neutralFileName('letter-home', about ? [initialsOf(about)] : [], today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void keepIt(),
    }
  })
  async function keepIt(): Promise<void> {
    if (view.mayWrite.value) await view.printed()
    await wentOut(view.homes.value.map((of) => ({ pupilId: view.pupilId, kind: 'letter-home', title: `Start of mentoring, to ${of.map(({ name }) => name).join(' and ')}` })))
  }
}
