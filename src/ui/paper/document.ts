import { jsPDF } from 'jspdf'

/** The three embedded fonts, each the bytes of a TrueType file as a binary string, one character a byte. */
export type PaperFonts = { regular: string; bold: string; arabic: string }
export type FinishedPdf = { bytes: ArrayBuffer; pages: number }

/** Files are listed and previewed by their metadata, so `title` says what the paper is and never whom it is about. */
export function newDocument(fonts: PaperFonts, title: string): jsPDF {
  const doc = new jsPDF({ unit: 'mm', format: 'a4', compress: true, putOnlyUsedFonts: true })
  for (const [file, bytes] of Object.entries(fonts)) doc.addFileToVFS(`${file}.ttf`, bytes)
  doc.addFont('regular.ttf', 'sans', 'normal')
  doc.addFont('bold.ttf', 'sans', 'bold')
  // One weight of Arabic is enough for names, and keeps the download small.
  doc.addFont('arabic.ttf', 'arabic', 'normal')
  doc.addFont('arabic.ttf', 'arabic', 'bold')
  doc.setProperties({ title, subject: title, author: 'Blue Report', creator: 'Blue Report', keywords: '' })
  doc.setLanguage('en-GB')
  // autotable asks for the list of fonts at every cell, and jsPDF would make it anew each time: a fifth of the whole.
  const list = doc.getFontList()
  doc.getFontList = () => list
  return doc
}

/** Takes a sheet back that ended on the last page, leaving one fresh page in its place. */
export function takeBack(doc: jsPDF, pages: number): void {
  doc.addPage()
  const first = doc.getNumberOfPages() - pages
  for (let taken = 0; taken < pages; taken++) doc.deletePage(first)
}
