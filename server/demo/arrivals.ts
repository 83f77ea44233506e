/** Every morning a pupil was expected and came: the tap as the tablet would have kept it, and now and then its correction. */
import type { Arrived } from '../../src/domain/mornings/arrival.ts'
import { isExpected, expectationOn } from '../../src/domain/cases/mentorship.ts'
import { daysBetween, minutesFromTime, timeFromMinutes, weekBeginning, weekdayOf, type SchoolDate } from '../../src/domain/time/clock.ts'
import { proposeMark } from '../../src/domain/mornings/registration.ts'
import { progressOf } from './mood.ts'
import { seededBy, type Chance } from './seeded.ts'
import type { DemoAccount, Mentee, RowOf, World } from './shape.ts'
import { moment, schoolDaysBetween } from './times.ts'
import { AMENDMENT_REASONS, LATE_REASONS } from './words/desk.ts'

type EventRow = RowOf<'arrivalEvent'>
/** What each mentor's tablet is ahead of the true time, in ms. The fourth has not met the server since 30 November. */
const AHEAD = [400, -1_200, 8_000, 21_000, -300, 2_500]

export const expectedDays = ({ expectations, plan }: Mentee, { calendar, day }: World): SchoolDate[] =>
  schoolDaysBetween(calendar, plan.startedOn, day).filter((date) => isExpected(expectationOn(expectations, date), date))

export const arrivalRows = (mentee: Mentee, world: World): EventRow[] =>
  expectedDays(mentee, world).flatMap((date) => morning(mentee, world, date, seededBy(world.seed, 'arrival', mentee.pupil.id, date)))

function morning(mentee: Mentee, world: World, date: SchoolDate, chance: Chance): EventRow[] {
  const expectedAt = expectationOn(mentee.expectations, date)?.time ?? world.settings.registerStart
  const minutes = Math.max(495, minutesFromTime(expectedAt) + minutesAfterTime(mentee, world, date, chance))
  const wrongTap = chance.happens(0.006)
  const marker = chance.happens(0.06) ? chance.pick(world.mentors) : mentee.mentor
  const tap = (at: number, by: DemoAccount, id: string, waited = 0): EventRow => tapRow(mentee, world, date, expectedAt, { at, by, id, waited, seconds: chance.int(0, 59), reason: chance.happens(0.45) && at > minutesFromTime(expectedAt) ? reasonOn(mentee, world, date) : undefined })
  const id = `a.${mentee.pupil.id}.${date}`
  const key = { pupilId: mentee.pupil.id, date, session: 'am' as const }
  if (isAway(mentee, world, date)) {
    if (!chance.happens(0.06)) return []
    const wrong = tap(minutesFromTime(expectedAt) - 1, marker, `${id}.x`)
    return [wrong, { t: 'arrivalEvent', id: `${id}.w`, by: marker.id, at: wrong.at + 1_500_000, f: { type: 'withdrawn', ...key, reason: 'Marked in error: another pupil of the same form', name: marker.name, role: marker.role } }]
  }
  const rows: EventRow[] = []
  if (wrongTap) {
    const wrong = tap(minutes - 2, marker, `${id}.x`)
    rows.push(wrong, { t: 'arrivalEvent', id: `${id}.u`, by: marker.id, at: wrong.at + chance.int(3, 9) * 1000, f: { type: 'undone', ...key, event: wrong.id } })
  }
  const arrived = tap(minutes, marker, id, chance.happens(0.05) ? chance.int(2, 5) : 0)
  rows.push(arrived)
  if (chance.happens(0.012)) rows.push(tap(minutes + 1, chance.pick(world.mentors.filter((one) => one.id !== marker.id)), `${id}.2`))
  return [...rows, ...afterwards(arrived, mentee, world, chance)]
}

function tapRow(mentee: Mentee, world: World, date: SchoolDate, expectedAt: string, how: { at: number; by: DemoAccount; id: string; waited: number; seconds: number; reason: string | undefined }): EventRow {
  const at = timeFromMinutes(how.at)
  const { mark, minutesLate, minutesLateToMentor } = proposeMark(at, expectedAt, world.settings)
  const place = world.mentors.indexOf(how.by)
  const skewKnown = !(place === 3 && date >= '2026-11-30')
  const deviceTime = moment(date, how.at + how.waited, Math.min(how.seconds, 35)) + (skewKnown ? (AHEAD[place] ?? 0) : 0)
  const estimatedTrueTime = skewKnown ? deviceTime - (AHEAD[place] ?? 0) : deviceTime
  const f: Arrived = {
    type: 'arrived', pupilId: mentee.pupil.id, date, session: 'am', at, deviceTime, estimatedTrueTime, skewKnown, expectedAt, mark, minutesLate, minutesLateToMentor,
    ...(how.reason === undefined ? {} : { reason: how.reason }),
  }
  return { t: 'arrivalEvent', id: how.id, by: how.by.id, at: estimatedTrueTime, f }
}

