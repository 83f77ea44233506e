// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { celebrationCard, celebrationLetter, type Praise } from '../../../src/features/withdrawal/celebrating.ts'
import { drawCelebrations } from '../../../src/ui/paper/celebrationPdf.ts'
import { theFonts } from './sheets.ts'

let folder = ''
beforeAll(() => {
  folder = process.env['KEEP_PDF'] ?? mkdtempSync(join(tmpdir(), 'well-done-pdf-'))
})
afterAll(() => (process.env['KEEP_PDF'] ? undefined : rmSync(folder, { recursive: true })))

const praise = (more: Partial<Praise> = {}): Praise => ({
  schoolName: 'Northgate School', pupil: { preferredName: 'Łukasz', surname: 'Şahin', form: '8K', year: 8 }, mentorName: 'Mrs C. Okafor', today: '2026-12-10', step: { stage: 'Three days a week', from: '2026-12-14' },
  strengths: ['On time on 14 of 15 mornings', '82% of 25 lessons went well on the blue report', 'Met 5 of 6 targets, such as “I get my planner signed”'], line: 'You asked for help when it mattered.', own: [], ...more,
})
function read(about: Praise, name = 'well-done') {
  const { bytes, pages } = drawCelebrations([celebrationCard('certificate', about), celebrationCard('postcard', about), celebrationLetter(about)], theFonts())
  const file = join(folder, `${name}.pdf`)
  writeFileSync(file, Buffer.from(bytes))
  const ask = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
  const page = (number: number): string => ask('pdftotext', '-layout', '-f', String(number), '-l', String(number), file, '-').replace(/\s+/g, ' ')
  const boxes = [...ask('pdftotext', '-bbox', file, '-').matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">/g)].map(([, x, , right, bottom]) => ({ x: Number(x), right: Number(right), bottom: Number(bottom) }))
  return { pages, page, boxes, about: ask('pdfinfo', file) }
}

describe('This should be a positive time: certificate, postcard and letter home', () => {
  it('are a page each, with the name, the step and the strengths', () => {
    const paper = read(praise())
    expect(paper.pages).toBe(3)
    for (const number of [1, 2, 3]) for (const words of ['Łukasz Şahin', 'On time on 14 of 15 mornings', 'hree days a week', 'Mrs C. Okafor']) expect(paper.page(number)).toContain(words)
    expect(paper.page(3)).toContain('To the parents and carers of Łukasz Şahin, 8K')
  })
  it('praise what was done, compare with nobody and say nothing of before', () => {
    const paper = read(praise())
    for (const number of [1, 2, 3]) expect(paper.page(number)).not.toMatch(/\b(fail\w*|behaviour|despite|although|unlike|others|better than|sanction|poor|bad|used to|no longer)\b/i)
  })
  it('say nothing of a step that was not taken, such as after more support for a while', () => {
    const paper = read(praise({ step: undefined }), 'no-step')
    expect(paper.page(1)).toContain('for what you have done in these weeks.')
    expect(paper.page(2)).toContain('What you have done in these weeks was seen.')
    expect(paper.page(3)).toContain('Łukasz has done well in these weeks, and we should like you to know.')
    for (const number of [1, 2, 3]) expect(paper.page(number)).not.toMatch(/next step|more independence|withdrawn/)
  })
  it('end each sentence of the letter once, also where what the pupil said ends with a full stop', () => {
    const { page } = read(praise({ own: [{ label: 'My own target', text: 'I plan my homework on Sunday.' }, { label: 'How I see it', text: 'It went well in 3 weeks.' }] }), 'own')
    expect(page(3)).toContain('In Łukasz’s own words: my own target: I plan my homework on Sunday; how I see it: It went well in 3 weeks. Please')
  })
  it('without data and without a line name no strength', () => {
    const paper = read(praise({ strengths: ['', ' ', ''], line: '' }), 'bare')
    expect(paper.page(1)).not.toContain('What went well')
    expect(paper.page(3)).not.toContain('What went well')
  })
  it('keep to their page with a name of three lines and the longest lines', () => {
    const long = 'Came every morning and had everything ready, also in the weeks with long rehearsals for the winter concert, every one'.slice(0, 120)
    const paper = read(praise({ pupil: { preferredName: 'Anneliese-Marguerite Wilhelmina', surname: 'Featherstonehaugh-Cholmondeley-Papadopoulos of Wrzesińska-Oyelaran', form: '10W', year: 10 }, mentorName: 'Ms Wrzesińska-Oyelaran-Abdulrahman-Featherstonehaugh', strengths: [long, long, long], line: long, schoolName: 'The Northgate Church of England Academy for Music and the Arts', own: [{ label: 'My next target, set by me', text: long }, { label: 'How I see my week', text: 'Going well' }] }), 'long')
    expect(paper.pages).toBe(3)
    const points = 72 / 25.4
    expect(paper.boxes.filter(({ x, right, bottom }) => x < 15 * points || right > 195 * points || bottom > 297 * points)).toEqual([])
  })
  it('tell nobody by their metadata whom they are about', () => expect(read(praise()).about).not.toMatch(/ukasz|ahin|Okafor|Northgate/))
})
