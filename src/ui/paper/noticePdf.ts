import { newDocument, takeBack, type FinishedPdf, type PaperFonts } from './document.ts'
import { blue, densities, hairline, ink, page, pageWidth, quiet, tint, type Density } from './look.ts'
import type { NoticeSheet } from './model.ts'
import { lineStep, makePen, type Hand, type Pen } from './pen.ts'
import { drawSignatures, finishPages } from './signatures.ts'

/** A page to be read by a pupil or at a kitchen table: larger than a review. */
export const roomy: Density = { ...densities[0], body: 11.4, small: 9, gap: 6.5, name: 20 }
/** Where that would take a second page, and one of these does not: no smaller than it must be. */
const nearly: Density = { ...roomy, body: 10.7, small: 8.6, gap: 5.4, name: 18.5 }
const closer: Density = { ...roomy, body: 10, small: 8.2, gap: 4.4, name: 17 }
const inside = 5
/** Where a page's lines begin: a page that is read from the right keeps to it whatever its first letter is. */
const side = ({ rightToLeft }: NoticeSheet): Pick<Hand, 'align' | 'fromRight'> => (rightToLeft ? { align: 'right', fromRight: true } : { align: 'left' })
/** The same place as seen from the other side of the page. */
const from = ({ rightToLeft }: NoticeSheet, x: number, width: number): number => (rightToLeft ? page.left + page.right - x - width : x)

function drawHead(pen: Pen, sheet: NoticeSheet): void {
  const { schoolName, title, date, addressee } = sheet
  const { density } = pen
  const at = side(sheet)
  const schoolHand: Hand = { size: density.small + 1, weight: 'bold', colour: quiet, ...at }
  const titleHand: Hand = { size: density.name, weight: 'bold', colour: blue, ...at }
  const dateHand: Hand = { size: density.body, align: sheet.rightToLeft ? 'left' : 'right' }
  const dateWidth = 62
  pen.rule(page.left, pen.y, page.right, pen.y, blue, 1.1)
  pen.y += 3.4
  pen.write([date], { x: from(sheet, page.right - dateWidth, dateWidth), y: pen.y, width: dateWidth }, dateHand)
  pen.y += pen.write(pen.lines(schoolName, pageWidth - dateWidth - 4, schoolHand), { x: page.left, y: pen.y, width: pageWidth }, schoolHand)
  pen.y += pen.write(pen.lines(title, pageWidth, titleHand), { x: page.left, y: pen.y, width: pageWidth }, titleHand) + density.gap
  drawText(pen, addressee, { size: density.body + 1, weight: 'bold', ...at })
}

function drawText(pen: Pen, text: string, hand: Hand, after = pen.density.gap * 0.6): void {
  for (const line of pen.lines(text, pageWidth, hand)) {
    pen.need(lineStep(hand))
    pen.y += pen.write([line], { x: page.left, y: pen.y, width: pageWidth }, hand)
  }
  pen.y += after
}

/** The one sentence that must be read, in a box, with its facts beneath. */
function drawStatement(pen: Pen, sheet: NoticeSheet): void {
  const { statement, facts } = sheet
  const { density } = pen
  const at = side(sheet)
  const hand: Hand = { size: density.body + 4.4, weight: 'bold', ...at }
  const labelHand: Hand = { size: density.body - 0.6, colour: quiet, ...at }
  const valueHand: Hand = { size: density.body + 0.6, weight: 'bold', ...at }
  const width = pageWidth - inside * 2 - 2
  // As wide as the longest of them; what is longer than that goes on in a line of its own.
  const labelWidth = Math.min(width * 0.5, Math.max(42, ...facts.map(({ label }) => pen.widthOf(label, labelHand) + 4)))
  const lines = pen.lines(statement, width, hand)
  const rows = facts.map(({ label, value }) => ({ label: pen.lines(label, labelWidth - 4, labelHand), lines: pen.lines(value, width - labelWidth, valueHand) }))
  const factsHeight = rows.reduce((sum, row) => sum + Math.max(row.lines.length, row.label.length) * lineStep(valueHand) + 0.8, 0)
  const height = lines.length * lineStep(hand) + (rows.length > 0 ? 3 + factsHeight : 0) + inside * 2 - 2
  pen.need(height)
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint, edge: hairline })
  pen.box(from(sheet, page.left, 1.6), pen.y, 1.6, height, { fill: blue })
  const x = page.left + inside + 2
  let y = pen.y + inside - 1
  y += pen.write(lines, { x: from(sheet, x, width), y, width }, hand) + (rows.length > 0 ? 3 : 0)
  for (const row of rows) {
    pen.write(row.label, { x: from(sheet, x, labelWidth), y: y + 0.5, width: labelWidth }, labelHand)
    pen.write(row.lines, { x: from(sheet, x + labelWidth, width - labelWidth), y, width: width - labelWidth }, valueHand)
    y += Math.max(row.lines.length, row.label.length) * lineStep(valueHand) + 0.8
  }
  pen.y += height + density.gap
}

function drawList(pen: Pen, sheet: NoticeSheet, { title, lines, isPraise }: NonNullable<NoticeSheet['list']>): void {
  const hand: Hand = { size: pen.density.body, ...side(sheet) }
  drawText(pen, title, { ...hand, weight: 'bold' }, 1)
  for (const line of lines) {
    pen.need(lineStep(hand) + 1.2)
    if (isPraise) pen.box(from(sheet, page.left + 2, 1.6), pen.y + 1.8, 1.6, 1.6, { fill: blue })
    else pen.box(from(sheet, page.left + 1, 3.6), pen.y + 0.9, 3.6, 3.6, { edge: ink }, 0.3)
    pen.y += pen.write(pen.lines(line, pageWidth - 10, hand), { x: from(sheet, page.left + 8, pageWidth - 10), y: pen.y, width: pageWidth - 10 }, hand) + 1.2
  }
  pen.y += pen.density.gap * 0.6
}

