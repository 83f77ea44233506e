/** Every time of mentoring with its numbers, from the open records, and those who were thought of and not mentored. */
import { arrivalOf } from '../../domain/mornings/arrival.ts'
import { isSchoolDay, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, daysBetween, dateOf, minutesFromTime, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { countDays } from '../../domain/time/dayList.ts'
import { groupBy } from '../../domain/group.ts'
import { deskSpans, simsSpans, type ImpactCase, type NotKnown, type Reading, type Readings, type Span, type SpanName, SPANS } from '../../domain/cases/impact.ts'
import { attendanceReading, lateReading, pointsReading, sessionsIn, stretchesOf } from '../../domain/cases/impactFacts.ts'
import { casesOf, type MentoringCase } from '../../domain/cases/mentoringCase.ts'
import { mentorMinutes } from '../../domain/cases/mentorMinutes.ts'
import { designOn, isMet } from '../../domain/week/scoreScale.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import type { SimsAttendance } from '../../domain/school/sims.ts'
import { isBeforeStart } from '../../domain/home/startLetter.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'

export type ImpactSchool = { calendar: SchoolCalendar; settings: Pick<Settings, 'sheetDesigns'> }
/** `waiting`: thought of for mentoring, and not mentored; the day they were first thought of stands for a beginning. */
export type ImpactReading = { cases: ImpactCase[]; waiting: ImpactCase[]; /** The days that behaviour exports speak of. */ covered: Span | undefined; exports: SchoolDate | undefined }

export function readImpact(memory: Memory, school: ImpactSchool, today: SchoolDate): ImpactReading {
  const undone = undoneAmong(memory.all('simsBatch'))
  // A change in any of these makes another report, whether or not it was looked at yet.
  for (const kind of READ_LATER) memory.all(kind)
  const days = schoolDays(school.calendar, today)
  const covered = coveredBy(memory, undone)
  const of = (pupilId: string, one: MentoringCase, index: number): ImpactCase => caseOf({ memory, school, today, undone, days, covered }, pupilId, one, index)
  const byPupil = groupBy(memory.all('mentorship').map(({ f }) => f), ({ pupilId }) => pupilId)
  const cases = [...byPupil].flatMap(([pupilId, all]) => casesOf(all.filter(({ state, startedOn }) => !isBeforeStart(state) && startedOn <= today)).map((one, index) => of(pupilId, one, index)))
  const mentored = new Set(cases.map(({ pupilId }) => pupilId))
  const waiting = [...byPupil].flatMap(([pupilId, all]) => {
    const thought = mentored.has(pupilId) ? [] : all.filter(({ state }) => ['candidate', 'watched', 'declined'].includes(state) || isBeforeStart(state))
    const from = thought.map(({ startedOn }) => startedOn).sort()[0]
    return from === undefined || from > today ? [] : [of(pupilId, { from, until: undefined, mentorIds: [], reason: '', endReason: '' }, 0)]
  })
  return { cases, waiting, covered, exports: memory.all('simsBatch').flatMap(({ f }) => (f.set === 'attendance' && f.state !== 'undone' && f.newest !== undefined ? [f.newest] : [])).sort().at(-1) }
}

type Known = { memory: Memory; school: ImpactSchool; today: SchoolDate; undone: ReadonlySet<string>; days: readonly SchoolDate[]; covered: Span | undefined }

function caseOf(known: Known, pupilId: string, { from, until, mentorIds, endReason }: MentoringCase, index: number): ImpactCase {
  const { memory, today, days } = known
  const file = memory.get('pupil', pupilId)?.f
  const minutes = once(() => (mentorIds.length === 0 ? 0 : minutesOn(memory, pupilId, { from, to: last })))
  const readings = once(() => readingsOf(known, pupilId, simsSpans(from, until, today, days), deskSpans(from, until, today)))
  const last = until === undefined || until > today ? today : until
  return {
    key: `${pupilId}.${index}`, pupilId, from, until, endReason, mentors: mentorIds.length,
    year: memory.get('deskPupil', pupilId)?.f.year,
    weeks: Math.max(1, Math.round((daysBetween(from, last) + 1) / 7)),
    flags: { sen: file && file.sen !== 'N', pupilPremium: file?.pupilPremium, eal: file?.eal, lookedAfter: file?.lookedAfter, girl: file?.sex && file.sex === 'F' },
    get minutes() {
      return minutes()
    },
    get readings() {
      return readings()
    },
  }
}

/** Worked out when first asked for: a year's report does not read the years before. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
/** What `minutes` and `readings` are made of. */
const READ_LATER = ['simsFact', 'arrivalEvent', 'reportScore', 'session', 'sessionAttendance', 'contactEntry', 'weeklyReview', 'homeMeetingEvent'] as const

const undoneAmong = beside((batches: readonly Readonly<Row<'simsBatch'>>[]): ReadonlySet<string> => new Set(batches.filter(({ f }) => f.state === 'undone').map(({ id }) => id)))
/** Kept for a list of facts for as long as neither it nor what was undone changes. */
function besideFacts<T>(read: (facts: readonly Readonly<Row<'simsFact'>>[], undone: ReadonlySet<string>) => T): typeof read {
  const among = beside((undone: ReadonlySet<string>) => beside((facts: readonly Readonly<Row<'simsFact'>>[]) => read(facts, undone)))
  return (facts, undone) => among(undone)(facts)
}
const attendanceAmong = besideFacts((facts, undone) =>
  stretchesOf(facts.filter(({ f }) => f.set === 'attendance' && !undone.has(f.batch)).sort((a, b) => a.at - b.at).flatMap(({ f }): SimsAttendance[] => (f.set === 'attendance' ? [f] : []))))
const pointsAmong = besideFacts((facts, undone) =>
  facts.flatMap(({ f }) => (f.set === 'behaviour' && f.type === 'behaviour' && !undone.has(f.batch) ? [{ date: f.date, points: Math.abs(f.points) }] : [])))

/** Each measure is worked out when it is first asked for: a screen shows two of the five at first. */
function readingsOf({ memory, school, undone, days, covered }: Known, pupilId: string, sims: Record<SpanName, Span | NotKnown>, desk: Record<SpanName, Span | NotKnown>): Readings {
  const over = (spans: Record<SpanName, Span | NotKnown>, read: (span: Span) => Reading): Record<SpanName, Reading> =>
    Object.fromEntries(SPANS.map((name) => { const span = spans[name]; return [name, typeof span === 'string' ? { missing: span } : read(span)] })) as Record<SpanName, Reading>
  const facts = () => memory.ofPupil('simsFact', pupilId)
  const sums = once(() => new Map(SPANS.map((name) => { const span = sims[name]; return [span, typeof span === 'string' ? undefined : sessionsIn(attendanceAmong(facts(), undone), days, span)] })))
  const [attendance, late, points, punctuality, scores] = [
    once(() => over(sims, (span) => attendanceReading(sums().get(span)))),
    once(() => over(sims, (span) => lateReading(sums().get(span)))),
    once(() => over(sims, (span) => pointsReading(pointsAmong(facts(), undone), covered, days, span))),
    once(() => over(desk, (span) => punctualityIn(memory, pupilId, span))),
    once(() => over(desk, (span) => scoresIn(memory, school, pupilId, span))),
  ]
  return {
    get attendance() { return attendance() },
    get 'late-marks'() { return late() },
    get points() { return points() },
    get punctuality() { return punctuality() },
    get scores() { return scores() },
  }
}
const within = ({ from, to }: Span) => (date: SchoolDate): boolean => from <= date && date <= to
/** Fewer say nothing. */
const LEAST_MORNINGS = 3
const LEAST_MARKS = 5

const minutesLate = beside((events: readonly Readonly<Row<'arrivalEvent'>>[]) =>
  [...groupBy(events.filter(({ f }) => f.session === 'am'), ({ f }) => f.date)].flatMap(([date, ofDay]) => { const value = arrivalOf(ofDay)?.minutesLateToMentor; return value === undefined ? [] : [{ date, value }] }))
const marksGiven = beside((scores: readonly Readonly<Row<'reportScore'>>[]) => scores.flatMap(({ f }) => (f.said && 'mark' in f.said ? [{ date: f.date, value: f.said.mark }] : [])))
/** In order, so that a stretch of them is counted without walking over it. */
const morningsMarked = beside((events: readonly Readonly<Row<'arrivalEvent'>>[]) => [...new Set(events.flatMap(({ f }) => (f.session === 'am' ? [f.date] : [])))].sort())
const contactsMade = beside((entries: readonly Readonly<Row<'contactEntry'>>[]) => entries.map(({ f }) => dateOf(f.occurredAt)))

function punctualityIn(memory: Memory, pupilId: string, span: Span): Reading {
  const isIn = within(span)
  const late = minutesLate(memory.ofPupil('arrivalEvent', pupilId)).flatMap(({ date, value }) => (isIn(date) ? [value] : []))
  return late.length < LEAST_MORNINGS ? { missing: 'no-data' } : { value: late.reduce((sum, minutes) => sum + minutes, 0) / late.length }
}
function scoresIn(memory: Memory, { settings }: ImpactSchool, pupilId: string, span: Span): Reading {
  const isIn = within(span)
  const marks = marksGiven(memory.ofPupil('reportScore', pupilId)).flatMap(({ date, value }) => (isIn(date) ? [isMet(designOn(settings.sheetDesigns, weekBeginning(date)).scale, value)] : []))
  return marks.length < LEAST_MARKS ? { missing: 'no-data' } : { value: (100 * marks.filter(Boolean).length) / marks.length }
}

function minutesOn(memory: Memory, pupilId: string, span: Span): number {
  const isIn = within(span)
  const came = memory.ofPupil('sessionAttendance', pupilId).filter(({ f }) => f.outcome === 'came' && isIn(f.date))
  const lengths = new Map(came.length === 0 ? [] : memory.ofPupil('session', pupilId).map(({ id, f }) => [id, Math.max(0, minutesFromTime(f.ends) - minutesFromTime(f.starts))]))
  return mentorMinutes({
    mornings: countDays(morningsMarked(memory.ofPupil('arrivalEvent', pupilId)), span),
    contacts: contactsMade(memory.ofPupil('contactEntry', pupilId)).filter(isIn).length,
    reviews: memory.ofPupil('weeklyReview', pupilId).filter(({ f }) => f.signed !== null && isIn(f.weekStart)).length,
    meetings: memory.ofPupil('homeMeetingEvent', pupilId).filter(({ f }) => f.type === 'held' && isIn(dateOf(f.entered))).length,
    sessionMinutes: came.reduce((sum, { f }) => sum + (lengths.get(f.sessionId) ?? 0), 0),
  })
}

/** From the first entry of any export to the last: between them a pupil without an entry had none. */
function coveredBy(memory: Memory, undone: ReadonlySet<string>): Span | undefined {
  const said = entriesSpan(memory.all('simsFact'), undone)
  if (said === undefined) return undefined
  const to = memory.all('simsBatch').flatMap(({ id, f }) => (f.set === 'behaviour' && !undone.has(id) && f.newest !== undefined ? [f.newest] : [])).sort().at(-1)
  return { from: said.from, to: to === undefined || to < said.to ? said.to : to }
}
const entriesSpan = besideFacts((facts, undone): Span | undefined => {
  let span: Span | undefined
  for (const { f } of facts) {
    if (f.set !== 'behaviour' || undone.has(f.batch)) continue
    if (span === undefined) span = { from: f.date, to: f.date }
    else if (f.date < span.from) span = { ...span, from: f.date }
    else if (f.date > span.to) span = { ...span, to: f.date }
  }
  return span
})

/** Every school day there is up to now, once for all pupils. */
function schoolDays(calendar: SchoolCalendar, today: SchoolDate): SchoolDate[] {
  const first = calendar.terms.map(({ from }) => from).sort()[0] ?? today
  const days: SchoolDate[] = []
  for (let day = first; day <= today; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days.push(day)
  return days
}
