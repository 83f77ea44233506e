/** The demo school's two-week timetable: the nine subjects of a pupil over the periods of a week, two lessons of which change from week to week. */
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import { inTimetableOrder, type Lesson } from '../../src/domain/time/timetable.ts'
import { lessonsOf } from './fill.ts'
import { seededBy } from './seeded.ts'
import type { Mentee } from './shape.ts'
import { SUBJECTS } from './staff.ts'

const WEEKDAYS = [1, 2, 3, 4, 5]
const CORE_LESSONS = 4
const OTHER_LESSONS = 2

export function timetableFor(seed: number, pupilId: string): Lesson[] {
  const chance = seededBy(seed, 'timetable', pupilId)
  const subjects = lessonsOf(seed, pupilId)
  const [english, ...rest] = subjects
  if (!english) throw new Error('A pupil has lessons')
  const all = [english, ...[english, ...rest].flatMap((one, at) => Array.from({ length: at < 3 ? CORE_LESSONS : OTHER_LESSONS }, () => one))]
  // Dealt out day by day, so that nothing comes twice on one day.
  const days = WEEKDAYS.map((weekday, at) => ({ weekday, taught: chance.shuffled(all.filter((_, index) => index % WEEKDAYS.length === at)) }))
  const slots = days.flatMap(({ weekday, taught }) => DEFAULT_PERIODS.map(({ key }, at) => ({ weekday, period: key, one: taught[at] ?? english })))
  const others = subjects.slice(3)
  let changes = 2
  return inTimetableOrder(slots.flatMap(({ one, ...slot }): Lesson[] => {
    const lesson = ({ subject, teacher }: typeof one): Omit<Lesson, 'week'> => ({ ...slot, subject, teacher, room: roomOf(subject) })
    const other = others.find(({ subject }) => subject !== one.subject)
    if (changes === 0 || !other || !others.includes(one)) return [lesson(one)]
    changes--
    return [{ ...lesson(one), week: 'A' }, { ...lesson(other), week: 'B' }]
  }))
}

const roomOf = (subject: string): string => {
  const place = SUBJECTS.findIndex(({ name }) => name === subject)
  return subject === 'PE' ? 'Sports hall' : `${subject.charAt(0)}${(place % 7) + 1}`
}

/** Who has just come into mentoring was not yet in it when the export was taken in; the file in demo/ has them. */
export const hasTimetable = ({ plan }: Mentee): boolean => !['candidate', 'watched', 'declined', 'agreed', 'preparing'].includes(plan.state)
