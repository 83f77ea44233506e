/** Readings of what SIMS said: what stands, what is new since somebody last looked, and how old it is. */
import type { Instant, SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { attendancePercent, PUPIL_FIELD_WORDS, type FieldValue, type SimsAttendance, type SimsEntry, type SimsGrade } from '../../domain/school/sims.ts'
import type { Memory } from '../store/memory.ts'

type Batch = Readonly<Row<'simsBatch'>>
/** Exports as they were taken in, the newest first. */
export const simsBatches = (memory: Memory): Batch[] => [...memory.all('simsBatch')].sort((a, b) => b.at - a.at)
const isUndone = (memory: Memory, batch: string): boolean => memory.get('simsBatch', batch)?.f.state === 'undone'

/** What counts of a pupil: whatever was taken in and not undone. */
export const simsFactsOf = (memory: Memory, pupilId: string): Readonly<Row<'simsFact'>>[] => memory.ofPupil('simsFact', pupilId).filter(({ f }) => !isUndone(memory, f.batch))
export const lastSimsCheck = (memory: Memory, pupilId: string): Readonly<Row<'simsCheck'>> | undefined =>
  memory.ofPupil('simsCheck', pupilId).reduce<Readonly<Row<'simsCheck'>> | undefined>((last, one) => (last && last.at >= one.at ? last : one), undefined)

export type SimsLine = { id: string; at: Instant; day: SchoolDate | undefined; text: string }
export type SimsOfPupil = {
  lastCheck: { date: SchoolDate; by: string; id: string } | undefined
  /** The last day that any export speaks of. */
  newest: SchoolDate | undefined
  /** What came in after the last check, the newest first. */
  news: SimsLine[]
  entries: SimsEntry[]
  attendance: SimsAttendance | undefined
  /** The latest result of each subject and aspect. */
  grades: SimsGrade[]
}

export function simsOf(memory: Memory, pupilId: string): SimsOfPupil {
  const facts = simsFactsOf(memory, pupilId)
  const check = lastSimsCheck(memory, pupilId)
  const seenAt = check?.at ?? 0
  const byDay = [...facts].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : a.at - b.at))
  const grades = new Map<string, SimsGrade>()
  const news: SimsLine[] = []
  let attendance: SimsAttendance | undefined
  for (const { id, at, f } of byDay) {
    const line = f.set === 'behaviour' ? sayEntry(f) : f.set === 'grades' ? sayGrade(f, grades.get(subjectOf(f))) : sayAttendance(f, attendance)
    if (f.set === 'grades') grades.set(subjectOf(f), f)
    if (f.set === 'attendance') attendance = f
    if (at > seenAt) news.push({ id, at, day: 'date' in f ? f.date : f.to, text: line })
  }
  for (const { id, at, f } of memory.ofPupil('simsChange', pupilId))
    if (at > seenAt && !isUndone(memory, f.batch)) news.push({ id, at, day: undefined, text: `${PUPIL_FIELD_WORDS[f.field]}: ${sayValue(f.was)} → ${sayValue(f.now)}` })
  const newest = byDay.at(-1)
  return {
    lastCheck: check && { date: check.f.date, by: check.by, id: check.id },
    newest: newest && dayOf(newest),
    news: news.reverse(),
    entries: facts.flatMap(({ f }) => (f.set === 'behaviour' ? [f] : [])),
    attendance, grades: [...grades.values()].sort((a, b) => a.subject.localeCompare(b.subject, 'en-GB')),
  }
}

const dayOf = ({ f }: Pick<Row<'simsFact'>, 'f'>): SchoolDate => (f.set === 'attendance' ? f.to : f.date)
const subjectOf = ({ subject, aspect }: SimsGrade): string => `${subject}|${aspect}`
export const sayValue = (value: FieldValue | null): string => (value === null ? 'not known' : value === true ? 'yes' : value === false ? 'no' : String(value))

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points)}`
export const sayEntry = ({ type, reason, points, lesson, by }: SimsEntry): string =>
  `${type === 'achievement' ? 'Achievement' : 'Behaviour'} ${signed(type === 'behaviour' && points > 0 ? -points : points)}${[reason, lesson, by].filter((part) => part !== '').map((part, at) => (at === 0 ? `: ${part}` : `, ${part}`)).join('')}`
const sayGrade = ({ subject, aspect, result, target }: SimsGrade, last: SimsGrade | undefined): string =>
  `${subject}${aspect === '' ? '' : `, ${aspect}`}: ${last && last.result !== result ? `${last.result} → ` : ''}${result || 'no result'}${target === '' ? '' : ` (target ${target})`}`
function sayAttendance(now: SimsAttendance, last: SimsAttendance | undefined): string {
  const percent = attendancePercent(now)
  const was = last && attendancePercent(last)
  const moved = percent === undefined || was === undefined ? undefined : percent - was
  const words = percent === undefined ? 'no sessions yet' : `${percent.toFixed(1)}%`
  return `Attendance ${words}${moved === undefined || Math.abs(moved) < 0.05 ? '' : ` (${moved < 0 ? '−' : '+'}${Math.abs(moved).toFixed(1)})`}, ${now.late} late`
}
