import { describe, expect, it } from 'vitest'
import type { DeskPupil } from '../../src/domain/pupil.ts'
import { knownAlready, namesakes } from '../../src/domain/mornings/walkIn.ts'

const roll = [['Aisha', 'Rahman', '9B'], ['Aisha', 'Wood', '10A'], ['Łukasz', 'Nowak', '8C'], ['Mary-Ann', 'Price', '7D']].map(([preferredName = '', surname = '', form = '']) => ({
  pupil: { preferredName, surname, form, year: 9 } satisfies DeskPupil,
}))
const typed = (preferredName: string, surname = '', form = '') => ({ preferredName, surname, form })
const names = (found: typeof roll): string[] => found.map(({ pupil }) => `${pupil.preferredName} ${pupil.form}`)

describe('A pupil who is not on the list, but on the tablet’s roll', () => {
  it('is offered as the name is typed, the same form first', () => {
    expect(names(knownAlready(roll, typed('a')))).toEqual([])
    expect(names(knownAlready(roll, typed('aish')))).toEqual(['Aisha 9B', 'Aisha 10A'])
    expect(names(knownAlready(roll, typed('Aisha', '', '10 a')))).toEqual(['Aisha 10A', 'Aisha 9B'])
    expect(names(knownAlready(roll, typed('Aisha', 'Woo')))).toEqual(['Aisha 10A'])
    expect(names(knownAlready(roll, typed('lukasz')))).toEqual(['Łukasz 8C'])
  })

  it('is asked about before a second file is made: the same names, or the same first name in the same form', () => {
    expect(names(namesakes(roll, typed('aisha', 'rahman', '9C')))).toEqual(['Aisha 9B'])
    expect(names(namesakes(roll, typed('Aisha', 'Rehman', '9b')))).toEqual(['Aisha 9B'])
    expect(names(namesakes(roll, typed('Aisha', 'Khan', '11A')))).toEqual([])
  })
})
