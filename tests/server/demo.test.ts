import { describe, expect, it } from 'vitest'
import { arrivalOf, type Arrival, type StoredArrivalEvent } from '../../src/domain/mornings/arrival.ts'
import { standing, toRaise } from '../../src/domain/week/blueReport.ts'
import { BucketName } from '../../src/domain/bucket.ts'
import { isSchoolDay, schoolCalendar, schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, instantAt, timeOf, weekBeginning } from '../../src/domain/time/clock.ts'
import { handingOf, hasChanged, stepOf } from '../../src/domain/mornings/handOver.ts'
import { standingOf } from '../../src/domain/mornings/handOverLines.ts'
import { RecordId } from '../../src/domain/id.ts'
import { expectationOn, isExpected, isOpen, MentorshipState } from '../../src/domain/cases/mentorship.ts'
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import { countScores, lessonOf, scoreId } from '../../src/domain/week/reportScore.ts'
import { DEFAULT_DESIGNS } from '../../src/domain/week/scoreScale.ts'
import { bucketOf, RECORDS } from '../../src/domain/records.ts'
import { proposeMark } from '../../src/domain/mornings/registration.ts'
import { issued } from '../../src/domain/conduct/sanction.ts'
import { endOfDayOrder, missedReports } from '../../src/domain/tasks/endOfDay.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { fullName } from '../../src/domain/pupil.ts'
import { attendedOf, sessionsBetween, sessionsOf } from '../../src/domain/week/sessionWeek.ts'
import { weekNumbers } from '../../src/domain/week/weeklyReview.ts'
import { stageOn } from '../../src/domain/cases/withdrawal.ts'
import { DEFAULT_STAGES } from '../../src/domain/cases/withdrawalStage.ts'
import { readFileSync } from 'node:fs'
import { demoExports } from '../../server/demo/exports.ts'
import { conflictId } from '../../server/sync/copyNames.ts'
import { demoRoll, demoSchool } from '../../server/demo/school.ts'
import type { RowOf } from '../../server/demo/shape.ts'
import type { Kind } from '../../src/domain/records.ts'

const school = demoSchool()
const rowsOf = <K extends Kind>(kind: K): RowOf<K>[] => school.rows.filter((row): row is RowOf<K> => row.t === kind)
const calendar = schoolCalendar(rowsOf('term').map((one) => one.f), rowsOf('dayException').map((one) => one.f))
const begins = instantAt(school.day, '00:00')
const events = rowsOf('arrivalEvent').filter(({ f }) => f.session === 'am')
const taps = events.flatMap((row) => (row.f.type === 'arrived' ? [{ ...row, f: row.f }] : []))
const open = rowsOf('mentorship').filter((one) => isOpen(one.f.state))
const desk = new Map(rowsOf('deskPupil').map((one) => [one.id, one.f]))
const expectationsOfPupils = Map.groupBy(rowsOf('expectation').map((one) => one.f), (one) => one.pupilId)
const expectationsFor = (pupilId: string) => expectationsOfPupils.get(pupilId) ?? []
const rowsByPupil = Map.groupBy([...rowsOf('note'), ...rowsOf('dailyAction')], (one) => `${one.t} ${one.f.pupilId}`)
const sessionsByPupil = Map.groupBy(rowsOf('session'), (one) => one.f.pupilId)
const marksByPupil = Map.groupBy(rowsOf('sessionAttendance'), (one) => one.f.pupilId)
const idOf = (name: string): string => [...desk].find(([, pupil]) => fullName(pupil) === name)?.[0] ?? ''

const scoresById = new Map(rowsOf('reportScore').map((one) => [one.id, one]))
const byPupilAndDay = Map.groupBy<string, StoredArrivalEvent>(events, (one) => `${one.f.pupilId} ${one.f.date}`)
const arrivalOn = (pupilId: string, date: string, until = begins): Arrival | undefined => arrivalOf((byPupilAndDay.get(`${pupilId} ${date}`) ?? []).filter((one) => one.at <= until))

