/** What a conflict is about, in the words of the screen it comes from, and where that screen is. */
import { fieldName, plainName } from '../../domain/people/fieldWords.ts'
import { longDate, weekBeginning } from '../../domain/time/clock.ts'
import { dayOfScore } from '../../domain/week/reportScore.ts'
import type { Conflict } from '../../domain/sync/conflict.ts'
import type { Row } from '../../domain/records.ts'

/** Of a field's own kind. */
export const fieldWords = ({ about, field }: Pick<Conflict, 'about' | 'field'>): string => fieldName(about.t, field) ?? plainName(field)

const RECORDS: Record<string, string> = { weeklyReview: 'Weekly review', target: 'Target', reportScore: 'Blue report', candidate: 'Candidate' }
export const recordWords = ({ about }: Pick<Conflict, 'about'>): string => RECORDS[about.t] ?? 'Record'


/** Where a person reads the record itself. */
export function placeOf({ pupilId, about }: Pick<Conflict, 'pupilId' | 'about'>, row: Readonly<Row> | undefined): string | undefined {
  if (pupilId === undefined) return undefined
  if (about.t === 'candidate') return '/identify'
  if (about.t === 'weeklyReview') return `/reviews/${about.id.split(':').at(-1) ?? ''}/${pupilId}`
  if (about.t === 'reportScore') return `/blue-reports/${weekBeginning(dayOfScore(about.id))}/${pupilId}`
  if (about.t === 'target' && row) return `/pupils/${pupilId}/targets/${about.id}`
  return `/pupils/${pupilId}`
}
export const weekOf = ({ about }: Pick<Conflict, 'about'>): string => (about.t === 'weeklyReview' ? `, week of ${longDate(about.id.split(':').at(-1) ?? '')}` : '')
