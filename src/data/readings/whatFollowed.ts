/** What was tried with one pupil and how the days before and after went, from the open records. */
import { standing } from '../../domain/week/blueReport.ts'
import { isSchoolDay, nextSchoolDay } from '../../domain/time/calendar.ts'
import { dateOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { missedOne } from '../../domain/mornings/missed.ts'
import { punctualityOver } from '../../domain/mornings/punctuality.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import { FOLLOWED_DAYS, INSTEAD, type Days, type Tried } from '../../domain/conduct/whatFollowed.ts'
import { sanctionsOf, type SchoolNow } from './conduct.ts'
import type { Memory } from '../store/memory.ts'
import { morningsOf } from './punctual.ts'
import { simsFactsOf } from './sims.ts'

/** The newest first. What is put right stands under its day, whether a time was missed or not. */
export function triedWith(memory: Memory, { calendar }: SchoolNow, pupilId: string, now: Instant): Tried[] {
  const today = dateOf(now)
  const source = morningsOf(memory, pupilId)
  const given = sanctionsOf(memory, pupilId).filter(({ state }) => state !== 'withdrawn')
  const missed = memory.ofPupil('missedEvent', pupilId)
  const points = simsFactsOf(memory, pupilId).flatMap(({ f }) => (f.set === 'behaviour' && f.type === 'behaviour' ? [f] : []))
  const newest = memory.all('simsBatch').flatMap(({ f }) => (f.set === 'behaviour' && f.state !== 'undone' && f.newest !== undefined ? [f.newest] : [])).sort().at(-1)

  const over = (days: readonly SchoolDate[], except?: string): Days => {
    const { mornings, late, notArrived } = punctualityOver(days, source)
    const isIn = (date: SchoolDate): boolean => days.includes(date)
    const last = days.at(-1)
    return {
      mornings: mornings.length, late, notArrived,
      unexplained: new Set(missed.filter(({ f }) => isIn(f.date) && missedOne(pupilId, f, missed).state === 'unexplained').map(({ f }) => `${f.what} ${f.date} ${f.session ?? ''}`)).size,
      points: last !== undefined && newest !== undefined && newest >= last ? points.filter(({ date }) => isIn(date)).reduce((sum, one) => sum + Math.abs(one.points), 0) : undefined,
      sanctions: given.filter(({ id, f }) => id !== except && isIn(f.date)).length,
    }
  }
  const daysAfter = (date: SchoolDate): SchoolDate[] => {
    const days: SchoolDate[] = []
    // Today is not over.
    for (let day = nextSchoolDay(calendar, date); day !== undefined && day < today && days.length < FOLLOWED_DAYS; day = nextSchoolDay(calendar, day)) if (isSchoolDay(calendar, day)) days.push(day)
    return days
  }
  const tried = (one: Pick<Tried, 'id' | 'on' | 'by' | 'how' | 'words'>): Tried => {
    const after = daysAfter(one.on)
    return { ...one, before: over(recentSchoolDays(calendar, one.on, FOLLOWED_DAYS).toReversed()), after: over(after, one.id), since: after.length }
  }
  const actions = standing(memory.ofPupil('dailyAction', pupilId)).filter(({ f }) => f.text.startsWith(INSTEAD))
  return [
    ...given.map(({ id, by, f }) => tried({ id, by, on: f.date, how: 'sanction', words: f.stepName })),
    ...actions.map(({ id, by, f }) => tried({ id, by, on: f.date, how: 'put-right', words: f.text.slice(INSTEAD.length) })),
    // Put right before the day's action said so too.
    ...missed.filter(({ f }) => f.type === 'put-right' && !actions.some((action) => action.f.date === dateOf(f.entered))).map(({ id, by, f }) => tried({ id, by, on: dateOf(f.entered), how: 'put-right', words: f.type === 'put-right' ? f.line : '' })),
  ].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? -1 : 1))
}
