import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { computed, shallowRef } from 'vue'
import { createMemoryHistory, type Router } from 'vue-router'
import { moveClock, startClock } from '../../src/data/clock.ts'
import { openNow } from '../../src/data/current.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { hereKey, type Here } from '../../src/shell/here.ts'
import { leaseWords } from '../../src/shell/leaseWords.ts'
import { makeRouter } from '../../src/shell/router.ts'
import TheFrame from '../../src/shell/TheFrame.vue'
import { settleDisk, THURSDAY, theMentees, theSchool } from '../support/aDesk.ts'
import { theMentee } from '../support/aMentee.ts'
import { aMentor, aRow, aTablet, type ATablet } from '../support/aTablet.ts'

const DAY = 86_400_000
const WORDS = 'He was calm in Art and asked for help twice.'
const rows = [
  ...theSchool, ...theMentees, ...theMentee,
  aRow('note', 'n1', { pupilId: 'p1', type: 'staff', text: WORDS, occurredAt: instantAt('2026-12-09', '12:00'), enteredAt: instantAt('2026-12-09', '12:01'), raise: true }, { by: aMentor.id }),
]

let tablet: ATablet
let router: Router
let screen: VueWrapper
let stop: () => void
let clock: number
beforeEach(() => {
  clock = instantAt(THURSDAY, '08:28')
  vi.useFakeTimers({ toFake: ['Date'], now: clock })
})
afterEach(() => {
  stop()
  screen.unmount()
  openNow.value = undefined
  vi.useRealTimers()
})

const here = { tabletId: 't', tablet: {}, server: shallowRef('unreachable'), health: shallowRef(undefined), isDemo: computed(() => false), isMoved: computed(() => false), offset: () => 0, demoOffset: () => 0, look: () => Promise.resolve() } as unknown as Here

async function standAt(path: string): Promise<void> {
  setActivePinia(createPinia())
  tablet = await aTablet({ rows, now: () => Date.now(), steady: () => Date.now() })
  stop = startClock()
  router = makeRouter(createMemoryHistory())
  await router.push(path)
  screen = mount(TheFrame, { attachTo: document.body, global: { plugins: [router], provide: { [hereKey as symbol]: here } } })
  await shown()
}
async function shown(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await flushPromises()
    await settleDisk()
  }
}
/** The tablet’s clock is set, and its second hand moves on. */
async function itIs(at: number): Promise<void> {
  vi.setSystemTime(at)
  moveClock(0)
  await shown()
}
/** A round of sync that went through, as the server answers it. */
async function meetsTheServer(serverWall = Date.now()): Promise<void> {
  const { sync } = tablet.records
  await sync.applyPage({ epoch: 'e1', from: sync.state().cursor, cursor: { seq: sync.state().cursor.seq + 1 }, more: false, lastN: 0, puts: [], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall, leaseUntil: serverWall + 5 * DAY }, Date.now())
  await shown()
}
const main = (): string => screen.get('#main').text()
const CLOSED = 'Pupils’ records are closed until this tablet meets the server'

