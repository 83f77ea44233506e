import { blue, hairline, ink, quiet, white, type Colour } from './look.ts'
import type { Outcome, TrendPoint, WeeklyReviewSheet } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'
import { drawHeading } from './prose.ts'
import { plain } from './reading.ts'

const steps = [-2, -1, 0, 1, 2] as const
/** A true minus sign, so that minus two does not look like a dash and a two. */
const signed = (value: number): string => (value > 0 ? `+${value}` : value < 0 ? `\u2212${-value}` : '0')

/** Five boxes from -2 to +2 with the chosen one filled: readable on a grey copy, and by someone who sees no blue. */
function drawScale(pen: Pen, outcome: Outcome | null, x: number, width: number): void {
  const side = width / steps.length
  const height = pen.density.body * 0.78
  const hand: Hand = { size: pen.density.body + 1, weight: 'bold', align: 'centre' }
  steps.forEach((step, at) => {
    const chosen = outcome?.value === step
    pen.box(x + at * side, pen.y, side, height, chosen ? { fill: blue, edge: blue } : { edge: hairline }, 0.3)
    const colour: Colour = chosen ? white : quiet
    pen.write([signed(step)], { x: x + at * side, y: pen.y + (height - lineStep(hand)) / 2, width: side }, { ...hand, colour })
  })
  pen.y += height + 1
  const labelHand: Hand = { size: pen.density.body, weight: outcome ? 'bold' : 'normal', colour: outcome ? ink : quiet }
  const label = pen.lines(outcome?.label ?? 'Not decided yet', width, labelHand)
  pen.y += pen.write(label, { x, y: pen.y, width }, labelHand)
}

/** The outcomes of the last weeks as a line of dots; a week without a review leaves a gap in the line. */
function drawTrend(pen: Pen, points: readonly TrendPoint[], x: number, width: number): void {
  const { density } = pen
  const small: Hand = { size: density.small - 0.6, colour: quiet, align: 'centre' }
  pen.write(['Recent weeks'], { x, y: pen.y, width }, { size: density.small, colour: quiet })
  const top = pen.y + lineStep({ size: density.small }) + 1.6
  const height = density.bars + 3.3
  const axis = x + 6
  const across = (width - 6) / points.length
  const yOf = (value: number): number => top + ((2 - value) / 4) * height
  for (const value of [2, 0, -2]) {
    pen.rule(axis, yOf(value), x + width, yOf(value), value === 0 ? quiet : hairline, 0.2)
    pen.write([signed(value)], { x, y: yOf(value) - lineStep(small) / 2, width: 5 }, { ...small, align: 'right' })
  }
  let before: { x: number; y: number } | null = null
  const labels = points.map(({ label }) => plain(label))
  const widest = Math.max(...labels.map((label) => pen.widthOf(label, { ...small, weight: 'bold' })))
  const shown = Math.max(1, Math.ceil((widest + 0.8) / across))
  points.forEach(({ value }, at) => {
    const middle = axis + (at + 0.5) * across
    const y = value === null ? null : yOf(value)
    if (before && y !== null) pen.rule(before.x, before.y, middle, y, blue, 0.5)
    before = y === null ? null : { x: middle, y }
    const isLast = at === points.length - 1
    if ((points.length - 1 - at) % shown !== 0) return
    const left = Math.min(middle - widest / 2, x + width - widest)
    pen.write([labels[at] ?? ''], { x: left, y: top + height + 1.2, width: widest }, { ...small, weight: isLast ? 'bold' : 'normal', colour: isLast ? ink : quiet })
  })
  points.forEach(({ value }, at) => {
    if (value === null) return
    const isLast = at === points.length - 1
    pen.doc.setFillColor(...(isLast ? blue : white))
    pen.doc.setDrawColor(...blue)
    pen.doc.setLineWidth(0.5)
    pen.doc.circle(axis + (at + 0.5) * across, yOf(value), isLast ? 1.1 : 0.85, 'FD')
  })
  pen.y = top + height + 1.2 + lineStep(small)
}

/** The height drawOutcome will take, near enough to keep it on one page with the table beside it. */
export const outcomeHeight = (pen: Pen): number => pen.density.body * 5.4

export function drawOutcome(pen: Pen, sheet: WeeklyReviewSheet, x: number, width: number): void {
  drawHeading(pen, 'Outcome of the week', 0, { x, y: pen.y, width })
  pen.y += 0.8
  drawScale(pen, sheet.outcome, x, width)
  const points = sheet.trend ?? []
  if (points.length < 2) return
  pen.y += pen.density.gap * 0.5
  drawTrend(pen, points, x, width)
}
