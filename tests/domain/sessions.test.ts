import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { endOfDayOrder } from '../../src/domain/tasks/endOfDay.ts'
import { issued } from '../../src/domain/conduct/sanction.ts'
import type { Session, SessionAttendance, SessionChange, SessionFacts } from '../../src/domain/week/session.ts'
import { clashesOn, overlap, type PupilDay } from '../../src/domain/week/sessionClash.ts'
import { attendedOf, missedSessions, saySession, sessionsBetween, sessionsOf } from '../../src/domain/week/sessionWeek.ts'
import { copiesOfWeek, daysOfRepeat, noSchoolWords, problemsInSession, recentVenues } from '../../src/domain/week/sessionWriting.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const [MONDAY, THURSDAY, FRIDAY] = ['2026-12-07', '2026-12-10', '2026-12-11'] as const
const stored = <T>(id: string, f: T) => ({ id, by: 'mentor-a', at: 0, f })
const plan = (id: string, more: Partial<Session> = {}) =>
  stored(id, { pupilId: 'p1', kind: 'catch-up', subject: 'Maths', from: THURSDAY, until: THURSDAY, weekly: false, starts: '13:10', ends: '13:40', venue: 'Library', leads: 'Mr Barlow', ...more } satisfies Session)
const weekly = (id: string, more: Partial<Session> = {}) => plan(id, { kind: 'mentoring', subject: '', from: '2026-11-06', until: '2026-12-18', weekly: true, starts: '12:30', ends: '12:55', ...more })
const about = (entered: number) => ({ pupilId: 'p1', sessionId: 's1', on: FRIDAY, entered })
const cancelled = (id: string, entered: number, more: Partial<Extract<SessionChange, { type: 'cancelled' }>> = {}) => stored<SessionChange>(id, { type: 'cancelled', ...about(entered), reason: '', ...more })
const moved = (id: string, entered: number, date: string, venue: string) => stored<SessionChange>(id, { type: 'moved', ...about(entered), date, starts: '12:30', ends: '12:55', venue, leads: '' })
const restored = (id: string, entered: number) => stored<SessionChange>(id, { type: 'restored', ...about(entered) })
const mark = (id: string, entered: number, outcome: SessionAttendance['outcome'], more: Partial<SessionAttendance> = {}) =>
  stored(id, { pupilId: 'p1', sessionId: 's1', on: THURSDAY, date: THURSDAY, outcome, entered, ...more } satisfies SessionAttendance)
const facts = (more: Partial<SessionFacts>): SessionFacts => ({ sessions: [], changes: [], attendance: [], ...more })

describe('times and venues where they are expected to attend that week', () => {
  it('says when, where and with whom', () => {
    expect(sessionsOf(MONDAY, 'p1', facts({ sessions: [plan('s1')] }), calendar).map(saySession)).toEqual(['Catch-up, Maths: Thu 13.10 to 13.40, Library, with Mr Barlow'])
    expect(sessionsOf(MONDAY, 'p2', facts({ sessions: [plan('s1')] }), calendar)).toEqual([])
    expect(sessionsOf('2026-12-14', 'p1', facts({ sessions: [plan('s1')] }), calendar)).toEqual([])
  })
  it('repeats weekly from its first day until its last, and not on an INSET day or in the holidays', () => {
    const all = sessionsBetween('2026-10-01', '2027-03-01', 'p1', facts({ sessions: [weekly('s1')] }), calendar).map(({ date }) => date)
    expect(all).toEqual(['2026-11-06', '2026-11-13', '2026-11-20', '2026-12-04', '2026-12-11', '2026-12-18'])
    expect(daysOfRepeat(weekly('s1').f, calendar).left).toEqual(['2026-11-27'])
  })
  it('stands in the order of the day', () => {
    const sessions = [plan('late', { starts: '15:15', ends: '15:45' }), plan('s1'), plan('early', { from: MONDAY, until: MONDAY })]
    expect(sessionsOf(MONDAY, 'p1', facts({ sessions }), calendar).map(({ sessionId }) => sessionId)).toEqual(['early', 's1', 'late'])
  })
  it('one day of a repeat is cancelled, moved to another week, or set back, and the others stay', () => {
    const sessions = [weekly('s1')]
    const inWeek = (week: string, changes: SessionFacts['changes']) => sessionsOf(week, 'p1', facts({ sessions, changes }), calendar).map(({ date, state, venue }) => `${date} ${state} ${venue}`)
    expect(inWeek(MONDAY, [cancelled('c1', 1, { reason: 'Trip' })])).toEqual(['2026-12-11 cancelled Library'])
    const toTuesday = moved('c2', 2, '2026-12-15', 'L12')
    expect(inWeek(MONDAY, [cancelled('c1', 1), toTuesday])).toEqual([])
    expect(inWeek('2026-12-14', [toTuesday])).toEqual(['2026-12-15 moved L12', '2026-12-18 planned Library'])
    expect(inWeek(MONDAY, [toTuesday, restored('c3', 3)])).toEqual(['2026-12-11 planned Library'])
  })
})

