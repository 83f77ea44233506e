import { drawPupil } from './heading.ts'
import { blue, densities, hairline, ink, page, pageWidth, quiet, tint, type Density } from './look.ts'
import { drawCode, drawCorners } from './drawCode.ts'
import { drawMark } from './drawMark.ts'
import type { BlueReportSheet, SheetCell } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'
import { drawSignatures } from './signatures.ts'
import { boxesAt, cellAt, columnWidth, grid, rowHeight } from './sheetGrid.ts'

const code = 24
const headTop = 14

/** The largest setting in which everything above the grid fits; the grid itself never moves. */
export function drawFront(penOf: (density: Density) => Pen, sheet: BlueReportSheet): void {
  const closest = { figures: 8, bars: 5, sign: 9 }
  const fitting = [...densities, { body: 7.6, small: 6.4, gap: 1.6, pad: 0.5, name: 12, ...closest }, { body: 6.6, small: 5.8, gap: 1, pad: 0.4, name: 10, ...closest }].map((one): Density => ({ ...one, oneLine: false }))
  const density = fitting.find((one) => heightAbove(penOf(one), sheet) <= grid.top - headTop - 1) ?? fitting.at(-1) ?? densities[0]
  const pen = penOf(density)
  drawCorners(pen)
  drawCode(pen, sheet.codes.front, page.right - code, headTop - 1, code)
  pen.y = headTop
  drawMasthead(pen, sheet)
  drawPupil(pen, sheet)
  drawTargets(pen, sheet)
  drawKey(pen, sheet)
  drawGrid(penOf(densities[0]), sheet)
  drawFoot(penOf(densities[2] ?? densities[0]), sheet)
}

function hands({ density }: Pen): Record<'school' | 'title' | 'week' | 'heading' | 'number' | 'target' | 'measure' | 'key', Hand> {
  return {
    school: { size: density.small + 0.8, weight: 'bold', colour: quiet, align: 'left' }, title: { size: density.name + 4, weight: 'bold', colour: blue, align: 'left' }, week: { size: density.body + 0.8, weight: 'bold', align: 'left' },
    heading: { size: density.body + 0.9, weight: 'bold', colour: blue, align: 'left' }, number: { size: density.body + 1, weight: 'bold', align: 'centre' }, target: { size: density.body + 0.8, weight: 'bold' },
    measure: { size: density.small + 0.4, colour: quiet }, key: { size: density.small + 0.4, align: 'left' },
  }
}

/** Draws nothing: the same steps, measured. */
function heightAbove(pen: Pen, sheet: BlueReportSheet): number {
  const { school, title, week, heading, target, measure, key, number } = hands(pen)
  const { density } = pen
  const width = pageWidth - code - 4
  const name = pen.lines(sheet.pupilName, pageWidth - 72, { size: density.name, weight: 'bold' }).length * lineStep({ size: density.name })
  const facts = [sheet.form, sheet.year, sheet.mentorName].reduce((sum, value) => sum + pen.lines(value, 43, { size: density.body + 0.2, weight: 'bold' }).length, 0) * lineStep({ size: density.body + 0.2 })
  const head = 2.8 + [[sheet.schoolName, school], [sheet.title, title], [sheet.weekLabel, week]].reduce((sum, [text, hand]) => sum + pen.lines(text as string, width, hand as Hand).length * lineStep(hand as Hand), 0) + 1
  const targets = Math.max(1, sheet.targets.length)
  const lines = sheet.targets.reduce((sum, one) => sum + Math.max(lineStep(number), pen.lines(one.text, pageWidth - 9, target).length * lineStep(target)) + (one.measure ? pen.lines(one.measure, pageWidth - 9, measure).length * lineStep(measure) : 0) + density.pad, 0)
  return Math.max(head, code) + Math.max(name, facts) + 5.2 + density.gap + lineStep(heading) + (lines || targets * 6.4) + density.gap * 0.4 + pen.lines(keyWords(sheet), pageWidth, key).length * lineStep(key)
}

function drawMasthead(pen: Pen, sheet: BlueReportSheet): void {
  const { school, title, week } = hands(pen)
  const width = pageWidth - code - 4
  const top = pen.y
  pen.rule(page.left, top, page.left + width, top, blue, 1.1)
  pen.y += 2.8
  for (const [text, hand] of [[sheet.schoolName, school], [sheet.title, title], [sheet.weekLabel, week]] as const)
    pen.y += pen.write(pen.lines(text, width, hand), { x: page.left, y: pen.y, width }, hand)
  pen.y = Math.max(pen.y + 1, top + code)
}

