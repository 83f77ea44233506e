import { describe, expect, it } from 'vitest'
import type { Arrival } from '../../src/domain/mornings/arrival.ts'
import type { DeskEntry } from '../../src/domain/mornings/deskList.ts'
import { QUEUE_LENGTH, rehearsalQueue, type RehearsalQueue } from '../../src/domain/mornings/rehearsalQueue.ts'
import { afterMarks, afterWord, atDesk, beginRun, isOver, mistakesOf, triedOf, type Run } from '../../src/domain/mornings/rehearsalRun.ts'

const entry = (id: string, more: Partial<DeskEntry> = {}): DeskEntry => ({
  pupilId: id, pupil: { preferredName: `Name${id}`, surname: 'S', form: '9B', year: 9 }, hint: '', expectedAt: '08:45', expected: true, mine: true, mentorId: 'me',
  arrival: undefined, absence: undefined, commitment: undefined, ...more,
})
const named = (id: string, preferredName: string): DeskEntry => entry(id, { pupil: { preferredName, surname: id, form: `${id}B`, year: 9 }, hint: `${id}B` })
const aSchool = [
  ...Array.from({ length: 8 }, (_, at) => entry(`mine${at}`)),
  ...Array.from({ length: 20 }, (_, at) => entry(`theirs${at}`, { mine: false, mentorId: 'other' })),
  named('a', 'Maya'), named('b', 'Maya'),
  entry('stranger', { expected: false, mentorId: undefined, mine: false }),
  entry('here', { arrival: {} as Arrival }),
  entry('away', { expected: false, absence: { pupilId: 'away', from: '2026-12-10', until: '2026-12-10', reason: 'trip' } }),
]
/** A queue for each of many throws. */
const throws = Array.from({ length: 50 }, (_, seed) => {
  let state = seed + 1
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
})
const queues = throws.map((dice) => rehearsalQueue(aSchool, '08:45', dice)!)
const everyone = ({ steps }: RehearsalQueue) => steps.flatMap(({ pupils }) => pupils)

describe('The queue to rehearse with', () => {
  it('is twenty pupils, nobody twice, whatever the dice say', () => {
    for (const queue of queues) {
      const ids = everyone(queue).map(({ entry: { pupilId } }) => pupilId)
      expect([queue.pupils, ids.length, new Set(ids).size]).toEqual([QUEUE_LENGTH, QUEUE_LENGTH, QUEUE_LENGTH])
      expect(ids).not.toContain('here')
      expect(ids).not.toContain('away')
    }
  })

  it('has its noise: one marked already, one not on the list, one name twice, two at once, others’ pupils, and the last one late', () => {
    for (const queue of queues) {
      const all = everyone(queue)
      const heard = (noise: string) => all.filter((one) => one.noise === noise).map(({ entry: { pupilId } }) => pupilId)
      expect(heard('marked-already')).toEqual([queue.marked?.pupilId])
      expect(heard('not-on-the-list')).toEqual(['stranger'])
      expect(heard('other-mentors').length).toBeGreaterThan(0)
      expect(all.some((one) => one.entry.mine)).toBe(true)
      expect(all.filter(({ entry: { pupil } }) => pupil.preferredName === 'Maya')).toHaveLength(2)
      expect(queue.steps.filter(({ pupils }) => pupils.length === 2)).toHaveLength(1)
      const last = queue.steps.at(-1)
      expect([last?.at, last?.pupils[0]?.noise]).toEqual(['08:52', 'late'])
    }
  })

  it('does not come in one order every time', () => expect(new Set(queues.map((queue) => everyone(queue).map((one) => one.entry.pupilId).join())).size).toBeGreaterThan(45))

  it('is shorter in a small school, and there is none where nobody is expected', () => {
    expect(rehearsalQueue(aSchool.slice(0, 9), '08:45', throws[0]!)?.pupils).toBe(9)
    expect(rehearsalQueue(aSchool.filter((one) => !one.expected), '08:45', throws[0]!)).toBeUndefined()
  })
})

describe('A try at it', () => {
  const queue: RehearsalQueue = {
    pupils: 4, marked: entry('m'),
    steps: [{ pupils: [{ entry: entry('1'), noise: undefined }] }, { pupils: [{ entry: entry('m'), noise: 'marked-already' }] }, { pupils: [{ entry: entry('2'), noise: undefined }, { entry: entry('3'), noise: undefined }] }],
  }
  const begun = beginRun(new Set(['m']), 1000)
  const names = (run: Run) => atDesk(run, queue).map((one) => one.entry.pupilId)
  const marks = (run: Run, ids: string[], at: number) => afterMarks(run, queue, new Set(['m', ...ids]), at)

  it('goes on to the next when whoever stands there is marked, in either order of two at once', () => {
    const one = marks(begun, ['1'], 3000)
    expect([names(begun), names(one)]).toEqual([['1'], ['m']])
    const two = afterWord(one, queue, 'm', 4000)
    expect(names(two)).toEqual(['2', '3'])
    const three = marks(two, ['1', '3'], 6000)
    expect(names(three)).toEqual(['2'])
    const over = marks(three, ['1', '3', '2'], 7000)
    expect(isOver(over, queue)).toBe(true)
    const tried = triedOf(over, queue, 5)
    expect(tried).toEqual({ pupils: 4, ms: 6000, medianMs: 1500, taps: 5, wrong: 0, notUndone: 0, leftUnmarked: 0, sentAway: 0 })
    expect(mistakesOf(tried)).toBe(0)
  })

  it('counts a mark for somebody else as wrong, and sees when it is undone', () => {
    const wrong = marks(begun, ['3'], 2000)
    expect([names(wrong), [...wrong.wrong]]).toEqual([['1'], ['3']])
    const undone = marks(wrong, [], 2500)
    expect([[...undone.wrong], undone.wrongTaps]).toEqual([[], 1])
    expect(triedOf(wrong, queue, 1)).toMatchObject({ wrong: 1, notUndone: 1 })
    expect(triedOf(undone, queue, 2)).toMatchObject({ wrong: 1, notUndone: 0 })
  })

  it('does not take a pupil for done who was wrongly marked before they came', () => {
    const early = marks(begun, ['2'], 1500)
    const there = afterWord(marks(early, ['2', '1'], 2000), queue, 'm', 2500)
    expect(names(there)).toEqual(['2', '3'])
    expect(names(marks(there, ['1'], 2600))).toEqual(['2', '3'])
    expect(names(marks(marks(there, ['1'], 2600), ['1', '2'], 2700))).toEqual(['3'])
  })

  it('counts who is sent away without a mark, and keeps them at the desk', () => {
    const sent = afterWord(begun, queue, '1', 2000)
    expect([names(sent), sent.sentAway]).toEqual([['1'], 1])
    expect(afterWord(begun, queue, '2', 2000), 'who does not stand there is not spoken to').toBe(begun)
  })

  it('sees at the end who was unmarked again', () => {
    const one = marks(begun, ['1'], 3000)
    expect(triedOf(marks(one, [], 3500), queue, 2).leftUnmarked).toBe(3)
  })
})