describe('who came to a session', () => {
  const one = (...attendance: SessionFacts['attendance'][number][]) => sessionsOf(MONDAY, 'p1', facts({ sessions: [plan('s1')], attendance }), calendar)
  it('is the last word, and did not come is a missed session', () => {
    expect(missedSessions(one(mark('a', 1, 'did-not-come')))).toHaveLength(1)
    expect(missedSessions(one(mark('a', 1, 'did-not-come'), mark('b', 2, 'late')))).toEqual([])
    expect(missedSessions(one())).toEqual([])
  })
  it('what the school cancelled counts neither for nor against the pupil', () => {
    expect(attendedOf(one(mark('a', 1, 'cancelled')))).toEqual({ held: 0, came: 0 })
    expect(attendedOf(one(mark('a', 1, 'late')))).toEqual({ held: 1, came: 1 })
    expect(attendedOf(one(mark('a', 1, 'did-not-come')))).toEqual({ held: 1, came: 0 })
  })
})

describe('a clash is said and not forbidden', () => {
  const nothing: PupilDay = { sessions: [], sanctions: [], orders: [], absence: undefined, endOfDayCloses: '15:25' }
  const time = { date: THURSDAY, starts: '13:00', ends: '13:30' }
  const said = (more: Partial<PupilDay>, at = time) => clashesOn(at, { ...nothing, ...more }).map(({ words }) => words)
  it('with another session at that time, and not with one that is cancelled or follows on', () => {
    const on = (attendance: SessionFacts['attendance'] = []) => sessionsOf(MONDAY, 'p1', facts({ sessions: [plan('s1')], attendance }), calendar)
    expect(said({ sessions: on() })).toEqual(['Catch-up, Maths is from 13.10 to 13.40, Library.'])
    expect(said({ sessions: on([mark('a', 1, 'cancelled')]) })).toEqual([])
    expect(said({ sessions: on() }, { ...time, starts: '13:40', ends: '14:00' })).toEqual([])
    expect(overlap({ starts: '13:00', ends: '13:10' }, { starts: '13:10', ends: '13:20' })).toBe(false)
  })
  it('with a detention that is to be served that day', () => {
    const sanction = stored('x1', { pupilId: 'p1', date: '2026-12-09', entered: 1, step: 'lunch-detention', stepName: 'Lunch detention', minutes: 20, cause: 'behaviour' as const, behaviour: 'Left the lesson', serveOn: THURSDAY, adjustment: 'not-needed' as const, checks: [] })
    expect(said({ sanctions: issued([sanction], []) })).toEqual(['Lunch detention is to be served that day (20 min).'])
    const served = stored('e1', { type: 'served' as const, pupilId: 'p1', sanctionId: 'x1', entered: 2, on: THURSDAY })
    expect(said({ sanctions: issued([sanction], [served]) })).toEqual([])
  })
  it('with the report at the end of the day, and with a planned absence', () => {
    const order = endOfDayOrder(stored('r1', { pupilId: 'p1', entered: 1, from: MONDAY, until: FRIDAY, time: '15:05', checks: [] }), [], THURSDAY)
    expect(said({ orders: [order] }, { ...time, starts: '15:00', ends: '15:30' })).toEqual(['Reports to the Lead Mentor at 15.05 that day.'])
    expect(said({ orders: [order] })).toEqual([])
    expect(said({ absence: { pupilId: 'p1', from: THURSDAY, until: FRIDAY, reason: 'trip' } })).toEqual(['Known to be away that day: school trip or fixture.'])
  })
})

describe('planning', () => {
  const draft = { ...plan('s1').f }
  it('asks for a school day, an end after the beginning, and a venue', () => {
    expect(problemsInSession(draft, calendar)).toEqual([])
    expect(problemsInSession({ ...draft, from: '2026-11-27' }, calendar)).toEqual(['date'])
    expect(problemsInSession({ ...draft, from: '2026-12-25' }, calendar)).toEqual(['date'])
    expect(problemsInSession({ ...draft, ends: '13:10', venue: ' ' }, calendar)).toEqual(['ends', 'venue'])
    expect(problemsInSession({ ...draft, weekly: true, until: '2026-12-01' }, calendar)).toEqual(['until'])
    expect(noSchoolWords(calendar, '2026-11-27')).toBe('No school on Fri 27 Nov: INSET day.')
  })
  it('copies last week once, without what repeats, was cancelled, or falls on a day without school', () => {
    const before = facts({ sessions: [plan('s1', { from: '2026-11-19', until: '2026-11-19' }), plan('s2', { from: '2026-11-20', until: '2026-11-20' }), weekly('s3'), plan('s4', { from: '2026-11-18', until: '2026-11-18' })], changes: [cancelled('c', 1, { sessionId: 's4', on: '2026-11-18' })] })
    const last = sessionsOf('2026-11-16', 'p1', before, calendar)
    const { copies, left } = copiesOfWeek(last, [], calendar)
    expect(copies.map(({ from, subject, weekly: repeats }) => [from, subject, repeats])).toEqual([['2026-11-26', 'Maths', false]])
    expect(left.map(({ sessionId }) => sessionId)).toEqual(['s2'])
    const there = sessionsOf('2026-11-23', 'p1', facts({ sessions: copies.map((f, index) => stored(`n${index}`, f)) }), calendar)
    expect(copiesOfWeek(last, there, calendar).copies).toEqual([])
  })
  it('offers the venues used most of late', () => {
    expect(recentVenues([plan('a').f, plan('b', { venue: 'L12' }).f, plan('c', { venue: 'L12' }).f, plan('d', { venue: 'Old hut', from: '2026-01-05', until: '2026-01-05' }).f], '2026-09-01')).toEqual(['L12', 'Library'])
  })
})
