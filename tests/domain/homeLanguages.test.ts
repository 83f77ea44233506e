import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { FRAME, fieldsIn } from '../../src/domain/home/letterFrame.ts'
import { ENGLISH, languageIn, speechIn, type Speech } from '../../src/domain/home/homeLanguage.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { inHomeLanguages, saidOf } from '../../src/domain/home/inHomeLanguages.ts'
import { reasonsIn } from '../../src/domain/home/letterReasons.ts'
import { languageState, lettersInSentences } from '../../src/domain/home/letterSentences.ts'
import { invitationTo, letterTo, type LetterSheet } from '../../src/domain/home/lettersHome.ts'
import { unknownFields } from '../../src/domain/home/mergeFields.ts'
import { approvedIn, earlierWording, type Phrase, type StoredPhrase } from '../../src/domain/home/phrase.ts'
import { blocksOf, startLetterTo } from '../../src/domain/home/startLetterSheet.ts'
import { Role } from '../../src/domain/staff.ts'
import { homeNotice } from '../../src/domain/home/startNotice.ts'
import { celebrationLetter, type Praise } from '../../src/features/withdrawal/celebrating.ts'
import { uncovered } from '../../src/ui/paper/uncovered.ts'

const pupil = { preferredName: 'Kacper', surname: 'Wójcik', form: '8B', year: 8 }
const mother = { ...NO_DETAILS, pupilId: 'p1', name: 'Ewa Wójcik', salutation: 'Dear Mrs Wójcik', language: 'Polish', interpreter: true }
const english = { ...mother, language: '', interpreter: false }
const phrase = (id: string, f: Partial<Phrase>): StoredPhrase => ({ id, by: 'dht', at: 1, f: { language: 'Polish', of: 'frame:about', english: 'About', text: 'Dotyczy', translator: 'Mrs Kowalska', at: 1, ...f } })
const letters = lettersInSentences(DEFAULT_SETTINGS)
const everySentence = (language: string, text = (one: string) => `PL ${one}`): StoredPhrase[] => letters.flatMap(({ sentences }) => sentences).map(({ of, english: said }, index) => phrase(`f${index}`, { language, of, english: said, text: text(said) }))
const reasons = 'Kacper is often late in the morning, and we should like to help with that. Homework and equipment are often missing.'
const startIn = (why: string, more: { isBrief?: boolean; household?: typeof mother[] } = {}) => (speech: Speech): LetterSheet =>
  startLetterTo(more.household ?? [mother], { pupil, blocks: blocksOf(why, DEFAULT_SETTINGS, { pupil: 'Kacper', mentor: 'Ms Raman' }, speech), schoolName: 'A School', today: '2026-12-10', mentor: 'Ms Raman', beginsAt: '08:45', isBrief: more.isBrief ?? false, speech })

const praise: Praise = { schoolName: 'A School', pupil, mentorName: 'Ms Raman', today: '2026-12-10', step: { stage: 'Once a week', from: '2026-12-14' }, strengths: ['On time on 14 of 15 mornings'], line: 'You asked for help.', own: [] }

describe('A letter of praise', () => {
  it('has a page in the home’s language with the step in it; what the mentor wrote stays on the English page, and the other says so', () => {
    const { sheets, languages } = inHomeLanguages([mother], everySentence('Polish'), (speech) => celebrationLetter(praise, speech), uncovered)
    expect(languages[0]?.state).toBe('in-letter')
    expect(sheets[0]?.paragraphs.join(' ')).toContain('What went well: On time on 14 of 15 mornings.')
    expect(sheets[1]?.statement).toBe('PL Kacper has earned more independence: PL Once a week, from poniedziałek, 14 grudnia 2026.')
    expect(sheets[1]?.paragraphs).toEqual(['PL Mentoring support is being withdrawn step by step because Kacper is doing well. Ms Raman stays in touch, and more support is there again whenever it helps.', 'PL What went well stands on the English page, in words of our own.'])
    expect(celebrationLetter({ ...praise, step: undefined }, speechIn('Polish', everySentence('Polish')))).toMatchObject({ statement: 'PL Kacper has done well in these weeks, and we should like you to know.', paragraphs: ['PL What went well stands on the English page, in words of our own.'] })
    expect(celebrationLetter({ ...praise, strengths: [], line: ' ' }, speechIn('Polish', everySentence('Polish'))).paragraphs).toHaveLength(1)
  })
  it('waits for a step that the school named anew', () => {
    const { sheets, languages } = inHomeLanguages([mother], everySentence('Polish'), (speech) => celebrationLetter({ ...praise, step: { stage: 'Fridays', from: '2026-12-14' } }, speech), uncovered)
    expect([sheets.length, languages[0]?.missing]).toEqual([1, ['Fridays']])
  })
})

