import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { LETTERS, readRule, RULE_WORDS } from '../../../src/domain/school/schoolRules.ts'
import { DEFAULT_SETTINGS, PLAIN_RULES, settingsFrom } from '../../../src/domain/setting.ts'
import LettersEditor from '../../../src/features/school-rules/LettersEditor.vue'
import { exampleLetters } from '../../../src/features/school-rules/useExampleLetter.ts'
import { wordsOf } from '../../../src/ui/paper/model.ts'
import { uncovered } from '../../../src/ui/paper/uncovered.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

const looking: VueWrapper[] = []
afterEach(() => {
  looking.splice(0).forEach((screen) => screen.unmount())
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DHT = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' } as const
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await screen.findAll('button').find((one) => one.text().includes(words))!.trigger('click')
  await settleDisk()
}
const sentences = LETTERS.flatMap((letter) => letter.sentences)

describe('Letters home in the school’s own words', () => {
  it('a sentence is read with an invented pupil while it is typed, is kept with who changed it, and goes back to the usual', async () => {
    const desk = await aStudy({ me: DHT, rows: [...theMentee, aRow('staff', 'dht', { name: DHT.name, initials: DHT.initials, role: 'dht', active: true })] })
    const screen = desk.look(LettersEditor)
    looking.push(screen)
    await press(screen, 'Invitation to a meeting: another time')
    await screen.get('dialog[open] textarea').setValue('Call {school} and ask for {sender} about {pupil}.')
    expect(screen.get('dialog[open]').text()).toContain('Call Our school and ask for Mr L. Mentor about Robin.')
    await press(screen, 'Save for the whole school')
    expect(desk.records.memory.get('setting', 'invitationOther')?.f).toMatchObject({ value: 'Call {school} and ask for {sender} about {pupil}.', changedBy: 'dht' })
    expect(screen.text()).toContain('Changed by Mr D. Deputy')
    await press(screen, 'Invitation to a meeting: another time')
    await press(screen, 'Back to the usual')
    await press(screen, 'Save for the whole school')
    expect(desk.records.memory.get('setting', 'invitationOther')?.f.value).toBe(PLAIN_RULES.invitationOther.usual)
  })

  it.each(sentences)('%s cannot be left empty, and names a field that nothing fills in', (key) => {
    expect(readRule(key, '  ', DEFAULT_SETTINGS)).toEqual({ ok: false, why: 'Give a value first.' })
    expect(readRule(key, 'Dear {parent}', DEFAULT_SETTINGS)).toMatchObject({ ok: false, why: expect.stringContaining('{parent} is not filled in. There are {pupil}') as string })
    expect(readRule(key, String(PLAIN_RULES[key].usual), DEFAULT_SETTINGS).ok, 'the usual words').toBe(true)
    expect(RULE_WORDS[key].serves).toContain('are filled in')
  })
  it('the mentor is a field of the letter at the start alone', () => {
    expect(readRule('homeLetterAsk', 'Ask {mentor}', DEFAULT_SETTINGS).ok).toBe(false)
    expect(readRule('startLetterContact', 'Ask {mentor}', DEFAULT_SETTINGS).ok).toBe(true)
  })

  it.each(LETTERS)('$title: what is changed is what is printed, every field filled in, in letters the paper has', ({ name, sentences: own }) => {
    const settings = settingsFrom(own.map((key) => ({ key, value: `Our own words for ${key}: {pupil} at {school}.` })))
    const printed = exampleLetters(name, settings, '2026-12-10').map(wordsOf).join('\n')
    for (const key of own) expect(printed).toContain(`Our own words for ${key}: Robin at Our school.`)
    const usual = exampleLetters(name, DEFAULT_SETTINGS, '2026-12-10').map(wordsOf).join('\n')
    expect(usual).not.toMatch(/[{}]|undefined/)
    expect(uncovered(usual)).toEqual([])
  })
})
