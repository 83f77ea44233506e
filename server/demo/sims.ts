/**
 * The demo school's own system: what an export of it says of every pupil on roll, and those exports that were taken in
 * before the demo day. The files in demo/ are written from the same, a week further on.
 */
import { createHash } from 'node:crypto'
import { addDays, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { markedOf, simsFactId, type SimsAttendance, type SimsEntry, type SimsFact, type SimsGrade, type SimsSet } from '../../src/domain/school/sims.ts'
import { seededBy, type Chance } from './seeded.ts'
import type { DemoRow, Mentee, RollPupil, World } from './shape.ts'
import { SUBJECTS } from './staff.ts'
import { hasTimetable, timetableFor } from './timetables.ts'
import { moment, schoolDaysBetween } from './times.ts'

/** The last Friday whose exports were taken in. */
export const TAKEN_UNTIL: SchoolDate = '2026-12-04'
const TERM_BEGAN: SchoolDate = '2026-09-03'
const ASSESSED: SchoolDate = '2026-11-27'
const CHECKED: SchoolDate = '2026-12-04'
const GRADES = ['9', '8', '7', '6', '5', '4', '3', '2', '1']

const BEHAVIOUR = [
  ['Homework not handed in', 1], ['Late to lesson', 1], ['Talking over the teacher', 2], ['Equipment missing', 1], ['Out of seat', 2], ['Refused an instruction', 3], ['Phone out in the lesson', 2],
] as const
const ACHIEVEMENT = [['Excellent effort', 1], ['Helping others', 2], ['Outstanding homework', 2], ['Contribution to discussion', 1], ['Improved work', 1]] as const
const SCALE: Record<string, number> = { punctual: 0.4, steady: 0.8, mostly: 1.1, 'often-late': 1.4, improving: 1, slipping: 1.8 }

/** Everything the system holds of a pupil's behaviour up to a day, in the order it was entered. */
export function entriesOf(pupil: RollPupil, world: World, until: SchoolDate, habit?: string): Omit<SimsEntry, 'batch'>[] {
  const chance = seededBy(world.seed, 'sims', pupil.id)
  const usual = 0.5 + chance.next()
  // Of those whom nobody mentors a few are having a hard term.
  const often = (SCALE[habit ?? 'steady'] ?? 0.8) * usual * (habit === undefined && chance.happens(0.02) ? 9 : 1)
  return schoolDaysBetween(world.calendar, TERM_BEGAN, addDays(until, 1)).flatMap((date) => {
    const day = seededBy(world.seed, 'sims', pupil.id, date)
    return [
      ...(day.happens(0.05 * often) ? [entryOf(day, pupil.id, date, 'behaviour')] : []),
      ...(day.happens(0.05) ? [entryOf(day, pupil.id, date, 'achievement')] : []),
    ]
  })
}
function entryOf(chance: Chance, pupilId: string, date: SchoolDate, type: SimsEntry['type']): Omit<SimsEntry, 'batch'> {
  const subject = chance.pick(SUBJECTS)
  const [reason, points] = chance.pick<readonly [string, number]>(type === 'behaviour' ? BEHAVIOUR : ACHIEVEMENT)
  return { set: 'behaviour', pupilId, date, type, reason, lesson: subject.name, points: type === 'behaviour' ? -points : points, by: chance.pick(subject.teachers) }
}

export function attendanceOf(pupil: RollPupil, world: World, until: SchoolDate): Omit<SimsAttendance, 'batch'> {
  const possible = 2 * schoolDaysBetween(world.calendar, TERM_BEGAN, addDays(until, 1)).length
  const chance = seededBy(world.seed, 'attendance', pupil.id)
  const missed = Math.min(possible, Math.round(possible * Math.max(0, chance.around(0.06, 0.035))))
  const unauthorised = Math.round(missed * chance.next() * 0.5)
  return { set: 'attendance', pupilId: pupil.id, from: TERM_BEGAN, to: until, possible, present: possible - missed, authorised: missed - unauthorised, unauthorised, late: Math.max(0, Math.round(chance.around(2.5, 2.5))) }
}

const CORE = SUBJECTS.slice(0, 5)
export function gradesOf(pupil: RollPupil, world: World, date: SchoolDate = ASSESSED): Omit<SimsGrade, 'batch'>[] {
  const chance = seededBy(world.seed, 'grades', pupil.id)
  const level = chance.int(1, 6)
  return CORE.map((subject) => {
    const target = Math.max(0, Math.min(8, level + chance.int(-1, 0)))
    const result = Math.max(0, Math.min(8, level + chance.int(-1, 1)))
    return { set: 'grades', pupilId: pupil.id, date, subject: subject.name, aspect: 'Working at', result: GRADES[result] ?? '5', target: GRADES[target] ?? '5', teacher: chance.pick(subject.teachers) }
  })
}

/** Letters that stand for a text, as a tablet makes them. */
const digest = (text: string): string => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

/** What was taken in until last Friday, and who has looked at it since. */
/** `earlier`: who is no longer mentored, and still in every export. */
export function simsRows(mentees: readonly Mentee[], earlier: readonly RollPupil[], world: World): DemoRow[] {
  const by = world.lead.id
  const at = moment(TAKEN_UNTIL, 15 * 60 + 40)
  const batch = (set: SimsSet, rows: number, taken: number, columns: Record<string, string>): DemoRow => ({
    t: 'simsBatch', id: `sims.${set}.1`, by, at, f: { set, state: 'complete', rows, taken, columns, ...(set === 'pupils' || set === 'timetable' ? {} : { newest: set === 'grades' ? ASSESSED : TAKEN_UNTIL }), ...(set === 'timetable' ? { weekStart: weekBeginning(TAKEN_UNTIL), weekLetter: 'A' as const } : {}) },
  })
  const known = [...mentees.map(({ pupil, plan }) => ({ pupil, habit: plan.habit })), ...earlier.map((pupil) => ({ pupil, habit: undefined }))]
  const told = known.flatMap(({ pupil, habit }): SimsFact[] => [
    ...entriesOf(pupil, world, TAKEN_UNTIL, habit).map((one): SimsFact => ({ ...one, batch: 'sims.behaviour.1' })),
    { ...attendanceOf(pupil, world, TAKEN_UNTIL), batch: 'sims.attendance.1' },
    ...gradesOf(pupil, world).map((one): SimsFact => ({ ...one, batch: 'sims.grades.1' })),
  ])
  const timetables = mentees.filter(hasTimetable).map(({ pupil }) => pupil.id)
  const ids = markedOf(told).map((mark) => simsFactId(digest(mark)))
  const count = (set: SimsFact['set']): number => told.filter((one) => one.set === set).length
  return [
    batch('pupils', 480, 0, { upn: 'UPN', admissionNo: 'Admission No', surname: 'Legal Surname' }),
    batch('behaviour', 2_521, count('behaviour'), { admissionNo: 'Admission No', date: 'Date', points: 'Points' }),
    batch('attendance', 480, count('attendance'), { upn: 'UPN', possible: 'Possible Sessions' }),
    batch('grades', 960, count('grades'), { upn: 'UPN', subject: 'Subject', result: 'Result' }),
    batch('timetable', timetables.length * 27, timetables.length, { upn: 'UPN', period: 'Period', subject: 'Subject' }),
    ...timetables.map((pupilId): DemoRow => ({ t: 'timetable', id: `timetable:sims.timetable.1:${pupilId}`, by, at, f: { pupilId, batch: 'sims.timetable.1', lessons: timetableFor(world.seed, pupilId) } })),
    ...told.map((f, index): DemoRow => ({ t: 'simsFact', id: ids[index] ?? '', by, at, f })),
    ...known.map(({ pupil }): DemoRow => ({ t: 'pupilIdentity', id: pupil.id, by, at, f: { upn: pupil.upn, admissionNo: pupil.admissionNumber, born: pupil.dateOfBirth, said: saidOf(pupil) } })),
    // Most mentors have looked at what came in; the others are reminded by the pupil's page.
    ...mentees.filter(({ pupil }) => seededBy(world.seed, 'checked', pupil.id).happens(0.7)).map(({ pupil, mentor }): DemoRow => ({ t: 'simsCheck', id: `simscheck.${pupil.id}`, by: mentor.id, at: moment(CHECKED, 15 * 60 + 55), f: { pupilId: pupil.id, date: CHECKED } })),
  ]
}

const saidOf = ({ preferredName, surname, form, year, legalForename, legalSurname, sen, pupilPremium, eal, lookedAfter }: RollPupil) => ({ preferredName, surname, form, year, legalForename, legalSurname, sen, pupilPremium, eal, lookedAfter })
