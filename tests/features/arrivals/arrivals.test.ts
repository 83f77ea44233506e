import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { arrivalFor } from '../../../src/data/readings/mentoring.ts'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import { StorageFull } from '../../../src/data/store/healing.ts'
import { openNow } from '../../../src/data/current.ts'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, aDeskPupil, schoolTime, settleDisk, theMentees, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  // happy-dom has dialogs without the modal part.
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const tile = (name: string) => screen!.findAll('li > button:first-child').find((one) => one.text().includes(name))!
async function tap(name: string): Promise<void> {
  await tile(name).trigger('click')
  await settleDisk()
}
async function open(desk: Desk, props: Record<string, unknown> = {}): Promise<void> {
  screen = desk.look(ArrivalsScreen, props)
  await settleDisk()
}

describe('Arrivals', () => {
  it('shows everyone expected today in two groups, mine first, with counters', async () => {
    await open(await aDesk())
    expect(screen!.findAll('h2').map((one) => one.text())).toEqual(['8.30', '8.45'])
    const names = screen!.findAll('li > button:first-child').map((one) => one.text())
    expect(names.map((name) => name.split(' ')[0])).toEqual(['Abdi', 'Łukasz', 'Megan'])
    expect(screen!.text()).toContain('0 of 3')
  })

  it('marks on time with one tap, and the tile says so in sign and word', async () => {
    const desk = await aDesk()
    await open(desk)
    await tap('Abdi')
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ at: '08:28', mark: '/', minutesLateToMentor: 0 })
    expect(tile('Abdi').text()).toContain('on time')
    expect(screen!.text()).toContain('1 of 3')
  })

  it.each([
    ['08:41', '/late to mentor 11 min'],
    ['08:52', 'L7 min'],
    ['09:20', 'Uoffice to confirm 35 min'],
  ])('says at %s for a pupil expected at 8.30 or 8.45 "%s"', async (time, words) => {
    await open(await aDesk({ at: [THURSDAY, time] }))
    await tap('Abdi')
    expect(tile('Abdi').text().replace(/\s+/g, ' ')).toContain(words)
  })

  it('makes one arrival of a double tap, and does not open the card with the second half', async () => {
    const desk = await aDesk()
    await open(desk)
    void tile('Abdi').trigger('click')
    void tile('Abdi').trigger('click')
    await settleDisk()
    await tap('Abdi')
    expect(desk.records.memory.ofPupil('arrivalEvent', 'p1')).toHaveLength(1)
    expect(desk.router.push).not.toHaveBeenCalled()
    schoolTime(THURSDAY, '08:29')
    await tap('Abdi')
    expect(desk.router.push).toHaveBeenCalledWith({ path: '/arrivals/p1', query: {} })
  })

  it('offers undo for ten seconds, and undoing leaves both facts in the history', async () => {
    const desk = await aDesk()
    await open(desk)
    await tap('Abdi')
    const toast = useToasts().shown.value.find((one) => one.action)!
    expect(toast.text).toBe('Abdi: / on time')
    useToasts().act(toast.id)
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toBeUndefined()
    expect(desk.records.memory.ofPupil('arrivalEvent', 'p1').map((row) => row.f.type).sort()).toEqual(['arrived', 'undone'])
  })

  it('lets each of several taps be undone on its own tile', async () => {
    const desk = await aDesk()
    await open(desk)
    await tap('Abdi')
    await tap('Megan')
    await screen!.find('[aria-label="Undo Abdi"]').trigger('click')
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toBeUndefined()
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toBeDefined()
  })

  it('finds everyone the tablet knows by two letters, and adds one who is not expected', async () => {
    const desk = await aDesk()
    await open(desk)
    await screen!.find('input[type=search]').setValue('lu')
    expect(screen!.findAll('li > button:first-child')).toHaveLength(1)
    await screen!.find('input[type=search]').setValue('za')
    expect(tile('Zara').text()).toContain('Add to today')
    await tap('Zara')
    expect(arrivalFor(desk.records.memory, 'p4', THURSDAY)?.mark).toBe('/')
  })

  it('adds a pupil whom the tablet does not know, and marks the arrival in the same act', async () => {
    const desk = await aDesk()
    await open(desk)
    await screen!.find('input[type=search]').setValue('Quill')
    expect(screen!.text()).toContain('Nobody called “Quill” is on this tablet')
    await screen!.findAll('button').find((one) => one.text().includes('Add a pupil'))!.trigger('click')
    const fields = screen!.findAll('dialog input')
    expect((fields[0]!.element as HTMLInputElement).value).toBe('Quill')
    const add = () => screen!.findAll('dialog button').find((one) => one.text().includes('Add and mark'))!.trigger('click')
    await add()
    expect(screen!.text()).toContain('The surname is needed')
    await fields[1]!.setValue('Example')
    await fields[2]!.setValue('10A')
    await add()
    await settleDisk()
    const walkIn = desk.records.memory.all('deskPupil').find((row) => row.f.walkIn)!
    expect(walkIn.f).toMatchObject({ preferredName: 'Quill', surname: 'Example', form: '10A', year: 10 })
    expect(arrivalFor(desk.records.memory, walkIn.id, THURSDAY)?.mark).toBe('/')
  })

  it('shows after the register closed who has not come, and writes nothing for them', async () => {
    const desk = await aDesk({ at: [THURSDAY, '09:16'] })
    await open(desk)
    expect(screen!.text()).toContain('3 not arrived.')
    expect(screen!.text()).toContain('The office will be told when this tablet sends.')
    expect(tile('Megan').text()).toContain('Not arrived')
    expect(desk.records.memory.all('arrivalEvent')).toHaveLength(0)
  })

  it.each([
    ['2026-11-27', 'INSET day'],
    ['2026-12-19', 'Saturday'],
    ['2026-12-22', 'School holiday'],
  ])('says on %s that it is %s, and still accepts an arrival', async (date, name) => {
    const desk = await aDesk({ at: [date, '08:40'] })
    await open(desk)
    expect(screen!.text()).toContain(`${name}.Nobody is expected.`)
    expect(screen!.text()).not.toContain('not arrived')
    await tap('Megan')
    expect(arrivalFor(desk.records.memory, 'p3', date)?.mark).toBe('/')
  })

  it('asks a time and a reason for a mark on another day, and says which day it is', async () => {
    const desk = await aDesk()
    await open(desk, { day: WEDNESDAY })
    expect(screen!.text()).toContain('Wednesday 9 December 2026.This is another day, not today.')
    await tap('Megan')
    expect(desk.records.memory.all('arrivalEvent')).toHaveLength(0)
    const save = () => screen!.findAll('dialog button').find((one) => one.text().startsWith('Mark'))!.trigger('click')
    await save()
    expect(screen!.text()).toContain('Say when the pupil arrived.')
    await screen!.find('dialog input[inputmode=numeric]').setValue('08:52')
    await save()
    expect(screen!.text()).toContain('Another day needs a reason.')
    await screen!.findAll('dialog button').find((one) => one.text() === 'Appointment')!.trigger('click')
    await save()
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p3', WEDNESDAY)).toMatchObject({ at: '08:52', mark: 'L', minutesLate: 7, reason: 'Appointment' })
  })

  it('proposes the mark for another time as it is typed, and lets the mentor choose another', async () => {
    const desk = await aDesk({ at: [THURSDAY, '09:00'] })
    await open(desk)
    await screen!.find('[aria-label="Other time or reason for Megan"]').trigger('click')
    const time = screen!.find('dialog input[inputmode=numeric]')
    await time.setValue('09:30')
    expect(screen!.text()).toContain('That time has not come yet.')
    await time.setValue('08:50')
    expect(screen!.text()).toContain('By the clock: L 5 min')
    await screen!.find('dialog input[type=radio][value="/"]').setValue(true)
    await screen!.findAll('dialog button').find((one) => one.text().startsWith('Mark /'))!.trigger('click')
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ at: '08:50', mark: '/' })
  })

  it('says plainly that the tablet is full, and the pupil stays unmarked', async () => {
    const desk = await aDesk()
    openNow.value = { ...desk.records, commit: () => Promise.reject(new StorageFull()) }
    await open(desk)
    await tap('Abdi')
    expect(useToasts().shown.value[0]?.text).toContain('This tablet is full')
    expect(tile('Abdi').text()).not.toContain('on time')
  })

  it('shows first names, hints and buttons only', async () => {
    const twins = [aDeskPupil('p8', 'Sam', { surname: 'Okafor' }), aDeskPupil('p9', 'Sam', { surname: 'Osei', form: '9C' })]
    await open(await aDesk({ rows: [...theMentees, ...twins] }))
    await tap('Abdi')
    await screen!.find('input[type=search]').setValue('sa')
    expect(screen!.findAll('li > button:first-child').map((one) => one.text().slice(0, 6))).toEqual(['Sam 9B', 'Sam 9C'])
    expect(screen!.html()).not.toMatch(/Surname|Okafor|Osei/)
  })

  it('lets a Head of Year look and not mark', async () => {
    const desk = await aDesk({ me: { id: 'hoy9', role: 'head-of-year', year: 9, name: 'Ms H', initials: 'H' } })
    await open(desk)
    await tap('Abdi')
    expect(desk.records.memory.all('arrivalEvent')).toHaveLength(0)
    expect(screen!.find('[aria-label^="Other time"]').exists()).toBe(false)
  })
})
