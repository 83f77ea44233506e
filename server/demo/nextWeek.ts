/** The lists of who is mentored in the following week: sent every Friday, one late, one Friday forgotten, two for next week already. */
import { addDays, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { isListed, listedAs, type Listed } from '../../src/domain/cases/nextWeekList.ts'
import type { DemoAccount, DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

const WEEKS: readonly SchoolDate[] = ['2026-11-23', '2026-11-30', '2026-12-07']
const LATE = { week: '2026-12-07', mentor: 4 }
const FORGOTTEN = { week: '2026-11-30', mentor: 6 }
/** Who is early with the list for the week to come, and whose the Lead Mentor has read. */
const EARLY = [2, 3]

export const nextWeekRows = (mentees: readonly Mentee[], world: World): DemoRow[] => world.mentors.flatMap((mentor, index) => rowsOf(mentor, index + 1, mentees.filter((one) => one.mentor.id === mentor.id), world))

function rowsOf(mentor: DemoAccount, place: number, mentees: readonly Mentee[], { lead, day }: World): DemoRow[] {
  const coming = addDays(weekBeginning(day), 7)
  const rows = (weekStart: SchoolDate, at: number, readAt: number | undefined): DemoRow[] => {
    const id = `nw.${mentor.id}.${weekStart}`
    return [
      { t: 'nextWeekList', id, by: mentor.id, at, f: { mentorId: mentor.id, weekStart, pupils: mentees.flatMap((one) => listed(one, weekStart, coming)), sentAt: at } },
      ...(readAt === undefined ? [] : [{ t: 'nextWeekSeen' as const, id: `${id}.read`, by: lead.id, at: readAt, f: { mentorId: mentor.id, listId: id, at: readAt } }]),
    ]
  }
  const past = WEEKS.filter((week) => week !== FORGOTTEN.week || place !== FORGOTTEN.mentor).flatMap((week) => {
    const isLate = week === LATE.week && place === LATE.mentor
    return rows(week, isLate ? moment(week, 494, 12) : moment(addDays(week, -3), 850 + place * 7, place * 5), moment(week, 500 + place, 20))
  })
  return EARLY.includes(place) ? [...past, ...rows(coming, moment(addDays(day, -1), 930 + place * 4), place === EARLY[0] ? moment(addDays(day, -1), 965) : undefined)] : past
}

function listed({ plan, pupil }: Mentee, weekStart: SchoolDate, coming: SchoolDate): Listed[] {
  if (plan.startedOn > addDays(weekStart, 4) || (plan.endedOn !== undefined && plan.endedOn < weekStart)) return []
  if (weekStart === coming && !isListed(plan)) return []
  if (['candidate', 'watched', 'declined'].includes(plan.state)) return []
  const fewer = plan.fewer?.some(({ from }) => from <= weekStart) ?? false
  return [{ pupilId: pupil.id, as: weekStart === coming ? listedAs(plan, fewer, weekStart) : listedAs({ state: 'active', startedOn: plan.startedOn }, fewer, weekStart) }]
}
