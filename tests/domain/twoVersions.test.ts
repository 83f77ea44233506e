import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayChange } from '../../src/domain/sync/changeWords.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { bothTexts, conflictKey } from '../../src/domain/sync/conflict.ts'
import { joinAppends } from '../../src/domain/people/joining.ts'
import { clockWords, deviceState } from '../../src/domain/people/devices.ts'
import { opOf, sentAgainId, whyParked } from '../../src/domain/sync/parked.ts'
import { waitingAge } from '../../src/domain/tasks/waitingAge.ts'
import { wordDifference } from '../../src/domain/sync/wordDifference.ts'

const by = (name: string, text: string) => ({ name, text })

describe('Two additions to one text', () => {
  it('stand one after the other, each with its author', () => {
    expect(joinAppends('Calm.', [by('A', 'Calm. Rang home.'), by('B', 'Calm.\nLate once.')])).toBe('Calm.\nRang home. (A)\nLate once. (B)')
    expect(joinAppends('Calm.', [by('A', 'Calm. One.'), by('A', 'Calm. Two.')])).toBe('Calm.\nOne.\nTwo.')
  })
  it('are a matter for a person where either rewrote, took away, went on in mid-word, or began from nothing', () => {
    expect(joinAppends('Calm.', [by('A', 'Quiet. One.'), by('B', 'Calm. Two.')])).toBeUndefined()
    expect(joinAppends('Calm.', [by('A', 'Calm.'), by('B', 'Calm. Two.')])).toBeUndefined()
    expect(joinAppends('He was go', [by('A', 'He was good'), by('B', 'He was gone')])).toBeUndefined()
    expect(joinAppends('', [by('A', 'One'), by('B', 'Two')])).toBeUndefined()
  })
  it('are attributed where a person keeps both', () => {
    expect(bothTexts([by('A', ' One '), by('B', 'Two')])).toBe('One (A)\n\nTwo (B)')
  })
})

it('A pair of versions has one name, whichever came first', () => {
  expect(conflictKey('target', 't1', 'behaviour', ['b:1', 'a:2'])).toBe(conflictKey('target', 't1', 'behaviour', ['a:2', 'b:1']))
})

describe('The difference of two texts', () => {
  const side = (parts: ReturnType<typeof wordDifference>, which: 'first' | 'second') => parts.filter((part) => part.in === 'both' || part.in === which).map((part) => part.text).join('')
  it('marks the words that only one of them has', () => {
    expect(wordDifference('on time on three mornings', 'on time on four mornings')).toEqual([
      { text: 'on time on ', in: 'both' }, { text: 'three ', in: 'first' }, { text: 'four ', in: 'second' }, { text: 'mornings', in: 'both' },
    ])
    expect(wordDifference('', 'new')).toEqual([{ text: 'new', in: 'second' }])
    expect(wordDifference('same', 'same')).toEqual([{ text: 'same', in: 'both' }])
  })
  it('puts each text together again, word for word', () => {
    const text = fc.array(fc.constantFrom('on', 'time', 'late', 'é', '😀'), { maxLength: 12 }).map((words) => words.join(' '))
    const bare = (one: string) => one.split(/\s+/).filter(Boolean)
    fc.assert(fc.property(text, text, (first, second) => {
      const parts = wordDifference(first, second)
      expect([bare(side(parts, 'first')), bare(side(parts, 'second'))]).toEqual([bare(first), bare(second)])
    }))
  })
  it('does not reckon for seconds over very long texts', () => {
    const start = performance.now()
    wordDifference('a '.repeat(9000), 'b '.repeat(9000))
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('Work that waits', () => {
  const morning = instantAt('2026-12-10', '08:31')
  it('is ordinary until the school day ends, then amber, and red after a day', () => {
    expect(waitingAge(null, morning, '15:10')).toBe('fresh')
    expect(waitingAge(morning, instantAt('2026-12-10', '15:09'), '15:10')).toBe('fresh')
    expect(waitingAge(morning, instantAt('2026-12-10', '15:10'), '15:10')).toBe('amber')
    expect(waitingAge(morning, instantAt('2026-12-11', '08:30'), '15:10')).toBe('amber')
    expect(waitingAge(morning, instantAt('2026-12-11', '08:31'), '15:10')).toBe('red')
    expect(waitingAge(instantAt('2026-12-10', '16:00'), instantAt('2026-12-10', '17:00'), '15:10')).toBe('fresh')
  })
  it('is named as a mentor would name it', () => {
    expect(sayChange({ t: 'arrivalEvent', kind: 'add', f: { type: 'arrived', at: '08:31' } }, 'Harvey')).toBe('Arrival of Harvey, 8.31')
    expect(sayChange({ t: 'note', kind: 'add' }, 'Harvey')).toBe('Note about Harvey')
    expect(sayChange({ t: 'constructor', kind: 'add' }, undefined)).toBe('A change of a newer kind')
  })
})

describe('A tablet in the list of devices', () => {
  const at = instantAt('2026-12-10', '16:00')
  it('is late where its work should be here by now, and silent after a week', () => {
    expect(deviceState({ waiting: 0, oldest: null, seenAt: at }, at, '15:10')).toBe('fine')
    expect(deviceState({ waiting: 1, oldest: at - 60_000, seenAt: at }, at, '15:10')).toBe('waiting')
    expect(deviceState({ waiting: 1, oldest: at - 86_400_000, seenAt: at }, at, '15:10')).toBe('late')
    expect(deviceState({ waiting: 1, oldest: at - 86_400_000, seenAt: at, stuck: 'W1-server-5' }, at, '15:10')).toBe('stuck')
    expect(deviceState({ waiting: 0, oldest: null, seenAt: at, stuck: 'W1-server-5' }, at, '15:10')).toBe('fine')
    expect(deviceState({ waiting: 0, oldest: null, seenAt: at - 7 * 86_400_000 }, at, '15:10')).toBe('silent')
  })
  it('has a clock that is right, slow or fast', () => {
    expect([null, 60_000, 600_000, -7_200_000, -259_200_000].map(clockWords)).toEqual(['Not known', 'Right', '10 minutes slow', '2 hours fast', '3 days fast'])
  })
})

describe('A parked change', () => {
  it('says why in words, also for a reason of a newer server', () => {
    expect(whyParked('case-lost')).toContain('handed to another mentor')
    expect(whyParked('something-new')).toBe('The server could not accept this change.')
  })
  it('is read where it can be, and is sent again under one name', () => {
    expect(opOf({ payload: '' })).toBeUndefined()
    expect(opOf({ payload: '{"n":1}' })).toBeUndefined()
    expect(sentAgainId('parked:client-a:4')).toBe('again:parked:client-a:4')
  })
})
