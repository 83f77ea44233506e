import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { demoSchool } from '../../server/demo/school.ts'
import { fullName } from '../../src/domain/pupil.ts'
import { CAUTION } from '../../src/domain/cases/impact.ts'
import { bucketOf, type Row } from '../../src/domain/records.ts'
import { impactRows } from '../../src/features/impact/impactCsv.ts'
import ImpactScreen from '../../src/features/impact/ImpactScreen.vue'
import { useImpact } from '../../src/features/impact/useImpact.ts'
import { impactSheet } from '../../src/features/impact/impactSheet.ts'
import { wordsOf } from '../../src/ui/paper/model.ts'
import { uncovered } from '../../src/ui/paper/uncovered.ts'
import { parseCsv, writeCsv } from '../../src/ui/csv.ts'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { defineComponent, h } from 'vue'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const school = demoSchool()
const rows = school.rows.map(({ t, id, f, by, at }): Row => ({ t, id, b: bucketOf(t, f, id), f, s: `s:${id}`.slice(0, 80), seq: 1, by, at }))
const names = school.rows.flatMap((row) => (row.t === 'deskPupil' ? [row.f] : []))
async function asked(username: string): Promise<Desk> {
  const account = school.accounts.find((one) => one.username === username)!
  const yearOf = new Map(school.rows.flatMap((row) => (row.t === 'deskPupil' ? [[row.id, row.f.year]] : [])))
  // As the server sends them: a Head of Year holds the year.
  const held = account.role === 'head-of-year' ? rows.filter(({ b }) => !b.startsWith('pupil:') && !b.startsWith('desk:') ? true : yearOf.get(b.split(':')[1] ?? '') === account.year) : rows
  return aDesk({ rows: held, me: account, at: [school.day, '14:00'] })
}
const open = async (desk: Desk) => { const screen = desk.look(ImpactScreen); await settleDisk(); return screen }
function impactOf(desk: Desk): ReturnType<typeof useImpact> {
  let impact: ReturnType<typeof useImpact> | undefined
  desk.look(defineComponent({ setup() { impact = useImpact(); return () => h('div') } }))
  return impact!
}

describe('Whether mentoring helped, for those who answer for it', () => {
  test('the Deputy Headteacher reads it with the caution first, what is not known, and small groups hidden', async () => {
    const screen = await open(await asked('dht'))
    const text = screen.text().replaceAll(/\s+/g, ' ')
    expect(text.indexOf(CAUTION)).toBeLessThan(text.indexOf('Attendance'))
    for (const words of ['Six school weeks before', 'While mentored', 'First two weeks', 'School weeks 1 to 6 after mentoring ended', 'Thought of, and not mentored', 'Known of', 'The same mentor throughout', 'Estimated: 5 minutes', 'not shown: fewer than 5']) expect(text).toContain(words)
    // The caution stands again where the comparison does, and who lacks a number is said with the reason.
    expect(text).toMatch(/Thought of, and not mentored ?[\d.]+ → [\d.]+: \d+ better, \d+ the same, \d+ worse\. So much may come by itself\. Known of \d+ of \d+: \d+ no data/)
    expect(text).toMatch(/\d+ better.*\d+ the same.*\d+ worse/)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('the numbers stand on enough pupils to say something, before, during and after', async () => {
    const impact = impactOf(await asked('dht'))
    await settleDisk()
    for (const { measure, held } of impact.measures.value) expect(held.during.known, measure).toBeGreaterThanOrEqual(5)
    const points = impact.measures.value.find(({ measure }) => measure === 'points')!
    expect(points.held.after6.known).toBeGreaterThanOrEqual(5)
    expect(points.waiting.known).toBeGreaterThanOrEqual(5)
  })

  test('a Head of Year sees the year alone', async () => {
    const impact = impactOf(await asked('hoy9'))
    await settleDisk()
    expect(new Set(impact.cases.value.map(({ year }) => year))).toEqual(new Set([9]))
    const all = impactOf(await asked('lead'))
    await settleDisk()
    expect(all.cases.value.length).toBeGreaterThan(impact.cases.value.length)
  })

  test('neither the file nor the paper names anybody, or gives a form, a year, a day or a flag of one pupil', async () => {
    const impact = impactOf(await asked('dht'))
    await settleDisk()
    const file = writeCsv(impactRows(impact.cases.value))
    const sheet = impactSheet(impact, { schoolName: 'Thornmere', made: 'Made today', year: '' })
    expect(uncovered(wordsOf(sheet))).toEqual([])
    for (const text of [file, wordsOf(sheet)]) {
      for (const pupil of names) for (const part of [fullName(pupil), pupil.surname]) expect(text.split(/[^\p{L}’'-]+/u), part).not.toContain(part)
    }
    expect(file).not.toMatch(/\d{4}-\d{2}-\d{2}|\b\d{1,2}[A-D]\b|SEN|premium/)
    const read = parseCsv(file)
    expect(read.ok && read.rows).toHaveLength(impact.cases.value.length + 1)
  })

  test('no cell of the file is run by a spreadsheet', async () => {
    const impact = impactOf(await asked('dht'))
    await settleDisk()
    const read = parseCsv(writeCsv(impactRows(impact.cases.value)))
    for (const { cells } of read.ok ? read.rows : []) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@]/)
  })
})
