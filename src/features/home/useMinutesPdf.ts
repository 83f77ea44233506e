/** The minutes of one meeting with home as PDF, made on the tablet, with a row in the paper file. */
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/readings/school.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { heldWithout, type Meeting } from '../../domain/home/homeMeeting.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { mediumDate } from '../../domain/time/clock.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { minutesSheet } from './minutesSheet.ts'
import type { Home } from './useHome.ts'
import type { Meetings } from './useMeetings.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useMinutesPdf({ pupilId, pupil, today }: Home, view: Meetings, meeting: () => Meeting | undefined, paper: Paper = appPaper): PdfMaking {
  const { me } = useRecords()
  const { settings } = useSchool()
  const { now } = useSchoolClock()
  const toasts = useToasts()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const [of, about] = [meeting(), pupil.value]
    const sheet = of && about && minutesSheet(of, { pupil: about, schoolName: settings.value.schoolName, today: today.value, sender: me.name, nameOf: view.nameOf, without: heldWithout(of, view.roleOf) })
    return {
      sheets: sheet ? [sheet] : [], mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      fileName: neutralFileName('minutes', about ? [initialsOf(about)] : [], today.value),
      onDelivered: () => void (of && wentOut([{ pupilId, kind: 'letter-home', title: `Minutes of the meeting on ${mediumDate(of.f.date)}` }])),
    }
  })
}
