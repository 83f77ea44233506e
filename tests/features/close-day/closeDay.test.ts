import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { raiseFor } from '../../../src/data/readings/mentoring.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import { closingSentence } from '../../../src/domain/tasks/closeOfDay.ts'
import type { FieldsOf, Row } from '../../../src/domain/records.ts'
import CloseDayScreen from '../../../src/features/close-day/CloseDayScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, aDeskPupil, expected, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const mine = (pupilId: string): Row => aRow('mentorship', `m-${pupilId}`, { pupilId, mentorId: aMentor.id, state: 'active', reason: 'Homework', startedOn: '2026-12-08' })
const flagged = (id: string, pupilId: string, enteredAt = instantAt(WEDNESDAY, '15:00'), more: Partial<FieldsOf<'note'>> = {}): Row =>
  aRow('note', id, { pupilId, type: 'staff', text: 'Planner not signed', occurredAt: enteredAt, enteredAt, raise: true, ...more })
const rows: Row[] = [
  aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), mine('p1'),
  aDeskPupil('p2', 'Łukasz'), expected('p2', '08:45'), mine('p2'),
  aDeskPupil('p3', 'Megan'), expected('p3', '08:45', 'mentor-b'),
]
/** The network is an edge: here nothing answers. */
const noNetwork = (): void => void vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))

async function open(desk: Desk): Promise<string> {
  screen = desk.look(CloseDayScreen)
  await settleDisk()
  return screen.text()
}
const press = async (words: string): Promise<void> => {
  await screen!.findAll('button').find((one) => one.text() === words)!.trigger('click')
  await settleDisk()
}
const theDesk = (more: readonly Row[] = [], at: [string, string] = [THURSDAY, '15:20']): Promise<Desk> => aDesk({ rows: [...rows, ...more], at })

describe('closing the day', () => {
  it('names mine who were expected and have no arrival, and nobody else’s', async () => {
    const text = await open(await theDesk())
    expect(text).toContain('2 pupils of mine have no arrival. Nothing is written for them: the office follows up who has not come.')
    expect(text).toContain('Abdi')
    expect(text).not.toContain('Megan')
  })

  it('carries over with one tap what was flagged and not discussed, and can undo it', async () => {
    const desk = await theDesk([flagged('n1', 'p1'), flagged('n2', 'p1'), flagged('n3', 'p2')])
    const text = await open(desk)
    expect(text).toContain('3 notes were to be raised this morning')
    await press('Carry over')
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY)).toEqual([])
    expect(raiseFor(desk.records.memory, 'p1', '2026-12-11')).toHaveLength(2)
    expect(screen!.text()).toContain('1 note was to be raised')
    useToasts().act(useToasts().shown.value.at(-1)!.id)
    await settleDisk()
    expect(screen!.text()).toContain('3 notes were to be raised')
    await press('Carry all over to the next morning')
    expect(screen!.text()).toContain('Nothing flagged for this morning was left.')
  })

  it('leaves a note that was flagged after the morning for tomorrow', async () => {
    expect(await open(await theDesk([flagged('n1', 'p1', instantAt(THURSDAY, '15:00'))]))).toContain('Nothing flagged for this morning was left.')
  })

  it('names the reviews that are due and by when', async () => {
    const text = await open(await theDesk())
    expect(text).toContain('Due by the end of Monday lunch, 13.20 on Monday 14 December.')
    expect(text).toContain('2 reviews to sign: Abdi Surnamep1, Łukasz Surnamep2')
  })

  it('asks nothing of a Saturday', async () => {
    const text = await open(await theDesk([flagged('n1', 'p1')], ['2026-12-12', '11:00']))
    expect(text).toContain('Saturday: no morning to check.')
    expect(text).toContain('Nobody was expected.')
  })

  it('says with the server down what is kept here and what to do, and never that it is safe', async () => {
    noNetwork()
    const desk = await theDesk([flagged('n1', 'p1')])
    await open(desk)
    await press('Carry over')
    await press('Sync now')
    await vi.waitFor(() => expect(screen!.text()).toContain('1 change is kept safely on this tablet and waits to be sent. The server cannot be reached from here.'), { timeout: 20_000 })
    expect(screen!.text()).toContain('1 change waiting')
    expect(screen!.text()).not.toContain('safe to put the tablet away')
  })

  it('says that the tablet may be put away only while nothing waits', async () => {
    noNetwork()
    const desk = await theDesk([flagged('n1', 'p1')])
    expect(await open(desk)).toContain('It is safe to put the tablet away.')
    await press('Carry over')
    expect(screen!.text()).not.toContain('safe to put the tablet away')
  })
})

describe('the closing sentence', () => {
  it('is safe exactly when nothing waits', () => {
    for (const waiting of [0, 1, 7])
      for (const reached of [true, false])
        for (const needsSignIn of [true, false])
          for (const sentNow of [0, 3]) {
            const { safe, text } = closingSentence({ sentNow, waiting, reached, needsSignIn })
            expect(safe).toBe(waiting === 0)
            expect(text.includes('safe to put the tablet away')).toBe(waiting === 0)
          }
  })
})
