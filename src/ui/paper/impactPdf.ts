import { newDocument, type FinishedPdf, type PaperFonts } from './document.ts'
import { blue, densities, hairline, ink, page, pageWidth, quiet, tint, white, type Density } from './look.ts'
import type { ImpactSheet } from './model.ts'
import { lineStep, makePen, type Hand, type Pen } from './pen.ts'
import { drawHeading } from './prose.ts'
import { finishPages } from './signatures.ts'
import { drawTable } from './table.ts'

const density: Density = { ...densities[0], body: 9.2, small: 7.6, gap: 4.5, pad: 1.1 }
const textHand: Hand = { size: density.body, align: 'left' }
const quietHand: Hand = { size: density.small + 0.6, colour: quiet, align: 'left' }
const chartWidth = 58
const barHeight = 15

function drawHead(pen: Pen, { schoolName, title, period }: ImpactSheet): void {
  const schoolHand: Hand = { size: density.small + 0.8, weight: 'bold', colour: quiet, align: 'left' }
  const titleHand: Hand = { size: density.name + 2, weight: 'bold', colour: blue, align: 'left' }
  pen.rule(page.left, pen.y, page.right, pen.y, blue, 1.1)
  pen.y += 2.6
  for (const [text, hand] of [[schoolName, schoolHand], [title, titleHand], [period, { ...textHand, weight: 'bold' }]] as const) pen.y += pen.write(pen.lines(text, pageWidth, hand), { x: page.left, y: pen.y, width: pageWidth }, hand)
  pen.y += density.gap * 0.6
}

/** What must be read before the figures. */
function drawCaution(pen: Pen, text: string): void {
  const lines = pen.lines(text, pageWidth - 10, textHand)
  const height = lines.length * lineStep(textHand) + 5
  pen.need(height)
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint, edge: hairline })
  pen.box(page.left, pen.y, 1.4, height, { fill: blue })
  pen.write(lines, { x: page.left + 5, y: pen.y + 2.2, width: pageWidth - 10 }, textHand)
  pen.y += height + density.gap
}

function drawText(pen: Pen, text: string, hand: Hand, x: number = page.left, width: number = pageWidth): void {
  for (const line of pen.lines(text, width, hand)) {
    pen.need(lineStep(hand))
    pen.y += pen.write([line], { x, y: pen.y, width }, hand)
  }
}

/** Two bars at the left, what they mean at the right; in grey too the later is the dark one. */
function drawMeasure(pen: Pen, { title, unit, bars, lines }: ImpactSheet['measures'][number]): void {
  const x = page.left + chartWidth + 6
  const width = pageWidth - chartWidth - 6
  const textHeight = lines.reduce((sum, line) => sum + pen.lines(line, width, quietHand).length * lineStep(quietHand), lineStep(textHand))
  pen.need(Math.max(textHeight, barHeight + lineStep(quietHand) * 2.4) + density.gap)
  const top = pen.y
  drawText(pen, `${title}, ${unit}`, { ...textHand, weight: 'bold' }, x, width)
  for (const line of lines) drawText(pen, line, quietHand, x, width)
  const textEnd = pen.y
  const tallest = Math.max(...bars.map(({ value }) => value), 0.0001)
  const across = chartWidth / Math.max(1, bars.length)
  const foot = top + lineStep(quietHand) + barHeight
  bars.forEach(({ label, value, text }, at) => {
    const left = page.left + at * across
    const tall = (Math.max(0, value) / tallest) * barHeight
    pen.box(left + across * 0.22, foot - tall, across * 0.56, Math.max(0.2, tall), { fill: at === bars.length - 1 ? blue : white, edge: blue }, 0.35)
    pen.write([text], { x: left, y: foot - tall - lineStep(quietHand), width: across }, { ...quietHand, weight: 'bold', colour: ink, align: 'centre' })
    pen.write(pen.lines(label, across - 1, quietHand), { x: left, y: foot + 0.5, width: across }, { ...quietHand, align: 'centre' })
  })
  if (bars.length > 0) pen.rule(page.left, foot, page.left + chartWidth, foot, hairline, 0.25)
  pen.y = Math.max(textEnd, bars.length === 0 ? top : foot + 0.5 + lineStep(quietHand)) + density.gap
}

/** What the Deputy Headteacher shows governors: no name stands on it. */
export function drawImpact(sheets: readonly ImpactSheet[], fonts: PaperFonts): FinishedPdf {
  const doc = newDocument(fonts, 'The impact of mentoring')
  const advances = new Map<string, number>()
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    const first = doc.getNumberOfPages()
    const pen = makePen(doc, density, advances)
    drawHead(pen, sheet)
    drawCaution(pen, sheet.caution)
    drawTable(pen, { columns: [{ head: 'In figures', width: 62, bold: true }, { head: '' }], rows: sheet.figures.map(({ label, value }) => [label, value]) })
    pen.y += density.gap
    for (const measure of sheet.measures) drawMeasure(pen, measure)
    drawHeading(pen, 'For whom', 24)
    drawTable(pen, { columns: sheet.groups.head.map((head, column) => (column === 0 ? { head, width: 44, bold: true } : { head })), rows: sheet.groups.rows })
    pen.y += density.gap * 0.6
    for (const note of sheet.notes) drawText(pen, note, quietHand)
    finishPages(pen, { footer: sheet.footer, pupilName: sheet.title, weekLabel: sheet.period }, first)
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}
