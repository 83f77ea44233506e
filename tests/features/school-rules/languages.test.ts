import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { lettersInSentences } from '../../../src/domain/home/letterSentences.ts'
import { asNumberedList } from '../../../src/domain/home/phraseList.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import LanguagesEditor from '../../../src/features/school-rules/LanguagesEditor.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { settleDisk, type Desk } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'

const looking: VueWrapper[] = []
afterEach(() => {
  looking.splice(0).forEach((screen) => screen.unmount())
  useToasts().clear()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DHT = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' } as const
const reach = lettersInSentences(DEFAULT_SETTINGS).find(({ name }) => name === 'not-reached')!

async function inSomali(earlier?: Desk) {
  const desk = earlier ?? (await aStudy({ me: DHT, rows: [...theMentee] }))
  const screen = desk.look(LanguagesEditor, { modelValue: 'Somali' })
  looking.push(screen)
  await settleDisk()
  await screen.get(`button[aria-label^="${reach.title}"]`).trigger('click')
  await settleDisk()
  const sheet = () => screen.get('dialog[open]')
  const approve = () => sheet().findAll('footer button').find((one) => one.text().startsWith('Approve'))!
  const paste = async (words: string): Promise<void> => {
    await sheet().get('details textarea').setValue(words)
    await sheet().findAll('button').find((one) => one.text().startsWith('Put '))!.trigger('click')
  }
  const sign = async (): Promise<void> => {
    await sheet().findAll('input').find((one) => one.attributes('type') !== 'checkbox')!.setValue('Ms Warsame')
    await sheet().get('input[type="checkbox"]').setValue(true)
  }
  return { desk, screen, sheet, approve, paste, sign, phrases: () => desk.records.memory.all('phrase') }
}

describe('The sentences of one letter are approved together by who has read them', () => {
  it('kept while they wait: what was pasted is there again after the tablet was put down, not approved, and forgotten once it is', async () => {
    const first = await inSomali()
    await first.paste(asNumberedList(reach.sentences.map(({ english }) => `SO ${english}`)))
    first.screen.unmount()
    looking.pop()
    await settleDisk()
    const { desk, sheet, approve, sign, phrases } = await inSomali(first.desk)
    expect(sheet().text()).toContain('What was typed here before is back. It is not approved yet.')
    expect(sheet().findAll<HTMLTextAreaElement>('ol textarea').map(({ element }) => element.value)).toEqual(reach.sentences.map(({ english }) => `SO ${english}`))
    expect(approve().attributes('disabled'), 'read once more').toBeDefined()
    await sign()
    await approve().trigger('click')
    await settleDisk()
    expect(phrases()).toHaveLength(reach.sentences.length)
    expect(await desk.records.drafts.read('phrases:Somali:not-reached')).toBeUndefined()
  }, 15_000)
  it('pasted as a list, said what is approved and by whom, kept in one go, and undone in one go', async () => {
    const { screen, sheet, approve, paste, sign, phrases } = await inSomali()
    expect(sheet().text()).toContain('I have read the sentences beside the English')
    await paste(asNumberedList(reach.sentences.map(({ english }) => `SO ${english}`)))
    expect(approve().attributes('disabled'), 'nobody has read them yet').toBeDefined()
    await sign()
    expect(sheet().text()).toContain(`I have read these ${reach.sentences.length} sentences beside the English`)
    expect(sheet().text()).toContain('Approved in Somali by Mr D. Deputy, translated by Ms Warsame. Homes then get this letter in it.')
    await approve().trigger('click')
    await settleDisk()
    expect(phrases()).toHaveLength(reach.sentences.length)
    expect(phrases().every(({ f }) => f.language === 'Somali' && f.text === `SO ${f.english}` && f.translator === 'Ms Warsame')).toBe(true)
    expect(screen.text()).toContain('Every sentence is approved: homes get it in Somali')
    const undo = useToasts().shown.value.at(-1)!
    expect(undo.text).toBe(`${reach.sentences.length} sentences approved in Somali`)
    useToasts().act(undo.id)
    await settleDisk()
    expect(phrases()).toHaveLength(0)
  })

  it('what is empty waits, and a field that nothing fills in is refused beside its sentence', async () => {
    const { sheet, approve, paste, sign, phrases } = await inSomali()
    await paste('1. Salaan {mentorka}\n2. Laba')
    await sign()
    expect(sheet().text()).toContain('{mentorka} is not filled in here.')
    expect(approve().attributes('disabled')).toBeDefined()
    await sheet().findAll('ol textarea')[0]!.setValue('')
    expect(sheet().text()).toContain(`${reach.sentences.length - 1} sentences are empty and will wait`)
    await approve().trigger('click')
    await settleDisk()
    expect(phrases().map(({ f }) => f.text)).toEqual(['Laba'])
  })
})
