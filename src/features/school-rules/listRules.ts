/** Rules that are a list or a day, as their screens say them, and as two of them are told apart in a line. */
import { fitsMeasure } from '../../domain/cases/candidateRule.ts'
import { sayRule } from '../../domain/cases/candidateWords.ts'
import { stageRuleWords } from '../../domain/cases/withdrawalStage.ts'
import { CAUSE_WORDS, issuedBy, stepWords } from '../../domain/conduct/sanctionLadder.ts'
import { wordsOf } from '../../domain/people/fileWords.ts'
import { CATEGORY_WORDS, RETENTION_ACTION_WORDS, sayMonths, TRIGGER_WORDS } from '../../domain/people/retention.ts'
import { fitsRule, type PlainRule, type Settings } from '../../domain/setting.ts'
import { mediumDate, spokenTime } from '../../domain/time/clock.ts'
import type { Period } from '../../domain/time/period.ts'
import { directionWords, type SheetDesign } from '../../domain/week/scoreScale.ts'

type ListRule = Exclude<keyof Settings, PlainRule>
const LIST_RULE_WORDS: Record<ListRule, string> = {
  safeguardingWords: 'Safeguarding wordings', sanctionLadder: 'Ladder of sanctions', targetStems: 'Target beginnings', letterReasons: 'Reasons for mentoring in letters', withdrawalStages: 'Stages of withdrawal',
  candidateRules: 'Whom data proposes', periods: 'Periods', laterPeriods: 'Periods from a later week', policyReviewedOn: 'The policy was last looked at', retentionRules: 'Keeping and erasing', fileReaders: 'Who may have a pupil’s file as a whole', sheetDesigns: 'Blue report’s scale',
}
export const listRuleName = (key: string): string => (Object.hasOwn(LIST_RULE_WORDS, key) ? LIST_RULE_WORDS[key as ListRule] : 'A rule of a newer kind')

export const sayPeriods = (periods: readonly Period[]): string => periods.map((one) => `${one.name} ${spokenTime(one.from)} to ${spokenTime(one.to)}`).join(', ')
export const sayDesign = ({ scale, per }: Pick<SheetDesign, 'scale' | 'per'>): string =>
  `${scale.marks.map(({ mark, words }) => `${mark} ${words}`).join(', ')}. ${directionWords(scale)}. ${per === 'target' ? 'One mark for each target in each lesson.' : 'One mark for each lesson.'}`
const inALine = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** One line of each list; what is text already says itself. */
const LINES: { [K in ListRule]?: Settings[K] extends readonly (infer Line)[] ? (line: Line) => string : never } = {
  sanctionLadder: (step) => [`${step.name} (${stepWords(step)}`, `by ${issuedBy(step)}`, ...step.causes.map((one) => inALine(CAUSE_WORDS[one])), ...(step.afterSchool ? ['it keeps the pupil after school'] : [])].join(', ') + ')',
  candidateRules: (rule) => `${fitsMeasure(rule) ? sayRule(rule) : rule.measure}${rule.isOn ? '' : ' (not looked for)'}`,
  withdrawalStages: (stage) => `${stage.name}, ${stage.days} ${stage.days === 1 ? 'morning' : 'mornings'} a week: ${inALine(stageRuleWords(stage).replace(/\.$/, ''))}`,
  periods: (period) => sayPeriods([period]),
  laterPeriods: ({ from, periods }) => `From ${mediumDate(from)}: ${sayPeriods(periods)}`,
  retentionRules: ({ category, months, trigger, action }) => `${CATEGORY_WORDS[category]}: kept for ${sayMonths(months)} from the day ${TRIGGER_WORDS[trigger]}, then ${inALine(RETENTION_ACTION_WORDS[action])}`,
  sheetDesigns: (design) => `From ${mediumDate(design.from)}: ${sayDesign(design)}`,
}

type Value = Parameters<typeof wordsOf>[0]
/** What the one says and the other does not. */
export function sayListRule(key: string, value: Value, other: Value, staffName: (id: string) => string): string {
  const people = key === 'fileReaders' && Array.isArray(value) ? value.flatMap((id) => (typeof id === 'string' ? [{ id, name: staffName(id) }] : [])) : []
  const line = Object.hasOwn(LINES, key) && fitsRule(key, value) ? (LINES[key as ListRule] as ((one: unknown) => string) | undefined) : undefined
  const words = (one: Value): string => wordsOf(one, 'value', { kind: 'setting', fields: {}, marks: [] }, { people, marked: false, whole: true }) || 'Nothing'
  const say = (one: Value): string => (line && Array.isArray(one) ? one.map(line).join('; ') : words(one))
  if (!Array.isArray(value) || !Array.isArray(other)) return say(value)
  const others = new Set(other.map((one) => JSON.stringify(one)))
  const own = value.filter((one) => !others.has(JSON.stringify(one)))
  if (own.length > 0) return say(own)
  return value.length === other.length ? 'the same in another order' : value.length === 0 ? 'an empty list' : 'the list without that'
}
