import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/domain/protocol.ts'
import { DEFAULT_SETTINGS, PLAIN_RULES, type Settings } from '../../../src/domain/setting.ts'
import { listRuleName, sayListRule } from '../../../src/features/school-rules/listRules.ts'

const staffName = (id: string): string => (id === 's1' ? 'Ms Who' : 'Mr What')
const lists = (Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[]).filter((key) => !Object.hasOwn(PLAIN_RULES, key))
const say = (key: keyof Settings, value: unknown, other: unknown = []): string => sayListRule(key, value as Json, other as Json, staffName)
const day = { key: 'P1', name: 'P1', from: '09:05', to: '10:05' }

describe('a rule that is a list, in a line', () => {
  it.each(lists)('%s has a name, and its usual value is said without the names of its fields', (key) => {
    expect(listRuleName(key)).not.toBe('A rule of a newer kind')
    expect(say(key, DEFAULT_SETTINGS[key])).not.toMatch(/\{"|[[\]]|\b(mayIssue|category|trigger|action|measure|limit|span|scale|per|best|goodWeeks|atLeastWeeks|isOn|id|key)\b [a-z0-9]/)
  })
  it.each<[keyof Settings, unknown, unknown, string]>([
    ['retentionRules', DEFAULT_SETTINGS.retentionRules.map((one) => (one.category === 'mentored' ? { ...one, months: 9 } : one)), DEFAULT_SETTINGS.retentionRules, 'Who was mentored: kept for 9 months from the day the case ended, then erase'],
    ['laterPeriods', [{ from: '2027-01-04', periods: [day] }], [], 'From 4 January 2027: P1 9.05 to 10.05'],
    ['periods', [day, { ...day, key: 'P2', name: 'Tutor' }], [day], 'Tutor 9.05 to 10.05'],
    ['candidateRules', [{ measure: 'attendance', isOn: false, limit: 85, span: 0 }], [], 'attendance below 85% (not looked for)'],
    ['sanctionLadder', [{ id: 'x', name: 'Lunch detention', mayIssue: ['mentor'], causes: ['behaviour'], notice: 'same-day', minutes: 20, afterSchool: true }], [], 'Lunch detention (20 minutes, parents told the same day, by a mentor, behaviour, it keeps the pupil after school)'],
    ['fileReaders', ['s1', 's2'], ['s2'], 'Ms Who'],
    ['targetStems', ['sits down'], ['sits down', 'asks'], 'the list without that'],
    ['targetStems', ['a', 'b'], ['b', 'a'], 'the same in another order'],
    ['policyReviewedOn', '2026-12-10', '', '10 December 2026'],
  ])('%s', (key, value, other, words) => expect(say(key, value, other)).toBe(words))
  it('says what does not fit the rule, or is newer, as readable as it can', () => {
    expect(say('retentionRules', [{ category: 'new', months: 3 }])).toBe('category new, months 3')
    expect(sayListRule('laterThing', { from: '2027-01-04' }, null, staffName)).toBe('from 4 January 2027')
  })
})
