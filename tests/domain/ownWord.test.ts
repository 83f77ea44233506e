import { describe, expect, it } from 'vitest'
import { ownLines, ownTargetOf, ownTargetProblem, type OwnWord, type SelfScore, type StoredOwnWord } from '../../src/domain/week/ownWord.ts'

const row = (id: string, f: OwnWord): StoredOwnWord => ({ id, by: 'mentor-a', at: f.entered, f })
const target = (id: string, entered: number, words: string): StoredOwnWord => row(id, { type: 'target', pupilId: 'p1', on: '2026-11-23', entered, words })
const score = (id: string, entered: number, on: string, how: SelfScore, targetId = 't1'): StoredOwnWord => row(id, { type: 'score', pupilId: 'p1', on, entered, targetId, how })

describe('A pupil’s own target', () => {
  it('is the one set last, with one self-score for each week, the later of a week counting', () => {
    const rows = [score('s2', 4, '2026-12-02', 'well'), score('s1', 3, '2026-11-30', 'hard'), target('t1', 1, 'I ask for help'), score('s0', 2, '2026-11-27', 'mixed')]
    expect(ownTargetOf(rows)).toEqual({ id: 't1', words: 'I ask for help', on: '2026-11-23', scores: [{ weekStart: '2026-11-23', how: 'mixed' }, { weekStart: '2026-11-30', how: 'well' }] })
    expect(ownTargetOf([...rows, target('t2', 9, 'I pack my bag')])).toMatchObject({ id: 't2', scores: [] })
    expect(ownTargetOf([score('s1', 3, '2026-11-30', 'hard')])).toBeUndefined()
  })
  it('is praised on a certificate with the weeks that went well, and says nothing of those that did not', () => {
    expect(ownLines(undefined)).toEqual([])
    expect(ownLines(ownTargetOf([target('t1', 1, 'I ask for help'), score('s1', 2, '2026-11-30', 'hard')]))).toEqual([{ label: 'My own target', text: 'I ask for help' }])
    expect(ownLines(ownTargetOf([target('t1', 1, 'I ask for help'), score('s1', 2, '2026-11-30', 'hard'), score('s2', 3, '2026-12-07', 'well')])).at(-1)).toEqual({ label: 'How I see it', text: 'It went well in one week.' })
  })
  it('is one thing, of a length that a certificate has room for', () => {
    expect([ownTargetProblem(' '), ownTargetProblem('x'.repeat(161)), ownTargetProblem('I ask')]).toEqual(['Write one thing you want to do by yourself.', 'Keep it to 160 characters.', undefined])
  })
})
