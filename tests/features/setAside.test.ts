import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { placeOfCopy } from '../../server/sync/twoVersions.ts'
import type { Kind, Row } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { scoreId } from '../../src/domain/week/reportScore.ts'
import CaseloadsScreen from '../../src/features/case/CaseloadsScreen.vue'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import CoverScreen from '../../src/features/cover/CoverScreen.vue'
import HomeScreen from '../../src/features/home/HomeScreen.vue'
import IdentificationScreen from '../../src/features/identification/IdentificationScreen.vue'
import SchoolRulesScreen from '../../src/features/school-rules/SchoolRulesScreen.vue'
import ScoresScreen from '../../src/features/scores/ScoresScreen.vue'
import { useToasts } from '../../src/ui/index.ts'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { theWeek, WEEK } from './weekly-review/aWeek.ts'

const lead: Actor = { id: 'lead', role: 'lead-mentor', name: 'Ms Lead', initials: 'ML' }
const dht: Actor = { id: 'dht', role: 'dht', name: 'Mr Deputy', initials: 'MD' }
let desk: Desk
let screen: VueWrapper
afterEach(() => {
  screen.unmount()
  vi.useRealTimers()
})
/** As the server keeps it beside a row. */
function beside(row: Row, field: string, aside: unknown): Row {
  const version = (by: string, value: unknown, stamp: string) => ({ by, value: value as string, stamp, at: Date.UTC(2026, 11, 10, 15, 10), tablet: 'tabletxy' })
  const stamp = typeof row.s === 'string' ? row.s : (row.s[field] ?? '')
  return aRow('setAside', `aside:${row.id}:${field}`, { ...placeOfCopy(row.b), about: { t: row.t, id: row.id }, field, stands: version(aMentor.id, (row.f as Record<string, unknown>)[field], stamp), aside: version('mentor-b', aside, 'b:1') })
}
async function look(where: Component, rows: readonly Row[], { me = lead, props = {} }: { me?: Actor; props?: Record<string, unknown> } = {}): Promise<string> {
  desk = await aDesk({ rows: [...theWeek, ...rows], me, at: ['2026-12-10', '15:30'] })
  screen = desk.look(where, props)
  await settleDisk()
  return screen.find('[aria-label="Set at the same time"]').exists() ? screen.get('[aria-label="Set at the same time"]').text() : ''
}
async function putBack(): Promise<void> {
  await screen.findAll('button').find((one) => one.text().startsWith('Put back'))!.trigger('click')
  await settleDisk()
}
const fieldsNow = <K extends Kind>(t: K, id: string) => desk.records.memory.get(t, id)?.f
const gone = (): boolean => !screen.find('[aria-label="Set at the same time"]').exists()

