/** The exit summary as a page: what was reached, for the file and for home. */
import { useSchool } from '../../data/readings/school.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import { NOT_KNOWN, type ExitSummary } from '../../domain/cases/exitSummary.ts'
import { fullName, initialsOf, type DeskPupil } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { ClosingView } from './useClosing.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
const TITLE = 'Summary at the end of mentoring'

export function useExitPdf({ pupilId, pupil, mentorship, mentorName, summary, ground, today }: ClosingView, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { now } = useSchoolClock()
  const toasts = useToasts()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const [about, of, exit] = [pupil.value, mentorship.value, summary.value]
    const call = ground.value && 'call' in ground.value ? ground.value.call.f : undefined
    const strengths = call?.type === 'call' ? call.strengths : []
    return {
      sheets: about && of && exit ? [exitSheet({ pupil: about, schoolName: settings.value.schoolName, mentorName: mentorName.value, from: of.f.startedOn, until: of.f.endedOn ?? today.value, today: today.value, exit, strengths })] : [],
      fileName: neutralFileName('mentoring-summary', about ? [initialsOf(about)] : [], today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void wentOut([{ pupilId, kind: 'exit-summary', title: '' }]),
    }
  })
}

export type ExitFacts = { pupil: DeskPupil; schoolName: string; mentorName: string; from: SchoolDate; until: SchoolDate; today: SchoolDate; exit: ExitSummary; strengths: readonly string[] }
export function exitSheet({ pupil, schoolName, mentorName, from, until, today, exit, strengths }: ExitFacts): NoticeSheet {
  const name = pupil.preferredName
  return {
    schoolName, title: TITLE, date: mediumDate(today), pupilName: fullName(pupil), addressee: `${fullName(pupil)}, ${pupil.form}`,
    statement: `${name} was mentored by ${mentorName} from ${mediumDate(from)} to ${mediumDate(until)}.`,
    facts: exit.rows.map(({ label, start, now }) => ({ label, value: start === NOT_KNOWN && now === NOT_KNOWN ? NOT_KNOWN : `${start} at the start, ${now} now` })),
    paragraphs: [`The first ${exit.weeks === 1 ? 'week' : `${exit.weeks} weeks`} are held against the last. What was not put down is not known, and nothing is made up for it.`, ...(exit.lacks.length > 0 ? [`${exit.lacks.join('. ')}.`] : [])],
    ...(strengths.length > 0 ? { list: { title: 'What went well', lines: [...strengths], isPraise: true } } : {}),
    closing: [`We look in again after six and after twelve weeks. Support is there again whenever it helps ${name}.`],
    signatures: [{ role: 'Mentor', name: mentorName }], footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
