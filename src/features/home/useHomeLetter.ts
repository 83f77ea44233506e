/** The Lead Mentor's letter to homes that could not be reached: one for each household, made on the tablet. */
import { mediumDate } from '../../domain/clock.ts'
import type { Contact } from '../../domain/homeContact.ts'
import { fullName } from '../../domain/pupil.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'
import type { Paper } from '../../ui/paper/paper.ts'
import type { PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Home } from './useHome.ts'
import { greetingOf, namesOf, useLetter, type LetterFacts } from './useLetter.ts'

export const useHomeLetter = (home: Home, paper?: Paper): PdfMaking => useLetter(home, () => ({ file: 'letter-home', to: letterTo, title: (of) => `To ${namesOf(of)}` }), paper)

/** It names nobody but the pupil, and says neither what was noted nor why: it asks home to be in touch. */
export function letterTo(household: readonly Contact[], { pupil, schoolName, today, sender }: LetterFacts): NoticeSheet {
  const name = pupil.preferredName
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil),
    title: 'We should like to speak with you',
    addressee: [namesOf(household), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
    statement: `${greetingOf(household)}, please get in touch with us about ${name}.`,
    facts: [{ label: 'About', value: `${fullName(pupil)}, ${pupil.form}` }, { label: 'Ask for', value: sender }],
    paragraphs: [
      `${name} has a mentor at school, who meets ${name} in the morning and keeps home informed. We have tried to reach you by telephone and e-mail and have not succeeded, so we write to you.`,
      'There may be a good reason: numbers change, and days are full. Please call the school or send a line, and tell us the best number and time to reach you.',
      'It need not be long, and it is meant to help: we should like to tell you what goes well, and agree together what comes next.',
    ],
    closing: [...(household.some((one) => one.interpreter) ? ['We arrange an interpreter; please tell us if you would like one for a meeting or a call.'] : []), 'You may return this page with your child, with the number we should use:', '…………………………………………………………………………………'],
    signatures: [{ role: 'Lead Mentor', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
