import type { jsPDF } from 'jspdf'
import { drawBack } from './blueReportBack.ts'
import { drawFront } from './blueReportFront.ts'
import { newDocument, type FinishedPdf, type PaperFonts } from './document.ts'
import type { BlueReportSheet } from './model.ts'
import { fillPage } from './writingLines.ts'
import { makePen } from './pen.ts'
import { densities, type Density } from './look.ts'

/** Each sheet from a fresh front on and of an even number of pages, so that printing on both sides keeps pupils apart. */
export function drawBlueReports(sheets: readonly BlueReportSheet[], fonts: PaperFonts, onSheet: (done: number) => void = () => undefined): FinishedPdf {
  const doc = newDocument(fonts, 'Blue report')
  const advances = new Map<string, number>()
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    const first = doc.getNumberOfPages()
    const pen = (density: Density): ReturnType<typeof makePen> => makePen(doc, density, advances)
    drawFront(pen, sheet)
    doc.addPage()
    drawBack(pen(densities[0]), sheet, first)
    if ((doc.getNumberOfPages() - first) % 2 === 0) addWritingPage(doc, pen(densities[0]), sheet)
    onSheet(at + 1)
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}

function addWritingPage(doc: jsPDF, pen: ReturnType<typeof makePen>, sheet: BlueReportSheet): void {
  doc.addPage()
  fillPage(pen, `${sheet.pupilName} · ${sheet.weekLabel} · for more notes`)
}
