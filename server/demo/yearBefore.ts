/**
 * What the demo school knows of the time before this term, for whoever asks whether mentoring helps: exports of last year,
 * and pupils whose mentoring has ended long enough ago to be looked back to.
 */
import { createHash } from 'node:crypto'
import { addDays, instantAt, weekdayOf, type SchoolDate } from '../../src/domain/time/clock.ts'
import { markedOf, simsFactId, type SimsFact } from '../../src/domain/school/sims.ts'
import { proposeMark } from '../../src/domain/mornings/registration.ts'
import { scoreId } from '../../src/domain/week/reportScore.ts'
import { CASES } from './cases.ts'
import { seededBy } from './seeded.ts'
import type { CasePlan, DemoAccount, DemoRow, Mentee, RollPupil, World } from './shape.ts'
import { attendanceOf, TAKEN_UNTIL } from './sims.ts'
import { moment, schoolDaysBetween } from './times.ts'

const LAST_YEAR: SchoolDate = '2025-09-03'
const THIS_YEAR: SchoolDate = '2026-09-03'
const TAKEN = moment('2026-11-20', 15 * 60 + 40)
const BATCHES = { attendance: 'sims.attendance.0', behaviour: 'sims.behaviour.0' } as const
const REASONS = ['Talking over the teacher', 'Refused an instruction', 'Homework not handed in', 'Late to lesson'] as const

/** Whose mentoring has ended: years 8 to 11, one from each form in turn, with first names nobody else in mentoring has. */
type Earlier = { pupil: RollPupil; mentor: DemoAccount; startedOn: SchoolDate; endedOn: SchoolDate; reason: string; endReason: string }
const ENDED: readonly [startedOn: SchoolDate, endedOn: SchoolDate, reason: string, endReason: string][] = [
  ['2025-11-10', '2026-02-06', 'Fourteen behaviour points in a month.', 'Good progress: support is no longer needed. Two points since Christmas.'],
  ['2025-11-17', '2026-03-06', 'Late on most mornings.', 'Good progress: support is no longer needed. On time for five weeks.'],
  ['2025-11-24', '2026-03-20', 'Homework missing in five subjects.', 'Good progress: support is no longer needed'],
  ['2026-01-12', '2026-03-27', 'Upset after a change of class.', 'Good progress: support is no longer needed. Settled with new friends.'],
  ['2026-01-12', '2026-04-24', 'Eleven behaviour points in three weeks.', 'Other support takes over. The learning support team sees her twice a week.'],
  ['2026-01-19', '2026-05-08', 'Attendance below 88%.', 'Good progress: support is no longer needed. Attendance above 94% since February.'],
  ['2026-01-26', '2026-05-15', 'Walks out of lessons.', 'Pupil or home would rather not go on'],
  ['2026-02-02', '2026-05-22', 'Two grades below target in three subjects.', 'Good progress: support is no longer needed'],
  ['2026-02-09', '2026-06-12', 'Late and without equipment.', 'Good progress: support is no longer needed'],
  ['2026-03-02', '2026-06-26', 'Behaviour points in practical lessons.', 'Moves to another school'],
  ['2026-03-09', '2026-07-03', 'Needs a plan for coursework.', 'Good progress: support is no longer needed'],
]

function earlierOf(roll: readonly RollPupil[], { mentors }: World): Earlier[] {
  const known = new Set(CASES.map(({ preferredName }) => preferredName))
  const free = roll.filter(({ preferredName, year }) => year >= 8 && !known.has(preferredName))
  const taken = new Set<string>()
  return ENDED.flatMap(([startedOn, endedOn, reason, endReason], index) => {
    const from = free.filter((_, at) => at % ENDED.length === index).find(({ preferredName }) => !taken.has(preferredName))
    const mentor = mentors[index % mentors.length]
    if (!from || !mentor) return []
    taken.add(from.preferredName)
    return [{ pupil: from, mentor, startedOn, endedOn, reason, endReason }]
  })
}

export const earlierPupils = (roll: readonly RollPupil[], world: World): RollPupil[] => earlierOf(roll, world).map(({ pupil }) => pupil)

/** The day on which the year groups moved on. */
const TURNED: SchoolDate = '2026-07-20'