describe('every row of the demo school', () => {
  it('fits its schema, lives in a bucket, has an id of its own and an author on the staff', () => {
    const accounts = new Set(school.accounts.map((one) => one.id))
    const ids = new Set<string>()
    for (const row of school.rows) {
      const parsed = RECORDS[row.t].schema.safeParse(row.f)
      if (!parsed.success) expect.fail(`${row.t} ${row.id}: ${parsed.error.message}`)
      expect(parsed.data).toEqual(row.f)
      if (!BucketName.safeParse(bucketOf(row.t, row.f, row.id)).success || !RecordId.safeParse(row.id).success || !accounts.has(row.by)) expect.fail(`${row.t} ${row.id} by ${row.by}`)
      ids.add(`${row.t} ${row.id}`)
    }
    expect(ids.size).toBe(school.rows.length)
    expect(school.rows.length).toBeGreaterThan(8000)
  })

  it('was entered before the demo day began, and rows come in the order they were entered', () => {
    expect(school.rows.every((row) => row.at < begins)).toBe(true)
    expect(school.rows.every((row, index) => row.at >= (school.rows[index - 1]?.at ?? 0))).toBe(true)
  })

  it('is the same each time, and another seed tells another school', () => {
    expect(demoSchool()).toEqual(school)
    expect(demoRoll()).toEqual(demoRoll())
    expect(demoSchool(7).rows).not.toEqual(school.rows)
  })
})

