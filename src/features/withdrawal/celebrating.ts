/**
 * "This should be a positive time, with pupils becoming more independent again": the words of a certificate, a postcard
 * and a letter home. They praise what was done, compare with nobody, and say nothing of how it was before.
 */
import { longDate, mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import { ENGLISH, type Speech } from '../../domain/home/homeLanguage.ts'
import { FRAME } from '../../domain/home/letterFrame.ts'
import { dated, type LetterSheet } from '../../domain/home/lettersHome.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { inSentence } from '../../domain/cases/withdrawalStage.ts'
import type { CelebrationSheet } from '../../ui/paper/model.ts'

export const CELEBRATIONS = ['certificate', 'postcard', 'letter'] as const
export type Celebration = (typeof CELEBRATIONS)[number]
export const CELEBRATION_WORDS: Record<Celebration, string> = { certificate: 'Certificate', postcard: 'Praise postcard', letter: 'Letter home' }

export type Praise = {
  schoolName: string
  pupil: DeskPupil
  mentorName: string
  today: SchoolDate
  /** Mentoring ends: the last step of all. */
  isEnd?: boolean
  /** The stage that was reached, and from when; absent where the last step was no step forward: then nothing is said of one. */
  step?: { stage: string; from: SchoolDate } | undefined
  /** As the mentor leaves them; none is better than one that is made up. */
  strengths: readonly string[]
  /** A line of the mentor's own. */
  line: string
  /** What the pupil said and set. */
  own: readonly { label: string; text: string }[]
}

const strengthsOf = (praise: Praise): string[] => praise.strengths.map((one) => one.trim()).filter(Boolean)
const footerOf = ({ schoolName, pupil }: Praise, { say }: Speech = ENGLISH): string => `${schoolName} · ${say(FRAME.praiseFooter, { pupil: pupil.preferredName })}`

export function celebrationCard(kind: Exclude<Celebration, 'letter'>, praise: Praise): CelebrationSheet {
  const { schoolName, pupil, mentorName, today, line, own } = praise
  return {
    schoolName, pupilName: fullName(pupil), footer: footerOf(praise), kind, date: mediumDate(today), strengths: strengthsOf(praise), own: kind === 'certificate' ? [...own] : [], signatures: [{ role: 'Mentor', name: mentorName }],
    title: kind === 'certificate' ? 'Well done' : `Well done, ${pupil.preferredName}`,
    lead: leadWords(kind, praise),
    closing: line.trim() || 'You did this. Keep going.',
  }
}

/** In a home's language as far as the school approved it; what the mentor wrote and the pupil said stands in the English page alone. */
export function celebrationLetter(praise: Praise, speech: Speech = ENGLISH): LetterSheet {
  const { schoolName, pupil, mentorName, today, isEnd, step } = praise
  const { say } = speech
  const merged = { pupil: pupil.preferredName, mentor: mentorName }
  // Said first: what is missing of a language begins with the step, which the school may have named anew.
  const took = step && !isEnd ? { step: speech.language === undefined ? inSentence(step.stage) : say(step.stage), day: speech.longDay(step.from) } : undefined
  const wrote = inOwnWords(praise)
  return {
    schoolName, pupilName: fullName(pupil), date: speech.day(today), footer: footerOf(praise, speech), ...(speech.rightToLeft ? { rightToLeft: true } : {}),
    addressee: say(FRAME.parentsOf, { pupil: `${fullName(pupil)}, ${pupil.form}` }),
    title: say(FRAME.praiseTitle),
    statement: isEnd ? say(FRAME.praiseEnd, merged) : took ? say(FRAME.praiseStep, { ...merged, ...took }) : say(FRAME.praiseWeeks, merged),
    facts: [],
    paragraphs: [...(isEnd ? [say(FRAME.praiseEndWhy, merged)] : took ? [say(FRAME.praiseStepWhy, merged)] : []), ...(speech.language === undefined ? wrote : wrote.length > 0 ? [say(FRAME.praiseWell)] : [])],
    closing: [say(FRAME.praiseTell, merged)],
    ...dated(speech),
    signatures: [{ role: say(FRAME.mentor), name: mentorName }],
  }
}
function inOwnWords(praise: Praise): string[] {
  const { pupil, line, own } = praise
  const strengths = strengthsOf(praise)
  return [
    ...(strengths.length > 0 ? [`What went well: ${strengths.map(unstopped).join('; ')}.`] : []),
    ...(line.trim() ? [line.trim()] : []),
    ...(own.length > 0 ? [`In ${pupil.preferredName}’s own words: ${own.map(({ label, text }) => `${lowered(label)}: ${unstopped(text)}`).join('; ')}.`] : []),
  ]
}

/** Inside a sentence of ours: its own full stop would stand beside ours. */
const unstopped = (text: string): string => text.trim().replace(/\.+$/, '')
const lowered = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

function leadWords(kind: 'certificate' | 'postcard', { isEnd, step }: Praise): string {
  if (isEnd) return kind === 'certificate' ? 'for finishing mentoring: you go on by yourself now.' : 'You have finished mentoring, and go on by yourself now.'
  if (!step) return kind === 'certificate' ? 'for what you have done in these weeks.' : 'What you have done in these weeks was seen.'
  return kind === 'certificate' ? `for taking the next step on your own: ${inSentence(step.stage)}, from ${longDate(step.from)}.` : `You have taken the next step on your own: ${inSentence(step.stage)}.`
}
