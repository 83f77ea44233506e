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
const brief = [fact('l1', { type: 'printed', reasons: 'Late.', letters: 1, brief: true }), fact('l2', { type: 'sent', date: WEDNESDAY, via: 'post', letters: 1, brief: true })]
const open = async (desk: Desk) => { const screen = desk.look(StartLetterScreen, { pupilId: 'p1' }); await settleDisk(); return screen }

describe('Where the school sends two letters', () => {
  const two = aRow('setting', 'twoStartLetters', { key: 'twoStartLetters', value: true })
  it('the second is asked for once mentoring has begun with the first, and says what it entails', async () => {
    const screen = await open(await aDesk({ rows: [...theMentee, mother, two, ...brief], at: [THURSDAY, '10:00'] }))
    expect(screen.text()).toContain('The second of two: the reasons, and what mentoring entails.')
    expect(screen.text()).toContain('Not printed yet.')
    expect(screen.text()).toContain('carries a blue report to every lesson')
  })
  it('that it was sent is kept as the second’s, and the first stays as it was', async () => {
    const printed = fact('l3', { type: 'printed', reasons: 'Late.', letters: 1, second: true })
    const desk = await aDesk({ rows: [...theMentee, mother, two, ...brief, printed], at: [THURSDAY, '10:00'] })
    const screen = await open(desk)
    await screen.findAll('button').find((one) => one.text() === 'The letter is sent')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('startLetter').filter(({ f }) => f.type === 'sent').map(({ f }) => [f.at === 2, 'second' in f && f.second === true]).sort()).toEqual([[false, true], [true, false]])
    expect(screen.text()).toContain('Sent by post')
  })
  it('asks nothing more of a home that got the one letter which says all, before the school changed its rule', async () => {
    expect((await open(await aDesk({ rows: [...theMentee, mother, two, ...first], at: [THURSDAY, '10:00'] }))).text()).not.toContain('of two')
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

describe('Who gets the letter', () => {
  const carer = aRow('contact', 'c2', { ...NO_DETAILS, pupilId: 'p1', name: 'Margaret Ellery', relation: 'Foster carer', responsibility: false, looksAfter: true, address: '14 Chapel Street' })
  const worker = aRow('contact', 'c3', { ...NO_DETAILS, pupilId: 'p1', name: 'Denise Achebe', relation: 'Social worker', address: 'County Hall' })
  const inCare = theMentee.map((row) => (row.t === 'pupil' ? { ...row, f: { ...row.f, lookedAfter: true } } : row)) as Row[]
  it('where a pupil is in care: the social worker and the carer, each at their own address, and the screen says who answers for the pupil', async () => {
    const screen = await open(await aDesk({ rows: [...inCare, carer, worker], at: [THURSDAY, '10:00'] }))
    expect(screen.text()).toContain('2 letters, each to its own address')
    expect(screen.text()).toContain('Denise Achebe (Social worker)')
    expect(screen.text()).toContain('Margaret Ellery (Foster carer)')
    expect(screen.text()).toContain('Under a care order the local authority has parental responsibility')
  })
  it('where nobody is on file: nobody, no letter is offered, and it does not speak of a household', async () => {
    const screen = await open(await aDesk({ rows: theMentee, at: [THURSDAY, '10:00'] }))
    expect(screen.text()).toContain('Nobody to write to')
    expect(screen.text()).not.toContain('One letter')
    expect(screen.text()).not.toContain('care order')
    expect(screen.findAll('button').some((one) => one.text() === 'Letter as PDF')).toBe(false)
  })
})

describe('Where the school lets no PDF leave a tablet', () => {
  const off = aRow('setting', 'savePdf', { key: 'savePdf', value: false })
  it('the letter is printed from the print view, and counts as printed: mentoring does not wait for a waiver', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    window.print = print
    await import('../../src/ui/paper/NoticePrintView.vue')
    const desk = await aDesk({ rows: [...theMentee, { ...mother, f: { ...mother.f, language: '', address: '1 Mill Lane' } }, off], at: [THURSDAY, '10:00'] })
    const screen = await open(desk)
    const press = async (words: string, within: ParentNode = document): Promise<void> => { [...within.querySelectorAll('button')].find((one) => one.textContent?.trim() === words)?.click(); await settleDisk() }
    await press('Letter as PDF')
    expect(document.body.textContent).toContain('The print view shows the same pages for a printer.')
    await press('Open the print view')
    await vi.waitFor(() => expect(document.querySelector('.notice-print')).not.toBeNull(), { timeout: 20_000 })
    const page = document.querySelector('.notice-print')
    expect(page?.textContent).toContain('Grace Warsame\n1 Mill Lane')
    expect(page?.textContent).toContain('is being mentored at school and is on mentoring report')
    expect(desk.records.memory.all('startLetter')).toHaveLength(0)
    await press('Print this page')
    await vi.waitFor(() => expect(desk.records.memory.all('startLetter').map(({ f }) => f.type)).toEqual(['printed']), { timeout: 20_000 })
    expect(print).toHaveBeenCalledOnce()
    await press('Close', page ?? document)
    expect(document.querySelector('.notice-print')).toBeNull()
    screen.unmount()
  })
})
