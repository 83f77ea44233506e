/** A pupil of ours who missed a morning, and what may come of it. */
import { instantAt } from '../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { aMentor, aRow } from './aTablet.ts'

export const THE_LEAD = { id: 'lead', role: 'lead-mentor', name: 'Mrs L. Lead', initials: 'LL' } as const
export const theLead = aRow('staff', THE_LEAD.id, { name: THE_LEAD.name, initials: 'LL', role: 'lead-mentor', active: true })

export const unexplainedOn = (id: string, date: string, more: Partial<Extract<FieldsOf<'missedEvent'>, { type: 'unexplained' }>> = {}): Row<'missedEvent'> =>
  aRow('missedEvent', id, { type: 'unexplained', pupilId: 'p1', what: 'arrival', date, entered: instantAt(date, '09:30'), reason: 'forgot', line: '', ...more }, { by: aMentor.id })

export const THE_OFFICE = { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' } as const
export const aCode = (id: string, date: string, code: Extract<FieldsOf<'absenceCode'>, { type: 'coded' }>['code'], at = '09:40', pupilId = 'p1'): Row<'absenceCode'> =>
  aRow('absenceCode', id, { type: 'coded', pupilId, date, session: 'am', entered: instantAt(date, at), name: THE_OFFICE.name, role: 'office', code, known: 'home-rang' }, { by: THE_OFFICE.id, at: instantAt(date, at) })

/** Taken in on the Thursday. */
export const aSimsCode = (id: string, date: string, code: Extract<FieldsOf<'absenceCode'>, { type: 'coded' }>['code'], more: { over?: string; pupilId?: string } = {}): Row<'absenceCode'> =>
  aRow('absenceCode', id, { type: 'coded', pupilId: 'p1', date, session: 'am', entered: instantAt('2026-12-10', '08:00'), name: THE_LEAD.name, role: 'lead-mentor', code, known: 'sims', batch: 'b1', ...more }, { by: THE_LEAD.id, at: instantAt('2026-12-10', '08:00') })

export const aSanction = (id: string, date: string, more: Partial<FieldsOf<'sanction'>> = {}): Row<'sanction'> =>
  aRow('sanction', id, {
    pupilId: 'p1', date, entered: instantAt(date, '10:00'), step: 'break-detention', stepName: 'Break detention', minutes: 10, cause: 'behaviour', behaviour: 'Left the lesson',
    serveOn: date, adjustment: 'not-needed', checks: [], ...more,
  }, { by: aMentor.id })

export const anOrder = (id: string, from: string, until: string): Row<'endOfDayReport'> =>
  aRow('endOfDayReport', id, { pupilId: 'p1', entered: instantAt(from, '08:00'), from, until, time: '15:05', checks: ['risk', 'caring', 'parents', 'travel'] }, { by: THE_LEAD.id })
