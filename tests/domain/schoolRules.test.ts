import { describe, expect, it } from 'vitest'
import { findsRule, readRule, RULES_IN_ORDER, RULE_WORDS, sayRange, sayRule } from '../../src/domain/school/schoolRules.ts'
import { DEFAULT_SETTINGS, fitsRule, PLAIN_RULES, settingsFrom } from '../../src/domain/setting.ts'

const read = (key: Parameters<typeof readRule>[0], typed: string | boolean, more = {}) => readRule(key, typed, { ...DEFAULT_SETTINGS, ...more })

describe('The school’s rules are one list', () => {
  it('every rule has a label, the sentence it serves, and a usual value that it may have and that clashes with nothing', () => {
    expect(new Set(RULES_IN_ORDER)).toEqual(new Set(Object.keys(PLAIN_RULES)))
    for (const key of RULES_IN_ORDER) {
      expect(RULE_WORDS[key].serves, key).not.toBe('')
      const { usual } = PLAIN_RULES[key]
      expect(read(key, typeof usual === 'boolean' ? usual : String(usual)), key).toEqual({ ok: true, value: usual })
      expect(DEFAULT_SETTINGS[key], key).toBe(usual)
    }
  })

  it('no two rules are called the same', () => {
    expect(new Set(RULES_IN_ORDER.map((key) => RULE_WORDS[key].label)).size).toBe(RULES_IN_ORDER.length)
  })

  it('is said as people say it', () => {
    expect(sayRule('registerStart', '08:45')).toBe('8.45')
    expect(sayRule('repeatDays', 1)).toBe('1 school day')
    expect(sayRule('savePdf', false)).toBe('No')
    expect(sayRange('concernLateMornings')).toBe('A whole number from 1 to 10 mornings.')
  })
})

describe('What a school types is taken, or it is said plainly why not', () => {
  it('a field of the letter home that nothing fills in is refused by its name, and so is half of one', () => {
    expect(read('startLetterContact', 'Please call {school} and ask for {mentor}.')).toEqual({ ok: true, value: 'Please call {school} and ask for {mentor}.' })
    expect(read('startLetterContact', 'Please ask for {teacher}, {Mentor} or {mentor')).toEqual({ ok: false, why: '{teacher}, {Mentor}, {mentor are not filled in. There are {pupil}, {mentor}, {school}, {time}, {early}.' })
    expect(read('startLetterContact', ' ')).toMatchObject({ ok: false })
  })
  it.each([
    ['concernLateMornings', '0', 'A whole number from 1 to 10 mornings.'], ['concernLateMornings', '3.5', 'A whole number from 1 to 10 mornings.'], ['repeatDays', '', 'Give a value first.'],
    ['registerStart', '', 'Give a time, such as 8.45.'], ['registerStart', '03:00', 'A time from 7.00 to 11.00.'], ['schoolName', '  ', 'Give a value first.'],
    ['registerClose', '08:40', 'The register closes after it begins.'], ['registerClose', '09:20', 'The law lets the register be open for 30 minutes at most. Change the other time first.'],
    ['earlyReport', '08:45', 'The earlier start is before the register begins.'], ['endOfDayCloses', '15:00', 'Nobody has missed the report before it is.'],
  ] as const)('%s: "%s" is refused: %s', (key, typed, why) => {
    expect(read(key, typed)).toEqual({ ok: false, why })
  })

  it('a whole number, a time and a yes are taken as what they are', () => {
    expect(read('concernLateMornings', ' 4 ')).toEqual({ ok: true, value: 4 })
    expect(read('registerClose', '09:10')).toEqual({ ok: true, value: '09:10' })
    expect(read('togetherAsksPin', true)).toEqual({ ok: true, value: true })
  })

  it('what does not fit is passed over by the rules, and what a later version adds is left alone', () => {
    expect(settingsFrom([{ key: 'repeatCount', value: 99 }]).repeatCount).toBe(2)
    expect([fitsRule('repeatCount', 99), fitsRule('repeatCount', 3), fitsRule('ofALaterVersion', 'x'), fitsRule('toString', 'x')]).toEqual([false, true, true, true])
  })
})

it('A rule is found by any words of its label, sentence or section', () => {
  expect(RULES_IN_ORDER.filter((key) => findsRule(key, 'register closes'))).toEqual(['registerClose', 'deskStaysMinutes'])
  expect(RULES_IN_ORDER.filter((key) => findsRule(key, 'monday LUNCH'))).toEqual(['lunchEnds'])
})
