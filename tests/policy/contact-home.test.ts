/** "Contact Home": telephone and e-mail with parents and carers, the Mentor contact log, and the letter when nobody is reached. */
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import type { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { addDays, instantAt } from '../../src/domain/time/clock.ts'
import { OUTCOMES, reachOf, standingEntries, toPutRight, type ContactEntry, type ContactOutcome, type HomeLetter, type StoredEntry, type StoredLetter } from '../../src/domain/home/contactLog.ts'
import { Contact, households, NO_DETAILS, waysTo } from '../../src/domain/home/homeContact.ts'
import { useContactLogPdf } from '../../src/features/home/useContactLogPdf.ts'
import { useHome } from '../../src/features/home/useHome.ts'
import type { LogSheet } from '../../src/ui/paper/model.ts'
import type { PdfMaking } from '../../src/ui/paper/usePdf.ts'
import { FRAME } from '../../src/domain/home/letterFrame.ts'
import { letterTo } from '../../src/domain/home/lettersHome.ts'
import { contactLogSheet } from '../../src/features/home/contactLogSheet.ts'
import HomeScreen from '../../src/features/home/HomeScreen.vue'
import LeadInbox from '../../src/features/lead-mentor/LeadInbox.vue'
import { useInbox } from '../../src/features/lead-mentor/useInbox.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { aDesk, settleDisk, theMentees, THURSDAY, WEDNESDAY, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

afterEach(() => vi.useRealTimers())

const rule = { attempts: 3, days: 2, channels: 2 }
const mother: Contact = { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', salutation: 'Dear Ms Okafor', phone: '01632 960123', email: 'grace@example.org', address: '1 Mill Lane\nThornmere' }
let count = 0
const entry = (outcome: ContactOutcome, date: string, time = '16:00', more: Partial<ContactEntry> = {}): StoredEntry => {
  const occurredAt = instantAt(date, time)
  return { id: `e${++count}`, by: 'mentor-a', at: occurredAt, f: { pupilId: 'p1', contactId: 'c1', used: OUTCOMES[outcome].of === 'email' ? mother.email : mother.phone, direction: 'out', outcome, topic: '', text: '', agreed: '', occurredAt, entered: occurredAt, ...more } }
}
const told = (date: string): StoredLetter => ({ id: 'told', by: 'mentor-a', at: instantAt(date, '17:00'), f: { type: 'told', pupilId: 'p1', at: instantAt(date, '17:00'), attempts: [], line: '' } })
const sent = (date: string): StoredLetter => ({ id: 'sent', by: 'lead', at: instantAt(date, '17:30'), f: { type: 'sent', pupilId: 'p1', at: instantAt(date, '17:30'), told: 'told', date, via: 'post', letters: 1 } satisfies HomeLetter })
const state = (entries: StoredEntry[], letters: StoredLetter[] = [], contacts: Contact[] = [mother]): string => reachOf(entries, letters, contacts.map((f, at) => ({ id: `c${at + 1}`, f })), rule).state

describe('“If telephone/email contact with parents/carers has not been possible”', () => {
  const three = [entry('no-answer', addDays(WEDNESDAY, -1)), entry('voicemail', WEDNESDAY), entry('emailed', THURSDAY)]
  it('is three attempts, over two days, by two channels; less is not yet', () => {
    expect(state(three)).toBe('may-tell')
    expect(state(three.slice(0, 2))).toBe('open')
    expect(state([entry('no-answer', THURSDAY, '09:00'), entry('no-answer', THURSDAY, '12:00'), entry('emailed', THURSDAY, '13:00')])).toBe('open')
    expect(state([entry('no-answer', addDays(WEDNESDAY, -1)), entry('voicemail', WEDNESDAY), entry('no-answer', THURSDAY)])).toBe('open')
  })
  it('asks for no channel that home does not have', () => {
    const calls = [entry('no-answer', addDays(WEDNESDAY, -1)), entry('voicemail', WEDNESDAY), entry('no-answer', THURSDAY)]
    expect(state(calls, [], [{ ...mother, email: '' }])).toBe('may-tell')
  })
  it('is also that there is no number and no address at all', () => {
    expect(state([], [], [])).toBe('may-tell')
    expect(state([], [], [{ ...mother, phone: '', email: '' }])).toBe('may-tell')
    expect(state([], [], [{ ...mother, noContact: true }])).toBe('may-tell')
  })
  it('begins anew with every success, whoever began it', () => {
    expect(state([...three, entry('spoke', THURSDAY, '17:00')])).toBe('open')
    expect(state([...three, entry('no-answer', THURSDAY, '17:00', { direction: 'in' })])).toBe('open')
  })
  it('does not begin anew because somebody was in touch who must not be contacted', () => {
    const rang = entry('spoke', THURSDAY, '17:00', { direction: 'in', contactId: 'c2' })
    expect(state([...three, rang], [], [mother, { ...mother, noContact: true }])).toBe('may-tell')
    expect(state([...three, rang], [], [mother, mother])).toBe('open')
  })
  it('the Lead Mentor is told, sends the letter, and it is seen on both sides', () => {
    expect(state(three, [told(THURSDAY)])).toBe('told')
    expect(state(three, [told(THURSDAY), sent(THURSDAY)])).toBe('letter-sent')
  })
  it('a later success takes an unsent letter away, and leaves one that was sent in the log', () => {
    expect(state([...three, entry('spoke', addDays(THURSDAY, 1))], [told(THURSDAY)])).toBe('open')
  })
  it('a wrong number is to be put right until another stands there or it has worked', () => {
    const contacts = [{ id: 'c1', f: mother }]
    const wrong = [entry('wrong-number', THURSDAY)]
    expect(toPutRight(wrong, contacts)).toMatchObject([{ name: 'Grace Okafor', at: mother.phone }])
    expect(toPutRight([...wrong, entry('spoke', addDays(THURSDAY, 1))], contacts)).toEqual([])
    expect(toPutRight(wrong, [{ id: 'c1', f: { ...mother, phone: '01632 960555' } }])).toEqual([])
  })
  it('a call-back is open until the next contact with that person', () => {
    const asked = entry('call-back', WEDNESDAY, '16:00', { callBack: THURSDAY })
    expect(reachOf([asked], [], [{ id: 'c1', f: mother }], rule).callBacks.map(({ on }) => on)).toEqual([THURSDAY])
    expect(reachOf([asked, entry('voicemail', THURSDAY)], [], [{ id: 'c1', f: mother }], rule).callBacks).toEqual([])
  })
  it('a corrected entry gives way to its correction', () => {
    const wrong = entry('spoke', WEDNESDAY)
    const right = entry('no-answer', WEDNESDAY, '16:00', { corrects: wrong.id })
    expect(standingEntries([wrong, right]).map(({ id }) => id)).toEqual([right.id])
  })
})

describe('Who may be contacted', () => {
  it('a letter goes once to each household of those with parental responsibility, and to nobody who must not be contacted', () => {
    const at = (name: string, more: Partial<Contact>) => ({ id: name, f: { ...mother, name, ...more } })
    const all = [at('A', {}), at('B', { address: '1 mill lane, Thornmere' }), at('C', { address: '9 Other Road' }), at('D', { address: '9 Other Road', responsibility: false }), at('E', { address: '2 Far Street', noContact: true })]
    expect(households(all).map((home) => home.map(({ id }) => id))).toEqual([['A', 'B'], ['C']])
    expect(waysTo({ ...mother, noContact: true })).toEqual([])
  })
  it('a carer without parental responsibility gets a letter too, at the address where the pupil lives', () => {
    const at = (name: string, more: Partial<Contact>) => ({ id: name, f: { ...mother, name, ...more } })
    const inCare = [at('Social worker', { address: 'County Hall' }), at('Foster carer', { address: '14 Chapel Street', responsibility: false, looksAfter: true }), at('Aunt', { address: '3 Far Street', responsibility: false }), at('Uncle', { responsibility: false, looksAfter: true, noContact: true })]
    expect(households(inCare).map((home) => home.map(({ id }) => id))).toEqual([['Social worker'], ['Foster carer']])
  })
  it('numbers and addresses are looked at before they are kept', () => {
    expect(Contact.safeParse({ ...mother, phone: 'call me' }).success).toBe(false)
    expect(Contact.safeParse({ ...mother, email: 'nobody' }).success).toBe(false)
    expect(Contact.safeParse({ ...mother, phone: '+44 (0)1632 960123' }).success).toBe(true)
  })
  it('the letter names both parents of one household, nobody else, and none of what was noted', () => {
    const sheet = letterTo([mother, { ...mother, name: 'Tom Okafor', salutation: 'Dear Mr Okafor' }], { pupil: { preferredName: 'Amara', surname: 'Okafor', form: '9B', year: 9 }, schoolName: 'A School', today: THURSDAY, sender: 'Helen Castleton', settings: DEFAULT_SETTINGS })
    expect(sheet.statement).toBe('Dear Ms Okafor and Mr Okafor, please get in touch with us about Amara.')
    expect(sheet.addressee).toBe('Grace Okafor and Tom Okafor\n1 Mill Lane\nThornmere')
  })
})

describe('What the letter says', () => {
  const facts = { pupil: { preferredName: 'Amara', surname: 'Okafor', form: '9B', year: 9 }, schoolName: 'A School', today: THURSDAY, sender: 'Helen Castleton', settings: DEFAULT_SETTINGS }
  it('is true: where there was no number to try, it does not say that somebody tried', () => {
    expect(letterTo([mother], facts).paragraphs.join(' ')).toContain('We have tried to reach you')
    const untried = letterTo([mother], { ...facts, tried: false })
    expect(untried.paragraphs.join(' ')).not.toContain('tried')
    expect(untried.paragraphs[0]).toContain('We have no telephone number and no e-mail address for you')
  })
  it('suits whoever holds responsibility: no letter home calls the pupil the reader’s child', () => {
    for (const words of [...Object.values(FRAME), ...Object.values(DEFAULT_SETTINGS).filter((one) => typeof one === 'string')]) expect(words).not.toMatch(/your child/i)
  })
})

describe('The screen', () => {
  const rows = [...theMentees, aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: '', startedOn: '2026-11-02' }), aRow('contact', 'c1', mother)]
  const lead: Actor = { id: 'lead', role: 'lead-mentor', name: 'Mrs L. Lead', initials: 'LL' }
  const asRow = ({ id, by, at, f }: StoredEntry) => aRow('contactEntry', id, f, { by, at })
  const tries = [entry('no-answer', addDays(WEDNESDAY, -1)), entry('voicemail', WEDNESDAY), entry('emailed', WEDNESDAY, '17:00')]
  const press = async (screen: ReturnType<typeof mount>, words: string): Promise<void> => {
    await screen.findAll('button').find((one) => one.text() === words)!.trigger('click')
    await settleDisk()
  }
  it('after three failures offers to tell the Lead Mentor, who has it in the inbox with the attempts', async () => {
    const desk: Desk = await aDesk({ rows: [...rows, ...tries.map(asRow)], at: [THURSDAY, '16:00'] })
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('3 attempts on 2 days reached nobody')
    await press(screen, 'Tell the Lead Mentor')
    expect(screen.text()).toContain('The Lead Mentor was told on Thu 10 Dec and sends a letter home.')
    expect(desk.records.memory.all('homeLetter').map(({ f }) => f)).toMatchObject([{ type: 'told', attempts: [expect.any(String), expect.any(String), expect.any(String)] }])
    screen.unmount()
  })
  it('the Lead Mentor sees who was told, and ticks the letter as sent; the mentor’s side closes', async () => {
    const letter = told(THURSDAY)
    const desk = await aDesk({ me: lead, rows: [...rows, ...tries.map(asRow), aRow('homeLetter', letter.id, letter.f, { by: aMentor.id, at: letter.at })], at: [THURSDAY, '17:10'] })
    const inbox = desk.look({ components: { LeadInbox }, setup: () => ({ inbox: useInbox() }), template: '<LeadInbox :inbox="inbox" :may-order="false" />' })
    expect(inbox.text()).toContain('Letter home')
    expect(inbox.text()).toContain('Told by Ms A. Mentor')
    inbox.unmount()
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('One letter, to')
    await press(screen, 'The letter is sent')
    expect(screen.text()).toContain('Letter home sent by the Lead Mentor, 10 December 2026.')
    screen.unmount()
  })
  it('the one person at home is chosen already, and the Lead Mentor reads which number is wrong', async () => {
    const wrong = (id: string, used: string, outcome: ContactOutcome) => aRow('contactEntry', id, entry(outcome, WEDNESDAY, '16:00', { used }).f)
    const rows = [...theMentees, aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: 'x', startedOn: '2026-11-02' }), aRow('contact', 'c1', mother), wrong('w1', mother.phone, 'wrong-number'), wrong('w2', mother.email, 'bounced')]
    const screen = (await aDesk({ rows })).look(HomeScreen, { pupilId: 'p1' })
    await screen.findAll('button').find((one) => one.text() === 'Log a contact')?.trigger('click')
    await settleDisk()
    expect((screen.get('dialog select').element as HTMLSelectElement).value).toBe('c1')
    const desk = await aDesk({ me: { id: 'lead', role: 'lead-mentor', name: 'Ms Lead', initials: 'ML' }, rows })
    const inbox = desk.look({ components: { LeadInbox }, setup: () => ({ inbox: useInbox() }), template: '<LeadInbox :inbox="inbox" :may-order="false" />' }).text()
    expect(inbox).toContain(`${mother.phone}, on file for Grace Okafor, is wrong.`)
    expect(inbox).toContain(`${mother.email}, on file for Grace Okafor, is wrong.`)
  })
  it('who must not be contacted is offered only where they rang themselves, and is never chosen already', async () => {
    const rows = [...theMentees, aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: 'x', startedOn: '2026-11-02' }), aRow('contact', 'c1', { ...mother, name: 'Gary Okafor', relation: 'Father', noContact: true })]
    const screen = (await aDesk({ rows })).look(HomeScreen, { pupilId: 'p1' })
    expect(screen.findAll('a[href^="tel:"], a[href^="mailto:"]')).toHaveLength(0)
    await screen.findAll('button').find((one) => one.text() === 'Log a contact')?.trigger('click')
    await settleDisk()
    const offered = () => screen.findAll('dialog select option').map((one) => one.text())
    expect(offered()).toEqual(['Someone else'])
    await screen.findAll('dialog input[type="radio"]').find((one) => (one.element as HTMLInputElement).value === 'in')?.setValue()
    expect(offered()).toEqual(['Someone else', 'Gary Okafor (Father), must not be contacted'])
    screen.unmount()
  })
  it('somebody who rang and must not be contacted is put down with a warning and without a call back, and home counts as not reached', async () => {
    const desk = await aDesk({ rows: [...rows, ...tries.map(asRow), aRow('contact', 'c2', { ...mother, name: 'Gary Okafor', relation: 'Father', noContact: true })], at: [THURSDAY, '16:00'] })
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    await press(screen, 'Log a contact')
    const radio = (value: string) => screen.findAll('dialog input[type="radio"]').find((one) => (one.element as HTMLInputElement).value === value)
    await radio('in')?.setValue()
    expect(screen.text()).not.toContain('Tell them nothing of the pupil')
    await screen.get('dialog select').setValue('c2')
    expect(screen.text()).toContain('Tell them nothing of the pupil')
    await radio('call-back')?.setValue()
    expect(screen.text()).not.toContain('Call back on')
    await press(screen, 'Keep in the log')
    expect(desk.records.memory.all('contactEntry').find(({ f }) => f.contactId === 'c2')?.f).not.toHaveProperty('callBack')
    expect(screen.text()).toContain('3 attempts on 2 days reached nobody')
    screen.unmount()
  })
  it('whether a letter goes to somebody new is said, never supposed', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '16:00'] })
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    await press(screen, 'Add')
    await screen.get('dialog input').setValue('Margaret Ellery')
    await press(screen, 'Save')
    expect(screen.text()).toContain('Say who they are to the pupil: letters go by it.')
    expect(desk.records.memory.all('contact')).toHaveLength(1)
    await screen.findAll('dialog input[type="radio"]').find((one) => (one.element as HTMLInputElement).value === 'looks-after')?.setValue()
    await press(screen, 'Save')
    expect(desk.records.memory.all('contact').find(({ f }) => f.name === 'Margaret Ellery')?.f).toMatchObject({ responsibility: false, looksAfter: true })
    expect(screen.text()).toContain('looks after the pupil')
    screen.unmount()
  })
  it('is closed to whoever does not work with the pupil', async () => {
    const desk = await aDesk({ me: { id: 'mentor-b', role: 'mentor', name: 'Mr B. Other', initials: 'BO' }, rows })
    expect(desk.look(HomeScreen, { pupilId: 'p1' }).text()).toContain('This is not open to you')
  })
})

