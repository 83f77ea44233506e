import { ink } from './look.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'
import type { Box } from './sheetGrid.ts'

/** A mark in the middle of its box. Tick and cross are drawn: our fonts have neither, and a drawn one survives a copier. */
export function drawMark(pen: Pen, mark: string, box: Box, size = 13): void {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const arm = size * 0.15
  if (mark === '✓') {
    pen.rule(x - arm, y, x - arm * 0.3, y + arm * 0.8, ink, 0.6)
    pen.rule(x - arm * 0.3, y + arm * 0.8, x + arm, y - arm * 0.8, ink, 0.6)
  } else if (mark === '✗') {
    pen.rule(x - arm * 0.8, y - arm * 0.8, x + arm * 0.8, y + arm * 0.8, ink, 0.6)
    pen.rule(x - arm * 0.8, y + arm * 0.8, x + arm * 0.8, y - arm * 0.8, ink, 0.6)
  } else {
    const hand: Hand = { size: Math.min(size, (size * box.width) / Math.max(0.1, pen.widthOf(mark, { size, weight: 'bold' }) + 1)), weight: 'bold', align: 'centre' }
    pen.write([mark], { x: box.x, y: y - lineStep(hand) / 2, width: box.width }, hand)
  }
}
