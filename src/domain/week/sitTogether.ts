/**
 * "Mentors should discuss staff information and targets with pupils": what pupil and mentor look at together. It holds
 * what the pupil has said, has put initials to, or carries on the blue report, and what a teacher wrote for the pupil to
 * read; nothing else: no word that staff wrote for adults, no sanction, and no other pupil's name.
 */
import type { Morning } from '../mornings/morning.ts'
import type { DeskPupil } from '../pupil.ts'
import type { Target } from './target.ts'
import type { WeeklyReview } from './weeklyReview.ts'

type Named = Pick<DeskPupil, 'preferredName' | 'surname'>
export type ShareSafe = {
  targets: { words: string; result: Target['result'] }[]
  wentWell: string[]
  /** What teachers wrote for the pupil to read, each with the subject it is of. */
  staff: { subject: string; words: string }[]
  /** For the back of the blue report. */
  today: string[]
  next: string[]
  /** Lines that stay with the mentor, because they name somebody else or have no wording for the pupil. */
  keptBack: number
}
export type SharedSource = {
  pupil: Named
  /** Everyone else the tablet knows. */
  others: readonly Named[]
  /** Of this week. */
  targets: readonly Pick<Target, 'pupilWording' | 'result'>[]
  /** The mornings of this week so far. */
  mornings: readonly Morning[]
  /** The latest review that is signed. */
  review: Pick<WeeklyReview, 'wentWell' | 'nextStep' | 'signed'> | undefined
  /** The replies that came lately, the newest first. */
  replies: readonly { subject: string; shareSafe: string | undefined }[]
  actions: readonly string[]
  /** What is certain of the days to come, in words for the pupil. */
  ahead: readonly string[]
}

export function shareSafe({ pupil, others, targets, mornings, review, replies, actions, ahead }: SharedSource): ShareSafe {
  const safeOf = safeLines(pupil, others)
  // Without the pupil's initials the review is still the mentor's own.
  const agreed = review?.signed?.pupilInitials.trim() ? review : undefined
  let keptBack = 0
  const safe = (lines: readonly string[]): string[] => {
    const shown = safeOf(lines)
    keptBack += lines.filter((line) => line.trim() !== '').length - shown.length
    return shown
  }
  const worded = targets.filter(({ result, pupilWording }) => result !== 'retired' && pupilWording.trim() !== '')
  const shown: Omit<ShareSafe, 'keptBack'> = {
    targets: worded.filter(({ pupilWording }) => safe([pupilWording]).length > 0).map(({ pupilWording, result }) => ({ words: pupilWording.trim(), result })),
    wentWell: [...sayMornings(mornings), ...safe([agreed?.wentWell ?? ''])],
    staff: replies.flatMap(({ subject, shareSafe: words = '' }) => (safe([words]).length > 0 ? [{ subject, words: words.trim() }] : [])),
    today: safe(actions),
    next: [...ahead, ...safe([agreed?.nextStep ?? ''])],
  }
  return { ...shown, keptBack: keptBack + targets.filter(({ result, pupilWording }) => result !== 'retired' && pupilWording.trim() === '').length }
}

/** The lines that name nobody else, tidied. */
export function safeLines(pupil: Named, others: readonly Named[]): (lines: readonly string[]) => string[] {
  const names = namesOfOthers(pupil, others)
  return (lines) => lines.map((line) => line.trim()).filter((line) => line !== '' && !namesAnyone(line, names))
}

/** Only what went well is said here: "On time on 3 of 4 mornings". */
function sayMornings(mornings: readonly Morning[]): string[] {
  const came = mornings.filter(({ kind }) => kind === 'on-time' || kind === 'late-to-mentor' || kind === 'late' || kind === 'after-close')
  const onTime = came.filter(({ kind }) => kind === 'on-time').length
  if (onTime === 0) return []
  return [came.length === 1 ? 'On time this week so far' : onTime === came.length ? `On time on all ${onTime} mornings this week` : `On time on ${onTime} of ${came.length} mornings this week`]
}

/** Names as they are written; one that is also the pupil's own names nobody else. */
function namesOfOthers(pupil: Named, others: readonly Named[]): Set<string> {
  const own = new Set([...partsOf(pupil.preferredName), ...partsOf(pupil.surname)])
  return new Set(others.flatMap((other) => [...partsOf(other.preferredName), ...partsOf(other.surname)]).filter((name) => name.length > 1 && !own.has(name)))
}
const partsOf = (name: string): string[] => name.split(/[\s-]+/).filter(Boolean)

/** Capitals count, so that "will" is not Will; a short surname that is a word at the start of a sentence is kept back too. */
const namesAnyone = (line: string, names: ReadonlySet<string>): boolean => (line.match(/\p{L}+(?:[’']\p{L}+)*/gu) ?? []).some((word) => names.has(word) || names.has(word.replace(/[’']s$/u, '')))
/** Whether a line that leaves the mentor's log names another pupil. */
export const namesSomebodyElse = (line: string, pupil: Named, others: readonly Named[]): boolean => namesAnyone(line, namesOfOthers(pupil, others))
