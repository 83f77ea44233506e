/**
 * The demo always begins at 8.28 on a school morning, two minutes before the first queue. A restart on the same demo day
 * carries on; after 18.00, or on another day, it begins again on the next school day after the last recorded arrival.
 */
import { nextSchoolDay, schoolCalendar, type DayException, type Term } from '../src/domain/time/calendar.ts'
import { dateOf, minutesOf } from '../src/domain/time/clock.ts'
import { demoOffset } from '../src/domain/mornings/rehearsal.ts'
import type { Store } from './store.ts'

const ENDS_MINUTES = 18 * 60

/** The demo's offset for this start; kept in the school's row. */
export function offsetOfToday(store: Store, schoolId: string, realNow: number): Promise<number> {
  return store.write(async (trx) => {
    const school = await store.lockSchool(trx, schoolId)
    if (school.demo_offset === null || school.demo_day === null) throw new Error('This is not a demo school.')
    const then = realNow + school.demo_offset
    if (dateOf(then) === school.demo_day && minutesOf(then) < ENDS_MINUTES) return school.demo_offset
    const rows = await trx.selectFrom('row').select(['t', 'f']).where('school_id', '=', schoolId).where('t', 'in', ['term', 'dayException']).where('void', 'is', null).execute()
    const of = (t: string): unknown[] => rows.filter((row) => row.t === t).map((row) => JSON.parse(row.f) as unknown)
    const last = await trx.selectFrom('row').select(({ fn }) => fn.max('at').as('at')).where('school_id', '=', schoolId).where('t', '=', 'arrivalEvent').executeTakeFirst()
    const calendar = schoolCalendar(of('term') as Term[], of('dayException') as DayException[])
    const day = (last?.at ? nextSchoolDay(calendar, dateOf(last.at)) : undefined) ?? school.demo_day
    const offset = demoOffset({ realNow, day })
    await trx.updateTable('school').set({ demo_offset: offset, demo_day: day }).where('id', '=', schoolId).execute()
    return offset
  })
}
