import type { VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { arrivalFor } from '../../src/data/readings/mentoring.ts'
import { targetSentence } from '../../src/domain/week/target.ts'
import { isReceipt } from '../../src/domain/mornings/handOverCode.ts'
import ArrivalsScreen from '../../src/features/arrivals/ArrivalsScreen.vue'
import CodeScreen from '../../src/features/hand-over/CodeScreen.vue'
import HandOverScreen from '../../src/features/hand-over/HandOverScreen.vue'
import { useCode } from '../../src/features/hand-over/useCode.ts'
import { useHandOver } from '../../src/features/hand-over/handOverStore.ts'
import RegisterScreen from '../../src/features/office/RegisterScreen.vue'
import { useTakingIn } from '../../src/features/office/takingIn.ts'
import { missingInTarget, MOST_OPEN_TARGETS } from '../../src/domain/week/targetWriting.ts'
import type { HandOverLine } from '../../src/domain/mornings/handOverLines.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { aHandOverKey } from '../support/aHandOverKey.ts'
import { aDesk, aDeskPupil, expected, schoolTime, settleDisk, theMentees, THURSDAY } from '../support/aDesk.ts'

afterEach(() => vi.useRealTimers())

const office: Actor = { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' }

const tile = (screen: VueWrapper, name: string) => screen.findAll('li > button:first-child').find((one) => one.text().includes(name))!
async function tap(screen: VueWrapper, name: string): Promise<void> {
  await tile(screen, name).trigger('click')
  await settleDisk()
}

describe('Mentees should report to their Mentor in the student reception at 8.45 each morning', () => {
  test('everyone expected that morning stands on the list, and nobody else', async () => {
    const screen = (await aDesk()).look(ArrivalsScreen)
    expect(screen.findAll('li > button:first-child').map((one) => one.text().split(' ')[0])).toEqual(['Abdi', 'Łukasz', 'Megan'])
  })

  test('any mentor may mark any mentee, their own first', async () => {
    const desk = await aDesk()
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ mark: '/', markedBy: 'mentor-a' })
  })

  test('twenty taps make twenty arrivals, and they are still there after the browser was killed', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => String(index + 10)).flatMap((id) => [aDeskPupil(id, `Name${id}`), expected(id, '08:45')])
    const desk = await aDesk({ rows, at: [THURSDAY, '08:40'] })
    const screen = desk.look(ArrivalsScreen)
    for (const button of screen.findAll('li > button:first-child')) await button.trigger('click')
    await settleDisk()
    screen.unmount()
    await desk.reopen()
    expect(desk.look(ArrivalsScreen).text()).toContain('20 of 20 arrived')
  })

  test('who has not come by the close of the register is shown to the office, and nothing is written', async () => {
    const desk = await aDesk({ me: office, at: [THURSDAY, '09:16'] })
    expect(desk.look(RegisterScreen).text()).toContain('Not arrived (3)')
    expect(desk.records.memory.all('arrivalEvent')).toEqual([])
  })
})

