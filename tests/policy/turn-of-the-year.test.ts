/** "Admin in July: roll over year groups, close leavers": dry run first, never twice, and a log of last year says the form of then. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { followUpsDue } from '../../src/data/readings/closing.ts'
import { placeThen, turningOf } from '../../src/data/readings/turning.ts'
import type { Row } from '../../src/domain/records.ts'
import { expectationOn } from '../../src/domain/cases/mentorship.ts'
import { formAfter, placeOn, saySchoolYear, turnAt, turnPlan, type Turning } from '../../src/domain/school/yearTurn.ts'
import YearTurnScreen from '../../src/features/year-turn/YearTurnScreen.vue'
import { aDesk, aDeskPupil, settleDisk } from '../support/aDesk.ts'
import { aMentorship } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { THE_LEAD } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const JULY = '2027-07-20'
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  const found = screen.findAll('button').filter((one) => one.text() === words).at(-1)
  if (!found) throw new Error(`No button “${words}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
  await found.trigger('click')
  await settleDisk()
}
const pupil = (id: string, year: number, form: string): Row => aDeskPupil(id, `Pupil ${id}`, { year, form })
const mentored = (id: string): Row => ({ ...aMentorship(id), id: `m-${id}` })
const rows: Row[] = [pupil('p9', 9, '9B'), mentored('p9'), pupil('p11', 11, '11C'), mentored('p11'), pupil('gone', 8, '8A'), mentored('gone'), aRow('pupilIdentity', 'gone', { admissionNo: '77', said: {}, missingSince: '2027-07-10' })]
const theLead = () => aDesk({ me: THE_LEAD, rows, at: [JULY, '10:00'] })

describe('What will happen is listed before anything does', () => {
  const one = (id: string, year: number, form: string, more: Partial<Turning> = {}): Turning => ({ id, f: { preferredName: id, surname: '', year, form }, isMentored: true, moved: undefined, isNew: false, ...more })
  it('each goes a year on with the form; Year 11 leaves unless there is a sixth form, Year 13 always', () => {
    const all = [one('a', 8, '8C'), one('b', 11, '11D'), one('c', 13, '13A')]
    expect(turnPlan(all, false).moves.map(({ id, now }) => [id, now])).toEqual([['a', { year: 9, form: '9C' }]])
    expect(turnPlan(all, true).moves.map(({ id, now }) => [id, now])).toEqual([['a', { year: 9, form: '9C' }], ['b', { year: 12, form: '12D' }]])
    expect(turnPlan(all, true).leavers.map(({ id, why }) => [id, why])).toEqual([['c', 'last-year']])
  })
  it('a form that is not named by its year stays; 10 is not 1', () => expect([formAfter({ year: 10, form: '10A' }), formAfter({ year: 7, form: 'Oak' }), formAfter({ year: 7, form: '07X' }), formAfter({ year: 9, form: '10A' })]).toEqual(['11A', 'Oak', '8X', '10A']))
  it('nobody is moved twice: moved here, moved by SIMS, or new this year stays as they are', () => {
    const plan = turnPlan([one('a', 8, '8C', { moved: 'here' }), one('b', 8, '8C', { moved: 'sims' }), one('c', 7, '7A', { isNew: true })], false)
    expect([plan.moves, plan.settled.map(({ why }) => why)]).toEqual([[], ['here', 'sims', 'new']])
  })
  it('the turn is on from July to October', () => {
    expect([turnAt('2027-06-30'), turnAt('2027-07-01'), turnAt('2027-10-31'), turnAt('2027-11-01')].map(({ schoolYear, isOn }) => [schoolYear, isOn])).toEqual([[2027, false], [2027, true], [2027, true], [2028, false]])
    expect(saySchoolYear(2027)).toBe('2027/28')
  })
  it('year and form are told as they were on a day', () => {
    const turn = (on: string, year: number) => ({ at: 1, f: { pupilId: 'p', schoolYear: Number(on.slice(0, 4)), on, was: { year, form: `${year}B` }, now: { year: year + 1, form: `${year + 1}B` } } })
    const told = (day: string): string => placeOn({ year: 10, form: '10B' }, [turn('2027-07-20', 9), turn('2026-07-20', 8)], day).form
    expect([told('2026-03-01'), told('2026-09-10'), told('2027-09-10')]).toEqual(['8B', '9B', '10B'])
  })
})

describe('The Lead Mentor turns the year', () => {
  it('moves them on once, sees that it is done, and can undo it', async () => {
    const desk = await theLead()
    const { memory } = desk.records
    const screen = desk.look(YearTurnScreen)
    await settleDisk()
    expect(screen.find('ul[aria-label="To move on"]').text()).toBe('Pupil p9: Year 9, 9B → Year 10, 10B'.replace('Pupil p9', screen.find('ul[aria-label="To move on"] strong').text()))
    await press(screen, 'Move them on')
    await press(screen, 'Move them on')
    expect([memory.get('deskPupil', 'p9')?.f.form, memory.get('deskPupil', 'p11')?.f.form, memory.all('yearTurn').length]).toEqual(['10B', '11C', 1])
    expect([turnPlan(turningOf(memory, JULY), false).moves, placeThen(memory, 'p9', '2027-03-01')]).toEqual([[], { year: 9, form: '9B' }])
    await press(screen, 'Undo the turn (1)')
    await press(screen, 'Undo it')
    expect([memory.get('deskPupil', 'p9')?.f.form, memory.all('yearTurn')]).toEqual(['9B', []])
  })
  it('closes who leaves and who is no longer in SIMS, with the reason and the day; nobody looks back to a leaver', async () => {
    const desk = await theLead()
    const { memory } = desk.records
    const screen = desk.look(YearTurnScreen)
    await settleDisk()
    expect(screen.findAll('ul[aria-label="Leavers who are mentored"] li')).toHaveLength(2)
    await press(screen, 'Close 2 cases')
    await press(screen, 'Close the cases')
    expect(['p11', 'gone', 'p9'].map((id) => [memory.get('mentorship', `m-${id}`)?.f.state, memory.get('mentorship', `m-${id}`)?.f.endReason])).toEqual([
      ['closed', 'Left the school at the end of Year 11.'], ['closed', 'Left the school: no longer in the school’s list of pupils.'], ['active', undefined],
    ])
    expect(memory.get('mentorship', 'm-p11')?.f.endedOn).toBe(JULY)
    expect(followUpsDue(memory, '2027-10-20')).toEqual([])
  })
  it('takes a leaver back who stays after all: the case, the mornings and the sessions go on as before', async () => {
    const session = aRow('session', 's1', { pupilId: 'p11', kind: 'catch-up', subject: 'Maths', from: '2027-06-01', until: '2027-12-10', weekly: true, starts: '13:10', ends: '13:40', venue: 'L12', leads: 'Mr Barlow' })
    const expected = aRow('expectation', 'e11', { pupilId: 'p11', mentorId: aMentor.id, from: '2027-01-04', time: '08:45', weekdays: [1, 2, 3, 4, 5], decidedAt: 1 })
    const desk = await aDesk({ me: THE_LEAD, rows: [...rows, session, expected], at: [JULY, '10:00'] })
    const { memory } = desk.records
    const screen = desk.look(YearTurnScreen)
    await settleDisk()
    const days = (): readonly number[] => expectationOn(memory.ofPupil('expectation', 'p11').map(({ f }) => f), '2027-09-07')?.weekdays ?? []
    await press(screen, 'Close 2 cases')
    await press(screen, 'Close the cases')
    expect([days(), memory.get('session', 's1')?.f.until]).toEqual([[], JULY])
    expect(screen.findAll('ul[aria-label="Closed as leavers"] li')).toHaveLength(2)
    await screen.get('button[aria-label*="Take back"][aria-label*="11C"]').trigger('click')
    await settleDisk()
    expect([memory.get('mentorship', 'm-p11')?.f.state, days(), memory.get('session', 's1')?.f.until]).toEqual(['active', [1, 2, 3, 4, 5], '2027-12-10'])
    expect(memory.all('closingEvent').map(({ f }) => f.pupilId)).toEqual(['gone'])
  })
  it('before July it shows what will happen, and closes only who is no longer in SIMS; a mentor does not do it at all', async () => {
    const early = (await aDesk({ me: THE_LEAD, rows, at: ['2027-05-04', '10:00'] })).look(YearTurnScreen)
    await settleDisk()
    expect(early.findAll('button').find((one) => one.text() === 'Move them on')?.attributes('disabled')).toBeDefined()
    await press(early, 'Close 1 case')
    expect(early.text()).toContain('Close 1 case?')
    expect((await aDesk({ me: aMentor, rows, at: [JULY, '10:00'] })).look(YearTurnScreen).text()).toContain('The Lead Mentor does this')
  })
})
