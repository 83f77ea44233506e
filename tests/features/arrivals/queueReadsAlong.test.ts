import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { chooseAtDesk } from '../../../src/data/tablet/deskChoices.ts'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aRow } from '../../support/aTablet.ts'
import { aDesk, aDeskPupil, expected, settleDisk, theMentees, THURSDAY, type Desk } from '../../support/aDesk.ts'

let screen: VueWrapper | undefined
beforeEach(() => chooseAtDesk({ hidesMarks: false, sound: false, vibration: false }))
afterEach(() => {
  screen?.unmount()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const tile = (name: string) => screen!.findAll('li > button:first-child').find((one) => one.text().includes(name))!
async function tap(name: string): Promise<void> {
  await tile(name).trigger('click')
  await settleDisk()
}
const away = aRow('plannedAbsence', 'away', { pupilId: 'p9', from: THURSDAY, until: THURSDAY, reason: 'exam' })
const lateMorning = (): Promise<Desk> => aDesk({ rows: [...theMentees, aDeskPupil('p9', 'Quill'), expected('p9', '08:45'), away], at: [THURSDAY, '08:52'] })
const LATENESS = /late|min\b|7|8\.52|Examination/

describe('With the marks hidden from the queue', () => {
  it('a tile says that a pupil is here and nothing of how late, nor does the message, nor why somebody is away', async () => {
    screen = (await lateMorning()).look(ArrivalsScreen)
    expect(screen.text()).toContain('Examination')
    await screen.find('[aria-label="Hide the marks from the queue"]').trigger('click')
    await tap('Megan')
    expect(tile('Megan').text()).toContain('here')
    expect(tile('Megan').html().replaceAll(/class="[^"]*"/g, '')).not.toMatch(LATENESS)
    expect(useToasts().shown.value.map(({ text }) => text)).toEqual(['Megan: here'])
    expect(screen.text()).not.toContain('Examination')
  })

  it('the mark is put down all the same, and shows again when the mentor wants to see it', async () => {
    screen = (await lateMorning()).look(ArrivalsScreen)
    chooseAtDesk({ hidesMarks: true })
    await tap('Megan')
    await screen.find('[aria-label="Hide the marks from the queue"]').trigger('click')
    expect(tile('Megan').text()).toContain('7 min')
  })

  it('nobody is called missing in front of the others', async () => {
    chooseAtDesk({ hidesMarks: true })
    screen = (await aDesk({ at: [THURSDAY, '09:16'] })).look(ArrivalsScreen)
    expect(tile('Megan').text()).not.toContain('Not arrived')
  })
})

describe('A tap', () => {
  it('makes no sound and no vibration unless somebody chose so', async () => {
    const vibrate = vi.fn()
    Object.defineProperty(navigator, 'vibrate', { value: vibrate, configurable: true })
    screen = (await lateMorning()).look(ArrivalsScreen)
    await tap('Megan')
    expect(vibrate).not.toHaveBeenCalled()
    chooseAtDesk({ vibration: true })
    await tap('Abdi')
    expect(vibrate).toHaveBeenCalledWith([30, 60, 30])
  })

  it('is heard where somebody chose so, lower for a late mark', async () => {
    const pitches: number[] = []
    const part = { connect: (next: unknown) => next, frequency: { set value(pitch: number) { pitches.push(pitch) } }, gain: { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() }, start: vi.fn(), stop: vi.fn() }
    vi.stubGlobal('AudioContext', class {
      state = 'running'
      currentTime = 0
      destination = {}
      createOscillator = () => part
      createGain = () => part
    })
    screen = (await lateMorning()).look(ArrivalsScreen)
    chooseAtDesk({ sound: true })
    await tap('Megan')
    expect(pitches).toEqual([440])
  })
})
