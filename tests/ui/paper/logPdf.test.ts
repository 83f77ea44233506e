// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLogs } from '../../../src/ui/paper/logPdf.ts'
import type { LogSheet } from '../../../src/ui/paper/model.ts'
import { aLog, aLogDay, threeYears } from './logs.ts'
import { theFonts } from './sheets.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(...sheets: LogSheet[]) {
  const steps: number[] = []
  const { bytes, pages } = drawLogs(sheets, theFonts(), (done) => steps.push(done))
  const file = join(folder, 'log.pdf')
  writeFileSync(file, Buffer.from(bytes))
  const ask = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  const page = (number: number): string => ask('pdftotext', '-raw', '-f', String(number), '-l', String(number), file, '-').replace(/\s+/g, ' ')
  const boxes = [...ask('pdftotext', '-bbox', file, '-').matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">/g)].map(([, x, y, right, bottom]) => ({ x: Number(x), y: Number(y), right: Number(right), bottom: Number(bottom) }))
  return { pages, page, boxes, steps, text: ask('pdftotext', '-raw', file, '-').replace(/\s+/g, ' '), about: ask('pdfinfo', file) }
}

describe('the log on paper', () => {
  it('says whose it is, with which mentor, of what time, and gives every entry with who wrote it and what it said before', () => {
    const { pages, text, about } = read(aLog())
    expect(pages).toBe(1)
    expect(about).toContain('A4')
    for (const words of ['Mentoring log', 'Łukasz Şahin', '8K', 'Year 8', 'Mrs C. Okafor', 'The whole log, to 10 December 2026', 'Everything: 4 entries', 'Monday 7 December 2026', '10.15', 'Science coursework handed in on time.', 'Discussed Tue 8 Dec', 'Before (Entered Mon 7 Dec', 'Page 1 of 1']) expect(text).toContain(words)
    expect(text.indexOf('Monday 7 December')).toBeLessThan(text.indexOf('Wednesday 9 December'))
  })

  it('three years are numbered through, carry the pupil’s name on every page, and say how far the drawing is day by day', () => {
    const days = threeYears()
    const { pages, page, steps, text } = read(aLog({ days }))
    expect(pages).toBeGreaterThan(20)
    expect(page(2)).toContain(`Page 2 of ${pages}`)
    expect(page(pages)).toContain(`Page ${pages} of ${pages}`)
    for (const number of [2, pages]) expect(page(number)).toContain('Łukasz Şahin')
    expect(steps).toEqual(days.map((_, at) => at + 1))
    for (const at of [0, 300, 567]) expect(text).toContain(`Note ${at}:`)
  })

  it('says again on a new page which day it is in', () => {
    const lines = Array.from({ length: 60 }, (_, at) => ({ when: '10.15', title: 'From staff', text: `Line ${at}`, notes: [], by: 'Mrs C. Okafor' }))
    const { page } = read(aLog({ days: [aLogDay('2026-12-07', { lines })] }))
    expect(page(2)).toContain('Monday 7 December 2026, continued')
  })

  it('clips nothing: a comment of 600 characters, a word without an end, a name of three lines', () => {
    const comment = `begins ${'talked through what happened in the corridor and what comes next '.repeat(9)}`.slice(0, 590) + ' ends'
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)
    const name = 'Anneliese-Marguerite Featherstonehaugh-Cholmondeley-Papadopoulos of the House of Wrzesińska-Oyelaran-Abdulrahman'
    const lines = [{ when: 'entered Mon 7 Dec, 15.10', title: word, text: comment, notes: [`Agreed: ${comment}`], by: name }]
    const { text, boxes } = read(aLog({ pupilName: name, days: Array.from({ length: 9 }, () => aLogDay('2026-12-07', { lines })) }))
    expect(text.match(/begins/g)).toHaveLength(18)
    expect(text.match(/ ends/g)).toHaveLength(18)
    expect(text.replaceAll(' ', '')).toContain(word)
    expect(name.split(' ').filter((part) => !text.includes(part) && !text.replaceAll(/- ?/g, '-').includes(part) && !text.replaceAll(' ', '').includes(part))).toEqual([])
    const points = 72 / 25.4
    expect(boxes.filter(({ x, right, y, bottom }) => x < 15 * points || right > 195.5 * points || y < 0 || bottom > 297 * points)).toEqual([])
  })

  it('marks where one time of mentoring ends and the next begins', () => {
    const { text } = read(aLog({ days: [aLogDay('2025-11-03', { divider: 'Mentored from 3 November 2025 to 6 February 2026, with Mr Hale' }), aLogDay('2026-12-07', { divider: 'Mentored since 2 November 2026, with Mrs C. Okafor' })] }))
    expect(text.indexOf('with Mr Hale')).toBeGreaterThan(0)
    expect(text.indexOf('with Mr Hale')).toBeLessThan(text.indexOf('Mentored since'))
  })

  it('says so where nothing was noted, and tells nobody by its metadata whom it is about', () => {
    const { text, about } = read(aLog({ days: [] }))
    expect(text).toContain('Nothing was noted in this time.')
    expect(about).not.toMatch(/ukasz|ahin|Okafor|Northgate/)
  })
})
