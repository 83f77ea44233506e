/** Rules that are a list or a day, as two of them are told apart in a line. */
import { wordsOf } from '../../domain/people/fileWords.ts'
import type { PlainRule, Settings } from '../../domain/setting.ts'

type ListRule = Exclude<keyof Settings, PlainRule>
const LIST_RULE_WORDS: Record<ListRule, string> = {
  safeguardingWords: 'Safeguarding wordings', sanctionLadder: 'Ladder of sanctions', targetStems: 'Target beginnings', letterReasons: 'Reasons for mentoring in letters', withdrawalStages: 'Stages of withdrawal',
  candidateRules: 'Whom data proposes', periods: 'Periods', laterPeriods: 'Periods from a later week', policyReviewedOn: 'The policy was last looked at', retentionRules: 'Keeping and erasing', fileReaders: 'Who may have a pupil’s file as a whole', sheetDesigns: 'Blue report’s scale',
}
export const listRuleName = (key: string): string => (Object.hasOwn(LIST_RULE_WORDS, key) ? LIST_RULE_WORDS[key as ListRule] : 'A rule of a newer kind')

type Value = Parameters<typeof wordsOf>[0]
/** What the one says and the other does not. */
export function sayListRule(key: string, value: Value, other: Value, staffName: (id: string) => string): string {
  const people = key === 'fileReaders' && Array.isArray(value) ? value.flatMap((id) => (typeof id === 'string' ? [{ id, name: staffName(id) }] : [])) : []
  const say = (one: Value): string => wordsOf(one, 'value', { kind: 'setting', fields: {}, marks: [] }, { people, marked: false, whole: true }) || 'Nothing'
  if (!Array.isArray(value) || !Array.isArray(other)) return say(value)
  const others = new Set(other.map((one) => JSON.stringify(one)))
  const own = value.filter((one) => !others.has(JSON.stringify(one)))
  if (own.length > 0) return say(own)
  return value.length === other.length ? 'the same in another order' : value.length === 0 ? 'an empty list' : 'the list without that'
}
