import { describe, expect, test } from 'vitest'
import { createMemory } from '../../src/data/store/memory.ts'
import { readImpact } from '../../src/data/readings/impact.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { CAUTION, holdAgainst, lacking } from '../../src/domain/cases/impact.ts'
import type { MentorshipState } from '../../src/domain/cases/mentorship.ts'
import type { Row } from '../../src/domain/records.ts'
import { settingsFrom } from '../../src/domain/setting.ts'
import { aRow } from '../support/aTablet.ts'

/** Every weekday of these months is a school day. */
const calendar = schoolCalendar([{ name: 'The year', from: '2026-01-05', to: '2026-12-18' }], [])
const TODAY = '2026-11-27'
const thought = (pupilId: string, state: MentorshipState, startedOn: string): Row =>
  aRow('mentorship', `m-${pupilId}`, { pupilId, mentorId: 's-1', state, reason: '', startedOn })
const points = (pupilId: string, date: string, many: number, batch = 'b1'): Row =>
  aRow('simsFact', `f-${pupilId}-${date}-${batch}`, { set: 'behaviour', type: 'behaviour', pupilId, batch, date, reason: '', lesson: '', points: -many, by: '' })
const taken = (id: string, state: 'complete' | 'undone'): Row => aRow('simsBatch', id, { set: 'behaviour', state, rows: 9, taken: 9, newest: TODAY, columns: {} })

const rows: Row[] = [
  taken('b1', 'complete'), taken('b2', 'undone'),
  thought('watched', 'watched', '2026-09-07'), thought('declined', 'declined', '2026-09-07'), thought('agreed', 'agreed', '2026-09-07'),
  thought('long-ago', 'watched', '2026-02-02'), thought('mentored', 'active', '2026-09-07'),
  points('watched', '2026-07-27', 24), points('watched', '2026-10-05', 6),
  points('declined', '2026-08-03', 6), points('declined', '2026-10-05', 18),
  points('agreed', '2026-08-03', 6), points('agreed', '2026-10-05', 12), points('agreed', '2026-10-06', 90, 'b2'),
  points('mentored', '2026-08-03', 12),
]
const read = () => {
  const memory = createMemory('tablet', 's-1')
  memory.putServerRows(rows)
  return { memory, reading: readImpact(memory, { calendar, settings: settingsFrom([]) }, TODAY) }
}

describe('Those who were thought of and not mentored are a comparison, as far as it is known', () => {
  test('they are held against the day they were first thought of, and nobody who is mentored is among them', () => {
    const { reading } = read()
    expect(reading.waiting.map(({ pupilId }) => pupilId).sort()).toEqual(['agreed', 'declined', 'long-ago', 'watched'])
    expect(reading.cases.map(({ pupilId }) => pupilId)).toEqual(['mentored'])
  })

  test('behaviour points in a school week before and since, worked out by hand', () => {
    const { waiting } = read().reading
    // Before: the 30 school days from Monday 27 July to Friday 4 September. Since: 7 September to 27 November, 12 weeks, 60 days.
    // watched: 24 in 30 days is 4 a week, then 6 in 60 days is 0.5: better. declined: 1, then 18 in 60 is 1.5: worse.
    // agreed: 1, then 12 in 60 is 1: the same; the 90 points of an export that was undone never were.
    // long-ago: six weeks before 2 February no export speaks of, so it is in neither mean. (4 + 1 + 1) / 3 = 2; (0.5 + 1.5 + 1) / 3 = 1.
    expect(holdAgainst(waiting, 'points', 'during')).toEqual({ of: 4, known: 3, before: 2, then: 1, better: 1, same: 1, worse: 1 })
    expect(lacking(waiting, 'points', 'during')).toEqual({ 'no-data': 1 })
  })

  test('of what nobody recorded it is said that it is not known, never that it is nothing', () => {
    const { waiting } = read().reading
    expect(holdAgainst(waiting, 'attendance', 'during')).toEqual({ of: 4, known: 0, before: 0, then: 0, better: 0, same: 0, worse: 0 })
    expect(lacking(waiting, 'attendance', 'during')).toEqual({ 'no-data': 4 })
  })

  test('an export that is taken in, or undone, later makes another report', () => {
    const { memory } = read()
    const again = () => holdAgainst(readImpact(memory, { calendar, settings: settingsFrom([]) }, TODAY).waiting, 'points', 'during').then
    expect(again()).toBe(1)
    // 36 more for `agreed` in 60 days are 3 a week more: (0.5 + 1.5 + 4) / 3 = 2.
    memory.putServerRows([points('agreed', '2026-10-07', 36)])
    expect(again()).toBe(2)
    // With the export that held everything undone nothing is known of anybody.
    memory.putServerRows([{ ...taken('b1', 'undone'), seq: 2 }])
    expect(holdAgainst(readImpact(memory, { calendar, settings: settingsFrom([]) }, TODAY).waiting, 'points', 'during').known).toBe(0)
  })

  test('the caution says what the comparison is for', () => expect(CAUTION).toContain('Hold it against those who were thought of and not mentored'))
})
