import { newDocument, type FinishedPdf, type PaperFonts } from './document.ts'
import { blue, densities, hairline, ink, page, pageWidth, quiet, tint } from './look.ts'
import type { CelebrationSheet, NoticeSheet } from './model.ts'
import { drawNotice, roomy } from './noticePdf.ts'
import { lineStep, makePen, type Hand, type Pen } from './pen.ts'
import { finishPages } from './signatures.ts'

type Card = Exclude<CelebrationSheet, NoticeSheet>
const isLetter = (sheet: CelebrationSheet): sheet is NoticeSheet => 'addressee' in sheet

/** The largest size at which a text keeps to so many lines; a name of three lines is smaller, never cut. */
function fitted(pen: Pen, text: string, width: number, sizes: readonly number[], lines: number, look: Omit<Hand, 'size'>): Hand {
  const hands = sizes.map((size): Hand => ({ ...look, size }))
  return hands.find((hand) => pen.lines(text, width, hand).length <= lines && text.split(/\s+/).every((word) => pen.widthOf(word, hand) <= width)) ?? hands.at(-1) ?? { ...look, size: 12 }
}
function centred(pen: Pen, text: string, hand: Hand, x: number, width: number, after: number): void {
  if (text === '') return
  pen.y += pen.write(pen.lines(text, width, hand), { x, y: pen.y, width }, hand) + after
}

/** Many words are set smaller, so that they keep to their page. */
const isLong = ({ strengths, closing, own }: Card): boolean => [...strengths, closing, ...own.map(({ text }) => text)].join('').length > 240

/** A star drawn with lines: it prints on any printer, and fonts lack it. */
function drawStar(pen: Pen, x: number, y: number, size: number): void {
  const points = Array.from({ length: 10 }, (_, at) => {
    const radius = at % 2 === 0 ? size : size * 0.42
    const turn = -Math.PI / 2 + (at * Math.PI) / 5
    return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)] as const
  })
  points.forEach(([x1, y1], at) => {
    const [x2, y2] = points[(at + 1) % points.length] ?? [x1, y1]
    pen.rule(x1, y1, x2, y2, blue, 0.7)
  })
}

function drawStrengths(pen: Pen, strengths: readonly string[], x: number, width: number, size: number): void {
  const hand: Hand = { size, align: 'left' }
  for (const line of strengths) {
    const lines = pen.lines(line, width - 12, hand)
    drawStar(pen, x + 4, pen.y + lineStep(hand) / 2, size / 4.6)
    pen.y += pen.write(lines, { x: x + 11, y: pen.y, width: width - 12 }, hand) + 2.6
  }
}

function drawCertificate(pen: Pen, sheet: Card): void {
  const first = pen.doc.getNumberOfPages()
  const x = page.left + 12
  const width = pageWidth - 24
  pen.box(page.left, page.top, pageWidth, page.bottom - page.top, { edge: blue }, 1.2)
  pen.box(page.left + 3, page.top + 3, pageWidth - 6, page.bottom - page.top - 6, { edge: hairline }, 0.4)
  pen.y = page.top + 16
  centred(pen, sheet.schoolName, { size: 13, weight: 'bold', colour: quiet, align: 'centre' }, x, width, 6)
  for (const at of [-1, 0, 1]) drawStar(pen, page.left + pageWidth / 2 + at * 16, pen.y + 5, at === 0 ? 6.5 : 4.5)
  pen.y += 17
  centred(pen, sheet.title, { size: 27, weight: 'bold', colour: blue, align: 'centre' }, x, width, 5)
  centred(pen, 'for', { size: 13, colour: quiet, align: 'centre' }, x, width, 3)
  centred(pen, sheet.pupilName, fitted(pen, sheet.pupilName, width, [30, 26, 22, 18, 15], 3, { weight: 'bold', align: 'centre' }), x, width, 7)
  centred(pen, sheet.lead, { size: 15, align: 'centre' }, x, width, 9)
  if (sheet.strengths.length > 0) {
    centred(pen, 'What went well', { size: 12, weight: 'bold', colour: blue, align: 'left' }, x, width, 3)
    drawStrengths(pen, sheet.strengths, x, width, isLong(sheet) ? 11 : 13)
    pen.y += 4
  }
  for (const { label, text } of sheet.own) {
    // As large as what went well: it is the pupil's own.
    const hand: Hand = { size: isLong(sheet) ? 11 : 13, align: 'left' }
    centred(pen, label, { size: 12, weight: 'bold', colour: blue, align: 'left' }, x, width, 1.5)
    pen.y += pen.write(pen.lines(text, width, hand), { x, y: pen.y, width }, hand) + 4
  }
  centred(pen, sheet.closing, { size: isLong(sheet) ? 11 : 12.5, align: 'centre' }, x, width, 4)
  drawSigned(pen, sheet, x, width)
  finishPages(pen, { footer: sheet.footer, pupilName: sheet.pupilName, weekLabel: sheet.title }, first)
}
/** At the foot, inside the frame. */
function drawSigned(pen: Pen, { date, signatures }: Card, x: number, width: number): void {
  const small: Hand = { size: 10, colour: quiet, align: 'left' }
  const dated = 42
  const each = (width - dated) / Math.max(1, signatures.length) - 5
  const names = signatures.map(({ name }) => pen.lines(name ?? '', each - 4, { size: 10.4, align: 'left' }))
  const y = page.bottom - 12 - lineStep(small) - Math.max(1, ...names.map((lines) => lines.length)) * lineStep({ size: 10.4 })
  pen.write([date], { x, y, width: dated }, { size: 10.4, align: 'left' })
  signatures.forEach(({ role }, at) => {
    const left = x + dated + 5 + at * (each + 5)
    pen.rule(left, y - 1, left + each - 4, y - 1, ink, 0.3)
    const used = pen.write(names[at] ?? [], { x: left, y, width: each - 4 }, { size: 10.4, align: 'left' })
    pen.write([role], { x: left, y: y + used, width: each - 4 }, small)
  })
}

