/**
 * "…should regularly check their pupil progress via SIMS for any relevant pupil information."
 * What an export of SIMS said of a pupil, kept row by row; each row's id is made of what it says, so that the same export
 * taken in twice adds nothing. SIMS stays the register: a row that it no longer has is withdrawn here too.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'
import { WeekLetter } from '../time/timetable.ts'

export const SimsSet = z.enum(['pupils', 'behaviour', 'attendance', 'grades', 'timetable', 'register'])
export type SimsSet = z.infer<typeof SimsSet>

const text = (most: number) => z.string().max(most)
/** What a row belongs to: whose it is, and the export it first came with. */
const about = { pupilId: z.string(), batch: z.string() }

export const SimsEntry = z.object({
  set: z.literal('behaviour'), ...about,
  date: SchoolDate,
  type: z.enum(['achievement', 'behaviour']),
  reason: text(200),
  lesson: text(80),
  /** As SIMS writes them: behaviour points are often negative. */
  points: z.number().min(-1000).max(1000),
  by: text(80),
})
export const SimsAttendance = z.object({
  set: z.literal('attendance'), ...about,
  from: SchoolDate, to: SchoolDate,
  /** Sessions (half days). */
  possible: z.int().min(0).max(1000),
  present: z.int().min(0).max(1000),
  authorised: z.int().min(0).max(1000),
  unauthorised: z.int().min(0).max(1000),
  late: z.int().min(0).max(1000),
})
export const SimsGrade = z.object({
  set: z.literal('grades'), ...about,
  date: SchoolDate, subject: text(80), aspect: text(80), result: text(20), target: text(20), teacher: text(80),
})
export const SimsFact = z.discriminatedUnion('set', [SimsEntry, SimsAttendance, SimsGrade])
export type SimsEntry = z.infer<typeof SimsEntry>
export type SimsAttendance = z.infer<typeof SimsAttendance>
export type SimsGrade = z.infer<typeof SimsGrade>
export type SimsFact = z.infer<typeof SimsFact>

/** One export as it was taken in. It names no pupil. `newest`: the last day that the file speaks of. */
export const SimsBatch = z.object({
  set: SimsSet,
  state: z.enum(['under-way', 'complete', 'undone']),
  rows: z.int().min(0), taken: z.int().min(0),
  newest: SchoolDate.optional(),
  /** Which heading stood for what, for the next export of this kind. */
  columns: z.record(z.string().max(40), z.string().max(120)),
  /** Of a two-week timetable: a week, and which of the two it is. */
  weekStart: SchoolDate.optional(),
  weekLetter: WeekLetter.optional(),
})
export type SimsBatch = z.infer<typeof SimsBatch>

/** The fields of a pupil that an export may change. */
export const PupilField = z.enum(['preferredName', 'surname', 'form', 'year', 'legalForename', 'legalSurname', 'sen', 'pupilPremium', 'eal', 'lookedAfter'])
export type PupilField = z.infer<typeof PupilField>
const FieldValue = z.union([z.string().max(80), z.int(), z.boolean()])
export type FieldValue = z.infer<typeof FieldValue>
export const PUPIL_FIELD_WORDS: Record<PupilField, string> = {
  preferredName: 'Preferred name', surname: 'Surname', form: 'Form', year: 'Year', legalForename: 'Legal forename', legalSurname: 'Legal surname',
  sen: 'SEN status', pupilPremium: 'Pupil premium', eal: 'EAL', lookedAfter: 'Looked after',
}
export const DESK_FIELDS: readonly PupilField[] = ['preferredName', 'surname', 'form', 'year']

/** What SIMS last said of who the pupil is, and by what it knows them. id = pupil id; only who imports may read it. */
export const PupilIdentity = z.object({
  upn: z.string().max(13).optional(),
  admissionNo: z.string().max(20).optional(),
  born: SchoolDate.optional(),
  /** The values of the last export: a field that stands otherwise here was corrected by a person. */
  said: z.partialRecord(PupilField, FieldValue),
  /** The last export of pupils had them no more; `null` once one has them again. */
  missingSince: SchoolDate.nullable().optional(),
})
export type PupilIdentity = z.infer<typeof PupilIdentity>

/** A pupil's field as an export changed it, so that it can be looked back on and undone. */
export const SimsChange = z.object({ ...about, field: PupilField, was: FieldValue.nullable(), now: FieldValue })
export type SimsChange = z.infer<typeof SimsChange>

/** Somebody has looked at what SIMS says of the pupil; "nothing new" is a check as well. */
export const SimsCheck = z.object({ pupilId: z.string(), date: SchoolDate })
export type SimsCheck = z.infer<typeof SimsCheck>

/** What a row says, as one line: two rows that say the same are one row, or are counted. */
function saysOf(fact: SimsFact): string {
  const { set } = fact
  const parts = set === 'behaviour' ? [fact.date, fact.type, fact.reason, fact.lesson, fact.points, fact.by]
    : set === 'attendance' ? [fact.from, fact.to, fact.possible, fact.present, fact.authorised, fact.unauthorised, fact.late]
    : [fact.date, fact.subject, fact.aspect, fact.result, fact.target, fact.teacher]
  return JSON.stringify([set, fact.pupilId, ...parts])
}

/** Of each row what makes its id: what it says, and how many said it before it in the file (two equal lines are two events). */
export function markedOf(facts: readonly SimsFact[]): string[] {
  const counts = new Map<string, number>()
  return facts.map((fact) => {
    const says = saysOf(fact)
    const nth = (counts.get(says) ?? 0) + 1
    counts.set(says, nth)
    return `${says}#${nth}`
  })
}
/** `letters`: the first 16 bytes of the SHA-256 of that, as base64url: the same on every tablet. */
export const simsFactId = (letters: string): string => `sims:${letters}`

/** How long ago SIMS was looked at: "regularly" is weekly unless the school says otherwise. */
export const isCheckDue = (lastChecked: SchoolDate | undefined, oldestFresh: SchoolDate): boolean => lastChecked === undefined || lastChecked < oldestFresh

export const attendancePercent = ({ possible, present }: Pick<SimsAttendance, 'possible' | 'present'>): number | undefined => (possible === 0 ? undefined : (100 * present) / possible)