describe('…and Mentors will give them their registration mark', () => {
  test('marking an 8.30 pupil at 8.41 gives /, late to mentor 11 min; at 8.52 L 7; at 9.20 U for the office to confirm', async () => {
    const desk = await aDesk({ rows: [...theMentees, aDeskPupil('p5', 'Rhys'), expected('p5', '08:45')], at: [THURSDAY, '08:41'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Abdi')
    schoolTime(THURSDAY, '08:52')
    await tap(screen, 'Megan')
    schoolTime(THURSDAY, '09:20')
    await tap(screen, 'Rhys')
    const markOf = (id: string) => arrivalFor(desk.records.memory, id, THURSDAY)
    expect(markOf('p1')).toMatchObject({ mark: '/', minutesLateToMentor: 11, minutesLate: 0 })
    expect(markOf('p3')).toMatchObject({ mark: 'L', minutesLate: 7 })
    expect(markOf('p5')).toMatchObject({ mark: 'U', minutesLate: 35, officeConfirmed: false })
    expect(tile(screen, 'Rhys').text()).toContain('office to confirm 35 min')
  })

  test('a mentor writes /, L and U and no other code; absences are the office’s', async () => {
    const { MentorMark } = await import('../../src/domain/mornings/registration.ts')
    expect(MentorMark.options).toEqual(['/', 'L', 'U'])
    for (const code of ['N', 'I', '\\', 'B']) expect(MentorMark.safeParse(code).success).toBe(false)
  })

  test('the mark is given by the school’s time, not by a tablet’s clock that is four minutes fast', async () => {
    const desk = await aDesk({ at: [THURSDAY, '08:48'] })
    const screen = desk.look(ArrivalsScreen)
    const { useSync } = await import('../../src/sync/index.ts')
    vi.spyOn(useSync(), 'status', 'get').mockReturnValue({ ...useSync().status, skew: -240_000 })
    await tap(screen, 'Megan')
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ at: '08:44', mark: '/', clockVerified: true })
  })
})

describe('…and the register is handed to the office before it closes, with no network', () => {
  const rows = [...theMentees, aHandOverKey()]
  const code = async (): Promise<{ pages: string[]; receipt: string; lines: readonly HandOverLine[] }> => {
    const { chosen } = useHandOver(() => false)
    const shown = useCode()
    await shown.make(chosen.value, THURSDAY, Date.now())
    return { pages: shown.code.value?.pages ?? [], receipt: shown.code.value?.receipt ?? '', lines: chosen.value }
  }

  test('the mentor’s tablet shows a code, the office’s screen takes it in, and the receipt is the same on both', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:52'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    await tap(screen, 'Abdi')
    expect(screen.text()).toContain('Hand to the office')
    const { pages, receipt } = await code()
    screen.unmount()

    const theOffice = await aDesk({ rows, me: office, at: [THURSDAY, '08:58'] })
    const list = theOffice.look(RegisterScreen)
    const taking = useTakingIn()
    await taking.take(pages[0] ?? '')
    await settleDisk()
    expect(list.text()).toContain('To enter in SIMS (2)')
    expect(list.text()).toMatch(/Megan Surnamep3.*7 min/)
    expect(isReceipt(taking.current.value?.receipt ?? '', receipt)).toBe(true)
  })

  test('a receipt that is typed in is checked, and then the marks stand as received', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:52'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    screen.unmount()
    const { receipt } = await code()
    const shown = desk.look(CodeScreen)
    await vi.waitFor(() => expect(shown.text()).toContain('1 mark: 1 L'), { timeout: 20_000 })
    const type = async (words: string): Promise<void> => {
      await shown.get('input').setValue(words)
      await shown.get('form').trigger('submit')
      await settleDisk()
    }
    await type('AAA AAA')
    expect(shown.text()).toContain('That is not the receipt of this code')
    await type(receipt)
    expect(shown.text()).toContain('The office has 1 mark')
    expect(desk.look(HandOverScreen).text()).toContain('With the office 8.52')
  })

  test('no name and no surname stands on the screen that is held up', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:52'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    screen.unmount()
    const shown = desk.look(CodeScreen)
    await vi.waitFor(() => expect(shown.text()).toContain('1 mark: 1 L'), { timeout: 20_000 })
    expect(shown.html()).not.toMatch(/Megan|Surnamep3|p3/)
  })

  test('the code is the same after the tablet was locked, and another once a mark has changed', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:52'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    screen.unmount()
    const before = await code()
    await desk.reopen()
    expect((await code()).pages).toEqual(before.pages)
    await tap(desk.look(ArrivalsScreen), 'Abdi')
    expect((await code()).receipt).not.toBe(before.receipt)
  })

  test('with nothing marked there is nothing to hand over', async () => {
    expect((await aDesk({ rows })).look(HandOverScreen).text()).toContain('Nothing to hand over')
  })
})

describe('If pupil punctuality is of concern, then pupils will be instructed to report to their Mentors at 8.30', () => {
  test('they stand in a group of their own, with the time they are expected', async () => {
    const screen = (await aDesk()).look(ArrivalsScreen)
    expect(screen.get('section[aria-label="8.30 group"]').text()).toContain('Abdi')
    expect(screen.get('section[aria-label="8.45 group"]').text()).not.toContain('Abdi')
  })
})

