/** A colleague's change comes in while a form is open: what nobody touched stays theirs, and what both wrote is never written over unseen. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import { emptyScore, scoreId } from '../../src/domain/week/reportScore.ts'
import CaseloadsScreen from '../../src/features/case/CaseloadsScreen.vue'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import HomeScreen from '../../src/features/home/HomeScreen.vue'
import CalendarEditor from '../../src/features/school-rules/CalendarEditor.vue'
import SafeguardingWords from '../../src/features/school-rules/SafeguardingWords.vue'
import SchoolRulesScreen from '../../src/features/school-rules/SchoolRulesScreen.vue'
import SheetDesignEditor from '../../src/features/school-rules/SheetDesignEditor.vue'
import ScoresScreen from '../../src/features/scores/ScoresScreen.vue'
import SessionsScreen from '../../src/features/sessions/SessionsScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { PRESETS } from '../../src/domain/week/scoreScale.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { useToasts } from '../../src/ui/index.ts'
import { settleDisk, THURSDAY, type Desk } from '../support/aDesk.ts'
import { aStudy, aTarget, theMentee } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

let desk: Desk
let screen: VueWrapper
afterEach(() => {
  screen.unmount()
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const WEEK = '2026-12-07'
const LEAD: Actor = { ...aMentor, id: 'lead', role: 'lead-mentor', name: 'The Lead' }
const DHT: Actor = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' }
type Looked = [component: Parameters<Desk['look']>[0], props?: Record<string, unknown>]

async function open([component, props]: Looked, { rows = [], me = aMentor }: { rows?: readonly Row[]; me?: Actor } = {}): Promise<void> {
  desk = await aStudy({ rows: [...theMentee, ...rows], me })
  screen = desk.look(component, props)
  await settleDisk()
}
/** The tablet is put away with what was typed kept as a draft, and taken up again. */
async function openAgain([component, props]: Looked, meanwhile: Row): Promise<void> {
  await new Promise((pass) => setTimeout(pass, 300))
  await settleDisk()
  screen.unmount()
  await desk.reopen()
  comesIn(meanwhile)
  screen = desk.look(component, props)
  await settleDisk()
}
const comesIn = (row: Row): void => desk.records.memory.putServerRows([{ ...row, s: 'theirs:7', seq: 9 }])
async function press(words: string): Promise<void> {
  await screen.findAll('button').filter((one) => one.text().includes(words) || one.attributes('aria-label')?.includes(words)).at(-1)!.trigger('click')
  await settleDisk()
}
async function fill(label: string, value: string): Promise<void> {
  const found = screen.findAll('label').filter((one) => one.text().startsWith(label)).at(-1)!
  await screen.get(`[id="${found.attributes('for')!}"]`).setValue(value)
}
/** What was saved here is sent, and somebody sets it anew. */
const isSetSince = (row: Row): void => {
  desk.records.memory.acknowledge(last().n!)
  comesIn(row)
}
const undo = async (): Promise<void> => {
  useToasts().act(useToasts().shown.value.findLast(({ action }) => action?.label === 'Undo')!.id)
  await settleDisk()
}
const sent = (): Op[] => desk.records.outbox.unsent(0, 20)
const last = (): Partial<Op> => sent().at(-1) ?? {}

describe('The teacher’s words beside a mark', () => {
  const LESSON = { date: WEEK, period: 'P1' }
  const id = scoreId('p1', LESSON)
  const score = (more: object): Row => aRow('reportScore', id, { ...emptyScore('p1', LESSON), said: { mark: '2' }, ...more })
  const sheet: Looked = [ScoresScreen, { weekStart: WEEK, pupilId: 'p1' }]
  async function write(comment: string): Promise<void> {
    await screen.get('[aria-label^="Monday 7 December 2026, P1"]').trigger('click')
    await settleDisk()
    await fill('Comment', comment)
  }
  async function save(): Promise<void> {
    await screen.get('form').trigger('submit')
    await settleDisk()
  }

  it('cite what stood when they were begun, and send what was typed alone', async () => {
    await open(sheet, { rows: [score({ initials: 'MK' })] })
    await write('Calm.')
    comesIn(score({ initials: 'JZ', comment: 'Good start.' }))
    await settleDisk()
    expect(screen.text()).toContain('Somebody else has written a comment here since you began: “Good start.”')
    await save()
    expect(last()).toMatchObject({ kind: 'patch', f: { comment: 'Calm.' }, base: { comment: null } })
    expect(last().f).toEqual({ comment: 'Calm.' })
  })
  it('still cite it after the tablet was put away', async () => {
    await open(sheet, { rows: [score({ comment: 'Late.' })] })
    await write('Late, then calm.')
    await openAgain(sheet, score({ comment: 'Good start.' }))
    await screen.get('[aria-label^="Monday 7 December 2026, P1"]').trigger('click')
    await settleDisk()
    await save()
    expect(last()).toMatchObject({ f: { comment: 'Late, then calm.' }, base: { comment: `server:${id}` } })
  })
  it('rest on nothing where there was no record yet', async () => {
    await open(sheet)
    await write('Calm.')
    comesIn(score({ comment: 'Good start.' }))
    await save()
    expect(last()).toMatchObject({ kind: 'patch', f: { comment: 'Calm.' }, base: { comment: null } })
  })
  it('follow what comes in while nothing is typed', async () => {
    await open(sheet, { rows: [score({ comment: 'Late.' })] })
    await screen.get('[aria-label^="Monday 7 December 2026, P1"]').trigger('click')
    comesIn(score({ comment: 'Good start.' }))
    await settleDisk()
    expect(screen.get('form textarea').element).toHaveProperty('value', 'Good start.')
    await fill('Comment', 'Good start, then calm.')
    await save()
    expect(last()).toMatchObject({ base: { comment: 'theirs:7' } })
  })
  it('and a key that is undone rests on what the key left', async () => {
    await open(sheet)
    await screen.get('table').trigger('keydown', { key: '2' })
    await settleDisk()
    const own = `${desk.records.sync.clientId()}:${last().n}`
    isSetSince(score({ said: { mark: '4' } }))
    await press('Undo')
    expect(last()).toMatchObject({ f: { said: null }, base: { said: own } })
  })
})

