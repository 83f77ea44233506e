/** Whole weeks of one pupil: mornings, scores and a target, as good or as hard as a story needs them. */
import { addDays } from '../../src/domain/time/clock.ts'
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import type { Row } from '../../src/domain/records.ts'
import { scoreId } from '../../src/domain/week/reportScore.ts'
import { anArrival, aTarget } from './aMentee.ts'
import { aRow } from './aTablet.ts'

type Kind = 'good' | 'hard' | 'no-sheet'
/** `weekdays`: on which the pupil came, 1 for Monday. */
export function aWeek(monday: string, kind: Kind, weekdays: readonly number[] = [1, 2, 3, 4, 5]): Row[] {
  return [
    ...weekdays.map((weekday): Row => {
      const date = addDays(monday, weekday - 1)
      return kind === 'hard' ? anArrival(`a-${date}`, date, '08:57', { expectedAt: '08:45', mark: 'L', minutesLate: 12, minutesLateToMentor: 12 }) : anArrival(`a-${date}`, date, '08:43', { expectedAt: '08:45' })
    }),
    ...(kind === 'no-sheet' ? [] : [0, 1, 2, 3, 4].flatMap((day) => DEFAULT_PERIODS.map(({ key }): Row => {
      const f = { pupilId: 'p1', date: addDays(monday, day), period: key, said: { mark: kind === 'good' ? '2' : '3' } }
      return aRow('reportScore', scoreId('p1', f), f)
    }))),
    aTarget(`t-${monday}`, { weekStart: monday, result: kind === 'hard' ? 'not-met' : 'met' }),
  ]
}
