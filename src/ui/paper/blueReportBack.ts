import { blue, densities, hairline, ink, page, pageWidth, quiet, tint, type Density } from './look.ts'
import { drawCode } from './drawCode.ts'
import type { BlueReportSheet } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'
import { drawLines, writingStep } from './writingLines.ts'

const code = 17
const dayWidth = 24
const byWidth = 15
const inside = 1.6
/** What the pupil and home write in needs this much. */
const ownWords = 62

/** "Daily Mentor actions should be noted on the back of blue reports": what is recorded is printed, the rest is lines to write on. */
export function drawBack(pen: Pen, sheet: BlueReportSheet, first: number): void {
  drawTop(pen, sheet)
  const sizes = [densities[0], densities[1] ?? densities[0], densities[2] ?? densities[0]].map((density: Density) => density.body)
  const room = page.bottom - pen.y - ownWords
  const size = sizes.find((one) => heightOf(pen, sheet, one) <= room) ?? sizes.at(-1) ?? 8.4
  const spare = Math.max(0, room - heightOf(pen, sheet, size))
  const open = sheet.actions.filter(({ off }) => !off).length
  for (const day of sheet.actions) drawDay(pen, day, size, day.off ? 0 : spare / Math.max(1, open))
  if (sheet.nextStep) drawNextStep(pen, sheet.nextStep)
  drawOwnWords(pen)
  finishBack(pen, sheet, first)
}

function drawTop(pen: Pen, sheet: BlueReportSheet): void {
  const width = pageWidth - code - 4
  const title: Hand = { size: 15, weight: 'bold', colour: blue, align: 'left' }
  const who: Hand = { size: 9.4, weight: 'bold' }
  drawCode(pen, sheet.codes.back, page.right - code, page.top - 1, code)
  pen.y = page.top
  pen.rule(page.left, pen.y, page.left + width, pen.y, blue, 1.1)
  pen.y += 2
  pen.y += pen.write(['Daily mentor actions'], { x: page.left, y: pen.y, width }, title)
  pen.y += pen.write(pen.lines(`${sheet.pupilName} · ${sheet.form} · ${sheet.weekLabel}`, width, who), { x: page.left, y: pen.y, width }, who)
  pen.y = Math.max(pen.y, page.top + code) + 1.4
}

const textWidth = pageWidth - dayWidth - byWidth - inside * 2
const linesOf = (pen: Pen, text: string, size: number): string[] => pen.lines(text, textWidth, { size })
function dayHeight(pen: Pen, { off, lines }: BlueReportSheet['actions'][number], size: number): number {
  if (off) return 8
  const written = lines.reduce((sum, line) => sum + linesOf(pen, line.text, size).length * lineStep({ size }) + 1, 0)
  return Math.max(written + inside * 2, lines.length === 0 ? writingStep * 2 : 12)
}
const heightOf = (pen: Pen, sheet: BlueReportSheet, size: number): number => sheet.actions.reduce((sum, day) => sum + dayHeight(pen, day, size), 0)

function drawDay(pen: Pen, day: BlueReportSheet['actions'][number], size: number, spare: number): void {
  const hand: Hand = { size }
  const dayHand: Hand = { size: 9.4, weight: 'bold', align: 'left' }
  const height = dayHeight(pen, day, size) + spare
  // More words than a page holds: each line goes on where there is room.
  if (height <= page.bottom - page.continuedTop) pen.need(height)
  let top = pen.y
  const by = page.right - byWidth
  const frame = (bottom: number): void => {
    for (const x of [page.left, page.left + dayWidth, by, page.right]) pen.rule(x, top, x, bottom, ink, 0.25)
    for (const y of [top, bottom]) pen.rule(page.left, y, page.right, y, ink, 0.25)
  }
  if (day.off) {
    pen.box(page.left, top, pageWidth, height, { fill: tint })
    pen.write([day.off], { x: page.left + dayWidth + inside, y: top + 1.6, width: textWidth }, { size: 8.6, colour: quiet, align: 'left' })
  }
  pen.write([day.day], { x: page.left + inside, y: top + 1.4, width: dayWidth - inside }, dayHand)
  pen.y += inside
  for (const line of day.lines) {
    const words = linesOf(pen, line.text, size)
    words.forEach((one, at) => {
      if (pen.y + lineStep(hand) > page.bottom) {
        frame(pen.y)
        pen.newPage()
        top = pen.y
        pen.y += inside
      }
      if (at === 0) pen.write([line.by], { x: by + 1, y: pen.y, width: byWidth - 2 }, { size: Math.min(size, 8.4), align: 'centre' })
      pen.y += pen.write([one], { x: page.left + dayWidth + inside, y: pen.y, width: textWidth }, hand)
    })
    pen.y += 1
  }
  const bottom = Math.max(pen.y, Math.min(page.bottom, top + height))
  if (!day.off && bottom - pen.y >= writingStep) drawLines(pen, page.left + dayWidth + inside, textWidth, bottom - 2)
  frame(bottom)
  pen.y = bottom
}

/** One line, and only where it leaves room to write. */
function drawNextStep(pen: Pen, words: string): void {
  const hand: Hand = { size: 9.8, weight: 'bold' }
  const lines = pen.lines(`My next step: ${words}`, pageWidth - 4, hand)
  const height = lines.length * lineStep(hand) + 2.4
  if (page.bottom - pen.y < height + 32) return
  pen.y += 2.4
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint, edge: hairline })
  pen.write(lines, { x: page.left + 2, y: pen.y + 1, width: pageWidth - 4 }, hand)
  pen.y += height
}

/** Where the pupil and home write, to the foot of the page; on a full page they have less or none. */
function drawOwnWords(pen: Pen): void {
  pen.y += 3.6
  if (page.bottom - pen.y < 26) return
  const half = (pageWidth - 8) / 2
  const hand: Hand = { size: 10, weight: 'bold', colour: blue, align: 'left' }
  const top = pen.y
  for (const [at, title] of ['What I say about my week', 'What home says'].entries()) {
    const x = page.left + at * (half + 8)
    pen.y = top + pen.write([title], { x, y: top, width: half }, hand)
    drawLines(pen, x, half, page.bottom)
  }
  pen.rule(page.left + half + 4, top, page.left + half + 4, page.bottom, hairline, 0.25)
}

function finishBack(pen: Pen, sheet: BlueReportSheet, first: number): void {
  const last = pen.doc.getNumberOfPages()
  const hand: Hand = { size: 6.8, colour: quiet, align: 'left' }
  for (let number = first + 1; number <= last; number++) {
    pen.doc.setPage(number)
    pen.write(pen.lines(`${sheet.footer} · ${sheet.printed}`, pageWidth, hand).slice(0, 2), { x: page.left, y: page.height - 12, width: pageWidth }, hand)
    if (number > first + 1) pen.write(pen.lines(`${sheet.pupilName} · ${sheet.weekLabel} · daily mentor actions, continued`, pageWidth, { ...hand, size: 8 }).slice(0, 1), { x: page.left, y: page.top, width: pageWidth }, { ...hand, size: 8 })
  }
}
