import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { emptyReview } from '../../../src/domain/week/weeklyReview.ts'
import { useToasts } from '../../../src/ui/index.ts'
import { settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'
import { aMentorship, aNote, anArrival, aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
async function open(rows: readonly Row[] = [], asked: Parameters<typeof aStudy>[0] = {}): Promise<Desk> {
  const desk = await aStudy({ rows: [...theMentee, ...rows], ...asked })
  screen = desk.look(PupilScreen, { pupilId: 'p1' })
  await settleDisk()
  return desk
}
const entries = () => screen!.findAll('h4').map((one) => one.text())
const chip = (label: string) => screen!.findAll('[aria-label="Show only"] button').find((one) => one.text().startsWith(label))!

const anAction = (id: string, date: string, text: string, more: { corrects?: string } = {}) => aRow('dailyAction', id, { pupilId: 'p1', date, text, ...more }, { by: aMentor.id, at: instantAt(date, '08:50') })
const theWeek: Row[] = [
  anArrival('a1', '2026-12-08', '08:41', { minutesLateToMentor: 11, reason: 'Bus' }),
  aNote('n1', 'Coursework handed in', { raise: true }),
  aRow('noteOutcome', 'o1', { pupilId: 'p1', noteId: 'n1', date: THURSDAY, result: 'discussed', line: 'Pleased with himself' }, { by: aMentor.id }),
  anAction('d1', '2026-12-08', 'Bring the planner'),
  aTarget('t1'),
]

describe('a pupil’s page', () => {
  it('is headed by name, form, year, mentor, Head of Year and when expected, with short labelled flags', async () => {
    await open()
    expect(screen!.get('h1').text()).toBe('Abdi Warsame')
    for (const words of ['9B, Year 9, with Ms A. Mentor', 'Ms Year Nine', '8.30 every school day', 'Homework in three subjects', '2 November 2026', 'Special educational needs support', 'Pupil premium']) expect(screen!.text()).toContain(words)
    expect(screen!.text()).not.toContain('Looked-after')
  })

  it('is one log, newest first, by day', async () => {
    await open(theWeek)
    expect(entries()).toEqual(['From staff', 'Daily action', 'Arrived: / late to mentor 11 min', 'Target', 'Mentoring with Ms A. Mentor: Active', 'Expected at reception'])
    expect(screen!.findAll('section h3').map((one) => one.text()).slice(0, 2)).toEqual(['Yesterday, Wed 9 Dec', 'Tue 8 Dec'])
  })

  it('shows what came of a note under the note', async () => {
    await open(theWeek)
    expect(screen!.text()).toContain('Discussed Thu 10 Dec, Ms A. Mentor: Pleased with himself')
    expect(screen!.text()).not.toContain('To raise at morning meeting')
  })

  it('says what came late from a former mentor, when it arrived, and who took in what', async () => {
    const at = instantAt('2026-12-09', '15:31')
    const late = (id: string) => aRow('fromFormerMentor', `former:${id}`, { pupilId: 'p1', about: { t: 'note', id }, at }, { by: 'mentor-b', b: 'pupil:p1' })
    const op = { n: 4, kind: 'patch', t: 'target', id: 't1', bucket: 'pupil:p1', f: { result: 'met' }, seen: 0, hlc: '0'.repeat(16), wall: 1, skew: 0, sv: 1 }
    const taken = aRow('parkedForMentor', 'parked:client-b:4', { lies: 'pupil:p1', author: 'mentor-b', tablet: '', reason: 'case-lost', at, payload: JSON.stringify(op), closed: { by: aMentor.id, at, how: 'sent-again', why: '' } }, { b: 'pupil:p1' })
    await open([...theWeek, aNote('n2', 'Said on the stairs'), late('n2'), aNote('n3', 'Said on the stairs, put right', { corrects: 'n2' }), taken])
    const log = screen!.text()
    expect(log).toContain('Ms A. Mentor took in what Mr B. Other had written')
    expect(log).toContain('(late, from former mentor)')
    screen!.unmount()
    await open([...theWeek, late('n1')])
    const note = screen!.findAll('li').filter((one) => one.text().includes('Coursework handed in')).at(-1)!.text()
    expect(note).toContain('Late, from former mentor')
    expect(note).toContain('Written by Mr B. Other while the pupil’s mentor, arrived Wed 9 Dec, 15.31')
    expect(screen!.text().match(/Late, from former mentor/g)).toHaveLength(1)
  })

  it('is filtered by kind and searched by words in any case', async () => {
    await open(theWeek)
    await chip('Notes').trigger('click')
    expect(entries()).toEqual(['From staff'])
    await chip('Notes').trigger('click')
    await screen!.get('input[type="search"]').setValue('PLANNER bring')
    expect(entries()).toEqual(['Daily action'])
    await screen!.get('input[type="search"]').setValue('pleased')
    expect(entries()).toEqual(['From staff'])
    await screen!.get('input[type="search"]').setValue('nowhere')
    await settleDisk()
    expect(screen!.text()).toContain('Nothing found')
  })

  it('shows a corrected note once, as edited, with what it said before', async () => {
    await open([aNote('n1', 'No homwork'), aNote('n2', 'No homework', { corrects: 'n1', enteredAt: instantAt(THURSDAY, '08:00') })])
    expect(entries().filter((one) => one === 'From staff')).toHaveLength(1)
    expect(screen!.text()).toContain('Edited')
    expect(screen!.get('details').text()).toContain('No homwork')
  })

  it('calls a correction after the weekly deadline an amendment, with its reason', async () => {
    await open([aNote('n1', 'Old', {}, {}), aNote('n2', 'New', { corrects: 'n1', correctionReason: 'Wrong pupil', enteredAt: instantAt('2026-12-15', '09:00') })], { at: ['2026-12-15', '09:30'] })
    expect(screen!.text()).toContain('Amended')
    expect(screen!.get('details').text()).toContain('Corrected because: Wrong pupil')
  })

  it('shows a very long log in pages', async () => {
    await open(Array.from({ length: 90 }, (_, index) => aNote(`n${index}`, `Note ${index}`, { occurredAt: instantAt(WEDNESDAY, '09:00') + index * 60_000 })))
    expect(entries()).toHaveLength(40)
    const older = () => screen!.findAll('button').find((one) => one.text() === 'Show older')!
    await older().trigger('click')
    await settleDisk()
    expect(entries()).toHaveLength(80)
  })

  it('draws outcomes and minutes late over the last weeks with school', async () => {
    await open([aRow('weeklyReview', 'review:p1:2026-11-30', { ...emptyReview('p1', '2026-11-30'), outcome: 1 }), anArrival('a1', '2026-12-01', '08:41', { minutesLateToMentor: 11 }), anArrival('a2', '2026-12-03', '08:34', { minutesLateToMentor: 4 })])
    const table = (caption: string): string => screen!.findAll('table').find((one) => one.text().startsWith(caption))!.text()
    expect(table('Outcome of each week')).toContain('30 Nov+1')
    expect(table('Minutes late')).toContain('30 Nov15 min')
  })

  it('shows this week’s targets in the target’s words and the pupil’s', async () => {
    await open([aTarget('t1')])
    expect(screen!.text()).toContain('gets the planner signed, at least 4 times, in every lesson')
    expect(screen!.text()).toContain('“I get my planner signed”')
  })

  it('of another mentor’s mentee shows whose mentee it is and no log', async () => {
    await open([], { rows: theMentee.filter((row) => row.t !== 'pupil' && row.t !== 'mentorship').map((row) => (row.t === 'expectation' ? { ...row, f: { ...row.f, mentorId: 'mentor-b' } } : row)) })
    expect(screen!.get('h1').text()).toBe('Abdi')
    expect(screen!.text()).toContain('Abdi is mentored by Mr B. Other')
    expect(screen!.text()).not.toContain('Warsame')
  })

  it('is read by the Head of Year, who adds nothing', async () => {
    await open(theWeek, { me: { id: 'hoy9', role: 'head-of-year', year: 9, name: 'Ms Year Nine', initials: 'YN' }, rows: [...theMentee, ...theWeek] })
    expect(entries()).toContain('From staff')
    expect(screen!.findAll('button').map((one) => one.text()).filter((text) => /New note|Daily action$|Set a target/.test(text))).toEqual([])
  })

  it('says of a closed case when it was closed, why, and who the mentor was; nothing of this week is asked for', async () => {
    await open([aRow('mentorship', 'm-p1', { ...aMentorship('p1').f, state: 'closed', endedOn: '2026-12-04', endReason: 'Steady for six weeks' }, { seq: 2 })], { me: { id: 's-lead', role: 'lead-mentor', name: 'Mrs Lead', initials: 'ML' } })
    const text = screen!.text()
    for (const words of ['mentored by Ms A. Mentor until 4 December 2026', 'Was with', 'Closed on 4 December 2026', 'Mentored from', 'Homework in three subjects', 'Why it ended', 'Steady for six weeks']) expect(text).toContain(words)
    for (const words of ['Mentored since', 'No target for this week yet', 'No score yet this week']) expect(text).not.toContain(words)
  })
  it('survives a pupil whose open mentorship has come back after a closed one', async () => {
    await open([aRow('mentorship', 'm-old', { ...aMentorship('p1').f, state: 'closed', startedOn: '2025-09-08', endedOn: '2025-12-12', endReason: 'Steady for six weeks' })])
    expect(entries()).toContain('Mentoring ended')
    expect(screen!.text()).toContain('Mon 8 Sep 2025')
  })
})

describe('a daily action', () => {
  const write = async (text: string) => {
    await screen!.get('dialog textarea').setValue(text)
    await screen!.get('dialog form').trigger('submit')
    await settleDisk()
  }
  it('is typed once, stands in the log, and can be undone', async () => {
    const desk = await open()
    await screen!.findAll('button').find((one) => one.text() === 'Daily action')!.trigger('click')
    await settleDisk()
    await write('Bring full equipment')
    expect(desk.records.memory.ofPupil('dailyAction', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', date: THURSDAY, text: 'Bring full equipment' }])
    expect(screen!.text()).toContain('Bring full equipment')
    useToasts().act(useToasts().shown.value[0]!.id)
    await settleDisk()
    expect(desk.records.memory.ofPupil('dailyAction', 'p1')).toHaveLength(0)
  })

  it('is corrected by a new one that cites it', async () => {
    const desk = await open([anAction('d1', WEDNESDAY, 'Bring the plannner')])
    await screen!.get('button[aria-label^="Correct this action"]').trigger('click')
    await settleDisk()
    await write('Bring the planner')
    expect(desk.records.memory.ofPupil('dailyAction', 'p1').find((row) => row.id !== 'd1')?.f).toEqual({ pupilId: 'p1', date: WEDNESDAY, text: 'Bring the planner', corrects: 'd1' })
    expect(screen!.get('details').text()).toContain('Bring the plannner')
  })
})