describe('A pupil’s profile', () => {
  const page: Looked = [PupilScreen, { pupilId: 'p1' }]
  const atDesk = (more: object): Row => ({ ...(theMentee[0] as Row<'deskPupil'>), f: { ...(theMentee[0] as Row<'deskPupil'>).f, ...more } })
  it('that was open while an import came in takes nothing of it back', async () => {
    await open(page, { me: LEAD })
    await press('Change')
    await fill('Form tutor', 'Mr Jessop')
    comesIn(atDesk({ form: '10C', year: 10 }))
    await press('Save')
    expect(sent().map(({ t, f }) => [t, f])).toEqual([['pupil', { tutor: 'Mr Jessop' }]])
    expect(desk.records.memory.get('deskPupil', 'p1')?.f).toMatchObject({ form: '10C', year: 10 })
  })
  it('cites what stood when it was opened, and taken back rests on what was written', async () => {
    await open(page, { me: LEAD })
    await press('Change')
    await fill('Surname', 'Warsame-Ali')
    comesIn(atDesk({ surname: 'Warsameh' }))
    await press('Save')
    expect(last()).toMatchObject({ t: 'deskPupil', f: { surname: 'Warsame-Ali' }, base: { surname: 'server:p1' } })
    const own = `${desk.records.sync.clientId()}:${last().n}`
    isSetSince(atDesk({ surname: 'Warsameh' }))
    await undo()
    expect(last()).toMatchObject({ f: { surname: 'Warsame' }, base: { surname: own } })
  })
})

describe('A rule of the school', () => {
  const rule = (value: never): Row => aRow('setting', 'repeatCount', { key: 'repeatCount', value })
  it('is saved against the value its sheet was opened on', async () => {
    await open([SchoolRulesScreen], { me: DHT, rows: [rule(4 as never)] })
    await press('It continues: sanctions')
    await fill('It continues: sanctions', '6')
    comesIn(rule(8 as never))
    await settleDisk()
    await press('Save for the whole school')
    expect(last()).toMatchObject({ f: { value: 6 }, base: { value: 'server:repeatCount' } })
    const own = `${desk.records.sync.clientId()}:${last().n}`
    isSetSince(rule(9 as never))
    await undo()
    expect(last()).toMatchObject({ base: { value: own } })
  })
  it('follows what another sets while nothing is typed, so that there is nothing to save', async () => {
    await open([SchoolRulesScreen], { me: DHT, rows: [rule(4 as never)] })
    await press('It continues: sanctions')
    comesIn(rule(8 as never))
    await settleDisk()
    expect(screen.get('dialog[open] input').element).toHaveProperty('value', '8')
    expect(screen.findAll('button').find((one) => one.text() === 'Save for the whole school')!.attributes('disabled')).toBeDefined()
  })
  it('that is a list rests on the list as it was when the form was begun', async () => {
    const words = (value: string[]): Row => aRow('setting', 'safeguardingWords', { key: 'safeguardingWords', value: value })
    await open([SafeguardingWords], { me: DHT, rows: [words(['one'])] })
    await fill('Wordings', 'one\ntwo')
    comesIn(words(['one', 'three']))
    await settleDisk()
    await press('Save the wordings')
    expect(last()).toMatchObject({ f: { value: ['one', 'two'] }, base: { value: 'server:safeguardingWords' } })
  })
  it('that is a scale from one week on too, and where nobody had set it, rests on nothing', async () => {
    await open([SheetDesignEditor], { me: DHT })
    comesIn(aRow('setting', 'sheetDesigns', { key: 'sheetDesigns', value: [{ from: '2026-12-14', scale: PRESETS['four-best'].scale, per: 'target' }] as never }))
    await settleDisk()
    await press('Save the scale')
    expect(last()).toMatchObject({ kind: 'patch', t: 'setting', base: { value: null } })
  })
})

