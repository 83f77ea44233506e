/** What pupils who come at 8.30 had ready: looked at on most mornings, a few before the earlier start and better since. */
import { minutesFromTime } from '../../src/domain/time/clock.ts'
import { START_ITEMS } from '../../src/domain/cases/startCheck.ts'
import { seededBy } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'

const LOOKED_BEFORE = 10

export function startCheckRows({ plan, pupil, mentor }: Mentee, world: World, arrivals: readonly RowOf<'arrivalEvent'>[]): RowOf<'startCheck'>[] {
  const { earlyFrom } = plan
  if (earlyFrom === undefined) return []
  const mornings = arrivals.flatMap(({ f, at }) => (f.type === 'arrived' && f.session === 'am' && f.date < world.day && minutesFromTime(f.at) < minutesFromTime(world.settings.registerClose) ? [{ date: f.date, at }] : []))
  const days = [...new Map(mornings.map((one) => [one.date, one])).values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  const looked = [...days.filter(({ date }) => date < earlyFrom).slice(-LOOKED_BEFORE), ...days.filter(({ date }) => date >= earlyFrom)]
  return looked.flatMap(({ date, at }) => {
    const chance = seededBy(world.seed, 'ready', pupil.id, date)
    const isEarly = date >= earlyFrom
    if (!chance.happens(isEarly ? 0.85 : 0.5)) return []
    return [{ t: 'startCheck', id: `sc.${pupil.id}.${date}`, by: mentor.id, at: at + 60_000, f: { pupilId: pupil.id, date, ready: START_ITEMS.filter(() => chance.happens(isEarly ? 0.93 : 0.7)) } }]
  })
}
