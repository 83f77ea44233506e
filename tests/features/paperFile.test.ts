import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import PaperFileScreen from '../../src/features/paper-file/PaperFileScreen.vue'
import type { Row } from '../../src/domain/records.ts'
import { settleDisk } from '../support/aDesk.ts'
import { aMentorship, aStudy, theMentee } from '../support/aMentee.ts'
import { aRow } from '../support/aTablet.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

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