function drawTargets(pen: Pen, sheet: BlueReportSheet): void {
  const { heading, number, target, measure } = hands(pen)
  pen.y += pen.write(['My targets this week'], { x: page.left, y: pen.y, width: pageWidth }, heading)
  if (sheet.targets.length === 0) {
    pen.y += 5.8
    pen.rule(page.left, pen.y, page.right, pen.y, hairline, 0.25)
    pen.y += 0.6
  }
  sheet.targets.forEach((one, at) => {
    const place = { x: page.left + 9, width: pageWidth - 9 }
    const side = lineStep(number)
    pen.box(page.left, pen.y, 6, side, { edge: ink }, 0.3)
    pen.write([String(at + 1)], { x: page.left, y: pen.y, width: 6 }, number)
    const used = pen.write(pen.lines(one.text, place.width, target), { ...place, y: pen.y }, target)
    pen.y += Math.max(side, used)
    if (one.measure) pen.y += pen.write(pen.lines(one.measure, place.width, measure), { ...place, y: pen.y }, measure)
    pen.y += pen.density.pad
  })
}

/** Tick and cross have words instead, since the key is text. */
const NAMES: Record<string, string> = { '✓': 'Tick', '✗': 'Cross' }
const named = (text: string): string => text.replaceAll(/[✓✗]/g, (mark) => NAMES[mark] ?? mark)
const keyWords = ({ scale }: BlueReportSheet): string => `${scale.marks.map(({ mark, words }) => `${named(mark)} ${words}`.trim()).join('  ·  ')}  (${named(scale.direction)})`

/** What the marks mean, straight above the grid. */
function drawKey(pen: Pen, sheet: BlueReportSheet): void {
  const { key } = hands(pen)
  const lines = pen.lines(keyWords(sheet), pageWidth, key)
  pen.write(lines, { x: page.left, y: grid.top - lines.length * lineStep(key) - 0.6, width: pageWidth }, key)
}

function drawGrid(pen: Pen, sheet: BlueReportSheet): void {
  const { periods, days } = sheet
  const boxes = sheet.per === 'target' ? Math.max(1, sheet.targets.length) : 1
  const asked = { periods: periods.length, days: days.length, boxes }
  const headHand: Hand = { size: 8.6, weight: 'bold', align: 'centre' }
  const timeHand: Hand = { size: 6.2, colour: quiet, align: 'centre' }
  const width = columnWidth(periods.length)
  const height = rowHeight(days.length)
  const fit = (text: string, room: number, hand: Hand): string[] => [shrunk(pen, text, room, hand)]
  pen.box(page.left, grid.top, pageWidth, grid.head, { fill: tint, edge: ink }, 0.3)
  periods.forEach(({ name, from }, at) => {
    const x = page.left + grid.dayWidth + at * width
    pen.write(fit(name, width - 1, headHand), { x, y: grid.top + 0.2, width }, headHand)
    pen.write([from], { x, y: grid.top + 4.1, width }, timeHand)
  })
  const home = { x: page.right - grid.homeWidth, width: grid.homeWidth }
  pen.write(['Day'], { x: page.left, y: grid.top + 1.4, width: grid.dayWidth }, headHand)
  pen.write(['Home'], { ...home, y: grid.top + 0.2 }, headHand)
  pen.write(['signs each day'], { ...home, y: grid.top + 4.1 }, timeHand)
  days.forEach((day, down) => {
    const y = grid.top + grid.head + down * height
    pen.write([day.day], { x: page.left + 1.4, y: y + 0.8, width: grid.dayWidth - 2 }, { size: 10, weight: 'bold', align: 'left' })
    pen.write([day.date], { x: page.left + 1.4, y: y + 5.4, width: grid.dayWidth - 2 }, { size: 7.2, colour: quiet, align: 'left' })
    if (day.off) {
      pen.box(page.left + grid.dayWidth, y, pageWidth - grid.dayWidth, height, { fill: tint })
      const hand: Hand = { size: 9.6, colour: quiet, weight: 'bold', align: 'centre' }
      pen.write(pen.lines(day.off, pageWidth - grid.dayWidth - 8, hand), { x: page.left + grid.dayWidth, y: y + height / 2 - lineStep(hand) / 2, width: pageWidth - grid.dayWidth }, hand)
      return
    }
    const timesHand: Hand = { size: 7, align: 'left', colour: quiet }
    pen.write([day.expected ? `due ${day.expected}` : ''], { x: page.left + 1.4, y: y + 10.4, width: grid.dayWidth - 2 }, timesHand)
    pen.write([day.arrived ? `came ${day.arrived}` : 'came'], { x: page.left + 1.4, y: y + 14.6, width: grid.dayWidth - 2 }, day.arrived ? { ...timesHand, colour: ink, weight: 'bold' } : timesHand)
    if (!day.arrived) pen.rule(page.left + 9, y + 18, page.left + grid.dayWidth - 1.4, y + 18, hairline, 0.25)
    day.cells.forEach((cell, at) => drawCell(pen, asked, down, at, cell, sheet.per))
    pen.rule(home.x + 2, y + height - 5, home.x + home.width - 2, y + height - 5, hairline, 0.25)
  })
  for (let down = 0; down <= days.length; down++) pen.rule(page.left, grid.top + grid.head + down * height, page.right, grid.top + grid.head + down * height, ink, 0.3)
  for (const x of [page.left, page.left + grid.dayWidth, home.x, page.right]) pen.rule(x, grid.top, x, grid.bottom, ink, 0.3)
  days.forEach((day, down) => {
    if (day.off) return
    for (let at = 1; at < periods.length; at++) pen.rule(page.left + grid.dayWidth + at * width, grid.top + grid.head + down * height, page.left + grid.dayWidth + at * width, grid.top + grid.head + (down + 1) * height, ink, 0.3)
  })
}

