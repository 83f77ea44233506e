import { shaped } from './arabic.ts'
import { arabicRanges, latinRanges, type CodePointRange } from './coverage.ts'

/** A stretch of one line in one font, in the order the glyphs stand on the paper from left to right; `box` is what no font has. */
export type Piece = { text: string; face: 'sans' | 'arabic' | 'box' }
export type Line = { pieces: Piece[]; rightToLeft: boolean }

const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const leftMark = '\u200e'
const rightMark = '\u200f'
const mirrored: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«', '<': '>', '>': '<' }

type Direction = 'L' | 'R' | null

export const holds = (ranges: readonly CodePointRange[], point: number): boolean =>
  ranges.some(([first, last]) => point >= first && point <= last)

/** Composes letters and accents, and drops what has no glyph: control, joining-order and variation characters. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]|[^\P{Cf}\u200c\u200d]|[\ufe00-\ufe0f]/gu, '')
}

function directionOf(letter: string): Direction {
  if (rightToLeftLetter.test(letter) && !/[\p{N}\p{P}]/u.test(letter)) return 'R'
  return /\p{L}/u.test(letter) ? 'L' : null
}

/** Which way a paragraph reads: by its first letter, or `always` from the right where any letter does. */
export function readsRightToLeft(paragraph: string, always = false): boolean {
  if (paragraph.startsWith(rightMark)) return true
  if (paragraph.startsWith(leftMark) || !rightToLeftLetter.test(paragraph)) return false
  if (always) return true
  for (const letter of paragraph) {
    const direction = directionOf(letter)
    if (direction) return direction === 'R'
  }
  return false
}

/** Marks a broken-off line with its paragraph's direction, where the line alone would read the other way. */
export function keepDirection(line: string, rightToLeft: boolean): string {
  return readsRightToLeft(line) === rightToLeft ? line : (rightToLeft ? rightMark : leftMark) + line
}

/** Spaces, digits and signs go with the letters on both sides of them, or else with the line. */
function settle(directions: Direction[], base: 'L' | 'R'): ('L' | 'R')[] {
  const next: Direction[] = []
  let ahead: Direction = base
  for (let at = directions.length - 1; at >= 0; at--) next[at] = ahead = directions[at] ?? ahead
  let before: 'L' | 'R' = base
  return directions.map((direction, at) => {
    if (direction) return (before = direction)
    return before === next[at] ? before : base
  })
}

/** Reverses a right-to-left run for drawing; numbers inside it still read from the left, and accents follow their letter. */
function turned(run: string): string {
  const units = shaped(run).match(/\p{N}[\p{N}.,:/-]*\p{N}|\P{M}\p{M}*|\p{M}/gu) ?? []
  return units.reverse().map((unit) => mirrored[unit] ?? unit).join('')
}

function inFaces(text: string, rightToLeft: boolean): Piece[] {
  const pieces: Piece[] = []
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0
    const inArabic = (rightToLeft || point >= 0x600) && holds(arabicRanges, point)
    const face = inArabic ? 'arabic' : holds(latinRanges, point) ? 'sans' : 'box'
    const last = pieces.at(-1)
    if (last?.face === face) last.text += letter
    else pieces.push({ text: letter, face })
  }
  return pieces
}

/** One line of plain text as the pieces to draw. A mixed line is drawn piece by piece, since a whole would come out in the wrong order. */
export function lineOf(text: string): Line {
  if (/^[ -~]*$/.test(text)) return { pieces: [{ text, face: 'sans' }], rightToLeft: false }
  const rightToLeft = readsRightToLeft(text)
  const bare = text.replace(/[\u200e\u200f]/g, '')
  if (!rightToLeftLetter.test(bare)) return { pieces: inFaces(bare.replace(/[\u200c\u200d]/g, ''), false), rightToLeft }
  const letters = [...bare]
  const directions: Direction[] = []
  for (const letter of letters) directions.push(/\p{M}/u.test(letter) ? (directions.at(-1) ?? null) : directionOf(letter))
  const settled = settle(directions, rightToLeft ? 'R' : 'L')
  const runs: { text: string; direction: 'L' | 'R' }[] = []
  letters.forEach((letter, at) => {
    const direction = settled[at] ?? 'L'
    const last = runs.at(-1)
    if (last?.direction === direction) last.text += letter
    else runs.push({ text: letter, direction })
  })
  if (rightToLeft) runs.reverse()
  const pieces = runs.flatMap((run) => inFaces(run.direction === 'R' ? turned(run.text) : run.text, run.direction === 'R'))
  return { pieces, rightToLeft }
}
