import type { jsPDF } from 'jspdf'
import { newDocument, takeBack, type FinishedPdf, type PaperFonts } from './document.ts'
import { drawTop } from './heading.ts'
import { densities, page, pageWidth, type Density } from './look.ts'
import type { WeeklyReviewSheet } from './model.ts'
import { drawOutcome, outcomeHeight } from './outcome.ts'
import { makePen, type Pen } from './pen.ts'
import { drawHeading, drawNone, drawProse, drawProsePair } from './prose.ts'
import { drawSignatures, finishPages } from './signatures.ts'
import { drawWeeks } from './weeksChart.ts'
import { drawTable, type Cell, type Column } from './table.ts'

/** A table without the columns in which no row says anything. */
function drawGrid(pen: Pen, title: string, none: string, columns: readonly (Column & { always?: boolean })[], rows: readonly Cell[][]): void {
  if (rows.length === 0) return drawNone(pen, title, none)
  const kept = columns.map((_, at) => columns[at]?.always || rows.some((row) => row[at] !== ''))
  drawHeading(pen, title, 18)
  drawTable(pen, { columns: columns.filter((_, at) => kept[at]), rows: rows.map((row) => row.filter((_, at) => kept[at])) })
  pen.y += pen.density.gap
}

function drawWeek(pen: Pen, sheet: WeeklyReviewSheet): void {
  const outcomeWidth = 54
  // A long note needs the whole width; the outcome then follows underneath.
  const beside = sheet.arrivalDays.every((day) => (day.note ?? '').length <= 90)
  const width = beside ? pageWidth - outcomeWidth - 9 : pageWidth
  pen.need(outcomeHeight(pen))
  const top = pen.y
  const startedOn = pen.doc.getNumberOfPages()
  const notes = sheet.arrivalDays.some((day) => day.note)
  drawHeading(pen, 'Arrivals', 0)
  drawTable(pen, {
    width,
    columns: [
      { head: 'Day', width: 24, bold: true },
      { head: 'Expected', width: 17 },
      { head: 'Arrived', width: notes ? 15 : 20 },
      { head: 'Mark', width: 12, align: 'centre', bold: true },
      ...(notes ? [{ head: 'Minutes', width: 18 }, { head: 'Note' }] : [{ head: 'Minutes' }]),
    ],
    rows: sheet.arrivalDays.map((day) => [day.day, day.expected, day.arrived, day.mark, day.minutes, ...(notes ? [day.note ?? ''] : [])]),
  })
  const bottom = pen.y
  const standsBeside = beside && pen.doc.getNumberOfPages() === startedOn
  pen.y = standsBeside ? top : bottom + pen.density.gap
  if (!standsBeside) pen.need(outcomeHeight(pen))
  drawOutcome(pen, sheet, standsBeside ? page.right - outcomeWidth : page.left, outcomeWidth)
  pen.y = (standsBeside ? Math.max(bottom, pen.y) : pen.y) + pen.density.gap
}

function drawSheet(pen: Pen, sheet: WeeklyReviewSheet, first: number): void {
  drawTop(pen, sheet)
  drawWeek(pen, sheet)
  if ((sheet.sessions ?? []).length > 0) drawGrid(pen, 'Sessions', '', [{ head: 'Session', always: true }, { head: 'When', width: 46 }, { head: 'Where', width: 30 }, { head: 'With', width: 30 }, { head: 'Attendance', width: 36, bold: true }], (sheet.sessions ?? []).map((one) => [one.what, one.when, one.where, one.ledBy, one.result]))
  drawWeeks(pen, sheet.weeks ?? [])
  drawGrid(pen, 'Targets this week', 'No target was set for this week.', [{ head: 'Target', always: true }, { head: 'In my own words', width: 46 }, { head: 'Counted', width: 38 }, { head: 'Result', width: 24, bold: true, always: true }],
    sheet.targets.map((target) => [target.text, target.pupilText ?? '', target.counted ?? '', target.result ?? '']))
  drawProsePair(pen, { title: 'What went well', text: sheet.wentWell }, { title: 'Next step', text: sheet.nextStep })
  drawProse(pen, 'What the pupil says', sheet.pupilComment)
  drawGrid(pen, 'Action plan', 'No action is planned.', [{ head: 'Who', width: 36, bold: true, always: true }, { head: 'What', always: true }, { head: 'By when', width: 32, always: true }, { head: 'Done', width: 13, always: true }],
    sheet.actionPlan.map((action) => [action.who, action.what, action.byWhen, { ticked: action.done === true }]))
  drawGrid(pen, 'Targets for next week', 'No target is set for next week yet.', [{ head: 'Target', always: true }, { head: 'In my own words', width: 52 }, { head: 'By', width: 22 }],
    sheet.nextTargets.map((target) => [target.text, target.pupilText ?? '', target.by ?? '']))
  drawSignatures(pen, sheet, first)
}

/** Sets one sheet from a fresh page on, and says how many pages it took. */
function setSheet(doc: jsPDF, sheet: WeeklyReviewSheet, density: Density, advances: Map<string, number>): number {
  const first = doc.getNumberOfPages()
  const pen = makePen(doc, density, advances)
  drawSheet(pen, sheet, first)
  finishPages(pen, sheet, first)
  return doc.getNumberOfPages() - first + 1
}

/** Draws every sheet into one document, each pupil from a new page. `onSheet` hears how many are done. */
export function drawReviews(sheets: readonly WeeklyReviewSheet[], fonts: PaperFonts, onSheet: (done: number) => void = () => undefined): FinishedPdf {
  const doc = newDocument(fonts, 'Weekly review')
  const advances = new Map<string, number>()
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    // One page, if it can be: closer first, and then without the weeks before, which the log has as well.
    const closer = densities.map((density): [Density, WeeklyReviewSheet] => [density, sheet])
    const layouts = [...closer, ...densities.slice(1).map((density): [Density, WeeklyReviewSheet] => [density, { ...sheet, weeks: [] }])]
    let pages = 0
    for (const [density, shown] of layouts) {
      if (pages > 0) takeBack(doc, pages)
      pages = setSheet(doc, shown, density, advances)
      if (pages === 1) break
    }
    if (pages > 1) {
      takeBack(doc, pages)
      setSheet(doc, sheet, densities[0], advances)
    }
    onSheet(at + 1)
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}
