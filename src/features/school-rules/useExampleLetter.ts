/** A letter as the school words it now, as the real PDF, to a pupil who is nobody's. */
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { addDays, type SchoolDate } from '../../domain/time/clock.ts'
import { NO_DETAILS, type Contact } from '../../domain/home/homeContact.ts'
import { invitationTo, letterTo, type LetterSheet } from '../../domain/home/lettersHome.ts'
import { EXAMPLE, type LETTERS } from '../../domain/school/schoolRules.ts'
import type { Settings } from '../../domain/setting.ts'
import { homeNotice, pupilSlip } from '../../domain/home/startNotice.ts'
import { blocksOf, startLetterTo } from '../../domain/home/startLetterSheet.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'

export type LetterName = (typeof LETTERS)[number]['name']
const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
const pupil = { preferredName: EXAMPLE.pupil, surname: EXAMPLE.surname, form: EXAMPLE.form, year: 9 }
const home: Contact[] = [{ ...NO_DETAILS, pupilId: 'example', name: EXAMPLE.home, address: '1 Example Street\nExampleton' }]

/** A page for each wording: home without a number is written to in other words. */
export function exampleLetters(name: LetterName, settings: Settings, today: SchoolDate): LetterSheet[] {
  const facts = { pupil, schoolName: settings.schoolName, today, sender: EXAMPLE.sender, settings }
  if (name === 'not-reached') return [true, false].map((tried) => letterTo(home, { ...facts, tried }))
  if (name === 'invitation') {
    const meeting = { pupilId: 'example', why: '', evidence: [], date: today, time: '16:00', room: 'Room 4', agenda: [], withPupil: true, interpreter: false, invited: [EXAMPLE.mentor, EXAMPLE.sender], without: [], entered: 0 }
    return [invitationTo(home, meeting, { ...facts, staffName: (id) => id, roleOf: (id) => (id === EXAMPLE.mentor ? 'mentor' : 'lead-mentor') })]
  }
  if (name === 'slip' || name === 'notice') {
    const told = { schoolName: settings.schoolName, settings, pupil, mentorName: EXAMPLE.mentor, today, from: addDays(today, 7), reviewOn: addDays(today, 21), time: settings.earlyReport, usualTime: settings.registerStart, weekdays: [1, 2, 3, 4, 5] }
    return [name === 'slip' ? pupilSlip(told) : homeNotice(told)]
  }
  const blocks = blocksOf('The mentor’s own words about why stand here.', settings, { pupil: EXAMPLE.pupil, mentor: EXAMPLE.mentor })
  return [startLetterTo(home, { pupil, blocks, schoolName: settings.schoolName, today, mentor: EXAMPLE.mentor, beginsAt: settings.registerStart, isBrief: false })]
}

export function useExampleLetter(name: () => LetterName, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { today } = useSchoolClock()
  return usePdf<NoticeSheet>(() => ({ sheets: exampleLetters(name(), settings.value, today.value), fileName: neutralFileName('example-letter', [], today.value), mayAtAll: true, draw: paper.makeNoticePdf, wordsOf }))
}
