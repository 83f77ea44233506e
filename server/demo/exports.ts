/** Exports as the demo school's own system would write them on the demo day: a week more than what was taken in. */
import { previousSchoolDay } from '../../src/domain/time/calendar.ts'
import { addDays, type SchoolDate } from '../../src/domain/time/clock.ts'
import { demoWorld, type DemoMentees } from './school.ts'
import { sessionMarks } from './sessionMarks.ts'
import type { RollPupil } from './shape.ts'
import { timetableFor } from './timetables.ts'
import { attendanceOf, entriesOf, gradesOf } from './sims.ts'
import { schoolDaysBetween } from './times.ts'

export type DemoExport = { name: string; text: string }

const british = (date: SchoolDate): string => date.split('-').reverse().join('/')
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csv = (rows: readonly (readonly (string | number)[])[]): string => `${rows.map((row) => row.map((one) => cell(String(one))).join(',')).join('\r\n')}\r\n`
const name = ({ legalSurname, legalForename }: RollPupil): string => `${legalSurname}, ${legalForename}`
const SEN = { N: 'N - No SEN', K: 'K - SEN Support', E: 'E - EHC Plan' }
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']
const yes = (is: boolean): string => (is ? 'Yes' : 'No')

export function demoExports({ world, roll, mentees }: DemoMentees = demoWorld()): DemoExport[] {
  const until = previousSchoolDay(world.calendar, world.day) ?? world.day
  const habits = new Map(mentees.map(({ pupil, plan }) => [pupil.id, plan.habit]))
  const entries = roll.flatMap((pupil) => entriesOf(pupil, world, until, habits.get(pupil.id)).map((entry) => ({ pupil, entry }))).sort((a, b) => (a.entry.date < b.entry.date ? -1 : a.entry.date > b.entry.date ? 1 : 0))
  const week = schoolDaysBetween(world.calendar, addDays(until, -6), addDays(until, 1))
  const sessionsOn = sessionMarks(mentees, world, week)
  return [
    {
      name: 'sims-pupils.csv',
      text: csv([
        ['Admission No', 'UPN', 'Legal Surname', 'Legal Forename', 'Preferred Surname', 'Preferred Name', 'Date of Birth', 'Year Group', 'Reg Group', 'Enrolment Status', 'SEN Status', 'Pupil Premium', 'EAL', 'Looked After', 'Gender'],
        ...roll.map((one) => [one.admissionNumber, one.upn, one.legalSurname, one.legalForename, one.surname, one.preferredName, british(one.dateOfBirth), `Year ${one.year}`, one.form, 'Current', SEN[one.sen], yes(one.pupilPremium), yes(one.eal), yes(one.lookedAfter), one.sex]),
      ]),
    },
    {
      name: 'sims-behaviour.csv',
      text: csv([
        ['Date', 'Admission No', 'Pupil Name', 'Year', 'Form', 'Type', 'Reason', 'Lesson', 'Points', 'Awarded By'],
        ...entries.map(({ pupil, entry }) => [british(entry.date), pupil.admissionNumber, name(pupil), pupil.year, pupil.form, entry.type === 'achievement' ? 'Positive' : 'Negative', entry.reason, entry.lesson, entry.points, entry.by]),
      ]),
    },
    {
      name: 'sims-timetable.csv',
      text: csv([
        ['UPN', 'Student Name', 'Reg Group', 'Week', 'Day', 'Period', 'Subject', 'Main Teacher', 'Room'],
        ...roll.filter(({ id }, at) => habits.has(id) || at % 12 === 0).flatMap((pupil) => [
          ...DAYS.map((day) => [pupil.upn, name(pupil), pupil.form, '', day, 'Reg', 'Registration', pupil.tutor, '']),
          ...timetableFor(world.seed, pupil.id).map(({ week, weekday, period, subject, teacher, room }) => [pupil.upn, name(pupil), pupil.form, week ?? '', DAYS[weekday - 1] ?? '', period, subject, teacher, room]),
        ]),
      ]),
    },
    {
      name: 'sims-attendance.csv',
      text: csv([
        ['UPN', 'Student Name', 'Year', 'Registration Form', 'Possible Sessions', 'Present Sessions', 'Authorised Absence', 'Unauthorised Absence', 'Late Marks', 'Start Date', 'End Date'],
        ...roll.map((pupil) => {
          const { possible, present, authorised, unauthorised, late, from, to } = attendanceOf(pupil, world, until)
          return [pupil.upn, name(pupil), pupil.year, pupil.form, possible, present, authorised, unauthorised, late, british(from), british(to)]
        }),
      ]),
    },
    {
      name: 'sims-sessions.csv',
      text: csv([
        ['Date', 'AM/PM', 'UPN', 'Student Name', 'Reg Group', 'Attendance Code'],
        ...week.flatMap((date) => roll.filter(({ id }, at) => habits.has(id) || at % 12 === 0).flatMap((pupil) => {
          const [am, pm] = sessionsOn(pupil.id, date)
          return [['AM', am], ['PM', pm]].map(([half, code]) => [british(date), half ?? '', pupil.upn, name(pupil), pupil.form, code ?? ''])
        })),
      ]),
    },
    {
      name: 'sims-assessment.csv',
      text: csv([
        ['UPN', 'Student Name', 'Reg Group', 'Subject', 'Aspect', 'Result', 'Target', 'Date', 'Teacher'],
        ...roll.filter(({ year }) => year >= 10).flatMap((pupil) => gradesOf(pupil, world).map((one) => [pupil.upn, name(pupil), pupil.form, one.subject, one.aspect, one.result, one.target, british(one.date), one.teacher])),
      ]),
    },
  ]
}
