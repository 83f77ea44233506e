/** A review for every past week, signed with the numbers the domain computes; two mentors are behind with the last. */
import { arrivalOf, type Arrival } from '../../src/domain/mornings/arrival.ts'
import { standing } from '../../src/domain/week/blueReport.ts'
import { recordsDue, schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { expectationOn } from '../../src/domain/cases/mentorship.ts'
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import { initialsOf } from '../../src/domain/pupil.ts'
import type { SessionFacts } from '../../src/domain/week/session.ts'
import { attendedOf, sessionsOf } from '../../src/domain/week/sessionWeek.ts'
import { countScores, lessonOf, scoreId, type ScoreCount } from '../../src/domain/week/reportScore.ts'
import { DEFAULT_DESIGNS } from '../../src/domain/week/scoreScale.ts'
import { reviewId, weekNumbers, type WeeklyReview, type WeekNumbers } from '../../src/domain/week/weeklyReview.ts'
import { fill, lessonsOf, say, slotsFor, teachersFor, type Slots } from './fill.ts'
import { outcomeOf } from './mood.ts'
import { deckOf, seededBy, type Chance } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { lastSchoolDayOfWeek, momentBetween } from './times.ts'
import { LONG_COMMENT, NEXT_STEPS, OPENINGS, PLANS, PUPIL_COMMENTS, WENT_WELL } from './words/reviews.ts'

export type PupilHistory = { events: readonly RowOf<'arrivalEvent'>[]; notes: readonly RowOf<'note'>[]; actions: readonly RowOf<'dailyAction'>[]; sessions?: SessionFacts; scores?: readonly RowOf<'reportScore'>[] }

export function reviewRows(mentee: Mentee, world: World, weeks: readonly SchoolDate[], history: PupilHistory): RowOf<'weeklyReview'>[] {
  const write = writer(mentee, world)
  return weeks.filter((week) => week < weekBeginning(world.day)).flatMap((week) => {
    const chance = seededBy(world.seed, 'review', mentee.pupil.id, week)
    const signedAt = signingTime(chance, mentee, world, week)
    const numbers = numbersUntil(mentee, world, week, history, signedAt)
    const behind = isBehind(mentee, world, week, chance)
    if (behind === 'nothing') return []
    const whole: WeeklyReview = { ...write(chance, week, numbers), signed: { by: mentee.mentor.id, name: mentee.mentor.name, at: signedAt, pupilInitials: initialsOf(mentee.pupil), numbers } }
    const f = behind === 'draft' ? { ...whole, nextStep: '', actionPlan: [], signed: null } : whole
    return [{ t: 'weeklyReview' as const, id: reviewId(mentee.pupil.id, week), by: mentee.mentor.id, at: signedAt - 240_000, f }]
  })
}

/** The numbers as they stood at a moment. */
export function numbersUntil(mentee: Mentee, world: World, week: SchoolDate, history: PupilHistory, until: number): WeekNumbers {
  const inWeek = (date: SchoolDate): boolean => weekBeginning(date) === week
  const known = history.events.filter((one) => one.at <= until && inWeek(one.f.date))
  const days = schoolDaysOfWeek(world.calendar, week)
  const arrivals = days.map((date) => arrivalOf(known.filter((one) => one.f.date === date))).filter((one): one is Arrival => one !== undefined)
  return weekNumbers(days, (date) => expectationOn(mentee.expectations, date), arrivals, {
    notes: standing(history.notes.filter((one) => one.at <= until && inWeek(dateOf(one.f.occurredAt)))).length,
    dailyActions: history.actions.filter((one) => one.at <= until && inWeek(one.f.date)).length,
    ...(history.scores ? { scores: scoresUntil(mentee, days, history.scores, until) } : {}),
    ...(history.sessions ? { sessions: attendedOf(sessionsOf(week, mentee.pupil.id, { ...history.sessions, attendance: history.sessions.attendance.filter((one) => one.at <= until) }, world.calendar)) } : {}),
  })
}

function scoresUntil({ pupil }: Mentee, days: readonly SchoolDate[], rows: readonly RowOf<'reportScore'>[], until: number): ScoreCount {
  const known = new Map(rows.filter((one) => one.at <= until).map((one) => [one.id, one.f]))
  const [{ scale }] = DEFAULT_DESIGNS as [(typeof DEFAULT_DESIGNS)[number]]
  return countScores(days.flatMap((date) => DEFAULT_PERIODS.map(({ key }) => lessonOf({ date, period: key }, scale, known.get(scoreId(pupil.id, { date, period: key })), []))))
}

/** Friday after school; one in six on Monday, just before lunch ends. */
function signingTime(chance: Chance, mentee: Mentee, world: World, week: SchoolDate): number {
  const due = recordsDue(world.calendar, week, world.settings.lunchEnds)
  const prompt = mentee.mentor === world.mentors[0] || chance.happens(0.84)
  return prompt || due === undefined ? momentBetween(chance, lastSchoolDayOfWeek(world.calendar, week), 913, 958) : due - chance.int(4, 45) * 60_000
}

function isBehind({ mentor }: Mentee, world: World, week: SchoolDate, chance: Chance): 'no' | 'draft' | 'nothing' {
  if (week !== addDays(weekBeginning(world.day), -7)) return 'no'
  if (mentor === world.mentors[2]) return chance.happens(0.3) ? 'no' : chance.happens(0.5) ? 'draft' : 'nothing'
  if (mentor === world.mentors[4]) return chance.happens(0.5) ? 'no' : 'draft'
  return 'no'
}

type Draft = Omit<WeeklyReview, 'signed'>
function writer(mentee: Mentee, world: World): (chance: Chance, week: SchoolDate, numbers: WeekNumbers) => Draft {
  const { pupil } = mentee
  const lessons = lessonsOf(world.seed, pupil.id)
  const deck = <T>(name: string, cards: readonly T[]): (() => T) => deckOf(seededBy(world.seed, name, pupil.id), cards)
  const tones = (tone: 'good' | 'mixed') => ({ opening: deck(`opening ${tone}`, OPENINGS[tone]), well: deck(`well ${tone}`, WENT_WELL[tone]), comment: deck(`comment ${tone}`, PUPIL_COMMENTS[tone]) })
  const decks = { good: tones('good'), mixed: tones('mixed'), next: deck('next', NEXT_STEPS), plans: deck('plans', PLANS) }
  return (chance, week, numbers) => {
    const outcome = outcomeOf(mentee, world, week)
    const slots = (): Slots => slotsFor(chance, pupil, lessons, week)
    const tone = outcome > 0 || (outcome === 0 && chance.happens(0.5)) ? decks.good : decks.mixed
    const inPlanner = chance.happens(0.15)
    const amended = chance.happens(0.03)
    return {
      pupilId: pupil.id, weekStart: week, outcome,
      wentWell: [opening(numbers, decks), say(tone.well(), slots()), ...(chance.happens(0.4) ? [say(tone.well(), slots())] : [])].join(' '),
      nextStep: say(decks.next(), slots()),
      pupilComment: pupil.preferredName === 'Callum' && week === '2026-11-30' ? fill(LONG_COMMENT, teachersFor(lessons)) : chance.happens(0.12) ? '' : say(tone.comment(), slots()),
      actionPlan: inPlanner ? [] : Array.from({ length: chance.int(0, 3) }, () => {
        const [who, what, byWhen] = decks.plans()
        const words = slots()
        return { who: who === 'P' ? pupil.preferredName : who === 'M' ? mentee.mentor.name : who === 'PC' ? 'Home' : (words['t'] ?? ''), what: say(what, words), byWhen: fill(byWhen, words), done: week < '2026-11-30' && chance.happens(0.8) }
      }),
      planInPlanner: inPlanner, version: amended ? 2 : 1, ...(amended ? { amendedReason: 'Teacher’s reply came after sign-off' } : {}),
    }
  }

  function opening({ onTime, expectedMornings }: WeekNumbers, from: typeof decks): string {
    if (expectedMornings < 3) return onTime === expectedMornings ? 'On time each morning expected.' : 'A short week of mornings.'
    const template = onTime / expectedMornings >= 0.75 ? from.good.opening() : from.mixed.opening()
    return fill(template, { n: pupil.preferredName, on: String(onTime), of: String(expectedMornings) })
  }
}
