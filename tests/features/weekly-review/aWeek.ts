/** A week at school for one pupil: expected every morning, come on three, with a note, an action and targets. */
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../../src/domain/records.ts'
import { emptyReview, reviewId, type WeeklyReview } from '../../../src/domain/week/weeklyReview.ts'
import { aDeskPupil, expected } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

export const WEEK = '2026-12-07'
export const LAST_WEEK = '2026-11-30'

export const arrived = (date: string, at = '08:40', more: Partial<Extract<FieldsOf<'arrivalEvent'>, { type: 'arrived' }>> = {}, pupilId = 'p1'): Row<'arrivalEvent'> =>
  aRow('arrivalEvent', `tap-${pupilId}-${date}`, {
    type: 'arrived', pupilId, date, session: 'am', at, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0,
    deviceTime: instantAt(date, at), estimatedTrueTime: instantAt(date, at), skewKnown: true, ...more,
  }, { by: aMentor.id, at: instantAt(date, at) })

export const mentored = (pupilId: string, mentorId = aMentor.id): Row<'mentorship'> =>
  aRow('mentorship', `m-${pupilId}`, { pupilId, mentorId, state: 'active', reason: 'Homework', startedOn: '2026-11-02' })

export const aReview = (more: Partial<WeeklyReview> = {}, weekStart = WEEK, pupilId = 'p1'): Row<'weeklyReview'> =>
  aRow('weeklyReview', reviewId(pupilId, weekStart), { ...emptyReview(pupilId, weekStart), ...more }, { by: aMentor.id })

export const aTarget = (id: string, weekStart: string, more: Partial<FieldsOf<'target'>> = {}): Row<'target'> =>
  aRow('target', id, { pupilId: 'p1', weekStart, behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in English', by: '2026-12-11', source: 'Head of Year', pupilWording: 'I ask for a signature', result: 'open', version: 1, ...more })

export const theWeek: Row[] = [
  aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), mentored('p1'),
  arrived('2026-12-07'), arrived('2026-12-08', '08:52', { mark: 'L', minutesLate: 7, minutesLateToMentor: 7, reason: 'Bus' }), arrived('2026-12-09'),
  aRow('note', 'n1', { pupilId: 'p1', type: 'staff', text: 'Asked good questions in Science.', occurredAt: instantAt('2026-12-08', '11:00'), enteredAt: instantAt('2026-12-08', '15:00'), raise: false }),
  aRow('dailyAction', 'd1', { pupilId: 'p1', date: '2026-12-08', text: 'Packed the bag together.' }),
  aReview({ outcome: 0, wentWell: 'A steady week.', nextStep: 'Bus', actionPlan: [{ who: 'Mentor', what: 'Ask for a seat at the front', byWhen: 'Monday', done: false }, { who: 'Abdi', what: 'Planner', byWhen: 'Friday', done: true }] }, LAST_WEEK),
  aTarget('t1', WEEK),
]
