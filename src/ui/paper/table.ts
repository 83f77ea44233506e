import autoTable, { type CellDef } from 'jspdf-autotable'
import { hairline, ink, lineHeight, page, pageWidth, quiet, blue, tint, type Colour } from './look.ts'
import { lineStep, type Hand, type Pen } from './pen.ts'

export type Column = { head: string; width?: number; align?: 'left' | 'right' | 'centre'; bold?: boolean }
/** Words, or a box for a tick. */
export type Cell = string | { ticked: boolean }
export type Grid = { columns: readonly Column[]; rows: readonly (readonly Cell[])[]; x?: number; width?: number }

const colour = (given: Colour): [number, number, number] => [...given]

function tickBox(pen: Pen, x: number, y: number, ticked: boolean): void {
  pen.box(x, y, 3.2, 3.2, { edge: ink }, 0.3)
  if (!ticked) return
  pen.rule(x + 0.6, y + 1.7, x + 1.4, y + 2.5, ink, 0.6)
  pen.rule(x + 1.4, y + 2.5, x + 2.8, y + 0.7, ink, 0.6)
}

/**
 * A table that flows over pages with its head repeated. autotable places rows and splits them; the words are broken and drawn
 * by our pen, because only the pen can set mixed scripts in one cell.
 */
export function drawTable(pen: Pen, grid: Grid): void {
  const { doc, density } = pen
  const x = grid.x ?? page.left
  const width = grid.width ?? pageWidth
  const rest = grid.columns.filter((column) => column.width === undefined).length
  const fixed = grid.columns.reduce((sum, column) => sum + (column.width ?? 0), 0)
  const widths = grid.columns.map((column) => column.width ?? (width - fixed) / rest)
  const handOf = (column: Column | undefined, head: boolean): Hand => ({
    size: head ? density.small : density.body,
    weight: head || column?.bold ? 'bold' : 'normal',
    colour: head ? quiet : ink,
    ...(column?.align ? { align: column.align } : {}),
  })
  const waiting = new Map<unknown, string[]>()
  doc.setLineHeightFactor(lineHeight)
  autoTable(doc, {
    startY: pen.y,
    margin: { left: x, right: page.width - x - width, top: page.continuedTop, bottom: page.height - page.bottom },
    tableWidth: width,
    theme: 'plain',
    showHead: 'everyPage',
    rowPageBreak: 'auto',
    head: [grid.columns.map((column) => column.head)],
    body: grid.rows.map((row) => row.map((cell): CellDef => ({ content: typeof cell === 'string' ? cell : ' ' }))),
    styles: {
      font: 'sans',
      fontSize: density.body,
      cellPadding: { top: density.pad, bottom: density.pad, left: 1.6, right: 1.6 },
      lineColor: colour(hairline),
      lineWidth: { bottom: 0.2 },
    },
    headStyles: { fontSize: density.small, fontStyle: 'bold', fillColor: colour(tint), lineColor: colour(blue), lineWidth: { bottom: 0.4 } },
    columnStyles: Object.fromEntries(widths.map((cellWidth, at) => [at, { cellWidth }])),
    didParseCell({ cell, column, section }) {
      const of = grid.columns[column.index]
      const hand = handOf(of, section === 'head')
      const room = (widths[column.index] ?? 0) - 3.2
      cell.styles.overflow = (text) => pen.lines(Array.isArray(text) ? text.join('\n') : text, room, hand)
    },
    willDrawCell({ cell }) {
      // A head is drawn again on every page, and must find its words again.
      if (cell.text.length > 0) waiting.set(cell, cell.text)
      cell.text = []
    },
    didDrawCell({ cell, column, row, section }) {
      const given = section === 'body' ? grid.rows[row.index]?.[column.index] : undefined
      const top = cell.y + density.pad
      const hand = handOf(grid.columns[column.index], section === 'head')
      if (typeof given === 'object') tickBox(pen, cell.x + 1.8, top + (lineStep(hand) - 3.2) / 2, given.ticked)
      else pen.write(waiting.get(cell) ?? [], { x: cell.x + 1.6, y: top, width: cell.width - 3.2 }, hand)
    },
    didDrawPage({ cursor }) {
      pen.y = cursor?.y ?? pen.y
    },
  })
}
