import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import PaperTargets from '../../../src/features/caseload/PaperTargets.vue'
import PrintSheetsScreen from '../../../src/features/scores/PrintSheetsScreen.vue'
import { useSheetPrinting, type SheetPrinting } from '../../../src/features/scores/useSheetPrinting.ts'
import { useSheets } from '../../../src/features/scores/useSheets.ts'
import { readSheetCode } from '../../../src/domain/week/paperFile.ts'
import type { Row } from '../../../src/domain/records.ts'
import type { BlueReportSheet } from '../../../src/ui/paper/model.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { anArrival, aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const WEEK = '2026-12-07'
async function thePrinter(rows: readonly Row[] = [], me = aMentor) {
  const desk = await aStudy({ rows: [...theMentee, aTarget('t1'), ...rows], me })
  const drawn: BlueReportSheet[][] = []
  let printing!: SheetPrinting
  mount(defineComponent(() => {
    const { lines } = useSheets(() => WEEK)
    printing = useSheetPrinting(() => WEEK, () => lines.value, { makeReviewPdf: vi.fn(), makeNoticePdf: vi.fn(), makeCelebrationPdf: vi.fn(), makeImpactPdf: vi.fn(), makeLogPdf: vi.fn(), makeBlueReportPdf: async (sheets) => {
      drawn.push([...sheets])
      return { blob: new Blob(['%PDF-']), pages: 2 * sheets.length }
    } })
    return () => h('div')
  }))
  return { desk, drawn, printing, papers: () => desk.records.memory.all('paperDocument').map(({ id, f }) => ({ id, ...f })) }
}

describe('printing blue reports', () => {
  test('each sheet that left the tablet is a row of the paper file, under the name in its code, with the versions it shows', async () => {
    const { printing, drawn, papers } = await thePrinter()
    await printing.making.start()
    await settleDisk()
    expect(papers()).toEqual([expect.objectContaining({ kind: 'blue-report', direction: 'out', weekStart: WEEK, on: '2026-12-10', targets: [{ id: 't1', version: 1 }] })])
    expect(readSheetCode(drawn[0]![0]!.codes.front)).toEqual({ id: papers()[0]!.id, side: 'front' })
    expect(drawn[0]![0]!.codes.front).not.toMatch(/p1|abdi/i)
  })

  test('a sheet printed a second time is another sheet', async () => {
    const { printing, papers } = await thePrinter()
    await printing.making.start()
    await settleDisk()
    await printing.making.start()
    await settleDisk()
    expect(new Set(papers().map(({ id }) => id)).size).toBe(2)
  })

  test('what is recorded already is printed: arrivals, scores, and the daily actions on the back in the order of days', async () => {
    const { printing } = await thePrinter([
      anArrival('a1', '2026-12-07', '08:28'),
      aRow('reportScore', 'score:p1:2026-12-07:P1', { pupilId: 'p1', date: '2026-12-07', period: 'P1', said: { mark: '2' }, initials: 'MK' }),
      aRow('dailyAction', 'd1', { pupilId: 'p1', date: '2026-12-08', text: 'Bring the planner' }, { by: aMentor.id, at: instantAt('2026-12-08', '08:35') }),
    ])
    const [sheet] = printing.sheets.value
    expect(sheet?.days[0]).toMatchObject({ arrived: '8.28', expected: '8.30' })
    expect(sheet?.days[0]?.cells[0]).toMatchObject({ marks: ['2'], initials: 'MK' })
    expect(sheet?.actions.map(({ lines }) => lines.map(({ text, by }) => `${text} ${by}`))).toEqual([[], ['Bring the planner AM'], [], [], []])
    expect(sheet?.targets).toEqual([{ text: 'I get my planner signed', measure: 'at least 4 times, in every lesson' }])
  })

  test('the print view shows front and back before anything is printed, and a reader who may not write leaves no row', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const desk = await aStudy({ rows: [...theMentee, aTarget('t1')], me: { id: 'hoy9', role: 'head-of-year', year: 9, name: 'Ms Year Nine', initials: 'YN' } })
    desk.look(PrintSheetsScreen, { weekStart: WEEK })
    await settleDisk()
    expect(document.querySelectorAll('.blue-page')).toHaveLength(2)
    expect(document.body.textContent).toContain('I get my planner signed')
    ;[...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Print from here'))!.click()
    await settleDisk()
    expect(print).toHaveBeenCalledOnce()
    expect(desk.records.memory.all('paperDocument')).toEqual([])
  })
})

describe('paper that shows an old target', () => {
  const sheet = aRow('paperDocument', 'ABCDEFGH234567AB', { pupilId: 'p1', kind: 'blue-report', title: '', direction: 'out', on: '2026-12-04', weekStart: WEEK, targets: [{ id: 't1', version: 1 }] })
  async function thePage(version: number) {
    const desk = await aStudy({ rows: [...theMentee, aTarget('t1', { version }), sheet] })
    return { desk, screen: desk.look(PaperTargets, { pupilId: 'p1', mayWrite: true }) }
  }
  test('is said on the pupil’s page until it is marked as written by hand', async () => {
    const { screen, desk } = await thePage(2)
    expect(screen.text()).toContain('The paper shows an old target.')
    await screen.findAll('button').find((one) => one.text() === 'Written by hand')!.trigger('click')
    await settleDisk()
    expect(screen.text()).toBe('')
    expect(desk.records.memory.all('paperEvent').map(({ f }) => f.targets)).toEqual([[{ id: 't1', version: 2 }]])
  })
  test('is not said where paper and log agree', async () => expect((await thePage(1)).screen.text()).toBe(''))
})
