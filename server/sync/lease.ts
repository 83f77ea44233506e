/**
 * How long a tablet may read without meeting the server: so many school days, so that half-term locks nobody out; sixty
 * days at most.
 */
import { isSchoolDay, nextSchoolDay, schoolCalendar, type DayException, type Term } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, instantAt, type Instant } from '../../src/domain/time/clock.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import type { Read } from '../store.ts'

const DAY = 86_400_000
const LONGEST = 60 * DAY

/** Where no calendar has been entered, a week of seven days; where the calendar ends, the sixty. */
export async function leaseUntil(trx: Read, schoolId: string, now: Instant): Promise<Instant> {
  const rows = await trx
    .selectFrom('row').select(['t', 'f']).where('school_id', '=', schoolId).where('bucket', '=', 'school').where('void', 'is', null)
    .where((is) => is.or([is('t', 'in', ['term', 'dayException']), is.and([is('t', '=', 'setting'), is('id', '=', 'leaseSchoolDays')])]))
    .execute()
  const of = (t: string): unknown[] => rows.filter((row) => row.t === t).map((row) => JSON.parse(row.f) as unknown)
  const terms = of('term') as Term[]
  if (terms.length === 0) return now + 7 * DAY
  const calendar = schoolCalendar(terms, of('dayException') as DayException[])
  const { leaseSchoolDays } = settingsFrom(of('setting') as Setting[])
  let day: string | undefined = dateOf(now)
  for (let left = leaseSchoolDays; left > 0 && day !== undefined; left--) day = nextSchoolDay(calendar, day)
  return day === undefined || !isSchoolDay(calendar, day) ? now + LONGEST : Math.min(now + LONGEST, instantAt(addDays(day, 1), '00:00'))
}

/** The school's name as its settings say it, or as it was set up. */
export async function schoolName(trx: Read, schoolId: string): Promise<string> {
  const setting = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'schoolName').where('void', 'is', null).executeTakeFirst()
  const value = setting && (JSON.parse(setting.f) as Setting).value
  if (typeof value === 'string' && value.trim()) return value
  const school = await trx.selectFrom('school').select('name').where('id', '=', schoolId).executeTakeFirst()
  return school?.name ?? 'Our school'
}