/** One line that fits: a school's own names of periods and subjects may be longer than a column. */
function shrunk(pen: Pen, text: string, room: number, hand: Hand): string {
  let shown = text
  while (shown.length > 1 && pen.widthOf(shown, hand) > room) shown = shown.slice(0, -1)
  return shown === text ? text : `${shown.slice(0, -1)}.`
}

function drawCell(pen: Pen, asked: Parameters<typeof cellAt>[0], day: number, period: number, cell: SheetCell, per: BlueReportSheet['per']): void {
  const box = cellAt(asked, day, period)
  const { marks, initials } = boxesAt(asked, day, period)
  const tiny: Hand = { size: 5.4, colour: quiet, align: 'left' }
  const small: Hand = { size: 7, weight: 'bold', align: 'left' }
  if (cell.subject) pen.write([shrunk(pen, cell.subject, box.width - 2, small)], { x: box.x + 1, y: box.y + 0.4, width: box.width - 2 }, small)
  else pen.write(['score'], { x: marks[0]?.x ?? box.x, y: box.y + 1.2, width: 12 }, tiny)
  marks.forEach((one, at) => {
    pen.box(one.x, one.y, one.width, one.height, { edge: ink }, 0.35)
    if (per === 'target' && asked.boxes > 1) pen.write([String(at + 1)], { x: one.x + 0.5, y: one.y + 0.1, width: 3 }, tiny)
    const mark = cell.marks[at]
    if (mark) drawMark(pen, mark, one)
  })
  pen.box(initials.x, initials.y, initials.width, initials.height, { edge: hairline }, 0.25)
  pen.write([initials.width > 7 ? 'initials' : 'by'], { x: initials.x + 0.5, y: initials.y + 0.1, width: initials.width }, tiny)
  if (cell.initials) drawMark(pen, cell.initials, { ...initials, y: initials.y + 1 }, 8)
  for (let line = 1; line <= 2; line++) pen.rule(box.x + 1, box.y + box.height - 1 - (2 - line) * 4.8, box.x + box.width - 1, box.y + box.height - 1 - (2 - line) * 4.8, hairline, 0.2)
  if (cell.none) pen.write([shrunk(pen, cell.none, box.width - 2, small)], { x: box.x + 1, y: box.y + box.height - 6.4, width: box.width - 2 }, small)
}

const footTop = grid.bottom + 2
function drawFoot(pen: Pen, sheet: BlueReportSheet): void {
  pen.y = footTop
  drawSessions(pen, sheet)
  drawSignatures(pen, sheet, pen.doc.getNumberOfPages())
  const hand: Hand = { size: 6.6, colour: quiet, align: 'left' }
  pen.write([shrunk(pen, `${sheet.printed} · ${sheet.footer}`, pageWidth, hand)], { x: page.left + 2, y: page.height - 11, width: pageWidth }, hand)
}

/** "…times and venues where they are expected to attend that week for mentoring/catch-up sessions." */
function drawSessions(pen: Pen, { sessions }: BlueReportSheet): void {
  const heading: Hand = { size: 9, weight: 'bold', colour: blue, align: 'left' }
  pen.y += pen.write(['Where and when this week: mentoring and catch-up'], { x: page.left, y: pen.y, width: pageWidth }, heading) + 0.4
  const rows = Math.max(3, Math.ceil(sessions.length / 2))
  const bottom = 261
  const step = Math.min(5.4, (bottom - pen.y) / rows)
  const half = (pageWidth - 6) / 2
  const top = pen.y
  const size = Math.min(8.4, (step / lineStep({ size: 1 })) * 0.92)
  for (let at = 0; at < rows * 2; at++) {
    const x = page.left + (at % 2) * (half + 6)
    const y = top + Math.floor(at / 2) * step
    pen.rule(x, y + step, x + half, y + step, hairline, 0.25)
    const one = sessions[at]
    if (!one) continue
    const words = `${one.when}  ${[one.what, one.where].filter(Boolean).join(', ')}`
    const wide = pen.widthOf(words, { size, weight: 'bold' })
    const hand: Hand = { size: Math.max(5, Math.min(size, (size * half) / wide)), weight: 'bold', align: 'left' }
    pen.write([words], { x, y: y + (step - lineStep(hand)) / 2, width: half }, hand)
  }
  pen.y = top + rows * step
}
