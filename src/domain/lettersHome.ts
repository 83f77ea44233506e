/**
 * "…the Lead Mentor who will send a letter home" and the invitation to a meeting: what they say, in the school's own words
 * with the pupil's and the sender's filled in. A letter names nobody but its own pupil.
 */
import { longDate, mediumDate, spokenTime, type SchoolDate } from './clock.ts'
import type { Contact } from './homeContact.ts'
import type { HomeMeeting } from './homeMeeting.ts'
import { fullName, type DeskPupil } from './pupil.ts'
import type { Settings } from './setting.ts'
import { fillIn } from './startLetter.ts'

/** A letter as paper takes it. */
export type LetterSheet = {
  schoolName: string
  title: string
  date: string
  addressee: string
  pupilName: string
  greeting?: string
  statement: string
  opening?: string
  slip?: { title: string; lines: string[] }
  facts: { label: string; value: string }[]
  paragraphs: string[]
  list?: { title: string; lines: string[]; isPraise?: boolean }
  closing: string[]
  signatures: { role: string; name?: string }[]
  footer: string
}
export type LetterFacts = {
  pupil: DeskPupil
  schoolName: string
  today: SchoolDate
  sender: string
  settings: Pick<Settings, 'homeLetterWhy' | 'homeLetterAsk' | 'homeLetterHelp' | 'invitationWhat' | 'invitationOther'>
}

export const namesOf = (household: readonly Contact[]): string => household.map(({ name }) => name).join(' and ')
/** "Dear Ms Okafor and Mr Okafor" */
export const greetingOf = (household: readonly Contact[]): string =>
  household.map((one) => one.salutation || `Dear ${one.name}`).map((one, at) => (at === 0 ? one : one.replace(/^dear /i, ''))).join(' and ')

/** It names nobody but the pupil, and says neither what was noted nor why: it asks home to be in touch. */
export function letterTo(household: readonly Contact[], { pupil, schoolName, today, sender, settings }: LetterFacts): LetterSheet {
  const name = pupil.preferredName
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil),
    title: 'We should like to speak with you',
    addressee: [namesOf(household), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
    statement: `${greetingOf(household)}, please get in touch with us about ${name}.`,
    facts: [{ label: 'About', value: `${fullName(pupil)}, ${pupil.form}` }, { label: 'Ask for', value: sender }],
    paragraphs: [settings.homeLetterWhy, settings.homeLetterAsk, settings.homeLetterHelp].map((text) => fillIn(text, { pupil: name, school: schoolName, sender })),
    closing: [...(household.some((one) => one.interpreter) ? ['We arrange an interpreter; please tell us if you would like one for a meeting or a call.'] : []), 'You may return this page with your child, with the number we should use:', '…………………………………………………………………………………'],
    signatures: [{ role: 'Lead Mentor', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}

export function invitationTo(household: readonly Contact[], meeting: HomeMeeting, { pupil, schoolName, today, sender, settings, staffName }: LetterFacts & { staffName: (id: string) => string }): LetterSheet {
  const name = pupil.preferredName
  const fill = (text: string): string => fillIn(text, { pupil: name, school: schoolName, sender })
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
      fill(settings.invitationWhat),
      meeting.withPupil ? `${name} is there too: it is about ${name}’s own plan.` : `${name} is not at this meeting; we tell ${name} together afterwards what was agreed.`,
      fill(settings.invitationOther),
    ],
    closing: [...(interpreted ? ['We arrange an interpreter for you.'] : ['If you would like an interpreter, please tell us; it costs you nothing.']), 'Please return this part: I come / I would like another time: …………………………………………'],
    signatures: [{ role: 'For the school', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