describe('its calendar', () => {
  it('has the second half of the autumn from an INSET day on 2 November to 18 December, with another on 27 November', () => {
    expect(rowsOf('term').map((one) => [one.f.from, one.f.to])).toContainEqual(['2026-11-02', '2026-12-18'])
    expect(rowsOf('dayException').filter((one) => one.f.kind === 'inset').map((one) => one.f.date)).toEqual(expect.arrayContaining(['2026-11-02', '2026-11-27']))
    expect(isSchoolDay(calendar, school.day)).toBe(true)
  })

  it.each([['2025-09-01', '2026-08-31'], ['2026-09-01', '2027-08-31'], ['2027-09-01', '2028-08-31']])('teaches 190 days from %s', (from, to) => {
    let days = 0
    for (let day = from; day <= to; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days += 1
    expect(days).toBe(190)
  })
})

describe('its people', () => {
  it('has 480 pupils on roll, each with an id and a match key of their own', () => {
    const roll = demoRoll()
    expect(roll).toHaveLength(480)
    for (const key of ['id', 'upn', 'admissionNumber'] as const) expect(new Set(roll.map((one) => one[key])).size).toBe(480)
    expect(roll.filter((one) => desk.has(one.id))).toHaveLength(desk.size)
  })

  it('has 41 open mentorships over six mentors with five to nine each, in every state there is', () => {
    expect(open).toHaveLength(41)
    const loads = school.accounts.filter((one) => one.role === 'mentor').map((mentor) => open.filter((one) => one.f.mentorId === mentor.id).length)
    expect(loads).toHaveLength(6)
    expect(loads.every((load) => load >= 5 && load <= 9)).toBe(true)
    expect(loads[0]).toBe(8)
    expect(new Set(rowsOf('mentorship').map((one) => one.f.state))).toEqual(new Set(MentorshipState.options))
  })

  it('has names that try a screen: twins, equal first names, a very long one, and one in Arabic script', () => {
    const pupils = [...desk.values()]
    const alike = (same: (a: (typeof pupils)[number], b: (typeof pupils)[number]) => boolean) => pupils.some((a) => pupils.some((b) => a !== b && same(a, b)))
    expect(alike((a, b) => a.surname === b.surname && a.form === b.form && a.preferredName !== b.preferredName)).toBe(true)
    expect(alike((a, b) => a.preferredName === b.preferredName && a.form === b.form)).toBe(true)
    expect(alike((a, b) => a.preferredName === b.preferredName && a.form !== b.form)).toBe(true)
    expect(pupils.some((one) => fullName(one).length >= 45)).toBe(true)
    expect(rowsOf('pupil').some((one) => /\p{Script=Arabic}/u.test(one.f.legalForename))).toBe(true)
    for (const name of ['Siân', 'Łukasz', 'Şahin', 'Ionuţ Târnoveanu', 'Renée', 'Xinyi']) expect(pupils.map(fullName).join(' ')).toContain(name)
  })

  it('shares one passphrase of four words', () => {
    expect(school.passphrase.split(' ')).toHaveLength(4)
    expect(school.passphrase.length).toBeGreaterThanOrEqual(14)
    expect(school.accounts.map((one) => one.username)).toEqual(['mentor1', 'mentor2', 'mentor3', 'mentor4', 'mentor5', 'mentor6', 'lead', 'hoy7', 'hoy8', 'hoy9', 'hoy10', 'hoy11', 'dht', 'office', 'admin'])
  })
})

describe('its mornings', () => {
  it('has arrivals on school days alone, of pupils who were then expected', () => {
    for (const { f } of events) {
      expect(isSchoolDay(calendar, f.date), f.date).toBe(true)
      expect(isExpected(expectationOn(expectationsFor(f.pupilId), f.date), f.date)).toBe(true)
    }
  })

  it('has the marks and minutes the domain proposes, on the tap and on the amendment', () => {
    for (const { f } of taps) {
      expect(f.expectedAt).toBe(expectationOn(expectationsFor(f.pupilId), f.date)?.time)
      expect(f).toMatchObject(marked(f.at, f.expectedAt))
    }
    for (const { f } of events) if (f.type === 'amended') expect(f.to).toEqual({ at: f.to.at, ...marked(f.to.at, expectationOn(expectationsFor(f.pupilId), f.date)?.time ?? '') })
  })

  it('has clocks that agree: tapped at the time shown or up to some minutes after', () => {
    for (const { at, f } of taps) {
      expect(at).toBe(f.estimatedTrueTime)
      expect(dateOf(at)).toBe(f.date)
      expect(timeOf(at) >= f.at).toBe(true)
      expect(Math.abs(f.deviceTime - f.estimatedTrueTime)).toBeLessThan(60_000)
    }
  })

  it('has most pupils on time, some late, few after the close, and about four in a hundred missing', () => {
    const share = (mark: string): number => taps.filter((one) => one.f.mark === mark).length / taps.length
    expect(share('/')).toBeGreaterThan(0.8)
    expect(share('L')).toBeGreaterThan(0.04)
    expect(share('U')).toBeLessThan(0.02)
    expect(new Set(events.map((one) => one.f.type))).toEqual(new Set(['arrived', 'undone', 'amended', 'withdrawn', 'confirmed']))
    const due = open.flatMap(({ f }) => schoolDays('2026-11-02').filter((date) => isExpected(expectationOn(expectationsFor(f.pupilId), date), date)).map((date) => arrivalOn(f.pupilId, date)))
    const missed = due.filter((one) => one === undefined).length / due.length
    expect(missed).toBeGreaterThan(0.02)
    expect(missed).toBeLessThan(0.06)
  })
})

describe('what was missed and what came of it', () => {
  it('has missed mornings in every state but unexplained, which is for whoever opens it, and none of a morning with an arrival', () => {
    const facts = rowsOf('missedEvent')
    expect(new Set(facts.map(({ f }) => f.type))).toEqual(new Set(['investigating', 'explained', 'put-right']))
    for (const { f } of facts) expect(arrivalOn(f.pupilId, f.date), f.date).toBeUndefined()
  })

  it('has sanctions that were served, told home and read by the Lead Mentor, and one to be served; Kacper has none', () => {
    const all = issued(rowsOf('sanction'), rowsOf('sanctionEvent'))
    expect(all.map(({ state }) => state).sort()).toEqual(['served', 'served', 'served', 'served', 'to-serve'])
    expect(all.every(({ parentsTold }) => parentsTold === 'telephone')).toBe(true)
    expect(all.filter(({ seen }) => seen)).toHaveLength(4)
    expect(all.some(({ f }) => f.pupilId === idOf('Kacper Wójcik'))).toBe(false)
  })

  it('has one report at the end of the day running, reported on twice and missed once', () => {
    const [order] = rowsOf('endOfDayReport').map((row) => endOfDayOrder(row, [], school.day))
    expect(order?.state).toBe('running')
    const reported = rowsOf('arrivalEvent').filter(({ f }) => f.session === 'eod').map(({ f }) => f.date)
    expect(missedReports(order!, (date) => reported.includes(date), calendar, { today: school.day, minutes: 500 }, DEFAULT_SETTINGS.endOfDayCloses, DEFAULT_SETTINGS.dayEnds, 10)).toEqual(['2026-12-09'])
  })

  it('shows how ready pupils at 8.30 were before the earlier start and since', () => {
    const kacper = rowsOf('startCheck').filter(({ f }) => f.pupilId === idOf('Kacper Wójcik'))
    const share = (rows: typeof kacper): number => rows.filter(({ f }) => f.ready.length === 4).length / rows.length
    const [before, since] = [kacper.filter(({ f }) => f.date < '2026-11-16'), kacper.filter(({ f }) => f.date >= '2026-11-16')]
    expect(before.length).toBeGreaterThan(2)
    expect(share(since)).toBeGreaterThan(share(before))
    expect(rowsOf('startCheck').every(({ f }) => f.date < school.day)).toBe(true)
  })

  it('has absences, other commitments and a cover to come, and on its own day everybody is there', () => {
    expect(rowsOf('commitment').map(({ f }) => f.from > school.day)).toEqual([true, true, true])
    expect(rowsOf('plannedAbsence').map(({ f }) => f.from > school.day)).toEqual([true, true, true])
    expect(rowsOf('cover').map(({ f }) => f.from <= school.day && school.day <= f.until)).toEqual([false, false])
  })
})

describe('its log', () => {
  it('has about ten pupils with something to raise on the demo day, all of them expected, one with three notes', () => {
    const waiting = open.map(({ f }) => {
      const notes = rowsOf('note').filter((one) => one.f.pupilId === f.pupilId)
      return { f, count: toRaise(notes, rowsOf('noteOutcome').filter((one) => one.f.pupilId === f.pupilId), school.day, dateOf).length }
    }).filter((one) => one.count > 0)
    expect(waiting.length).toBeGreaterThanOrEqual(10)
    expect(waiting.length).toBeLessThanOrEqual(16)
    expect(waiting.find((one) => one.f.pupilId === idOf('Callum Whitworth'))?.count).toBe(3)
    expect(waiting.filter(({ f }) => isExpected(expectationOn(expectationsFor(f.pupilId), school.day), school.day)).length).toBeGreaterThanOrEqual(10)
  })

  it('enters notes after they happened, and raises them after they were entered', () => {
    const notes = new Map(rowsOf('note').map((one) => [one.id, one]))
    for (const { at, f } of notes.values()) expect(f.occurredAt < f.enteredAt && f.enteredAt === at).toBe(true)
    for (const { at, f } of rowsOf('noteOutcome')) expect(at).toBeGreaterThan(notes.get(f.noteId)?.at ?? Infinity)
    expect([...notes.values()].some((one) => one.f.corrects !== undefined)).toBe(true)
    expect(new Set([...notes.values()].map((one) => one.f.type)).size).toBe(5)
  })

  it('says nothing three times on one pupil’s page', () => {
    for (const pupilId of desk.keys()) {
      const said = [...rowsOf('note'), ...rowsOf('dailyAction')].flatMap((one) => (one.f.pupilId === pupilId ? [one.f.text] : []))
      for (const text of new Set(said)) expect(said.filter((one) => one === text).length, text).toBeLessThan(3)
    }
    // A sentence of every letter names what is filled in.
    expect(school.rows.filter(({ t }) => t !== 'phrase').map((row) => JSON.stringify(row.f)).filter((text) => text.includes('{}') || /\{[a-z]+\d?\}/i.test(text))).toEqual([])
  })

  it('says nothing three times in one mentor’s week', () => {
    const said = [
      ...rowsOf('weeklyReview').map((one) => `${one.by} ${one.f.weekStart} ${one.f.nextStep || one.id}`),
      ...rowsOf('dailyAction').map((one) => `${one.by} ${one.f.date} ${one.f.text}`),
    ]
    for (const [words, times] of Map.groupBy(said, (one) => one)) expect(times.length, words).toBeLessThan(3)
  })

  it('has two or three targets a week, open in the demo week and decided before', () => {
    const targets = rowsOf('target')
    expect(targets.every((one) => (one.f.weekStart === weekBeginning(school.day)) === (one.f.result === 'open'))).toBe(true)
    expect(new Set(targets.map((one) => one.f.result)).size).toBe(5)
    const kacper = targets.filter((one) => one.f.pupilId === idOf('Kacper Wójcik') && one.f.result === 'open')
    expect([2, 3]).toContain(kacper.length)
  })

  it('has signed reviews with the numbers of the domain; one differs since, because a mark was amended', () => {
    const signed = rowsOf('weeklyReview').flatMap(({ f }) => (f.signed ? [{ f, signed: f.signed }] : []))
    expect(signed.length).toBeGreaterThan(400)
    const changed = signed.filter(({ f, signed: { numbers, at } }) => {
      expect(numbers).toEqual(numbersOf(f.pupilId, f.weekStart, at))
      return JSON.stringify(numbers) !== JSON.stringify(numbersOf(f.pupilId, f.weekStart, begins))
    })
    expect(changed.map(({ f }) => [f.pupilId, f.weekStart])).toEqual([[idOf('Ayomide Ogunleye'), '2026-11-30']])
  })

  it('has sessions with a mark on all that are over, and some to come on the demo day and after', () => {
    const all = rowsOf('session')
    const days = [...sessionsByPupil].flatMap(([pupilId, sessions]) => sessionsBetween('2026-11-02', '2026-12-11', pupilId, { sessions, changes: [], attendance: marksByPupil.get(pupilId) ?? [] }, calendar))
    expect(days.filter(({ date }) => date < school.day).every(({ mark }) => mark !== undefined)).toBe(true)
    expect(days.filter(({ date }) => date === school.day).length).toBeGreaterThan(3)
    expect(new Set(rowsOf('sessionAttendance').map(({ f }) => f.outcome)).size).toBe(4)
    expect(all.some(({ f }) => f.weekly) && all.some(({ f }) => !f.weekly)).toBe(true)
  })

  it('leaves some reviews of the last week unsigned, of two mentors, and none of another week', () => {
    const drafts = rowsOf('weeklyReview').filter((one) => one.f.signed === null)
    expect(new Set(drafts.map((one) => one.by))).toEqual(new Set(['s-mentor3', 's-mentor5']))
    expect(new Set(drafts.map((one) => one.f.weekStart))).toEqual(new Set(['2026-11-30']))
  })
})

function marked(at: string, expectedAt: string) {
  const { mark, minutesLate, minutesLateToMentor } = proposeMark(at, expectedAt, DEFAULT_SETTINGS)
  return { mark, minutesLate, minutesLateToMentor }
}

function schoolDays(from: string): string[] {
  const days: string[] = []
  for (let day = from; day < school.day; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days.push(day)
  return days
}

function numbersOf(pupilId: string, week: string, until: number) {
  const days = schoolDaysOfWeek(calendar, week)
  const mine = <K extends 'note' | 'dailyAction'>(kind: K): RowOf<K>[] => (rowsByPupil.get(`${kind} ${pupilId}`) ?? []).filter((one): one is RowOf<K> => one.at <= until)
  return weekNumbers(days, (date) => expectationOn(expectationsFor(pupilId), date), days.flatMap((date) => arrivalOn(pupilId, date, until) ?? []), {
    notes: standing(mine('note').filter((one) => weekBeginning(dateOf(one.f.occurredAt)) === week)).length,
    dailyActions: mine('dailyAction').filter((one) => weekBeginning(one.f.date) === week).length,
    scores: countScores(days.flatMap((date) => DEFAULT_PERIODS.map(({ key }) => lessonOf({ date, period: key }, DEFAULT_DESIGNS[0]!.scale, scoresById.get(scoreId(pupilId, { date, period: key }))?.f, [])))),
    sessions: attendedOf(sessionsOf(week, pupilId, { sessions: sessionsByPupil.get(pupilId) ?? [], changes: [], attendance: (marksByPupil.get(pupilId) ?? []).filter((one) => one.at <= until) }, calendar)),
  })
}

it('the sample exports in demo/ are what its own system would write today (npm run demo:exports)', () => {
  for (const { name, text } of demoExports()) expect(readFileSync(`demo/${name}`, 'utf8'), name).toBe(text)
})

describe('how support is withdrawn in the demo school', () => {
  const stepsOf = (name: string) => rowsOf('withdrawalEvent').filter(({ f }) => f.pupilId === idOf(name)).map(({ f }) => f.type)
  it('shows who has moved on, who waits, who has more support for a while and who is at the last stage with a check-in', () => {
    expect(stepsOf('Anneliese-Marguerite Featherstonehaugh-Cholmondeley')).toEqual(['moved-on'])
    expect(stepsOf('Joaquim Teixeira')).toContain('not-yet')
    expect(stepsOf('Ionuţ Târnoveanu')).toContain('stepped-back')
    const zoe = idOf('Zoë Marchetti')
    expect(stageOn(DEFAULT_STAGES, expectationsFor(zoe), rowsOf('withdrawalEvent').filter(({ f }) => f.pupilId === zoe).map(({ f }) => f), school.day)?.stage.days).toBe(0)
    expect(rowsOf('checkIn').map(({ f }) => f.pupilId)).toEqual([zoe])
  })
})

describe('how its marks reached the register', () => {
  const facts = Map.groupBy(rowsOf('handOver').map(({ id, by, at, f }) => ({ id, by, at, f })), ({ f }) => `${f.pupilId} ${f.date}`)
  const steps = [...facts.values()].map((all) => ({ handing: handingOf(all), standing: standingOf(arrivalOn(all[0]!.f.pupilId, all[0]!.f.date)) }))

  it('has every mark of the week received: by code with its receipt, read out, and by sync; nobody did another’s part', () => {
    const due = taps.filter(({ f }) => f.date >= '2026-12-07' && arrivalOn(f.pupilId, f.date) !== undefined).map(({ f }) => `${f.pupilId} ${f.date}`)
    expect(new Set(facts.keys())).toEqual(new Set(due))
    expect(steps.every(({ handing }) => handing.received !== undefined)).toBe(true)
    expect(new Set(steps.map(({ handing }) => handing.received?.f.how))).toEqual(new Set(['code', 'read-out', 'sync']))
    expect(steps.filter(({ handing }) => handing.handed?.f.receipt).every(({ handing }) => handing.handed?.f.handOver === handing.received?.f.handOver)).toBe(true)
    for (const { by, f } of rowsOf('handOver')) expect(by === 's-office', f.type).toBe(f.type !== 'handed')
  })

  it('has them in SIMS, but for one that was amended after it had been entered', () => {
    const open = steps.filter(({ handing, standing: now }) => stepOf(handing, now, true) !== 'in-sims')
    expect(open.filter(({ handing, standing: now }) => hasChanged(handing, now)).map(({ handing }) => [handing.inSims?.f.pupilId, handing.inSims?.f.date, handing.inSims?.f.mark])).toEqual([[idOf('Alfie Pickersgill'), '2026-12-09', 'L']])
    expect(arrivalOn(idOf('Alfie Pickersgill'), '2026-12-09')).toMatchObject({ mark: '/', at: '08:44', amended: true })
    expect(open.length).toBeLessThan(4)
  })
})

it('keeps two versions of one pupil’s words as the server would: the later is shown, nobody has decided', () => {
  const [kept, ...others] = rowsOf('conflict')
  expect(others).toEqual([])
  const { about, field, versions, resolved } = kept!.f
  expect(kept!.id).toBe(conflictId(about.t, about.id, field, [versions[0].stamp, versions[1].stamp]))
  expect(resolved).toBeNull()
  expect(versions[0].at).toBeLessThan(versions[1].at)
  expect(versions.map(({ by }) => by)).toEqual(['s-mentor1', 's-lead'])
  expect(rowsOf('target').find(({ id }) => id === about.id)?.f.pupilWording).toBe(versions[1].value)
})