describe('set at the same time by two people', () => {
  it('a rule of the school: both in the words of its screen, put back under one’s own name with what it was before', async () => {
    const row = aRow('setting', 'lunchEnds', { key: 'lunchEnds', value: '13:30', changedBy: aMentor.id })
    const text = await look(SchoolRulesScreen, [row, beside(row, 'value', '13:10'), beside(row, 'changedBy', 'mentor-b')], { me: dht })
    expect(text).toMatch(/13\.30 \(Ms A\. Mentor\) stands\.\s*Mr B\. Other had set 13\.10/)
    expect(screen.findAll('[aria-label="Set at the same time"] li')).toHaveLength(1)
    await putBack()
    expect(fieldsNow('setting', 'lunchEnds')).toMatchObject({ value: '13:10', changedBy: 'dht', earlier: [{ value: '13:30' }] })
    expect(gone()).toBe(true)
  })
  it('a rule that is a list: what the one says and the other does not', async () => {
    const row = aRow('setting', 'targetStems', { key: 'targetStems', value: ['brings a pen', 'sits down'] })
    expect(await look(SchoolRulesScreen, [row, beside(row, 'value', ['brings a pen', 'asks for help'])], { me: dht })).toMatch(/Target beginnings: sits down \(Ms A\. Mentor\) stands\.\s*Mr B\. Other had set asks for help/)
    await putBack()
    expect(fieldsNow('setting', 'targetStems')).toMatchObject({ value: ['brings a pen', 'asks for help'] })
  })
  it('a day of the calendar, said by its name', async () => {
    const row = aRow('dayException', 'fair', { date: '2026-12-14', kind: 'closed', name: 'Snow' } as never)
    expect(await look(SchoolRulesScreen, [row, beside(row, 'date', '2026-12-15')])).toMatch(/Snow, Mon 14 Dec/)
  })
  it('is shown to who may not change it, and offers them nothing', async () => {
    const row = aRow('setting', 'dayEnds', { key: 'dayEnds', value: '15:10' })
    expect(await look(SchoolRulesScreen, [row, beside(row, 'value', '15:20')], { me: aMentor })).toContain('15.20')
    expect(screen.findAll('button').some((one) => one.text().startsWith('Put back'))).toBe(false)
  })
  it.each([['retentionRules', []], ['fileReaders', ['mentor-b']]])('%s, which the Deputy Headteacher alone decides: an administrator reads it and is offered nothing', async (key, aside) => {
    const row = aRow('setting', key, { key, value: [] })
    for (const [me, offers] of [[{ ...dht, id: 'admin', role: 'admin' }, false], [dht, true]] as const) {
      expect(await look(SchoolRulesScreen, [row, beside(row, 'value', aside)], { me })).toMatch(/Thu 10 Dec, .+ · tablet tabletxy/)
      expect(screen.findAll('button').some((one) => one.text().startsWith('Put back')), me.role).toBe(offers)
      if (me.role === 'admin') screen.unmount()
    }
  })
  it('a number of a contact at home', async () => {
    const row = aRow('contact', 'c1', { pupilId: 'p1', name: 'Sahra Ali', relation: 'Mother', salutation: '', responsibility: true, looksAfter: false, phone: '0113 496 0001', secondPhone: '', email: '', address: '', language: '', interpreter: false, noContact: false, note: '' })
    expect(await look(HomeScreen, [row, beside(row, 'phone', '0113 496 0002')], { me: aMentor, props: { pupilId: 'p1' } })).toMatch(/Sahra Ali\s*Phone: 0113 496 0001 \(Ms A\. Mentor\) stands\..*0113 496 0002/s)
    await putBack()
    expect(fieldsNow('contact', 'c1')).toMatchObject({ phone: '0113 496 0002' })
    expect(gone()).toBe(true)
    const said = useToasts().shown.value.at(-1)
    expect(said?.text).toBe('Phone: “0113 496 0002” is back')
    useToasts().act(said?.id ?? 0)
    await settleDisk()
    expect(fieldsNow('contact', 'c1')).toMatchObject({ phone: '0113 496 0001' })
  })
  it('a score of the blue report', async () => {
    const cell = { date: WEEK, period: '1' }
    const row = aRow('reportScore', scoreId('p1', cell), { pupilId: 'p1', ...cell, said: { mark: '3' } })
    const text = await look(ScoresScreen, [row, beside(row, 'said', { none: 'absent' })], { me: aMentor, props: { pupilId: 'p1', weekStart: WEEK } })
    expect(text).toMatch(/Score: 3 .*had set Absent,/s)
    await putBack()
    expect(fieldsNow('reportScore', row.id)).toMatchObject({ said: { none: 'absent' } })
  })
  it('the room of a mentor', async () => {
    const row = aRow('mentorCapacity', 'capacity:mentor-b', { mentorId: 'mentor-b', pupils: 6 })
    expect(await look(CaseloadsScreen, [row, beside(row, 'pupils', 8)])).toMatch(/Mr B\. Other\s*Pupils: 6/)
    await putBack()
    expect(fieldsNow('mentorCapacity', row.id)).toMatchObject({ pupils: 8 })
  })
  it('the last day of a cover', async () => {
    const row = aRow('cover', 'cov', { mentorId: aMentor.id, coverId: 'mentor-b', from: '2026-12-10', until: '2026-12-11' })
    expect(await look(CoverScreen, [row, beside(row, 'until', '2026-12-14')])).toMatch(/Ms A\. Mentor.*11 December 2026.*14 December 2026/s)
    await putBack()
    expect(fieldsNow('cover', 'cov')).toMatchObject({ until: '2026-12-14' })
    expect(gone()).toBe(true)
  })
  it('who was at a year’s meeting', async () => {
    const row = aRow('yearMeeting', 'ym', { year: 9, date: '2026-12-10', present: [aMentor.id], begun: 1 })
    expect(await look(IdentificationScreen, [row, beside(row, 'present', ['mentor-b']), beside(row, 'begun', 2)], { props: { year: '9' } })).toMatch(/Present: Ms A\. Mentor .*had set Mr B\. Other,/s)
    expect(screen.findAll('[aria-label="Set at the same time"] li')).toHaveLength(1)
    await putBack()
    expect(fieldsNow('yearMeeting', 'ym')).toMatchObject({ present: ['mentor-b'] })
    expect(gone()).toBe(true)
  })
  it('what a pupil’s page says: the file, the identity, and why the mentoring ended', async () => {
    const [file, identity] = [aRow('pupil', 'p1', { legalForename: 'Abdi', legalSurname: 'Ali', sen: 'K', pupilPremium: false, eal: false, lookedAfter: false }), aRow('pupilIdentity', 'p1', { born: '2012-03-04', said: {} })]
    const ended = aRow('mentorship', 'm-p1', { pupilId: 'p1', mentorId: aMentor.id, state: 'closed', reason: 'Homework', startedOn: '2026-11-02', endedOn: '2026-12-10', endReason: 'Goals met' })
    const text = await look(PupilScreen, [file, identity, ended, beside(file, 'sen', 'E'), beside(identity, 'born', '2012-04-03'), beside(ended, 'endReason', 'Moved away')], { props: { pupilId: 'p1' } })
    expect(text).toMatch(/Special educational needs:/)
    expect(text).toMatch(/4 March 2012.*3 April 2012/s)
    expect(text).toMatch(/Reason for the end: Goals met .*Moved away/s)
    for (let left = 3; left > 0; left--) await putBack()
    expect([fieldsNow('pupil', 'p1'), fieldsNow('pupilIdentity', 'p1'), fieldsNow('mentorship', 'm-p1')]).toMatchObject([{ sen: 'E' }, { born: '2012-04-03' }, { endReason: 'Moved away' }])
    expect(gone()).toBe(true)
  })
})
