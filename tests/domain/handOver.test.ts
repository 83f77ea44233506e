import { describe, expect, it } from 'vitest'
import type { ArrivalEvent, StoredArrivalEvent } from '../../src/domain/mornings/arrival.ts'
import { wholeStory } from '../../src/domain/mornings/arrivalStory.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { deskEntries } from '../../src/domain/mornings/deskList.ts'
import { handingOf, hasChanged, stepOf, type HandOver, type Received, type StoredHandOver } from '../../src/domain/mornings/handOver.ts'
import { countsInWords, handOverLines, type KeptEvent } from '../../src/domain/mornings/handOverLines.ts'
import { handedFact, inSimsFact, notInSimsFact, receivedFact } from '../../src/domain/mornings/handOverWriting.ts'
import { amendedEvent, arrivedEvent, confirmedEvent, undoneEvent, withdrawnEvent, type Moment } from '../../src/domain/mornings/marking.ts'
import { arrivalOf } from '../../src/domain/mornings/arrival.ts'
import { officeArrival } from '../../src/domain/mornings/officeArrival.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { missingParts, takenHandOvers, takePage } from '../../src/domain/mornings/takingIn.ts'

const day = '2026-12-10'
const mentor: Actor = { id: 'm1', role: 'mentor', name: 'Ms A. Mentor', initials: 'AM' }
const office: Actor = { id: 'o1', role: 'office', name: 'Mrs O. Office', initials: 'OO' }
const moment = (time: string, skew: number | null = 0): Moment => ({ now: instantAt(day, time), entered: instantAt(day, time), wall: instantAt(day, time), skew })
const who = { pupilId: 'p1', date: day }
const tap = (time: string) => arrivedEvent({ ...who, expectedAt: '08:45' }, moment(time), DEFAULT_SETTINGS)
let ids = 0
const event = (f: ArrivalEvent, by = 'm1'): StoredArrivalEvent => ({ id: `e${++ids}`, by, at: f.entered ?? 0, f })
const fact = <F extends HandOver>(f: F, by = 'o1'): StoredHandOver<F> => ({ id: `h${++ids}`, by, at: f.entered, f })
const late = { mark: 'L', at: '08:52' } as const
const byCode = (standing: Parameters<typeof receivedFact>[1], time = '08:58', more: Partial<Received> = {}): StoredHandOver<Received> =>
  fact(receivedFact(who, standing, 'code', { from: 'm1', events: 1, clockVerified: true, amended: false, handOver: 'ABCDEFGHIA', part: 0, parts: 1, madeAt: instantAt(day, '08:56'), ...more }, office, moment(time)))
const atOffice = (events: readonly StoredArrivalEvent[], received?: StoredHandOver<Received>) => officeArrival(events, received, '08:45', DEFAULT_SETTINGS)

describe('how far a mark has come', () => {
  it('waits, is sent or handed over, is received, and is in SIMS', () => {
    const handed = fact(handedFact(who, late, { how: 'read-out', receipt: false }, mentor, moment('08:57')))
    const received = byCode(late)
    const inSims = fact(inSimsFact({ ...who, ...late }, office, moment('09:05')))
    expect(stepOf(handingOf([]), late, false)).toBe('waiting')
    expect(stepOf(handingOf([]), late, true)).toBe('sent')
    expect(stepOf(handingOf([handed]), late, false)).toBe('handed')
    expect(stepOf(handingOf([handed, received]), late, false)).toBe('received')
    expect(stepOf(handingOf([handed, received, inSims]), late, true)).toBe('in-sims')
  })
  it('counts a checked receipt as received, with no network between', () => {
    expect(stepOf(handingOf([fact(handedFact(who, late, { how: 'code', receipt: true, handOver: 'ABCDEFGHIA' }, mentor, moment('08:58')))]), late, false)).toBe('received')
  })
  it('a mark that was changed since goes back to the start, and says so', () => {
    const facts = handingOf([fact(inSimsFact({ ...who, ...late }, office, moment('09:05')))])
    const now = { mark: '/', at: '08:44' } as const
    expect(stepOf(facts, now, false)).toBe('waiting')
    expect(hasChanged(facts, now)).toBe(true)
    expect(hasChanged(facts, late)).toBe(false)
  })
  it('a tick that was a mistake is taken back, and both stay in the trail', () => {
    const tick = fact(inSimsFact({ ...who, ...late }, office, moment('09:05')))
    const undone = fact(notInSimsFact(tick.id, who, office, moment('09:06')))
    expect(handingOf([tick, undone]).inSims).toBeUndefined()
    expect(wholeStory([event(tap('08:52'))], [tick, undone], () => 'Ms A. Mentor').map(({ title }) => title)).toEqual(['Arrived 8.52: L 7 min', 'Entered in SIMS: L at 8.52', 'Not in SIMS after all'])
  })
  it('the trail tells the original, the amended mark, the reason, who handed over, received and entered it, in order', () => {
    const first = event(tap('08:52'))
    const amended = event(amendedEvent(arrivalOf([first])!, { at: '08:44', mark: '/' }, 'Was with the Head of Year', mentor, moment('08:55'), DEFAULT_SETTINGS))
    const now = { mark: '/', at: '08:44' } as const
    const story = wholeStory([first, amended], [
      fact(handedFact(who, now, { how: 'code', receipt: true, handOver: 'ABCDEFGHIA' }, mentor, moment('08:58'))), byCode(now, '08:57'), fact(inSimsFact({ ...who, ...now }, office, moment('09:05'))),
    ], () => 'Ms A. Mentor')
    expect(story.map(({ title, text, by }) => [title, text, by])).toEqual([
      ['Arrived 8.52: L 7 min', '', 'Ms A. Mentor'],
      ['Amended from L at 8.52 to / at 8.44', 'Was with the Head of Year', 'Ms A. Mentor, Mentor'],
      ['Received by the office by code: / at 8.44', 'From Ms A. Mentor.', 'Mrs O. Office, Attendance office'],
      ['Handed to the office by code: / at 8.44', 'The office’s receipt was checked.', 'Ms A. Mentor, Mentor'],
      ['Entered in SIMS: / at 8.44', '', 'Mrs O. Office, Attendance office'],
    ])
  })
})

