/** "…in accordance with the School sanctions policy": what was tried and what followed, and whether mentors do alike in like cases. */
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { instantAt } from '../../src/domain/time/clock.ts'
import { againstLadder, sayPractice, saysLittle, type MentorPractice } from '../../src/domain/conduct/consistency.ts'
import { DEFAULT_LADDER } from '../../src/domain/conduct/sanctionLadder.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import LeadScreen from '../../src/features/lead-mentor/LeadScreen.vue'
import SanctionsScreen from '../../src/features/sanctions/SanctionsScreen.vue'
import { aDesk, settleDisk, THURSDAY, WEDNESDAY } from '../support/aDesk.ts'
import { anArrival, theMentee } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { aSanction, THE_LEAD, theLead, unexplainedOn } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DAYS = ['2026-11-25', '2026-11-26', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08', WEDNESDAY]
/** Ten minutes late until the second of December, on time from then on. */
const came: Row[] = DAYS.map((date) => anArrival(`tap-${date}`, date, date <= '2026-12-02' ? '08:40' : '08:28'))
const action: Row = aRow('dailyAction', 'act', { pupilId: 'p1', date: '2026-11-30', text: 'Instead of a sanction: talk it through and agree one step.' }, { by: aMentor.id })
const rows: Row[] = [...theMentee, theLead, ...came, action, aSanction('s1', '2026-12-02')]

describe('What was tried, and what followed', () => {
  it('stands on the pupil’s sanctions: what was put right first, then the sanction, each with the days before and after', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '14:00'] })
    const screen = desk.look(SanctionsScreen, { pupilId: 'p1' })
    await settleDisk()
    const text = screen.text().replaceAll(/\s+/g, ' ')
    expect(text).toContain('Sanction: Break detention')
    expect(text).toContain('In the 5 school days since: on time on 5 mornings.')
    expect(text).toContain('Put right without a sanction: talk it through and agree one step.')
    expect(text).toContain('In the 7 school days since: late on 2 of 7 mornings, 1 sanction.')
    expect(text).toContain('which is not to say that it came of it')
  })
  it('of the day itself nothing is said to have followed', async () => {
    const desk = await aDesk({ rows: [...theMentee, ...came, aSanction('s1', THURSDAY)], at: [THURSDAY, '14:00'] })
    const screen = desk.look(SanctionsScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(screen.text()).toContain('What follows is still to come.')
  })
})

describe('The same for every pupil', () => {
  const given = (id: string, step: string, entered: number, more: Partial<FieldsOf<'sanction'>> = {}) => ({ id, state: 'served' as const, f: { ...aSanction(id, '2026-12-02', { step, entered, cause: 'missed', ...more }).f } })
  const held = (one: ReturnType<typeof given>, history: ReturnType<typeof given>[] = []) => againstLadder(DEFAULT_LADDER, one, [...history, one], '2026-11-01')
  it('a sanction is what the ladder suggested then, or gentler, or harder', () => {
    expect(held(given('a', 'break-detention', 1))).toBe('as-suggested')
    expect(held(given('a', 'lunch-detention', 1))).toBe('harder')
    const first = given('first', 'break-detention', 0)
    expect(held(given('a', 'break-detention', 1), [first])).toBe('gentler')
    expect(held(given('a', 'lunch-detention', 1), [first])).toBe('as-suggested')
    expect(held(given('a', 'a-step-of-last-year', 1))).toBe('other')
  })
  it('what came later, or was withdrawn, says nothing of it, and neither does the order in which it is found', () => {
    const one = given('a', 'break-detention', 10)
    fc.assert(fc.property(fc.array(fc.record({ step: fc.constantFrom(...DEFAULT_LADDER.map(({ id }) => id)), entered: fc.integer({ min: 0, max: 20 }) }), { maxLength: 6 }), (others) => {
      const history = others.map(({ step, entered }, index) => given(`h${index}`, step, entered))
      const known = held(one, history)
      expect(held(one, [...history].reverse())).toBe(known)
      expect(held(one, history.filter(({ f }) => f.entered <= 10))).toBe(known)
      expect(againstLadder(DEFAULT_LADDER, one, history.map((was) => ({ ...was, state: 'withdrawn' as const })), '2026-11-01')).toBe('as-suggested')
    }))
  })
  it('is said of each mentor, without a judgement, and of few cases that they are few', () => {
    const practice = (more: Partial<MentorPractice>): MentorPractice => ({ mentorId: 'm', pupils: 6, unexplained: 0, putRight: 0, sanctions: { 'as-suggested': 0, gentler: 0, harder: 0, other: 0 }, ...more })
    expect(sayPractice(practice({ putRight: 4, unexplained: 1, sanctions: { 'as-suggested': 1, gentler: 0, harder: 1, other: 0 } }))).toBe('4 put right without a sanction; 2 sanctions (1 as the ladder suggests, 1 harder); 1 unexplained and still open')
    expect(sayPractice(practice({}))).toBe('0 put right without a sanction; no sanction')
    expect(saysLittle(practice({ putRight: 2 }))).toBe(true)
  })
  it('the Lead Mentor sees it, each mentor by name', async () => {
    const desk = await aDesk({ rows: [...rows, unexplainedOn('u1', WEDNESDAY)].filter(({ id }) => id !== `tap-${WEDNESDAY}`), me: THE_LEAD, at: [THURSDAY, '14:00'] })
    const screen = desk.look(LeadScreen)
    await settleDisk()
    const line = screen.get('ul[aria-label="The same for every pupil?"]').text().replaceAll(/\s+/g, ' ')
    expect(line).toContain('Ms A. Mentor')
    expect(line).toContain('1 put right without a sanction; 1 sanction (1 harder); 1 unexplained and still open')
    expect(instantAt(THURSDAY, '14:00')).toBeGreaterThan(0)
  })
})
