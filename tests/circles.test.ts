// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { circleIn } from '../config/circles.ts'

describe('The files of a build', () => {
  it('may share one file and go through many', () => {
    expect(circleIn(new Map([['index', ['shared', 'ui']], ['screen', ['index', 'shared']], ['shared', ['ui']], ['ui', []]]))).toBeUndefined()
  })
  it('are refused where two need each other, also by way of a third, and are named', () => {
    expect(circleIn(new Map([['index', ['a']], ['a', ['b']], ['b', ['a']]]))).toEqual(['a', 'b', 'a'])
    expect(circleIn(new Map([['ui', []], ['a', ['ui', 'b']], ['b', ['c']], ['c', ['a']]]))).toEqual(['a', 'b', 'c', 'a'])
  })
})
