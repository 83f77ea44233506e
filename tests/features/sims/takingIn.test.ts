import { DEFAULT_PERIODS } from '../../../src/domain/time/period.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { simsOf } from '../../../src/data/readings/sims.ts'
import { timetableOf } from '../../../src/data/readings/timetable.ts'
import type { Actor } from '../../../src/domain/staff.ts'
import type { Known, Plan } from '../../../src/features/sims/comparing.ts'
import { readExport } from '../../../src/features/sims/readExport.ts'
import { lookingIn } from '../../../src/features/sims/takingCandidates.ts'
import { changeCount, changesOf, firstChoices, undoing, type Choices } from '../../../src/features/sims/takingIn.ts'
import { knownCodes, undoingCodes, type Author } from '../../../src/features/sims/takingRegister.ts'
import { missedFor, officeCodesFor } from '../../../src/data/readings/conduct.ts'
import { aCode } from '../../support/conduct.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import { candidatesOf } from '../../../src/data/readings/identifying.ts'
import { sayReason } from '../../../src/domain/cases/candidateWords.ts'
import { aDesk, theMentees, THURSDAY, type Desk } from '../../support/aDesk.ts'
import { aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
const lead: Actor = { id: 'lead', role: 'lead-mentor', name: 'Mrs L. Lead', initials: 'LL' }
const all: Choices = { links: new Set(['p1']), ours: new Set(), withdraw: true }
const theDesk = (): Promise<Desk> => aDesk({ me: lead, rows: [...theMentees, aRow('pupilIdentity', 'p1', { admissionNo: '4411', said: { form: '9Z' } }), aRow('pupil', 'p1', { legalForename: 'Abdi', legalSurname: 'Surnamep1', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false })], at: [THURSDAY, '15:40'] })

const theAuthor = (): Author => ({ me: lead, moment: { now: Date.now(), entered: Date.now(), wall: Date.now(), skew: 0 } })

async function planFor({ records: { memory } }: Desk, text: string): Promise<Plan> {
  const known = {
    pupils: memory.all('deskPupil').map(({ id, f }) => ({ id, values: { ...f, walkIn: undefined, ...memory.get('pupil', id)?.f }, identity: memory.get('pupilIdentity', id)?.f, sex: memory.get('pupil', id)?.f.sex })),
    facts: memory.all('simsFact').filter(({ f }) => memory.get('simsBatch', f.batch)?.f.state !== 'undone').map(({ id, f }) => ({ id, fact: f })),
  }
  const looking = lookingIn(memory, DEFAULT_SETTINGS, THURSDAY)
  const codes = knownCodes(memory)
  const answer = await readExport({ bytes: new TextEncoder().encode(text), last: {}, known: JSON.parse(JSON.stringify({ ...known, codes, looking })) as Known, today: THURSDAY, periods: DEFAULT_PERIODS }, () => undefined)
  if (answer.kind !== 'plan') throw new Error(JSON.stringify(answer))
  return answer.plan
}
async function take(desk: Desk, batch: string, text: string, choices = all, again = false): Promise<Plan> {
  const plan = await planFor(desk, text)
  const { commit, memory } = desk.records
  await commit([{ kind: 'add', t: 'simsBatch', id: batch, f: { set: plan.set, state: 'under-way', rows: plan.rows, taken: plan.facts.length, columns: {} } }])
  await commit(changesOf(plan, choices, { batch, again, memory, author: theAuthor() }))
  await commit([{ kind: 'patch', t: 'simsBatch', id: batch, f: { state: 'complete' } }])
  return plan
}
const BEHAVIOUR = 'Date,Admission No,Type,Reason,Lesson,Points,Awarded By\r\n'
const week1 = `${BEHAVIOUR}${THURSDAY},4411,Negative,Late,Art,-1,Mr Hale\r\n`
const week2 = `${week1}${THURSDAY},4411,Positive,Effort,Art,1,Mr Hale\r\n`

describe('“…regularly check their pupil progress via SIMS”', () => {
  it('week 1, then week 2: only the new row is new, and week 2 again adds nothing', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', week1)
    await desk.records.commit([{ kind: 'add', t: 'simsCheck', id: 'c1', f: { pupilId: 'p1', date: THURSDAY } }])
    vi.setSystemTime(Date.now() + 60_000)
    await take(desk, 'b2', week2)
    expect(simsOf(desk.records.memory, 'p1').news.map(({ text }) => text)).toEqual(['Achievement +1: Effort, Art, Mr Hale'])
    expect(changeCount(await planFor(desk, week2), all)).toBe(0)
  })
  it('an export that is undone counts nowhere, and can be taken in again', async () => {
    const desk = await theDesk()
    const { memory, commit } = desk.records
    await take(desk, 'b1', week1)
    await commit([{ kind: 'patch', t: 'simsBatch', id: 'b1', f: { state: 'undone' } }])
    expect(simsOf(memory, 'p1').entries).toEqual([])
    await commit(undoing('b1', memory))
    expect(memory.all('simsFact')).toEqual([])
    await take(desk, 'b2', week1, all, true)
    expect(simsOf(memory, 'p1').entries).toHaveLength(1)
    expect(changeCount(await planFor(desk, week1), all)).toBe(0)
  })
  it('a name that somebody puts right while the plan is read is not written over unseen', async () => {
    const desk = await theDesk()
    const { memory, outbox } = desk.records
    const plan = await planFor(desk, 'Admission No,Legal Surname,Reg Group\r\n4411,Surnamex1,9X\r\n')
    const row = memory.get('pupil', 'p1')!
    memory.putServerRows([{ ...row, f: { ...row.f, legalSurname: 'Put-Right' }, s: 'theirs:7', seq: 9 }])
    await desk.records.commit(changesOf(plan, all, { batch: 'b1', again: false, memory, author: theAuthor() }))
    const bases = outbox.unsent(0, 20).filter(({ kind }) => kind === 'patch').map(({ t, base }) => [t, base])
    expect(bases).toContainEqual(['deskPupil', { surname: 'server:p1', form: 'server:p1' }])
    expect(bases).toContainEqual(['pupil', { legalSurname: null }])
  })
  it('a form that SIMS changes is changed here with its trail, and goes back when the export is undone', async () => {
    const desk = await theDesk()
    const { memory, commit } = desk.records
    const before = memory.get('deskPupil', 'p1')?.f.form
    const list = 'Admission No,Legal Surname,Reg Group\r\n4411,Surnamep1,9X\r\n'
    await take(desk, 'b1', list, { ...all, ours: new Set() })
    expect(memory.get('deskPupil', 'p1')?.f.form).toBe('9X')
    expect(memory.all('simsChange').map(({ f }) => [f.field, f.was, f.now])).toContainEqual(['form', before, '9X'])
    expect(simsOf(memory, 'p1').news.map(({ text }) => text)).toContain(`Form: ${before} → 9X`)
    await commit([{ kind: 'patch', t: 'simsBatch', id: 'b1', f: { state: 'undone' } }])
    await commit(undoing('b1', memory))
    expect(memory.get('deskPupil', 'p1')?.f.form).toBe(before)
  })
  it('what somebody put right here stays when they say so, and is not asked again', async () => {
    const desk = await theDesk()
    const list = 'Admission No,Legal Surname,Reg Group\r\n4411,Surnamep1,9X\r\n'
    const plan = await take(desk, 'b1', list, { ...all, ours: new Set(['p1|form', 'p1|surname', 'p1|legalSurname']) })
    expect(plan.changes.find(({ field }) => field === 'form')?.corrected).toBe(true)
    expect(desk.records.memory.get('deskPupil', 'p1')?.f.form).not.toBe('9X')
    expect((await planFor(desk, list)).changes).toEqual([])
  })
  it('a timetable is taken in whole, and undoing the export gives back the one before', async () => {
    const desk = await theDesk()
    const { memory, commit } = desk.records
    const list = (subject: string): string => `Admission No,Day,Period,Subject,Teacher,Room\r\n4411,Mon,P1,${subject},Mrs Hale,E1\r\n`
    await take(desk, 'b1', list('English'), { ...all, thisWeek: 'B' })
    vi.setSystemTime(Date.now() + 1000)
    await take(desk, 'b2', list('Drama'))
    expect(timetableOf(memory, 'p1')?.f.lessons.map(({ subject }) => subject)).toEqual(['Drama'])
    await commit([{ kind: 'patch', t: 'simsBatch', id: 'b2', f: { state: 'undone' } }])
    expect(timetableOf(memory, 'p1')?.f.lessons.map(({ subject }) => subject)).toEqual(['English'])
    await commit(undoing('b2', memory))
    expect(memory.all('timetable')).toHaveLength(1)
    await desk.reopen()
    expect(timetableOf(desk.records.memory, 'p1')?.f.lessons.map(({ subject }) => subject)).toEqual(['English'])
  })
  it('everything survives the tablet being closed and opened', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', week2)
    await desk.reopen()
    expect(simsOf(desk.records.memory, 'p1').entries).toHaveLength(2)
  })
})

