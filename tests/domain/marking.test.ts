import { describe, expect, it } from 'vitest'
import { arrivalOf, type ArrivalEvent, type StoredArrivalEvent } from '../../src/domain/mornings/arrival.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { amendedEvent, arrivedEvent, confirmedEvent, timeProblem, undoneEvent, withdrawnEvent, type Moment } from '../../src/domain/mornings/marking.ts'
import { markSentence } from '../../src/domain/mornings/markWords.ts'
import { isOfficeTold } from '../../src/domain/mornings/officeTold.ts'
import { recentSchoolDays } from '../../src/domain/time/recentDays.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import type { Actor } from '../../src/domain/staff.ts'

const day = '2026-12-10'
const me: Actor = { id: 'm1', role: 'mentor', name: 'Ms A. Mentor', initials: 'AM' }
const moment = (time: string, skew: number | null = 0): Moment => ({ now: instantAt(day, time), entered: instantAt(day, time), wall: instantAt(day, time), skew })
const tapAt = (time: string, expectedAt = '08:45') => arrivedEvent({ pupilId: 'p1', date: day, expectedAt }, moment(time), DEFAULT_SETTINGS)
const stored = (...events: ArrivalEvent[]): StoredArrivalEvent[] => events.map((f, index) => ({ id: `e${index}`, by: 'm1', at: 0, f }))

describe('a mark said in sign, word and minutes', () => {
  it.each([
    ['08:44', '08:45', '/ on time'],
    ['08:41', '08:30', '/ late to mentor 11 min'],
    ['08:52', '08:45', 'L 7 min'],
    ['09:20', '08:45', 'U · office to confirm 35 min'],
  ])('at %s for a pupil expected at %s is "%s"', (time, expectedAt, words) => {
    expect(markSentence(tapAt(time, expectedAt))).toBe(words)
  })

  it('says that the office has confirmed a U', () => {
    expect(markSentence({ ...tapAt('09:20'), officeConfirmed: true })).toBe('U · office confirmed 35 min')
  })
})

describe('what a tap puts down', () => {
  it('says what the tablet’s clock said, the best estimate of the true time, and whether that was known', () => {
    expect(arrivedEvent({ pupilId: 'p1', date: day, expectedAt: '08:45' }, moment('08:44', 90_000), DEFAULT_SETTINGS))
      .toMatchObject({ at: '08:44', deviceTime: instantAt(day, '08:44'), estimatedTrueTime: instantAt(day, '08:44') + 90_000, skewKnown: true })
    expect(arrivedEvent({ pupilId: 'p1', date: day, expectedAt: '08:45' }, moment('08:44', null), DEFAULT_SETTINGS)).toMatchObject({ estimatedTrueTime: instantAt(day, '08:44'), skewKnown: false })
  })

  it('lets the mentor choose another mark and leaves out an empty reason', () => {
    const made = arrivedEvent({ pupilId: 'p1', date: day, expectedAt: '08:45' }, moment('09:00'), DEFAULT_SETTINGS, { at: '08:50', mark: '/', reason: '  ' })
    expect(made).toMatchObject({ at: '08:50', mark: '/', minutesLateToMentor: 5 })
    expect(made).not.toHaveProperty('reason')
  })

  it('refuses a time that is missing or has not come yet', () => {
    const now = instantAt(day, '08:50')
    expect(timeProblem(day, '', now)).toBe('missing')
    expect(timeProblem(day, '08:51', now)).toBe('future')
    expect(timeProblem(day, '08:50', now)).toBeUndefined()
    expect(timeProblem('2026-12-09', '15:00', now)).toBeUndefined()
  })
})

describe('what happens to a mark afterwards', () => {
  it('is undone, amended, taken back or confirmed, each as a fact of its own', () => {
    const tap = tapAt('09:20')
    const [first] = stored(tap)
    expect(arrivalOf(stored(tap, undoneEvent('e0', tap, moment('09:20'))))).toBeUndefined()
    const arrival = arrivalOf([first!])!
    const amended = amendedEvent(arrival, { at: '08:44', mark: '/' }, ' Was with the nurse ', me, moment('09:30'), DEFAULT_SETTINGS)
    expect(amended).toMatchObject({ from: { mark: 'U', at: '09:20' }, to: { mark: '/', at: '08:44', minutesLate: 0 }, reason: 'Was with the nurse', name: me.name, role: 'mentor', entered: instantAt(day, '09:30') })
    expect(arrivalOf(stored(tap, amended))).toMatchObject({ mark: '/', amended: true })
    expect(arrivalOf(stored(tap, withdrawnEvent(arrival, 'Wrong pupil', me, moment('09:31'))))).toBeUndefined()
    expect(arrivalOf(stored(tap, confirmedEvent(arrival, me, moment('09:31'))))?.officeConfirmed).toBe(true)
  })

  it('comes after the tap even where the clock that wrote it was slow', () => {
    const tap = tapAt('09:20')
    const confirmed = confirmedEvent(arrivalOf(stored(tap))!, me, moment('09:10'))
    expect(arrivalOf(stored(tap, confirmed))?.officeConfirmed).toBe(true)
  })
})

describe('the office and the days', () => {
  it('has been told of a no-show only when this tablet has sent all and met the server since the register closed', () => {
    expect(isOfficeTold({ waiting: 0, lastMet: 100, closedAt: 100 })).toBe(true)
    expect(isOfficeTold({ waiting: 1, lastMet: 200, closedAt: 100 })).toBe(false)
    expect(isOfficeTold({ waiting: 0, lastMet: 99, closedAt: 100 })).toBe(false)
    expect(isOfficeTold({ waiting: 0, lastMet: null, closedAt: 100 })).toBe(false)
  })

  it('goes back over school days only', () => {
    const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-12-08', kind: 'inset', name: 'INSET day' }])
    expect(recentSchoolDays(calendar, day, 4)).toEqual(['2026-12-09', '2026-12-07', '2026-12-04', '2026-12-03'])
  })
})
