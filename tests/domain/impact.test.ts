import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../src/domain/time/clock.ts'
import { countDays, firstFrom } from '../../src/domain/time/dayList.ts'
import { exitsOf, median } from '../../src/domain/cases/exits.ts'
import { deskSpans, holdAgainst, isKnown, lacking, MEASURES, SPAN_DAYS, SPANS, simsSpans, type Readings, type Reading } from '../../src/domain/cases/impact.ts'
import { attendanceReading, pointsReading, sessionsIn, stretchesOf } from '../../src/domain/cases/impactFacts.ts'
import { mentorMinutes } from '../../src/domain/cases/mentorMinutes.ts'
import { withoutSmall } from '../../src/domain/cases/smallNumbers.ts'

type Sums = { possible: number; present: number; late: number }
const FIRST = '2026-01-05'
/** A year of weekdays. */
const DAYS = Array.from({ length: 364 }, (_, at) => addDays(FIRST, at)).filter((day) => weekdayOf(day) <= 5)
const TODAY = '2026-12-10'

describe('Each pupil is held against their own beginning', () => {
  it('the spans never overlap, hold six school weeks at most before and after, and none is counted before it is over', () => {
    fc.assert(fc.property(fc.nat({ max: 330 }), fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }), (start, length) => {
      const from = addDays(FIRST, start)
      const until = length === undefined ? undefined : addDays(from, length)
      const known = SPANS.flatMap((name) => { const span = simsSpans(from, until, TODAY, DAYS.filter((day) => day <= TODAY))[name]; return typeof span === 'string' ? [] : [{ name, span }] })
      for (const [at, { name, span }] of known.entries()) {
        expect(span.from <= span.to).toBe(true)
        if (name !== 'during') expect(countDays(DAYS, span)).toBeLessThanOrEqual(SPAN_DAYS)
        if (name.startsWith('after')) expect(span.to < TODAY && countDays(DAYS, span) === SPAN_DAYS).toBe(true)
        for (const other of known.slice(at + 1)) expect(span.to < other.span.from).toBe(true)
      }
    }))
  })
  it('at the desk the first two weeks are held against the last two, and not where they would be the same weeks', () => {
    expect(deskSpans('2026-11-02', undefined, '2026-12-10')).toMatchObject({ before: { from: '2026-11-02', to: '2026-11-15' }, during: { from: '2026-11-27', to: '2026-12-10' }, after6: 'not-measured' })
    expect(deskSpans('2026-11-20', undefined, '2026-12-10').before).toBe('too-short')
  })
  it('who lacks one of the two numbers is in neither mean, and is counted with the reason', () => {
    const none: Reading = { missing: 'no-data' }
    const readings = (before: Reading, during: Reading): Readings => Object.fromEntries(MEASURES.map((measure) => [measure, { before, during, after6: { missing: 'not-yet' }, after12: none }])) as Readings
    const cases = [readings({ value: 90 }, { value: 95 }), readings({ value: 80 }, none), readings(none, { value: 50 }), readings({ value: 94 }, { value: 91 })].map((one) => ({ readings: one }))
    expect(holdAgainst(cases, 'attendance', 'during')).toEqual({ of: 4, known: 2, before: 92, then: 93, better: 1, same: 0, worse: 1 })
    expect(holdAgainst(cases, 'points', 'during')).toMatchObject({ better: 1, worse: 1, before: 92 })
    expect(lacking(cases, 'attendance', 'during')).toEqual({ 'no-data': 2 })
    expect(lacking(cases, 'attendance', 'after6')).toEqual({ 'not-yet': 4 })
  })
  it('everybody is counted once: better, same, worse and lacking add up to all', () => {
    const reading = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }).map((value): Reading => ({ value })), fc.constantFrom('no-data', 'not-yet', 'too-short').map((missing): Reading => ({ missing })))
    fc.assert(fc.property(fc.array(fc.tuple(reading, reading), { maxLength: 20 }), (pairs) => {
      const cases = pairs.map(([before, during]) => ({ readings: Object.fromEntries(MEASURES.map((measure) => [measure, { before, during, after6: during, after12: during }])) as Readings }))
      for (const measure of MEASURES) {
        const { of, known, better, same, worse } = holdAgainst(cases, measure, 'during')
        expect(better + same + worse).toBe(known)
        expect(known + Object.values(lacking(cases, measure, 'during')).reduce<number>((sum, many) => sum + many, 0)).toBe(of)
      }
    }))
  })
})

