/** Readings of the time before a pupil meets the mentor: the letter, what is still missing, and who came before it was complete. */
import { isBeforeStart, startLetterOf, type LetterState } from '../../domain/home/startLetter.ts'
import { readinessOf, type Readiness } from '../../domain/cases/readiness.ts'
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { askedFor } from './feedback.ts'
import type { Memory } from '../store/memory.ts'
import { arrivalsOf, mentorshipOf } from './mentoring.ts'
import { isPresent } from './presentCase.ts'

export const startLetterFor = (memory: Memory, { id, f }: Readonly<Row<'mentorship'>>, which: 'first' | 'second' = 'first'): LetterState => startLetterOf(memory.ofPupil('startLetter', f.pupilId), id, which)

export type Preparing = { mentorship: Readonly<Row<'mentorship'>>; readiness: Readiness; letter: LetterState; /** The first morning that was marked all the same. */ cameOn: SchoolDate | undefined }
/** Undefined for a pupil who is not being prepared. */
export function preparingOf(memory: Memory, pupilId: string, today: SchoolDate): Preparing | undefined {
  const mentorship = mentorshipOf(memory, pupilId)
  if (!mentorship || !isBeforeStart(mentorship.f.state)) return undefined
  const isOfCase = isPresent(memory, pupilId)
  const letter = startLetterFor(memory, mentorship)
  const since = mentorship.f.startedOn
  return {
    mentorship, letter,
    readiness: readinessOf({
      background: memory.ofPupil('background', pupilId).length > 0,
      staff: askedFor(memory, pupilId, today).some(({ state }) => state !== 'withdrawn'),
      sims: memory.ofPupil('simsCheck', pupilId).some(({ f }) => isOfCase(f.date)),
      letter: letter.state === 'sent' || letter.state === 'waived',
      targets: memory.ofPupil('target', pupilId).some(({ f }) => f.weekStart >= weekBeginning(since) && f.result !== 'retired'),
    }),
    cameOn: arrivalsOf(memory, pupilId).filter(({ session, date }) => session === 'am' && date >= since).at(-1)?.date,
  }
}

/** "Started before preparation": the arrival is saved as ever, and the Lead Mentor sees it. */
export function startedBefore(memory: Memory, pupilId: string, today: SchoolDate): { on: SchoolDate; readiness: Readiness } | undefined {
  const preparing = preparingOf(memory, pupilId, today)
  return preparing?.cameOn !== undefined && preparing.readiness.missing.length > 0 ? { on: preparing.cameOn, readiness: preparing.readiness } : undefined
}
