import type { jsPDF } from 'jspdf'
import { baseline, ink, lineHeight, millimetresPerPoint, page, type Colour, type Density } from './look.ts'
import { keepDirection, lineOf, plain, readsRightToLeft, type Piece } from './reading.ts'

export type Weight = 'normal' | 'bold'
export type Hand = { size: number; weight?: Weight; colour?: Colour; align?: 'left' | 'right' | 'centre'; /** A line with a letter read from the right is read so as a whole, whatever it begins with. */ fromRight?: boolean }
/** An upright column of text or a box: where it starts and how wide it is, in millimetres. */
export type Place = { x: number; y: number; width: number }

export type Pen = {
  doc: jsPDF
  density: Density
  /** Where the next thing on the page goes, in millimetres from the top. */
  y: number
  widthOf: (text: string, hand: Hand) => number
  lines: (text: string, width: number, hand: Hand) => string[]
  write: (lines: readonly string[], place: Place, hand: Hand) => number
  rule: (x1: number, y1: number, x2: number, y2: number, colour: Colour, thickness: number) => void
  box: (x: number, y: number, width: number, height: number, colours: { fill?: Colour; edge?: Colour }, thickness?: number) => void
  newPage: () => void
  /** Starts a new page unless this much height is left on the present one. */
  need: (height: number) => void
}

/** A character that no font of ours has is drawn as an empty box, so that nobody takes the text for whole. In em. */
const boxAdvance = 0.62

export const lineStep = (hand: Hand): number => hand.size * millimetresPerPoint * lineHeight

// Our pieces are in drawing order already, so jsPDF must not turn them round. Its Arabic step cannot be switched off and would
// see a lam and an alef in the wrong order, so Arabic is handed over in reading order and plainly reversed by jsPDF afterwards.
const asGiven = { isInputVisual: false, isOutputVisual: false, isInputRtl: false, isOutputRtl: false }
const backwards = { isInputVisual: true, isOutputVisual: true, isInputRtl: true, isOutputRtl: false }

export function makePen(doc: jsPDF, density: Density, advances: Map<string, number>): Pen {
  const choose = (face: string, weight: Weight): void => void doc.setFont(face, weight)

  function advance(face: Piece['face'], weight: Weight, letter: string): number {
    if (face === 'box') return boxAdvance
    const key = face + weight + letter
    const known = advances.get(key)
    if (known !== undefined) return known
    choose(face, weight)
    const width = doc.getStringUnitWidth(letter)
    advances.set(key, width)
    return width
  }

  function widthOf(text: string, hand: Hand): number {
    let units = 0
    for (const piece of lineOf(text).pieces) {
      for (const letter of piece.text) units += advance(piece.face, hand.weight ?? 'normal', letter)
    }
    return units * hand.size * millimetresPerPoint
  }

  /** Cuts a word that is wider than the column: a pasted address, or a name without a space. */
  function cut(word: string, width: number, hand: Hand): string[] {
    const parts: string[] = []
    let part = ''
    for (const letter of word) {
      if (part && widthOf(part + letter, hand) > width) {
        parts.push(part)
        part = ''
      }
      part += letter
    }
    return [...parts, part]
  }

  function lines(text: string, width: number, hand: Hand): string[] {
    const space = widthOf(' ', hand)
    return plain(text).trim().split('\n').flatMap((paragraph) => {
      const rightToLeft = readsRightToLeft(paragraph, hand.fromRight)
      const done: string[] = []
      let line = ''
      let used = 0
      for (const word of paragraph.split(' ').flatMap((one) => (widthOf(one, hand) > width ? cut(one, width, hand) : [one]))) {
        const long = widthOf(word, hand)
        if (line && used + space + long > width) {
          done.push(line)
          line = word
          used = long
        } else {
          used += line ? space + long : long
          line = line ? `${line} ${word}` : word
        }
      }
      return [...done, line].map((one) => keepDirection(one, rightToLeft))
    })
  }

  /** Writes lines downwards and returns the height used. Right-to-left lines keep to the right of their column. */
  function write(given: readonly string[], place: Place, hand: Hand): number {
    const weight = hand.weight ?? 'normal'
    doc.setTextColor(...(hand.colour ?? ink))
    given.forEach((text, at) => {
      const { pieces, rightToLeft } = lineOf(text)
      const spare = place.width - widthOf(text, hand)
      const toTheRight = hand.align === 'right' || (rightToLeft && hand.align === undefined)
      let x = place.x + (toTheRight ? spare : hand.align === 'centre' ? spare / 2 : 0)
      const y = place.y + at * lineStep(hand) + hand.size * millimetresPerPoint * baseline
      for (const piece of pieces) {
        const size = hand.size * millimetresPerPoint
        if (piece.face === 'box') {
          for (const _ of piece.text) {
            pen.box(x + 0.06 * size, y - 0.7 * size, 0.5 * size, 0.7 * size, { edge: hand.colour ?? ink }, 0.06 * size)
            x += boxAdvance * size
          }
          continue
        }
        choose(piece.face, weight)
        doc.setFontSize(hand.size)
        if (piece.face === 'arabic') doc.text([...piece.text].reverse().join(''), x, y, backwards)
        else doc.text(piece.text, x, y, asGiven)
        for (const letter of piece.text) x += advance(piece.face, weight, letter) * size
      }
    })
    return given.length * lineStep(hand)
  }

  const pen: Pen = {
    doc,
    density,
    y: page.top,
    widthOf,
    lines,
    write,
    rule(x1, y1, x2, y2, colour, thickness) {
      doc.setDrawColor(...colour)
      doc.setLineWidth(thickness)
      doc.line(x1, y1, x2, y2)
    },
    box(x, y, width, height, { fill, edge }, thickness = 0.2) {
      if (fill) doc.setFillColor(...fill)
      if (edge) doc.setDrawColor(...edge)
      doc.setLineWidth(thickness)
      doc.rect(x, y, width, height, fill && edge ? 'FD' : fill ? 'F' : 'S')
    },
    newPage() {
      doc.addPage()
      pen.y = page.continuedTop
    },
    need(height) {
      if (pen.y + height > page.bottom) pen.newPage()
    },
  }
  return pen
}
