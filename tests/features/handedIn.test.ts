import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HandedIn, HandedInAct } from '../../src/domain/sync/handedIn.ts'
import { PATHS, type Op } from '../../src/domain/protocol.ts'
import { bucketOf, type Kind, type Row } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { reviewId } from '../../src/domain/week/weeklyReview.ts'
import { pictureName } from '../../src/data/store/pictureName.ts'
import AttentionScreen from '../../src/features/attention/AttentionScreen.vue'
import HandedInScreen from '../../src/features/handed-in/HandedInScreen.vue'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { aRow } from '../support/aTablet.ts'
import { aReview, theWeek, WEEK } from './weekly-review/aWeek.ts'

const lead: Actor = { id: 'lead', role: 'lead-mentor', name: 'Ms Lead', initials: 'ML' }
const dht: Actor = { id: 'dht', role: 'dht', name: 'Mr Deputy', initials: 'MD' }
const REVIEW = reviewId('p1', WEEK)
const WRITTEN = Date.UTC(2026, 11, 9, 15, 10)
const op = (n: number, t: Kind, id: string, f: Record<string, unknown> | undefined, more: Partial<Op> = {}): Op =>
  ({ n, kind: 'add', t, id, bucket: bucketOf(t, f ?? {}, id), ...(f ? { f } : {}), seen: 0, hlc: n.toString(16).padStart(16, '0'), wall: WRITTEN, skew: 0, sv: 1, ...more }) as Op
const note = (n: number, text: string, more: object = {}): Op => op(n, 'note', `note-${n}`, { pupilId: 'p1', type: 'staff', text, occurredAt: 1, enteredAt: 2, raise: false, ...more })
const item = (id: string, what: HandedIn['what'], more: Partial<HandedIn> = {}): HandedIn => ({ id, at: WRITTEN + 60_000, author: { id: 'mentor-gone', name: 'Jo Gone', isClosed: true }, tablet: 'Reception 2', size: 2048, what, ...more })
const change = (one: Op, more: Partial<HandedIn> = {}): HandedIn => item(`h${one.n}`, { sort: 'change', op: one }, more)

