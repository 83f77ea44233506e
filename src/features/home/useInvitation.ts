/** The invitation to a meeting, one for each household. It says when, where and with whom, and nothing of what was noted. */
import { longDate, mediumDate, spokenTime } from '../../domain/clock.ts'
import type { Contact } from '../../domain/homeContact.ts'
import type { HomeMeeting, Meeting } from '../../domain/homeMeeting.ts'
import { fullName } from '../../domain/pupil.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'
import type { PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Home } from './useHome.ts'
import { greetingOf, namesOf, useLetter, type LetterFacts } from './useLetter.ts'

/** Where nobody may be written to, one without a name can still be given to whoever comes. */
export const useInvitation = (home: Home, meeting: () => Meeting | undefined): PdfMaking =>
  useLetter(home, () => {
    const called = meeting()?.f
    return {
      file: 'invitation', evenToNobody: true, to: called && ((of, facts) => invitationTo(of, called, { ...facts, staffName: home.staffName })),
      title: (of) => `Invitation to a meeting${of.length === 0 ? '' : `, ${namesOf(of)}`}`,
    }
  })

export function invitationTo(household: readonly Contact[], meeting: HomeMeeting, { pupil, schoolName, today, sender, staffName }: LetterFacts & { staffName: (id: string) => string }): NoticeSheet {
  const name = pupil.preferredName
  const greeting = household.length === 0 ? 'Dear parents and carers' : greetingOf(household)
  const interpreted = meeting.interpreter || household.some((one) => one.interpreter)
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil), title: `An invitation to talk about ${name}`,
    addressee: [namesOf(household) || `To the parents and carers of ${fullName(pupil)}`, household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
    statement: `${greeting}, we should like to meet you on ${longDate(meeting.date)} at ${spokenTime(meeting.time)}.`,
    facts: [
      { label: 'About', value: `${fullName(pupil)}, ${pupil.form}` }, { label: 'When', value: `${longDate(meeting.date)}, ${spokenTime(meeting.time)}` },
      ...(meeting.room ? [{ label: 'Where', value: `${meeting.room}; please come to the main reception` }] : []), { label: 'With', value: meeting.invited.map(staffName).join(', ') },
    ],
    paragraphs: [
      `${name} has a mentor at school. We should like to look together at what goes well and what is still hard, and agree what school and home each do next.`,
      meeting.withPupil ? `${name} is there too: it is about ${name}’s own plan.` : `${name} is not at this meeting; we tell ${name} together afterwards what was agreed.`,
      'If the day or the time does not suit you, please tell us when it would. You may bring somebody with you.',
    ],
    closing: [...(interpreted ? ['We arrange an interpreter for you.'] : ['If you would like an interpreter, please tell us; it costs you nothing.']), 'Please return this part: I come / I would like another time: …………………………………………'],
    signatures: [{ role: 'For the school', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
