/** A pupil's log as it stands on paper: the same entries as on the screen, the oldest day first. */
import { longDate, mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import { caseOfDay, type MentoringCase } from '../../domain/cases/mentoringCase.ts'
import { byDay, LOG_KIND_WORDS, type LogKind } from '../../domain/week/pupilLog.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import type { LogLine, LogSheet } from '../../ui/paper/model.ts'
import type { PupilLogEntry } from './logEntries.ts'

export type LogChoice = { from: SchoolDate | undefined; until: SchoolDate | undefined; kinds: readonly LogKind[]; typed: string }
export type LogHead = { schoolName: string; pupil: DeskPupil; mentorName: string; today: SchoolDate; maker: string }
export type Cases = { cases: readonly MentoringCase[]; caseWords: (one: MentoringCase) => string }

export function periodWords({ from, until }: Pick<LogChoice, 'from' | 'until'>, today: SchoolDate): string {
  if (from === undefined) return `${until === undefined ? 'The whole log, to' : 'To'} ${mediumDate(until ?? today)}`
  return `${mediumDate(from)} to ${mediumDate(until ?? today)}`
}

const lineOf = ({ when, title, text, by, flags, more, earlier }: PupilLogEntry): LogLine => ({
  when, title: [title, ...flags].join(' · '), text, by,
  notes: [...more, ...earlier.map((one) => `Before (${[one.when, one.by].filter(Boolean).join(', ')}): ${one.text}`)],
})

/** `found`: the newest first, as the log finds them. */
export function logSheet({ schoolName, pupil, mentorName, today, maker }: LogHead, found: readonly PupilLogEntry[], choice: LogChoice, { cases, caseWords }: Cases): LogSheet {
  const chosen = choice.kinds.length === 0 ? 'Everything' : choice.kinds.map((kind) => LOG_KIND_WORDS[kind]).join(', ')
  let last: number | undefined
  const days = byDay([...found].reverse()).map(({ date, entries }) => {
    const at = caseOfDay(cases, date)
    const one = cases.length > 1 && at !== last ? cases[at] : undefined
    last = at
    return { day: longDate(date), lines: entries.map(lineOf), ...(one ? { divider: caseWords(one) } : {}) }
  })
  return {
    schoolName, title: 'Mentoring log', pupilName: fullName(pupil), form: pupil.form, year: `Year ${pupil.year}`, mentorName, period: periodWords(choice, today), days,
    contains: `${chosen}${choice.typed.trim() ? `, with “${choice.typed.trim()}”` : ''}: ${found.length === 1 ? '1 entry' : `${found.length} entries`}`,
    footer: `${schoolName} · Confidential: for the paper file of the pupil’s mentor · Made ${mediumDate(today)} by ${maker}`,
  }
}