describe('“…identify pupils needing to be mentored, using data (… progress … or behavioural data from SIMS)”', () => {
  const HEAD = 'Date,Admission No,Pupil Name,Year,Form,Type,Points\r\n'
  const row = (points: number, no = '9001', name = '"Quill, Ines"', form = '9B', date = THURSDAY): string => `${date},${no},${name},${form.slice(0, -1)},${form},Negative,${points}\r\n`
  const shown = (desk: Desk): string[][] => candidatesOf(desk.records.memory, 9, DEFAULT_SETTINGS, THURSDAY).map(({ f, reasons }) => [`${f.preferredName} ${f.surname} ${f.form}`, ...reasons.map(sayReason)])

  it('who has 11 behaviour points in 3 weeks is a candidate with the figure and its day; of who has 10 nothing is kept', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', `${HEAD}${row(-6)}${row(-5)}${row(-10, '9002', '"Rowe, Tom"')}`)
    expect(shown(desk)).toEqual([['Ines Quill 9B', '11 behaviour points in 3 weeks']])
    expect(desk.records.memory.all('candidate')[0]?.f.behaviour).toMatchObject({ batch: 'b1', to: THURSDAY })
    expect([desk.records.memory.all('candidate').length, desk.records.memory.all('pupilIdentity').length]).toEqual([1, 2])
  })
  it('the same export again adds nothing; a longer one of the week after changes the figure of the same candidate', async () => {
    const desk = await theDesk()
    const file = `${HEAD}${row(-6)}${row(-5)}`
    await take(desk, 'b1', file)
    expect(changeCount(await planFor(desk, file), all)).toBe(0)
    await take(desk, 'b2', `${file}${row(-3)}`)
    expect(shown(desk)).toEqual([['Ines Quill 9B', '14 behaviour points in 3 weeks']])
  })
  it('an older export does not take back what a newer one said', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', `${HEAD}${row(-6)}${row(-6)}`)
    expect((await planFor(desk, `${HEAD}${row(-2, '9001', '"Quill, Ines"', '9B', '2026-12-04')}`)).candidates).toEqual([])
  })
  it('who is found no more, and whom nobody named or decided on, is let go with the number they were known by; who was named by hand stays', async () => {
    const desk = await theDesk()
    const { memory, commit } = desk.records
    await commit([{ kind: 'add', t: 'candidate', id: 'hand', f: { preferredName: 'Tom', surname: 'Rowe', form: '9B', year: 9, byHand: { why: 'His tutor asks.', by: 'lead', on: THURSDAY } } }])
    await take(desk, 'b1', `${HEAD}${row(-12)}${row(-13, '9002', '"Rowe, Tom"')}`)
    expect(shown(desk).map(([name, why]) => [name, why])).toEqual([['Tom Rowe 9B', '13 behaviour points in 3 weeks'], ['Ines Quill 9B', '12 behaviour points in 3 weeks']])
    await take(desk, 'b2', `${HEAD}${row(-1)}${row(-1, '9002', '"Rowe, Tom"')}`)
    expect(shown(desk)).toEqual([['Tom Rowe 9B']])
    expect(memory.all('pupilIdentity').map(({ id }) => id).sort()).toEqual(['hand', 'p1'])
  })
  it('a mentee is no candidate; who was mentored once may be one again', async () => {
    const desk = await theDesk()
    await desk.records.commit([{ kind: 'add', t: 'mentorship', id: 'm-now', f: { pupilId: 'p1', mentorId: 'mentor1', state: 'active', reason: '', startedOn: THURSDAY } }])
    const points = (): Promise<Plan> => planFor(desk, `${HEAD}${row(-20, '4411', '"Surnamep1, Abdi"', '9A')}`)
    expect((await points()).candidates).toEqual([])
    await desk.records.commit([{ kind: 'patch', t: 'mentorship', id: 'm-now', f: { state: 'closed' } }])
    expect((await points()).candidates.map(({ id, isNew }) => [id, isNew])).toEqual([['p1', true]])
  })
  it('an undone export has found nobody', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', `${HEAD}${row(-12)}`)
    await desk.records.commit(undoing('b1', desk.records.memory))
    expect(desk.records.memory.all('candidate')).toEqual([])
  })
  it('a file without names finds nobody by name, and says how many', async () => {
    const plan = await planFor(await theDesk(), `Date,Admission No,Type,Reason,Points\r\n${THURSDAY},9001,Negative,Late,-12\r\n`)
    expect([plan.candidates, plan.unnamed]).toEqual([[], 1])
  })
  it('the pupils’ export counts the roll, and says of candidates and mentees what is asked about who is picked', async () => {
    const desk = await theDesk()
    const { memory } = desk.records
    await take(desk, 'b1', `${HEAD}${row(-12)}`)
    const list = 'Admission No,Legal Surname,Legal Forename,Year Group,Reg Group,SEN Status,Pupil Premium,Sex\r\n4411,Surnamep1,Abdi,9,9A,K,Yes,Male\r\n9001,Quill,Ines,9,9C,N,Yes,Female\r\n9002,Rowe,Tom,9,9B,,No,M\r\n'
    await take(desk, 'b2', list, { ...all, links: new Set() })
    expect(memory.get('rollShape', 'roll:9')?.f).toEqual({ year: 9, on: THURSDAY, pupils: 3, sen: 1, pupilPremium: 2, girls: 1, boys: 2 })
    expect(memory.all('candidate').map(({ f }) => [f.form, f.groups])).toEqual([['9C', { sen: 'N', pupilPremium: true, sex: 'F' }]])
    expect(memory.get('pupil', 'p1')?.f.sex).toBe('M')
    expect(changeCount(await planFor(desk, list), all)).toBe(0)
  })
  it('a mentee who is not in the pupils’ export of their year any more is noted as missing, until an export has them again', async () => {
    const desk = await theDesk()
    const { memory } = desk.records
    const HEADS = 'Admission No,Legal Surname,Legal Forename,Year Group,Reg Group\r\n'
    await take(desk, 'b1', `${HEADS}5000,Other,Pupil,8,8A\r\n`, { ...all, links: new Set() })
    expect(memory.get('pupilIdentity', 'p1')?.f.missingSince).toBeUndefined()
    await take(desk, 'b2', `${HEADS}5001,Other,Pupil,9,9A\r\n`, { ...all, links: new Set() })
    expect(memory.get('pupilIdentity', 'p1')?.f.missingSince).toBe(THURSDAY)
    await take(desk, 'b3', `${HEADS}4411,Surnamep1,Abdi,9,9B\r\n`, { ...all, links: new Set() })
    expect(memory.get('pupilIdentity', 'p1')?.f.missingSince).toBeNull()
  })
})