describe('the arrival as the office has it', () => {
  it('stands by the code alone, with its minutes, until the mentor’s own record comes; then it is that record, once', () => {
    const received = byCode(late)
    expect(atOffice([], received)).toMatchObject({ ahead: true, arrival: { mark: 'L', at: '08:52', minutesLate: 7, markedBy: 'm1' } })
    const synced = atOffice([event(tap('08:52'))], received)
    expect(synced.ahead).toBe(false)
    expect(synced.arrival?.history).toHaveLength(1)
  })
  it('keeps an amendment that the code brought while only the first tap has come by sync', () => {
    const first = event(tap('08:52'))
    const received = byCode({ mark: '/', at: '08:44' }, '08:58', { amended: true, events: 2 })
    expect(atOffice([first], received)).toMatchObject({ ahead: true, arrival: { mark: '/', at: '08:44', amended: true, minutesLate: 0 } })
    const amended = event(amendedEvent(arrivalOf([first])!, { at: '08:44', mark: '/' }, 'With the Head of Year', mentor, moment('08:55'), DEFAULT_SETTINGS))
    expect(atOffice([first, amended], received)).toMatchObject({ ahead: false, arrival: { mark: '/', at: '08:44', amended: true } })
  })
  it('an arrival that the mentor took back stands no more, though its tap was sent before', () => {
    expect(atOffice([event(tap('08:52'))], byCode({ mark: null, at: null }, '08:58', { events: 2 }))).toEqual({ arrival: undefined, ahead: true })
  })
  it('of a tap by another tablet and one by code the earlier is shown', () => {
    expect(atOffice([event(tap('08:50'), 'm2')], byCode(late)).arrival).toMatchObject({ at: '08:50', markedBy: 'm2' })
    expect(atOffice([event(tap('08:55'), 'm2')], byCode(late)).arrival).toMatchObject({ at: '08:52', markedBy: 'm1' })
  })
  it('a U by code is for the office to confirm, and is confirmed', () => {
    const received = byCode({ mark: 'U', at: '09:20' }, '09:25')
    const { arrival } = atOffice([], received)
    expect(arrival).toMatchObject({ mark: 'U', minutesLate: 35, officeConfirmed: false })
    const confirmed = event(confirmedEvent(arrival!, office, moment('09:26')), 'o1')
    expect(atOffice([confirmed], received).arrival).toMatchObject({ mark: 'U', officeConfirmed: true })
  })
  it('says that the clock was not verified where the mentor’s tablet could not compare it', () => {
    expect(atOffice([], byCode(late, '08:58', { clockVerified: false })).arrival?.clockVerified).toBe(false)
  })
})

