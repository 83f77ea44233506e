import { describe, expect, it } from 'vitest'
import { shaped } from '../../../src/ui/paper/arabic.ts'
import { wordsOf } from '../../../src/ui/paper/model.ts'
import { lineOf, plain } from '../../../src/ui/paper/reading.ts'
import { uncovered } from '../../../src/ui/paper/uncovered.ts'
import { aSheet } from './sheets.ts'

const codes = (text: string): string[] => [...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(16))

describe('which letters a PDF can write', () => {
  it('finds nothing missing in the names of a British school', () => {
    expect(uncovered('Łukasz Şahin, Siân ŵ, Nguyễn, O’Brien – “Zoë” 50% £3 … محمد نوشین پاکستان')).toEqual([])
    expect(uncovered(wordsOf(aSheet()))).toEqual([])
  })

  it('names each missing character once: Chinese, emoji, Georgian', () => {
    expect(uncovered('王小明 and 王 👍👍 ჟ Ж Ω')).toEqual(['王', '小', '明', '👍', 'ჟ'])
  })

  it('counts an Arabic letter that it could not join to its neighbours as missing', () => {
    expect(uncovered('ڕێبین')).toEqual(['ڕ', 'ێ'])
  })

  it('takes a letter with a loose accent as the one letter it is', () => {
    expect(uncovered('Sia\u0302n')).toEqual([])
    expect(plain('Sia\u0302n')).toBe('Siân')
  })
})

describe('Arabic letters', () => {
  it('take the form that their neighbours ask for', () => {
    expect(codes(shaped('محمد'))).toEqual(['fee3', 'fea4', 'fee4', 'feaa'])
  })

  it('end before a hamza instead of reaching for it', () => {
    expect(codes(shaped('شيء'))).toEqual(['feb7', 'fef2', 'fe80'])
  })

  it('join lam and alef into one, and never alef and lam', () => {
    expect(codes(shaped('لا'))).toEqual(['fefb'])
    expect(codes(shaped('ال'))).toEqual(['fe8d', 'fedd'])
  })

  it('are written without vowel signs, which are named as missing', () => {
    expect(codes(shaped('مُح'))).toEqual(['fee3', 'fea2'])
    expect(uncovered('مُحَمَّد')).toEqual(['\u064f', '\u064e', '\u0651'])
  })
})

describe('a line in two scripts', () => {
  it('shows a box for what no font has', () => {
    expect(lineOf('王 Wang 👍').pieces).toEqual([
      { text: '王', face: 'box' },
      { text: ' Wang ', face: 'sans' },
      { text: '👍', face: 'box' },
    ])
  })

  it('keeps each script together and in its own font', () => {
    const { pieces, rightToLeft } = lineOf('Ms ليلى 8K')
    expect(rightToLeft).toBe(false)
    expect(pieces.map((piece) => piece.face)).toEqual(['sans', 'arabic', 'sans'])
    expect(pieces[2]?.text).toBe(' 8K')
  })

  it('reads a number within Arabic from the left', () => {
    const { pieces, rightToLeft } = lineOf('الساعة 8.30 كل يوم')
    expect(rightToLeft).toBe(true)
    expect(pieces.map((piece) => piece.text).join('')).toContain(' 8.30 ')
  })

  it('turns the brackets round an Arabic word', () => {
    const text = lineOf('يوم (خمس) يوم').pieces.map((piece) => piece.text).join('')
    expect(text.indexOf('(')).toBeLessThan(text.indexOf(')'))
  })
})
