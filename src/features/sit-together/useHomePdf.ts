/** The same as the screen for home shows, on paper to take along. */
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { mediumDate, shortDate } from '../../domain/time/clock.ts'
import { RIGHT_OF_ACCESS } from '../../domain/home/homeView.ts'
import { fullName, initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { ForHome } from './useHomeView.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useHomePdf(home: ForHome, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const sheet = sheetFor(home, settings.value.schoolName)
    return {
      sheets: sheet ? [sheet] : [], fileName: neutralFileName('for-home', home.pupil.value ? [initialsOf(home.pupil.value)] : [], home.today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void wentOut([{ pupilId: home.pupilId, kind: 'notice', title: 'What home was shown' }]),
    }
  })
}

export function sheetFor({ pupil, view, from, today, mentor }: Pick<ForHome, 'pupil' | 'view' | 'from' | 'today' | 'mentor'>, schoolName: string): NoticeSheet | undefined {
  if (!pupil.value || !view.value) return undefined
  const { mornings, sessions, targets, weeks, staff } = view.value
  const name = pupil.value.preferredName
  return {
    schoolName, title: 'How mentoring is going', date: mediumDate(today.value), addressee: `For the parents and carers of ${fullName(pupil.value)}`, pupilName: fullName(pupil.value),
    statement: `This is what we share about ${name}’s mentoring, from ${mediumDate(from.value)} to today.`,
    facts: [{ label: 'Mornings at reception', value: mornings }, { label: 'Mentoring sessions', value: sessions }, ...(mentor.value ? [{ label: 'Mentor', value: mentor.value }] : [])],
    ...(targets.length > 0 ? { list: { title: `Targets, in ${name}’s words`, isPraise: true, lines: targets.map(({ week, words, result }) => `${words} (${result.toLowerCase()}, week of ${shortDate(week)})`) } } : {}),
    paragraphs: [
      ...weeks.map(({ week, wentWell, next }) => `Week of ${shortDate(week)}. ${[wentWell && `What went well: ${wentWell}`, next && `Next: ${next}`].filter(Boolean).join(' ')}`),
      ...staff.map(({ subject, words }) => `${subject}: ${words}`),
    ],
    closing: RIGHT_OF_ACCESS, signatures: [], footer: `${schoolName} · for home`,
  }
}
