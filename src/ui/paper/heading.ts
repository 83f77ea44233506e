import { baseline, blue, hairline, ink, millimetresPerPoint, page, pageWidth, quiet, tint } from './look.ts'
import type { WeeklyReviewSheet } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1)

/** The school, the title and the week, and at the right whether this is a draft or signed. */
function drawMasthead(pen: Pen, sheet: WeeklyReviewSheet): void {
  const { density } = pen
  const rightColumn = 90
  const schoolHand: Hand = { size: density.small + 0.8, weight: 'bold', colour: quiet }
  const titleHand: Hand = { size: density.name + 3, weight: 'bold', colour: blue }
  const weekHand: Hand = { size: density.body + 0.6, weight: 'bold', colour: ink, align: 'right' }
  const statusHand: Hand = { size: density.small + 0.4, weight: 'bold', align: 'right', colour: ink }
  const left = { x: page.left, width: pageWidth - rightColumn - 4 }
  const right = { x: page.right - rightColumn, width: rightColumn }
  pen.rule(page.left, pen.y, page.right, pen.y, blue, 1.1)
  pen.y += 2.6
  let y = pen.y
  y += pen.write(pen.lines(sheet.schoolName, left.width, schoolHand), { ...left, y }, schoolHand)
  y += pen.write(pen.lines(sheet.title, left.width, titleHand), { ...left, y: y - 0.8 }, titleHand)
  let rightY = pen.y + 1.2
  rightY += pen.write(pen.lines(sheet.weekLabel, right.width, weekHand), { ...right, y: rightY }, weekHand) + 2.2
  const status = pen.lines(capital(sheet.status), right.width - 6, statusHand)
  const widest = Math.max(...status.map((line) => pen.widthOf(line, statusHand)))
  const height = status.length * lineStep(statusHand) + 1.6
  pen.box(page.right - widest - 6, rightY, widest + 6, height, { edge: sheet.status === 'draft' ? quiet : blue }, 0.5)
  pen.write(status, { x: right.x, y: rightY + 0.8, width: rightColumn - 3 }, statusHand)
  pen.y = Math.max(y, rightY + height) + density.gap * 0.5
}

/** Who the sheet is about: the name as large as it can be, however long, with form, year and mentor beside it. */
export function drawPupil(pen: Pen, sheet: Pick<WeeklyReviewSheet, 'pupilName' | 'form' | 'year' | 'mentorName'>): void {
  const { density } = pen
  if (density.oneLine) return drawPupilInOneLine(pen, sheet)
  const nameHand: Hand = { size: density.name, weight: 'bold' }
  const labelHand: Hand = { size: density.small + 0.6, colour: quiet }
  const valueHand: Hand = { size: density.body + 0.2, weight: 'bold' }
  const inside = 2.6
  const onOneBaseline = (valueHand.size - labelHand.size) * millimetresPerPoint * baseline
  const factsWidth = 58
  const nameWidth = pageWidth - factsWidth - 14
  const name = pen.lines(sheet.pupilName, nameWidth, nameHand)
  const facts = [['Form', sheet.form], ['Year', sheet.year], ['Mentor', sheet.mentorName]].map(([label = '', value = '']) => ({
    label,
    lines: pen.lines(value, factsWidth - 15, valueHand),
  }))
  const step = lineStep(valueHand)
  const factsHeight = facts.reduce((sum, fact) => sum + fact.lines.length * step, 0)
  const nameHeight = name.length * lineStep(nameHand)
  const height = Math.max(factsHeight, nameHeight) + inside * 2
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint, edge: hairline })
  pen.box(page.left, pen.y, 1.6, height, { fill: blue })
  pen.write(name, { x: page.left + 6, y: pen.y + (height - nameHeight) / 2, width: nameWidth }, { ...nameHand, align: 'left' })
  const x = page.right - factsWidth
  pen.rule(x - 3, pen.y + inside, x - 3, pen.y + height - inside, hairline, 0.3)
  let y = pen.y + (height - factsHeight) / 2
  for (const fact of facts) {
    pen.write([fact.label], { x, y: y + onOneBaseline, width: 15 }, labelHand)
    y += pen.write(fact.lines, { x: x + 14, y, width: factsWidth - 15 }, { ...valueHand, align: 'left' })
  }
  pen.y += height + density.gap
}

