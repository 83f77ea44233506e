/** The letter at the start, as it is printed: one for each household, both of the policy's facts first, then the three blocks. */
import { type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import type { Contact } from './homeContact.ts'
import { ENGLISH, type Speech } from './homeLanguage.ts'
import { FRAME } from './letterFrame.ts'
import { OWN_WORDS, reasonsIn } from './letterReasons.ts'
import { frameOf, greetingOf, type LetterSheet } from './lettersHome.ts'
import { fullName, type DeskPupil } from '../pupil.ts'
import type { Settings } from '../setting.ts'
import type { LetterBlocks } from './startLetter.ts'

type Template = Pick<Settings, 'startLetterMornings' | 'startLetterReport' | 'startLetterSessions' | 'startLetterEnding' | 'startLetterContact' | 'startLetterRights' | 'registerStart' | 'earlyReport' | 'schoolName' | 'letterReasons'>
/** In another language the reasons are the school's sentences; what the mentor wrote freely is missing from it. */
export function blocksOf(reasons: string, settings: Template, { pupil, mentor }: { pupil: string; mentor: string }, speech: Speech = ENGLISH): LetterBlocks {
  const merged: Record<string, string> = { pupil, mentor, school: settings.schoolName, time: speech.time(settings.registerStart), early: speech.time(settings.earlyReport) }
  const fill = (text: string): string => speech.say(text, merged)
  return {
    reasons: speech.language === undefined ? reasons.trim() : reasonsSpoken(reasons, settings, pupil, speech), contact: fill(settings.startLetterContact), rights: fill(settings.startLetterRights),
    entails: [settings.startLetterMornings, settings.startLetterReport, settings.startLetterSessions, settings.startLetterEnding].map(fill).filter((line) => line !== ''),
  }
}
function reasonsSpoken(reasons: string, { letterReasons }: Template, pupil: string, speech: Speech): string {
  const { sentences, hasOwnWords } = reasonsIn(reasons, letterReasons, pupil)
  if (hasOwnWords) speech.missing.add(OWN_WORDS)
  return sentences.map((one) => speech.say(one, { pupil })).join(' ')
}

export type StartLetterFacts = { pupil: DeskPupil; blocks: LetterBlocks; schoolName: string; today: SchoolDate; mentor: string; beginsAt?: TimeOfDay; speech?: Speech; /** The first of two: what it entails stands in the second. */ isBrief?: boolean }

export function startLetterTo(household: readonly Contact[], { pupil, blocks, schoolName, today, mentor, beginsAt, speech = ENGLISH, isBrief }: StartLetterFacts): LetterSheet {
  const name = pupil.preferredName
  const { say } = speech
  const whole = `${fullName(pupil)}, ${pupil.form}`
  return {
    ...frameOf(household, pupil, schoolName, today, speech),
    title: say(FRAME.startTitle, { pupil: name }),
    greeting: greetingOf(household, speech),
    statement: say(FRAME.startStatement, { pupil: name }),
    facts: [{ label: say(FRAME.about), value: whole }, { label: say(FRAME.mentor), value: mentor }, ...(beginsAt === undefined ? [] : [{ label: say(FRAME.mornings), value: say(FRAME.reception, { at: speech.time(beginsAt) }) }])],
    paragraphs: [blocks.reasons],
    opening: say(FRAME.why),
    ...(isBrief ? {} : { list: { title: say(FRAME.entails), lines: [...blocks.entails], isPraise: true } }),
    closing: [blocks.contact, ...(isBrief ? [say(FRAME.secondFollows)] : []), ...(blocks.rights ? [blocks.rights] : []), ...(household.some((one) => one.interpreter) ? [say(FRAME.interpreter)] : []), say(FRAME.sincerely, { mentor })],
    // The name stands under the letter; what home signs is the slip.
    signatures: [],
    slip: { title: say(FRAME.slip, { mentor }), lines: [say(FRAME.slipRead, { pupil: whole }), say(FRAME.slipReach)], sign: say(FRAME.slipSign) },
  }
}
