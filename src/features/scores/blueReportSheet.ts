/** A blue report as paper shows it: the pupil's own words for the targets, and what is known already filled in. */
import type { Memory } from '../../data/store/memory.ts'
import { arrivalFor, expectationFor } from '../../data/readings/mentoring.ts'
import { sessionsOfWeek } from '../../data/readings/pupilSessions.ts'
import { scoresOfWeek, targetsOfWeek } from '../../data/readings/scoring.ts'
import { lessonsFor } from '../../data/readings/timetable.ts'
import { readWithdrawal } from '../../data/readings/withdrawing.ts'
import { standing } from '../../domain/week/blueReport.ts'
import { dayKind, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, dateOf, mediumDate, shortDate, spokenTime, timeOf, weekdayName, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isExpected } from '../../domain/cases/mentorship.ts'
import { sheetCode } from '../../domain/week/paperFile.ts'
import { fullName } from '../../domain/pupil.ts'
import { NOT_SCORED } from '../../domain/week/reportScore.ts'
import { weekLabel } from '../../domain/week/reviewWeek.ts'
import { directionWords } from '../../domain/week/scoreScale.ts'
import { sessionTitle } from '../../domain/week/session.ts'
import { isHeld } from '../../domain/week/sessionWeek.ts'
import type { Settings } from '../../domain/setting.ts'
import { targetSentence, type Target } from '../../domain/week/target.ts'
import { dialOf } from '../../domain/cases/withdrawalDial.ts'
import type { BlueReportSheet, SheetDay } from '../../ui/paper/model.ts'

export type SheetSource = { memory: Memory; calendar: SchoolCalendar; settings: Settings; staffName: (id: string) => string; initialsOf: (id: string) => string; now: Instant; isAllLoaded?: boolean }
export type SheetOf = { id: string; pupilId: string; mentorId: string; weekStart: SchoolDate }

export function blueReportSheet({ memory, calendar, settings, staffName, initialsOf, now, isAllLoaded = false }: SheetSource, { id, pupilId, mentorId, weekStart }: SheetOf): BlueReportSheet | undefined {
  const pupil = memory.get('deskPupil', pupilId)?.f
  if (!pupil) return undefined
  const today = dateOf(now)
  const { design, periods, all } = scoresOfWeek(memory, { calendar, settings }, pupilId, weekStart, today)
  const targets = targetsOfWeek(memory, pupilId, weekStart)
  const perTarget = design.per === 'target' && targets.length > 0
  const weekdays = [0, 1, 2, 3, 4].map((offset) => addDays(weekStart, offset))
  const offOn = (date: SchoolDate): string => {
    const { kind, name } = dayKind(calendar, date)
    return kind === 'school' ? '' : name
  }
  const days = weekdays.map((date): SheetDay => {
    const arrival = arrivalFor(memory, pupilId, date)
    const expectation = expectationFor(memory, pupilId, date)
    const lessons = new Map(lessonsFor(memory, calendar, pupilId, date).map((lesson) => [lesson.period, lesson.subject]))
    return {
      day: weekdayName(date).slice(0, 3), date: shortDate(date).slice(4), off: offOn(date), arrived: arrival ? spokenTime(arrival.at) : '',
      expected: isExpected(expectation, date) && expectation ? spokenTime(expectation.time) : '',
      cells: all.filter((lesson) => lesson.date === date).map(({ period, marks, none, initials }) => ({
        subject: lessons.get(period) ?? '', none: none ? NOT_SCORED[none].words : '', initials,
        marks: perTarget ? targets.map((target) => marks.find((one) => one.target === target.id)?.mark ?? '') : [marks.find((one) => one.target === undefined)?.mark ?? ''],
      })),
    }
  })
  const withdrawal = readWithdrawal(memory, { calendar, settings, isAllLoaded }, pupilId, now)
  const actions = standing(memory.ofPupil('dailyAction', pupilId))
  return {
    codes: { front: sheetCode(id, 'front'), back: sheetCode(id, 'back') },
    schoolName: settings.schoolName, title: 'Blue report', pupilName: fullName(pupil), form: pupil.form, year: `Year ${pupil.year}`, mentorName: staffName(mentorId), weekLabel: weekLabel(weekStart),
    targets: targets.map(({ f }) => ({ text: f.pupilWording || targetSentence({ ...f, threshold: undefined }), measure: measureOf(f) })),
    scale: { marks: design.scale.marks, direction: directionWords(design.scale) }, per: perTarget ? 'target' : 'lesson',
    periods: periods.map(({ name, from }) => ({ name, from: spokenTime(from) })),
    days, sessions: sessionsOfWeek(memory, calendar, pupilId, weekStart).filter(isHeld).map((one) => ({ when: `${weekdayName(one.date).slice(0, 3)} ${spokenTime(one.starts)} to ${spokenTime(one.ends)}`, what: sessionTitle(one), where: one.venue })),
    signatures: [{ role: 'Mentor', name: staffName(mentorId) }, { role: 'Pupil' }, { role: 'Parent or carer' }],
    ...(withdrawal?.isWhole ? { nextStep: dialOf(settings.withdrawalStages, withdrawal).words } : {}),
    actions: weekdays.map((date) => ({
      day: shortDate(date), off: offOn(date),
      lines: actions.filter(({ f }) => f.date === date).sort((a, b) => a.at - b.at).map(({ f, by }) => ({ text: f.text, by: initialsOf(by) })),
    })),
    printed: `Printed ${mediumDate(today)}, ${spokenTime(timeOf(now))}`,
    footer: `${settings.schoolName} · Confidential: for the pupil, home and the staff who work with them`,
  }
}

/** What the pupil's wording leaves out: how often, and where. */
const measureOf = (f: Target): string => targetSentence({ ...f, behaviour: '' })
