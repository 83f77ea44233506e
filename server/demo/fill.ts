/** Puts a pupil's own subjects, teachers and work into the words, so that no two pupils read alike. */
import type { SchoolDate } from '../../src/domain/time/clock.ts'
import { seededBy, type Chance } from './seeded.ts'
import type { RollPupil } from './shape.ts'
import { SUBJECTS } from './staff.ts'
import { nextWeekdayWord, PERIODS } from './times.ts'

export type Slots = Readonly<Record<string, string>>
type Lesson = { subject: string; teacher: string; tasks: readonly string[] }

/** The nine subjects a pupil has, each with the same teacher all year. */
export function lessonsOf(seed: number, pupilId: string): Lesson[] {
  const chance = seededBy(seed, 'lessons', pupilId)
  const core = SUBJECTS.slice(0, 3)
  return [...core, ...chance.shuffled(SUBJECTS.slice(3)).slice(0, 6)].map(({ name, teachers, tasks }) => ({ subject: name, teacher: chance.pick(teachers), tasks }))
}

/** A pupil's teacher of each subject, by its name; for a subject the pupil does not have, the first there is. */
export const teachersFor = (lessons: readonly Lesson[]): Slots =>
  Object.fromEntries([...SUBJECTS.map(({ name, teachers }) => [name, teachers[0] ?? ''] as const), ...lessons.map(({ subject, teacher }) => [subject, teacher] as const)])

export function slotsFor(chance: Chance, pupil: RollPupil, lessons: readonly Lesson[], date: SchoolDate, more: Slots = {}): Slots {
  const [first, second] = chance.shuffled(lessons)
  if (!first || !second) throw new Error('A pupil has lessons')
  const girl = pupil.sex === 'F'
  return {
    n: pupil.preferredName, s: first.subject, t: first.teacher, task: chance.pick(first.tasks), s2: second.subject, p: chance.pick(PERIODS).name,
    day: nextWeekdayWord(date), k: String(chance.int(2, 4)),
    he: girl ? 'she' : 'he', He: girl ? 'She' : 'He', his: girl ? 'her' : 'his', him: girl ? 'her' : 'him', himself: girl ? 'herself' : 'himself', ...more,
  }
}

export const fill = (template: string, slots: Slots): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = slots[name]
    if (word === undefined) throw new Error(`No word for {${name}}`)
    return word
  })

/** The same for whole sentences, each of which begins with a capital. */
export const say = (template: string, slots: Slots): string =>
  fill(template, slots).replaceAll(/(^|[.!?] |^“|: “)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('en-GB'))
