import { newDocument, type FinishedPdf, type PaperFonts } from './document.ts'
import { drawPupil } from './heading.ts'
import { blue, densities, hairline, ink, page, pageWidth, quiet, tint, type Density } from './look.ts'
import type { LogDay, LogLine, LogSheet } from './model.ts'
import { lineStep, makePen, type Hand, type Pen } from './pen.ts'
import { finishPages } from './signatures.ts'

/** Read down, over many pages: a little closer than a sheet of one page. */
const density: Density = { ...densities[0], body: 9, small: 7.4, gap: 3, name: 15 }
const whenWidth = 24
const byWidth = 34
const between = 3
const bodyWidth = pageWidth - whenWidth - byWidth - between * 2
const bodyLeft = page.left + whenWidth + between
/** Up to this height an entry is not torn in two. */
const KEPT_WHOLE = 45

const titleHand: Hand = { size: density.body, weight: 'bold', align: 'left' }
const textHand: Hand = { size: density.body }
const noteHand: Hand = { size: density.small + 0.4, colour: quiet }
const sideHand: Hand = { size: density.small + 0.4, colour: quiet, align: 'left' }

function drawHead(pen: Pen, sheet: LogSheet): void {
  const rightWidth = 76
  const leftWidth = pageWidth - rightWidth - 4
  const schoolHand: Hand = { size: density.small + 0.8, weight: 'bold', colour: quiet }
  const nameHand: Hand = { size: density.name + 3, weight: 'bold', colour: blue }
  const periodHand: Hand = { size: density.body + 0.6, weight: 'bold', align: 'right' }
  const containsHand: Hand = { size: density.small + 0.4, colour: quiet, align: 'right' }
  pen.rule(page.left, pen.y, page.right, pen.y, blue, 1.1)
  pen.y += 2.6
  let y = pen.y
  y += pen.write(pen.lines(sheet.schoolName, leftWidth, schoolHand), { x: page.left, y, width: leftWidth }, schoolHand)
  y += pen.write(pen.lines(sheet.title, leftWidth, nameHand), { x: page.left, y: y - 0.8, width: leftWidth }, nameHand)
  const right = { x: page.right - rightWidth, width: rightWidth }
  let rightY = pen.y + 0.6
  rightY += pen.write(pen.lines(sheet.period, rightWidth, periodHand), { ...right, y: rightY }, periodHand) + 0.8
  rightY += pen.write(pen.lines(sheet.contains, rightWidth, containsHand), { ...right, y: rightY }, containsHand)
  pen.y = Math.max(y, rightY) + density.gap
  drawPupil(pen, sheet)
}

/** Where one case ends and the next begins: a band across the page. */
function drawDivider(pen: Pen, words: string): void {
  const hand: Hand = { size: density.body, weight: 'bold', align: 'left' }
  const lines = pen.lines(words, pageWidth - 8, hand)
  const height = lines.length * lineStep(hand) + 3
  pen.need(height + 24)
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint })
  pen.box(page.left, pen.y, 1.6, height, { fill: blue })
  pen.write(lines, { x: page.left + 5, y: pen.y + 1.5, width: pageWidth - 8 }, hand)
  pen.y += height + density.gap
}

function drawDay(pen: Pen, { day, divider, lines }: LogDay): void {
  if (divider) drawDivider(pen, divider)
  const hand: Hand = { size: density.body + 0.6, weight: 'bold', colour: blue }
  pen.need(lineStep(hand) + lineStep(titleHand) * 3)
  const drawHeading = (words: string): void => {
    pen.y += pen.write([words], { x: page.left, y: pen.y, width: pageWidth }, hand) + 0.4
    pen.rule(page.left, pen.y, page.right, pen.y, hairline, 0.25)
    pen.y += 1.2
  }
  drawHeading(day)
  for (const line of lines) {
    const pages = pen.doc.getNumberOfPages()
    drawEntry(pen, line, () => {
      if (pen.doc.getNumberOfPages() > pages) drawHeading(`${day}, continued`)
    })
  }
  pen.y += density.gap * 0.6
}

/** The time at the left, whose it is at the right, and between them what was said, over as many pages as it takes. */
function drawEntry(pen: Pen, entry: LogLine, begin: () => void): void {
  const of = (text: string, hand: Hand): { line: string; hand: Hand }[] => (text.trim() === '' ? [] : pen.lines(text, bodyWidth, hand).map((line) => ({ line, hand })))
  const body = [...of(entry.title, titleHand), ...of(entry.text, textHand), ...entry.notes.flatMap((note) => of(note, noteHand))]
  const when = pen.lines(entry.when, whenWidth, sideHand)
  const by = entry.by === '' ? [] : pen.lines(entry.by, byWidth, sideHand)
  const bodyHeight = body.reduce((sum, { hand }) => sum + lineStep(hand), 0)
  const sideHeight = Math.max(when.length, by.length) * lineStep(sideHand)
  const height = Math.max(bodyHeight, sideHeight)
  // A page of its own begins with the day's name again.
  pen.need(height <= KEPT_WHOLE ? height : Math.max(sideHeight, lineStep(textHand) * 4))
  begin()
  const startedOn = pen.doc.getNumberOfPages()
  const top = pen.y
  pen.write(when, { x: page.left, y: top + 0.2, width: whenWidth }, sideHand)
  pen.write(by, { x: page.right - byWidth, y: top + 0.2, width: byWidth }, sideHand)
  for (const { line, hand } of body) {
    pen.need(lineStep(hand))
    pen.y += pen.write([line], { x: bodyLeft, y: pen.y, width: bodyWidth }, hand)
  }
  if (pen.doc.getNumberOfPages() === startedOn) pen.y = Math.max(pen.y, top + sideHeight)
  pen.y += 1.6
}

function drawNothing(pen: Pen, words: string): void {
  const hand: Hand = { size: density.body, colour: ink }
  pen.y += pen.write(pen.lines(words, pageWidth, hand), { x: page.left, y: pen.y, width: pageWidth }, hand)
}

/** A pupil's log or contact log, day under day. `onDay` hears how many days are done, of all sheets together. */
export function drawLogs(sheets: readonly LogSheet[], fonts: PaperFonts, onDay: (done: number) => void = () => undefined): FinishedPdf {
  const doc = newDocument(fonts, 'Log')
  const advances = new Map<string, number>()
  let done = 0
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    const first = doc.getNumberOfPages()
    const pen = makePen(doc, density, advances)
    drawHead(pen, sheet)
    if (sheet.days.length === 0) drawNothing(pen, 'Nothing was noted in this time.')
    for (const day of sheet.days) {
      drawDay(pen, day)
      onDay(++done)
    }
    finishPages(pen, { footer: sheet.footer, pupilName: sheet.pupilName, weekLabel: sheet.period }, first)
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}

/** How many steps drawing them takes. */
export const daysOf = (sheets: readonly LogSheet[]): number => sheets.reduce((sum, { days }) => sum + days.length, 0)
