/** The slip for a teacher: first name and form, boxes to tick, and whom to give it back to. */
import { mediumDate, type SchoolDate } from '../../domain/clock.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { ASPECTS, ASPECT_WORDS, RATING_WORDS, type StaffRequest } from '../../domain/staffFeedback.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'

export const feedbackSlip = (request: Pick<StaffRequest, 'teacher' | 'subject'>, pupil: Pick<DeskPupil, 'preferredName' | 'form'>, mentor: string, schoolName: string, today: SchoolDate): NoticeSheet => ({
  schoolName, title: 'A few words, please', date: mediumDate(today), addressee: `To ${request.teacher}, ${request.subject}`, pupilName: pupil.preferredName,
  statement: `How is ${pupil.preferredName} (${pupil.form}) getting on in ${request.subject}?`, facts: [{ label: 'Back to', value: mentor }],
  paragraphs: ['Please tick what fits, and write facts rather than opinions: a family may ask to read it.'],
  list: { title: 'Tick one of each', lines: ASPECTS.flatMap((aspect) => Object.values(RATING_WORDS).map((words) => `${ASPECT_WORDS[aspect]}: ${words.toLowerCase()}`)) },
  closing: ['Working at / target grade: ______ / ______', `What helps, and something ${pupil.preferredName} may read:`, 'Anything about a child’s safety goes to a DSL now, in person, and not on this slip.'],
  signatures: [{ role: 'Teacher', name: request.teacher }], footer: `${schoolName} · Confidential: for the staff who work with the pupil`,
})
