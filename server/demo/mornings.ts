/** What happened at the morning meeting: what became of notes, and the day's line for the back of the blue report. */
import type { Arrival } from '../../src/domain/mornings/arrival.ts'
import { standing } from '../../src/domain/week/blueReport.ts'
import { dateOf } from '../../src/domain/time/clock.ts'
import { lessonsOf, say, slotsFor } from './fill.ts'
import { deckOf, seededBy } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { ACTION_LINES } from './words/actions.ts'
import type { WrittenNote } from './notes.ts'
import { CARRIED_LINES, OUTCOME_LINES, topicOf } from './words/notes.ts'

const TOPICS = Object.keys(OUTCOME_LINES) as (keyof typeof OUTCOME_LINES)[]

/** The moment of the tap that stands. */
const metAt = (arrival: Arrival): number => arrival.history.find((one) => one.id === arrival.tap)?.at ?? 0

/** Raised on the next morning the pupil came; now and then carried over once. */
export function noteOutcomeRows(mentee: Mentee, world: World, notes: readonly WrittenNote[], arrivals: readonly Arrival[]): RowOf<'noteOutcome'>[] {
  const { pupil, mentor } = mentee
  const decks = new Map(TOPICS.map((topic) => [topic, deckOf<string>(seededBy(world.seed, 'outcome lines', pupil.id, topic), OUTCOME_LINES[topic])]))
  const good = new Map(notes.map((one) => [one.row.id, one.good]))
  const lessons = lessonsOf(world.seed, pupil.id)
  return standing(notes.map((one) => one.row)).filter(({ f }) => f.raise).flatMap((note) => {
    const chance = seededBy(world.seed, 'outcome', note.id)
    const mornings = arrivals.filter((one) => one.date > dateOf(note.f.enteredAt)).slice(0, 2)
    const carried = chance.happens(0.2)
    return mornings.slice(0, carried ? 2 : 1).map((arrival, index) => {
      const over = carried && index === 0
      const slots = { ...slotsFor(chance, pupil, lessons, arrival.date), t: (lessons.find((one) => note.f.text.includes(one.teacher) || note.f.text.includes(one.subject)) ?? chance.pick(lessons)).teacher }
      const words = over ? chance.pick(CARRIED_LINES) : (decks.get(topicOf(note.f.text, good.get(note.id) ?? false))?.() ?? '')
      const f = { pupilId: pupil.id, noteId: note.id, date: arrival.date, result: over ? ('carried-over' as const) : ('discussed' as const), line: say(words, slots) }
      return { t: 'noteOutcome', id: `o.${note.id}.${index + 1}`, by: mentor.id, at: metAt(arrival) + chance.int(60, 200) * 1000, f }
    })
  })
}

export function dailyActionRows(mentee: Mentee, world: World, arrivals: readonly Arrival[]): RowOf<'dailyAction'>[] {
  const { pupil, mentor } = mentee
  const lines = deckOf(seededBy(world.seed, 'action lines', pupil.id), ACTION_LINES)
  const lessons = lessonsOf(world.seed, pupil.id)
  return arrivals.flatMap((arrival) => {
    const chance = seededBy(world.seed, 'action', pupil.id, arrival.date)
    if (!chance.happens(0.88)) return []
    const line = lines()
    const fits = arrival.minutesLateToMentor === 0 || !line.includes('punctual')
    const text = say(fits ? line : lines(), slotsFor(chance, pupil, lessons, arrival.date))
    return [{ t: 'dailyAction', id: `d.${pupil.id}.${arrival.date}`, by: mentor.id, at: metAt(arrival) + chance.int(120, 420) * 1000, f: { pupilId: pupil.id, date: arrival.date, text } }]
  })
}
