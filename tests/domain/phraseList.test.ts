import { describe, expect, it } from 'vitest'
import { asNumberedList, fromNumberedList } from '../../src/domain/home/phraseList.ts'

const back = (pasted: string, count = 3) => Object.fromEntries(fromNumberedList(pasted, count))

describe('The sentences of a letter go out as a list and come back by their numbers', () => {
  it('what goes out unchanged comes back as it was, sentences of several lines too', () => {
    const sentences = ['Dear {names},', 'Yours sincerely,\n{mentor}, Mentor', 'Why']
    expect(back(asNumberedList(sentences))).toEqual({ 1: sentences[0], 2: sentences[1], 3: sentences[2] })
  })
  it('a translator’s brackets, blank lines, foreword and order make no difference, and what is empty stays open', () => {
    expect(back('Proszę bardzo!\n\n3) Dlaczego\n1: Szanowni Państwo {names},\n\n2.   ')).toEqual({ 1: 'Szanowni Państwo {names},', 3: 'Dlaczego' })
  })
  it('a number that is none of the list, or comes again inside a sentence, belongs to the sentence', () => {
    expect(back('1. Zasady:\n1. pierwsza\n2021. rok\n2. Dalej')).toEqual({ 1: 'Zasady:\n1. pierwsza\n2021. rok', 2: 'Dalej' })
  })
  it('a list of nothing is nothing', () => expect(back('  \nHello')).toEqual({}))
})
