/** Notes as lines of the log: what stands today, what came of it at the morning meeting, and what it said before. */
import { NOTE_TYPE_WORDS, standing, type Note } from '../../domain/week/blueReport.ts'
import type { SchoolCalendar } from '../../domain/time/calendar.ts'
import { shortDate, shortMoment, spokenTime, timeOf, type TimeOfDay } from '../../domain/time/clock.ts'
import { correctionKind, versionsOf } from '../../domain/week/noteWriting.ts'
import { MATTER_WORDS, matterOf } from '../../domain/week/raising.ts'
import type { Row } from '../../domain/records.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

type NoteRow = Readonly<Row<'note'>>
type Outcome = Readonly<Row<'noteOutcome'>>
/** Entered within these minutes of happening, the two times are one for a reader. */
const AT_ONCE_MS = 15 * 60_000

export function noteEntries(notes: readonly NoteRow[], outcomes: readonly Outcome[], calendar: SchoolCalendar, lunchEnds: TimeOfDay, said: Said): PupilLogEntry[] {
  const byId = new Map(notes.map((note) => [note.id, note]))
  return standing<Note>(notes).map((shown) => {
    const versions = versionsOf(shown, (id) => byId.get(id))
    const ids = new Set(versions.map((one) => one.id))
    const about = outcomes.filter((one) => ids.has(one.f.noteId)).sort((a, b) => a.at - b.at)
    const first = versions.at(-1) ?? shown
    const { f } = shown
    return {
      id: shown.id, kind: 'note', at: f.occurredAt, when: spokenTime(timeOf(f.occurredAt)), by: said.staffName(first.by),
      title: NOTE_TYPE_WORDS[f.type], text: f.text, tone: 'neutral',
      flags: [...editedWords(versions, calendar, lunchEnds), ...(f.raise && !about.some((one) => one.f.result === 'discussed') ? ['To raise at morning meeting'] : [])],
      more: [
        ...(first.f.enteredAt - f.occurredAt > AT_ONCE_MS ? [`Entered ${shortMoment(first.f.enteredAt)}`] : []),
        ...(versions.length > 1 ? [`Corrected ${shortMoment(f.enteredAt)}, ${said.staffName(shown.by)}`] : []),
        ...about.map((one) => outcomeWords(one, said.staffName)),
      ],
      earlier: versions.slice(1).map((one, index) => ({ id: one.id, when: `Entered ${shortMoment(one.f.enteredAt)}`, by: said.staffName(one.by), text: withReason(one, versions[index]) })),
      to: `/pupils/${f.pupilId}/notes/${shown.id}`, toLabel: 'Correct this note',
    }
  })
}

/** What the records raised themselves, once it was talked about. */
export const matterEntries = (outcomes: readonly Outcome[], { staffName }: Said): PupilLogEntry[] =>
  outcomes.flatMap(({ id, by, at, f }) => {
    const matter = matterOf(f.noteId)
    if (!matter || f.result !== 'discussed') return []
    return [{ id, kind: 'note', at, when: clock(at), by: staffName(by), title: `Talked about: ${MATTER_WORDS[matter].toLowerCase()}`, text: f.line, tone: 'neutral', flags: [], more: [], earlier: [] }]
  })

function editedWords(versions: readonly { f: Note }[], calendar: SchoolCalendar, lunchEnds: TimeOfDay): string[] {
  const first = versions.at(-1)
  if (!first || versions.length < 2) return []
  const isAmended = versions.slice(0, -1).some((one) => correctionKind(first.f.enteredAt, one.f.enteredAt, calendar, lunchEnds) === 'amendment')
  return [isAmended ? 'Amended' : 'Edited']
}

const outcomeWords = ({ by, f }: Outcome, staffName: Said['staffName']): string =>
  [`${f.result === 'discussed' ? 'Discussed' : 'Carried over'} ${shortDate(f.date)}, ${staffName(by)}`, f.line.trim()].filter(Boolean).join(': ')

/** An earlier version with why the next one replaced it. */
const withReason = (version: { f: Note }, next: { f: Note } | undefined): string =>
  [`${NOTE_TYPE_WORDS[version.f.type]}, ${shortMoment(version.f.occurredAt)}`, version.f.text, next?.f.correctionReason ? `Corrected because: ${next.f.correctionReason}` : ''].filter(Boolean).join('\n')
