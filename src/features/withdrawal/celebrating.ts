/**
 * "This should be a positive time, with pupils becoming more independent again": the words of a certificate, a postcard
 * and a letter home. They praise what was done, compare with nobody, and say nothing of how it was before.
 */
import { longDate, mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
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
  /** The stage that was reached, and from when. */
  stage: string
  from: SchoolDate
  /** As the mentor leaves them; none is better than one that is made up. */
  strengths: readonly string[]
  /** A line of the mentor's own. */
  line: string
  /** What the pupil said and set. */
  own: readonly { label: string; text: string }[]
}

export function celebrationSheet(kind: Celebration, praise: Praise): CelebrationSheet {
  const { schoolName, pupil, mentorName, today, line, own } = praise
  const name = pupil.preferredName
  const strengths = praise.strengths.map((one) => one.trim()).filter(Boolean)
  const common = { schoolName, pupilName: fullName(pupil), footer: `${schoolName} · For ${name} and home` }
  if (kind !== 'letter') {
    return {
      ...common, kind, date: mediumDate(today), strengths, own: kind === 'certificate' ? [...own] : [], signatures: [{ role: 'Mentor', name: mentorName }],
      title: kind === 'certificate' ? 'Well done' : `Well done, ${name}`,
      lead: leadWords(kind, praise),
      closing: line.trim() || 'You did this. Keep going.',
    }
  }
  return {
    ...common, title: 'Good news from school', date: mediumDate(today), addressee: `To the parents and carers of ${fullName(pupil)}, ${pupil.form}`,
    statement: praise.isEnd ? `${name} goes on without a mentor now, and that is good news.` : `${name} has earned more independence: ${inSentence(praise.stage)}, from ${longDate(praise.from)}.`,
    facts: [],
    paragraphs: [
      praise.isEnd ? `Mentoring ends because ${name} is doing well. We look in again after six and after twelve weeks, and support is there again whenever it helps.` : `Mentoring support is being withdrawn step by step because ${name} is doing well. ${mentorName} stays in touch, and more support is there again whenever it helps.`,
      ...(strengths.length > 0 ? [`What went well: ${strengths.join('; ')}.`] : []),
      ...(line.trim() ? [line.trim()] : []),
      ...(own.length > 0 ? [`In ${name}’s own words: ${own.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`] : []),
    ],
    closing: [`Please tell ${name} that you are proud. If you have a question, ask for ${mentorName}.`],
    signatures: [{ role: 'Mentor', name: mentorName }],
  }
}

function leadWords(kind: 'certificate' | 'postcard', { isEnd, stage, from }: Praise): string {
  if (isEnd) return kind === 'certificate' ? 'for finishing mentoring: you go on by yourself now.' : 'You have finished mentoring, and go on by yourself now.'
  return kind === 'certificate' ? `for taking the next step on your own: ${inSentence(stage)}, from ${longDate(from)}.` : `You have taken the next step on your own: ${inSentence(stage)}.`
}