describe('When the lease has run out', () => {
  it('no screen shows what is written of a pupil, it says why and what to do, and one contact opens it again by itself', { timeout: 30_000 }, async () => {
    await standAt('/pupils/p1')
    await vi.waitFor(() => expect(main()).toContain('Abdi'), { timeout: 10_000 })
    expect(main()).toContain(WORDS)

    await itIs(clock + 5 * DAY)
    await vi.waitFor(() => expect(main()).toContain(CLOSED), { timeout: 5000 })
    expect(main()).not.toContain(WORDS)
    expect(main()).toMatch(/Tue 15 Dec, 8\.28.*marking goes on.*Bring the tablet to the school’s network/s)

    await meetsTheServer()
    await vi.waitFor(() => expect(main()).toContain(WORDS), { timeout: 5000 })
    expect(router.currentRoute.value.path).toBe('/pupils/p1')
  })

  it('the desk goes on and marks go in, and so does a new note', { timeout: 30_000 }, async () => {
    await standAt('/arrivals')
    await itIs(clock + 7 * DAY)
    await vi.waitFor(() => expect(main()).toContain('Abdi'), { timeout: 10_000 })
    expect(screen.text()).toContain('Marking and saving go on')
    expect(main()).not.toContain(CLOSED)
    const before = tablet.records.outbox.waiting.value.count
    await screen.findAll('button').find((one) => one.text().includes('Abdi'))!.trigger('click')
    await vi.waitFor(() => expect(tablet.records.outbox.waiting.value.count).toBe(before + 1), { timeout: 5000 })
    await tablet.records.commit([{ kind: 'add', t: 'note', id: 'n2', f: { pupilId: 'p1', type: 'staff', text: 'Late again.', occurredAt: 1, enteredAt: 2, raise: false } }])
    expect(tablet.records.outbox.waiting.value.count).toBe(before + 2)

    await router.push('/pupils/p1/notes/new')
    await vi.waitFor(() => expect(main()).toContain('Save the note'), { timeout: 10_000 })
    expect(main()).not.toContain(WORDS)
  })

  it('nothing that is closed counts as opened for the audit, until it opens', { timeout: 30_000 }, async () => {
    await standAt('/arrivals')
    await itIs(clock + 7 * DAY)
    await router.push('/pupils/p1')
    await shown()
    expect(await tablet.records.openings.unsent()).toEqual([])
    await meetsTheServer()
    await vi.waitFor(async () => expect(await tablet.records.openings.unsent()).toMatchObject([{ act: 'file-opened', pupilId: 'p1' }]), { timeout: 5000 })
  })
})

describe('The tablet’s clock', () => {
  it('set back closes what it has already counted away; set right again, it opens', { timeout: 30_000 }, async () => {
    await standAt('/pupils/p1')
    await itIs(clock + 3 * DAY)
    await vi.waitFor(() => expect(main()).toContain(WORDS), { timeout: 10_000 })
    await itIs(clock)
    await vi.waitFor(() => expect(main()).toMatch(/earlier time than it has already shown.*date and time to automatic/s), { timeout: 5000 })
    expect(main()).not.toContain(WORDS)
    await itIs(clock + 3 * DAY + 60_000)
    await vi.waitFor(() => expect(main()).toContain(WORDS), { timeout: 5000 })
  })

  it('a year ahead by mistake locks nobody out for ever: the server’s time counts, and goes on counting when the tablet is opened again', { timeout: 30_000 }, async () => {
    await standAt('/pupils/p1')
    await itIs(clock + 365 * DAY)
    await vi.waitFor(() => expect(main()).toContain(CLOSED), { timeout: 5000 })
    await meetsTheServer(clock + 60_000)
    await vi.waitFor(() => expect(main()).toContain(WORDS), { timeout: 10_000 })
    expect((await tablet.reopen()).lease.now.value.standing).toBe('stands')
  })

  it('set back while it was shut opens nothing that had run out', { timeout: 30_000 }, async () => {
    await standAt('/arrivals')
    await itIs(clock + 6 * DAY)
    vi.setSystemTime(clock + DAY)
    expect((await tablet.reopen()).lease.now.value.standing).toBe('ran-out')
  })
})

it('On the last school day the badge says so, and on no day before', { timeout: 30_000 }, async () => {
  await standAt('/arrivals')
  const said = (): boolean => screen.text().includes('Meet the server today')
  await itIs(instantAt('2026-12-14', '15:00'))
  expect(said()).toBe(false)
  await itIs(instantAt('2026-12-15', '08:00'))
  expect(said()).toBe(true)
})

it('What is said names when the server was last met, what waits, and nothing of a desk to whom has none', () => {
  const asked = { lease: { standing: 'ran-out', until: 5 }, lastMet: 3, waiting: 1, atDesk: true, say: (at: number) => `day ${at}` } as const
  const said = leaseWords(asked)
  expect([said.why.endsWith('from day 5. It last met it on day 3.'), said.goesOn]).toEqual([true, 'The arrivals list stays open, and marking goes on. 1 change is kept here and will be sent. Nothing is lost.'])
  const office = leaseWords({ ...asked, lastMet: null, waiting: 0, atDesk: false })
  expect([office.why.endsWith('from day 5.'), office.goesOn]).toEqual([true, 'Whatever you save is kept and will be sent. Nothing is lost.'])
})
