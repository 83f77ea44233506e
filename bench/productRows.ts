/** The workload in our own records: what the server would send for it. */
import { addDays, dateOf, instantAt } from '../src/domain/time/clock.ts'
import type { ArrivalEvent } from '../src/domain/mornings/arrival.ts'
import { bucketOf, type FieldsOf, type Kind, type Row } from '../src/domain/records.ts'
import { emptyReview } from '../src/domain/week/weeklyReview.ts'
import { minutesFromTime, type SchoolDate } from '../src/domain/time/clock.ts'
import type { TimelineRow, WorkArrival, WorkNote, Workload } from './workload.ts'

const NOON = '12:00'
const noon = (date: SchoolDate): number => instantAt(date, NOON)
const monday = (friday: SchoolDate): SchoolDate => addDays(friday, -4)

/** A no-show writes nothing with us; so that the counts agree, one is kept here as an arrival withdrawn at once. */
export function arrivalFields({ pupilId, date, at, due, status, updatedAt }: WorkArrival): ArrivalEvent {
  const common = { pupilId, date, session: 'am' as const, entered: updatedAt }
  if (status === 'absent') return { type: 'withdrawn', ...common, reason: 'absent', name: 'Bench', role: 'mentor' }
  const late = Math.max(0, minutesFromTime(at) - minutesFromTime(due))
  return {
    type: 'arrived', ...common, at, deviceTime: updatedAt, estimatedTrueTime: updatedAt, skewKnown: true, expectedAt: due,
    mark: status === 'late' ? 'L' : '/', minutesLate: late, minutesLateToMentor: late,
  }
}

export const noteFields = ({ pupilId, date, text, updatedAt }: Pick<WorkNote, 'pupilId' | 'date' | 'text' | 'updatedAt'>): FieldsOf<'note'> => ({
  pupilId, type: 'blue-report', text, occurredAt: noon(date), enteredAt: updatedAt, raise: false,
})

function* records({ pupils, arrivals, notes, reviews, targets, contacts }: Workload): Generator<Row> {
  let seq = 0
  const row = <K extends Kind>(t: K, id: string, f: FieldsOf<K>, at: number): Row<K> => ({ t, id, b: bucketOf(t, f, id), f, s: `server:${++seq}`, seq, by: 'bench', at })
  for (const { id, name, form, due, mentorId, updatedAt: at } of pupils) {
    const from = dateOf(at)
    const [preferredName = '', surname = ''] = name.split(' ')
    yield row('deskPupil', id, { preferredName, surname, form, year: Number.parseInt(form, 10) }, at)
    yield row('expectation', `expectation:${id}`, { pupilId: id, mentorId, from, time: due, weekdays: [1, 2, 3, 4, 5] }, at)
    yield row('mentorship', `mentorship:${id}`, { pupilId: id, mentorId, state: 'active', reason: '', startedOn: from }, at)
  }
  for (const one of arrivals) yield row('arrivalEvent', one.id, arrivalFields(one), one.updatedAt)
  for (const one of notes) yield row('note', one.id, noteFields(one), one.updatedAt)
  for (const one of contacts) yield row('note', one.id, { ...noteFields(one), type: 'home' }, one.updatedAt)
  for (const { id, pupilId, date, text, updatedAt } of reviews) yield row('weeklyReview', id, { ...emptyReview(pupilId, monday(date)), wentWell: text }, updatedAt)
  for (const { id, pupilId, date, text, met, updatedAt } of targets)
    yield row('target', id, { pupilId, weekStart: date, behaviour: text, measure: 'yes-no', scope: '', by: addDays(date, 4), source: '', pupilWording: '', result: met ? 'met' : 'not-met', version: 1 }, updatedAt)
}
export const rowsOf = (data: Workload): Row[] => [...records(data)]

/** A record as the workload's timeline tells it. */
export function told(row: Readonly<Row<'arrivalEvent' | 'note' | 'weeklyReview' | 'target'>>): TimelineRow {
  const { id, t } = row
  if (t === 'arrivalEvent') {
    const f = row.f as FieldsOf<'arrivalEvent'>
    return { id, date: f.date, at: f.type === 'arrived' ? f.at : '' }
  }
  if (t === 'note') {
    const f = row.f as FieldsOf<'note'>
    return { id, date: dateOf(f.occurredAt), text: f.text }
  }
  if (t === 'weeklyReview') {
    const f = row.f as FieldsOf<'weeklyReview'>
    return { id, date: addDays(f.weekStart, 4), text: f.wentWell }
  }
  const f = row.f as FieldsOf<'target'>
  return { id, date: f.weekStart, text: f.behaviour }
}
