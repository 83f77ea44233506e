/** "…keep logs of this on file via Mentor contact logs": the contact log as it stands on paper, the oldest day first. */
import { dateOf, longDate, mediumDate, shortDate, shortMoment, spokenTime, timeOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { OUTCOMES, type StoredEntry, type StoredLetter } from '../../domain/home/contactLog.ts'
import { byDay } from '../../domain/week/pupilLog.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import type { LogLine, LogSheet } from '../../ui/paper/model.ts'

type Facts = { entries: readonly StoredEntry[]; letters: readonly StoredLetter[]; nameOf: (entry: StoredEntry) => string; staffName: (id: string) => string }
export type ContactLogHead = { schoolName: string; pupil: DeskPupil; mentorName: string; today: SchoolDate; maker: string; attempts: string }

const clock = (at: Instant): string => spokenTime(timeOf(at))
const VIA = { post: 'by post', pupil: 'with the pupil', hand: 'by hand' }

function entryLine(entry: StoredEntry, { nameOf, staffName }: Facts): LogLine {
  const { f } = entry
  return {
    when: clock(f.occurredAt), by: staffName(entry.by), text: f.text,
    title: [`${f.direction === 'in' ? 'They were in touch' : OUTCOMES[f.outcome].words}: ${nameOf(entry)}`, f.topic].filter(Boolean).join(' · '),
    notes: [
      f.used, f.agreed && `Agreed: ${f.agreed}`, f.callBack && `To be called again on ${shortDate(f.callBack)}`,
      dateOf(f.entered) === dateOf(f.occurredAt) ? '' : `Entered ${shortMoment(f.entered)}`, f.corrects && 'Puts an earlier entry right',
    ].filter((note): note is string => Boolean(note)),
  }
}
function letterLine({ by, f }: StoredLetter, { staffName }: Facts): LogLine {
  const common = { when: clock(f.at), by: staffName(by), notes: [] }
  if (f.type === 'sent') return { ...common, title: `Letter home sent ${VIA[f.via]}`, text: `${f.letters === 1 ? 'One letter' : `${f.letters} letters`}, ${mediumDate(f.date)}` }
  return { ...common, title: f.type === 'told' ? 'Lead Mentor told: home could not be reached' : 'Settled without a letter home', text: f.line }
}

export function contactLogSheet({ schoolName, pupil, mentorName, today, maker, attempts }: ContactLogHead, facts: Facts): LogSheet {
  const lines = [...facts.entries.map((one) => ({ at: one.f.occurredAt, line: entryLine(one, facts) })), ...facts.letters.map((one) => ({ at: one.f.at, line: letterLine(one, facts) }))].sort((a, b) => a.at - b.at)
  return {
    schoolName, title: 'Mentor contact log', pupilName: fullName(pupil), form: pupil.form, year: `Year ${pupil.year}`, mentorName,
    period: `To ${mediumDate(today)}`, contains: [lines.length === 1 ? '1 entry' : `${lines.length} entries`, attempts].filter(Boolean).join('. '),
    days: byDay(lines).map(({ date, entries }) => ({ day: longDate(date), lines: entries.map(({ line }) => line) })),
    footer: `${schoolName} · Confidential: for the paper file of the pupil’s mentor · Made ${mediumDate(today)} by ${maker}`,
  }
}
