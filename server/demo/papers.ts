/** The paper file of the last weeks: sheets that came back and were filed, this week's that are out, one that was lost, a letter from home. */
import { schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, weekBeginning } from '../../src/domain/time/clock.ts'
import { seededBy } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { moment, previousFriday } from './times.ts'

const WEEKS = 3
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function paperRows(mentee: Mentee, world: World, targets: readonly RowOf<'target'>[]): (RowOf<'paperDocument'> | RowOf<'paperEvent'>)[] {
  const { plan, pupil, mentor } = mentee
  if (!['active', 'withdrawing', 'reopened'].includes(plan.state)) return []
  const by = mentor.id
  const rows: (RowOf<'paperDocument'> | RowOf<'paperEvent'>)[] = []
  const thisWeek = weekBeginning(world.day)
  for (let week = addDays(thisWeek, -7 * (WEEKS - 1)); week <= thisWeek; week = addDays(week, 7)) {
    const days = schoolDaysOfWeek(world.calendar, week)
    const friday = previousFriday(week)
    const [first, last] = [days[0], days.at(-1)]
    if (!first || !last || first < plan.startedOn) continue
    const chance = seededBy(world.seed, 'paper', pupil.id, week)
    const id = Array.from({ length: 16 }, () => LETTERS[chance.int(0, 31)]).join('')
    const on = friday >= plan.startedOn ? friday : first
    // What was reworded after Friday is on the screen in its second version and on the paper in its first.
    const shown = targets.filter(({ f }) => f.weekStart === week && f.result !== 'retired').slice(0, 3)
    rows.push({ t: 'paperDocument', id, by, at: moment(on, 903), f: { pupilId: pupil.id, kind: 'blue-report', title: '', direction: 'out', on, weekStart: week, targets: shown.map((target) => ({ id: target.id, version: week === thisWeek ? 1 : target.f.version })) } })
    if (week === thisWeek) continue
    const happened = (type: 'returned' | 'filed' | 'lost', minutes: number, line?: string): void => {
      const at = moment(last, minutes)
      rows.push({ t: 'paperEvent', id: `${id}.${type}`, by, at, f: { pupilId: pupil.id, documentId: id, type, on: last, entered: at, ...(line === undefined ? {} : { line }) } })
    }
    // The review that was signed in school and at home.
    if (week < addDays(thisWeek, -7) && chance.happens(0.6)) {
      const review = `paper-review.${pupil.id}.${week}`
      rows.push({ t: 'paperDocument', id: review, by, at: moment(last, 930), f: { pupilId: pupil.id, kind: 'weekly-review', title: '', direction: 'out', on: last, weekStart: week } })
      if (chance.happens(0.7)) rows.push({ t: 'paperEvent', id: `${review}.returned`, by, at: moment(addDays(last, 3), 530), f: { pupilId: pupil.id, documentId: review, type: 'returned', on: addDays(last, 3), entered: moment(addDays(last, 3), 530) } })
    }
    if (chance.happens(0.06)) happened('lost', 908, 'Left on the bus')
    else {
      happened('returned', 904)
      if (week < addDays(thisWeek, -7) || chance.happens(0.5)) happened('filed', 940, 'Blue folder')
    }
  }
  const chance = seededBy(world.seed, 'letter in', pupil.id)
  if (chance.happens(0.18)) {
    const on = addDays(world.day, -2)
    rows.push({ t: 'paperDocument', id: `letter.${pupil.id}`, by, at: moment(on, 545), f: { pupilId: pupil.id, kind: 'letter-in', title: 'Reply slip, signed', direction: 'in', on, from: 'Home' } })
  }
  return rows
}
