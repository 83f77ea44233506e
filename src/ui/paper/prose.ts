import { blue, hairline, page, pageWidth, quiet } from './look.ts'
import { lineStep, type Hand, type Pen, type Place } from './pen.ts'

const headingHand = (pen: Pen): Hand => ({ size: pen.density.body + 0.9, weight: 'bold', colour: blue })
const bodyHand = (pen: Pen): Hand => ({ size: pen.density.body })
const headingHeight = (pen: Pen): number => lineStep(headingHand(pen)) + pen.density.pad * 0.7

/** A section's title; it never stands alone at the foot of a page. */
export function drawHeading(pen: Pen, text: string, follows: number, at?: Place): void {
  if (!at) pen.need(headingHeight(pen) + follows)
  const place = at ?? { x: page.left, y: pen.y, width: pageWidth }
  pen.write([text], place, headingHand(pen))
  pen.y = place.y + headingHeight(pen)
}

/** A blank answer becomes lines to write on: the sheet is often finished by hand, beside the pupil. */
function drawWritingLines(pen: Pen, x: number, width: number): void {
  for (let line = 0; line < 2; line++) {
    pen.y += pen.density.body * 0.62
    pen.rule(x, pen.y, x + width, pen.y, hairline, 0.25)
  }
}

/** Running text under its title. It flows on over as many pages as it needs, line by line. */
export function drawProse(pen: Pen, title: string, text: string): void {
  const hand = bodyHand(pen)
  const step = lineStep(hand)
  const lines = text.trim() ? pen.lines(text, pageWidth, hand) : []
  drawHeading(pen, title, step * 2)
  if (lines.length === 0) drawWritingLines(pen, page.left, pageWidth)
  let at = 0
  while (at < lines.length) {
    const fitting = Math.max(1, Math.floor((page.bottom - pen.y) / step))
    const some = lines.slice(at, at + fitting)
    pen.y += pen.write(some, { x: page.left, y: pen.y, width: pageWidth }, hand)
    at += some.length
    if (at < lines.length) pen.newPage()
  }
  pen.y += pen.density.gap
}

const between = 8
/** Two short answers stand side by side; as soon as one is long, both take the full width. */
export function drawProsePair(pen: Pen, first: { title: string; text: string }, second: { title: string; text: string }): void {
  const hand = bodyHand(pen)
  const width = (pageWidth - between) / 2
  const columns = [first, second].map((one) => ({ ...one, lines: one.text.trim() ? pen.lines(one.text, width, hand) : [] }))
  const tallest = Math.max(2, ...columns.map((one) => one.lines.length)) * lineStep(hand) + headingHeight(pen)
  if (tallest > 60) {
    drawProse(pen, first.title, first.text)
    drawProse(pen, second.title, second.text)
    return
  }
  pen.need(tallest)
  const top = pen.y
  let bottom = top
  columns.forEach((one, at) => {
    const x = page.left + at * (width + between)
    drawHeading(pen, one.title, 0, { x, y: top, width })
    if (one.lines.length > 0) pen.y += pen.write(one.lines, { x, y: pen.y, width }, hand)
    else drawWritingLines(pen, x, width)
    bottom = Math.max(bottom, pen.y)
  })
  pen.y = bottom + pen.density.gap
}

/** One quiet line where a table would be empty. */
export function drawNone(pen: Pen, title: string, sentence: string): void {
  const hand: Hand = { ...bodyHand(pen), colour: quiet }
  drawHeading(pen, title, lineStep(hand))
  pen.y += pen.write([sentence], { x: page.left, y: pen.y, width: pageWidth }, hand) + pen.density.gap
}