/** The same, close: what the label would say is plain from the words. */
function drawPupilInOneLine(pen: Pen, sheet: Pick<WeeklyReviewSheet, 'pupilName' | 'form' | 'year' | 'mentorName'>): void {
  const { density } = pen
  const nameHand: Hand = { size: density.name, weight: 'bold', align: 'left' }
  const hand: Hand = { size: density.body, weight: 'bold', align: 'right' }
  const inside = 1.4
  const wordsWidth = 70
  const nameWidth = pageWidth - wordsWidth - 10
  const name = pen.lines(sheet.pupilName, nameWidth, nameHand)
  const words = pen.lines(`${sheet.form} · ${sheet.year} · Mentor ${sheet.mentorName}`, wordsWidth, hand)
  const [nameHeight, wordsHeight] = [name.length * lineStep(nameHand), words.length * lineStep(hand)]
  const height = Math.max(nameHeight, wordsHeight) + inside * 2
  pen.box(page.left, pen.y, pageWidth, height, { fill: tint, edge: hairline })
  pen.box(page.left, pen.y, 1.6, height, { fill: blue })
  pen.write(name, { x: page.left + 5, y: pen.y + (height - nameHeight) / 2, width: nameWidth }, nameHand)
  pen.write(words, { x: page.right - wordsWidth - 3, y: pen.y + (height - wordsHeight) / 2, width: wordsWidth }, hand)
  pen.y += height + density.gap
}

/** The week in figures, in a row of equal columns; more than fit take a second row. */
function drawNumbers(pen: Pen, sheet: WeeklyReviewSheet): void {
  if (sheet.numbers.length === 0) return
  const { density } = pen
  const rows = Math.ceil(sheet.numbers.length / density.figures)
  const perRow = Math.ceil(sheet.numbers.length / rows)
  const width = pageWidth / perRow
  const valueHand: Hand = { size: density.body + 6, weight: 'bold', align: 'left' }
  const labelHand: Hand = { size: density.small + 0.4, weight: 'bold', align: 'left' }
  const noteHand: Hand = { size: density.small, colour: quiet, align: 'left' }
  for (let row = 0; row < rows; row++) {
    const figures = sheet.numbers.slice(row * perRow, (row + 1) * perRow).map((figure) => ({
      value: pen.lines(figure.value, width - 5, valueHand),
      label: pen.lines(figure.label, width - 4, labelHand),
      note: figure.note ? pen.lines(figure.note, width - 4, noteHand) : [],
    }))
    const heights = figures.map((one) => one.value.length * lineStep(valueHand) + one.label.length * lineStep(labelHand) + one.note.length * lineStep(noteHand))
    const height = Math.max(...heights)
    pen.need(height)
    figures.forEach((one, at) => {
      const x = page.left + at * width
      if (at > 0) pen.rule(x, pen.y + 1, x, pen.y + height - 1, hairline, 0.3)
      const place = { x: x + (at > 0 ? 3.5 : 0), width: width - 5 }
      let y = pen.y
      y += pen.write(one.value, { ...place, y }, valueHand)
      y += pen.write(one.label, { ...place, y }, labelHand)
      pen.write(one.note, { ...place, y }, noteHand)
    })
    pen.y += height + density.gap
  }
}

export function drawTop(pen: Pen, sheet: WeeklyReviewSheet): void {
  drawMasthead(pen, sheet)
  drawPupil(pen, sheet)
  drawNumbers(pen, sheet)
}
