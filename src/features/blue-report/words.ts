/** What the note screen says about what is missing, in one place. */
import { NOTE_LIMIT } from '../../domain/week/blueReport.ts'
import { REASON_LIMIT, type NoteProblem } from '../../domain/week/noteWriting.ts'

const count = new Intl.NumberFormat('en-GB')

export const PROBLEM_WORDS: Record<NoteProblem, string> = {
  type: 'Choose where this note comes from.',
  text: 'Write the note first.',
  'too-long': `A note holds ${count.format(NOTE_LIMIT)} characters. Nothing is lost: shorten it, or move part of it into a second note.`,
  when: 'Give the day and the time it happened.',
  future: 'This is in the future. A note is about something that has happened.',
  reason: 'The records of that week were due, so the correction needs a reason.',
  'reason-too-long': `Keep the reason to ${REASON_LIMIT} characters.`,
}

export const FACTS_HINT = 'Write facts, not opinions. Everything you write can be asked for by the family.'
