import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import PaperFileScreen from '../../src/features/paper-file/PaperFileScreen.vue'
import type { Row } from '../../src/domain/records.ts'
import { papersOf } from '../../src/data/readings/paperFile.ts'
import { usePaperOut } from '../../src/data/usePaperOut.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { useHome } from '../../src/features/home/useHome.ts'
import { useHomeLetter } from '../../src/features/home/useHomeLetter.ts'
import { useFeedback, type Feedback } from '../../src/features/staff-feedback/useFeedback.ts'
import { useToasts } from '../../src/ui/index.ts'
import type { Paper } from '../../src/ui/paper/paper.ts'
import type { PdfMaking } from '../../src/ui/paper/usePdf.ts'
import { aDeskPupil, settleDisk } from '../support/aDesk.ts'
import { aMentorship, aStudy, theMentee } from '../support/aMentee.ts'
import { aRow } from '../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

/** The day after by the school's clock: the tablet's is a day slow. */
const AT = instantAt('2026-12-11', '08:28')
const sheet = aRow('paperDocument', 'ABCDEFGH234567AB', { pupilId: 'p1', kind: 'blue-report', title: '', direction: 'out', on: '2026-12-04', weekStart: '2026-12-07', targets: [] })
const letter = aRow('paperDocument', 'letter', { pupilId: 'p1', kind: 'letter-in', title: 'Apology for Thursday', direction: 'in', on: '2026-12-08', from: 'Home' })
async function theFile(rows: readonly Row[]) {
  const desk = await aStudy({ rows: [...theMentee, ...rows] })
  const screen = desk.look(PaperFileScreen)
  await settleDisk()
  const tap = async (words: string) => {
    await screen.findAll('button').find((one) => (one.attributes('aria-label') ?? one.text()).startsWith(words))!.trigger('click')
    await settleDisk()
  }
  return { desk, screen, tap, events: () => desk.records.memory.all('paperEvent').map(({ f }) => [f.documentId, f.type, f.line]) }
}

test('a printed sheet is out until it is ticked as returned, and then waits to be filed with where it was put', async () => {
  const { screen, tap, events } = await theFile([sheet])
  expect(screen.text()).toContain('Blue report, week of Mon 7 Dec')
  expect(screen.text()).toContain('Out')
  await tap('Returned: ')
  expect(screen.text()).toContain('To file')
  await tap('File: ')
  await screen.get('input[type="text"]').setValue('Blue folder')
  await tap('Filed')
  expect(events()).toEqual([['ABCDEFGH234567AB', 'returned', undefined], ['ABCDEFGH234567AB', 'filed', 'Blue folder']])
})

test('a letter from home is in the file from the moment it came, waiting to be filed', async () => {
  const { screen } = await theFile([letter])
  expect(screen.text()).toContain('Letter from home, Apology for Thursday')
  expect(screen.text()).toContain('from Home')
  expect(screen.text()).toContain('To file')
})

test('"not returned" shows one where one is out', async () => {
  const { screen, tap } = await theFile([sheet, letter])
  expect(screen.get('[aria-label="Papers"]').findAll('li')).toHaveLength(2)
  await tap('Out')
  expect(screen.get('[aria-label="Papers"]').findAll('li')).toHaveLength(1)
})

test('when the mentoring has ended, each paper says when it is to be destroyed', async () => {
  const ended = aMentorship('p1', { state: 'closed', endedOn: '2026-12-01' })
  const { screen } = await theFile([{ ...ended, seq: 2 }, sheet])
  expect(screen.text()).toContain('destroy on Wed 1 Dec 2027')
})

test('a weekly review that was printed, a notice and a slip for a teacher become rows of the file, once a day each; nobody else’s pupils do', async () => {
  const desk = await aStudy({ rows: [...theMentee, aDeskPupil('p2', 'Bea')] })
  const said: string[] = []
  let undo = (): void => undefined
  let wentOut: ReturnType<typeof usePaperOut> = () => Promise.resolve()
  desk.look(defineComponent(() => {
    wentOut = usePaperOut(({ text, action }) => {
      said.push(text)
      undo = action?.run ?? undo
    }, () => AT)
    return () => h('p')
  }))
  const review = { pupilId: 'p1', kind: 'weekly-review' as const, title: '', weekStart: '2026-12-07' }
  await wentOut([review, { ...review, pupilId: 'p2' }])
  await wentOut([review])
  await wentOut([{ pupilId: 'p1', kind: 'notice', title: 'Start of the day: for home' }, { pupilId: 'p1', kind: 'staff-slip', title: 'Mr Hughes, Science' }])
  expect(said).toEqual(['In the paper file: weekly review', 'In the paper file: 2 papers'])
  const file = () => papersOf(desk.records.memory, 'p1').map(({ f, state }) => `${f.kind} ${state}`).sort()
  expect(file()).toEqual(['notice to-file', 'staff-slip out', 'weekly-review out'])
  expect(papersOf(desk.records.memory, 'p1').map(({ f }) => f.on), 'by the clock that the screen was given').toEqual(['2026-12-11', '2026-12-11', '2026-12-11'])
  expect(papersOf(desk.records.memory, 'p2')).toEqual([])
  undo()
  await settleDisk()
  expect(file()).toEqual(['weekly-review out'])
})

test('a letter home that was made stands in the file as a copy to be filed', async () => {
  const contact = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Ms Warsame', address: 'Mill Lane 2' })
  const desk = await aStudy({ rows: [...theMentee, contact] })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  const paper = { makeNoticePdf: () => Promise.resolve({ blob: new Blob(['%PDF']), pages: 1 }) } as unknown as Paper
  let making: PdfMaking | undefined
  desk.look(defineComponent(() => {
    making = useHomeLetter(useHome('p1'), paper)
    return () => h('p')
  }))
  await making!.start()
  await settleDisk()
  expect(papersOf(desk.records.memory, 'p1').map(({ f, state }) => [f.kind, f.title, state])).toEqual([['letter-home', 'To Ms Warsame', 'to-file']])
})

test('a slip whose answer was typed in is back by that, and waits to be filed; taken back, it is out again', async () => {
  const asked = instantAt('2026-12-07', '09:00')
  const request = (id: string, teacher: string) => aRow('staffRequest', id, { pupilId: 'p1', teacher, subject: 'Science', area: 'subject', via: 'slip', asked })
  const slip = (id: string, teacher: string) => aRow('paperDocument', id, { pupilId: 'p1', kind: 'staff-slip', title: `${teacher}, Science`, direction: 'out', on: '2026-12-07' })
  const desk = await aStudy({ rows: [...theMentee, request('q1', 'Mr Hughes'), request('q2', 'Mrs Hale'), slip('s1', 'Mr Hughes'), slip('s2', 'Mrs Hale')] })
  let feedback: Feedback | undefined
  desk.look(defineComponent(() => {
    feedback = useFeedback('p1')
    return () => h('p')
  }))
  const states = () => papersOf(desk.records.memory, 'p1').map(({ id, state }) => `${id} ${state}`).sort()
  const answer = async (id: string, via: 'slip' | 'in-person') => {
    await feedback!.reply(feedback!.asked.value.find((one) => one.id === id)!, { via, attitude: 2 }, '')
    await settleDisk()
  }
  await answer('q2', 'in-person')
  expect(states(), 'she said it in the corridor: her slip is still out').toEqual(['s1 out', 's2 out'])
  await answer('q1', 'slip')
  expect(states()).toEqual(['s1 to-file', 's2 out'])
  useToasts().shown.value.at(-1)!.action!.run()
  await settleDisk()
  expect(states()).toEqual(['s1 out', 's2 out'])
})