let items: HandedIn[] = []
let more = false
let online = true
let acts: HandedInAct[] = []
let content: Record<string, string> = {}
let counted = 0
let desk: Desk
let screen: VueWrapper
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
beforeEach(() => {
  Object.assign(globalThis.URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => undefined })
  ;[items, more, online, acts, content, counted] = [[], false, true, [], {}, 0]
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const isCount = path === PATHS.handedInWaiting
    if (!online || (!isCount && path !== PATHS.handedIn)) throw new TypeError('Failed to fetch')
    const waiting = items.filter(({ id }) => !acts.some((act) => act.id === id && act.act !== 'look'))
    if (isCount) counted++
    if (method === 'GET') return Response.json(isCount ? { waiting: waiting.length } : { at: WRITTEN, items: waiting, more })
    const act = JSON.parse(body ?? '{}') as HandedInAct
    acts.push(act)
    return Response.json(act.act === 'look' ? { done: true, content: content[act.id] } : { done: true })
  })
})
afterEach(() => {
  screen.unmount()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await flushPromises()
  await settleDisk()
}
async function open(given: HandedIn[], { rows = [], me = lead }: { rows?: readonly Row[]; me?: Actor } = {}): Promise<string> {
  items = given
  desk = await aDesk({ rows: [...theWeek, aReview({ wentWell: 'Stands now.' }), ...rows], me, at: ['2026-12-10', '15:30'] })
  screen = desk.look(HandedInScreen)
  await vi.waitFor(() => expect(screen.text()).not.toContain('Asking the server'), { timeout: 20_000 })
  await settled()
  return screen.text()
}
async function press(words: string): Promise<void> {
  await screen.findAll('button').find((one) => one.text().startsWith(words))!.trigger('click')
  await settled()
}
const buttons = (): string[] => screen.findAll('button').map((one) => one.text())
const sent = () => desk.records.outbox.unsent(0, 10)

describe('what was handed in', () => {
  it('says whose it is, from which tablet and about whom, and in words what each change says', async () => {
    const text = await open([change(note(1, 'Calm in Art all week.')), change(op(2, 'arrivalEvent', 'a1', { pupilId: 'p1', date: '2026-12-09', session: 'am', type: 'arrived', at: '08:31' }))])
    for (const words of ['Jo Gone', 'tablet Reception 2 · 2 things', 'Account closed', 'Note about Abdi', 'Abdi Surnamep1, 9B', 'written 9 December 2026, 15.10', 'Calm in Art all week.', 'Arrival of Abdi, 8.31']) expect(text).toContain(words)
  })
  it('is shown beside a change of a time that no calendar has', async () => {
    const odd = [1e300, -1e300, 8.64e15, 1e300 + 0.5].map((at, index) => note(index + 2, `Odd ${index}`, { occurredAt: at }))
    const text = await open([...odd.map((one, index) => change({ ...one, wall: [1e300, -1e300, 8.64e15, -8.64e15][index] ?? 0 })), change(note(1, 'Calm in Art all week.'))])
    for (const words of ['5 things', 'Calm in Art all week.', 'Odd 0', 'Odd 3', 'written 1e+300']) expect(text).toContain(words)
  })
  it('is nothing, or cannot be asked without a network, and then is asked again', async () => {
    expect(await open([])).toContain('Nothing handed in')
    screen.unmount()
    online = false
    screen = desk.look(HandedInScreen)
    await settled()
    expect(screen.text()).toContain('The server could not be asked.')
    online = true
    await press('Ask again')
    expect(screen.text()).toContain('Nothing handed in')
  })
  it('can be searched where it is long', async () => {
    await open(Array.from({ length: 12 }, (_, at) => change(note(at + 1, `Words number ${at + 1} here.`))))
    await screen.get('input[type=search]').setValue('number 7 ')
    await settled()
    expect(screen.findAll('li').map((one) => one.text())).toContain('Words number 7 here.')
    expect(screen.text()).not.toContain('number 8')
    await screen.get('input[type=search]').setValue('zzz')
    await settled()
    expect(screen.text()).toContain('Nothing like that')
  })
})

describe('that something was handed in', () => {
  const look = async (given: HandedIn[], me: Actor): Promise<string> => {
    items = given
    desk = await aDesk({ rows: theWeek, me, at: ['2026-12-10', '15:30'] })
    screen = desk.look(AttentionScreen)
    await settled()
    return screen.text()
  }
  it('is told where a person looks for what needs them, with the way there, until it was dealt with', async () => {
    const text = await look([change(note(1, 'Calm.')), change(note(2, 'Loud.'))], lead)
    for (const words of ['2 things wait for a decision', 'A colleague’s unsent work was handed in.', '2 things wait to be read.']) expect(text).toContain(words)
    expect(text).not.toContain('All clear')
    expect(screen.findAll('a').filter((one) => one.attributes('href') === '/attention/handed-in').map((one) => one.text())).toContain('Read what was handed in')
    screen.unmount()
    screen = desk.look(HandedInScreen)
    await settled()
    await press('Take in')
    screen.unmount()
    screen = desk.look(AttentionScreen)
    expect(screen.text()).toContain('1 thing waits for a decision')
    await settled()
    expect(screen.text()).toContain('One thing waits to be read.')
  })
  it('stands as it was said last while the server cannot be asked, and is another person’s no longer', async () => {
    await look([change(note(1, 'Calm.'))], lead)
    online = false
    screen.unmount()
    screen = desk.look(AttentionScreen)
    await settled()
    expect(screen.text()).toContain('One thing waits to be read.')
    screen.unmount()
    expect(await look([], dht)).not.toContain('was handed in')
  })
  it('is asked for nobody who may not read it', async () => {
    expect(await look([change(note(1, 'Calm.'))], { ...lead, id: 'm', role: 'mentor' })).toContain('All clear')
    expect(counted).toBe(0)
  })
})

describe('taking it in', () => {
  it('is a change of one’s own by the ordinary way, with the author’s name on it, and it leaves the list', async () => {
    await open([change(note(1, 'Calm in Art all week.'))])
    await press('Take in')
    expect(sent()).toMatchObject([{ kind: 'add', t: 'note', id: 'note-1', f: { text: 'Calm in Art all week. (Jo Gone)', pupilId: 'p1' } }])
    expect(acts).toEqual([{ act: 'took-in', id: 'h1' }])
    expect(screen.text()).toContain('Nothing handed in')
  })
  it('says whose it was in a note, where the change has no words of its own, and marks under one’s own name', async () => {
    const amended = { pupilId: 'p1', date: '2026-12-09', session: 'am', type: 'amended', from: { at: '08:40', mark: 'L' }, to: { at: '08:31', mark: '/', minutesLate: 0, minutesLateToMentor: 0 }, reason: 'Seen at the gate', name: 'Jo Gone', role: 'mentor' }
    await open([change(op(1, 'arrivalEvent', 'a1', amended))])
    await press('Take in')
    expect(sent()).toMatchObject([{ t: 'arrivalEvent', f: { name: 'Ms Lead', role: 'lead-mentor' } }, { t: 'note', f: { text: expect.stringMatching(/^Taken in from unsent work of Jo Gone, 9 December 2026.*: Arrival amended/) as string } }])
    expect(new Set(sent().map(({ g }) => g)).size).toBe(1)
  })
  it('rests on what its author saw, so that newer words are not overwritten unseen', async () => {
    await open([change(op(1, 'weeklyReview', REVIEW, { wentWell: 'Written on the train.' }, { kind: 'patch', bucket: 'pupil:p1', base: { wentWell: 'seen-by:7' } }))])
    await press('Take in')
    expect(sent()).toMatchObject([{ kind: 'patch', id: REVIEW, f: { wentWell: 'Written on the train. (Jo Gone)' }, base: { wentWell: 'seen-by:7' } }])
  })
  it('of a record that is here by now rests on nothing seen', async () => {
    const whole = { ...(aReview({}).f as object), wentWell: 'From the tablet.' }
    await open([change(op(1, 'weeklyReview', REVIEW, whole))])
    await press('Take in')
    expect(sent()).toMatchObject([{ kind: 'patch', f: { wentWell: 'From the tablet. (Jo Gone)' }, base: { wentWell: null } }])
    expect(Object.keys(sent()[0]?.f ?? {})).toEqual(['wentWell'])
  })
  it('never brings another’s signature', async () => {
    const signed = { by: 'mentor-gone', name: 'Jo Gone', at: 1, pupilInitials: '', numbers: { expectedMornings: 1, arrivals: 1, onTime: 1, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } }
    const text = await open([
      change(op(1, 'weeklyReview', REVIEW, { nextStep: 'Keep going.', signed }, { kind: 'patch', bucket: 'pupil:p1', base: {} })), change(op(2, 'weeklyReview', REVIEW, { signed }, { kind: 'patch', bucket: 'pupil:p1', base: {} })),
    ])
    expect(text).toContain('Without its signature')
    expect(text).toContain('A signature is only ever its owner’s.')
    await press('Take in')
    expect(sent()[0]?.f).toEqual({ nextStep: 'Keep going. (Jo Gone)' })
  })
  it('is not offered where it cannot be: here already, gone, too long, of a newer kind, or not one’s own to write', async () => {
    const known = aRow('note', 'note-1', { pupilId: 'p1', type: 'staff', text: 'Known.', occurredAt: 1, enteredAt: 2, raise: false })
    const odd = { ...note(4, 'x'), t: 'somethingNewer' }
    await open([change(note(1, 'Known.')), change(op(2, 'target', 't9', { result: 'met' }, { kind: 'patch', bucket: 'pupil:p1' })), change(note(3, 'x'.repeat(20_001))), change(odd), change(op(5, 'note', 'n77', undefined, { kind: 'void', bucket: 'pupil:p1' })), change(op(6, 'setting', 'photos', { key: 'x' }, { bucket: 'school' }))], { rows: [known] })
    for (const words of ['It is here already.', 'The record it changes is not here.', 'too long, empty or not as it should be', 'It is of a newer kind.', 'What it takes back is not here', 'You may not make this change yourself.']) expect(screen.text()).toContain(words)
    expect(buttons().filter((one) => one.startsWith('Take in'))).toEqual([])
    expect(buttons().filter((one) => one.startsWith('Put away'))).toHaveLength(6)
  })
  it('is the Lead Mentor’s: the Deputy Headteacher reads it', async () => {
    await open([change(note(1, 'Calm.'))], { me: dht })
    expect(screen.text()).toContain('You may not make this change yourself.')
    expect(buttons().some((one) => one.startsWith('Take in'))).toBe(false)
  })
  it('asks the trip-wire first', async () => {
    await open([change(note(1, 'He does not feel safe at home.'))])
    await press('Take in')
    expect([sent(), acts]).toEqual([[], []])
  })
  it('that cannot be told stays here with what to do, and is not written twice', async () => {
    await open([change(note(1, 'Calm.'))])
    online = false
    await press('Take in')
    expect(sent()).toHaveLength(1)
    expect(screen.text()).toContain('The server could not be reached.')
    expect(screen.text()).toContain('It is here already.')
    expect(buttons().some((one) => one.startsWith('Take in'))).toBe(false)
  })
})

describe('putting it away', () => {
  it('wants a reason, and tells it to the server', async () => {
    await open([change(note(1, 'Said twice.'))])
    await press('Put away')
    await press('Put it away')
    expect(screen.text()).toContain('Say in a few words why it is not needed.')
    await screen.get('dialog input').setValue('It was said twice.')
    await press('Put it away')
    expect(acts).toEqual([{ act: 'put-away', id: 'h1', why: 'It was said twice.' }])
    expect(screen.text()).toContain('Nothing handed in')
  })
})

describe('a photo', () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9])
  async function aPhoto(more: object = {}): Promise<HandedIn> {
    const f = { pupilId: 'p1', weekStart: WEEK, side: 'back' as const, sha256: await pictureName(jpeg), bytes: 4, width: 1, height: 1, ...more }
    content['h9'] = btoa(String.fromCharCode(...jpeg))
    return item('h9', { sort: 'photo', id: 'ph1', f })
  }
  it('is looked at, and taken in with its picture', async () => {
    const text = await open([await aPhoto()])
    expect(text).toContain('Back of the blue report, week of')
    await press('Look at it')
    expect(screen.get('dialog img').attributes('src')).toBe('blob:picture')
    await press('Take in')
    await vi.waitFor(() => expect(acts).toHaveLength(2), { timeout: 20_000 })
    expect(sent()).toMatchObject([{ t: 'sheetPhoto', id: 'ph1' }, { t: 'note' }])
    expect(await (await desk.records.photos()).picture(await pictureName(jpeg))).toEqual(jpeg)
    expect(acts.map(({ act }) => act)).toEqual(['look', 'took-in'])
  })
  it('that is not the one its record names is refused', async () => {
    await open([await aPhoto({ sha256: 'b'.repeat(64) })])
    await press('Take in')
    expect(screen.text()).toContain('This picture is damaged')
    expect(sent()).toEqual([])
  })
})

it('what cannot be read is said as what it is, and where its bytes are', async () => {
  const text = await open([item('h1', { sort: 'unreadable' }), item('h2', { sort: 'file' })])
  for (const words of ['Something that cannot be read', '2 kB', 'npm run admin -- handed-in --id h1 --out FILE', 'A sealed file', 'passphrase of the person who saved it']) expect(text).toContain(words)
  expect(buttons().filter((one) => one.startsWith('Take in'))).toEqual([])
})
it('says that there is more, and brings it when these are dealt with', async () => {
  more = true
  expect(await open([change(note(1, 'Calm.'))])).toContain('There is more.')
})
