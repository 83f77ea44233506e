/**
 * "What have you written about my child?": what a parent or carer at the desk is shown. Only what may be shared: arrivals,
 * sessions, targets in the pupil's words, and what teachers and the signed reviews say for the pupil to read. No word that
 * staff wrote for adults, no background, no sanction's notes, and no other pupil's name; the rest is asked for by right.
 */
import type { SchoolDate } from '../time/clock.ts'
import type { Morning, MorningKind } from '../mornings/morning.ts'
import type { DeskPupil } from '../pupil.ts'
import type { SessionCount } from '../week/sessionWeek.ts'
import { safeLines } from '../week/sitTogether.ts'
import { RESULT_WORDS, type Target } from '../week/target.ts'
import type { WeeklyReview } from '../week/weeklyReview.ts'

type Named = Pick<DeskPupil, 'preferredName' | 'surname'>
export type HomeViewSource = {
  pupil: Named
  others: readonly Named[]
  mornings: readonly Morning[]
  sessions: SessionCount
  targets: readonly Pick<Target, 'weekStart' | 'pupilWording' | 'result'>[]
  reviews: readonly Pick<WeeklyReview, 'weekStart' | 'wentWell' | 'nextStep' | 'signed'>[]
  replies: readonly { subject: string; shareSafe: string | undefined }[]
}
export type HomeView = {
  mornings: string
  sessions: string
  /** The newest week first. */
  targets: { week: SchoolDate; words: string; result: string }[]
  weeks: { week: SchoolDate; wentWell: string; next: string }[]
  staff: { subject: string; words: string }[]
}

const count = (many: number, one: string): string => `${many} ${many === 1 ? one : `${one}s`}`
const newest = (a: { weekStart: SchoolDate }, b: { weekStart: SchoolDate }): number => (a.weekStart < b.weekStart ? 1 : a.weekStart > b.weekStart ? -1 : 0)

export function homeView({ pupil, others, mornings, sessions, targets, reviews, replies }: HomeViewSource): HomeView {
  const safe = safeLines(pupil, others)
  const one = (line: string): string => safe([line])[0] ?? ''
  return {
    mornings: sayMornings(mornings),
    sessions: sessions.held === 0 ? 'No session has been marked yet.' : `Came to ${sessions.came} of ${count(sessions.held, 'session')}.`,
    targets: [...targets].sort(newest).flatMap(({ weekStart: week, pupilWording, result }) => {
      const words = result === 'retired' ? '' : one(pupilWording)
      return words === '' ? [] : [{ week, words, result: RESULT_WORDS[result] }]
    }),
    // Without the pupil's initials a review is still the mentor's own.
    weeks: [...reviews].sort(newest).flatMap(({ weekStart: week, wentWell, nextStep, signed }) => {
      const shown = signed?.pupilInitials.trim() ? { week, wentWell: one(wentWell), next: one(nextStep) } : undefined
      return shown && (shown.wentWell !== '' || shown.next !== '') ? [shown] : []
    }),
    staff: replies.flatMap(({ subject, shareSafe = '' }) => (one(shareSafe) === '' ? [] : [{ subject, words: one(shareSafe) }])),
  }
}

const LATE: readonly MorningKind[] = ['late', 'late-to-mentor', 'after-close']
/** Plain numbers, without a word of what they mean. */
function sayMornings(mornings: readonly Morning[]): string {
  const many = (...kinds: MorningKind[]): number => mornings.filter(({ kind }) => kinds.includes(kind)).length
  const [onTime, late, none] = [many('on-time'), many(...LATE), many('not-arrived')]
  if (onTime + late + none === 0) return 'No morning has been marked yet.'
  return `On time on ${onTime} of ${count(onTime + late + none, 'morning')}${late > 0 ? `, late on ${late}` : ''}${none > 0 ? `, not at reception on ${none}` : ''}.`
}

/** Who is asking, as the school has them: shown to those with parental responsibility alone. */
export type Asking = 'may' | 'no-contact' | 'no-responsibility'
export const askingOf = ({ responsibility, noContact }: { responsibility: boolean; noContact: boolean }): Asking => (noContact ? 'no-contact' : responsibility ? 'may' : 'no-responsibility')

/** A right that needs no form and no reason. */
export const RIGHT_OF_ACCESS = [
  'You may ask for a copy of everything the school holds about your child. This is called a subject access request.',
  'You may ask in any way: speak to us, write or send an e-mail. You need no form and give no reason. The school answers within one month, and it is free.',
  'The school asks your child first where your child is old enough to decide, usually from about 12 or 13.',
]