describe('“…keep logs of this on file via Mentor contact logs”', () => {
  const made = { schoolName: 'Northgate School', pupil: { preferredName: 'Abdi', surname: 'Warsame', form: '9B', year: 9 }, mentorName: 'Ms A. Mentor', today: '2026-12-11', maker: 'Ms A. Mentor', attempts: '' }
  const people = { nameOf: () => 'Grace Okafor', staffName: (id: string) => (id === 'lead' ? 'The Lead' : 'Ms A. Mentor') }

  it('on paper has every attempt with its number, outcome, what was agreed and who made it, and the letter among them, the oldest first', () => {
    const sheet = contactLogSheet(made, {
      ...people, letters: [told(THURSDAY), sent(THURSDAY)],
      entries: [entry('spoke', addDays(THURSDAY, 1), '16:00', { topic: 'Good news', text: 'Pleased with science.', agreed: 'Planner each night' }), entry('no-answer', WEDNESDAY, '16:00', { callBack: THURSDAY })],
    })
    expect(sheet).toMatchObject({ title: 'Mentor contact log', contains: '4 entries', pupilName: 'Abdi Warsame' })
    expect(sheet.days.flatMap(({ day, lines }) => lines.map((line) => [day, line.when, line.title, line.text, ...line.notes, line.by]))).toEqual([
      ['Wednesday 9 December 2026', '16.00', 'No answer: Grace Okafor', '', '01632 960123', 'To be called again on Thu 10 Dec', 'Ms A. Mentor'],
      ['Thursday 10 December 2026', '17.00', 'Lead Mentor told: home could not be reached', '', 'Ms A. Mentor'],
      ['Thursday 10 December 2026', '17.30', 'Letter home sent by post', 'One letter, 10 December 2026', 'The Lead'],
      ['Friday 11 December 2026', '16.00', 'Spoke: Grace Okafor · Good news', 'Pleased with science.', '01632 960123', 'Agreed: Planner each night', 'Ms A. Mentor'],
    ])
  })

  it('is made from the screen, and a row says that it waits to be filed', async () => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const kept = entry('spoke', WEDNESDAY)
    const desk = await aDesk({ rows: [...theMentees, aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: '', startedOn: '2026-11-02' }), aRow('contactEntry', kept.id, kept.f, { by: aMentor.id, at: kept.at })], at: [THURSDAY, '16:00'] })
    const drawn: LogSheet[] = []
    let making!: PdfMaking
    const screen = desk.look(defineComponent(() => {
      making = useContactLogPdf(useHome('p1'), { makeReviewPdf: vi.fn(), makeNoticePdf: vi.fn(), makeCelebrationPdf: vi.fn(), makeImpactPdf: vi.fn(), makeBlueReportPdf: vi.fn(), makeLogPdf: async (sheets) => {
        drawn.push(...sheets)
        return { blob: new Blob(['%PDF-']), pages: 1 }
      } })
      return () => h('p')
    }))
    await making.start()
    await settleDisk()
    expect(making.fileName.value).toMatch(/^contact-log-[A-Z]+-2026-12-10\.pdf$/)
    expect(drawn[0]?.days).toHaveLength(1)
    expect(desk.records.memory.all('paperDocument').map(({ f }) => f)).toEqual([{ pupilId: 'p1', kind: 'contact-log', title: 'To 10 December 2026', direction: 'out', on: '2026-12-10' }])
    screen.unmount()
  })
})
