/** The register of a few days as SIMS has it, morning and afternoon: it knows by now why some who did not report to their mentor were away. */
import type { AttendanceCode } from '../../src/domain/mornings/attendanceCode.ts'
import type { SchoolDate } from '../../src/domain/time/clock.ts'
import { arrivalRows, expectedDays } from './arrivals.ts'
import { conductRows } from './conduct.ts'
import { seededBy } from './seeded.ts'
import type { Mentee, World } from './shape.ts'

type Marks = (pupilId: string, date: SchoolDate) => [am: AttendanceCode, pm: AttendanceCode]

export function sessionMarks(mentees: readonly Mentee[], world: World, days: readonly SchoolDate[]): Marks {
  const away = new Map(mentees.flatMap((mentee) => [...missedBy(mentee, world, days)].map(([date, code]) => [`${mentee.pupil.id}|${date}`, code])))
  const mentored = new Set(mentees.map(({ pupil }) => pupil.id))
  return (pupilId, date) => {
    const code = away.get(`${pupilId}|${date}`) ?? (!mentored.has(pupilId) && seededBy(world.seed, 'register', pupilId, date).happens(0.05) ? 'I' : '/')
    return [code, code === '/' || code === 'M' ? '\\' : code]
  }
}

/** What the office has put down already SIMS has as well; of the newest the reason is known since. */
function missedBy(mentee: Mentee, world: World, days: readonly SchoolDate[]): Map<SchoolDate, AttendanceCode> {
  const came = new Set(arrivalRows(mentee, world).map(({ f }) => f.date))
  const missed = expectedDays(mentee, world).filter((date) => days.includes(date) && !came.has(date))
  const office = new Map(conductRows(mentee, world, missed).flatMap((row) => (row.t === 'absenceCode' && row.f.type === 'coded' ? [[row.f.date, row.f.code]] : [])))
  return new Map(missed.map((date): [SchoolDate, AttendanceCode] => {
    const code = office.get(date)
    return [date, code === undefined || code === null || code === 'N' ? seededBy(world.seed, 'register', mentee.pupil.id, date).pick<AttendanceCode>(['I', 'I', 'M', '/']) : code]
  }))
}
