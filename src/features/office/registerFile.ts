/** The morning's marks as a file that a write-back to SIMS needs; its columns are told in docs/register-file.md. */
import type { SchoolDate } from '../../domain/time/clock.ts'
import { writeCsv } from '../../ui/csv.ts'
import type { Marked } from './registerStore.ts'

const HEADING = ['Date', 'Session', 'Pupil ID', 'Surname', 'Forename', 'Reg Group', 'Code', 'Minutes Late', 'Arrived', 'Confirmed', 'Amended', 'Clock Verified', 'Marked By', 'Entered In SIMS']
const yes = (is: boolean): string => (is ? 'Yes' : 'No')

/** A file of marks names no pupil in its own name. */
export const registerFileName = (date: SchoolDate): string => `register-marks-${date}.csv`

export function registerFile(date: SchoolDate, marked: readonly Marked[]): string {
  const [year, month, day] = date.split('-')
  return writeCsv([HEADING, ...marked.map(({ entry, arrival, markedBy, step }) => [
    `${day ?? ''}/${month ?? ''}/${year ?? ''}`, 'AM', entry.pupilId, entry.pupil.surname, entry.pupil.preferredName, entry.pupil.form,
    arrival.mark, arrival.mark === '/' ? '' : String(arrival.minutesLate), arrival.at,
    yes(arrival.mark !== 'U' || arrival.officeConfirmed), yes(arrival.amended), yes(arrival.clockVerified), markedBy, yes(step === 'in-sims'),
  ])])
}
