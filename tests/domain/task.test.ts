import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/time/clock.ts'
import { lapsesOf, type MentorDay } from '../../src/domain/tasks/lapse.ts'
import { COMING_DAYS, problemsInPutOff, rankDay, sayDue, urgencyOf, type Task } from '../../src/domain/tasks/task.ts'
import { digestOfDay, sayAwaited } from '../../src/domain/tasks/taskWords.ts'

const TODAY = '2026-12-10'
const aTask = (id: string, more: Partial<Task> = {}): Task => ({ id, pupilId: 'p1', about: 'Abdi Warsame, 9B', what: 'Call home', why: '', to: '/', due: undefined, weight: 5, mayPutOff: true, ...more })
const anyTask = fc.record({ id: fc.uuid(), due: fc.option(fc.integer({ min: -30, max: 30 }).map((days) => addDays(TODAY, days)), { nil: undefined }), weight: fc.integer({ min: 0, max: 20 }), about: fc.constantFrom('A', 'B', 'C'), mayPutOff: fc.boolean() }).map((one) => aTask(one.id, one))
const anyTasks = fc.uniqueArray(anyTask, { selector: ({ id }) => id, maxLength: 25 })

describe('What waits for a person is one ranked list', () => {
  it('is the same list in whichever order it was found', () => {
    fc.assert(fc.property(anyTasks, fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), (tasks, dice) => {
      const shuffled = tasks.map((task, index) => ({ task, at: dice[index] ?? 0 })).sort((a, b) => a.at - b.at).map(({ task }) => task)
      expect(rankDay(shuffled, [], TODAY)).toEqual(rankDay(tasks, [], TODAY))
    }))
  })
  it('loses nothing: what is neither for now nor soon nor put off is due later than a week from now', () => {
    fc.assert(fc.property(anyTasks, fc.array(fc.nat({ max: 24 })), (tasks, off) => {
      const putOffs = off.flatMap((at) => (tasks[at] ? [{ taskId: tasks[at].id, until: addDays(TODAY, (at % 5) - 1), reason: 'x', entered: at }] : []))
      const { now, coming, putOff } = rankDay(tasks, putOffs, TODAY)
      const shown = new Set([...now, ...coming, ...putOff].map(({ id }) => id))
      expect(shown.size).toBe(now.length + coming.length + putOff.length)
      for (const task of tasks) if (!shown.has(task.id)) expect(task.due! > addDays(TODAY, COMING_DAYS) && task.weight > 0).toBe(true)
      for (const one of putOff) expect(one.mayPutOff && one.until > TODAY).toBe(true)
      for (const one of now) expect(urgencyOf(one, TODAY)).not.toBe('coming')
    }))
  })
  it('has first what must not wait, then what is overdue, then today, then what has no day', () => {
    const day = rankDay([aTask('none'), aTask('soon', { due: addDays(TODAY, 2) }), aTask('today', { due: TODAY }), aTask('late', { due: addDays(TODAY, -3) }), aTask('dsl', { weight: 0, due: undefined })], [], TODAY)
    expect(day.now.map(({ id }) => id)).toEqual(['dsl', 'late', 'today', 'none'])
    expect(day.coming.map(({ id }) => id)).toEqual(['soon'])
    expect(day.now.map((one) => sayDue(one, TODAY))).toEqual(['At once', 'Since Mon 7 Dec, 3 days', 'Today', 'Open'])
  })
  it('what was put off comes back on its day; the last word holds; what must not wait is never put off', () => {
    const off = (until: string, entered: number) => ({ taskId: 'a', until, reason: 'Away', entered })
    expect(rankDay([aTask('a')], [off(addDays(TODAY, 1), 1)], TODAY).now).toEqual([])
    expect(rankDay([aTask('a')], [off(TODAY, 1)], TODAY).now).toHaveLength(1)
    expect(rankDay([aTask('a')], [off(addDays(TODAY, 9), 1), off(TODAY, 2)], TODAY).now).toHaveLength(1)
    expect(rankDay([aTask('a', { mayPutOff: false })], [off(addDays(TODAY, 1), 1)], TODAY).now).toHaveLength(1)
  })
  it('is put off to a later day and with a reason', () => {
    expect(problemsInPutOff({ until: TODAY, reason: ' ' }, TODAY)).toEqual(['until', 'reason'])
    expect(problemsInPutOff({ until: addDays(TODAY, 1), reason: 'Waiting for a reply' }, TODAY)).toEqual([])
    expect(problemsInPutOff({ until: addDays(TODAY, 1), reason: 'x'.repeat(201) }, TODAY)).toEqual(['too-long'])
  })
  it('is said in a few sentences', () => {
    const day = rankDay([aTask('a', { due: addDays(TODAY, -1) }), aTask('b', { due: TODAY }), aTask('c', { due: addDays(TODAY, 1) })], [], TODAY)
    expect(digestOfDay(day, [{ id: 'w', about: 'Abdi', on: 'Mr Hall', what: 'Reply', since: addDays(TODAY, -9), to: '/' }], TODAY)).toEqual([
      '2 things wait for you: 1 overdue, 1 for today.', 'First: call home (Abdi Warsame, 9B).', 'You wait for others in 1 thing; longest for Mr Hall, 9 days.', '1 in the next days.',
    ])
    const asked = { id: 'w', about: '', on: 'Mr Hall', what: 'Reply', since: TODAY, to: '/' }
    expect(digestOfDay(day, [asked], TODAY)).toContain('You wait for others in 1 thing; longest for Mr Hall, since today.')
    expect([sayAwaited(asked, TODAY), sayAwaited(asked, addDays(TODAY, 1))]).toEqual(['On Mr Hall, since today', 'On Mr Hall, for 1 day'])
    expect(digestOfDay(rankDay([], [], TODAY), [], TODAY)).toEqual(['Nothing waits for you today.'])
  })
})

describe('The Lead Mentor hears where nothing has been heard', () => {
  const rule = { arrivalsBy: '09:00', noteDays: 3 }
  const days = ['2026-12-09', '2026-12-08', '2026-12-07', '2026-12-04']
  const mentor = (more: Partial<MentorDay> = {}): MentorDay => ({ mentorId: 'm', expected: 6, marked: 1, days, lastWrote: '2026-12-08', since: '2026-09-01', coverId: undefined, ...more })
  it('no arrival of a mentor’s pupils by nine, whoever might have marked them', () => {
    expect(lapsesOf([mentor({ marked: 0 })], 9 * 60 - 1, rule)).toEqual([])
    expect(lapsesOf([mentor({ marked: 0 })], 9 * 60, rule)).toMatchObject([{ what: 'no-arrivals', expected: 6 }])
    expect(lapsesOf([mentor({ marked: 0, expected: 0 }), mentor()], 9 * 60, rule)).toEqual([])
  })
  it('nothing written for three school days; who has just begun has not let them pass', () => {
    expect(lapsesOf([mentor({ lastWrote: '2026-12-04' })], 0, rule)).toMatchObject([{ what: 'no-notes', days: 3, last: '2026-12-04' }])
    expect(lapsesOf([mentor({ lastWrote: '2026-12-07' })], 0, rule)).toEqual([])
    expect(lapsesOf([mentor({ lastWrote: '2026-12-10' })], 0, rule)).toEqual([])
    expect(lapsesOf([mentor({ lastWrote: undefined, since: '2026-12-08' })], 0, rule)).toEqual([])
    expect(lapsesOf([mentor({ lastWrote: undefined })], 0, rule)).toMatchObject([{ what: 'no-notes', last: undefined }])
  })
})
