import { expect, it } from 'vitest'
import { findOthers, rewritten, type Other } from '../../src/domain/people/thirdParty.ts'

const OTHERS: readonly Other[] = [
  { id: 'p2', who: 'pupil', names: ['Will Carter', 'Will', 'Carter'] }, { id: 'p3', who: 'pupil', names: ['Maya Okafor-Smith', 'Maya', 'Okafor-Smith'] }, { id: 'p4', who: 'pupil', names: ['Jo Łukasz', 'Jo'] },
  { id: 'c1', who: 'family', names: ['Grace Carter'] }, { id: 's1', who: 'staff', names: ['Anita Deshmukh', 'Deshmukh'] },
]
const find = findOthers(OTHERS, ['Harvey', 'Lowe', 'Harvey Lowe'])
const found = (text: string) => find(text).map(({ who, words }) => `${who}: ${words}`)

it('Another pupil, another family and a member of staff are found by name, the longest name first', () => {
  expect(found('Will Carter hit Maya; Grace Carter rang Ms Deshmukh.')).toEqual(['pupil: Will Carter', 'pupil: Maya', 'family: Grace Carter', 'staff: Deshmukh'])
})
it('Capitals tell a name from a word, and “Maya’s” names Maya', () => {
  expect(found('Harvey will sit by Maya’s table. MAYA')).toEqual(['pupil: Maya'])
})
it('The pupil whose file it is stays, also beside another who is called the same', () => {
  expect(findOthers([...OTHERS, { id: 'p9', who: 'pupil', names: ['Harvey Jones', 'Harvey', 'Jones'] }], ['Harvey', 'Lowe'])('Harvey met Harvey Jones').map(({ words }) => words)).toEqual(['Harvey Jones'])
})
it('A name within another word is no name, and accents do not hide one', () => {
  expect(found('Willow and Joanna. Jo Łukasz, Okafor-Smith')).toEqual(['pupil: Jo Łukasz', 'pupil: Okafor-Smith'])
})
it('What is marked is replaced, and nothing beside it', () => {
  const text = 'Maya’s friend Will left.'
  expect(rewritten(text, find(text), ({ who }) => (who === 'pupil' ? '██' : undefined))).toBe('██’s friend ██ left.')
})
