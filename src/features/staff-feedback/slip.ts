/** The slip for a teacher: first name and form, boxes to tick, and whom to give it back to. */
import { dateOf, mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { ASPECTS, ASPECT_WORDS, RATING_WORDS, type StaffRequest } from '../../domain/week/staffFeedback.ts'
import { PAPER_TITLE_LIMIT, type Paper } from '../../domain/week/paperFile.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'

export const feedbackSlip = (request: Pick<StaffRequest, 'teacher' | 'subject'>, pupil: Pick<DeskPupil, 'preferredName' | 'form'>, mentor: string, schoolName: string, today: SchoolDate): NoticeSheet => ({
  schoolName, title: 'A few words, please', date: mediumDate(today), addressee: `To ${request.teacher}, ${request.subject}`, pupilName: pupil.preferredName,
  statement: `How is ${pupil.preferredName} (${pupil.form}) getting on in ${request.subject}?`, facts: [{ label: 'Back to', value: mentor }],
  paragraphs: ['Please tick what fits, and write facts rather than opinions: a family may ask to read it.'],
  ticks: ASPECTS.map((aspect) => ({ label: ASPECT_WORDS[aspect], choices: Object.values(RATING_WORDS) })),
  lined: [{ label: 'Working at ________   Target grade ________', lines: 0 }, { label: 'What helps, and a line for the mentor', lines: 3 }, { label: `Something ${pupil.preferredName} may read, in your words`, lines: 2 }],
  closing: ['Anything about a child’s safety goes to a DSL now, in person, and not on this slip.'],
  signatures: [{ role: 'Teacher', name: request.teacher }], footer: `${schoolName} · Confidential: for the staff who work with the pupil`,
})

type Whom = Pick<StaffRequest, 'teacher' | 'subject'>
/** As its row in the paper file says it. */
export const slipTitle = ({ teacher, subject }: Whom): string => `${teacher}, ${subject}`.slice(0, PAPER_TITLE_LIMIT)

/** The slip that came back with an answer: the last one given to them that is still out. */
export const slipOut = (papers: readonly Paper[], request: Whom & Pick<StaffRequest, 'asked'>): Paper | undefined =>
  papers.filter(({ f, state }) => f.kind === 'staff-slip' && state === 'out' && f.title === slipTitle(request) && f.on >= dateOf(request.asked)).toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0]
