/** Quick phrases: facts a mentor writes most, by the kind of note. A tap adds the words; nothing else is chosen for you. */
import type { NoteType } from '../../domain/week/blueReport.ts'

const ANY = ['Reported to reception without a reminder.', 'Planner signed by every teacher.', 'Blue report left at home.']

const PHRASES: Record<NoteType, readonly string[]> = {
  staff: ['Homework not handed in.', 'Homework handed in on time.', 'Late to the lesson.', 'Settled to work straight away.', 'Left the lesson without permission.'],
  'blue-report': ['Every lesson signed.', 'Comments missing from one lesson.', 'Equipment missing.', 'Targets met in every lesson.'],
  home: ['Parent telephoned.', 'Parent wrote in the planner.', 'Home agrees with the plan.'],
  pupil: ['Says homework took longer than expected.', 'Asks for help with organisation.', 'Is proud of this week.'],
  observation: ['Arrived ready to learn.', 'Tired this morning.', 'No equipment.', 'Helped another pupil.'],
}

export const phrasesFor = (type: NoteType | null): readonly string[] => (type === null ? ANY : PHRASES[type])

/** The phrase joined to what is written: after a space, or at the start of a fresh line. */
export const withPhrase = (text: string, phrase: string): string => (text === '' || /\s$/.test(text) ? text + phrase : `${text} ${phrase}`)
