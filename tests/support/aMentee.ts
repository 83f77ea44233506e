/** One mentee of our mentor with the rows of a pupil's page, and the router a screen is handed. */
import { vi } from 'vitest'
import type { Arrived } from '../../src/domain/mornings/arrival.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { aDesk, aDeskPupil, expected, WEDNESDAY, type Desk } from './aDesk.ts'
import { aMentor, aRow } from './aTablet.ts'

type More<K extends Row['t']> = Partial<Row<K>>

export const aMentorship = (pupilId: string, more: Partial<FieldsOf<'mentorship'>> = {}): Row<'mentorship'> =>
  aRow('mentorship', `m-${pupilId}`, { pupilId, mentorId: aMentor.id, state: 'active', reason: 'Homework in three subjects', startedOn: '2026-11-02', ...more })

export const aNote = (id: string, text: string, more: Partial<FieldsOf<'note'>> = {}, row: More<'note'> = {}): Row<'note'> => {
  const at = more.occurredAt ?? instantAt(WEDNESDAY, '14:10')
  return aRow('note', id, { pupilId: 'p1', type: 'staff', text, occurredAt: at, enteredAt: at, raise: false, ...more }, { by: aMentor.id, at, ...row })
}

export const anArrival = (id: string, date: string, at: string, more: Partial<Arrived> = {}): Row<'arrivalEvent'> =>
  aRow('arrivalEvent', id, {
    type: 'arrived', pupilId: 'p1', date, session: 'am', at, deviceTime: instantAt(date, at), estimatedTrueTime: instantAt(date, at), skewKnown: true,
    expectedAt: '08:30', mark: '/', minutesLate: 0, minutesLateToMentor: 0, ...more,
  }, { by: aMentor.id, at: instantAt(date, at) })

export const aTarget = (id: string, more: Partial<FieldsOf<'target'>> = {}, row: More<'target'> = {}): Row<'target'> =>
  aRow('target', id, {
    pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in every lesson', by: '2026-12-11',
    source: 'Teacher’s reply', pupilWording: 'I get my planner signed', result: 'open', version: 1, ...more,
  }, { by: aMentor.id, at: instantAt('2026-12-07', '08:50'), ...row })

export const theMentee: Row[] = [
  aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:30'), aMentorship('p1'),
  aRow('pupil', 'p1', { legalForename: 'Abdirahman', legalSurname: 'Warsame', tutor: 'Mr Tutor', sen: 'K', pupilPremium: true, eal: false, lookedAfter: false }),
  aRow('staff', 'hoy9', { name: 'Ms Year Nine', initials: 'YN', role: 'head-of-year', year: 9, active: true }),
]

/** A desk whose router also goes back, as the forms ask it to. */
export async function aStudy(asked: Parameters<typeof aDesk>[0] = {}): Promise<Desk> {
  const desk = await aDesk({ rows: theMentee, ...asked })
  Object.assign(desk.router, { back: vi.fn(), options: { history: { state: { back: '/caseload' } } } })
  return desk
}