/** Half a page, to be cut out: it is handed over or posted. */
function drawPostcard(pen: Pen, sheet: Card): void {
  const first = pen.doc.getNumberOfPages()
  const height = isLong(sheet) ? 152 : 132
  pen.box(page.left, page.top, pageWidth, height, { fill: tint, edge: blue }, 0.9)
  const [x, width] = [page.left + 10, pageWidth - 20]
  pen.y = page.top + 9
  drawStar(pen, page.right - 16, page.top + 15, 7)
  centred(pen, sheet.schoolName, { size: 10, weight: 'bold', colour: quiet, align: 'left' }, x, width - 22, 2)
  centred(pen, sheet.title, { size: 23, weight: 'bold', colour: blue, align: 'left' }, x, width - 22, 3)
  centred(pen, sheet.pupilName, fitted(pen, sheet.pupilName, width, [17, 14, 12], 3, { weight: 'bold', align: 'left' }), x, width, 3)
  centred(pen, sheet.lead, { size: 12, align: 'left' }, x, width, 4)
  drawStrengths(pen, sheet.strengths, x, width, isLong(sheet) ? 10.2 : 11.4)
  centred(pen, sheet.closing, { size: 11.4, align: 'left' }, x, width, 2)
  const by = [sheet.signatures[0]?.name ?? '', sheet.date].filter(Boolean).join(', ')
  pen.write(pen.lines(by, width, { size: 10.4, align: 'left' }).slice(0, 2), { x, y: page.top + height - 13, width }, { size: 10.4, weight: 'bold', align: 'left' })
  for (let at = 0; at < pageWidth; at += 4) pen.rule(page.left + at, page.top + height + 6, page.left + at + 2, page.top + height + 6, hairline, 0.3)
  pen.write(['Cut here'], { x: page.left, y: page.top + height + 7, width: pageWidth }, { size: 8, colour: quiet, align: 'left' })
  finishPages(pen, { footer: sheet.footer, pupilName: sheet.pupilName, weekLabel: sheet.title }, first)
}

/** A certificate, a postcard and a letter, each on a page of its own. */
export function drawCelebrations(sheets: readonly CelebrationSheet[], fonts: PaperFonts): FinishedPdf {
  const doc = newDocument(fonts, 'Well done')
  const advances = new Map<string, number>()
  sheets.forEach((sheet, at) => {
    if (at > 0) doc.addPage()
    if (isLetter(sheet)) {
      const first = doc.getNumberOfPages()
      const pen = makePen(doc, roomy, advances)
      drawNotice(pen, sheet, first)
      finishPages(pen, { footer: sheet.footer, pupilName: sheet.pupilName, weekLabel: sheet.title }, first)
      return
    }
    const pen = makePen(doc, densities[0], advances)
    if (sheet.kind === 'certificate') drawCertificate(pen, sheet)
    else drawPostcard(pen, sheet)
  })
  return { bytes: doc.output('arraybuffer'), pages: doc.getNumberOfPages() }
}
