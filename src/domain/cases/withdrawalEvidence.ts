/**
 * "…pupils becoming aware of when their progress is leading to them being withdrawn": what the weeks at a stage say about
 * the next. Each week is good, not yet, or cannot be judged: what is missing is said and counts for nothing. A hard week
 * takes no good week away.
 */
import { percentMet, returnedWords, type ScoreCount } from '../week/reportScore.ts'
import { shortDate, type SchoolDate } from '../time/clock.ts'
import { rankOf, type ScoreScale } from '../week/scoreScale.ts'
import type { CheckInHow } from './withdrawal.ts'
import { weeksWords, type WithdrawalStage } from './withdrawalStage.ts'

export type WeekFacts = {
  weekStart: SchoolDate
  /** `missed`: without an explanation; `explained` says nothing of the pupil; `open`: nobody has looked into it. */
  mornings: { onTime: number; late: number; missed: number; explained: number; open: number }
  scores: ScoreCount
  targets: { met: number; judged: number; open: number }
  checkIns: readonly CheckInHow[]
}
export type Verdict = 'good' | 'not-yet' | 'unknown'
export type JudgedWeek = { facts: WeekFacts; verdict: Verdict; /** What was below. */ lacks: string[]; /** What is not known. */ unknown: string[] }

/** Fewer lessons than these of a week say too little. */
const ENOUGH_RETURNED = 1 / 3
const part = (done: number, of: number): number => Math.round((done * 100) / of)
const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`
export const isEnoughReturned = ({ returned, lessons, marks }: ScoreCount): boolean => marks > 0 && returned >= lessons * ENOUGH_RETURNED

type Said = { lacks?: string; unknown?: string }
function judgeMornings({ onTime, missed }: WithdrawalStage, { mornings }: WeekFacts): Said[] {
  const judged = mornings.onTime + mornings.late + mornings.missed
  if (mornings.open > 0) return [{ unknown: `${count(mornings.open, 'missed morning is', 'missed mornings are')} not looked into` }]
  if (judged === 0) return [{ unknown: mornings.explained > 0 ? 'no morning to judge: every one is explained' : 'no morning to judge' }]
  const reached = part(mornings.onTime, judged)
  return [
    ...(reached < onTime ? [{ lacks: `${mornings.onTime} of ${judged} mornings on time` }] : []),
    ...(mornings.missed > missed ? [{ lacks: count(mornings.missed, 'missed morning') }] : []),
  ]
}
function judgeScores(stage: WithdrawalStage, { scores }: WeekFacts): Said[] {
  if (stage.scores === 0) return []
  if (scores.marks === 0) return [{ unknown: scores.lessons === 0 ? 'no lesson to come back' : 'no score has come back' }]
  if (!isEnoughReturned(scores)) return [{ unknown: `only ${returnedWords(scores)}` }]
  const reached = percentMet(scores) ?? 0
  return reached < stage.scores ? [{ lacks: `${reached}% of scores met` }] : []
}
function judgeTargets(stage: WithdrawalStage, { targets }: WeekFacts): Said[] {
  if (stage.targets === 0) return []
  if (targets.judged === 0) return [{ unknown: targets.open > 0 ? `${count(targets.open, 'target has', 'targets have')} no result` : 'no target was set' }]
  return part(targets.met, targets.judged) < stage.targets ? [{ lacks: `${targets.met} of ${count(targets.judged, 'target')} met` }] : []
}
function judgeCheckIns({ checkIns }: WeekFacts): Said[] {
  const last = checkIns.at(-1)
  return last === undefined ? [{ unknown: 'no check-in is noted' }] : last === 'well' ? [] : [{ lacks: last === 'mixed' ? 'an up-and-down week' : 'a hard week' }]
}

export function judgeWeek(stage: WithdrawalStage, facts: WeekFacts): JudgedWeek {
  const said = stage.days === 0 ? judgeCheckIns(facts) : [...judgeMornings(stage, facts), ...judgeScores(stage, facts), ...judgeTargets(stage, facts)]
  const lacks = said.flatMap((one) => one.lacks ?? [])
  const unknown = said.flatMap((one) => one.unknown ?? [])
  return { facts, lacks, unknown, verdict: lacks.length > 0 ? 'not-yet' : unknown.length > 0 ? 'unknown' : 'good' }
}

export type Progress = {
  /** Those that are looked at, oldest first. */
  weeks: JudgedWeek[]
  good: number
  judged: number
  /** How many more good weeks lead to the next stage; 0 when it is time to look. */
  left: number
  /** School weeks that are still to pass at this stage whatever they are like. */
  weeksLeft: number
  isReady: boolean
  /** Two hard weeks running ask whether more days would help. */
  isHard: boolean
}

/** `facts`: the finished school weeks at the stage, oldest first. */
export function progressAt(stage: WithdrawalStage, facts: readonly WeekFacts[]): Progress {
  const all = facts.map((one) => judgeWeek(stage, one))
  const judgedWeeks = all.filter(({ verdict }) => verdict !== 'unknown')
  // Only so far back: a good week of last year says little about the next step.
  const looked = judgedWeeks.slice(-2 * stage.goodWeeks)
  const first = looked[0]
  const weeks = all.slice(first ? all.indexOf(first) : 0)
  const good = looked.filter(({ verdict }) => verdict === 'good').length
  const isLastGood = looked.at(-1)?.verdict === 'good'
  const left = good < stage.goodWeeks ? stage.goodWeeks - good : isLastGood ? 0 : 1
  const weeksLeft = Math.max(0, stage.atLeastWeeks - facts.length)
  return { weeks, good, judged: looked.length, left, weeksLeft, isReady: left === 0 && weeksLeft === 0, isHard: looked.length > 1 && looked.slice(-2).every(({ verdict }) => verdict === 'not-yet') }
}

/** "1 or 2": the marks that are enough. */
export const enoughWords = (scale: ScoreScale): string =>
  scale.marks.filter(({ mark }) => (rankOf(scale, mark) ?? Infinity) <= (rankOf(scale, scale.enough) ?? 0)).map(({ mark }) => mark).join(', ').replace(/, ([^,]+)$/, ' or $1')

/** What the weeks add up to, each a short sentence: "14 of 15 mornings on time". */
export function evidenceWords(stage: WithdrawalStage, { weeks, good, judged }: Progress, scale: ScoreScale): string[] {
  if (weeks.length === 0) return []
  const sum = (of: (facts: WeekFacts) => number): number => weeks.reduce((total, { facts }) => total + of(facts), 0)
  const kept = `${good} good ${good === 1 ? 'week' : 'weeks'} of ${judged}`
  if (stage.days === 0) return [kept, `${count(sum(({ checkIns }) => checkIns.length), 'check-in')} noted`]
  const [onTime, missed, explained] = [sum(({ mornings }) => mornings.onTime), sum(({ mornings }) => mornings.missed), sum(({ mornings }) => mornings.explained)]
  const mornings = onTime + missed + sum(({ mornings: { late } }) => late)
  const scores = { marks: sum((one) => one.scores.marks), met: sum((one) => one.scores.met), returned: sum((one) => one.scores.returned), lessons: sum((one) => one.scores.lessons) }
  const percent = percentMet(scores)
  const targets = { met: sum((one) => one.targets.met), judged: sum((one) => one.targets.judged) }
  return [
    kept,
    ...(mornings > 0 ? [`${onTime} of ${count(mornings, 'morning')} on time`] : []),
    missed === 0 ? 'no missed morning' : count(missed, 'missed morning'),
    ...(explained > 0 ? [`${count(explained, 'morning')} away with a reason, not counted`] : []),
    ...(percent === undefined ? [] : [`${percent}% of scores at ${enoughWords(scale)}, ${returnedWords(scores)}`]),
    ...(targets.judged > 0 ? [`${targets.met} of ${count(targets.judged, 'target')} met`] : []),
  ]
}

/** What is still wanting, in plain words; empty when it is time to look. */
export function lacksWords(stage: WithdrawalStage, { left, weeksLeft, weeks, good }: Progress): string[] {
  const last = weeks.findLast(({ verdict }) => verdict === 'not-yet')
  return [
    ...(left > 0 ? [good >= stage.goodWeeks ? 'the latest week was not a good one; the good ones stay counted' : `${weeksWords(left, 'more good ')}`] : []),
    ...(weeksLeft > 0 ? [`${weeksWords(weeksLeft, 'more ')} at this stage: ${stage.atLeastWeeks} at least`] : []),
    ...(left > 0 && last ? [`week of ${shortDate(last.facts.weekStart)}: ${last.lacks.join(', ')}`] : []),
  ]
}
/** Weeks that say nothing either way, and why. */
export const unknownWords = ({ weeks }: Progress): string[] => weeks.filter(({ verdict }) => verdict === 'unknown').map(({ facts, unknown }) => `Week of ${shortDate(facts.weekStart)}: ${unknown.join(', ')}.`)
