import type { VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { arrivalFor } from '../../../src/data/readings/mentoring.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../../src/domain/records.ts'
import type { Actor } from '../../../src/domain/staff.ts'
import RegisterScreen from '../../../src/features/office/RegisterScreen.vue'
import { aDesk, settleDisk, theMentees, THURSDAY } from '../../support/aDesk.ts'
import { aCode } from '../../support/conduct.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  vi.useRealTimers()
})

const office: Actor = { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' }
const arrived = (pupilId: string, at: string, mark: '/' | 'L' | 'U', minutesLate: number): Row<'arrivalEvent'> =>
  aRow('arrivalEvent', `tap-${pupilId}`, {
    type: 'arrived', pupilId, date: THURSDAY, session: 'am', at, expectedAt: '08:45', mark, minutesLate, minutesLateToMentor: minutesLate,
    deviceTime: 0, estimatedTrueTime: 0, skewKnown: true,
  } satisfies FieldsOf<'arrivalEvent'>, { by: aMentor.id, at: instantAt(THURSDAY, at) })

describe('The office’s list', () => {
  it('shows full name, form, mark, minutes, time and who marked, the newest first', async () => {
    const desk = await aDesk({ me: office, rows: [...theMentees, arrived('p1', '08:44', '/', 0), arrived('p3', '08:52', 'L', 7)], at: [THURSDAY, '08:55'] })
    screen = desk.look(RegisterScreen)
    const rows = screen.findAll('li').map((one) => one.text())
    expect(rows[0]).toMatch(/Megan Surnamep3.*9B.*L.*7 min.*8\.52.*Ms A\. Mentor/)
    expect(rows[1]).toMatch(/Abdi Surnamep1.*on time.*8\.44/)
    expect(screen.text()).not.toContain('Not arrived (')
  })

  it('confirms a U with one button, and lists who has not come once the register has closed', async () => {
    const desk = await aDesk({ me: office, rows: [...theMentees, arrived('p1', '09:20', 'U', 35)], at: [THURSDAY, '09:30'] })
    screen = desk.look(RegisterScreen)
    expect(screen.text()).toContain('To confirm (1)')
    expect(screen.text()).toContain('Not arrived (2)')
    expect(screen.text()).toContain('Mr B. Other')
    await screen.findAll('button').find((one) => one.text() === 'Confirm U')!.trigger('click')
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)?.officeConfirmed).toBe(true)
    expect(screen.text()).not.toContain('To confirm (1)')
    expect(screen.text()).toContain('office confirmed 35 min')
  })

  it('puts down why somebody is not here and how it is known, moves them out of the calls, and takes it back', async () => {
    HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
    const desk = await aDesk({ me: office, rows: [...theMentees, arrived('p1', '08:44', '/', 0)], at: [THURSDAY, '09:30'] })
    screen = desk.look(RegisterScreen)
    expect(screen.text()).toContain('Not arrived (2)')
    await screen.get('[aria-label^="Why not here: Megan"]').trigger('click')
    await screen.get('#absence-code').trigger('submit')
    expect(screen.text()).toContain('Choose a code.')
    expect(screen.text()).toContain('Say how it is known.')
    await screen.get('input[value="I"]').setValue(true)
    await screen.get('input[value="home-rang"]').setValue(true)
    await screen.get('#absence-code').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.all('absenceCode').map(({ f }) => f)).toMatchObject([{ type: 'coded', pupilId: 'p3', date: THURSDAY, code: 'I', known: 'home-rang', name: office.name, role: 'office' }])
    expect(screen.text()).toContain('Not arrived (1)')
    expect(screen.get('[aria-label="Known why"]').text()).toMatch(/Megan.*Absent: illness.*Home rang, 9\.30, Mrs O\. Office/)
    await screen.get('[aria-label^="Take back: Megan"]').trigger('click')
    await settleDisk()
    expect(screen.text()).toContain('Not arrived (2)')
  })

  it('leaves who has only an N among the calls, with the day by which it is replaced, and offers a code to nobody but the office', async () => {
    const rows = [...theMentees, arrived('p1', '08:44', '/', 0), aCode('c1', THURSDAY, 'N', '09:20', 'p3')]
    screen = (await aDesk({ me: office, rows, at: [THURSDAY, '09:30'] })).look(RegisterScreen)
    expect(screen.get('[aria-label="Not arrived"]').text()).toMatch(/Megan.*N since 9\.20, to be replaced by Thu 17 Dec/)
    screen.unmount()
    screen = (await aDesk({ me: { ...office, id: 'lead', role: 'lead-mentor' }, rows, at: [THURSDAY, '09:30'] })).look(RegisterScreen)
    expect(screen.findAll('button').some((one) => one.text() === 'Why not here?')).toBe(false)
  })

  it('takes the absences of the form tutors’ file with one tap, and no mark of theirs that says the pupil was in school', async () => {
    const desk = await aDesk({ me: office, rows: theMentees, at: [THURSDAY, '09:30'] })
    screen = desk.look(RegisterScreen)
    const of = (id: string) => desk.records.memory.get('deskPupil', id)!.f
    const line = (id: string, mark: string): string => `${of(id).surname},${of(id).preferredName},${of(id).form},${mark}`
    const picked = screen.get<HTMLInputElement>('input[type="file"]')
    Object.defineProperty(picked.element, 'files', { value: [new File([['Surname,Forename,Form,Mark', line('p1', '/'), line('p2', 'Y5'), line('p3', 'M')].join('\n')], 'marks.csv')] })
    await picked.trigger('change')
    await settleDisk()
    await screen.findAll('button').find((one) => one.text() === 'Take 2 from the form tutors’ file')!.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('absenceCode').map(({ f }) => [f.pupilId, f.type === 'coded' ? f.code : f.type]).sort()).toEqual([['p2', null], ['p3', 'M']])
    expect(screen.text()).toContain('Not arrived (1)')
  })

  it('shows what was amended, by whom and why', async () => {
    const amended = aRow('arrivalEvent', 'amended', {
      type: 'amended', pupilId: 'p1', date: THURSDAY, session: 'am', entered: instantAt(THURSDAY, '09:05'), from: { mark: 'L', at: '08:50' },
      to: { mark: '/', at: '08:44', minutesLate: 0, minutesLateToMentor: 0 }, reason: 'Was with the Head of Year', name: aMentor.name, role: 'mentor',
    }, { at: instantAt(THURSDAY, '09:05') })
    const desk = await aDesk({ me: office, rows: [...theMentees, arrived('p1', '08:50', 'L', 5), amended], at: [THURSDAY, '09:10'] })
    screen = desk.look(RegisterScreen)
    expect(screen.text()).toContain('Amended from L at 8.50 to / at 8.44')
    expect(screen.text()).toContain('Was with the Head of Year')
    expect(screen.text()).toContain('Thu 10 Dec, 9.05, Ms A. Mentor, Mentor')
  })

  it('lets the Lead Mentor look and not confirm, and says when nothing has come', async () => {
    const desk = await aDesk({ me: { ...office, id: 'lead', role: 'lead-mentor' }, rows: [...theMentees, arrived('p1', '09:20', 'U', 35)], at: [THURSDAY, '09:30'] })
    screen = desk.look(RegisterScreen)
    expect(screen.findAll('button').some((one) => one.text() === 'Confirm U')).toBe(false)
    screen.unmount()
    screen = (await aDesk({ me: office, at: [THURSDAY, '08:20'] })).look(RegisterScreen)
    expect(screen.text()).toContain('No marks yet')
  })
})
