import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCompleteness } from '../../src/data/readings/completing.ts'
import { createMemory } from '../../src/data/store/memory.ts'
import { readWeek, reviewsOfWeek } from '../../src/data/readings/reviewing.ts'
import { deskOn } from '../../src/data/readings/mentoring.ts'
import { notArrived } from '../../src/domain/mornings/deskList.ts'
import { schoolCalendar, schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, instantAt } from '../../src/domain/time/clock.ts'
import { recordsOfWeek } from '../../src/domain/week/completeness.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { aDeskPupil, expected } from '../support/aDesk.ts'
import { aMentorship } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-09-02', to: '2026-10-23' }, { name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring', from: '2027-01-05', to: '2027-03-25' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const mondays = Array.from({ length: 26 }, (_, week) => addDays('2026-09-07', week * 7)).filter((week) => schoolDaysOfWeek(calendar, week).length > 0)
const school = { calendar, settings: DEFAULT_SETTINGS }

describe('a pupil who is at check-in only', () => {
  it('is on no arrivals list, owes no review and no sheet, and one check-in a week, in every week from then on; before it nothing changes', () => {
    fc.assert(fc.property(fc.constantFrom(...mondays.slice(2, -2)), fc.array(fc.boolean(), { minLength: 26, maxLength: 26 }), (from, noted) => {
      const memory = createMemory('tablet-one', aMentor.id)
      memory.putServerRows([
        aDeskPupil('p1', 'Abdi'), aMentorship('p1', { startedOn: '2026-09-02' }), expected('p1', '08:45', aMentor.id, [1], '2026-09-02'), { ...expected('p1', '08:45', aMentor.id, [], from), id: 'exp-later' },
        aRow('withdrawalEvent', 'w1', { type: 'moved-on', pupilId: 'p1', decidedAt: 5, reason: '', evidence: [], name: aMentor.name, role: 'mentor', from, stage: 'Check-in only', weekdays: [] }),
        ...mondays.flatMap((week, at) => (noted[at] ? [aRow('checkIn', `c-${week}`, { pupilId: 'p1', on: schoolDaysOfWeek(calendar, week)[0] ?? week, how: 'well', line: '', entered: instantAt(week, '12:30') })] : [])),
      ])
      for (const [at, week] of mondays.entries()) {
        const now = instantAt(addDays(week, 6), '12:00')
        const done = readCompleteness(memory, school, week, now).doneFor('p1')
        const records = recordsOfWeek(done, instantAt(addDays(week, 7), '13:20'), now)
        const isDue = reviewsOfWeek(memory, readWeek(memory, school, week, now))[0]?.due
        const missedOn = schoolDaysOfWeek(calendar, week).flatMap((date) => notArrived(deskOn(memory, date, aMentor.id, DEFAULT_SETTINGS), 20 * 60, DEFAULT_SETTINGS))
        if (week >= from) {
          expect([missedOn, isDue, records.missing.map(({ rule }) => rule.name)]).toEqual([[], false, noted[at] ? [] : ['check-in']])
          continue
        }
        const hasMonday = schoolDaysOfWeek(calendar, week).includes(week)
        expect([missedOn.length, isDue]).toEqual([hasMonday ? 1 : 0, hasMonday])
        expect(records.missing.map(({ rule }) => rule.name)).not.toContain('check-in')
      }
    }), { numRuns: 25 })
  })
  it('a pupil who is paused owes nothing at all', () => {
    const memory = createMemory('tablet-one', aMentor.id)
    memory.putServerRows([aDeskPupil('p1', 'Abdi'), aMentorship('p1'), expected('p1', '08:45', aMentor.id, [], '2026-11-02')])
    expect(readCompleteness(memory, school, '2026-11-30', instantAt('2026-12-06', '12:00')).doneFor('p1')).toBeUndefined()
  })
})
