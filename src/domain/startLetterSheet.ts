/** The letter at the start, as it is printed: one for each household, both of the policy's facts first, then the three blocks. */
import { mediumDate, type SchoolDate } from './clock.ts'
import type { Contact } from './homeContact.ts'
import { fullName, type DeskPupil } from './pupil.ts'
import type { LetterBlocks } from './startLetter.ts'
import type { LetterSheet } from './lettersHome.ts'

export type StartLetterFacts = { pupil: DeskPupil; blocks: LetterBlocks; schoolName: string; today: SchoolDate; mentor: string; begins: string; /** The first of two: what it entails stands in the second. */ isBrief?: boolean }

export function startLetterTo(household: readonly Contact[], { pupil, blocks, schoolName, today, mentor, begins, isBrief }: StartLetterFacts): LetterSheet {
  const name = pupil.preferredName
  const salutations = household.map((one) => one.salutation || `Dear ${one.name}`)
  const greeting = salutations.map((one, at) => (at === 0 ? one : one.replace(/^dear /i, ''))).join(' and ')
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil), title: 'Mentoring for your child',
    addressee: [household.map((one) => one.name).join(' and '), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
    greeting: `${greeting},`,
    statement: `${name} is being mentored at school and is on mentoring report.`,
    facts: [{ label: 'About', value: `${fullName(pupil)}, ${pupil.form}` }, { label: 'Mentor', value: mentor }, ...(begins === '' ? [] : [{ label: 'Mornings', value: begins }])],
    paragraphs: [blocks.reasons],
    opening: 'Why',
    ...(isBrief ? {} : { list: { title: 'What it entails', lines: [...blocks.entails], isPraise: true } }),
    closing: [blocks.contact, ...(isBrief ? ['A second letter follows when mentoring begins, and says what it entails.'] : []), ...(blocks.rights ? [blocks.rights] : []), ...(household.some((one) => one.interpreter) ? ['We arrange an interpreter; please tell us if you would like one for a meeting or a call.'] : []), `Yours sincerely,\n${mentor}, Mentor`],
    // The name stands under the letter; what home signs is the slip.
    signatures: [],
    slip: { title: `To return to ${mentor}`, lines: [`I have read the letter about ${fullName(pupil)}, ${pupil.form}.`, 'The best number and time to reach me:'] },
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
