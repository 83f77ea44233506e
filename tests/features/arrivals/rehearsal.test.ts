import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { effectScope } from 'vue'
import { mount, type VueWrapper } from '@vue/test-utils'
import { moveClock, tick } from '../../../src/data/clock.ts'
import { openRehearsed, type Rehearsed } from '../../../src/data/rehearsedRecords.ts'
import { dateOf, timeOf } from '../../../src/domain/time/clock.ts'
import type { Tried } from '../../../src/domain/mornings/rehearsalRun.ts'
import RehearsalDesk from '../../../src/features/arrivals/rehearsal/RehearsalDesk.vue'
import { useRehearsal, type Rehearsal } from '../../../src/features/arrivals/rehearsal/useRehearsal.ts'
import { useToasts } from '../../../src/ui/index.ts'
import { cheapPorts } from '../../data/vault/cheapPorts.ts'
import { aDesk, aDeskPupil, expected, settleDisk, THURSDAY, type Desk } from '../../support/aDesk.ts'

const rows = [
  ...Array.from({ length: 24 }, (_, index) => String(index + 10)).flatMap((id) => [aDeskPupil(id, `Name${id}`), expected(id, '08:45', Number(id) % 2 ? 'mentor-b' : undefined)]),
  aDeskPupil('s', 'Zara'),
]
const idb = new IDBFactory()
let opened: Rehearsed | undefined
const open: typeof openRehearsed = async (of, some) => (opened = await openRehearsed(of, some, { indexedDB: idb, IDBKeyRange }, cheapPorts))
const scopes: ReturnType<typeof effectScope>[] = []
let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  for (const scope of scopes.splice(0)) scope.stop()
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const clock = { set: (moment: number) => moveClock(moment - Date.now()), back: () => moveClock(0) }
function rehearsing(): Rehearsal {
  const scope = effectScope()
  scopes.push(scope)
  let dice = 0
  return scope.run(() => useRehearsal(clock, () => dateOf(tick.value), () => ((dice += 0.37) % 1), open))!
}
async function begun(): Promise<{ desk: Desk; rehearsal: Rehearsal }> {
  const desk = await aDesk({ rows, at: [THURSDAY, '14:00'] })
  const rehearsal = rehearsing()
  await rehearsal.start()
  screen = mount(RehearsalDesk, {
    attachTo: document.body,
    props: { records: rehearsal.records.value!, queue: rehearsal.queue.value!, onMoveOn: rehearsal.moveOn, onOver: (tried: Tried) => void rehearsal.finish(tried), onLeave: () => undefined },
  })
  return { desk, rehearsal }
}
const standing = (): string[] => screen!.findAll('[data-at-desk] span:first-child').map((one) => one.text())
const tile = (name: string) => screen!.findAll('li > button:first-child').find((one) => one.text().startsWith(name))
/** As a mentor would: whoever is not in sight is searched for, and whoever has a mark is told so. */
async function deal(): Promise<void> {
  const [name = ''] = standing()
  if (!tile(name)) await screen!.find('input[type=search]').setValue(name.slice(0, 6))
  await tile(name)!.trigger('click')
  await vi.waitFor(() => expect(standing()).not.toContain(name), { timeout: 20_000 })
  if (screen!.find<HTMLInputElement>('input[type=search]').element.value) await screen!.find('input[type=search]').setValue('')
}

describe('The rehearsal of the queue', () => {
  it('begins a minute before the register, with one pupil marked already and nobody of the real morning', async () => {
    const { rehearsal } = await begun()
    expect(timeOf(tick.value)).toBe('08:44')
    expect(rehearsal.queue.value?.pupils).toBe(20)
    expect(screen!.text()).toContain('1 of 24')
  })

  it('leaves no mark on the real morning, puts the clock back, and keeps how the try went', async () => {
    const { desk, rehearsal } = await begun()
    for (let pupil = 0; pupil < 20; pupil++) await deal()
    await vi.waitFor(() => expect(rehearsal.state.value).toBe('done'), { timeout: 20_000 })
    expect(rehearsal.tried.value).toMatchObject({ pupils: 20, taps: 20, wrong: 0, leftUnmarked: 0, sentAway: 0 })
    await settleDisk()
    expect(desk.records.memory.all('arrivalEvent')).toEqual([])
    expect(desk.records.outbox.waiting.value.count).toBe(0)
    expect(timeOf(tick.value)).toBe('14:00')
    expect(await idb.databases()).toEqual([])
    await vi.waitFor(async () => expect(await desk.records.drafts.read('rehearsal:queue')).toMatchObject({ pupils: 20 }), { timeout: 20_000 })
    await desk.reopen()
    const again = rehearsing()
    await vi.waitFor(() => expect(again.last.value?.pupils).toBe(20), { timeout: 20_000 })
  })

  it('moves the clock on when the late one comes', async () => {
    await begun()
    for (let pupil = 0; pupil < 19; pupil++) await deal()
    expect(timeOf(tick.value)).toBe('08:52')
    expect(screen!.text()).toContain('“Sorry I am late.”')
  })

  it('says when somebody else was marked, until it is undone', async () => {
    await begun()
    const wrong = screen!.findAll('li > button:first-child').map((one) => one.text()).find((text) => text.includes('Not here yet') && !standing().some((name) => text.startsWith(name)))!
    await screen!.findAll('li > button:first-child').find((one) => one.text() === wrong)!.trigger('click')
    await vi.waitFor(() => expect(screen!.text()).toContain('A wrong pupil is marked: undo it'), { timeout: 20_000 })
    await screen!.find('[aria-label^="Undo"]').trigger('click')
    await vi.waitFor(() => expect(screen!.text()).not.toContain('A wrong pupil'), { timeout: 20_000 })
  })

  it('can be left in the middle: the desk is erased, its messages are gone, and the clock is back', async () => {
    const { rehearsal } = await begun()
    await deal()
    await vi.waitFor(() => expect(useToasts().shown.value.length).toBeGreaterThan(0), { timeout: 20_000 })
    scopes[0]!.stop()
    await vi.waitFor(async () => expect(await idb.databases()).toEqual([]), { timeout: 20_000 })
    expect([rehearsal.records.value, useToasts().shown.value.length, timeOf(tick.value)]).toEqual([undefined, 0, '14:00'])
  })

  it('saves each mark sealed and for good, as the morning does', async () => {
    await begun()
    await deal()
    expect(opened!.records.outbox.waiting.value.count).toBeGreaterThan(0)
  })
})