describe('Weekly targets should be SMART and based on returned subject information / feedback from HOYs', () => {
  const whole = { weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in English and Maths', by: '2026-12-11', source: 'Head of Year', pupilWording: '' } as const

  test('a target says what, how much, where and by when, and what it rests on', () => {
    expect(missingInTarget(whole)).toEqual([])
    expect(targetSentence(whole)).toBe('gets the planner signed, at least 4 times, in English and Maths')
  })
  test('"behave better" with no measure, no day and no source is not yet a target', () => {
    expect(missingInTarget({ ...whole, behaviour: 'behave better', measure: null, by: '', source: '' })).toEqual(['measure', 'by', 'source'])
  })
  test('three targets are enough for a week', () => expect(MOST_OPEN_TARGETS).toBe(3))
})

describe('A clock that can be trusted', () => {
  const measured = async (skew: number | null): Promise<void> => {
    const { useSync } = await import('../../src/sync/index.ts')
    vi.spyOn(useSync(), 'status', 'get').mockReturnValue({ ...useSync().status, skew })
  }

  test('the clock at the desk, what a tap now gives, and the countdown go by the school’s time, as the mark does', async () => {
    const desk = await aDesk({ at: [THURSDAY, '08:48'] })
    await measured(-240_000)
    const screen = desk.look(ArrivalsScreen)
    expect(screen.get('[aria-label="School time"]').text()).toContain('8.44')
    expect(screen.get('section[aria-label="8.45 group"]').text()).toContain('A tap now gives / on time')
    expect(screen.text()).toContain('Register closes in 31 min')
    await tap(screen, 'Megan')
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ at: '08:44', mark: '/', clockVerified: true })
  })

  test('a tablet whose clock stands on tomorrow marks today', async () => {
    const desk = await aDesk({ at: ['2026-12-11', '08:44'] })
    await measured(-86_400_000)
    await tap(desk.look(ArrivalsScreen), 'Megan')
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ date: THURSDAY, at: '08:44' })
  })

  test('the time offered for a mark by hand is the school’s, and a time that has not come yet is refused by it', async () => {
    const desk = await aDesk({ at: [THURSDAY, '08:58'] })
    await measured(-600_000)
    const screen = desk.look(ArrivalsScreen)
    await screen.get('[aria-label="Other time or reason for Megan"]').trigger('click')
    const time = screen.get('dialog input[inputmode=numeric]')
    expect((time.element as HTMLInputElement).value).toBe('08:48')
    await time.setValue('08:55')
    expect(screen.text()).toContain('That time has not come yet.')
  })

  test('where it could not be measured, the clock says so, and so does the mark', async () => {
    const desk = await aDesk({ at: [THURSDAY, '08:44'] })
    const screen = desk.look(ArrivalsScreen)
    expect(screen.get('[aria-label="School time"]').text()).toContain('not verified')
    await tap(screen, 'Megan')
    expect(arrivalFor(desk.records.memory, 'p3', THURSDAY)).toMatchObject({ clockVerified: false })
  })
})

describe('What is said of marks that wait is true', () => {
  const sync = async (status: Record<string, unknown>): Promise<void> => {
    const { useSync } = await import('../../src/sync/index.ts')
    vi.spyOn(useSync(), 'status', 'get').mockReturnValue({ ...useSync().status, ...status })
  }
  test.each([
    ['the server answered a moment ago', { reached: true, lastOkAt: 0, oldest: 0 }, '1 mark on the way.', 'on the way to the office'],
    ['it has not answered for ten seconds', { reached: true, lastOkAt: -15_000, oldest: -11_000 }, '1 mark waiting for the network.', 'waiting for the network'],
    ['a try has failed', { reached: false, lastOkAt: 0, oldest: 0 }, 'No network: 1 mark to hand over.', 'there is no network'],
    ['the tablet was switched on without network', { reached: true, lastOkAt: null, oldest: 0 }, '1 mark waiting for the network.', 'waiting for the network'],
  ])('when %s', async (_, { lastOkAt, oldest, reached }, onScreen, inBar) => {
    const desk = await aDesk({ at: [THURSDAY, '08:52'] })
    const screen = desk.look(ArrivalsScreen)
    await tap(screen, 'Megan')
    screen.unmount()
    await sync({ reached, lastOkAt: lastOkAt === null ? null : Date.now() + lastOkAt, oldest: Date.now() + oldest })
    expect(desk.look(ArrivalsScreen).text()).toContain(inBar)
    const handOver = desk.look(HandOverScreen)
    expect(handOver.text()).toContain(onScreen)
    for (const way of ['Show the code', 'Read it out', 'Print a strip']) expect(handOver.text()).toContain(way)
  })
})
