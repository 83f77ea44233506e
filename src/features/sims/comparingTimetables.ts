/** A timetable is compared whole: what a pupil has in this export takes the place of what stood there. */
import { groupBy } from '../../domain/group.ts'
import { inTimetableOrder, LESSON_LIMITS, type Lesson } from '../../domain/time/timetable.ts'
import type { Problem, ReadRow } from './reading.ts'

/** As it stands here. */
export type KnownTimetable = { pupilId: string; lessons: readonly Lesson[] }
type Of = { pupil: { id: string }; row: ReadRow }
type Plan = { problems: Problem[]; before: number; timetables: { pupilId: string; lessons: Lesson[] }[] }

export function compareTimetables(found: readonly Of[], known: readonly KnownTimetable[], plan: Plan): void {
  const stands = new Map(known.map(({ pupilId, lessons }) => [pupilId, textOf(lessons)]))
  for (const [pupilId, of] of groupBy(found, ({ pupil }) => pupil.id)) {
    const lessons = lessonsOf(of, plan)
    if (stands.get(pupilId) === textOf(lessons)) plan.before += of.length
    else if (lessons.length > 0) plan.timetables.push({ pupilId, lessons })
  }
}

function lessonsOf(of: readonly Of[], plan: Plan): Lesson[] {
  const slots = new Map<string, Lesson>()
  for (const { row } of of) {
    if (row.told.set !== 'timetable') continue
    const { lesson } = row.told
    const slot = [lesson.weekday, lesson.period, lesson.week ?? ''].join('|')
    const there = slots.get(slot)
    if (!there && slots.size < LESSON_LIMITS.lessons) slots.set(slot, lesson)
    else if (there?.subject === lesson.subject) slots.set(slot, { ...there, teacher: both(there.teacher, lesson.teacher, LESSON_LIMITS.teacher), room: both(there.room, lesson.room, LESSON_LIMITS.room) })
    else plan.problems.push({ line: row.line, text: there ? `${there.subject} and ${lesson.subject} are at the same time; the first was taken.` : 'More lessons than a timetable can have; this one was left out.' })
  }
  return inTimetableOrder([...slots.values()])
}

/** Two teachers share a class, or it has two rooms. */
const both = (one: string, more: string, most: number): string => (more === '' || one.split(' & ').includes(more) ? one : [one, more].filter((part) => part !== '').join(' & ').slice(0, most))
const textOf = (lessons: readonly Lesson[]): string => JSON.stringify(inTimetableOrder(lessons).map(({ week, weekday, period, subject, teacher, room }) => [week ?? '', weekday, period, subject, teacher, room]))
