/** The school of a simulated world: four pupils, their mentors, and the people above them. */
import type { SeedRow } from '../../../server/seed.ts'
import { emptyReview, reviewId } from '../../../src/domain/week/weeklyReview.ts'
import type { Role } from '../../../src/domain/staff.ts'

export const SCHOOL_ID = 'school'
export const DAY = '2026-12-10'
export const WEEK = '2026-12-07'
export const START = Date.UTC(2026, 11, 10, 8, 28)
/** A day of an earlier period, which a tablet that opens does not read at once. */
export const LONG_AGO = Date.UTC(2026, 8, 9, 9, 0)

export type Person = { id: string; username: string; name: string; initials: string; role: Role; year?: number }
const person = (id: string, role: Role, year?: number): Person => ({ id, username: id, name: `Name of ${id}`, initials: id.slice(0, 2).toUpperCase(), role, ...(year === undefined ? {} : { year }) })
export const PEOPLE = [person('mentor1', 'mentor'), person('mentor2', 'mentor'), person('lead', 'lead-mentor'), person('hoy9', 'head-of-year', 9), person('office', 'office')]
export const personOf = (id: string): Person => PEOPLE.find((one) => one.id === id) as Person

/** On a tablet's disk p13 shares p1's shelf, and p14 shares p2's. */
export const PUPILS = [
  { id: 'p1', year: 9, mentorId: 'mentor1' },
  { id: 'p2', year: 8, mentorId: 'mentor1' },
  { id: 'p13', year: 9, mentorId: 'mentor2' },
  { id: 'p14', year: 8, mentorId: 'mentor2' },
] as const

export const targetId = (pupilId: string): string => `target-${pupilId}`

function rowsOf({ id, year, mentorId }: (typeof PUPILS)[number]): SeedRow[] {
  const row = (t: SeedRow['t'], rowId: string, f: unknown): SeedRow => ({ t, id: rowId, f, by: mentorId, at: 0 })
  return [
    row('deskPupil', id, { preferredName: `Pupil ${id}`, surname: 'Example', form: `${year}A`, year }),
    row('pupil', id, { legalForename: id, legalSurname: 'Example', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false }),
    row('mentorship', `m-${id}`, { pupilId: id, mentorId, state: 'active', reason: 'Lateness', startedOn: '2026-11-02' }),
    // A field that only a later version knows, and a kind that only a later version knows (see `later` below).
    row('weeklyReview', reviewId(id, WEEK), { ...emptyReview(id, WEEK), inLaterVersions: `kept for ${id}` }),
    row('target', targetId(id), {
      pupilId: id, weekStart: WEEK, behaviour: 'Arrives by 8.45', measure: 'count', threshold: 4, scope: 'mornings', by: '2026-12-11', source: 'Head of Year', pupilWording: '', result: 'open', version: 1,
    }),
    row('note', `old-${id}`, { pupilId: id, type: 'staff', text: `an old note of ${id}`, occurredAt: LONG_AGO, enteredAt: LONG_AGO, raise: false }),
  ]
}
export const ROWS: SeedRow[] = [
  { t: 'term', id: 'autumn', f: { name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }, by: 'lead', at: 0 },
  ...PUPILS.flatMap(rowsOf),
]
/** The field a version to come has written, which no tablet of today may erase. */
export const LATER_FIELD = 'inLaterVersions'
