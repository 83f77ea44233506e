import { hairline, ink, page, pageWidth, quiet } from './look.ts'
import type { Signature, WeeklyReviewSheet } from './model.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'

const between = 7

type Block = { role: string; name: string[]; at: string[] }

function blocksOf(pen: Pen, signatures: readonly Signature[], width: number, dateLine: string): Block[] {
  const { nameHand, atHand } = hands(pen)
  return signatures.map(({ role, name, at }) => ({
    role,
    name: name ? pen.lines(name, width, nameHand) : [],
    at: at ? pen.lines(at, width, atHand) : [dateLine],
  }))
}

function hands(pen: Pen): { roleHand: Hand; nameHand: Hand; atHand: Hand } {
  return {
    roleHand: { size: pen.density.small + 0.4, weight: 'bold', align: 'left' },
    nameHand: { size: pen.density.small + 0.4, align: 'left' },
    atHand: { size: pen.density.small, colour: quiet, align: 'left' },
  }
}

/** Ruled lines to sign on, kept together. On a sheet of one page they stand at its foot, else they follow the text. */
export function drawSignatures(pen: Pen, sheet: Pick<WeeklyReviewSheet, 'signatures'> & { dateLine?: string }, first: number): void {
  if (sheet.signatures.length === 0) return
  const perRow = Math.min(3, sheet.signatures.length)
  const width = (pageWidth - between * (perRow - 1)) / perRow
  const { roleHand, nameHand, atHand } = hands(pen)
  const room = pen.density.sign
  const rows: Block[][] = []
  const { dateLine = 'Date' } = sheet
  const blocks = blocksOf(pen, sheet.signatures, width, dateLine)
  const dateWidth = pen.widthOf(dateLine, atHand) + 2
  for (let at = 0; at < blocks.length; at += perRow) rows.push(blocks.slice(at, at + perRow))
  const heightOf = (row: Block[]): number =>
    room + lineStep(roleHand) + Math.max(...row.map((one) => one.name.length * lineStep(nameHand) + one.at.length * lineStep(atHand)))
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0)
  if (pen.y + height > page.bottom) pen.newPage()
  else if (pen.doc.getNumberOfPages() === first) pen.y = page.bottom - height
  for (const row of rows) {
    row.forEach((one, at) => {
      const place = { x: page.left + at * (width + between), width }
      let y = pen.y + room
      pen.rule(place.x, y - 0.6, place.x + width, y - 0.6, ink, 0.3)
      y += pen.write([one.role], { ...place, y }, roleHand)
      y += pen.write(one.name, { ...place, y }, nameHand)
      pen.write(one.at, { ...place, y }, atHand)
      if (one.at[0] === dateLine) pen.rule(place.x + Math.max(8, dateWidth), y + lineStep(atHand) * 0.8, place.x + width * 0.6, y + lineStep(atHand) * 0.8, hairline, 0.25)
    })
    pen.y += heightOf(row)
  }
}

/** What every page carries: the foot with its number, and from the second page on whose sheet and which week it is. */
export function finishPages(pen: Pen, sheet: Pick<WeeklyReviewSheet, 'footer' | 'pupilName' | 'weekLabel'>, first: number): void {
  const last = pen.doc.getNumberOfPages()
  const hand: Hand = { size: 7.2, colour: quiet, align: 'left' }
  for (let number = first; number <= last; number++) {
    pen.doc.setPage(number)
    const foot = page.height - 11
    pen.rule(page.left, foot - 1.6, page.right, foot - 1.6, hairline, 0.25)
    pen.write(pen.lines(sheet.footer, pageWidth - 30, hand).slice(0, 2), { x: page.left, y: foot, width: pageWidth - 30 }, hand)
    pen.write([`Page ${number - first + 1} of ${last - first + 1}`], { x: page.right - 28, y: foot, width: 28 }, { ...hand, align: 'right' })
    if (number === first) continue
    const top = page.top - 1
    const name = pen.lines(sheet.pupilName, 110, { ...hand, weight: 'bold', size: 8.5 }).slice(0, 1)
    pen.write(name, { x: page.left, y: top, width: 110 }, { size: 8.5, weight: 'bold', align: 'left' })
    pen.write([sheet.weekLabel], { x: page.left + 110, y: top, width: pageWidth - 110 }, { ...hand, align: 'right', size: 8.5 })
    pen.rule(page.left, top + 5.4, page.right, top + 5.4, hairline, 0.3)
  }
}
