import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import { profileOf } from '../../../src/domain/week/profile.ts'
import { NO_DETAILS } from '../../../src/domain/home/homeContact.ts'
import type { Row } from '../../../src/domain/records.ts'
import type { Actor } from '../../../src/domain/staff.ts'
import { aDeskPupil, expected, settleDisk } from '../../support/aDesk.ts'
import { aMentorship, aStudy, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const lead: Actor = { ...aMentor, id: 'lead', role: 'lead-mentor', name: 'The Lead' }
const contact = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Hodan Warsame', phone: '01632 960123' })
const timetable: Row[] = [aRow('simsBatch', 'b1', { set: 'timetable', state: 'complete', rows: 1, taken: 1, columns: {} }), aRow('timetable', 't1', { pupilId: 'p1', batch: 'b1', lessons: [{ weekday: 4, period: 'P1', subject: 'Art', teacher: 'Mr Zaman', room: '' }] })]
async function thePage(rows: readonly Row[], me: Actor = aMentor) {
  const desk = await aStudy({ rows, me })
  const screen = desk.look(PupilScreen, { pupilId: 'p1' })
  await settleDisk()
  const tap = async (words: string) => {
    await screen.findAll('button').filter((one) => one.text() === words).at(-1)!.trigger('click')
    await settleDisk()
  }
  return { desk, screen, tap }
}

describe('Pupil information & Relevant background data: how much of it is known', () => {
  test('counts name, preferred name, form, Head of Year, tutor, timetable, contact, needs, reason and start', async () => {
    const { screen } = await thePage(theMentee)
    expect(screen.text()).toContain('7 of 9')
    expect(screen.get('[aria-label="Not known yet"]').findAll('li').map((one) => one.text())).toEqual(['Timetable: not known yet; the Lead Mentor takes it in', 'Contact at home'])
  })
  test('each missing thing opens the place where it is filled', async () => {
    const { desk, tap } = await thePage(theMentee)
    await tap('Contact at home')
    expect(desk.router.push).toHaveBeenLastCalledWith('/pupils/p1/home')
    const atLead = await thePage(theMentee, lead)
    await atLead.tap('Timetable')
    expect(atLead.desk.router.push).toHaveBeenLastCalledWith('/sims')
  })
  test('9 of 9 leaves nothing in the list', async () => {
    const { screen } = await thePage([...theMentee, contact, ...timetable])
    expect(screen.text()).toContain('9 of 9 known')
    expect(screen.find('[aria-label="Not known yet"]').exists()).toBe(false)
  })
  test('a contact without a number or address is none, and one who must not be contacted is known', () => {
    const facts = { desk: { preferredName: 'Abdi', surname: 'Warsame', form: '9B', year: 9 }, file: undefined, mentorship: undefined, headOfYear: undefined, lessons: 0 }
    const isKnown = (more: object): boolean => !profileOf({ ...facts, contacts: [{ ...NO_DETAILS, pupilId: 'p1', name: 'Hodan', ...more }] }).missing.some(({ item }) => item === 'contacts')
    expect([isKnown({}), isKnown({ phone: '01632 960123' }), isKnown({ noContact: true })]).toEqual([false, true, true])
  })
})

describe('the pupil’s file', () => {
  const bare = [aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:30'), aMentorship('p1', { reason: '' })]
  test('is filled by the Lead Mentor where there was none, and only what was changed is written', async () => {
    const { desk, screen, tap } = await thePage(bare, lead)
    await tap('Form tutor')
    const field = (label: string) => screen.findAll('dialog[open] label').find((one) => one.text().startsWith(label))!.attributes('for')
    await screen.get(`#${field('Form tutor')}`).setValue(' Mr Jessop ')
    await screen.get(`#${field('Legal forename')}`).setValue('Abdirahman')
    await screen.get(`#${field('Legal surname')}`).setValue('Warsame')
    await screen.get('dialog[open] textarea').setValue('Homework in three subjects')
    await tap('Save')
    expect(desk.records.memory.get('pupil', 'p1')?.f).toEqual({ legalForename: 'Abdirahman', legalSurname: 'Warsame', tutor: 'Mr Jessop', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false })
    expect(desk.records.memory.get('mentorship', 'm-p1')?.f.reason).toBe('Homework in three subjects')
    expect(screen.text()).not.toContain('Form tutor: not known')
  })
  test('is not the mentor’s to change, who reads it', async () => {
    const { screen } = await thePage(bare)
    expect(screen.text()).toContain('Form tutor: not known yet; the Lead Mentor fills it in')
    expect(screen.get('[aria-label="Not known yet"]').findAll('button')).toHaveLength(1)
  })
  test('a reason that reads like a disclosure is stopped before it is kept', async () => {
    const { desk, screen, tap } = await thePage(theMentee, lead)
    await tap('Change')
    await screen.get('dialog[open] textarea').setValue('Says that he is hit at home')
    await tap('Save')
    expect(desk.records.memory.get('mentorship', 'm-p1')?.f.reason).toBe('Homework in three subjects')
  })
})
