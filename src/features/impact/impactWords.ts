/** How figures of impact are said, on the screen, on paper and in the file alike. */
import { isKnown, MEASURE_WORDS, NOT_KNOWN_WORDS, sayValue, type Held, type ImpactCase, type Measure, type NotKnown, type Reading } from '../../domain/cases/impact.ts'
import { sayHours } from '../../domain/cases/mentorMinutes.ts'
import type { AfterName, Impact } from './useImpact.ts'

export const AFTER_WORDS: Record<AfterName, string> = { during: 'While mentored', after6: 'School weeks 1 to 6 after', after12: 'School weeks 7 to 12 after' }
const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`

/** "Known of 31 of 36: 5 no data." */
export function sayKnown({ known, of }: Held, lacking: Partial<Record<NotKnown, number>>): string {
  const why = (Object.entries(lacking) as [NotKnown, number][]).map(([name, many]) => `${many} ${NOT_KNOWN_WORDS[name]}`)
  return `Known of ${known} of ${of}${why.length === 0 ? '' : `: ${why.join(', ')}`}.`
}
/** "21 better, 4 the same, 6 worse" */
export const sayCounts = ({ better, same, worse }: Held): string => `${better} better, ${same} the same, ${worse} worse`
export const isFew = ({ known }: Held, least: number): boolean => known < least
export const sayFew = ({ known }: Held, least: number): string => (known === 0 ? 'Nothing is known yet.' : `Fewer than ${least} pupils: not shown.`)
/** Beside those who were thought of and not mentored: the caution where it is needed. */
export const BY_ITSELF = 'So much may come by itself.'
/** "91.2 → 93.0" */
export const sayChange = ({ before, then }: Held, measure: Measure): string => `${sayValue(before, measure)} → ${sayValue(then, measure)}`
export const sayReading = (reading: Reading, measure: Measure): string => (isKnown(reading) ? sayValue(reading.value, measure) : NOT_KNOWN_WORDS[reading.missing])
export const saySame = (measure: Measure): string => `A change up to ${MEASURE_WORDS[measure].same} counts as none.`

export const sayPupils = (many: number): string => count(many, 'pupil', 'pupils')
export const sayWeeks = (weeks: number | undefined): string => (weeks === undefined ? 'none has ended' : count(weeks, 'week', 'weeks'))
export const sayCase = ({ weeks, mentors, until }: Pick<ImpactCase, 'weeks' | 'mentors' | 'until'>): string =>
  `${count(weeks, 'week', 'weeks')}${until === undefined ? ', goes on' : ''}${mentors > 1 ? `, ${mentors} mentors` : ''}`

export function figuresOf({ cases, ended, weeks, oneMentor, minutes, waiting }: Pick<Impact, 'cases' | 'ended' | 'weeks' | 'oneMentor' | 'minutes' | 'waiting'>): { label: string; value: string }[] {
  const all = cases.value.length
  return [
    { label: 'Mentored in that time', value: sayPupils(all) },
    { label: 'Ended', value: ended.value === 0 ? 'none yet' : `${ended.value}; half of them within ${sayWeeks(weeks.value)}` },
    { label: 'The same mentor throughout', value: `${oneMentor.value} of ${all}` },
    { label: 'Mentors’ time', value: all === 0 ? 'none' : `${sayHours(minutes.value)}, ${sayHours(minutes.value / all)} for each pupil` },
    { label: 'Thought of, and not mentored', value: sayPupils(waiting.value) },
  ]
}
