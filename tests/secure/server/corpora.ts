/** S11: what an attacker would type, in every cell of a table and every field of a paper: no cell is a formula, and nothing of it becomes a part of the PDF. (The same in the app’s own fields: S1, whose browsers run under our policy and complain.) */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCsv, writeCsv } from '../../../src/ui/csv.ts'
import { drawReviews } from '../../../src/ui/paper/reviewPdf.ts'
import type { Dice } from '../../sim/world/dice.ts'
import { aFullSheet, theFonts } from '../../ui/paper/sheets.ts'
import type { Figure } from '../figure.ts'

const FORMULAS = ['=1+1', '=cmd|\' /C calc\'!A0', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '=HYPERLINK("http://x.example";"y")', '"=1"', ' =1', '\'=1', '=1,=2', '";=1;"', '\u202e=1', '__proto__', '<script>alert(1)</script>', 'é, “quoted”']
const PAPER = ['(open', 'close)', '\\', ')) Tj ET endstream endobj 9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj', '<< /Type /Action /S /Launch /F (calc.exe) >>', '/OpenAction 9 0 R', ']>>stream', '%%EOF', 'trailer << /Root 9 0 R >>', '\\) /URI (http://x.example) (', '<</EmbeddedFile 1>>', 'xref\n0 1', '\r\nendstream\r\n']
const DANGER = /^[=+\-@\t\r\n\0]/
/** How wide the first page is opened is no action. */
const ACTIVE = /\/(JavaScript|JS|Launch|OpenAction(?! \[)|AA|EmbeddedFile|URI|SubmitForm|ImportData|RichMedia|AcroForm|XFA)\b/

const some = (from: readonly string[], dice: Dice): string => Array.from({ length: 1 + dice.under(2) }, () => dice.pick(from)).join(dice.pick(['', ' ', '\n']))

function cells(size: number, dice: Dice, broken: string[]): void {
  for (let at = 0; at < size; at += 10) {
    const row = Array.from({ length: 10 }, () => some(FORMULAS, dice))
    const read = parseCsv(writeCsv([row.map((_, index) => `Column ${index}`), row]))
    const back = read.ok ? (read.rows[1]?.cells ?? []) : []
    for (const [index, cell] of row.entries()) {
      const found = back[index] ?? ''
      if (DANGER.test(found)) broken.push(`a cell runs: ${JSON.stringify(found)}`)
      if (found !== cell && found !== `'${cell}`) broken.push(`a cell came back otherwise: ${JSON.stringify(cell)} as ${JSON.stringify(found)}`)
    }
  }
}

/** Every text of a value spoilt, whatever its shape. */
const spoilt = <T>(value: T, dice: Dice): T =>
  (typeof value === 'string' ? some(PAPER, dice) : Array.isArray(value) ? value.map((one: unknown) => spoilt(one, dice)) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoilt(one, dice)])) : value) as T

function papers(size: number, dice: Dice, broken: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-papers-'))
  const fonts = theFonts()
  const path = join(folder, 'one.pdf')
  try {
    for (let count = 1; count <= size; count++) {
      const bytes = Buffer.from(drawReviews([spoilt(aFullSheet(), dice)], fonts).bytes)
      writeFileSync(path, bytes)
      // What is drawn lies in streams; all else is the document’s own build.
      const build = bytes.toString('latin1').replaceAll(/stream\r?\n[\s\S]*?endstream/g, '')
      const active = ACTIVE.exec(build)
      if (active) broken.push(`paper ${count} has ${active[0]}`)
      const about = execFileSync('pdfinfo', [path], { encoding: 'utf8' })
      if (!/JavaScript:\s+no/.test(about)) broken.push(`paper ${count}: ${about.slice(0, 200)}`)
      if (PAPER.some((one) => about.includes(one))) broken.push(`paper ${count} says in its own words what was typed`)
      if (!execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).includes('JavaScript')) broken.push(`paper ${count} does not show what was typed`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const corpora: Figure = {
  name: 'corpora', rows: 'S11', inEveryRun: 500, campaign: 30_000,
  async measure(size, dice) {
    const broken: string[] = []
    const drawn = Math.ceil(size / 500)
    cells(size, dice, broken)
    papers(drawn, dice, broken)
    return { said: `${size} cells, ${drawn} papers with a payload in every field`, broken }
  },
}