describe('A letter is put together in a home’s language from the sentences the school approved', () => {
  it('follows the English, with everything filled in, dates and times as the language says them', () => {
    const { sheets, languages } = inHomeLanguages([mother], everySentence('Polish'), startIn(reasons), uncovered)
    expect(sheets).toHaveLength(2)
    expect([sheets[0]?.title, sheets[1]?.title]).toEqual(['Mentoring for Kacper', 'PL Mentoring for Kacper'])
    expect(sheets[1]?.date).toBe('10 grudnia 2026')
    expect(sheets[1]?.paragraphs).toEqual(['PL Kacper is often late in the morning, and we should like to help with that. PL Homework and equipment are often missing.'])
    expect(sheets[1]?.list?.lines[0]).toContain('at 8:45 each morning, meets Ms Raman')
    expect(JSON.stringify(sheets[1])).not.toMatch(/[{}]\w+\}/)
    expect(saidOf([{ sheets, languages }])).toMatchObject([{ tone: 'info', words: expect.stringContaining('a page in Polish follows the English') as string }])
  })

  it('is in English alone, and says which sentences are missing, while one of them is not approved', () => {
    const all = everySentence('Polish').filter(({ f }) => f.of !== 'startLetterEnding' && f.of !== 'frame:why')
    const { sheets, languages } = inHomeLanguages([mother], all, startIn(reasons), uncovered)
    expect(sheets).toHaveLength(1)
    expect(languages[0]?.missing.sort()).toEqual([DEFAULT_SETTINGS.startLetterEnding, 'Why'].sort())
    expect(saidOf([{ sheets, languages }])[0]?.words).toMatch(/^Polish: in English only\. Not approved in Polish yet: “/)
  })

  it('says that reasons in the mentor’s own words have no approved translation: nothing is translated by a machine', () => {
    const { sheets, languages } = inHomeLanguages([mother], everySentence('Polish'), startIn(`${reasons} He likes Art.`), uncovered)
    expect(sheets).toHaveLength(1)
    expect(saidOf([{ sheets, languages }])[0]?.words).toBe('Polish: in English only. The reasons are in your own words: take the school’s sentences for them.')
  })

  it('asks nothing of a home that speaks English, and one household may have two languages', () => {
    expect(inHomeLanguages([english], everySentence('Polish'), startIn(reasons), uncovered).languages).toEqual([])
    const two = inHomeLanguages([mother, { ...mother, language: 'Urdu' }], [...everySentence('Polish'), ...everySentence('Urdu')], startIn(reasons), uncovered)
    expect(two.sheets).toHaveLength(3)
    expect(two.sheets.map(({ rightToLeft }) => rightToLeft ?? false)).toEqual([false, false, true])
  })

  it('offers the words to be copied where paper cannot write the script, and prints English', () => {
    const { sheets, languages } = inHomeLanguages([{ ...mother, language: 'Bengali' }], everySentence('Bengali', (one) => `বাংলা ${one}`), startIn(reasons), uncovered)
    expect(sheets).toHaveLength(1)
    expect(languages[0]?.state).toBe('not-on-paper')
    expect(saidOf([{ sheets, languages }])[0]?.copy).toContain('বাংলা Mentoring for Kacper')
  })

  it('an approval is of one English wording: when that changes it is asked for again, and begun from what stood', () => {
    const before = [phrase('a', { of: 'startLetterEnding', english: 'It ends.', text: 'Kończy się.' })]
    expect(approvedIn('Polish', before).has(DEFAULT_SETTINGS.startLetterEnding)).toBe(false)
    expect(earlierWording('Polish', 'startLetterEnding', DEFAULT_SETTINGS.startLetterEnding, before)?.f.text).toBe('Kończy się.')
  })
  it('the later approval stands, and one that is taken back does not', () => {
    const first = phrase('a', {})
    expect(approvedIn('Polish', [phrase('b', { text: 'W sprawie', at: 2 }), first]).get('About')?.f.text).toBe('W sprawie')
    expect(approvedIn('Polish', [first, phrase('b', { text: '', at: 2 })]).size).toBe(0)
    expect(approvedIn('Urdu', [first]).size).toBe(0)
  })
})

