import { qrRows } from '../qr/qrRows.ts'
import { ink, white } from './look.ts'
import type { Pen } from './pen.ts'
import { corner, corners } from './sheetGrid.ts'

/** A QR code with the white margin that cameras need; `side` holds the margin too. */
export function drawCode(pen: Pen, text: string, x: number, y: number, side: number): void {
  const rows = qrRows(text, 2)
  const module = side / rows.length
  pen.box(x, y, side, side, { fill: white })
  pen.doc.setFillColor(...ink)
  rows.forEach((row, down) => {
    for (let at = 0; at < row.length; at++) {
      const from = at
      while (row[at]) at++
      // A hair wider, so that no printer leaves white lines between the modules.
      if (at > from) pen.doc.rect(x + from * module, y + down * module, (at - from) * module + 0.01, module + 0.01, 'F')
    }
  })
}

export function drawCorners(pen: Pen): void {
  for (const { x, y, solid } of corners()) {
    if (solid) pen.box(x, y, corner.side, corner.side, { fill: ink })
    else pen.box(x + 0.5, y + 0.5, corner.side - 1, corner.side - 1, { edge: ink }, 1)
  }
}
