import { describe, expect, it } from 'vitest'
import type { ToRaise } from '../../src/domain/week/blueReport.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { matterKey, rankRaisings, type Raisable } from '../../src/domain/week/raising.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'

const FRIDAY = '2026-12-11'
const THURSDAY = '2026-12-10'
const nothing: Raisable = { waiting: [], missed: [], mornings: [], targets: [], outcomes: [], today: FRIDAY, yesterday: THURSDAY }

const aNote = (id: string, { carriedOver = 0, waitingDays = 1, type = 'observation', on = THURSDAY }: { carriedOver?: number; waitingDays?: number; type?: 'observation' | 'staff'; on?: string } = {}): ToRaise => {
  const at = instantAt(on, '15:20')
  return { carriedOver, waitingDays, note: { id, by: 'mentor-a', at, f: { pupilId: 'p1', type, text: `Note ${id}`, occurredAt: at, enteredAt: at, raise: true } } }
}
const lateOn = (...dates: string[]) => dates.map((date) => ({ date, expectedAt: '08:45', arrivedAt: '08:51', minutes: 6 }))
const threeTimes = lateOn('2026-12-07', '2026-12-08', '2026-12-09')
const missedOn = (date: string, state: 'missed' | 'unexplained' | 'explained' = 'missed') => ({ what: 'arrival' as const, date, state })
const aTarget = (pupilWording: string, by = FRIDAY) => ({ behaviour: 'gets the planner signed', measure: 'count' as const, threshold: 4, scope: 'in every lesson', pupilWording, by, result: 'open' as const })
const reasons = (known: Partial<Raisable>): string[] => rankRaisings({ ...nothing, ...known }, DEFAULT_SETTINGS).map(({ why }) => why)

describe('What is raised first at the morning meeting, and why', () => {
  it('is, in this order: carried over twice, missed, from staff yesterday, carried over once, late three times, waiting, due today', () => {
    const waiting = [aNote('waits', { waitingDays: 3, on: '2026-12-08' }), aNote('once', { carriedOver: 1, on: '2026-12-08' }), aNote('staff', { type: 'staff' }), aNote('twice', { carriedOver: 2, on: '2026-12-07' })]
    expect(reasons({ waiting, missed: [missedOn('2026-12-09')], mornings: threeTimes, targets: [aTarget('I get my planner signed')] })).toEqual([
      'Carried over twice', 'Missed, nobody knows why yet', 'From staff, the last school day', 'Carried over once', 'Late 3 times in ten school days', 'Waiting 3 days', 'A target of today',
    ])
  })

  it('is the longest-waiting where the reasons are the same', () => {
    const found = rankRaisings({ ...nothing, waiting: [aNote('first', { waitingDays: 4, on: '2026-12-07' }), aNote('second', { waitingDays: 2, on: '2026-12-09' })] }, DEFAULT_SETTINGS)
    expect(found.map(({ key }) => key)).toEqual(['first', 'second'])
  })

  it('is not what staff said last week: that waits like any other note', () => {
    expect(reasons({ waiting: [aNote('old', { type: 'staff', waitingDays: 4, on: '2026-12-07' })] })).toEqual(['Waiting 4 days'])
  })
})

describe('What the records raise themselves', () => {
  it('is lateness from the school’s own number of mornings on, with the days', () => {
    expect(reasons({ mornings: threeTimes.slice(1) })).toEqual([])
    const [late] = rankRaisings({ ...nothing, mornings: threeTimes }, DEFAULT_SETTINGS)
    expect(late?.text).toBe('Mon 7 Dec, Tue 8 Dec, Wed 9 Dec; 6 minutes on average. Ask what would help.')
    expect(rankRaisings({ ...nothing, mornings: threeTimes }, { concernLateMornings: 4 })).toEqual([])
  })

  it('is not said again once it was talked about, until as much has happened since', () => {
    const discussed = [{ noteId: matterKey('late'), date: '2026-12-09', result: 'discussed' as const }]
    expect(reasons({ mornings: [...threeTimes, ...lateOn(THURSDAY)], outcomes: discussed })).toEqual([])
    expect(reasons({ mornings: lateOn('2026-12-09', '2026-12-10', '2026-12-11'), outcomes: [{ ...discussed[0]!, date: '2026-12-08' }] })).toEqual(['Late 3 times in ten school days'])
  })

  it('waits until tomorrow when it is carried over, and is there again then', () => {
    const carried = [{ noteId: matterKey('missed'), date: FRIDAY, result: 'carried-over' as const }]
    expect(reasons({ missed: [missedOn('2026-12-09')], outcomes: carried })).toEqual([])
    expect(reasons({ missed: [missedOn('2026-12-09')], outcomes: [{ ...carried[0]!, date: THURSDAY }] })).toEqual(['Missed, nobody knows why yet'])
  })

  it('never is a missed morning that was explained, nor one of today', () => {
    expect(reasons({ missed: [missedOn('2026-12-09', 'explained'), missedOn(FRIDAY)] })).toEqual([])
    expect(reasons({ missed: [missedOn('2026-12-09', 'unexplained')] })).toEqual(['Missed, and unexplained'])
  })

  it('is the targets of today in the pupil’s own words', () => {
    const [due] = rankRaisings({ ...nothing, targets: [aTarget('I get my planner signed'), aTarget('I am on time', '2026-12-14'), aTarget('')] }, DEFAULT_SETTINGS)
    expect(due).toMatchObject({ why: '2 targets of today', text: 'I get my planner signed\ngets the planner signed, at least 4 times, in every lesson' })
  })
})
