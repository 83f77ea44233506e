/**
 * "…and Mentors will give them their registration mark."
 * A mark said as a person reads it, in sign, word and minutes, the same on the desk, the card and the office's list:
 * "/ on time", "/ late to mentor 11 min", "L 7 min", "U · office to confirm 35 min".
 */
import type { MentorMark, ProposedMark } from './registration.ts'

type Marked = { mark: MentorMark; minutesLate: number; minutesLateToMentor: number; officeConfirmed?: boolean }
export type MarkWords = { sign: MentorMark; words: string; punctuality: ProposedMark['punctuality'] }

export function markWords({ mark, minutesLate, minutesLateToMentor, officeConfirmed = false }: Marked): MarkWords {
  if (mark === 'L') return { sign: 'L', words: minutesLate > 0 ? `${minutesLate} min` : 'late', punctuality: 'late' }
  if (mark === 'U') {
    const minutes = minutesLate > 0 ? ` ${minutesLate} min` : ''
    return { sign: 'U', words: `${officeConfirmed ? 'office confirmed' : 'office to confirm'}${minutes}`, punctuality: 'after-close' }
  }
  if (minutesLateToMentor > 0) return { sign: '/', words: `late to mentor ${minutesLateToMentor} min`, punctuality: 'late-to-mentor' }
  return { sign: '/', words: 'on time', punctuality: 'on-time' }
}

export function markSentence(marked: Marked): string {
  const { sign, words } = markWords(marked)
  return sign === 'U' ? `U · ${words}` : `${sign} ${words}`
}
