import { describe, expect, it, vi } from 'vitest'
import { readWeek, reviewsOfWeek } from '../../src/data/readings/reviewing.ts'
import { createMemory, type Memory } from '../../src/data/store/memory.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { ofWeek } from '../../src/domain/week/reviewState.ts'
import { aDeskPupil, expected } from '../support/aDesk.ts'
import { aMentorship, aNote } from '../support/aMentee.ts'
import { aMentor } from '../support/aTablet.ts'
import { aReview } from '../features/weekly-review/aWeek.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }], [])
const numbers = { expectedMornings: 5, arrivals: 0, onTime: 0, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 }
function aWeekSigned(): Memory {
  const memory = createMemory('tablet-one', aMentor.id)
  memory.putServerRows([aDeskPupil('p1', 'Abdi'), aMentorship('p1'), expected('p1', '08:45'), aReview({ signed: { by: aMentor.id, name: aMentor.name, at: 0, pupilInitials: '', numbers } })])
  return memory
}

describe('the numbers of a week', () => {
  it('take in a note from the first minute of its Monday to the last of its Sunday, in summer time and in the week it ends', () => {
    for (const [monday, sunday, before, after] of [['2026-10-19', '2026-10-25', '2026-10-18', '2026-10-26'], ['2026-07-06', '2026-07-12', '2026-07-05', '2026-07-13'], ['2026-12-07', '2026-12-13', '2026-12-06', '2026-12-14']] as const) {
      const notes = [aNote('before', 'x', { occurredAt: instantAt(before, '23:59') }), aNote('first', 'x', { occurredAt: instantAt(monday, '00:00') }), aNote('last', 'x', { occurredAt: instantAt(sunday, '23:59') }), aNote('after', 'x', { occurredAt: instantAt(after, '00:00') })]
      expect(ofWeek(monday, notes, []).notes.map(({ id }) => id)).toEqual(['last', 'first'])
    }
  })

  it('are held against a signed review once for however many ask how far it is, and again when a fact comes', () => {
    const memory = aWeekSigned()
    const line = reviewsOfWeek(memory, readWeek(memory, { calendar, settings: DEFAULT_SETTINGS }, '2026-12-07', instantAt('2026-12-12', '12:00')))[0]
    const read = vi.spyOn(memory, 'ofPupil')
    expect(line?.state).toBe('signed')
    const once = read.mock.calls.length
    expect(once).toBeGreaterThan(0)
    expect([line?.state, line?.state]).toEqual(['signed', 'signed'])
    expect(read.mock.calls).toHaveLength(once)
    memory.putServerRows([aNote('late', 'It came after the sign-off.', { occurredAt: instantAt('2026-12-08', '10:00') })])
    expect(line?.state).toBe('changed')
  })

  it('say the same of a pupil’s mornings and notes in the list as in the review, and the list reads no scores for it', () => {
    const memory = aWeekSigned()
    memory.putServerRows([aNote('n1', 'Wrote the whole page.', { occurredAt: instantAt('2026-12-08', '10:00') })])
    const week = readWeek(memory, { calendar, settings: DEFAULT_SETTINGS }, '2026-12-07', instantAt('2026-12-12', '12:00'))
    expect(week.numbersOf('p1')).toMatchObject(week.glanceOf('p1'))
    expect(week.glanceOf('p1')).toMatchObject({ expectedMornings: 5, notes: 1 })
    const read = vi.spyOn(memory, 'ofPupil')
    week.glanceOf('p1')
    expect(read.mock.calls.map(([kind]) => kind)).not.toContain('reportScore')
  })
})
