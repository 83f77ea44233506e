/** The school's sentences about whom to look at, and what each found, as a person reads them. */
import { MEASURES, type CandidateRule, type Reason } from './candidateRule.ts'

/** The sentence as it stands: "11 behaviour points or more in 3 weeks". */
export const sayRule = ({ measure, limit, span }: CandidateRule): string => oneOf(MEASURES[measure].sentence.replace('{limit}', String(limit)).replace('{span}', String(span)))
const oneOf = (words: string): string => words.replaceAll(/\b1 (week|point|subject|grade|mark|absence)s\b/g, '1 $1').replaceAll(/\b1 (behaviour|achievement) (point|entrie)s\b/g, (_, kind: string, what: string) => `1 ${kind} ${what === 'entrie' ? 'entry' : what}`).replaceAll('1 late marks', '1 late mark')

/** "14 behaviour points in 3 weeks", "Attendance 84.3%". */
export function sayReason({ measure, span, value }: Reason): string {
  const many = (one: string, more = `${one}s`): string => `${value} ${value === 1 ? one : more}`
  const weeks = span === 1 ? 'a week' : `${span} weeks`
  if (measure === 'behaviour-points') return `${many('behaviour point')} in ${weeks}`
  if (measure === 'behaviour-entries') return `${many('behaviour entry', 'behaviour entries')} in ${weeks}`
  if (measure === 'few-achievement-points') return value === 0 ? `No achievement point in ${weeks}` : `${many('achievement point')} in ${weeks}`
  if (measure === 'attendance') return `Attendance ${value}%`
  if (measure === 'unauthorised') return many('unauthorised half day')
  return measure === 'late' ? many('late mark') : `${span} grades or more below target in ${many('subject')}`
}
