/** The kinds of record on a pupil's page made into one kind of line each. Pure: what it reads is handed to it. */
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { arrivalStory } from '../../domain/mornings/arrivalStory.ts'
import { standing, type DailyAction } from '../../domain/week/blueReport.ts'
import { dateOf, instantAt, shortDate, shortMoment, spokenTime, timeOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { markSentence, markWords } from '../../domain/mornings/markWords.ts'
import { isOpen, STATE_WORDS } from '../../domain/cases/mentorship.ts'
import { versionsOf } from '../../domain/week/noteWriting.ts'
import type { LogEntry } from '../../domain/week/pupilLog.ts'
import type { Kind, Row } from '../../domain/records.ts'
import { setAsideWords } from '../../domain/sync/setAsideWords.ts'
import { DECISION_WORDS } from '../../domain/week/reporting.ts'
import { checksByDay, missingItems, sayCheck } from '../../domain/cases/startCheck.ts'
import { RESULT_WORDS, targetSentence, type Target } from '../../domain/week/target.ts'
import { OUTCOME_WORDS } from '../../domain/week/weeklyReview.ts'
import type { Tone } from '../../ui/index.ts'
import { expectedWords } from './pupilWords.ts'

export type EarlierVersion = { id: string; when: string; text: string; by: string }
export type PupilLogEntry = LogEntry & {
  more: readonly string[]
  /** As people read it: a time, or a day for what has no time. */
  when: string
  tone: Tone
  /** What it said before, newest first. */
  earlier: readonly EarlierVersion[]
  /** Where it is corrected or opened. */
  to?: string
  toLabel?: string
}
type Rows<K extends Kind> = readonly Readonly<Row<K>>[]
export type Said = { staffName: (id: string) => string; today: SchoolDate; setAside: (about: { t: string; id: string }) => Rows<'setAside'> }

export const clock = (at: Instant): string => spokenTime(timeOf(at))

export function arrivalEntries(arrivals: readonly Arrival[], { staffName }: Said): PupilLogEntry[] {
  return arrivals.map((arrival) => {
    const at = instantAt(arrival.date, arrival.at)
    const { punctuality } = markWords(arrival)
    const story = arrival.history.length > 1 ? arrivalStory(arrival.history, staffName) : []
    return {
      id: arrival.tap, kind: 'arrival', at, when: clock(at), by: staffName(arrival.markedBy),
      title: `${arrival.session === 'am' ? 'Arrived' : 'Reported at the end of the day'}: ${markSentence(arrival)}`,
      text: arrival.reason ?? '', tone: punctuality === 'on-time' ? 'good' : punctuality === 'after-close' ? 'warn' : 'late',
      flags: [...(arrival.amended ? ['Amended'] : []), ...(arrival.clockVerified ? [] : ['Clock not verified'])], more: [],
      earlier: story.reverse().map((line) => ({ id: line.id, when: shortMoment(line.at), text: [line.title, line.text].filter(Boolean).join('\n'), by: line.by })),
    }
  })
}

export function dailyActionEntries(rows: Rows<'dailyAction'>, { staffName }: Said): PupilLogEntry[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return standing<DailyAction>(rows).map((shown) => {
    const versions = versionsOf(shown, (id) => byId.get(id))
    const first = versions.at(-1) ?? shown
    // Noted on another day than its own, it stands at the end of that day.
    const isOnTheDay = dateOf(first.at) === shown.f.date
    return {
      id: shown.id, kind: 'daily-action', at: isOnTheDay ? first.at : instantAt(shown.f.date, '23:59'), when: isOnTheDay ? clock(first.at) : `entered ${shortMoment(first.at)}`,
      by: staffName(shown.by), title: 'Daily action', text: shown.f.text, tone: 'info', flags: versions.length > 1 ? ['Edited'] : [], more: [],
      earlier: versions.slice(1).map((one) => ({ id: one.id, when: shortMoment(one.at), text: one.f.text, by: staffName(one.by) })),
    }
  })
}

/** What somebody had set at the same time as what stands. */
const setAsideVersions = (about: { t: string; id: string }, { staffName, setAside }: Said): EarlierVersion[] =>
  setAside(about).flatMap(({ id, f }) => {
    const words = setAsideWords(f, staffName)
    return words ? [{ id, when: shortMoment(f.aside.at), text: `${words.field}: ${words.aside}. At the same time ${staffName(f.stands.by)} set ${words.stands}, which stood.`, by: staffName(f.aside.by) }] : []
  })

export function targetEntries(rows: Rows<'target'>, said: Said): PupilLogEntry[] {
  const { staffName, today } = said
  return rows.map(({ id, by, at, f }) => ({
    id, kind: 'target', at, when: clock(at), by: staffName(by), title: 'Target', text: targetSentence(f),
    tone: f.result === 'met' ? 'good' : f.result === 'not-met' ? 'warn' : 'info',
    flags: [resultWords(f, today), ...(f.version > 1 ? [`Version ${f.version}`] : [])],
    more: [
      ...(f.pupilWording ? [`In the pupil’s words: ${f.pupilWording}`] : []),
      `For the week of ${shortDate(f.weekStart)}, by ${shortDate(f.by)}`,
      ...(f.source ? [`Rests on: ${f.source}`] : []),
    ],
    earlier: [...(f.earlier ?? []).map((one) => ({ id: `${id}:${one.version}`, when: `until ${shortMoment(one.until)}`, text: `Version ${one.version}: ${one.sentence}`, by: staffName(one.who) })).reverse(), ...setAsideVersions({ t: 'target', id }, said)], to: `/pupils/${f.pupilId}/targets/${id}`, toLabel: 'Open the target',
  }))
}

/** "This week" is true of a week only while it lasts. */
export function resultWords({ result, weekStart, by }: Pick<Target, 'result' | 'weekStart' | 'by'>, today: SchoolDate): string {
  if (result !== 'open') return RESULT_WORDS[result]
  if (weekStart > today) return 'To come'
  return by < today ? 'No result yet' : 'Open'
}

export function reviewEntries(rows: Rows<'weeklyReview'>, said: Said): PupilLogEntry[] {
  const { staffName } = said
  return rows.map(({ id, by, at, f }) => ({
    id, kind: 'review', at: f.signed?.at ?? at, when: clock(f.signed?.at ?? at), by: f.signed?.name ?? staffName(by),
    title: `Weekly review, week of ${shortDate(f.weekStart)}`, tone: f.signed ? 'good' : 'neutral',
    text: f.outcome === null ? '' : `Outcome ${signed(f.outcome)}: ${OUTCOME_WORDS[`${f.outcome}`]}`,
    flags: [f.signed ? 'Signed' : 'Not signed yet', ...(f.version > 1 ? [`Amended, version ${f.version}`] : [])],
    more: [
      ...(f.wentWell.trim() ? [`Went well: ${f.wentWell.trim()}`] : []),
      ...(f.nextStep.trim() ? [`Next step: ${f.nextStep.trim()}`] : []),
      ...(f.pupilComment.trim() ? [`Pupil’s comment: ${f.pupilComment.trim()}`] : []),
      ...(f.amendedReason ? [`Reason for the amendment: ${f.amendedReason}`] : []),
    ],
    earlier: setAsideVersions({ t: 'weeklyReview', id }, said), to: `/reviews/${f.weekStart}/${f.pupilId}`, toLabel: 'Open the review',
  }))
}
export const signed = (outcome: number): string => (outcome > 0 ? `+${outcome}` : outcome < 0 ? `−${-outcome}` : '0')

/** Turning points of mentoring itself: begun, ended, and each change of when the pupil is expected. */
export function mentorshipEntries(mentorships: Rows<'mentorship'>, expectations: Rows<'expectation'>, { staffName }: Said): PupilLogEntry[] {
  const turn = (id: string, date: SchoolDate, title: string, text: string, by: string, tone: Tone): PupilLogEntry => ({
    id, kind: 'mentorship', at: instantAt(date, '00:00'), when: 'from this day', by, title, text, tone, flags: [], more: [], earlier: [],
  })
  return [
    ...mentorships.flatMap(({ id, by, f }) => [
      turn(`${id}:start`, f.startedOn, `Mentoring with ${staffName(f.mentorId)}: ${STATE_WORDS[f.state]}`, f.reason, staffName(by), 'info'),
      ...(f.endedOn === undefined || isOpen(f.state) ? [] : [turn(`${id}:end`, f.endedOn, 'Mentoring ended', f.endReason ?? '', staffName(by), 'good')]),
    ]),
    ...expectations.map(({ id, by, f }) => turn(id, f.from, 'Expected at reception', expectedWords(f), staffName(by), 'neutral')),
  ]
}

/** What was decided about when the pupil comes, with its reason; and what the pupil had ready. Support, never a sanction. */
export function supportEntries(decisions: Rows<'reportingDecision'>, checks: Rows<'startCheck'>, { staffName }: Said): PupilLogEntry[] {
  const common = { kind: 'support' as const, flags: [], earlier: [] }
  return [
    ...decisions.map(({ id, f }) => ({
      ...common, id, at: f.decidedAt, when: clock(f.decidedAt), by: f.name, title: DECISION_WORDS[f.kind], tone: 'info' as const,
      text: f.kind === 'not-now' ? '' : `From ${shortDate(f.from)}: ${expectedWords(f)}${f.reviewOn === undefined ? '' : `, looked at again ${shortDate(f.reviewOn)}`}`, more: f.reason ? [f.reason] : [],
    })),
    ...[...checksByDay(checks).values()].map((one) => ({
      ...common, id: one.id, at: one.at, when: clock(one.at), by: staffName(one.by), title: 'Start-of-day check', text: sayCheck(one.f), tone: missingItems(one.f).length === 0 ? 'good' as const : 'neutral' as const, more: [],
      earlier: checks.filter(({ id, f }) => f.date === one.f.date && id !== one.id).map((row) => ({ id: row.id, when: shortMoment(row.at), text: sayCheck(row.f), by: staffName(row.by) })),
    })),
  ]
}
