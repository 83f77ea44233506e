// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlueReportSheet } from '../../../src/ui/paper/model.ts'
import { drawBlueReports } from '../../../src/ui/paper/blueReportPdf.ts'
import { boxesAt, cellAt, corners, grid } from '../../../src/ui/paper/sheetGrid.ts'
import { aBlueReport, CODE } from './blueReports.ts'
import { theFonts } from './sheets.ts'

const fonts = theFonts()
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(...sheets: BlueReportSheet[]) {
  const { bytes, pages } = drawBlueReports(sheets, fonts)
  const file = join(folder, 'blue.pdf')
  writeFileSync(file, Buffer.from(bytes))
  const ask = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
  const page = (number: number): string => ask('pdftotext', '-layout', '-f', String(number), '-l', String(number), file, '-').replace(/\s+/g, ' ')
  /** Every word with where it stands, in points. */
  const boxes = [...ask('pdftotext', '-bbox', file, '-').matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)].map(([, x, y, right, bottom, word]) => ({ x: Number(x), y: Number(y), right: Number(right), bottom: Number(bottom), word: word ?? '' }))
  return { pages, page, boxes, about: ask('pdfinfo', file), raw: Buffer.from(bytes).toString('latin1') }
}
const words = (text: string): string[] => text.split(/\s+/)
const lacking = (text: string, page: string): string[] => words(text).filter((word) => !page.includes(word))

const LONG_NAME = 'Anneliese-Marguerite Featherstonehaugh-Cholmondeley-Papadopoulos of the House of Wrzesińska-Oyelaran-Abdulrahman'
const TARGET = 'I put my hand up and wait to be asked before I speak, and when I am stuck I use the three steps on my card first: look back, ask the person next to me, then ask the teacher with my hand raised up'

describe('the blue report on paper', () => {
  it('is a front and a back for each pupil: twelve pupils are twenty-four pages', () => {
    expect(read(aBlueReport()).pages).toBe(2)
    expect(read(...Array.from({ length: 12 }, () => aBlueReport())).pages).toBe(24)
  })

  it('has the targets in the pupil’s words, times and venues, the scale with its direction, and who signs', () => {
    const front = read(aBlueReport()).page(1)
    for (const part of ['Łukasz Şahin', 'Mrs C. Okafor', 'Week beginning Monday 7 December 2026', 'I get my planner signed', 'at least 4 times, in every lesson', 'Tue 12.30 Mentoring, Library', 'Thu P6 Catch-up Maths, L12', '1 is best; 2 or better is enough', 'signs each day', 'Parent or carer', 'INSET day', 'due 8.30', 'came 8.28']) expect(front).toContain(part)
  })

  it.each(['one-best', 'four-best', 'ticks', 'letters'] as const)('says of the scale %s which end is good', (preset) => {
    const sheet = aBlueReport({}, { preset })
    const front = read(sheet).page(1)
    const named = (text: string): string => text.replaceAll('✓', 'Tick').replaceAll('✗', 'Cross')
    for (const { mark, words: said } of sheet.scale.marks) expect(front).toContain(`${named(mark)} ${said}`)
    expect(front).toContain(named(sheet.scale.direction))
  })

  it('has on its back the actions that are recorded, with whose they are, and lines for the rest', () => {
    const back = read(aBlueReport()).page(2)
    for (const part of ['Daily mentor actions', 'Planner checked; targets talked through', 'CO', 'Check-in at lunch', 'Wed 9 Dec', 'What I say about my week', 'What home says']) expect(back).toContain(part)
  })

  it('says on its back how near the next step is, and never needs another page for it', () => {
    const nextStep = '2 more good weeks to three days a week.'
    const paper = read(aBlueReport({ nextStep }))
    expect(paper.pages).toBe(2)
    expect(paper.page(2)).toContain(`My next step: ${nextStep}`)
    const full = Array.from({ length: 5 }, (_, at) => ({ day: `Day ${at}`, off: '', lines: Array.from({ length: 4 }, () => ({ text: TARGET, by: 'CO' })) }))
    expect(read(aBlueReport({ nextStep, actions: full })).pages).toBe(read(aBlueReport({ actions: full })).pages)
  })

  it('clips nothing: a name of three lines, three targets of 200 characters, eight periods, eight sessions', () => {
    const sheet = aBlueReport({
      pupilName: LONG_NAME, per: 'target', targets: [1, 2, 3].map(() => ({ text: TARGET, measure: 'at least 15 times, in English, Maths, Science, History, Geography, French, Art, Music, Drama and PE' })),
      sessions: Array.from({ length: 8 }, (_, at) => ({ when: `Thu 13.1${at}`, what: 'Catch-up in Design and Technology', where: 'Workshop 2, lower corridor' })),
    }, { preset: 'letters', periods: 8 })
    const paper = read(sheet)
    expect(paper.pages).toBe(2)
    const front = paper.page(1)
    expect(lacking(`${LONG_NAME} ${TARGET} at least 15 times`, front)).toEqual([])
    for (let at = 0; at < 8; at++) expect(front).toContain(`Thu 13.1${at}`)
    // Inside the page, and the grid's head is where it always is.
    const points = 72 / 25.4
    expect(paper.boxes.filter(({ x, right, y, bottom }) => x < 8 * points || right > 202.5 * points || y < 0 || bottom > 297 * points)).toEqual([])
    const above = paper.boxes.find(({ word }) => word === 'Excellent')
    expect(above!.bottom).toBeLessThanOrEqual(grid.top * points + 1)
  })

  it('prints daily actions of 500 characters whole, over more pages of an even number when a page is not enough', () => {
    const line = (at: number): string => `Number${at} ${'talked through what happened in the corridor and what comes next '.repeat(7)}`.slice(0, 495) + ` end${at}`
    const sheet = aBlueReport({ actions: aBlueReport().actions.map((day, index) => (day.off ? day : { ...day, lines: Array.from({ length: 6 }, (_, at) => ({ text: line(index * 10 + at), by: 'CO' })) })) })
    const paper = read(sheet)
    expect(paper.pages % 2).toBe(0)
    const all = Array.from({ length: paper.pages }, (_, at) => paper.page(at + 1)).join(' ')
    for (let index = 0; index < 4; index++) for (let at = 0; at < 6; at++) for (const word of [`Number${index * 10 + at}`, `end${index * 10 + at}`]) expect(all).toContain(word)
    expect(read(sheet, aBlueReport()).page(paper.pages + 1)).toContain('My targets this week')
  })

  it('has nothing of the pupil in its code or its metadata', () => {
    expect(aBlueReport().codes.front).toBe(`SHEET:1:${CODE}:F`)
    expect(read(aBlueReport()).about).not.toMatch(/ukasz|ahin|Okafor|Northgate/)
  })
})

describe('what a camera finds again', () => {
  it('has the four corner marks inside the page, one of them hollow, and every box inside its cell', () => {
    expect(corners().filter(({ solid }) => !solid)).toHaveLength(1)
    for (const boxes of [1, 2, 3]) for (const periods of [1, 5, 9]) {
      const asked = { periods, days: 5, boxes }
      for (let day = 0; day < 5; day++) for (let period = 0; period < periods; period++) {
        const cell = cellAt(asked, day, period)
        const { marks, initials } = boxesAt(asked, day, period)
        for (const box of [...marks, initials]) {
          expect(box.x).toBeGreaterThan(cell.x)
          expect(box.x + box.width).toBeLessThanOrEqual(cell.x + cell.width - 0.9)
          expect(box.y + box.height).toBeLessThan(cell.y + cell.height)
        }
      }
    }
  })
})
