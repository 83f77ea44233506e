/**
 * "…the Lead Mentor who will send a letter home" and the invitation to a meeting: what they say, in the school's own words
 * with the pupil's and the sender's filled in, in English or as approved in a home's language. A letter names nobody but its
 * own pupil.
 */
import type { SchoolDate } from '../time/clock.ts'
import type { Contact } from './homeContact.ts'
import { ENGLISH, type Speech } from './homeLanguage.ts'
import type { HomeMeeting } from './homeMeeting.ts'
import { FRAME, type FrameKey } from './letterFrame.ts'
import { fullName, type DeskPupil } from '../pupil.ts'
import type { Settings } from '../setting.ts'
import type { Role } from '../staff.ts'

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
  slip?: { title: string; lines: string[]; sign?: string }
  facts: { label: string; value: string }[]
  paragraphs: string[]
  list?: { title: string; lines: string[]; isPraise?: boolean }
  closing: string[]
  signatures: { role: string; name?: string }[]
  /** Beside the line on which home dates its signature. */
  dateLine?: string
  /** Read from the right. */
  rightToLeft?: boolean
  footer: string
}
export type LetterFacts = {
  pupil: DeskPupil
  schoolName: string
  today: SchoolDate
  sender: string
  /** Whether anybody was tried at all; without a number nobody was. */
  tried?: boolean
  settings: Pick<Settings, 'homeLetterWhy' | 'homeLetterNoWay' | 'homeLetterAsk' | 'homeLetterHelp' | 'invitationWhat' | 'invitationOther'>
  speech?: Speech
}

export const namesOf = (household: readonly Contact[]): string => household.map(({ name }) => name).join(' and ')
/** "Dear Ms Okafor and Mr Okafor," as the contacts say it; in another language as it greets. */
export function greetingOf(household: readonly Contact[], speech: Speech = ENGLISH): string {
  if (household.length === 0) return speech.say(FRAME.dearParents)
  if (speech.language !== undefined) return speech.say(FRAME.dear, { names: household.map(({ name }) => name).join(', ') })
  return `${household.map((one) => one.salutation || `Dear ${one.name}`).map((one, at) => (at === 0 ? one : one.replace(/^dear /i, ''))).join(' and ')},`
}
/** What every letter home has. */
export const frameOf = (household: readonly Contact[], pupil: DeskPupil, schoolName: string, today: SchoolDate, speech: Speech): Pick<LetterSheet, 'schoolName' | 'date' | 'pupilName' | 'addressee' | 'rightToLeft' | 'footer'> => ({
  schoolName, date: speech.day(today), pupilName: fullName(pupil),
  addressee: [namesOf(household) || speech.say(FRAME.parentsOf, { pupil: fullName(pupil) }), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
  ...(speech.rightToLeft ? { rightToLeft: true } : {}),
  footer: `${schoolName} · ${speech.say(FRAME.footer, { pupil: pupil.preferredName })}`,
})

/** Paper dates a signature in English by itself. */
export const dated = ({ language, say }: Speech): Pick<LetterSheet, 'dateLine'> => (language === undefined ? {} : { dateLine: say(FRAME.dateLine) })

/** It names nobody but the pupil, and says neither what was noted nor why: it asks home to be in touch. */
export function letterTo(household: readonly Contact[], { pupil, schoolName, today, sender, settings, tried = true, speech = ENGLISH }: LetterFacts): LetterSheet {
  const { say } = speech
  const name = pupil.preferredName
  const why = tried ? settings.homeLetterWhy : settings.homeLetterNoWay
  return {
    ...frameOf(household, pupil, schoolName, today, speech),
    title: say(FRAME.reachTitle),
    statement: say(FRAME.reachStatement, { greeting: greetingOf(household, speech), pupil: name }),
    facts: [{ label: say(FRAME.about), value: `${fullName(pupil)}, ${pupil.form}` }, { label: say(FRAME.askFor), value: `${sender}, ${say(FRAME.leadMentor)}` }],
    paragraphs: [why, settings.homeLetterAsk, settings.homeLetterHelp].map((text) => say(text, { pupil: name, school: schoolName, sender })),
    closing: [...(household.some((one) => one.interpreter) ? [say(FRAME.interpreter)] : []), say(FRAME.regards, { sender })],
    signatures: [],
    slip: { title: say(FRAME.slip, { mentor: sender }), lines: [say(FRAME.slipReach)], sign: say(FRAME.slipSign) },
  }
}

type Staff = { staffName: (id: string) => string; roleOf: (id: string) => Role | undefined }
const ROLE_FRAME: Partial<Record<Role, FrameKey>> = { mentor: 'mentor', 'lead-mentor': 'leadMentor', 'head-of-year': 'headOfYear', dht: 'deputyHead' }
/** Home knows nobody by name alone: "Tom Ackroyd (for the Head of Year)". */
function staffAt({ invited, deputies = [] }: HomeMeeting, { staffName, roleOf }: Staff, { say }: Speech): string {
  return invited.map((id) => {
    const stoodFor = deputies.find((one) => one.id === id)?.role
    const frame = ROLE_FRAME[stoodFor ?? roleOf(id) ?? 'office']
    if (frame === undefined) return staffName(id)
    return `${staffName(id)} (${stoodFor ? say(FRAME.inPlaceOf, { role: say(FRAME[frame]) }) : say(FRAME[frame])})`
  }).join(', ')
}

export function invitationTo(household: readonly Contact[], meeting: HomeMeeting, { pupil, schoolName, today, sender, settings, staffName, roleOf, speech = ENGLISH }: LetterFacts & Staff): LetterSheet {
  const { say, longDay, time } = speech
  const name = pupil.preferredName
  const merged = { pupil: name, school: schoolName, sender }
  const interpreted = meeting.interpreter || household.some((one) => one.interpreter)
  const [day, at] = [longDay(meeting.date), time(meeting.time)]
  return {
    ...frameOf(household, pupil, schoolName, today, speech),
    title: say(FRAME.inviteTitle, merged),
    statement: say(FRAME.inviteStatement, { greeting: greetingOf(household, speech), day, at }),
    facts: [
      { label: say(FRAME.about), value: `${fullName(pupil)}, ${pupil.form}` }, { label: say(FRAME.when), value: `${day}, ${at}` },
      ...(meeting.room ? [{ label: say(FRAME.where), value: say(FRAME.comeToReception, { room: meeting.room }) }] : []), { label: say(FRAME.with), value: staffAt(meeting, { staffName, roleOf }, speech) },
    ],
    paragraphs: [say(settings.invitationWhat, merged), say(meeting.withPupil ? FRAME.pupilThere : FRAME.pupilNotThere, merged), say(settings.invitationOther, merged)],
    closing: [say(interpreted ? FRAME.interpreterComes : FRAME.interpreterAsk), say(FRAME.regards, { sender })],
    signatures: [],
    slip: { title: say(FRAME.slip, { mentor: sender }), lines: [say(FRAME.inviteCome, { day, at }), say(FRAME.inviteOther)], sign: say(FRAME.slipSign) },
  }
}
