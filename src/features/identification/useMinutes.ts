/** The minutes of a year's meeting as PDF: who was there, what was said and decided, and who does what by when. */
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { latestDecision } from '../../domain/cases/candidate.ts'
import { CHOICE_WORDS } from '../../domain/cases/candidateView.ts'
import { groupBy } from '../../domain/group.ts'
import { mediumDate, shortDate, spokenTime, timeOf } from '../../domain/time/clock.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Identification } from './useIdentification.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

/** Of the meeting that is on, else of the last one. */
export function useMinutes(view: Pick<Identification, 'meeting' | 'before' | 'nameOf' | 'staffName' | 'today'>, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { memory } = useRecords()
  return usePdf<NoticeSheet>(() => {
    const meeting = view.meeting.value ?? view.before.value
    return {
      sheets: meeting ? [sheetOf(meeting.id, meeting.f)] : [], fileName: neutralFileName('minutes', [], meeting?.f.date ?? view.today.value), mayAtAll: settings.value.savePdf,
      draw: paper.makeNoticePdf, wordsOf,
    }
  })

  function sheetOf(id: string, { year, date, present, begun, ended }: NonNullable<Identification['meeting']['value']>['f']): NoticeSheet {
    const decisions = memory.all('candidateDecision').filter(({ f }) => f.meetingId === id)
    // Of two decisions about one pupil in one meeting the later holds.
    const standing = [...groupBy(decisions, ({ f }) => f.pupilId).values()].flatMap((of) => latestDecision(of) ?? [])
    const tasks = memory.all('meetingTask').filter(({ f }) => f.meetingId === id)
    const notes = memory.all('meetingNote').filter(({ f }) => f.meetingId === id).sort((a, b) => a.f.entered - b.f.entered)
    return {
      schoolName: settings.value.schoolName, title: `Minutes: Year ${year}`, date: mediumDate(date), addressee: 'For those who were there', pupilName: `Year ${year}`,
      statement: `${standing.length} ${standing.length === 1 ? 'pupil was' : 'pupils were'} decided on, and ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} left with an owner and a day.`,
      facts: [
        { label: 'Present', value: present.map(view.staffName).join(', ') },
        { label: 'Time', value: `${spokenTime(timeOf(begun))}${ended ? ` to ${spokenTime(timeOf(ended))}` : ''}` },
      ],
      paragraphs: [
        ...standing.map(({ f }) => `${view.nameOf(f.pupilId)}: ${CHOICE_WORDS[f.choice]}${f.mentorId ? `, with ${view.staffName(f.mentorId)}` : ''}${f.lookAgain ? `, looked at again on ${shortDate(f.lookAgain)}` : ''}. ${f.reason}${f.evidence.length > 0 ? ` (${f.evidence.join('; ')})` : ''}`),
        ...notes.map(({ f }) => f.text),
      ],
      ...(tasks.length > 0 ? { list: { title: 'Who does what by when', lines: tasks.map(({ f }) => `${f.text} (${view.nameOf(f.pupilId)}): ${view.staffName(f.owner)}, by ${shortDate(f.due)}`) } } : {}),
      closing: ['Names pupils: kept where no pupil reads it, and destroyed when it is no longer needed.'], signatures: [], footer: `${settings.value.schoolName} · Year ${year} meeting, ${mediumDate(date)}`,
    }
  }
}
