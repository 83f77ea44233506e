/**
 * "If pupils do not attend for mentoring, Mentors should investigate attendance issues."
 * That a morning was missed is a conclusion: expected, a school day, the register closed, and no arrival. What the mentor
 * finds out is facts. A mentoring session or an end-of-day report can be missed in the same way.
 */
import { z } from '../schema.ts'
import { absenceWords, explains, HOW_KNOWN_WORDS, saidBy, sayCode, type Coded } from './absenceCode.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'

export const MissedWhat = z.enum(['arrival', 'session', 'end-of-day'])
export type MissedWhat = z.infer<typeof MissedWhat>
export const MISSED_WORDS: Record<MissedWhat, string> = { arrival: 'Morning arrival', session: 'Session', 'end-of-day': 'End-of-day report' }

/** Why it was right not to come: none of these is ever sanctioned. */
export const Explanation = z.enum(['absent-from-school', 'trip', 'other-commitment', 'mentor-absent', 'transport', 'appointment', 'marked-wrongly', 'home'])
export type Explanation = z.infer<typeof Explanation>
export const EXPLANATION_WORDS: Record<Explanation, string> = {
  'absent-from-school': 'Absent from school',
  trip: 'On a trip',
  'other-commitment': 'Other commitment in school',
  'mentor-absent': 'The mentor was not there',
  transport: 'Bus or taxi',
  appointment: 'Appointment',
  'marked-wrongly': 'Was there, and not marked',
  home: 'Something at home',
}
/** What the pupil says, where nothing explains it. */
export const NoExplanation = z.enum(['forgot', 'refused', 'chose-not-to', 'no-reason'])
export type NoExplanation = z.infer<typeof NoExplanation>
export const NO_EXPLANATION_WORDS: Record<NoExplanation, string> = {
  forgot: 'Forgot', refused: 'Refused', 'chose-not-to': 'Chose not to come', 'no-reason': 'Gives no reason',
}

export const LINE_LIMIT = 300
const about = {
  pupilId: z.string(),
  what: MissedWhat,
  date: SchoolDate,
  /** The planned session, where it was one. */
  session: z.string().optional(),
  /** When it was put in, in the school's time (UTC ms). */
  entered: z.number(),
}
const line = z.string().max(LINE_LIMIT)

export const MissedEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('investigating'), ...about }),
  z.object({ type: z.literal('explained'), ...about, reason: Explanation, line }),
  z.object({ type: z.literal('unexplained'), ...about, reason: NoExplanation, line }),
  /** Put right without a sanction. */
  z.object({ type: z.literal('put-right'), ...about, line }),
])
export type MissedEvent = z.infer<typeof MissedEvent>
export type StoredMissedEvent = { id: string; by: string; at: Instant; f: MissedEvent }

export type MissedState = 'missed' | 'investigating' | 'explained' | 'unexplained' | 'put-right'
export const MISSED_STATE_WORDS: Record<MissedState, string> = {
  missed: 'Not looked into', investigating: 'Looking into it', explained: 'Explained', unexplained: 'Unexplained', 'put-right': 'Put right',
}

export type MissedKey = { what: MissedWhat; date: SchoolDate; session?: string | undefined }
export type Missed = MissedKey & {
  pupilId: string
  state: MissedState
  /** The mentor's last word; a sanction cites the unexplained one. */
  latest: StoredMissedEvent | undefined
  /** The office's codes for that morning, the one that stands last, and what SIMS says before them. One that explains it stands over every word of the mentor's. */
  office: readonly Coded[]
  /** Oldest first. */
  events: readonly StoredMissedEvent[]
}

/** One word for it that an address and a list can use. */
export const missedWord = ({ what, date, session }: MissedKey): string => [what, date, ...(session === undefined ? [] : [session])].join('/')

const isSame = (a: MissedKey, b: MissedKey): boolean => a.what === b.what && a.date === b.date && a.session === b.session
export const isOpenMissed = ({ state }: Pick<Missed, 'state'>): boolean => state === 'missed' || state === 'investigating'

/** The office's code that explains it, where it does. */
export const explainedByOffice = ({ office }: Pick<Missed, 'office'>): Coded | undefined => {
  const last = office.at(-1)
  return last && explains(last.f.code) ? last : undefined
}

/** One missed time with what is known of it: the latest word stands, and every earlier one stays in its timeline. */
export function missedOne(pupilId: string, key: MissedKey, facts: readonly StoredMissedEvent[], office: readonly Coded[] = []): Missed {
  const events = facts.filter(({ f }) => f.pupilId === pupilId && isSame(f, key)).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
  const latest = events.at(-1)
  const codes = key.what === 'arrival' ? office : []
  return { pupilId, ...key, state: explainedByOffice({ office: codes }) ? 'explained' : (latest?.f.type ?? 'missed'), latest, events, office: codes }
}

/** Its state in words: "Explained: on a trip", "Explained by the office: illness". */
export const sayMissedState = (missed: Pick<Missed, 'state' | 'latest' | 'office'>): string => {
  const office = explainedByOffice(missed)
  return office ? sayCoded(office, true).title : missed.latest ? sayMissed(missed.latest.f).title : MISSED_STATE_WORDS[missed.state]
}

export type MissedLine = { id: string; type: MissedEvent['type']; title: string; text: string; by: string; at: Instant }
/** When it was first settled: by the mentor's word or the office's code; undefined while it is open. */
export function settledAt(missed: Missed): Instant | undefined {
  if (isOpenMissed(missed)) return undefined
  const word = missed.events.find(({ f }) => f.type !== 'investigating')?.f.entered
  const code = explainedByOffice(missed)?.f.entered
  return word === undefined ? code : code === undefined ? word : Math.min(word, code)
}

/** The investigation in sentences, oldest first. */
export const missedStory = ({ events, office }: Pick<Missed, 'events' | 'office'>, staffName: (id: string) => string): MissedLine[] =>
  [
    ...events.map(({ id, by, f }): MissedLine => ({ id, type: f.type, by: staffName(by), at: f.entered, ...sayMissed(f) })),
    ...office.map((one): MissedLine => ({ id: one.id, type: one === office.at(-1) && explains(one.f.code) ? 'explained' : 'investigating', by: one.f.name, at: one.f.entered, ...sayCoded(one, one === office.at(-1)) })),
  ].sort((a, b) => a.at - b.at)

/** A code that another has taken the place of explains nothing by itself. */
function sayCoded(one: Coded, stands: boolean): { title: string; text: string } {
  const { f } = one
  return { title: stands && explains(f.code) ? `Explained by ${saidBy(one)}: ${absenceWords(f.code)}` : `${saidBy(one).replace(/^the/, 'The')}: ${sayCode(f.code)}`, text: HOW_KNOWN_WORDS[f.known] }
}

export function sayMissed(f: MissedEvent): { title: string; text: string } {
  switch (f.type) {
    case 'investigating':
      return { title: 'Looking into it', text: '' }
    case 'explained':
      return { title: `Explained: ${EXPLANATION_WORDS[f.reason].toLowerCase()}`, text: f.line }
    case 'unexplained':
      return { title: `Unexplained: ${NO_EXPLANATION_WORDS[f.reason].toLowerCase()}`, text: f.line }
    case 'put-right':
      return { title: 'Put right without a sanction', text: f.line }
  }
}
