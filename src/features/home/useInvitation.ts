/** The invitation to a meeting, one for each household. It says when, where and with whom, and nothing of what was noted. */
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/school.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { longDate, mediumDate, spokenTime, type SchoolDate } from '../../domain/clock.ts'
import { households, type Contact } from '../../domain/homeContact.ts'
import type { HomeMeeting, Meeting } from '../../domain/homeMeeting.ts'
import { fullName, initialsOf, type DeskPupil } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Home } from './useHome.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useInvitation({ pupilId, pupil, contacts, today, staffName }: Home, meeting: () => Meeting | undefined, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { me } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const [about, called] = [pupil.value, meeting()]
    const homes: Contact[][] = households(contacts.value).map((of) => of.map(({ f }) => f))
    return {
      // Where nobody may be written to, one without a name can still be given to whoever comes.
      sheets: about && called ? (homes.length > 0 ? homes : [[]]).map((of) => invitationTo(of, called.f, { pupil: about, schoolName: settings.value.schoolName, today: today.value, sender: me.name, staffName })) : [],
      fileName: neutralFileName('invitation', about ? [initialsOf(about)] : [], today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void wentOut((homes.length > 0 ? homes : [[]]).map((of) => ({ pupilId, kind: 'letter-home', title: `Invitation to a meeting${of.length === 0 ? '' : `, ${of.map(({ name }) => name).join(' and ')}`}` }))),
    }
  })
}

type InvitationFacts = { pupil: DeskPupil; schoolName: string; today: SchoolDate; sender: string; staffName: (id: string) => string }

export function invitationTo(household: readonly Contact[], meeting: HomeMeeting, { pupil, schoolName, today, sender, staffName }: InvitationFacts): NoticeSheet {
  const name = pupil.preferredName
  const greeting = household.length === 0 ? 'Dear parents and carers' : household.map((one) => one.salutation || `Dear ${one.name}`).map((one, at) => (at === 0 ? one : one.replace(/^dear /i, ''))).join(' and ')
  const interpreted = meeting.interpreter || household.some((one) => one.interpreter)
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil), title: `An invitation to talk about ${name}`,
    addressee: [household.map((one) => one.name).join(' and ') || `To the parents and carers of ${fullName(pupil)}`, household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
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