/** The office confirms most `U`s the same morning; a mentor who looked again amends, and says why. */
function afterwards(tap: EventRow, mentee: Mentee, world: World, chance: Chance): EventRow[] {
  if (tap.f.type !== 'arrived') return []
  const { pupilId, date, session, mark, at, expectedAt } = tap.f
  const key = { pupilId, date, session }
  if (mark === 'U') {
    if (!chance.happens(0.85)) return []
    return [{ t: 'arrivalEvent', id: `${tap.id}.c`, by: world.office.id, at: moment(date, chance.int(600, 645)), f: { type: 'confirmed', ...key, mark, name: world.office.name, role: world.office.role } }]
  }
  const afterSignOff = isAmendedAfterSignOff(mentee, date)
  const afterEntry = isAmendedAfterEntry(mentee, date)
  if (mark !== 'L' || !(afterSignOff || afterEntry || chance.happens(0.07))) return []
  const to = afterEntry ? '08:44' : timeFromMinutes(Math.max(minutesFromTime(world.settings.registerStart) - 1, minutesFromTime(at) - chance.int(2, 6)))
  const proposed = proposeMark(to, expectedAt, world.settings)
  const who = afterSignOff || (!afterEntry && chance.happens(0.5)) ? world.lead : mentee.mentor
  const f: EventRow['f'] = {
    type: 'amended', ...key, from: { mark, at }, reason: chance.pick(AMENDMENT_REASONS), name: who.name, role: who.role,
    to: { mark: proposed.mark, at: to, minutesLate: proposed.minutesLate, minutesLateToMentor: proposed.minutesLateToMentor },
  }
  return [{ t: 'arrivalEvent', id: `${tap.id}.m`, by: who.id, at: afterSignOff ? moment('2026-12-07', 850) : moment(date, chance.int(570, 640)), f }]
}

/** One mark of the last signed week was corrected after its review was signed, so that the review can say so. */
const isAmendedAfterSignOff = (mentee: Mentee, date: SchoolDate): boolean => mentee.plan.preferredName === 'Ayomide' && weekBeginning(date) === '2026-11-30'

/** The mark of the day before the demo day that was amended when it stood in SIMS already. */
const isAmendedAfterEntry = ({ plan }: Mentee, date: SchoolDate): boolean => plan.preferredName === 'Alfie' && date === '2026-12-09'

/** Four in a hundred mornings, most of them a spell of a day or two. */
function isAway({ pupil }: Mentee, { seed }: World, date: SchoolDate): boolean {
  const spell = seededBy(seed, 'spell', pupil.id, weekBeginning(date))
  const from = spell.int(1, 5)
  const length = spell.happens(0.13) ? spell.int(1, 2) : 0
  return weekdayOf(date) >= from && weekdayOf(date) < from + length
}

const LATE: Record<Mentee['plan']['habit'], (progress: number) => number> = {
  punctual: () => 0.03, steady: () => 0.07, mostly: () => 0.14, 'often-late': () => 0.44,
  improving: (progress) => 0.55 - 0.5 * progress, slipping: (progress) => 0.05 + 0.35 * progress,
}

/** Minutes after the time expected: mostly a few before, on a late morning one to fifteen after, rarely past the close. */
function minutesAfterTime({ plan }: Mentee, world: World, date: SchoolDate, chance: Chance): number {
  const late = LATE[plan.habit](progressOf(plan, world, date)) * (weekdayOf(date) === 1 ? 1.4 : 1)
  if (plan.preferredName === 'Ayomide' && date === '2026-12-02') return 4
  if (!chance.happens(late)) return -Math.min(9, Math.round(Math.abs(chance.around(2.5, 2))))
  if (chance.happens(0.04)) return chance.int(47, 70)
  return Math.min(24, 1 + Math.floor(-Math.log(1 - chance.next()) * 5))
}

/** Each pupil goes through the reasons in an order of their own, so that no week repeats one. */
function reasonOn({ pupil }: Mentee, { seed }: World, date: SchoolDate): string | undefined {
  return seededBy(seed, 'reasons', pupil.id).shuffled(LATE_REASONS)[daysBetween('2026-01-01', date) % LATE_REASONS.length]
}
