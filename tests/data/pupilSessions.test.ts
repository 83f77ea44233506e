import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemory } from '../../src/data/store/memory.ts'
import { sessionsOfEverybody, sessionsOfWeek } from '../../src/data/readings/pupilSessions.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { addDays } from '../../src/domain/time/clock.ts'
import { SessionOutcome } from '../../src/domain/week/session.ts'
import { aRow } from '../support/aTablet.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const MONDAYS = ['2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07']
const place = { starts: '13:10', ends: '13:40', venue: 'Library', leads: '' }

const day = fc.integer({ min: 0, max: 27 }).map((days) => addDays('2026-11-16', days))
const aboutOne = { pupil: fc.constantFrom('p1', 'p2', 'p3'), on: day, date: day, entered: fc.nat(9) }
const sessions = fc.array(fc.record({ pupil: aboutOne.pupil, from: day, weekly: fc.boolean() }), { minLength: 3, maxLength: 5 })
const changes = fc.array(fc.record({ ...aboutOne, session: fc.nat(2), type: fc.constantFrom('cancelled', 'moved', 'restored') }), { minLength: 3, maxLength: 8 })
const marks = fc.array(fc.record({ ...aboutOne, session: fc.nat(2), outcome: fc.constantFrom(...SessionOutcome.options) }), { minLength: 3, maxLength: 8 })

it('what is read for everybody at once is what is read for each pupil, with what was moved into the week and its marks', () => {
  let movedWithMark = 0
  fc.assert(fc.property(sessions, changes, marks, (planned, changed, marked) => {
    const memory = createMemory('tablet-one', 'mentor-a')
    // Facts are about the days their session is planned for, as screens make them, or they would hardly ever meet.
    const about = ({ session, on, entered, pupil }: { session: number; on: string; entered: number; pupil: string }) => {
      const of = planned[session]
      return { pupilId: of?.pupil ?? pupil, sessionId: `s${session}`, on: of && entered > 0 ? of.from : on, entered }
    }
    memory.putServerRows([
      ...planned.map(({ pupil, from, weekly }, n) => aRow('session', `s${n}`, { pupilId: pupil, kind: 'catch-up', subject: '', from, until: weekly ? '2026-12-18' : from, weekly, ...place })),
      ...changed.map((one, n) => aRow('sessionChange', `c${n}`, one.type === 'moved' ? { type: 'moved', ...about(one), date: one.date, ...place } : one.type === 'cancelled' ? { type: 'cancelled', ...about(one), reason: '' } : { type: 'restored', ...about(one) })),
      ...marked.map((one, n) => aRow('sessionAttendance', `m${n}`, { ...about(one), date: one.date, outcome: one.outcome })),
    ])
    for (const week of MONDAYS) {
      const everybody = sessionsOfEverybody(memory, calendar, week)
      for (const pupilId of ['p1', 'p2', 'p3']) {
        const alone = sessionsOfWeek(memory, calendar, pupilId, week)
        movedWithMark += alone.filter(({ on, mark }) => on < week && mark).length
        expect(everybody.get(pupilId) ?? []).toEqual(alone)
      }
    }
  }), { numRuns: 200 })
  expect(movedWithMark).toBeGreaterThan(0)
})
