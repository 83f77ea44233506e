// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawImpact } from '../../../src/ui/paper/impactPdf.ts'
import type { ImpactSheet } from '../../../src/ui/paper/model.ts'
import { theFonts } from './sheets.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'impact-pdf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const aReport: ImpactSheet = {
  schoolName: 'Thornmere Vale Academy', title: 'The impact of mentoring', period: '10 December 2025 to 10 December 2026', caution: 'Pupils are chosen when things are at their worst, and most would get somewhat better without any help.',
  figures: [{ label: 'Mentored in that time', value: '54 pupils' }, { label: 'Ended: Moves to another school', value: 'not shown: fewer than 5, or to be worked out from it' }],
  measures: [
    { title: 'Attendance', unit: '% of sessions', bars: [{ label: 'Six school weeks before', value: 89.2, text: '89.2' }, { label: 'While mentored', value: 95.4, text: '95.4' }], lines: ['38 better, 4 the same, 9 worse. A change up to 0.5 counts as none.', 'Known of 51 of 54: 3 no data.', 'School weeks 1 to 6 after: 88.0 → 94.2, 11 better, 1 the same, 2 worse. Known of 14 of 17: 3 not yet.'] },
    { title: 'Scores met', unit: '% on the blue report', bars: [], lines: ['Fewer than 5 pupils: not shown.', 'Known of 2 of 54: 52 no data.'] },
  ],
  groups: { head: ['Group', 'Pupils', 'Attendance', 'Behaviour points', 'Minutes late to the mentor', 'Scores met'], rows: [['SEN: yes', '11', '94.2 → 97.6', '0.7 → 0.4', '2.5 → 0.6', 'too few'], ['Looked after: yes', 'hidden', '', '', '', '']] },
  notes: ['Hidden: not shown: fewer than 5, or to be worked out from it.'], footer: 'Thornmere Vale Academy · No pupil is named · Made 10 December 2026 by Mr D. Head',
}
function read(sheet: ImpactSheet) {
  const { bytes, pages } = drawImpact([sheet], theFonts())
  const file = join(folder, 'impact.pdf')
  writeFileSync(file, Buffer.from(bytes))
  const ask = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
  const boxes = [...ask('pdftotext', '-bbox', file, '-').matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">/g)].map(([, x, y, right, bottom]) => ({ x: Number(x), y: Number(y), right: Number(right), bottom: Number(bottom) }))
  return { pages, boxes, text: ask('pdftotext', '-raw', file, '-').replace(/\s+/g, ' ') }
}

describe('the report on impact, on paper', () => {
  it('has the caution before any figure, each measure with what is not known, and says that nobody is named', () => {
    const { pages, text } = read(aReport)
    expect(pages).toBe(1)
    expect(text.indexOf('at their worst')).toBeLessThan(text.indexOf('54 pupils'))
    for (const words of ['89.2', '95.4', 'Known of 51 of 54: 3 no data.', 'Fewer than 5 pupils: not shown.', 'SEN: yes', 'too few', 'No pupil is named', 'Page 1 of 1']) expect(text).toContain(words)
  })
  it('stays on the page, however many measures and groups there are', () => {
    const { pages, boxes, text } = read({ ...aReport, measures: Array.from({ length: 9 }, () => aReport.measures[0]!), groups: { ...aReport.groups, rows: Array.from({ length: 40 }, () => aReport.groups.rows[0]!) } })
    expect(pages).toBeGreaterThan(1)
    for (const { x, y, right, bottom } of boxes) expect(x >= 40 && right <= 556 && y >= 20 && bottom <= 830).toBe(true)
    expect(text).toContain(`Page ${pages} of ${pages}`)
  })
})
