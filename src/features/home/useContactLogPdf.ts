/** The contact log as PDF, made on the tablet, with a row in the paper file. */
import { useRecords } from '../../data/current.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { dateOf, mediumDate } from '../../domain/time/clock.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { contactLogSheet } from './contactLogSheet.ts'
import { attemptsWords } from './homeWords.ts'
import type { Home } from './useHome.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useContactLogPdf(home: Home, paper: Paper = appPaper): PdfMaking {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const toasts = useToasts()
  const { keep } = useKeeping()

  async function record(): Promise<void> {
    if (!home.mayWrite.value) return
    const id = randomId()
    const isKept = await keep(
      () => commit([{ kind: 'add', t: 'paperDocument', id, f: { pupilId: home.pupilId, kind: 'contact-log', title: `To ${mediumDate(home.today.value)}`, direction: 'out', on: dateOf(now()) } }]),
      () => toasts.show({ text: 'The contact log is in the paper file: to be filed', tone: 'good', timeout: 10_000, action: { label: 'Not printed', run: () => void keep(() => commit([{ kind: 'void', t: 'paperDocument', id }]), () => undefined) } }),
    )
    if (!isKept) toasts.show({ text: 'The contact log was made, but its row in the paper file was not kept. Add it there.', tone: 'warn' })
  }

  return usePdf(() => {
    const pupil = home.pupil.value
    const mentorId = mentorshipOf(memory, home.pupilId)?.f.mentorId
    const head = { schoolName: settings.value.schoolName, mentorName: mentorId === undefined ? '' : staffName(mentorId), today: home.today.value, maker: me.name, attempts: attemptsWords(home.reach.value, home.rule.value) }
    return {
      sheets: pupil ? [contactLogSheet({ ...head, pupil }, { entries: home.entries.value, letters: memory.ofPupil('homeLetter', home.pupilId), nameOf: home.nameOf, staffName })] : [],
      wordsOf, draw: paper.makeLogPdf, mayAtAll: settings.value.savePdf, onDelivered: () => void record(), fileName: neutralFileName('contact-log', pupil ? [initialsOf(pupil)] : [], home.today.value),
    }
  })
}
