/** "If Mentors feel that insufficient progress is being made … the next step would be a meeting with parents/carers." */
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { heldWithout, meetingsFrom, progressPrompt, unaccounted, uncalled, type HomeMeeting, type Meeting, type HomeMeetingEvent } from '../../src/domain/home/homeMeeting.ts'
import MeetingInvitations from '../../src/features/caseload/MeetingInvitations.vue'
import { minutesSheet } from '../../src/features/home/minutesSheet.ts'
import HomeScreen from '../../src/features/home/HomeScreen.vue'
import { invitationTo } from '../../src/domain/home/lettersHome.ts'
import { useToasts } from '../../src/ui/index.ts'
import { aDesk, settleDisk, theMentees, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { THE_LEAD, theLead } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
const HEAD = { id: 'hoy9', role: 'head-of-year', name: 'Mr H. Head', initials: 'HH', year: 9 } as const
const staff = [theLead, aRow('staff', HEAD.id, { name: HEAD.name, initials: 'HH', role: 'head-of-year', active: true, year: 9 }), aRow('staff', 'hoy8', { name: 'Mrs Other Year', initials: 'OY', role: 'head-of-year', active: true, year: 8 })]
const roleOf = (id: string) => ({ lead: 'lead-mentor', hoy9: 'head-of-year', [aMentor.id]: 'mentor' } as const)[id]
const meeting = (more: Partial<HomeMeeting> = {}): HomeMeeting => ({ pupilId: 'p1', why: 'Two hard weeks', evidence: [], date: '2026-12-14', time: '15:30', room: 'L12', agenda: [], withPupil: true, interpreter: false, invited: [aMentor.id, 'lead', 'hoy9'], without: [], entered: 1, ...more })
const held = (more: Partial<Extract<HomeMeetingEvent, { type: 'held' }>> = {}): HomeMeetingEvent => ({ type: 'held', pupilId: 'p1', meetingId: 'm1', entered: 5, homeCame: true, present: [aMentor.id, 'lead'], absent: [{ id: 'hoy9', reason: 'Exam hall' }], minutes: 'Agreed', decisions: [], ...more })

describe('“insufficient progress”', () => {
  it('is offered where few targets are met or two reviews get harder, with what the records say; few targets alone say nothing', () => {
    expect(progressPrompt({ judged: 6, met: 2, outcomes: [0] }, 40)).toEqual({ isOffered: true, evidence: ['2 of 6 targets met in the last weeks (33%)'] })
    expect(progressPrompt({ judged: 3, met: 0, outcomes: [0, -1] }, 40).isOffered).toBe(false)
    expect(progressPrompt({ judged: 5, met: 2, outcomes: [1] }, 40).isOffered).toBe(false)
    expect(progressPrompt({ judged: 0, met: 0, outcomes: [-1, -2] }, 40)).toEqual({ isOffered: true, evidence: ['The last two reviews say harder than the week before'] })
    expect(progressPrompt({ judged: 0, met: 0, outcomes: [-1, null] }, 40).isOffered).toBe(false)
  })
})

describe('“The Lead Mentor and Head of Year should be informed and present in these cases”', () => {
  it('neither is left out without a reason', () => {
    expect(uncalled(meeting(), roleOf)).toEqual([])
    expect(uncalled(meeting({ invited: [aMentor.id, 'lead'] }), roleOf)).toEqual(['head-of-year'])
    expect(uncalled(meeting({ invited: [aMentor.id, 'lead'], without: [{ role: 'head-of-year', reason: 'On leave' }] }), roleOf)).toEqual([])
  })
  it('a deputy comes for an absent Head of Year: invited like the others, with the reason, and nobody is said to be missing', () => {
    const deputy = { role: 'head-of-year' as const, id: 'dht', reason: 'On a trip' }
    const staffOf = (id: string) => (id === 'dht' ? ('dht' as const) : roleOf(id))
    expect(uncalled(meeting({ invited: [aMentor.id, 'lead', 'dht'], deputies: [deputy] }), staffOf)).toEqual([])
    expect(uncalled(meeting({ invited: [aMentor.id, 'lead'], deputies: [deputy] }), staffOf), 'named and not invited').toEqual(['head-of-year'])
    expect(uncalled(meeting({ invited: [aMentor.id, 'lead', 'nobody'], deputies: [{ ...deputy, id: 'nobody' }] }), staffOf), 'not on the staff').toEqual(['head-of-year'])
    const [one] = meetingsFrom([{ id: 'm1', by: aMentor.id, f: meeting({ invited: [aMentor.id, 'lead', 'dht'], deputies: [deputy] }) }], [{ id: 'e1', by: aMentor.id, f: held({ present: [aMentor.id, 'lead', 'dht'], absent: [] }) }])
    expect(one && heldWithout(one, staffOf)).toEqual([])
  })
  it('informed and present are two facts: who was invited and did not come has a reason, and it is said', () => {
    expect(unaccounted(meeting(), { present: ['lead'], absent: [] })).toEqual([aMentor.id, 'hoy9'])
    const [one] = meetingsFrom([{ id: 'm1', by: aMentor.id, f: meeting() }], [{ id: 'e1', by: 'hoy9', f: { type: 'accepted', pupilId: 'p1', meetingId: 'm1', entered: 2 } }, { id: 'e2', by: aMentor.id, f: held() }])
    expect(one).toMatchObject({ state: 'held', accepted: new Set(['hoy9']) })
    expect(one && heldWithout(one, roleOf)).toEqual([{ who: 'Head of Year', reason: 'Exam hall' }])
  })
  it('the invitation says when, where and with whom, and nothing of what was noted', () => {
    const sheet = invitationTo([{ ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', salutation: 'Dear Ms Okafor' }], meeting({ why: 'He hits out when he is tired', agenda: ['Not met: keeps his hands still'] }), { pupil: { preferredName: 'Abdi', surname: 'Noor', form: '9B', year: 9 }, schoolName: 'Our school', today: '2026-12-10', sender: 'Ms A. Mentor', settings: DEFAULT_SETTINGS, staffName: (id) => id, roleOf })
    expect(sheet.statement).toBe('Dear Ms Okafor, we should like to meet you on Monday 14 December 2026 at 15.30.')
    expect(JSON.stringify(sheet)).not.toMatch(/hits|hands/)
    expect(JSON.stringify(sheet)).toContain('L12')
    expect(sheet.facts.at(-1)?.value, 'home knows nobody by name alone').toBe(`${aMentor.id} (Mentor), lead (Lead Mentor), hoy9 (Head of Year)`)
    expect(sheet.slip?.lines, 'what is cut off says what it answers').toEqual(['I am coming on Monday 14 December 2026 at 15.30. Please tick:', 'I should like another day or time:'])
  })
  it('a deputy who does not come either is said, with both reasons, whatever post the deputy has', () => {
    const without = (role: 'dht' | 'head-of-year', for_: 'head-of-year' | 'lead-mentor') => {
      const called = meeting({ invited: [aMentor.id, 'dep'], deputies: [{ role: for_, id: 'dep', reason: 'On a trip.' }] })
      const [one] = meetingsFrom([{ id: 'm1', by: aMentor.id, f: called }], [{ id: 'e1', by: aMentor.id, f: held({ present: [aMentor.id], absent: [{ id: 'dep', reason: 'Fire drill' }] }) }])
      return one && heldWithout(one, (id) => (id === 'dep' ? role : roleOf(id)))
    }
    const reason = 'On a trip; who was to come instead was not there: Fire drill'
    expect(without('dht', 'head-of-year')).toEqual([{ who: 'Head of Year', reason }])
    expect(without('head-of-year', 'lead-mentor')).toEqual([{ who: 'Lead Mentor', reason }])
  })
})

const button = (screen: ReturnType<Desk['look']>, words: string) => screen.findAll('button').find((one) => one.text() === words)
const mentorship = aRow('mentorship', 'm-p1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: 'Punctuality', startedOn: '2026-11-02' })

describe('the minutes on paper', () => {
  const theMeeting: Meeting = {
    id: 'hm', by: aMentor.id, state: 'held', accepted: new Set(), done: new Set(), cancelled: undefined,
    f: { pupilId: 'p1', why: 'Two hard weeks', evidence: ['3 of 10 targets met'], date: '2026-12-10', time: '15:30', room: 'L12', agenda: [], withPupil: true, interpreter: false, invited: [aMentor.id, 'dep'], without: [], deputies: [{ role: 'head-of-year', id: 'dep', reason: 'Ill' }], entered: 1 },
    held: { type: 'held', pupilId: 'p1', meetingId: 'hm', homeCame: true, present: [aMentor.id, 'dep'], absent: [], minutes: 'Up with his brother.\n\nThe bus is full.', decisions: [{ text: 'The earlier bus', who: 'home', due: '2026-12-14' }, { text: 'Ring on Friday', who: aMentor.id }], reviewOn: '2027-01-08', entered: 2 },
  }
  const facts = { pupil: { preferredName: 'Abdi', surname: 'Warsame', form: '9B', year: 9 }, schoolName: 'Thornmere', today: '2026-12-10', sender: 'Ms A. Mentor', nameOf: (id: string) => ({ home: 'Home', dep: 'Mrs D. Deputy' })[id] ?? 'Ms A. Mentor', without: [{ who: 'Lead Mentor', reason: 'Training' }] }
  it('say who was there and for whom, who was not and why, what was said, and who does what by when; nothing of why it was called', () => {
    const sheet = minutesSheet(theMeeting, facts)
    expect(sheet?.facts).toEqual([
      { label: 'Where', value: 'L12' }, { label: 'Present', value: 'Parents or carers; Ms A. Mentor; Mrs D. Deputy, for the Head of Year' }, { label: 'Without the Lead Mentor', value: 'Training' }, { label: 'Looked at again', value: 'Friday 8 January 2027' },
    ])
    expect(sheet?.paragraphs).toEqual(['Up with his brother.', 'The bus is full.'])
    expect(sheet?.list?.lines).toEqual(['The earlier bus: Home, by 14 December 2026', 'Ring on Friday: Ms A. Mentor'])
    expect(JSON.stringify(sheet)).not.toMatch(/hard weeks|targets met/)
  })
  it('say that the pupil was there, who is at the meeting about their own plan', () => {
    const there = minutesSheet({ ...theMeeting, held: { ...theMeeting.held!, present: ['pupil', aMentor.id] } }, facts)
    expect(there?.facts).toContainEqual({ label: 'Present', value: 'Parents or carers; Abdi Warsame; Ms A. Mentor' })
  })
  it('are not made of a meeting that nobody has written of', () => {
    expect(minutesSheet({ ...theMeeting, state: 'planned', held: undefined }, facts)).toBeUndefined()
  })
})

describe('a meeting called on the tablet', () => {
  it('has the Lead Mentor and the pupil’s own Head of Year in it, and the minutes say who was missing and what was decided', async () => {
    const desk = await aDesk({ rows: [...theMentees, ...staff, mentorship] })
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    await button(screen, 'Call a meeting')?.trigger('click')
    const field = (label: string) => screen.findAll('label').find((one) => one.text().startsWith(label))?.attributes('for') ?? ''
    await screen.get(`[id="${field('Why a meeting')}"]`).setValue('Two hard weeks')
    await screen.get(`[id="${field('Day')}"]`).setValue('2026-12-10')
    await button(screen, 'Call the meeting')?.trigger('click')
    await settleDisk()
    const [called] = desk.records.memory.all('homeMeeting')
    expect(called?.f).toMatchObject({ invited: [aMentor.id, THE_LEAD.id, HEAD.id], without: [], date: '2026-12-10' })
    await button(screen, 'Write the minutes')?.trigger('click')
    await screen.get(`[id="${field(HEAD.name)}"]`).setValue(false)
    await screen.get(`[id="${field('What was said')}"]`).setValue('He gets up with his brother now.')
    await button(screen, 'Keep the minutes')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('homeMeetingEvent')).toHaveLength(0)
    expect(screen.text()).toContain('Informed and not present: give a short reason.')
    await screen.get(`[id="${field('Why Mr H. Head was not there')}"]`).setValue('Exam hall')
    await screen.get(`[id="${field('Decision 1')}"]`).setValue('A second alarm clock')
    await screen.get(`[id="${field('By whom')}"]`).setValue('home')
    await button(screen, 'Keep the minutes')?.trigger('click')
    await settleDisk()
    expect(screen.text()).toContain('Held without the Head of Year: Exam hall')
    expect(screen.text()).toContain('A second alarm clockHome')
    expect(button(screen, 'Minutes as PDF')?.exists()).toBe(true)
    await screen.findAll('button').find((one) => one.attributes('aria-label') === 'Done: A second alarm clock')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('homeMeetingEvent').map(({ f }) => f.type)).toEqual(['held', 'done'])
  })
  it('offers the interpreter whom home needs, says who is called, and is taken back with one tap', async () => {
    const mother = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Ewa', language: 'Polish', interpreter: true })
    const desk = await aDesk({ rows: [...theMentees, ...staff, mentorship, mother] })
    const screen = desk.look(HomeScreen, { pupilId: 'p1' })
    await button(screen, 'Call a meeting')?.trigger('click')
    expect(screen.text()).toContain(`The Lead Mentor, ${theLead.f.name}, and the Head of Year, ${HEAD.name}: called and told at once`)
    const field = (label: string) => screen.findAll('label').find((one) => one.text().startsWith(label))?.attributes('for') ?? ''
    await screen.get(`[id="${field('Why a meeting')}"]`).setValue('Two hard weeks')
    await screen.get(`[id="${field('Day')}"]`).setValue('2026-12-10')
    await button(screen, 'Call the meeting')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('homeMeeting')[0]?.f.interpreter).toBe(true)
    useToasts().act(useToasts().shown.value.at(-1)!.id)
    await settleDisk()
    expect(desk.records.memory.all('homeMeeting')).toEqual([])
  })
  it('waits for the Head of Year on the caseload, who says that they come', async () => {
    const desk = await aDesk({ me: HEAD, rows: [...theMentees, ...staff, mentorship, aRow('homeMeeting', 'm1', meeting())] })
    const screen = desk.look(MeetingInvitations)
    expect(screen.text()).toContain('Monday 14 December 2026, 15.30, L12')
    await button(screen, 'I come')?.trigger('click')
    await settleDisk()
    expect(screen.text()).toContain('You come')
  })
})
