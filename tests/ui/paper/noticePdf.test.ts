// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { homeNotice, pupilSlip, type Told } from '../../../src/domain/home/startNotice.ts'
import { neutralFileName } from '../../../src/ui/paper/deliver.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import { drawNotices } from '../../../src/ui/paper/noticePdf.ts'
import { theFonts } from './sheets.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'notice-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const told = (more: Partial<Told> = {}): Told => ({
  schoolName: 'Northgate School', settings: DEFAULT_SETTINGS, pupil: { preferredName: 'Łukasz', surname: 'Şahin', form: '8K', year: 8 }, mentorName: 'Mrs C. Okafor', today: '2026-12-10', from: '2026-12-14',
  reviewOn: '2027-01-11', time: '08:30', usualTime: '08:45', weekdays: [1, 2, 3, 4, 5], ...more,
})
function read(about: Told): { pages: number; text: string; about: string; fonts: string } {
  const { bytes, pages } = drawNotices([pupilSlip(about), homeNotice(about)], theFonts())
  const file = join(folder, 'notice.pdf')
  writeFileSync(file, Buffer.from(bytes))
  const ask = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
  return { pages, text: ask('pdftotext', '-layout', file, '-').replace(/\s+/g, ' '), about: ask('pdfinfo', file), fonts: ask('pdffonts', file) }
}

describe('the slip for the pupil and the notice for home', () => {
  it('take one A4 page each and say from when, at what time, to whom and until when', () => {
    const paper = read(told())
    expect(paper.pages).toBe(2)
    expect(paper.about).toContain('A4')
    for (const words of ['From Monday 14 December 2026, please come to student reception at 8.30.', 'For Łukasz Şahin, 8K', 'To the parents and carers of Łukasz Şahin, 8K', 'Mrs C. Okafor', 'Monday 11 January 2027', 'back at 8.45']) expect(paper.text).toContain(words)
  })

  it('are worded as support, with a word on buses and on caring, and never as a punishment', () => {
    const { text } = read(told())
    expect(text.match(/This supportive measure is in place to facilitate a prompt and organised start to the school day\./g)).toHaveLength(2)
    expect(text).toContain('It is not a sanction')
    expect(text).toContain('bus')
    expect(text).not.toMatch(/must|punctuality is of concern|fail|consequence/i)
  })

  it('name fewer days where the pupil comes on fewer', () => expect(read(told({ weekdays: [1, 3, 5] })).text).toContain('8.30, on Mondays, Wednesdays and Fridays'))

  it('stay on their page with a very long name', () => {
    const pupil = { preferredName: 'Anneliese-Marguerite', surname: 'Featherstonehaugh-Cholmondeley-Papadopoulos', form: '10 Wollstonecraft'.slice(0, 12), year: 10 }
    expect(read(told({ pupil, mentorName: 'Ms Wrzesińska-Oyelaran-Abdulrahman' })).pages).toBe(2)
  })

  it('embed their fonts, and tell nobody by name or metadata whom they are about', () => {
    const paper = read(told())
    const lines = paper.fonts.trim().split('\n').slice(2)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(/ yes +(yes|no) +yes /)
    expect(paper.about).not.toMatch(/ukasz|ahin|Okafor|Northgate/)
    expect(neutralFileName('start-of-day', ['ŁŞ'], '2026-12-14')).toBe('start-of-day-LS-2026-12-14.pdf')
    expect(paper.text).not.toMatch(/\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b/)
  })
})
