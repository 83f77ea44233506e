import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { clashesOn } from '../../src/domain/week/sessionClash.ts'
import { lessonsOn, letterOf, taughtBy, type Lesson } from '../../src/domain/time/timetable.ts'

const calendar = schoolCalendar([{ name: 'Autumn 1', from: '2026-09-03', to: '2026-10-23' }, { name: 'Autumn 2', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring', from: '2027-01-04', to: '2027-02-12' }], [])
const lesson = (more: Partial<Lesson> = {}): Lesson => ({ weekday: 4, period: 'P3', subject: 'English', teacher: 'Mrs Hale', room: 'E1', ...more })

describe('a two-week timetable', () => {
  const named = { weekStart: '2026-10-19', letter: 'A' } as const
  it('goes on after half-term where it stopped: a week without school is not counted', () => {
    expect(['2026-10-19', '2026-10-12', '2026-11-05', '2026-11-09', '2026-12-18', '2027-01-04'].map((day) => letterOf(calendar, named, day))).toEqual(['A', 'B', 'B', 'A', 'B', 'A'])
  })
  it('has no letter where nobody said one, and none where the calendar does not reach', () => {
    expect(letterOf(calendar, undefined, '2026-11-09')).toBeUndefined()
    expect(letterOf(calendar, named, '2035-11-09')).toBeUndefined()
  })
  it('gives what is in both weeks and what is in this one', () => {
    const lessons = [lesson(), lesson({ period: 'P4', subject: 'Art', week: 'A' }), lesson({ period: 'P4', subject: 'Music', week: 'B' }), lesson({ weekday: 5, subject: 'PE' })]
    const subjects = (letter: 'A' | 'B' | undefined) => lessonsOn(lessons, '2026-12-10', letter).map(({ subject }) => subject)
    expect([subjects('A'), subjects('B'), subjects(undefined)]).toEqual([['English', 'Art'], ['English', 'Music'], ['English']])
  })
})

describe('liaise with staff to collate specific subject and pastoral information', () => {
  it('each who teaches the pupil is named once for each subject, whoever teaches most first; two who share a class are two', () => {
    expect(taughtBy([lesson({ subject: 'Art', teacher: 'Mr Zaman' }), lesson(), lesson({ weekday: 1 }), lesson({ subject: 'Science', teacher: 'Dr Ellwood & Miss Nwosu' }), lesson({ subject: 'Form time', teacher: '' })]).map(({ teacher, subject }) => `${teacher}, ${subject}`))
      .toEqual(['Mrs Hale, English', 'Mr Zaman, Art', 'Dr Ellwood, Science', 'Miss Nwosu, Science'])
  })
})

describe('times and venues where they are expected to attend that week', () => {
  const day = { sessions: [], sanctions: [], orders: [], absence: undefined, endOfDayCloses: '15:25', lessons: [{ subject: 'English', teacher: 'Mrs Hale', room: 'E1', starts: '11:25', ends: '12:25' }] }
  it('a session that takes a lesson away says which, where and with whom', () => {
    expect(clashesOn({ date: '2026-12-10', starts: '12:00', ends: '12:30' }, day)).toEqual([{ kind: 'lesson', date: '2026-12-10', words: 'English is from 11.25 to 12.25, E1, Mrs Hale.' }])
  })
  it('one that begins as the lesson ends does not', () => expect(clashesOn({ date: '2026-12-10', starts: '12:25', ends: '12:50' }, day)).toEqual([]))
})
