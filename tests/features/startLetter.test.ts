import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import type { Row } from '../../src/domain/records.ts'
import StartLetterScreen from '../../src/features/start-letter/StartLetterScreen.vue'
import { aDesk, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../support/aDesk.ts'
import { theMentee } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const mentorshipId = theMentee.find(({ t }) => t === 'mentorship')?.id ?? ''
const mother = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Warsame', language: 'Somali' })
const fact = (id: string, f: object): Row => aRow('startLetter', id, { pupilId: 'p1', mentorshipId, at: Number(id.slice(1)), ...f } as never, { by: aMentor.id })
const first = [fact('l1', { type: 'printed', reasons: 'Late.', letters: 1 }), fact('l2', { type: 'sent', date: WEDNESDAY, via: 'post', letters: 1 })]
const open = async (desk: Desk) => { const screen = desk.look(StartLetterScreen, { pupilId: 'p1' }); await settleDisk(); return screen }

describe('Where the school sends two letters', () => {
  const two = aRow('setting', 'twoStartLetters', { key: 'twoStartLetters', value: true })
  it('the second is asked for once mentoring has begun with the first, and says what it entails', async () => {
    const screen = await open(await aDesk({ rows: [...theMentee, mother, two, ...first], at: [THURSDAY, '10:00'] }))
    expect(screen.text()).toContain('The second of two: the reasons, and what mentoring entails.')
    expect(screen.text()).toContain('Not printed yet.')
    expect(screen.text()).toContain('carries a blue report to every lesson')
  })
  it('that it was sent is kept as the second’s, and the first stays as it was', async () => {
    const printed = fact('l3', { type: 'printed', reasons: 'Late.', letters: 1, second: true })
    const desk = await aDesk({ rows: [...theMentee, mother, two, ...first, printed], at: [THURSDAY, '10:00'] })
    const screen = await open(desk)
    await screen.findAll('button').find((one) => one.text() === 'The letter is sent')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('startLetter').filter(({ f }) => f.type === 'sent').map(({ f }) => [f.at === 2, 'second' in f && f.second === true]).sort()).toEqual([[false, true], [true, false]])
    expect(screen.text()).toContain('Sent by post')
  })
  it('one letter does both where the school has not said otherwise', async () => {
    expect((await open(await aDesk({ rows: [...theMentee, mother, ...first], at: [THURSDAY, '10:00'] }))).text()).not.toContain('of two')
  })
})

it('A home that speaks another language is told of before printing, with what is missing and the way to it', async () => {
  const screen = await open(await aDesk({ rows: [...theMentee, mother], at: [THURSDAY, '10:00'] }))
  expect(screen.text()).toContain('Somali: in English only. The reasons are in your own words: take the school’s sentences for them. Not approved in Somali yet: “')
  expect(screen.find('[role=group][aria-label="The school’s sentences"]').text()).toContain('is often late in the morning')
})
