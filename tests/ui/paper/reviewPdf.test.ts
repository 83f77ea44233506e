// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WeeklyReviewSheet } from '../../../src/ui/paper/model.ts'
import { drawReviews } from '../../../src/ui/paper/reviewPdf.ts'
import { aComment, aFullSheet, aSheet, theFonts } from './sheets.ts'

const arabicName = 'محمد عبد الرحمن الخالدي'
const fonts = theFonts()
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'review-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Read = { pages: number; text: string; page: (number: number) => string; about: string; bytes: Buffer }

/** Draws sheets and reads them back with the tools any other program would use. */
function read(...sheets: WeeklyReviewSheet[]): Read {
  const { bytes, pages } = drawReviews(sheets, fonts)
  const file = join(folder, 'review.pdf')
  writeFileSync(file, Buffer.from(bytes))
  const textOf = (...options: string[]): string =>
    execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' }).normalize('NFKC').replace(/[\u202a-\u202e]/g, '')
  return {
    pages,
    text: textOf('-layout'),
    page: (number) => textOf('-layout', '-f', String(number), '-l', String(number)),
    about: execFileSync('pdfinfo', [file], { encoding: 'utf8' }),
    bytes: Buffer.from(bytes),
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

describe('a weekly review on paper', () => {
  it('takes one page in a usual week', () => {
    const sheet = read(aSheet())
    expect(sheet.pages).toBe(1)
    expect(sheet.about).toMatch(/Pages:\s+1\n/)
    expect(sheet.about).toContain('A4')
    expect(sheet.text).toContain('Page 1 of 1')
  })

  it('takes one page in a full week too: three targets, three for next week, two sessions, and the weeks before to look at', () => {
    const sheet = read(aFullSheet())
    expect(sheet.pages).toBe(1)
    for (const words of ['Mornings on time', 'Scores met on the blue report', 'Came, 5 minutes late', 'meets all report targets', 'Contacts', 'Mentor Mrs C. Okafor']) expect(oneLine(sheet.text)).toContain(words)
  })

  it('takes one page when nothing has been written yet, and when the pupil wrote 600 characters', () => {
    const nothing = { wentWell: '', nextStep: '', pupilComment: '', targets: [], nextTargets: [], actionPlan: [], numbers: [], outcome: null, trend: [] }
    expect(read(aSheet({ ...nothing, status: 'draft' })).pages).toBe(1)
    expect(read(aSheet({ pupilComment: aComment(600) })).pages).toBe(1)
  })

  it('prints a comment of 600, 3,000 or 20,000 characters whole', () => {
    for (const length of [600, 3000, 20_000]) {
      const comment = aComment(length)
      const sheet = read(aSheet({ pupilComment: comment }))
      const words = new Set(oneLine(sheet.text).split(/[ ,]+/))
      expect(comment.split(/[ ,]+/).filter((word) => !words.has(word))).toEqual([])
    }
  })

  it('says on every further page whose sheet it is, which week, and which page of how many', () => {
    const sheet = read(aSheet({ pupilComment: aComment(20_000) }))
    expect(sheet.pages).toBeGreaterThan(3)
    expect(sheet.page(1)).toContain(`Page 1 of ${sheet.pages}`)
    for (let number = 2; number <= sheet.pages; number++) {
      expect(sheet.page(number)).toContain('Łukasz Şahin')
      expect(sheet.page(number)).toContain('Week beginning Monday 7 December 2026')
      expect(sheet.page(number)).toContain(`Page ${number} of ${sheet.pages}`)
    }
  })

  it('cuts a word that is wider than the page, and loses none of it', () => {
    const address = `https://school.example/${'abcdefghij'.repeat(40)}`
    expect(read(aSheet({ pupilComment: address })).text.replace(/\s+/g, '')).toContain(address)
  })

  it('carries a table with a very long cell over to the next page', () => {
    const sheet = read(aSheet({ actionPlan: [{ who: 'Mentor', what: aComment(6000), byWhen: 'Mon 14 Dec' }] }))
    expect(sheet.pages).toBeGreaterThan(1)
    expect(oneLine(sheet.text)).toContain('thing3 ')
    expect(oneLine(sheet.text)).toMatch(/ end /)
    expect(sheet.page(2)).toContain('By when')
  })

  it('prints a long note beside an arrival whole', () => {
    const note = aComment(1500)
    const days = aSheet().arrivalDays.map((day) => ({ ...day, note }))
    const sheet = read(aSheet({ arrivalDays: days }))
    expect(oneLine(sheet.text).match(/ end /g)).toHaveLength(5)
    expect(oneLine(sheet.text)).toContain('Better than last week')
  })

  it('writes Polish, Turkish, Welsh and Vietnamese letters', () => {
    for (const name of ['Łukasz Şahin', 'Siân ŵ', 'Zażółć Gęślą', 'Nguyễn Thị Ánh', 'Ffŷon Ŷ']) {
      expect(read(aSheet({ pupilName: name })).text).toContain(name)
    }
  })

  it('writes an Arabic name in one piece, alone and within an English line', () => {
    const alone = read(aSheet({ pupilName: arabicName }))
    expect(alone.text).toContain(arabicName)
    const within = read(aSheet({ nextStep: `See ${arabicName} in 8K` }))
    // The reader of the test swallows a space where the direction turns; the paper has it.
    expect(oneLine(within.text)).toMatch(new RegExp(`See ${arabicName} ?in 8K`))
  })

  it('keeps a name of three lines whole', () => {
    const name = 'Maria Wrzesińska-Oyelaran-Abdulrahman de Albuquerque Cavalcanti Featherstonehaugh-Montgomery Okonkwo-Papadopoulos'
    const sheet = read(aSheet({ pupilName: name }))
    for (const word of name.split(' ')) expect(sheet.text).toContain(word)
    expect(sheet.pages).toBe(1)
  })

  it('tells nobody by its metadata whom it is about, and holds nothing that looks like a UPN', () => {
    const sheet = read(aSheet())
    expect(sheet.about).not.toMatch(/ukasz|ahin|Okafor|Northgate/)
    expect(sheet.about).toMatch(/Title:\s+Weekly review\n/)
    expect(sheet.bytes.toString('latin1')).not.toMatch(/Łukasz|Sahin|Okafor|<x:xmpmeta/)
    expect(sheet.text).not.toMatch(/\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b/)
  })

  it('begins each of thirty pupils on a page of their own, numbered from one', () => {
    const sheets = Array.from({ length: 30 }, (_, at) => aSheet({ pupilName: `Pupil ${String(at + 1)}` }))
    const heard: number[] = []
    expect(drawReviews(sheets, fonts, (done) => heard.push(done)).pages).toBe(30)
    expect(heard).toEqual(sheets.map((_, at) => at + 1))
    const many = read(...sheets)
    expect(many.page(17)).toContain('Pupil 17')
    expect(many.page(17)).toContain('Page 1 of 1')
  })

  it('gives a pupil after a long sheet a page of their own', () => {
    const pair = read(aSheet({ pupilComment: aComment(3000) }), aSheet({ pupilName: 'Next Pupil' }))
    expect(pair.pages).toBe(3)
    expect(pair.page(3)).toContain('Next Pupil')
    expect(pair.page(3)).not.toContain('thing')
  })
})
