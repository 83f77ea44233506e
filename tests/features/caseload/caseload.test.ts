import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import CaseloadScreen from '../../../src/features/caseload/CaseloadScreen.vue'
import type { Row } from '../../../src/domain/records.ts'
import type { Actor } from '../../../src/domain/staff.ts'
import { aDesk, aDeskPupil, expected, settleDisk } from '../../support/aDesk.ts'
import { aMentorship, aNote, anArrival, theMentee } from '../../support/aMentee.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
async function open(rows: readonly Row[], me?: Actor): Promise<VueWrapper> {
  const desk = await aDesk({ rows, ...(me ? { me } : {}) })
  screen = desk.look(CaseloadScreen)
  await settleDisk()
  return screen
}
const names = () => screen!.findAll('h2').map((one) => one.text())

const others: Row[] = [
  aDeskPupil('p2', 'Łukasz', { surname: 'Nowak', form: '8C', year: 8 }), expected('p2', '08:45', 'mentor-b'), aMentorship('p2', { mentorId: 'mentor-b', state: 'withdrawing' }),
  aDeskPupil('p3', 'Megan', { surname: 'Abbott' }), aMentorship('p3', { mentorId: 'mentor-b', state: 'closed', endedOn: '2026-12-01' }),
]
const lead: Actor = { id: 'lead', role: 'lead-mentor', name: 'Ms Lead', initials: 'LM' }

describe('a mentor’s caseload', () => {
  it('holds the pupils of the mentor and nobody else, with a link to each page', async () => {
    await open([...theMentee, ...others])
    expect(names()).toEqual(['Abdi Warsame'])
    expect(screen!.get('h2 a').attributes('href')).toBe('/pupils/p1')
  })

  it('says the week’s five mornings in signs and words, and aloud', async () => {
    await open([...theMentee, anArrival('a1', '2026-12-07', '08:28'), anArrival('a2', '2026-12-08', '08:41', { minutesLateToMentor: 11 })])
    const said = screen!.findAll('[aria-label="Arrivals this week"] .sr-only').map((one) => one.text())
    expect(said).toEqual(['Monday: on time', 'Tuesday: late to mentor, 11 min', 'Wednesday: no arrival', 'Thursday: still to come', 'Friday: still to come'])
  })

  it('counts what waits to be raised and shows the last note', async () => {
    await open([...theMentee, aNote('n1', 'First', { raise: true, occurredAt: 1_765_000_000_000 }), aNote('n2', 'Handed in Maths', { raise: true })])
    expect(screen!.text()).toContain('2 to raise')
    expect(screen!.text()).toContain('Handed in Maths')
    expect(screen!.text()).not.toContain('First')
  })

  it('without pupils says what comes next', async () => {
    await open([aDeskPupil('p1', 'Abdi')])
    expect(screen!.text()).toContain('No pupils yet')
  })
})

describe('everybody else', () => {
  it('the Lead Mentor sees all who are in mentoring, and finds those who were by their state', async () => {
    await open([...theMentee, ...others], lead)
    expect(names()).toEqual(['Łukasz Nowak', 'Abdi Warsame'])
    const state = screen!.findAll('select').find((one) => one.html().includes('Closed'))!
    await state.setValue('closed')
    expect(names()).toEqual(['Megan Abbott'])
  })

  it('a search by two letters, accents or none, finds the pupil', async () => {
    await open([...theMentee, ...others], lead)
    await screen!.get('input[type="search"]').setValue('lu')
    expect(names()).toEqual(['Łukasz Nowak'])
    await screen!.get('input[type="search"]').setValue('zz')
    expect(screen!.text()).toContain('Nobody found')
  })

  it('a Head of Year sees the year', async () => {
    await open([...theMentee, ...others], { id: 'hoy8', role: 'head-of-year', year: 8, name: 'Mr Eight', initials: 'E' })
    expect(names()).toEqual(['Łukasz Nowak'])
  })

  it.each(['office', 'admin'] as const)('the %s has no caseload', async (role) => {
    await open([...theMentee], { id: role, role, name: 'Somebody', initials: 'S' })
    expect(names()).toEqual([])
    expect(screen!.text()).toContain('Your role has no caseload')
  })
})

it('480 pupils are listed sixty at a time, and a search looks at all of them', async () => {
  const many = Array.from({ length: 480 }, (_, index) => [aDeskPupil(`q${index}`, `Pupil${index}`, { surname: `Name${String(index).padStart(3, '0')}` }), aMentorship(`q${index}`)]).flat()
  await open(many)
  await vi.waitFor(() => expect(names()).toHaveLength(60), { timeout: 20_000 })
  await screen!.findAll('button').find((one) => one.text().includes('60 of 480'))!.trigger('click')
  await vi.waitFor(() => expect(names()).toHaveLength(120), { timeout: 20_000 })
  await screen!.get('input[type="search"]').setValue('Pupil479')
  expect(names()).toEqual(['Pupil479 Name479'])
})