describe('The sentences a school approves are all there are', () => {
  it('no letter says one that the school is not shown, whatever stands in it', () => {
    const meeting = { pupilId: 'p1', why: '', evidence: [], date: '2026-12-14', time: '16:00', room: 'Room 4', agenda: [], withPupil: true, interpreter: false, invited: ['mentor', 'lead-mentor', 'head-of-year', 'dht'], without: [], deputies: [{ role: 'head-of-year' as const, id: 'dht', reason: 'Ill' }], entered: 0 }
    const facts = { pupil, schoolName: 'A School', today: '2026-12-10', sender: 'Ms Lead', settings: DEFAULT_SETTINGS, staffName: (id: string) => id, roleOf: (id: string) => Role.parse(id) }
    const told = { schoolName: 'A School', settings: DEFAULT_SETTINGS, pupil, mentorName: 'Ms Raman', today: '2026-12-10', from: '2026-12-14', reviewOn: '2027-01-11' as string | undefined, time: '08:30', usualTime: '08:45', weekdays: [1, 2, 3, 4, 5] }
    const kinds: Record<string, ((speech: Speech) => LetterSheet)[]> = {
      start: [startIn(reasons), startIn(reasons, { isBrief: true }), startIn(reasons, { household: [english] })],
      'not-reached': [(speech) => letterTo([mother], { ...facts, speech }), (speech) => letterTo([english], { ...facts, tried: false, speech })],
      invitation: [true, false].flatMap((withPupil) => [[mother], [english], []].map((household) => (speech: Speech) => invitationTo(household, { ...meeting, withPupil }, { ...facts, speech }))),
      praise: [{}, { isEnd: true }, { step: undefined }].map((more) => (speech: Speech) => celebrationLetter({ ...praise, ...more }, speech)),
      notice: [(speech) => homeNotice({ ...told, speech }), (speech) => homeNotice({ ...told, reviewOn: undefined, weekdays: [1, 3], speech })],
    }
    expect(Object.keys(kinds).sort()).toEqual(letters.map(({ name }) => name).sort())
    for (const letter of letters) {
      const shown = new Set(letter.sentences.map(({ english: said }) => said))
      for (const compose of kinds[letter.name] ?? []) {
        const speech = speechIn('Polish', [])
        compose(speech)
        expect([...speech.missing].filter((one) => !shown.has(one)), letter.name).toEqual([])
      }
    }
  })
  it('counts a sentence that several letters share once', () => {
    expect(languageState('Polish', letters, everySentence('Polish'))).toMatchObject({ language: 'Polish' })
    const { approved, of } = languageState('Polish', letters, everySentence('Polish'))
    expect(approved).toBe(of)
    expect(of).toBeLessThan(letters.flatMap(({ sentences }) => sentences).length)
    expect(languageState('Polish', letters, []).approved).toBe(0)
  })
  it('English fills in what its fixed words name', () => {
    for (const said of Object.values(FRAME)) expect(unknownFields(said, fieldsIn(said))).toEqual([])
    expect(ENGLISH.say(FRAME.startStatement, { pupil: 'Kacper' })).toBe('Kacper is being mentored at school and is on mentoring report.')
  })
})

it.each([['Polish', 'Polish'], ['polski', 'Polish'], [' POLISH (some English)', 'Polish'], ['Yoruba', 'Yoruba'], ['English', ''], ['', ''], ['اردو', 'Urdu'], ['Kurdish Sorani', 'Kurdish']])('a contact whose language is written “%s” speaks %s', (typed, language) => {
  expect(languageIn(typed)).toBe(language)
})

it('reasons are split into the school’s sentences and the rest', () => {
  expect(reasonsIn('Homework and equipment are often missing. Kacper has missed more school than we should like.', DEFAULT_SETTINGS.letterReasons, 'Kacper')).toEqual({ sentences: ['Homework and equipment are often missing.', '{pupil} has missed more school than we should like.'], hasOwnWords: false })
  expect(reasonsIn('He is late.', DEFAULT_SETTINGS.letterReasons, 'Kacper')).toEqual({ sentences: [], hasOwnWords: true })
})
