/** The slip for a teacher: first name and form, boxes to tick, and whom to give it back to. */
import { dateOf, mediumDate, type SchoolDate } from '../../domain/clock.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { ASPECTS, ASPECT_WORDS, RATING_WORDS, type StaffRequest } from '../../domain/staffFeedback.ts'
import { PAPER_TITLE_LIMIT, type Paper } from '../../domain/paperFile.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'

export const feedbackSlip = (request: Pick<StaffRequest, 'teacher' | 'subject'>, pupil: Pick<DeskPupil, 'preferredName' | 'form'>, mentor: string, schoolName: string, today: SchoolDate): NoticeSheet => ({
  schoolName, title: 'A few words, please', date: mediumDate(today), addressee: `To ${request.teacher}, ${request.subject}`, pupilName: pupil.preferredName,
  statement: `How is ${pupil.preferredName} (${pupil.form}) getting on in ${request.subject}?`, facts: [{ label: 'Back to', value: mentor }],
  paragraphs: ['Please tick what fits, and write facts rather than opinions: a family may ask to read it.'],
  list: { title: 'Tick one of each', lines: ASPECTS.flatMap((aspect) => Object.values(RATING_WORDS).map((words) => `${ASPECT_WORDS[aspect]}: ${words.toLowerCase()}`)) },
  closing: ['Working at / target grade: ______ / ______', `What helps, and something ${pupil.preferredName} may read:`, 'Anything about a child’s safety goes to a DSL now, in person, and not on this slip.'],
  signatures: [{ role: 'Teacher', name: request.teacher }], footer: `${schoolName} · Confidential: for the staff who work with the pupil`,
})

type Whom = Pick<StaffRequest, 'teacher' | 'subject'>
/** As its row in the paper file says it. */
export const slipTitle = ({ teacher, subject }: Whom): string => `${teacher}, ${subject}`.slice(0, PAPER_TITLE_LIMIT)

/** The slip that came back with an answer: the last one given to them that is still out. */
export const slipOut = (papers: readonly Paper[], request: Whom & Pick<StaffRequest, 'asked'>): Paper | undefined =>
  papers.filter(({ f, state }) => f.kind === 'staff-slip' && state === 'out' && f.title === slipTitle(request) && f.on >= dateOf(request.asked)).toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))[0]
