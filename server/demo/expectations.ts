/** When each pupil of a plan was expected at reception: intervals in which a later date replaces an earlier one. */
import { addDays, instantAt } from '../../src/domain/time/clock.ts'
import type { Expectation } from '../../src/domain/cases/mentorship.ts'
import type { CasePlan, DemoAccount, RowOf } from './shape.ts'
import { previousFriday } from './times.ts'

const EVERY_DAY = [1, 2, 3, 4, 5]

export function expectationsOf(plan: CasePlan, pupilId: string, mentor: DemoAccount): Expectation[] {
  const at = (from: string, weekdays: readonly number[], time: string): Expectation => ({ pupilId, mentorId: mentor.id, from, time, weekdays: [...weekdays] })
  const timeOn = (date: string): string => (plan.earlyFrom !== undefined && date >= plan.earlyFrom ? '08:30' : '08:45')
  if (['candidate', 'watched', 'declined', 'agreed'].includes(plan.state)) return []
  if (plan.state === 'preparing') return [at(addDays(plan.startedOn, 7), EVERY_DAY, '08:45')]
  const steps = [
    at(plan.startedOn, EVERY_DAY, timeOn(plan.startedOn)),
    ...(plan.earlyFrom === undefined ? [] : [at(plan.earlyFrom, EVERY_DAY, '08:30')]),
    ...(plan.fewer ?? []).map(({ from, weekdays }) => at(from, weekdays, timeOn(from))),
    ...(plan.away ? [at(plan.away.from, [], timeOn(plan.away.from))] : []),
    ...(plan.away?.back === undefined ? [] : [at(plan.away.back, EVERY_DAY, timeOn(plan.away.back))]),
  ]
  return steps.map((one) => (plan.endedOn === undefined ? one : { ...one, until: plan.endedOn })).sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** Each step was put down on the Friday before it began; what begins after the demo day was put down that week. */
export const expectationRows = (expectations: readonly Expectation[], day: string): RowOf<'expectation'>[] =>
  expectations.map((f, index) => {
    const written = previousFriday(f.from)
    return { t: 'expectation', id: `x.${f.pupilId}.${index + 1}`, f, by: f.mentorId, at: instantAt(written < day ? written : addDays(day, -1), '14:50') }
  })
