/**
 * "…note anything pertinent … and discuss these with pupils at morning meetings": of all that could be raised while a
 * queue is standing behind the pupil, what comes first, and why. The reason is shown with it; the mentor decides.
 */
import type { NoteOutcome, ToRaise } from './blueReport.ts'
import { dateOf, shortDate, type SchoolDate } from '../time/clock.ts'
import { isOpenMissed, type Missed } from '../mornings/missed.ts'
import type { PunctualMorning } from '../mornings/punctuality.ts'
import type { Settings } from '../setting.ts'
import { targetSentence, type Target } from './target.ts'

/** A queue is standing behind this pupil. */
export const MOST_AT_ONCE = 2

/** What the records themselves raise beside the notes. What came of it is kept under its key, as of a note. */
export type Matter = 'missed' | 'late' | 'targets'
export const MATTER_WORDS: Record<Matter, string> = { missed: 'Missed', late: 'Punctuality', targets: 'Targets' }
const MATTERS: readonly Matter[] = ['missed', 'late', 'targets']
export const matterKey = (matter: Matter): string => `matter:${matter}`
export const matterOf = (key: string): Matter | undefined => MATTERS.find((matter) => matterKey(matter) === key)

export type Raising = {
  /** The note's id or the matter's key: what came of it cites this. */
  key: string
  /** Why it stands where it stands. */
  why: string
  text: string
  about: { note: ToRaise } | { matter: Matter }
}

export type Raisable = {
  waiting: readonly ToRaise[]
  /** Of the last school days, unanswered ones alone. */
  missed: readonly Pick<Missed, 'what' | 'date' | 'state'>[]
  /** The rolling school days on which the pupil was expected. */
  mornings: readonly PunctualMorning[]
  targets: readonly Pick<Target, 'behaviour' | 'measure' | 'threshold' | 'scope' | 'pupilWording' | 'by' | 'result'>[]
  outcomes: readonly Pick<NoteOutcome, 'noteId' | 'date' | 'result'>[]
  today: SchoolDate
  /** The last school day. */
  yesterday: SchoolDate | undefined
}
type Ranked = Raising & { rank: number; age: number }

/** From the first to raise to the last; of equal reasons the longest-waiting first. */
const RANKS = ['carried-twice', 'missed', 'staff-yesterday', 'carried-once', 'late', 'waiting', 'targets'] as const
const rankOf = (rank: (typeof RANKS)[number]): number => RANKS.indexOf(rank)

export function rankRaisings(known: Raisable, settings: Pick<Settings, 'concernLateMornings'>): Raising[] {
  const matters = [missedMatter(known), lateMatter(known, settings.concernLateMornings), targetsMatter(known)].filter((one) => one !== undefined)
  return [...known.waiting.map((one, index) => noteRaising(one, index, known)), ...matters]
    .sort((a, b) => a.rank - b.rank || a.age - b.age)
    .map(({ key, why, text, about }) => ({ key, why, text, about }))
}

function noteRaising(note: ToRaise, age: number, { yesterday }: Raisable): Ranked {
  const { carriedOver, waitingDays } = note
  const { type, enteredAt, text } = note.note.f
  const one = { key: note.note.id, text, age, about: { note } }
  const waits = waitingDays === 0 ? 'New today' : waitingDays === 1 ? 'Waiting since yesterday' : `Waiting ${waitingDays} days`
  if (carriedOver > 1) return { ...one, rank: rankOf('carried-twice'), why: `Carried over ${carriedOver === 2 ? 'twice' : `${carriedOver} times`}` }
  if (type === 'staff' && yesterday !== undefined && dateOf(enteredAt) >= yesterday) return { ...one, rank: rankOf('staff-yesterday'), why: `From staff, ${dateOf(enteredAt) === yesterday ? 'the last school day' : 'since the last school day'}` }
  if (carriedOver === 1) return { ...one, rank: rankOf('carried-once'), why: 'Carried over once' }
  return { ...one, rank: rankOf('waiting'), why: waits }
}

/** The last day on which it was talked about; today also when it was carried over. Only what is newer is raised again. */
function settledUntil(matter: Matter, { outcomes, today }: Raisable): SchoolDate {
  const about = outcomes.filter(({ noteId, date, result }) => noteId === matterKey(matter) && (result === 'discussed' || date >= today))
  return about.map(({ date }) => date).sort().at(-1) ?? ''
}
const matterRaising = (matter: Matter, rank: (typeof RANKS)[number], why: string, text: string): Ranked => ({ key: matterKey(matter), about: { matter }, rank: rankOf(rank), age: 0, why, text })
const MOST_DAYS = 4
/** The newest days by name, oldest of them first; the rest is counted. */
function days(dates: readonly SchoolDate[]): string {
  const sorted = [...new Set(dates)].sort()
  const earlier = sorted.length - MOST_DAYS
  return [...sorted.slice(-MOST_DAYS).map(shortDate), ...(earlier > 0 ? [`and ${earlier} earlier`] : [])].join(', ')
}

function missedMatter(known: Raisable): Ranked | undefined {
  const settled = settledUntil('missed', known)
  const missed = known.missed.filter((one) => (isOpenMissed(one) || one.state === 'unexplained') && one.date > settled && one.date < known.today)
  if (missed.length === 0) return undefined
  const isUnexplained = missed.some(({ state }) => state === 'unexplained')
  return matterRaising('missed', 'missed', isUnexplained ? 'Missed, and unexplained' : 'Missed, nobody knows why yet', `Was expected and did not come: ${days(missed.map(({ date }) => date))}. Ask what happened.`)
}

function lateMatter(known: Raisable, enough: number): Ranked | undefined {
  const settled = settledUntil('late', known)
  const late = known.mornings.filter(({ minutes, date }) => minutes > 0 && date > settled)
  if (late.length < enough) return undefined
  const average = Math.round(late.reduce((sum, { minutes }) => sum + minutes, 0) / late.length)
  return matterRaising('late', 'late', `Late ${late.length} times in ten school days`, `${days(late.map(({ date }) => date))}; ${average} ${average === 1 ? 'minute' : 'minutes'} on average. Ask what would help.`)
}

function targetsMatter(known: Raisable): Ranked | undefined {
  if (settledUntil('targets', known) >= known.today) return undefined
  const due = known.targets.filter(({ by, result }) => by === known.today && result === 'open')
  if (due.length === 0) return undefined
  return matterRaising('targets', 'targets', due.length === 1 ? 'A target of today' : `${due.length} targets of today`, due.map((target) => target.pupilWording.trim() || targetSentence(target)).join('\n'))
}