it('a term is changed in what was typed alone, and against what its sheet showed', async () => {
  await open([CalendarEditor], { me: DHT })
  await press('Autumn term')
  await fill('Last day', '2026-12-16')
  comesIn(aRow('term', 'autumn', { name: 'First term', from: '2026-11-03', to: '2026-12-17' }))
  await settleDisk()
  await press('Save for the whole school')
  expect(last()).toMatchObject({ f: { to: '2026-12-16' }, base: { to: 'server:autumn' } })
  expect(last().f).toEqual({ to: '2026-12-16' })
  expect(desk.records.memory.get('term', 'autumn')?.f).toMatchObject({ name: 'First term', from: '2026-11-03' })
  const own = `${desk.records.sync.clientId()}:${last().n}`
  isSetSince(aRow('term', 'autumn', { name: 'First term', from: '2026-11-03', to: '2026-12-15' }))
  await undo()
  expect(last()).toMatchObject({ f: { to: '2026-12-18' }, base: { to: own } })
})

it('a mentor’s room is set against the number that was shown', async () => {
  const room = (pupils: number): Row => aRow('mentorCapacity', `capacity:${aMentor.id}`, { mentorId: aMentor.id, pupils })
  await open([CaseloadsScreen], { me: LEAD, rows: [room(6)] })
  await screen.findAll('button').find((one) => one.text().includes(aMentor.name))!.trigger('click')
  await fill('Pupils', '8')
  comesIn(room(5))
  await press('Keep the number')
  expect(last()).toMatchObject({ f: { pupils: 8 }, base: { pupils: `server:capacity:${aMentor.id}` } })
})

it('a contact that is removed cites what was shown, so that what came in meanwhile is kept', async () => {
  const contact = (phone: string): Row => aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Hodan Warsame', phone, responsibility: true })
  await open([HomeScreen, { pupilId: 'p1' }], { rows: [contact('01632 960123')] })
  await press('Hodan Warsame')
  comesIn(contact('01632 960999'))
  await press('Remove')
  await press('Remove the contact')
  expect(last()).toMatchObject({ kind: 'void', t: 'contact', base: { phone: 'server:c1' } })
})

describe('A planned session', () => {
  const week: Looked = [SessionsScreen, { pupilId: 'p1' }]
  const plan = (more: object = {}): Row =>
    aRow('session', 's1', { pupilId: 'p1', kind: 'catch-up', subject: 'Maths', from: THURSDAY, until: THURSDAY, weekly: false, starts: '13:10', ends: '13:40', venue: 'Library', leads: 'Mr Barlow', ...more })
  it('is changed in what was typed alone, also from a draft, and against the plan it was begun on', async () => {
    await open(week, { rows: [plan()] })
    await press('Change')
    await fill('Led by', 'Ms Osei')
    await openAgain(week, plan({ venue: 'L12', leads: 'Mr Zaman' }))
    await press('Change')
    await press('Save')
    expect(last()).toMatchObject({ kind: 'patch', t: 'session', base: { leads: 'server:s1' } })
    expect(last().f).toEqual({ leads: 'Ms Osei' })
  })
})

describe('A target of next week', () => {
  const review: Looked = [ReviewScreen, { weekStart: WEEK, pupilId: 'p1' }]
  const target = (more: object = {}): Row => aTarget('t1', { weekStart: '2026-12-14', by: '2026-12-18', ...more })
  it('brought back as a draft is judged against the wording it was begun on', async () => {
    await open(review, { rows: [target()] })
    await press('Change this target')
    await fill('In the pupil’s own words', 'I ask for it myself')
    await openAgain(review, target({ behaviour: 'has the planner signed', pupilWording: 'Mine is signed' }))
    await press('Change this target')
    await screen.get('dialog[open] form').trigger('submit')
    await settleDisk()
    expect(last()).toMatchObject({ kind: 'patch', t: 'target', base: { pupilWording: 'server:t1' } })
    expect(last().f).not.toHaveProperty('behaviour')
  })
  it('that was retired and is taken back rests on what was retired', async () => {
    await open(review, { rows: [target()] })
    await press('Retire this target')
    const own = `${desk.records.sync.clientId()}:${last().n}`
    isSetSince(target({ result: 'met' }))
    await undo()
    expect(last()).toMatchObject({ f: { result: 'open' }, base: { result: own } })
  })
})