export function yearBeforeRows(mentees: readonly Mentee[], roll: readonly RollPupil[], world: World): DemoRow[] {
  const ended = earlierOf(roll, world)
  const told = [
    ...mentees.flatMap(({ pupil, plan }) => factsOf(pupil, world, spanOf(plan), plan.endedOn === undefined && isThoughtOf(plan))),
    ...ended.flatMap((one) => factsOf(one.pupil, world, { from: one.startedOn, until: one.endedOn })),
  ]
  const ids = markedOf(told).map((mark) => simsFactId(createHash('sha256').update(mark).digest().subarray(0, 16).toString('base64url')))
  const by = world.lead.id
  return [
    ...(['attendance', 'behaviour'] as const).map((set): DemoRow => ({ t: 'simsBatch', id: BATCHES[set], by, at: TAKEN, f: { set, state: 'complete', rows: told.filter((one) => one.set === set).length, taken: told.filter((one) => one.set === set).length, newest: '2026-11-20', columns: { upn: 'UPN' } } })),
    ...told.map((f, index): DemoRow => ({ t: 'simsFact', id: ids[index] ?? '', by, at: TAKEN, f })),
    // Looked at then, so that what is years old is nobody's news.
    ...mentees.map(({ pupil, mentor }): DemoRow => ({ t: 'simsCheck', id: `simscheck.${pupil.id}.0`, by: mentor.id, at: TAKEN + 600_000, f: { pupilId: pupil.id, date: '2026-11-20' } })),
    ...ended.flatMap((one) => endedRows(one, world)),
    // Whoever was mentored before the summer was in the year below then.
    ...mentees.filter(({ plan, pupil }) => (plan.before?.startedOn ?? plan.startedOn) < TURNED && pupil.year > 7).map(({ pupil: { id, year, form } }): DemoRow => ({ t: 'yearTurn', id: `turn.${id}`, by, at: moment(TURNED, 10 * 60), f: { pupilId: id, schoolYear: 2026, on: TURNED, was: { year: year - 1, form: form.replace(String(year), String(year - 1)) }, now: { year, form } } })),
  ]
}

/** Looked at more closely, so their exports are weekly. */
const isThoughtOf = ({ state }: CasePlan): boolean => ['candidate', 'watched', 'declined'].includes(state)
type Mentored = { from: SchoolDate; until: SchoolDate | undefined }
const spanOf = ({ before, startedOn, endedOn }: CasePlan): Mentored => ({ from: before?.startedOn ?? startedOn, until: endedOn })

/** More goes wrong before mentoring than while it lasts, and a little comes back afterwards. */
const share = (date: SchoolDate, { from, until }: Mentored): number => (date < from ? 1.9 : until !== undefined && date > until ? 1.1 : 0.8)

function factsOf(pupil: RollPupil, world: World, mentored: Mentored, isWeekly = false): SimsFact[] {
  const first = [addDays(mentored.from, -75), LAST_YEAR].sort().at(-1) ?? LAST_YEAR
  const last = [addDays(mentored.until ?? TAKEN_UNTIL, 150), TAKEN_UNTIL].sort()[0] ?? TAKEN_UNTIL
  const chance = seededBy(world.seed, 'earlier', pupil.id)
  const often = 0.5 + chance.next()
  const points = schoolDaysBetween(world.calendar, first, '2026-08-01').flatMap((date): SimsFact[] => {
    const day = seededBy(world.seed, 'earlier', pupil.id, date)
    return day.happens(0.06 * often * share(date, mentored)) ? [{ set: 'behaviour', pupilId: pupil.id, batch: BATCHES.behaviour, date, type: 'behaviour', reason: day.pick(REASONS), lesson: day.pick(['English', 'Maths', 'Science']), points: -day.int(1, 3), by: day.pick(['Mr Hall', 'Ms Reed', 'Mrs Venkat']) }] : []
  })
  return [...points, ...fortnights(pupil, world, mentored, LAST_YEAR, '2026-07-17', first, last, isWeekly), ...fortnights(pupil, world, mentored, THIS_YEAR, addDays(TAKEN_UNTIL, -7), first, last, isWeekly)]
}

