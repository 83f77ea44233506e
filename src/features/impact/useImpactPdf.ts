/** The report as PDF, made on the tablet: what the screen says, without the pupils. */
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { mediumDate } from '../../domain/time/clock.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { impactSheet } from './impactSheet.ts'
import type { Impact } from './useImpact.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useImpactPdf(impact: Impact, paper: Paper = appPaper): PdfMaking {
  const { today } = useSchoolClock()
  const { me } = useRecords()
  const { settings } = useSchool()
  return usePdf(() => ({
    sheets: [impactSheet(impact, { schoolName: settings.value.schoolName, made: `Made ${mediumDate(today.value)} by ${me.name}`, year: me.role === 'head-of-year' ? String(me.year ?? '') : impact.year.value })],
    wordsOf, draw: paper.makeImpactPdf, mayAtAll: settings.value.savePdf, fileName: neutralFileName('impact', [], today.value),
  }))
}
