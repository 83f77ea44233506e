import { hairline, page, pageWidth, quiet } from './look.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'

/** Wide enough for a biro. */
export const writingStep = 7.6

/** Ruled lines from where the pen stands down to `bottom`. */
export function drawLines(pen: Pen, x: number, width: number, bottom: number): void {
  for (let y = pen.y + writingStep; y <= bottom + 0.01; y += writingStep) pen.rule(x, y, x + width, y, hairline, 0.25)
  pen.y = bottom
}

/** A whole page to write on under one line that says whose it is. */
export function fillPage(pen: Pen, words: string): void {
  const hand: Hand = { size: 8, colour: quiet, align: 'left' }
  pen.y = page.top + 6
  const lines = pen.lines(words, pageWidth, hand)
  pen.y += pen.write(lines, { x: page.left, y: pen.y, width: pageWidth }, hand) + lineStep(hand) * 0.2
  drawLines(pen, page.left, pageWidth, page.bottom)
}
