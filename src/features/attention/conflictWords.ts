/** What a conflict is about, in the words of the screen it comes from, and where that screen is. */
import { longDate, weekBeginning, shortDate, spokenTime, dateOf, timeOf } from '../../domain/time/clock.ts'
import type { Conflict } from '../../domain/sync/conflict.ts'
import type { Row } from '../../domain/records.ts'

const FIELDS: Record<string, string> = {
  wentWell: 'What went well', nextStep: 'Next step', pupilComment: 'What the pupil says', comment: 'Comment on the lesson', signed: 'Signature', behaviour: 'What the pupil does', pupilWording: 'In the pupil’s own words',
  text: 'Text', line: 'What came of it', reason: 'Reason', scope: 'Where it counts', source: 'What it rests on', correctionReason: 'Reason for the correction', preferredName: 'First name', surname: 'Surname',
}
export const fieldWords = (field: string): string => FIELDS[field] ?? 'One entry'

const RECORDS: Record<string, string> = { weeklyReview: 'Weekly review', target: 'Target', reportScore: 'Blue report' }
export const recordWords = ({ about }: Pick<Conflict, 'about'>): string => RECORDS[about.t] ?? 'Record'

export const whenWords = (at: number): string => `${shortDate(dateOf(at))}, ${spokenTime(timeOf(at))}`

/** Where a person reads the record itself. */
export function placeOf({ pupilId, about }: Pick<Conflict, 'pupilId' | 'about'>, row: Readonly<Row> | undefined): string | undefined {
  if (pupilId === undefined) return undefined
  if (about.t === 'weeklyReview') return `/reviews/${about.id.split(':').at(-1) ?? ''}/${pupilId}`
  if (about.t === 'reportScore') return `/blue-reports/${weekBeginning(about.id.split(':')[2] ?? '')}/${pupilId}`
  if (about.t === 'target' && row) return `/pupils/${pupilId}/targets/${about.id}`
  return `/pupils/${pupilId}`
}
export const weekOf = ({ about }: Pick<Conflict, 'about'>): string => (about.t === 'weeklyReview' ? `, week of ${longDate(about.id.split(':').at(-1) ?? '')}` : '')
