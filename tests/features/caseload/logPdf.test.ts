import { mount } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import { useLogPdf, type LogPdf } from '../../../src/features/caseload/useLogPdf.ts'
import { usePupilEntries } from '../../../src/features/caseload/usePupilEntries.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import type { LogSheet } from '../../../src/ui/paper/model.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aMentorship, aNote, anArrival, aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
})

const request = aRow('staffRequest', 'q1', { pupilId: 'p1', teacher: 'Ms Bell', subject: 'Science', area: 'subject', via: 'link', asked: instantAt('2026-12-08', '11:00') }, { by: aMentor.id, at: instantAt('2026-12-08', '11:00') })
const rows: Row[] = [
  anArrival('a1', '2026-12-07', '08:28'), aNote('n1', 'Coursework handed in', { occurredAt: instantAt('2026-12-07', '10:00') }), aNote('n2', 'Helped at lunch'), aTarget('t1'), request,
  aRow('paperDocument', 'd1', { pupilId: 'p1', kind: 'letter-in', title: 'Apology for Thursday', direction: 'in', on: '2026-12-08', from: 'Home' }, { by: aMentor.id, at: instantAt('2026-12-08', '12:00') }),
]
async function thePdf(more: readonly Row[] = [], me = aMentor) {
  const desk = await aStudy({ rows: [...theMentee, ...rows, ...more], me })
  const drawn: LogSheet[] = []
  let pdf!: LogPdf
  mount(defineComponent(() => {
    pdf = useLogPdf('p1', () => 'Ms Mentor', usePupilEntries('p1'), { makeReviewPdf: vi.fn(), makeNoticePdf: vi.fn(), makeCelebrationPdf: vi.fn(), makeImpactPdf: vi.fn(), makeBlueReportPdf: vi.fn(), makeLogPdf: async (sheets) => {
      drawn.push(...sheets)
      return { blob: new Blob(['%PDF-']), pages: 2 }
    } })
    return () => h('div')
  }))
  const make = async (): Promise<LogSheet> => {
    await pdf.making.start()
    await settleDisk()
    return drawn.at(-1)!
  }
  return { desk, pdf, make, papers: () => desk.records.memory.all('paperDocument').filter(({ f }) => f.kind === 'log').map(({ f }) => f) }
}
const titles = (sheet: LogSheet): string[] => sheet.days.flatMap(({ lines }) => lines.map(({ title }) => title))

describe('Mentors should also keep a paper file: the whole log as PDF', () => {
  test('has every entry of the log once, the oldest first, with what staff were asked and what came in on paper', async () => {
    const { make } = await thePdf()
    const sheet = await make()
    expect(sheet).toMatchObject({ title: 'Mentoring log', pupilName: 'Abdi Warsame', form: '9B', mentorName: 'Ms Mentor', period: 'The whole log, to 10 December 2026' })
    expect(titles(sheet)).toEqual(['Expected at reception', `Mentoring with ${aMentor.name}: Active`, 'Arrived: / on time', 'Target · Open', 'From staff', 'Asked: Ms Bell, Science · Outstanding', 'Came in: letter from home · To file', 'From staff'])
    expect(sheet.footer).toContain('Confidential')
  })

  test('takes the same filters as the screen, and a period', async () => {
    const { pdf, make } = await thePdf()
    Object.assign(pdf.form, { kinds: ['note'], typed: 'coursework' })
    const found = await make()
    expect(found.days).toHaveLength(1)
    expect(found.contains).toBe('Notes, with “coursework”: 1 entry')
    Object.assign(pdf.form, { kinds: [], typed: '', from: '2026-12-08', until: '2026-12-08' })
    const day = await make()
    expect(day.period).toBe('8 December 2026 to 8 December 2026')
    expect(day.days.map(({ day: name }) => name)).toEqual(['Tuesday 8 December 2026'])
  })

  test('is in the paper file from then on, to be filed', async () => {
    const { make, papers } = await thePdf()
    await make()
    expect(papers()).toEqual([{ pupilId: 'p1', kind: 'log', title: 'The whole log, to 10 December 2026', direction: 'out', on: '2026-12-10' }])
  })

  test('background kept to few is never in it, although the mentor who makes it may know it: the paper goes into a folder', async () => {
    const kept = aRow('background', 'b1', { pupilId: 'p1', source: 'head-of-year', who: '', on: '2026-12-01', reach: 'restricted', text: 'Restricted background', entered: instantAt('2026-12-01', '15:00') })
    const { desk, make } = await thePdf([kept])
    expect(desk.records.memory.ofPupil('background', 'p1')).toHaveLength(1)
    expect(JSON.stringify(await make())).not.toContain('Restricted background')
  })

  test('whoever may read the log but not write it prints what they see, and adds no row', async () => {
    const { make, papers } = await thePdf([], { ...aMentor, id: 'hoy9', role: 'head-of-year', year: 9 })
    expect(titles(await make())).toContain('From staff')
    expect(papers()).toEqual([])
  })
})

describe('A pupil who returns: the history joins, the cases stay apart', () => {
  const before = aRow('mentorship', 'm-before', { ...aMentorship('p1').f, mentorId: 'mr-hale', state: 'closed', startedOn: '2025-11-03', endedOn: '2026-02-06', endReason: 'On time for six weeks' })
  const old = aNote('n-old', 'Settled by half-term', { occurredAt: instantAt('2026-01-14', '10:00') }, { by: 'mr-hale' })
  const hale = aRow('staff', 'mr-hale', { name: 'Mr Hale', initials: 'TH', role: 'mentor', active: true })

  test('the log shows both times of mentoring with a divider, and every entry keeps its author', async () => {
    const desk = await aStudy({ rows: [...theMentee, ...rows, before, old, hale] })
    const screen = desk.look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    const text = screen.text()
    expect(text).toContain('Mentored from 3 November 2025 to 6 February 2026, with Mr Hale')
    expect(text.indexOf('Coursework handed in')).toBeLessThan(text.indexOf('Mentored from 3 November 2025'))
    expect(text.indexOf('Mentored from 3 November 2025')).toBeLessThan(text.indexOf('Settled by half-term'))
    expect(text.slice(text.indexOf('Settled by half-term') - 120)).toContain('Mr Hale')
  })

  test('and so does the PDF, the first time first', async () => {
    const { make } = await thePdf([before, old, hale])
    expect((await make()).days.flatMap(({ divider }) => divider ?? [])).toEqual(['Mentored from 3 November 2025 to 6 February 2026, with Mr Hale', `Mentored since 2 November 2026, with ${aMentor.name}`])
  })
})
