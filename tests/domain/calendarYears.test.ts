/** Every school week from 2025 to 2030, over calendars as an English school keeps them and over many that chance makes. */
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { dayKind, isSchoolDay, nextSchoolDay, previousSchoolDay, previousWeek, recordsDue, schoolCalendar, schoolDaysOfWeek, type DayException, type SchoolCalendar, type Term } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, timeOf, weekBeginning, weekdayOf, type SchoolDate } from '../../src/domain/time/clock.ts'
import { recentSchoolDays } from '../../src/domain/time/recentDays.ts'

const FIRST = '2025-01-06'
const LAST = '2030-12-30'
const WEEKS: SchoolDate[] = []
for (let week = FIRST; week <= LAST; week = addDays(week, 7)) WEEKS.push(week)

/** The bank holidays of England that can fall in a school week, from the list in uk-facts 2.3 and the rule for the years after. */
const firstMonday = (year: number, month: string): SchoolDate => {
  let day = `${year}-${month}-01`
  while (weekdayOf(day) !== 1) day = addDays(day, 1)
  return day
}
const bankHoliday = (date: SchoolDate): DayException => ({ date, kind: 'bank-holiday', name: 'Early May bank holiday' })

/** Six half-terms a year with five INSET days; terms as many local authorities set them. */
function anEnglishSchool(): SchoolCalendar {
  const terms: Term[] = []
  const exceptions: DayException[] = []
  for (let year = 2024; year <= 2030; year++) {
    const next = year + 1
    const spans: [string, SchoolDate, SchoolDate][] = [
      ['Autumn, first half', `${year}-09-02`, `${year}-10-24`], ['Autumn, second half', `${year}-11-03`, `${year}-12-19`],
      ['Spring, first half', `${next}-01-05`, `${next}-02-13`], ['Spring, second half', `${next}-02-23`, `${next}-03-27`],
      ['Summer, first half', `${next}-04-13`, `${next}-05-22`], ['Summer, second half', `${next}-06-01`, `${next}-07-20`],
    ]
    terms.push(...spans.map(([name, from, to]) => ({ name, from, to })))
    exceptions.push(...[`${year}-09-02`, `${year}-11-03`, `${next}-01-05`, `${next}-06-01`, `${next}-07-20`].map((date) => ({ date, kind: 'inset' as const, name: 'INSET day' })), bankHoliday(firstMonday(next, '05')))
  }
  return schoolCalendar(terms, exceptions)
}

/** A calendar by chance: terms that do not overlap, and closed days anywhere, Mondays more than others. */
const someCalendar = fc.record({
  starts: fc.uniqueArray(fc.integer({ min: 0, max: WEEKS.length - 1 }), { minLength: 1, maxLength: 40 }),
  length: fc.integer({ min: 1, max: 49 }),
  closed: fc.array(fc.record({ week: fc.integer({ min: 0, max: WEEKS.length - 1 }), day: fc.constantFrom(0, 0, 0, 1, 2, 3, 4), kind: fc.constantFrom('holiday' as const, 'inset' as const, 'closure' as const, 'bank-holiday' as const) }), { maxLength: 200 }),
}).map(({ starts, length, closed }) => {
  const sorted = [...starts].sort((a, b) => a - b)
  const terms = sorted.map((start, at): Term => {
    const from = addDays(WEEKS[start] ?? FIRST, at % 5)
    const next = sorted[at + 1]
    const to = addDays(from, length)
    const before = next === undefined ? to : addDays(WEEKS[next] ?? LAST, -1)
    return { name: `Term ${at}`, from, to: to < before ? to : before }
  })
  return schoolCalendar(terms, closed.map(({ week, day, kind }) => ({ date: addDays(WEEKS[week] ?? FIRST, day), kind, name: kind })))
})

/** What does not hold, of every week of a calendar. Plain comparisons: a million of them in a second. */
function faultsOf(calendar: SchoolCalendar): string[] {
  const faults: string[] = []
  const must = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what)
  }
  let dueBefore = 0
  for (const week of WEEKS) {
    const days = schoolDaysOfWeek(calendar, week)
    for (let offset = 0; offset < 7; offset++) {
      const day = addDays(week, offset)
      must(days.includes(day) === isSchoolDay(calendar, day), `${day} is a school day or is not`)
      must(dayKind(calendar, day).name !== '', `${day} has a name`)
      must(offset < 5 || !isSchoolDay(calendar, day), `${day} is at the weekend`)
    }
    const due = recordsDue(calendar, week, '13:20')
    must(days.length > 0 || due === undefined, `${week} has no school day, and so no record due`)
    if (due === undefined) continue
    const dueDay = dateOf(due)
    must(timeOf(due) === '13:20' && isSchoolDay(calendar, dueDay) && dueDay > addDays(week, 6), `${week} is due at the end of lunch on a school day after it`)
    for (let day = addDays(week, 7); day < dueDay; day = addDays(day, 1)) must(!isSchoolDay(calendar, day), `${week} is due on the first school day on or after that Monday`)
    // Neither search looks further than a year.
    if (dueDay <= addDays(week, 366)) must(previousWeek(calendar, dueDay) === week, `${week} is the previous week on ${dueDay}`)
    must(due > dueBefore, `${week} is due after the week before it`)
    dueBefore = due
  }
  return faults
}

describe('Every school week from 2025 to 2030', () => {
  it('is 313 weeks', () => expect(WEEKS).toHaveLength(313))
  it('has its records due at lunch on the first school day after it, in a school as English schools are', () => expect(faultsOf(anEnglishSchool())).toEqual([]))
  it('and in calendars that chance makes', () => fc.assert(fc.property(someCalendar, (calendar) => {
    expect(faultsOf(calendar)).toEqual([])
  }), { numRuns: 25 }), 60_000)

  it('has about 190 days to come to school on in each school year', () => {
    const calendar = anEnglishSchool()
    for (let year = 2025; year < 2030; year++) {
      let days = 0
      for (let day = `${year}-09-01`; day < `${year + 1}-08-01`; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days++
      expect(days).toBeGreaterThan(170)
      expect(days).toBeLessThanOrEqual(190)
    }
  })

  it('goes from one school day to the next and back to the same', () => {
    fc.assert(fc.property(someCalendar, fc.constantFrom(...WEEKS), fc.integer({ min: 0, max: 6 }), (calendar, week, offset) => {
      const day = addDays(week, offset)
      const next = nextSchoolDay(calendar, day)
      if (next === undefined) return
      expect(next > day && isSchoolDay(calendar, next)).toBe(true)
      if (isSchoolDay(calendar, day)) expect(previousSchoolDay(calendar, next)).toBe(day)
      expect(weekBeginning(next) >= weekBeginning(day)).toBe(true)
    }), { numRuns: 200 })
  })

  it('has ten school days behind it, newest first, with none left out', () => {
    fc.assert(fc.property(someCalendar, fc.constantFrom(...WEEKS.slice(60)), (calendar, today) => {
      const days = recentSchoolDays(calendar, today, 10)
      expect(days.every((day) => day < today && isSchoolDay(calendar, day))).toBe(true)
      expect([...days].sort().reverse()).toEqual(days)
      const [oldest] = days.slice(-1)
      if (oldest === undefined) return
      let count = 0
      for (let day = oldest; day < today; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) count++
      expect(count).toBe(days.length)
    }), { numRuns: 100 })
  })
})
