/** Two or three targets a week, agreed on the Friday before; those of the demo week are open. */
import type { Arrival } from '../../src/domain/mornings/arrival.ts'
import { isSchoolDay } from '../../src/domain/time/calendar.ts'
import { addDays, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { targetSentence, type Target } from '../../src/domain/week/target.ts'
import { fill, lessonsOf, say, slotsFor } from './fill.ts'
import { moodOf } from './mood.ts'
import { deckOf, seededBy, type Chance } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { lastSchoolDayOfWeek, moment, previousFriday } from './times.ts'
import { ARRIVAL_TARGET, SCORES_TARGET, TARGET_PLANS, type TargetPlan } from './words/targets.ts'

/** `weeks`: the mornings on which the pupil was expected, by the Monday of their week. */
export function targetRows(mentee: Mentee, world: World, weeks: ReadonlyMap<SchoolDate, readonly SchoolDate[]>, arrivals: readonly Arrival[]): RowOf<'target'>[] {
  const { pupil, mentor, plan } = mentee
  const plans = deckOf(seededBy(world.seed, 'target words', pupil.id), TARGET_PLANS)
  const lessons = lessonsOf(world.seed, pupil.id)
  return [...weeks].flatMap(([week, days]) => {
    const chance = seededBy(world.seed, 'targets', pupil.id, week)
    const friday = previousFriday(week)
    const agreedOn = friday >= plan.startedOn && isSchoolDay(world.calendar, friday) ? moment(friday, 893) : moment(days[0] ?? week, 538)
    return Array.from({ length: chance.int(2, 3) }, (_, index) => {
      const words = plans()
      const slots = slotsFor(chance, pupil, lessons, week)
      const enough = words.thresholds.length === 0 ? undefined : Math.min(chance.pick(words.thresholds), words === ARRIVAL_TARGET ? days.length : 1000)
      const f: Target = {
        pupilId: pupil.id, weekStart: week, behaviour: fill(words.behaviour, slots), measure: words.measure, ...(enough === undefined ? {} : { threshold: enough }),
        scope: fill(words.scope, slots), by: lastSchoolDayOfWeek(world.calendar, week), source: say(words.source, slots), pupilWording: fill(words.pupilWording, slots),
        result: week >= weekBeginning(world.day) ? 'open' : resultOf(words, enough, chance, mentee, world, week, arrivals), version: 1, ...evidenceOf(words),
      }
      if (chance.happens(0.06)) {
        f.version = 2
        f.earlier = [{ version: 1, sentence: targetSentence({ ...f, scope: 'this week' }), pupilWording: f.pupilWording, by: f.by, until: agreedOn + 240_000, who: mentor.id }]
      }
      return { t: 'target' as const, id: `t.${pupil.id}.${week}.${index + 1}`, by: mentor.id, at: agreedOn + index * 70_000, f }
    })
  })
}

const evidenceOf = (words: TargetPlan): Pick<Target, 'evidence'> => (words === ARRIVAL_TARGET ? { evidence: 'arrivals' } : words === SCORES_TARGET ? { evidence: 'scores' } : {})

function resultOf(words: TargetPlan, enough: number | undefined, chance: Chance, mentee: Mentee, world: World, week: SchoolDate, arrivals: readonly Arrival[]): Target['result'] {
  if (words === ARRIVAL_TARGET) {
    const onTime = arrivals.filter((one) => one.date >= week && one.date < addDays(week, 7) && one.minutesLateToMentor === 0).length
    return onTime >= (enough ?? 0) ? 'met' : onTime + 1 === enough ? 'partly' : 'not-met'
  }
  const reached = chance.next() + 0.18 * moodOf(mentee, world, week)
  return reached > 0.45 ? 'met' : reached > 0.2 ? 'partly' : chance.happens(0.1) ? 'retired' : 'not-met'
}
