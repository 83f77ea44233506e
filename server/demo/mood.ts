/** How a pupil's weeks go, −2 to +2: from the habit, where the mentoring has got to, and chance. */
import { daysBetween, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import type { Outcome } from '../../src/domain/week/weeklyReview.ts'
import { seededBy } from './seeded.ts'
import type { CasePlan, Mentee, World } from './shape.ts'

/** 0 as this term's mentoring began, 1 on the demo day. */
export function progressOf(plan: CasePlan, world: World, date: SchoolDate): number {
  const from = plan.startedOn > '2026-09-03' ? plan.startedOn : '2026-09-03'
  const whole = Math.max(1, daysBetween(from, plan.endedOn ?? world.day))
  return Math.min(1, Math.max(0, daysBetween(from, date) / whole))
}

const LEVEL: Record<CasePlan['habit'], (progress: number) => number> = {
  punctual: () => 0.9, steady: () => 0.5, mostly: () => 0.2, 'often-late': (progress) => -0.5 + 0.5 * progress,
  improving: (progress) => -0.9 + 2.2 * progress, slipping: (progress) => 0.7 - 1.5 * progress,
}

export function moodOf({ plan, pupil }: Mentee, world: World, date: SchoolDate): number {
  const week = weekBeginning(date)
  const noise = seededBy(world.seed, 'mood', pupil.id, week).around(0, 0.7)
  return Math.min(2, Math.max(-2, LEVEL[plan.habit](progressOf(plan, world, week)) + noise))
}

export const outcomeOf = (mentee: Mentee, world: World, week: SchoolDate): Outcome =>
  (Math.min(2, Math.max(-2, Math.round(moodOf(mentee, world, week) * 1.15))) + 0) as Outcome // never −0
