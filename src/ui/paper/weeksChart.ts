import { blue, hairline, ink, page, pageWidth, quiet, white } from './look.ts'
import type { WeeklyReviewSheet } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'
import { drawHeading } from './prose.ts'

type Bar = { label: string; value: number | null; text: string }
const between = 10

/** Arrivals and scores over the weeks, for who would rather look than read. The last week is filled; in grey too it is the dark one. */
export function drawWeeks(pen: Pen, weeks: NonNullable<WeeklyReviewSheet['weeks']>): void {
  if (weeks.filter(({ onTime, met }) => onTime !== null || met !== null).length < 2) return
  const width = (pageWidth - between) / 2
  const charts: { title: string; bars: Bar[] }[] = [
    { title: 'Mornings on time', bars: weeks.map(({ label, onTime, onTimeText }) => ({ label, value: onTime, text: onTime === null ? '–' : onTimeText })) },
    { title: 'Scores met on the blue report', bars: weeks.map(({ label, met, metText }) => ({ label, value: met, text: metText })) },
  ]
  const height = pen.density.bars
  pen.need(height + lineStep({ size: pen.density.body }) * 3.4)
  const top = pen.y
  let bottom = top
  charts.forEach(({ title, bars }, at) => {
    const x = page.left + at * (width + between)
    drawHeading(pen, title, 0, { x, y: top, width })
    drawBars(pen, bars, x, width, height)
    bottom = Math.max(bottom, pen.y)
  })
  pen.y = bottom + pen.density.gap
}

function drawBars(pen: Pen, bars: readonly Bar[], x: number, width: number, height: number): void {
  const value: Hand = { size: pen.density.small, weight: 'bold', align: 'centre' }
  const label: Hand = { size: Math.max(7, pen.density.small - 0.8), colour: quiet, align: 'centre' }
  const across = width / bars.length
  const foot = pen.y + lineStep(value) + height
  bars.forEach((bar, at) => {
    const left = x + at * across
    const isLast = at === bars.length - 1
    const tall = ((bar.value ?? 0) / 100) * height
    if (bar.value !== null) pen.box(left + across * 0.22, foot - tall, across * 0.56, Math.max(0.2, tall), { fill: isLast ? blue : white, edge: blue }, 0.35)
    pen.write([bar.text], { x: left, y: foot - tall - lineStep(value), width: across }, value)
    pen.write([bar.label], { x: left, y: foot + 0.4, width: across }, { ...label, ...(isLast ? { weight: 'bold' as const, colour: ink } : {}) })
  })
  pen.rule(x, foot, x + width, foot, hairline, 0.25)
  pen.y = foot + 0.4 + lineStep(label)
}