const LABEL_MM = 30
/** Wide words go on beneath their box, so that four choices keep their columns. */
function drawTicks(pen: Pen, rows: NonNullable<NoticeSheet['ticks']>): void {
  const hand: Hand = { size: pen.density.body, align: 'left' }
  const labelHand: Hand = { ...hand, weight: 'bold' }
  for (const { label, choices } of rows) {
    const width = (pageWidth - LABEL_MM) / choices.length
    const words = choices.map((choice) => pen.lines(choice, width - 9, hand))
    const labelLines = pen.lines(label, LABEL_MM - 2, labelHand)
    const height = Math.max(labelLines.length, ...words.map((lines) => lines.length)) * lineStep(hand) + 3
    pen.need(height)
    pen.write(labelLines, { x: page.left, y: pen.y, width: LABEL_MM - 2 }, labelHand)
    words.forEach((lines, at) => {
      const x = page.left + LABEL_MM + at * width
      pen.box(x, pen.y + 0.6, 4.6, 4.6, { edge: ink }, 0.3)
      pen.write(lines, { x: x + 7, y: pen.y, width: width - 8 }, hand)
    })
    pen.y += height
  }
  pen.y += pen.density.gap * 0.6
}

const RULED_MM = 9
function drawLined(pen: Pen, blocks: NonNullable<NoticeSheet['lined']>): void {
  const hand: Hand = { size: pen.density.body, align: 'left', weight: 'bold' }
  for (const { label, lines } of blocks) {
    pen.need(lineStep(hand) + lines * RULED_MM)
    drawText(pen, label, hand, 0)
    for (let line = 1; line <= lines; line++) pen.rule(page.left, pen.y + line * RULED_MM - 1, page.right, pen.y + line * RULED_MM - 1, hairline, 0.3)
    pen.y += lines * RULED_MM + pen.density.gap * 0.6
  }
}

export function drawNotice(pen: Pen, sheet: NoticeSheet, first: number): void {
  const hand: Hand = { size: pen.density.body, ...side(sheet) }
  drawHead(pen, sheet)
  if (sheet.greeting !== undefined) drawText(pen, sheet.greeting, hand)
  drawStatement(pen, sheet)
  if (sheet.opening !== undefined) drawText(pen, sheet.opening, { ...hand, weight: 'bold' }, 1)
  for (const paragraph of sheet.paragraphs) drawText(pen, paragraph, hand)
  if (sheet.list) drawList(pen, sheet, sheet.list)
  if (sheet.ticks) drawTicks(pen, sheet.ticks)
  if (sheet.lined) drawLined(pen, sheet.lined)
  for (const paragraph of sheet.closing) drawText(pen, paragraph, hand)
  drawSignatures(pen, sheet, first)
  if (sheet.slip) drawSlip(pen, sheet, sheet.slip, first)
}

type Slip = NonNullable<NoticeSheet['slip']>
const slipLine = 8
const slipHeight = (pen: Pen, { lines }: Slip): number => 6 + lineStep({ size: pen.density.body }) + (lines.length + 1) * slipLine + 4
/** Cut off, filled in and brought back: a line to write on where the words leave room. */
function drawSlip(pen: Pen, sheet: NoticeSheet, slip: Slip, first: number): void {
  const { title, lines, sign = 'Parent or carer, and date:' } = slip
  const height = slipHeight(pen, slip)
  pen.need(height)
  // At the foot, where it is cut off without cutting the letter.
  if (pen.doc.getNumberOfPages() === first) pen.y = page.bottom - height
  const hand: Hand = { size: pen.density.body - 1, ...side(sheet) }
  for (let x = page.left; x < page.right; x += 4) pen.rule(x, pen.y + 3, Math.min(x + 2.4, page.right), pen.y + 3, quiet, 0.25)
  pen.y += 6
  pen.y += pen.write([title], { x: page.left, y: pen.y, width: pageWidth }, { size: pen.density.body, weight: 'bold', ...side(sheet) })
  for (const line of [...lines, sign]) {
    const words = pen.lines(line, pageWidth, hand).slice(0, 1)
    pen.write(words, { x: page.left, y: pen.y + slipLine - lineStep(hand), width: pageWidth }, hand)
    const end = page.left + pen.widthOf(words[0] ?? '', hand) + 2
    if (line.endsWith(':') && end < page.right - 20) pen.rule(from(sheet, end, page.right - end), pen.y + slipLine - 1, from(sheet, end, page.right - end) + page.right - end, pen.y + slipLine - 1, hairline, 0.3)
    pen.y += slipLine
  }
}

/** Every slip and notice from a fresh page. */
export function drawNotices(sheets: readonly NoticeSheet[], fonts: PaperFonts): FinishedPdf {
  const doc = newDocument(fonts, sheets[0]?.title ?? 'Notice')
  const advances = new Map<string, number>()
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    const first = doc.getNumberOfPages()
    for (const density of [roomy, nearly, closer, roomy]) {
      const taken = doc.getNumberOfPages() - first + 1
      if (density !== roomy || taken > 1) takeBack(doc, taken)
      const pen = makePen(doc, density, advances)
      drawNotice(pen, sheet, first)
      finishPages(pen, { footer: sheet.footer, pupilName: sheet.pupilName, weekLabel: sheet.title }, first)
      if (doc.getNumberOfPages() === first) break
    }
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}