describe('“…investigate attendance issues”: what SIMS says of a morning', () => {
  const TUESDAY = '2026-12-08'
  const HEADS = 'Date,AM/PM,UPN,Admission No,Student Name,Reg Group,Attendance Code\r\n'
  const line = (date: string, half: string, code: string, no = '4411'): string => `${date.split('-').reverse().join('/')},${half},,${no},"Surnamep1, Abdi",9A,${code}\r\n`
  const file = (...lines: string[]): string => `${HEADS}${lines.join('')}`
  const stands = ({ records: { memory } }: Desk, date = TUESDAY): unknown => {
    const last = officeCodesFor(memory, 'p1', date).at(-1)
    return last && [last.f.code, last.f.known]
  }
  const put = async (desk: Desk, ...rows: ReturnType<typeof aCode>[]): Promise<void> => {
    await desk.records.commit(rows.map(({ id, f }) => ({ kind: 'add', t: 'absenceCode', id, f })))
  }
  /** As the screen takes it in: what a person put down stands. */
  const takeFirst = async (desk: Desk, batch: string, text: string): Promise<Plan> => take(desk, batch, text, firstChoices(await planFor(desk, text)))

  it('absent mornings of mentees explain what was missed; afternoons, presence, other pupils and lines that cannot be read leave nothing', async () => {
    const desk = await theDesk()
    const plan = await take(desk, 'b1', file(line(TUESDAY, 'AM', 'I'), line(TUESDAY, 'PM', 'I'), line('2026-12-07', 'AM', '/'), line('2026-12-04', 'Morning', 'y5'), line('2026-12-03', 'AM', '-'), line('2026-12-02', 'AM', 'I', '9001'), line('2026-12-01', 'AM', 'H'), line('2026-11-30', 'P4', 'I')))
    expect(plan).toMatchObject({ set: 'register', passedOver: 2, others: 1, newest: TUESDAY })
    expect(plan.problems.map(({ line: at, text }) => [at, text])).toEqual([[8, 'Attendance code: “H” is not a code of the register.'], [9, 'Morning or afternoon: “P4” is neither AM nor PM.']])
    expect(desk.records.memory.all('absenceCode').map(({ f }) => [f.date, f.type === 'coded' && f.code, f.role]).sort()).toEqual([['2026-12-04', null, 'lead-mentor'], [TUESDAY, 'I', 'lead-mentor']])
    expect(missedFor(desk.records.memory, 'p1', { what: 'arrival', date: TUESDAY }).state).toBe('explained')
    await desk.reopen()
    expect(stands(desk)).toEqual(['I', 'sims'])
  })
  it('the same export again adds nothing, also with more of the week in it', async () => {
    const desk = await theDesk()
    await take(desk, 'b1', file(line(TUESDAY, 'AM', 'I')))
    const plan = await planFor(desk, file(line(TUESDAY, 'AM', 'I')))
    expect([changeCount(plan, all), plan.before]).toEqual([0, 1])
    expect((await planFor(desk, file(line(TUESDAY, 'AM', 'I'), line('2026-12-09', 'AM', 'M')))).codes.map(({ date, code }) => [date, code])).toEqual([['2026-12-09', 'M']])
  })
  it('what SIMS has put right since takes the place of what it said, and an older export does not bring that back', async () => {
    const desk = await theDesk()
    const first = file(line(TUESDAY, 'AM', 'N'))
    await take(desk, 'b1', first)
    vi.setSystemTime(Date.now() + 60_000)
    await takeFirst(desk, 'b2', file(line(TUESDAY, 'AM', 'I')))
    expect(stands(desk)).toEqual(['I', 'sims'])
    const older = await planFor(desk, first)
    expect([older.codes.length, changeCount(older, firstChoices(older))]).toEqual([1, 0])
    vi.setSystemTime(Date.now() + 60_000)
    await takeFirst(desk, 'b3', file(line(TUESDAY, 'AM', '/')))
    expect(missedFor(desk.records.memory, 'p1', { what: 'arrival', date: TUESDAY }).state).toBe('missed')
  })
  it('undone, it explains nothing any more, and can be taken in again', async () => {
    const desk = await theDesk()
    const { memory, commit } = desk.records
    await put(desk, aCode('o1', '2026-12-07', 'M'))
    await take(desk, 'b1', file(line(TUESDAY, 'AM', 'I'), line('2026-12-07', 'AM', 'M')))
    await commit(undoingCodes('b1', memory, theAuthor()))
    await commit([{ kind: 'patch', t: 'simsBatch', id: 'b1', f: { state: 'undone' } }])
    expect([stands(desk), stands(desk, '2026-12-07'), undoingCodes('b1', memory, theAuthor())]).toEqual([undefined, ['M', 'home-rang'], []])
    const again = await takeFirst(desk, 'b2', file(line(TUESDAY, 'AM', 'I')))
    expect([again.codes[0]?.here, stands(desk)]).toEqual([undefined, ['I', 'sims']])
    expect(changeCount(await planFor(desk, file(line(TUESDAY, 'AM', 'I'))), all)).toBe(0)
  })
  it('where the office put down something else it is asked, and the office’s word stands until somebody takes the other', async () => {
    const desk = await theDesk()
    await put(desk, aCode('o1', TUESDAY, 'C'), aCode('o2', '2026-12-07', null))
    const text = file(line(TUESDAY, 'AM', 'I'), line('2026-12-07', 'AM', 'I'))
    const plan = await planFor(desk, text)
    expect([plan.before, plan.codes.map(({ date, here }) => [date, here])]).toEqual([1, [[TUESDAY, { code: 'C', over: 'o1' }]]])
    expect(changeCount(plan, firstChoices(plan))).toBe(0)
    await take(desk, 'b1', text, all)
    expect(stands(desk)).toEqual(['I', 'sims'])
    vi.setSystemTime(Date.now() + 60_000)
    await desk.records.commit([{ kind: 'add', t: 'absenceCode', id: 'o5', f: { ...aCode('o5', TUESDAY, 'M').f, entered: Date.now() } }])
    expect(stands(desk)).toEqual(['M', 'home-rang'])
  })
  it('taken in unseen while the office was putting down its own, SIMS’s word stands behind it', async () => {
    const desk = await theDesk()
    const text = file(line(TUESDAY, 'AM', 'I'))
    const plan = await planFor(desk, text)
    await put(desk, aCode('o1', TUESDAY, '/'))
    await desk.records.commit(changesOf(plan, firstChoices(plan), { batch: 'b1', again: false, memory: desk.records.memory, author: theAuthor() }))
    expect(stands(desk)).toEqual(['/', 'home-rang'])
  })
  it('a reason that the office waits for comes with SIMS, and is shown before it is taken', async () => {
    const desk = await theDesk()
    await put(desk, aCode('o1', TUESDAY, 'N'))
    const plan = await takeFirst(desk, 'b1', file(line(TUESDAY, 'AM', 'I')))
    expect([plan.codes[0]?.here, stands(desk)]).toEqual([{ code: 'N', over: 'o1' }, ['I', 'sims']])
  })
  it('what the office took back of SIMS’s is not put down again unasked', async () => {
    const desk = await theDesk()
    const text = file(line(TUESDAY, 'AM', 'I'))
    await take(desk, 'b1', text)
    const [code] = desk.records.memory.all('absenceCode')
    await desk.records.commit([{ kind: 'add', t: 'absenceCode', id: 'back', f: { type: 'taken-back', pupilId: 'p1', date: TUESDAY, session: 'am', entered: Date.now(), name: 'Mrs O. Office', role: 'office', coded: code?.id ?? '' } }])
    const plan = await planFor(desk, text)
    expect([plan.codes[0]?.here, changeCount(plan, firstChoices(plan))]).toEqual(['taken-back', 0])
  })
})
