/** Until when a tablet that asks now may read without meeting the server again. */
import { leaseEnd } from '../../src/domain/people/lease.ts'
import { schoolCalendar, type DayException, type Term } from '../../src/domain/time/calendar.ts'
import type { Instant } from '../../src/domain/time/clock.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import type { Read } from '../store.ts'

export async function leaseUntil(trx: Read, schoolId: string, now: Instant): Promise<Instant> {
  const rows = await trx
    .selectFrom('row').select(['t', 'f']).where('school_id', '=', schoolId).where('bucket', '=', 'school').where('void', 'is', null)
    .where((is) => is.or([is('t', 'in', ['term', 'dayException']), is.and([is('t', '=', 'setting'), is('id', '=', 'leaseSchoolDays')])]))
    .execute()
  const of = (t: string): unknown[] => rows.filter((row) => row.t === t).map((row) => JSON.parse(row.f) as unknown)
  return leaseEnd(schoolCalendar(of('term') as Term[], of('dayException') as DayException[]), settingsFrom(of('setting') as Setting[]).leaseSchoolDays, now)
}

/** The school's name as its settings say it, or as it was set up. */
export async function schoolName(trx: Read, schoolId: string): Promise<string> {
  const setting = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'schoolName').where('void', 'is', null).executeTakeFirst()
  const value = setting && (JSON.parse(setting.f) as Setting).value
  if (typeof value === 'string' && value.trim()) return value
  const school = await trx.selectFrom('school').select('name').where('id', '=', schoolId).executeTakeFirst()
  return school?.name ?? 'Our school'
}
