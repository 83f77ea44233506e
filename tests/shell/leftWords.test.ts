import { expect, it } from 'vitest'
import { leftWords } from '../../src/shell/leftWords.ts'

const left = { tablet: 'Reception 2', isThis: true, waiting: 2, seenAt: 2, confirmedAt: 1 }
const say = (at: number): string => `moment ${at}`

it('a cleared tablet says so, with the last confirmed change and how many waited', () => {
  const { title, text } = leftWords(left, say)
  expect(title).toBe('This tablet’s storage was cleared.')
  expect(text).toContain('Last confirmed change: moment 1; it had reported 2 waiting, on moment 2.')
  expect(text).toContain('write them again')
})
it('where it is not known which tablet it was, both are said; and that nothing was ever confirmed', () => {
  const { title, text } = leftWords({ ...left, isThis: false, waiting: 1, confirmedAt: null }, say)
  expect(title).toContain('Reception 2')
  expect(text).toContain('Last confirmed change: none; it had reported 1 waiting')
  expect(text).toContain('If it is this one, its storage was cleared: open the sealed file, if you saved one, or write it again.')
})