describe('What exports of SIMS say of some weeks', () => {
  const daily = fc.array(fc.record({ present: fc.integer({ min: 0, max: 2 }), late: fc.integer({ min: 0, max: 1 }) }), { minLength: 40, maxLength: 40 })
  it('however the exports were cut, what lies between two of them is told exactly, and no day twice', () => {
    fc.assert(fc.property(daily, fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { minLength: 2, maxLength: 8 }), (school, cuts) => {
      const ends = [...cuts].sort((a, b) => a - b)
      const upTo = (end: number): Sums => school.slice(0, end + 1).reduce<Sums>((sum, day) => ({ possible: sum.possible + 2, present: sum.present + day.present, late: sum.late + day.late }), { possible: 0, present: 0, late: 0 })
      const rows = ends.map((end) => ({ from: DAYS[0]!, to: DAYS[end]!, ...upTo(end) }))
      const stretches = stretchesOf([...rows].reverse())
      for (const [at, one] of stretches.entries()) expect(at === 0 || one.from > stretches[at - 1]!.to).toBe(true)
      const [first, last] = [ends[0]!, ends.at(-1)!]
      const between = sessionsIn(stretches, DAYS, { from: DAYS[first + 1]!, to: DAYS[last]! })
      expect(between).toEqual({ possible: upTo(last).possible - upTo(first).possible, present: upTo(last).present - upTo(first).present, late: upTo(last).late - upTo(first).late })
    }))
  })
  it('a span that hardly any export speaks of is not known; one total over a year says nothing of six weeks of it', () => {
    const year = [{ from: DAYS[0]!, to: DAYS[200]!, possible: 400, present: 380, late: 5 }]
    expect(sessionsIn(stretchesOf(year), DAYS, { from: DAYS[50]!, to: DAYS[79]! })).toBeUndefined()
    expect(attendanceReading(undefined)).toEqual({ missing: 'no-data' })
    expect(attendanceReading({ possible: 0, present: 0, late: 0 })).toEqual({ missing: 'no-data' })
  })
  it('a register that was corrected between two exports tells neither part', () => {
    expect(stretchesOf([{ from: FIRST, to: '2026-01-16', possible: 20, present: 20, late: 0 }, { from: FIRST, to: '2026-01-23', possible: 30, present: 18, late: 0 }])).toEqual([{ from: FIRST, to: '2026-01-16', possible: 20, present: 20, late: 0 }])
  })
  it('no entry is no points where an export speaks of those days, and nothing where none does', () => {
    const span = { from: DAYS[10]!, to: DAYS[39]! }
    expect(pointsReading([], { from: DAYS[0]!, to: DAYS[60]! }, DAYS, span)).toEqual({ value: 0 })
    expect(pointsReading([{ date: DAYS[12]!, points: 3 }, { date: DAYS[45]!, points: 9 }], { from: DAYS[0]!, to: DAYS[60]! }, DAYS, span)).toEqual({ value: 0.5 })
    expect(pointsReading([], { from: DAYS[35]!, to: DAYS[60]! }, DAYS, span)).toEqual({ missing: 'no-data' })
    expect(isKnown(pointsReading([], undefined, DAYS, span))).toBe(false)
  })
  it('days are counted as by walking over them', () => {
    fc.assert(fc.property(fc.integer({ min: -20, max: 400 }), fc.integer({ min: -20, max: 400 }), (a, b) => {
      const [from, to] = [addDays(FIRST, a), addDays(FIRST, b)]
      expect(countDays(DAYS, { from, to })).toBe(DAYS.filter((day) => from <= day && day <= to).length)
      expect(firstFrom(DAYS, from)).toBe(DAYS.filter((day) => day < from).length)
    }))
  })
})

describe('Figures about few pupils are not shown', () => {
  const anyGroups = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }).map((sizes) => sizes.map((pupils, at) => ({ name: `g${at}`, pupils })))
  it('no group of fewer than the least is shown, and what is hidden cannot be told from the whole', () => {
    fc.assert(fc.property(anyGroups, fc.integer({ min: 2, max: 8 }), (groups, least) => {
      const shown = withoutSmall(groups, least)
      const hidden = shown.filter(({ isHidden }) => isHidden)
      for (const one of shown) if (!one.isHidden) expect(one.pupils === 0 || one.pupils >= least).toBe(true)
      const isEverybody = shown.every(({ isHidden, pupils }) => isHidden || pupils === 0)
      if (hidden.length > 0 && !isEverybody) {
        expect(hidden.length).toBeGreaterThan(1)
        expect(hidden.reduce((sum, { pupils }) => sum + pupils, 0)).toBeGreaterThanOrEqual(least)
      }
    }))
  })
  it('of two groups one small one hides both; large ones stand', () => {
    const of = (a: number, b: number) => withoutSmall([{ name: 'yes', pupils: a }, { name: 'no', pupils: b }], 5).map(({ isHidden }) => isHidden)
    expect(of(3, 40)).toEqual([true, true])
    expect(of(5, 40)).toEqual([false, false])
    expect(of(0, 40)).toEqual([false, false])
  })
})

describe('How long, how ended, at what cost', () => {
  it('half took less and half took more', () => {
    expect(median([])).toBeUndefined()
    expect(median([3, 1, 2])).toBe(2)
    expect(median([1, 2, 3, 10])).toBe(2.5)
  })
  it('a chosen reason is counted by its words, one that was written freely as such', () => {
    expect(exitsOf(['Good progress. Six weeks', 'Good progress', 'Settled'], ['Good progress'])).toEqual([{ name: 'Good progress', pupils: 2 }, { name: 'In the school’s own words', pupils: 1 }])
  })
  it('mentors’ minutes are an estimate from what was done', () => expect(mentorMinutes({ mornings: 10, contacts: 2, reviews: 1, meetings: 1, sessionMinutes: 60 })).toBe(50 + 20 + 15 + 45 + 60))
})
