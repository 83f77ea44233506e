import { type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ATTENDANCE_CODES, codeWords } from '../../../src/domain/mornings/attendanceCode.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import { writeCode, type CodeLine } from '../../../src/domain/mornings/handOverCode.ts'
import type { FieldsOf, Row } from '../../../src/domain/records.ts'
import type { Actor } from '../../../src/domain/staff.ts'
import RegisterScreen from '../../../src/features/office/RegisterScreen.vue'
import { registerFile, registerFileName } from '../../../src/features/office/registerFile.ts'
import { useTakingIn } from '../../../src/features/office/takingIn.ts'
import { aDesk, aDeskPupil, expected, settleDisk, theMentees, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'
import { aHandOverKey, aSigner } from '../../support/aHandOverKey.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())

const office: Actor = { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' }
const arrived = (pupilId: string, at: string, mark: '/' | 'L' | 'U', minutesLate: number): Row<'arrivalEvent'> =>
  aRow('arrivalEvent', `tap-${pupilId}`, {
    type: 'arrived', pupilId, date: THURSDAY, session: 'am', at, expectedAt: '08:45', mark, minutesLate, minutesLateToMentor: minutesLate,
    deviceTime: 0, estimatedTrueTime: 0, skewKnown: true,
  } satisfies FieldsOf<'arrivalEvent'>, { by: aMentor.id, at: instantAt(THURSDAY, at) })
const anOffice = (rows: readonly Row[] = [], at: [string, string] = [THURSDAY, '08:58']): Promise<Desk> => aDesk({ me: office, rows: [...theMentees, aHandOverKey(), ...rows], at })
const line = (pupilId: string, more: Partial<CodeLine> = {}): CodeLine => ({ pupilId, mark: 'L', at: '08:52', clockVerified: true, amended: false, events: 1, ...more })
async function aCode(lines: readonly CodeLine[], more: { handOver?: string; makerId?: string; time?: string; date?: string } = {}): Promise<string[]> {
  const { handOver = 'ABCDEFGHIA', makerId = aMentor.id, time = '08:56', date = THURSDAY } = more
  return writeCode(lines, { handOver, date, madeAt: instantAt(date, time), makerId }, await aSigner(date))
}
const button = (screen: VueWrapper, words: string): DOMWrapper<Element> => screen.findAll('button').find((one) => one.text() === words)!
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await button(screen, words).trigger('click')
  await settleDisk()
}

describe('The office takes a code in', () => {
  it('and the marks stand on its list with their minutes, by whom and how they came', async () => {
    const desk = await anOffice()
    const screen = desk.look(RegisterScreen)
    expect(await useTakingIn().take((await aCode([line('p1'), line('p3', { mark: '/', at: '08:44' })]))[0] ?? '')).toBe(true)
    await settleDisk()
    expect(screen.text()).toContain('To enter in SIMS (2)')
    expect(screen.findAll('li').map((one) => one.text())[0]).toMatch(/Abdi Surnamep1.*7 min.*8\.52.*Ms A\. Mentor.*By code 8\.58, not synced yet/)
    expect(desk.records.memory.all('arrivalEvent')).toEqual([])
  })

  it('and when the mentor’s own record comes by sync it is one mark, by its tap', async () => {
    const desk = await anOffice([arrived('p1', '08:52', 'L', 7)])
    const screen = desk.look(RegisterScreen)
    await useTakingIn().take((await aCode([line('p1')]))[0] ?? '')
    await settleDisk()
    expect(screen.text()).toContain('To enter in SIMS (1)')
    expect(screen.text()).not.toContain('not synced yet')
    expect(screen.text()).toContain('Received 8.58')
  })

  it('and keeps what it has of four pages when three were scanned; the receipt comes with the last', async () => {
    const rows = Array.from({ length: 80 }, (_, index) => `q${index}`).flatMap((id) => [aDeskPupil(id, `Name${id}`), expected(id, '08:45')])
    const desk = await anOffice(rows)
    const pages = await aCode(Array.from({ length: 80 }, (_, index) => line(`q${index}`)))
    const taking = useTakingIn()
    for (const at of [0, 3, 1]) await taking.take(pages[at] ?? '')
    expect(taking.current.value).toMatchObject({ parts: 4, missing: [3], marks: 60, receipt: '' })
    await desk.reopen()
    const later = useTakingIn()
    await later.take(pages[2] ?? '')
    expect(later.current.value).toMatchObject({ missing: [], marks: 80 })
    expect(later.current.value?.receipt).toMatch(/^[A-Z2-7]{3} [A-Z2-7]{3}$/)
  })

  it('counts a pupil whom it does not know, and guesses nobody', async () => {
    await anOffice()
    const taking = useTakingIn()
    await taking.take((await aCode([line('walk-in-made-offline')]))[0] ?? '')
    expect(taking.current.value).toMatchObject({ marks: 0, unknown: 1, missing: [] })
  })

  it.each([
    ['another day’s', () => aCode([line('p1')], { date: WEDNESDAY }), 'This code is of Wednesday 9 December 2026. Only a code of today is taken in.'],
    ['one that a stranger made up', () => Promise.resolve(['https://school.example/menu']), 'This is no code of Blue Report. Nothing was taken in.'],
    ['one of somebody who is not on the staff', () => aCode([line('p1')], { makerId: 'a-pupil' }), 'This screen does not know who made this code. Have the list read out.'],
  ])('refuses %s code with a sentence, and keeps nothing', async (_name, make, words) => {
    const desk = await anOffice()
    const taking = useTakingIn()
    expect(await taking.take((await make())[0] ?? '')).toBe(false)
    expect(taking.problem.value).toBe(words)
    expect(desk.records.memory.all('handOver')).toEqual([])
  })

  it('refuses one under another school’s key, one already taken in, and one that a newer has overtaken', async () => {
    const desk = await anOffice()
    const taking = useTakingIn()
    const foreign = await writeCode([line('p1')], { handOver: 'ABCDEFGHIA', date: THURSDAY, madeAt: 0, makerId: aMentor.id }, await aSigner(THURSDAY, aHandOverKey('B')))
    await taking.take(foreign[0] ?? '')
    expect(taking.problem.value).toContain('was not made by a tablet of this school')
    const [newer = ''] = await aCode([line('p1')], { handOver: 'BBBBBBBBBA', time: '08:57' })
    await taking.take(newer)
    const before = desk.records.memory.all('handOver').length
    taking.begin()
    await taking.take(newer)
    expect(taking.problem.value).toContain('taken in already')
    await taking.take((await aCode([line('p1', { mark: '/' })], { time: '08:50' }))[0] ?? '')
    expect(taking.problem.value).toContain('This is an older code')
    expect(desk.records.memory.all('handOver')).toHaveLength(before)
  })

  it('says so where its key has not come yet', async () => {
    await aDesk({ me: office, at: [THURSDAY, '08:58'] })
    const taking = useTakingIn()
    await taking.take((await aCode([line('p1')]))[0] ?? '')
    expect(taking.problem.value).toContain('no key for codes yet')
  })

  it('a U by code waits to be confirmed, and who came by code is not on the list of those who did not', async () => {
    const desk = await anOffice([], [THURSDAY, '09:25'])
    const screen = desk.look(RegisterScreen)
    await useTakingIn().take((await aCode([line('p1', { mark: 'U', at: '09:20' })]))[0] ?? '')
    await settleDisk()
    expect(screen.text()).toContain('To confirm (1)')
    expect(screen.text()).toContain('Not arrived (2)')
    await press(screen, 'Confirm U')
    expect(screen.text()).not.toContain('To confirm (1)')
  })
})

describe('The tick “entered in SIMS”', () => {
  it('moves the mark to the second list, can be taken back, and both are kept', async () => {
    const desk = await anOffice([arrived('p1', '08:52', 'L', 7)])
    const screen = desk.look(RegisterScreen)
    await press(screen, 'In SIMS')
    expect(screen.text()).toContain('In SIMS (1)')
    await press(screen, 'Not in SIMS')
    expect(screen.text()).toContain('To enter in SIMS (1)')
    expect(desk.records.memory.all('handOver').map(({ f }) => f.type).sort()).toEqual(['in-sims', 'not-in-sims'])
  })

  it('comes off by itself when the mentor amends, and says that it must be entered again', async () => {
    const tick = aRow('handOver', 'tick', { type: 'in-sims', pupilId: 'p1', date: THURSDAY, session: 'am', entered: instantAt(THURSDAY, '08:56'), mark: 'L', at: '08:52', name: office.name, role: 'office' })
    const amended = aRow('arrivalEvent', 'amended', {
      type: 'amended', pupilId: 'p1', date: THURSDAY, session: 'am', entered: instantAt(THURSDAY, '08:57'), from: { mark: 'L', at: '08:52' },
      to: { mark: '/', at: '08:44', minutesLate: 0, minutesLateToMentor: 0 }, reason: 'Was with the Head of Year', name: aMentor.name, role: 'mentor',
    }, { by: aMentor.id, at: instantAt(THURSDAY, '08:57') })
    const screen = (await anOffice([arrived('p1', '08:52', 'L', 7), tick, amended])).look(RegisterScreen)
    expect(screen.text()).toContain('To enter in SIMS (1)')
    expect(screen.text()).toContain('Changed since: enter it again')
    expect(screen.text()).toContain('Entered in SIMS: L at 8.52')
  })

  it('of an arrival that was taken back is listed to be taken out of SIMS', async () => {
    const tick = aRow('handOver', 'tick', { type: 'in-sims', pupilId: 'p1', date: THURSDAY, session: 'am', entered: instantAt(THURSDAY, '08:56'), mark: 'L', at: '08:52', name: office.name, role: 'office' })
    const withdrawn = aRow('arrivalEvent', 'gone', { type: 'withdrawn', pupilId: 'p1', date: THURSDAY, session: 'am', entered: instantAt(THURSDAY, '08:57'), reason: 'Another pupil', name: aMentor.name, role: 'mentor' }, { by: aMentor.id, at: instantAt(THURSDAY, '08:57') })
    const screen = (await anOffice([arrived('p1', '08:52', 'L', 7), tick, withdrawn])).look(RegisterScreen)
    expect(screen.text()).toContain('To take out of SIMS (1)')
    await press(screen, 'Taken out')
    expect(screen.text()).not.toContain('To take out of SIMS')
  })

  it('is the office’s: the Lead Mentor sees the list and no tick, no scan and no file', async () => {
    const screen = (await aDesk({ me: { ...office, id: 'lead', role: 'lead-mentor' }, rows: [...theMentees, arrived('p1', '08:52', 'L', 7)], at: [THURSDAY, '08:58'] })).look(RegisterScreen)
    for (const words of ['In SIMS', 'Scan a code', 'Take down by hand', 'Download CSV']) expect(button(screen, words), words).toBeUndefined()
  })
})

describe('The form tutors’ marks on the office’s screen', () => {
  const give = async (screen: VueWrapper, text: string): Promise<void> => {
    const input = screen.findAll('input[type=file]').at(-1)!
    Object.defineProperty(input.element, 'files', { value: [new File([text], 'marks.csv')], configurable: true })
    await input.trigger('change')
    await settleDisk()
    await settleDisk()
  }
  it('of every code of the register are shown with what the code means, where the two differ', async () => {
    const ids = ATTENDANCE_CODES.map((_, index) => `c${index}`)
    const rows = ids.flatMap((id) => [aDeskPupil(id, `Name${id}`), expected(id, '08:45'), arrived(id, '08:44', '/', 0)])
    const screen = (await anOffice(rows, [THURSDAY, '09:20'])).look(RegisterScreen)
    await give(screen, `Surname,Forename,Form,Mark,Date\r\n${ATTENDANCE_CODES.map((code, index) => `Surnamec${index},Namec${index},9B,${code},10/12/2026`).join('\r\n')}\r\n`)
    const shown = screen.get('ul[aria-label="Differences"]').findAll('li').map((one) => one.text())
    for (const [index, code] of ATTENDANCE_CODES.entries()) {
      const one = shown.find((text) => text.startsWith(`Namec${index} Surnamec${index}9B`))
      if (code === '/') expect(one).toBeUndefined()
      else expect(one, code).toContain(`${code} ${codeWords(code)}`)
    }
  })
  it('are read again from this screen after it was closed, and a line that was not read is named', async () => {
    const desk = await anOffice([arrived('p1', '08:44', '/', 0)], [THURSDAY, '09:20'])
    const screen = desk.look(RegisterScreen)
    await give(screen, 'Surname,Forename,Mark\r\nSurnamep1,Abdi,N\r\nSurnamep3,Megan,Q9\r\n')
    expect(screen.text()).toContain('Line 3: “Q9” is no attendance code.')
    screen.unmount()
    await desk.reopen()
    const again = desk.look(RegisterScreen)
    await settleDisk()
    expect(again.text()).toContain('Differences from the form tutors’ marks (1)')
    expect(desk.records.outbox.unsent(0, 10)).toEqual([])
  })
})

describe('The file for a write-back', () => {
  it('has a neutral name, British dates, minutes only where late, and whether a U was confirmed', () => {
    const marked = (pupilId: string, surname: string, mark: '/' | 'L' | 'U', minutesLate: number, officeConfirmed = false) =>
      ({ entry: { pupilId, pupil: { preferredName: 'Zoë', surname, form: '9B', year: 9 } }, arrival: { mark, at: '08:52', minutesLate, officeConfirmed, amended: false, clockVerified: true }, markedBy: 'Ms A. Mentor', step: 'sent' }) as never
    expect(registerFileName(THURSDAY)).toBe('register-marks-2026-12-10.csv')
    expect(registerFile(THURSDAY, [marked('p1', '=HYPERLINK("x")', '/', 0), marked('p2', 'Şahin', 'U', 35)]).split('\r\n')).toEqual([
      '\ufeffDate,Session,Pupil ID,Surname,Forename,Reg Group,Code,Minutes Late,Arrived,Confirmed,Amended,Clock Verified,Marked By,Entered In SIMS',
      `10/12/2026,AM,p1,"'=HYPERLINK(""x"")",Zoë,9B,/,,08:52,Yes,No,Yes,Ms A. Mentor,No`,
      '10/12/2026,AM,p2,Şahin,Zoë,9B,U,35,08:52,No,No,Yes,Ms A. Mentor,No', '',
    ])
  })
})
