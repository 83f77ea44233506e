/**
 * "Mentoring support should be withdrawn gradually": the stages by which a school withdraws it, and what each asks before
 * the next. The numbers propose; a person decides.
 */
import { z } from '../schema.ts'

export const STAGE_NAME_LIMIT = 40
export const STAGES_LIMIT = 6
const percent = z.int().min(0).max(100)

export const WithdrawalStage = z.object({
  name: z.string().min(1).max(STAGE_NAME_LIMIT),
  /** Mornings a week at reception; 0: no morning, only a word with the mentor once a week. */
  days: z.int().min(0).max(5),
  /** How many good weeks lead to the next stage. */
  goodWeeks: z.int().min(1).max(8),
  /** The minimum time at this stage, in school weeks. */
  atLeastWeeks: z.int().min(1).max(16),
  /** What a good week is: percent of mornings on time, of scores met, of targets met. 0: not looked at. */
  onTime: percent,
  scores: percent,
  targets: percent,
  /** So many missed mornings may still be a good week. */
  missed: z.int().min(0).max(5),
})
export type WithdrawalStage = z.infer<typeof WithdrawalStage>
export const WithdrawalStages = z.array(WithdrawalStage).min(2).max(STAGES_LIMIT).refine((stages) => stageProblem(stages) === undefined, 'Each stage has fewer days than the one before')

const USUAL = { goodWeeks: 3, atLeastWeeks: 3, onTime: 80, scores: 75, targets: 50, missed: 0 }
export const DEFAULT_STAGES: WithdrawalStage[] = [
  { name: 'Every day', days: 5, ...USUAL },
  { name: 'Three days a week', days: 3, ...USUAL },
  { name: 'Once a week', days: 1, ...USUAL },
  { name: 'Check-in only', days: 0, ...USUAL, onTime: 0, scores: 0, targets: 0 },
]

/** The weekdays a stage usually means; the mentor may choose others. */
const PATTERNS: readonly (readonly number[])[] = [[], [1], [1, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]]
export const usualWeekdays = ({ days }: Pick<WithdrawalStage, 'days'>): number[] => [...(PATTERNS[days] ?? [])]

/**
 * The stage that a pattern of days belongs to: the last one that has as many days at least. No day at all is a stage only
 * where somebody decided so; otherwise it is a pause.
 */
export function stageOf(stages: readonly WithdrawalStage[], weekdays: readonly number[], isCheckInOnly: boolean): number | undefined {
  if (weekdays.length > 0) return Math.max(0, stages.findLastIndex(({ days }) => days >= weekdays.length))
  const last = stages.findIndex(({ days }) => days === 0)
  return isCheckInOnly && last !== -1 ? last : undefined
}

/** "Three days a week", in the middle of a sentence. */
export const inSentence = (name: string): string => name.charAt(0).toLocaleLowerCase('en-GB') + name.slice(1)
export const weeksWords = (weeks: number, kind = ''): string => `${weeks} ${kind}${weeks === 1 ? 'week' : 'weeks'}`

/** What a good week is at a stage, in plain words. */
export function goodWeekWords({ days, onTime, scores, targets, missed }: WithdrawalStage): string {
  if (days === 0) return 'a check-in that went well'
  const asked = [
    ...(onTime > 0 ? [`${onTime}% of mornings on time`] : []),
    missed === 0 ? 'no missed morning' : `at most ${missed} missed ${missed === 1 ? 'morning' : 'mornings'}`,
    ...(scores > 0 ? [`${scores}% of scores met`] : []),
    ...(targets > 0 ? [`${targets}% of targets met`] : []),
  ]
  return asked.join(', ')
}
/** "3 good weeks, and 4 weeks at this stage at least." */
export const stageRuleWords = (stage: WithdrawalStage): string =>
  `${weeksWords(stage.goodWeeks, 'good ')}, the latest among them${stage.atLeastWeeks > stage.goodWeeks ? `, and ${weeksWords(stage.atLeastWeeks)} at this stage at least` : ''}. A good week: ${goodWeekWords(stage)}.`

export type StageProblem = 'too-few' | 'too-many' | 'no-name' | 'same-name' | 'number' | 'not-fewer'
export const STAGE_PROBLEM_WORDS: Record<StageProblem, string> = {
  'too-few': 'Support is withdrawn by two stages at least.',
  'too-many': `Keep it to ${STAGES_LIMIT} stages.`,
  'no-name': `Every stage needs a name of up to ${STAGE_NAME_LIMIT} characters.`,
  'same-name': 'Two stages have the same name.',
  number: 'Days are 0 to 5, good weeks 1 to 8, the minimum time 1 to 16 weeks, percentages 0 to 100: whole numbers.',
  'not-fewer': 'Each stage has fewer days than the one before.',
}
export function stageProblem(stages: readonly WithdrawalStage[]): StageProblem | undefined {
  if (stages.length < 2) return 'too-few'
  if (stages.length > STAGES_LIMIT) return 'too-many'
  if (stages.some(({ name }) => name.trim() === '' || name.trim().length > STAGE_NAME_LIMIT)) return 'no-name'
  if (new Set(stages.map(({ name }) => name.trim().toLocaleLowerCase('en-GB'))).size < stages.length) return 'same-name'
  if (stages.some((stage) => !WithdrawalStage.safeParse(stage).success)) return 'number'
  if (stages.some(({ days }, at) => at > 0 && days >= (stages[at - 1]?.days ?? 5))) return 'not-fewer'
  return undefined
}
