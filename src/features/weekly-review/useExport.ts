/** One PDF of one or many reviews, each with its row in the paper file: out until it comes back signed. */
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type WeeklyReviewSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { WeekFacts } from './useFacts.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useReviewsOut(): (pupilIds: readonly string[], weekStart: SchoolDate) => Promise<void> {
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return (pupilIds, weekStart) => wentOut(pupilIds.map((pupilId) => ({ pupilId, kind: 'weekly-review', title: '', weekStart })))
}

export function useExport(asked: () => { pupilIds: readonly string[]; weekStart: SchoolDate; facts: WeekFacts }, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const wentOut = useReviewsOut()
  return usePdf<WeeklyReviewSheet>(() => {
    const { pupilIds, weekStart, facts } = asked()
    const pupils = facts.lines.value.filter((line) => pupilIds.includes(line.pupilId)).map((line) => line.pupil)
    return { sheets: facts.sheetsOf(pupilIds), fileName: neutralFileName('weekly-review', pupils.map(initialsOf), weekStart), mayAtAll: settings.value.savePdf, draw: paper.makeReviewPdf, wordsOf, onDelivered: () => void wentOut(pupilIds, weekStart) }
  })
}