describe('what a mentor has to hand over', () => {
  const entries = deskEntries({ pupils: ['p1', 'p2'].map((id) => ({ id, f: { preferredName: id, surname: 'X', form: '9B', year: 9 } })), hints: new Map(), expectationsOf: () => [], arrivalOf: () => undefined }, day, 'm1', DEFAULT_SETTINGS)
  const kept = (isSent: boolean, ...events: StoredArrivalEvent[]): KeptEvent[] => events.map((one) => ({ ...one, isSent }))
  const linesOf = (events: readonly KeptEvent[], facts: readonly StoredHandOver[] = []) => handOverLines({ entries, me: 'm1', eventsOf: (id) => (id === 'p1' ? events : []), factsOf: () => facts })

  it('is what this mentor tapped or changed and the server has not', () => {
    expect(linesOf(kept(false, event(tap('08:52'))))).toMatchObject([{ step: 'waiting', standing: late, events: 1 }])
    expect(linesOf(kept(true, event(tap('08:52'))))).toMatchObject([{ step: 'sent' }])
    expect(linesOf(kept(true, event(tap('08:52'), 'm2')))).toEqual([])
  })
  it('is nothing for a tap that was undone before anybody heard of it, and a line for one that was sent', () => {
    const first = event(tap('08:52'))
    const undone = event(undoneEvent(first.id, who, moment('08:52')))
    expect(linesOf(kept(false, first, undone))).toEqual([])
    expect(linesOf([...kept(true, first), ...kept(false, undone)])).toMatchObject([{ step: 'waiting', standing: { mark: null } }])
  })
  it('is a line for an arrival that was taken back after it was handed over', () => {
    const first = event(tap('08:52'))
    const withdrawn = event(withdrawnEvent(arrivalOf([first])!, 'Another pupil', mentor, moment('08:59')))
    const handed = fact(handedFact(who, late, { how: 'code', receipt: true }, mentor, moment('08:58')))
    expect(linesOf(kept(false, first, withdrawn), [handed])).toMatchObject([{ step: 'waiting', changed: true, arrival: undefined }])
  })
  it('is counted as it is said', () => {
    const line = (mark: '/' | 'L' | 'U' | null) => ({ standing: { mark, at: null } })
    expect(countsInWords([line('/'), line('/'), line('L'), line(null)])).toBe('2 /, 1 L, 1 taken back')
  })
})

describe('a page whose signature is right', () => {
  const page = { handOver: 'ABCDEFGHIA', date: day, madeAt: instantAt(day, '08:56'), maker: 'MAKER', part: 0, parts: 2, lines: [{ pupil: 'REF1', ...late, clockVerified: true, amended: false, events: 1 }, { pupil: 'REF9', ...late, clockVerified: true, amended: false, events: 1 }] }
  const known = { today: day, facts: [] as HandOver[], staffOf: (ref: string) => (ref === 'MAKER' ? 'm1' : undefined), pupilOf: (ref: string) => (ref === 'REF1' ? 'p1' : undefined) }

  it('is taken in; whom the screen does not know is counted, not guessed', () => {
    expect(takePage(page, known)).toMatchObject({ ok: true, value: { from: 'm1', unknown: 1, lines: [{ pupilId: 'p1', mark: 'L' }] } })
  })
  it('is refused on another day, from nobody of the staff, a second time, and when a newer one came first', () => {
    expect(takePage(page, { ...known, today: '2026-12-11' })).toEqual({ ok: false, reason: 'other-day' })
    expect(takePage({ ...page, maker: 'OTHER' }, known)).toEqual({ ok: false, reason: 'unknown-maker' })
    expect(takePage(page, { ...known, facts: [byCode(late).f] })).toEqual({ ok: false, reason: 'taken-already' })
    expect(takePage(page, { ...known, facts: [byCode(late, '09:00', { handOver: 'BBBBBBBBBA', madeAt: instantAt(day, '08:59') }).f] })).toEqual({ ok: false, reason: 'overtaken' })
    expect(takePage({ ...page, part: 1 }, { ...known, facts: [byCode(late).f] }).ok).toBe(true)
  })
  it('tells which pages are still to be scanned', () => {
    const [taken] = takenHandOvers([byCode(late, '08:58', { part: 0, parts: 4 }).f, byCode(late, '08:58', { part: 3, parts: 4 }).f])
    expect(taken && missingParts(taken)).toEqual([2, 3])
  })
})

describe('the school’s time', () => {
  it('goes by the tablet’s clock put right: four minutes fast at 8.48 is 8.44 and on time', () => {
    const fast: Moment = { now: instantAt(day, '08:48'), entered: instantAt(day, '08:44'), wall: instantAt(day, '08:48'), skew: -240_000 }
    expect(arrivedEvent({ ...who, expectedAt: '08:45' }, fast, DEFAULT_SETTINGS)).toMatchObject({ at: '08:44', mark: '/', skewKnown: true })
  })
})
