import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { VueWrapper } from '@vue/test-utils'
import type { Row } from '../../../src/domain/records.ts'
import { useExport } from '../../../src/features/weekly-review/useExport.ts'
import { useWeekFacts } from '../../../src/features/weekly-review/useFacts.ts'
import type { WeeklyReviewSheet } from '../../../src/ui/paper/model.ts'
import { makePaper, type Paper } from '../../../src/ui/paper/paper.ts'
import type { PdfMaking } from '../../../src/ui/paper/usePdf.ts'
import { aDesk, settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { aMentor } from '../../support/aTablet.ts'
import { aReview, aTarget, theWeek, WEEK } from './aWeek.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** The edge: a worker that says what the test wants. */
class FakeWorker extends EventTarget {
  asked: WeeklyReviewSheet[] = []
  ended = false
  postMessage({ sheets }: { sheets: WeeklyReviewSheet[] }): void {
    this.asked = sheets
  }
  terminate(): void {
    this.ended = true
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

async function anExport(rows: readonly Row[] = []): Promise<{ exporting: PdfMaking; worker: FakeWorker }> {
  const desk = await aDesk({ rows: [...theWeek, ...rows], at: [THURSDAY, '15:20'] })
  const worker = new FakeWorker()
  const paper: Paper = makePaper(() => worker as unknown as Worker)
  let exporting: PdfMaking | undefined
  screen = desk.look(defineComponent({
    setup() {
      const facts = useWeekFacts(() => WEEK)
      exporting = useExport(() => ({ pupilIds: ['p1'], weekStart: WEEK, facts }), paper)
      return () => h('p')
    },
  }))
  await settleDisk()
  return { exporting: exporting!, worker }
}
const downloads = (): string[] => {
  const names: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  return names
}

describe('exporting reviews', () => {
  it('hands the worker whole sheets and downloads under a neutral name', async () => {
    const names = downloads()
    const numbers = { expectedMornings: 4, arrivals: 3, onTime: 2, lateToMentor: 0, lateForRegister: 1, minutesLate: 7, notes: 1, dailyActions: 1 }
    const comment = 'I tried. '.repeat(300)
    const { exporting, worker } = await anExport([
      aReview({ outcome: 1, wentWell: 'Łukasz and Siân helped.', nextStep: 'Seat', pupilComment: comment, signed: { by: aMentor.id, name: aMentor.name, at: Date.UTC(2026, 11, 10, 15, 30), pupilInitials: 'AS', numbers: { ...numbers, arrivals: 2 } } }),
      aTarget('t9', '2026-12-14', { behaviour: 'asks one question' }),
    ])
    const started = exporting.start()
    worker.say({ kind: 'progress', done: 1, of: 1 })
    expect(exporting.progress.value).toEqual({ done: 1, of: 1 })
    worker.say({ kind: 'finished', bytes: new ArrayBuffer(4), pages: 1 })
    await started
    expect(exporting.step.value).toBe('done')
    expect(names).toEqual(['weekly-review-AS-2026-12-07.pdf'])
    const sheet = worker.asked[0]!
    expect(sheet).toMatchObject({ pupilName: 'Abdi Surnamep1', form: '9B', weekLabel: 'Week beginning Monday 7 December 2026', pupilComment: comment, outcome: { value: 1, label: 'Better week' }, status: 'signed Thursday 10 December 2026' })
    expect(sheet.numbers[0]).toEqual({ label: 'Arrivals', value: '2 of 4', note: '2 on time; arrivals now 3, signed as 2' })
    expect(sheet.arrivalDays[1]).toEqual({ day: 'Tue 8 Dec', expected: '8.45', arrived: '8.52', mark: 'L', minutes: '7', note: 'Bus' })
    expect(sheet.arrivalDays[3]).toMatchObject({ arrived: '', note: 'No arrival' })
    expect(sheet.targets[0]).toMatchObject({ text: 'gets the planner signed, at least 4 times, in English, by Fri 11 Dec', counted: '' })
    expect(sheet.nextTargets[0]?.text).toContain('asks one question')
    expect(sheet.signatures.slice(0, 2)).toEqual([{ role: 'Mentor', name: 'Ms A. Mentor', at: 'Signed Thursday 10 December 2026, 15.30' }, { role: 'Pupil', name: 'AS' }])
  })

  it('names letters the fonts lack before anything is drawn, and can go on', async () => {
    downloads()
    const { exporting, worker } = await anExport([aReview({ wentWell: '王 helped 👍' })])
    await exporting.start()
    expect(exporting.step.value).toBe('letters')
    expect({ letters: exporting.lacking.value, reviews: exporting.lackingIn.value }).toEqual({ letters: ['王', '👍'], reviews: 1 })
    expect(worker.asked).toEqual([])
    const made = exporting.make()
    worker.say({ kind: 'finished', bytes: new ArrayBuffer(4), pages: 1 })
    await made
    expect(exporting.step.value).toBe('done')
  })

  it('can be called off, and leaves nothing behind', async () => {
    const names = downloads()
    const { exporting, worker } = await anExport()
    const started = exporting.start()
    exporting.cancel()
    await started
    expect(worker.ended).toBe(true)
    expect(names).toEqual([])
  })

  it('says so when the PDF cannot be made', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { exporting, worker } = await anExport()
    const started = exporting.start()
    worker.say({ kind: 'failed', at: 'drawing', error: 'RangeError' })
    await started
    expect(exporting.step.value).toBe('failed')
  })
})
