/**
 * "…with pupils becoming aware of when their progress is leading to them being withdrawn": how near the next step is, in
 * words for the pupil. It says what is there and what leads on, never what went wrong, and nothing that staff wrote.
 */
import { longDate } from '../time/clock.ts'
import type { AtStage, Moved } from './withdrawal.ts'
import type { Progress } from './withdrawalEvidence.ts'
import { inSentence, weeksWords, type WithdrawalStage } from './withdrawalStage.ts'

export type DialStep = { name: string; state: 'done' | 'now' | 'ahead' }
export type Dial = {
  steps: DialStep[]
  /** Good weeks towards the next step. */
  filled: number
  of: number
  /** "2 more good weeks to once a week." */
  words: string
  more: string
}
type Source = { at: AtStage; next: WithdrawalStage | undefined; progress: Progress; coming: Moved | undefined }

export function dialOf(stages: readonly WithdrawalStage[], { at, next, progress, coming }: Source): Dial {
  const { goodWeeks } = at.stage
  return {
    steps: stages.map(({ name }, index) => ({ name, state: index < at.index ? 'done' : index === at.index ? 'now' : 'ahead' })),
    filled: goodWeeks - Math.min(goodWeeks, progress.left), of: goodWeeks,
    words: coming ? sayComing(coming) : sayNext(next, progress),
    more: coming?.type === 'stepped-back' ? 'More time together when you need it is a good plan. You can take the next step again.' : `A good week: ${goodWeekForPupil(at.stage)}. A hard week takes nothing away.`,
  }
}

function goodWeekForPupil({ days, onTime, scores, targets, missed }: WithdrawalStage): string {
  if (days === 0) return 'a check-in that goes well'
  const asked = [
    ...(onTime > 0 ? [`on time on ${onTime}% of mornings`] : []),
    missed === 0 ? 'there every morning' : 'there nearly every morning',
    ...(scores > 0 ? [`${scores}% of lessons go well`] : []),
    ...(targets > 0 ? [targets === 100 ? 'targets met' : `${targets}% of targets met`] : []),
  ]
  return asked.join(', ')
}

const sayComing = ({ type, from, stage }: Moved): string =>
  type === 'moved-on' ? `From ${longDate(from)}: ${inSentence(stage)}. You earned this.` : `From ${longDate(from)}: ${inSentence(stage)}, for as long as it helps.`

function sayNext(next: WithdrawalStage | undefined, { left, weeksLeft, isReady }: Progress): string {
  const towards = next ? `to ${inSentence(next.name)}` : 'and then you talk about finishing'
  if (isReady) return next ? `You have done what it takes for ${inSentence(next.name)}. Talk it over with your mentor.` : 'You have done what it takes. Talk with your mentor about finishing.'
  return `${left >= weeksLeft ? weeksWords(left, 'more good ') : weeksWords(weeksLeft, 'more ')} ${towards}.`
}