/** An attendance export every second Friday, each adding up from the first day of that year. */
function fortnights(pupil: RollPupil, world: World, mentored: Mentored, from: SchoolDate, until: SchoolDate, first: SchoolDate, last: SchoolDate, isWeekly: boolean): SimsFact[] {
  const rate = seededBy(world.seed, 'earlier attendance', pupil.id).around(0.06, 0.03)
  const days = schoolDaysBetween(world.calendar, from, addDays(until, 1))
  // What was taken in of this term says how much was missed in all; here only how it fell.
  const whole = from === THIS_YEAR ? attendanceOf(pupil, world, TAKEN_UNTIL) : undefined
  const sum = { absent: 0, late: 0, weight: 0 }
  const weight = schoolDaysBetween(world.calendar, from, addDays(TAKEN_UNTIL, 1)).reduce((total, date) => total + share(date, mentored), 0)
  const rows: SimsFact[] = []
  days.forEach((date, at) => {
    const day = seededBy(world.seed, 'earlier day', pupil.id, date)
    sum.weight += share(date, mentored)
    sum.absent += day.happens(Math.max(0.01, rate) * share(date, mentored)) ? 2 : 0
    sum.late += day.happens(0.09 * share(date, mentored)) ? 1 : 0
    const isExport = weekdayOf(date) === 5 && (isWeekly || Math.floor(at / 5) % 2 === 1)
    if (!isExport || date < first || date > last) return
    const possible = (at + 1) * 2
    const absent = Math.min(possible, whole ? Math.round(((whole.possible - whole.present) * sum.weight) / weight) : sum.absent)
    const late = whole ? Math.round((whole.late * sum.weight) / weight) : sum.late
    rows.push({ set: 'attendance', pupilId: pupil.id, batch: BATCHES.attendance, from, to: date, possible, present: possible - absent, authorised: absent, unauthorised: 0, late })
  })
  return rows
}

/** Light, as a school keeps it: who, with whom, and of the first and last weeks each morning and one lesson. */
function endedRows({ pupil, mentor, startedOn, endedOn, reason, endReason }: Earlier, world: World): DemoRow[] {
  const { id, preferredName, surname, form, year, legalForename, legalSurname, tutor, sen, pupilPremium, eal, lookedAfter } = pupil
  const added = { by: world.lead.id, at: instantAt(startedOn, '14:20') }
  const days = schoolDaysBetween(world.calendar, startedOn, addDays(endedOn, 1))
  return [
    { t: 'deskPupil', id, f: { preferredName, surname, form, year }, ...added },
    { t: 'pupil', id, f: { legalForename, legalSurname, tutor, sen, pupilPremium, eal, lookedAfter }, ...added },
    { t: 'mentorship', id: `m.${id}.earlier`, f: { pupilId: id, mentorId: mentor.id, state: 'closed', reason, startedOn, endedOn, endReason }, ...added },
    { t: 'expectation', id: `x.${id}.earlier`, f: { pupilId: id, mentorId: mentor.id, from: startedOn, until: endedOn, time: '08:45', weekdays: [1, 2, 3, 4, 5] }, ...added },
    // The Lead Mentor has looked back to each of them.
    ...[6, 12].map((weeks): DemoRow => {
      const at = instantAt(addDays(endedOn, weeks * 7), '14:20')
      return { t: 'closingEvent', id: `closing.${id}.${weeks}`, by: world.lead.id, at, f: { type: 'follow-up', pupilId: id, mentorshipId: `m.${id}.earlier`, at, weeks, how: 'well', line: 'Seen with the tutor: goes on well.' } }
    }),
    ...[...days.slice(0, 10), ...days.slice(-10)].flatMap((date, at): DemoRow[] => {
      const day = seededBy(world.seed, 'earlier morning', id, date)
      const late = day.happens(at < 10 ? 0.5 : 0.2) ? day.int(1, 14) : -day.int(1, 6)
      const time = `08:${String(45 + late).padStart(2, '0')}`
      const { mark, minutesLate, minutesLateToMentor } = proposeMark(time, '08:45', world.settings)
      const tapped = instantAt(date, time)
      const period = day.pick(['P2', 'P3', 'P4'])
      const cell = { date, period }
      return [
        { t: 'reportScore', id: scoreId(id, cell), by: mentor.id, at: tapped + 86_400_000, f: { pupilId: id, ...cell, said: { mark: day.happens(at < 10 ? 0.5 : 0.75) ? '2' : '3' }, initials: 'HL' } },
        { t: 'arrivalEvent', id: `a.${id}.${date}`, by: mentor.id, at: tapped, f: { type: 'arrived', pupilId: id, date, session: 'am', at: time, deviceTime: tapped, estimatedTrueTime: tapped, skewKnown: true, expectedAt: '08:45', mark, minutesLate, minutesLateToMentor } },
      ]
    }),
  ]
}
