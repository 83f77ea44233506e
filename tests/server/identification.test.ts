/** "Mentors meet with DHT / HOY to identify pupils": candidates and what is decided of them reach those who decide, and no mentor. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
const tablet = async (who: string): Promise<WireTablet> => {
  const one = await server.tablet(who)
  await one.pull()
  return one
}
type Sent = ReturnType<WireTablet['op']>
const outcomes = async (by: WireTablet, ...ops: Sent[]): Promise<unknown> => {
  const reply = await by.push(...ops)
  return 'results' in reply ? reply.results.map(({ r }) => r) : reply
}
const candidate = (by: WireTablet, id: string, year = 9): Sent => by.op({ t: 'candidate', id, f: { preferredName: 'Ines', surname: 'Example', form: `${year}B`, year, byHand: { why: 'Her tutor asks.', by: by.account.id, on: '2026-12-10' } } })
const decision = (by: WireTablet, pupilId: string, choice: string, more: object = {}): Sent =>
  by.op({ t: 'candidateDecision', id: `d-${pupilId}-${choice}-${by.account.id}`, f: { pupilId, choice, reason: 'Agreed in the meeting.', date: '2026-12-10', present: [by.account.id], evidence: [], entered: by.n, ...more } })
const opening = (by: WireTablet, id: string, mentorId: string, g: string): Sent[] => [
  by.op({ t: 'deskPupil', id, g, f: { preferredName: 'Ines', surname: 'Example', form: '9B', year: 9 } }),
  by.op({ t: 'pupil', id, g, f: { legalForename: '', legalSurname: '', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false } }),
  by.op({ t: 'mentorship', id: `m-${id}-${by.account.id}`, g, f: { pupilId: id, mentorId, state: 'agreed', reason: 'Agreed in the meeting.', startedOn: '2026-12-14' } }),
]

it('A candidate and what was decided reach the Head of Year, the Lead Mentor and the DHT; no mentor hears of them, nor the office', async () => {
  const head = await tablet('hoy9')
  expect(await outcomes(head, candidate(head, 'c1'))).toEqual(['applied'])
  expect(await outcomes(head, decision(head, 'c1', 'watch', { lookAgain: '2027-01-11' }))).toEqual(['applied'])
  for (const [who, knows] of [['hoy9', true], ['lead', true], ['dht', true], ['mentor1', false], ['office', false], ['admin', false]] as const) {
    const one = await tablet(who)
    expect({ who, candidate: one.row('candidate', 'c1') !== undefined, decision: one.row('candidateDecision', 'd-c1-watch-hoy9') !== undefined }).toEqual({ who, candidate: knows, decision: knows })
    expect(one.scope.some((bucket) => bucket.includes('c1')), who).toBe(knows)
  }
})

it('A Head of Year names and decides on pupils of the year alone; mentors, office and admin on nobody', async () => {
  const head = await tablet('hoy9')
  const lead = await tablet('lead')
  expect(await outcomes(head, candidate(head, 'c8', 8))).toEqual(['parked'])
  expect(await outcomes(lead, candidate(lead, 'c8', 8), candidate(lead, 'c9', 9))).toEqual(['applied', 'applied'])
  expect(await outcomes(head, decision(head, 'c8', 'not-now'))).toEqual(['parked'])
  for (const who of ['mentor1', 'office', 'admin']) {
    const one = await tablet(who)
    expect(await outcomes(one, candidate(one, `c-${who}`), decision(one, 'c9', 'watch')), who).toEqual(['parked', 'parked'])
  }
})

it('A Head of Year puts nobody of another year on the list by calling them one of the year, and opens no case into another year', async () => {
  const head = await tablet('hoy9')
  expect(await outcomes(head, candidate(head, 'p2', 9), candidate(head, 'p1', 9), candidate(head, 'c1', 9))).toEqual(['parked', 'applied', 'applied'])
  await head.push(decision(head, 'c1', 'mentor', { mentorId: 'mentor2' }))
  expect(await outcomes(head, head.op({ t: 'deskPupil', id: 'c1', f: { preferredName: 'Ines', surname: 'Example', form: '8B', year: 8 } }))).toEqual(['parked'])
})

it('A Mentor decision of the Head of Year opens the case, and its mentor has it; the candidate’s page stays with those who decided', async () => {
  const head = await tablet('hoy9')
  await head.push(candidate(head, 'c1'))
  expect(await outcomes(head, ...opening(head, 'c1', 'mentor2', 'too-early'))).toEqual(['parked', 'parked', 'parked'])
  expect(await outcomes(head, decision(head, 'c1', 'mentor'))).toEqual(['parked'])
  await head.push(decision(head, 'c1', 'mentor', { mentorId: 'mentor2' }))
  expect(await outcomes(head, ...opening(head, 'c1', 'mentor1', 'another-mentor'))).toEqual(['parked', 'parked', 'parked'])
  const mentor = await tablet('mentor2')
  expect(mentor.scope.some((bucket) => bucket.includes('c1'))).toBe(false)
  expect(await outcomes(head, ...opening(head, 'c1', 'mentor2', 'open'))).toEqual(['applied', 'applied', 'applied'])
  await mentor.pull()
  expect(mentor.fields('mentorship', 'm-c1-hoy9')?.state).toBe('agreed')
  expect([mentor.row('deskPupil', 'c1'), mentor.row('candidate', 'c1')].map((one) => one !== undefined)).toEqual([true, false])
})

it('A Head of Year begins no mentoring, changes no case, and takes back only what is not prepared yet', async () => {
  const head = await tablet('hoy9')
  await head.push(candidate(head, 'c1'))
  await head.push(decision(head, 'c1', 'mentor', { mentorId: 'mentor2' }))
  await head.push(...opening(head, 'c1', 'mentor2', 'open'))
  await head.pull()
  expect(await outcomes(head, head.op({ kind: 'patch', t: 'mentorship', id: 'm-c1-hoy9', f: { state: 'active' } }))).toEqual(['parked'])
  expect(await outcomes(head, head.op({ kind: 'patch', t: 'deskPupil', id: 'p1', f: { form: '9Z' } }), head.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: 'mentor2' } }))).toEqual(['parked', 'parked'])
  const lead = await tablet('lead')
  server.clock.now += 60_000
  await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-c1-hoy9', f: { state: 'preparing' } }))
  expect(await outcomes(head, head.op({ kind: 'void', t: 'mentorship', id: 'm-c1-hoy9' }))).toEqual(['parked'])
  server.clock.now += 60_000
  await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-c1-hoy9', f: { state: 'agreed' } }))
  await head.pull()
  const seen = head.row('mentorship', 'm-c1-hoy9')?.s as Record<string, string>
  expect(await outcomes(head, head.op({ kind: 'void', t: 'mentorship', id: 'm-c1-hoy9', base: seen }))).not.toEqual(['parked'])
})

it('What an import knows a candidate by is the Lead Mentor’s and the DHT’s alone: a Head of Year neither reads nor writes it, and no mentor hears the name', async () => {
  const lead = await tablet('lead')
  const known = (by: WireTablet): Sent => by.op({ t: 'pupilIdentity', id: 'c1', f: { admissionNo: '9001', said: {} } })
  const found = (by: WireTablet): Sent => by.op({ t: 'candidate', id: 'c1', f: { preferredName: 'Ines', surname: 'Example', form: '9B', year: 9, behaviour: { batch: 'b1', to: '2026-12-09', reasons: [{ measure: 'behaviour-points', span: 3, value: 14 }] } } })
  expect(await outcomes(lead, found(lead), known(lead))).toEqual(['applied', 'applied'])
  for (const [who, knows] of [['dht', true], ['hoy9', false], ['mentor1', false], ['office', false]] as const) {
    const one = await tablet(who)
    expect({ who, knows: one.row('pupilIdentity', 'c1') !== undefined }).toEqual({ who, knows })
    if (!knows) expect(await outcomes(one, known(one)), who).toEqual(['parked'])
  }
  const mentor = await tablet('mentor1')
  expect(await outcomes(mentor, found(mentor))).toEqual(['parked'])
})

it('A candidate who is let go leaves the tablets of the year, and no mentor ever hears the name', async () => {
  const lead = await tablet('lead')
  await lead.push(candidate(lead, 'c1'))
  const head = await tablet('hoy9')
  expect(head.row('candidate', 'c1')).toBeDefined()
  await lead.pull()
  await lead.push(lead.op({ kind: 'void', t: 'candidate', id: 'c1' }))
  await head.pull()
  expect(head.row('candidate', 'c1')?.void ?? 'gone').not.toBe(undefined)
  const mentor = await tablet('mentor1')
  expect(mentor.scope.some((bucket) => bucket.includes('c1'))).toBe(false)
})

it('The year’s meeting, its minutes and the numbers of its roll are the Head of Year’s, the Lead Mentor’s and the DHT’s', async () => {
  const head = await tablet('hoy9')
  const lead = await tablet('lead')
  const meeting = (by: WireTablet, id: string, year: number): Sent => by.op({ t: 'yearMeeting', id, f: { year, date: '2026-12-10', present: [by.account.id], begun: 1 } })
  const note = (by: WireTablet, id: string): Sent => by.op({ t: 'meetingNote', id, f: { year: 9, meetingId: 'm9', text: 'The bus is late again.', entered: 2 } })
  const roll = (by: WireTablet): Sent => by.op({ t: 'rollShape', id: 'roll:9', f: { year: 9, on: '2026-12-10', pupils: 96 } })
  expect(await outcomes(head, meeting(head, 'm9', 9), note(head, 'n9'), meeting(head, 'm8', 8), roll(head))).toEqual(['applied', 'applied', 'parked', 'parked'])
  expect(await outcomes(lead, roll(lead))).toEqual(['applied'])
  for (const [who, reads] of [['hoy9', true], ['lead', true], ['dht', true], ['mentor1', false], ['office', false]] as const) {
    const one = await tablet(who)
    expect({ who, reads: [one.row('yearMeeting', 'm9'), one.row('meetingNote', 'n9'), one.row('rollShape', 'roll:9')].map((row) => row !== undefined) }).toEqual({ who, reads: [reads, reads, reads] })
    if (!reads) expect(await outcomes(one, meeting(one, `m-${who}`, 9), note(one, `n-${who}`), roll(one)), who).toEqual(['parked', 'parked', 'parked'])
  }
})

it('A task about a mentee reaches the mentor, who may say that it is done; one about a candidate reaches no mentor', async () => {
  const head = await tablet('hoy9')
  const task = (by: WireTablet, id: string, pupilId: string, about: string): Sent => by.op({ t: 'meetingTask', id, f: { pupilId, about, meetingId: 'm9', text: 'Start at 8.30 from Monday.', owner: 'mentor1', due: '2026-12-14', entered: 1 } })
  const done = (by: WireTablet, taskId: string, pupilId: string, about: string): Sent => by.op({ t: 'meetingTaskDone', id: `done-${taskId}-${by.account.id}`, f: { pupilId, about, taskId, at: 5 } })
  await head.push(candidate(head, 'c1'))
  expect(await outcomes(head, task(head, 't1', 'p1', 'case'), task(head, 't2', 'c1', 'candidate'), task(head, 't3', 'p2', 'case'))).toEqual(['applied', 'applied', 'parked'])
  const mentor = await tablet('mentor1')
  expect([mentor.row('meetingTask', 't1'), mentor.row('meetingTask', 't2')].map((one) => one !== undefined)).toEqual([true, false])
  expect(await outcomes(mentor, done(mentor, 't1', 'p1', 'case'), task(mentor, 't4', 'p1', 'candidate'))).toEqual(['applied', 'parked'])
  const other = await tablet('mentor2')
  expect(await outcomes(other, done(other, 't1', 'p1', 'case'), task(other, 't5', 'p1', 'case'))).toEqual(['parked', 'parked'])
})

it('A task about a candidate is put off by those who decide, and no mentor hears of it', async () => {
  const head = await tablet('hoy9')
  await head.push(candidate(head, 'c1'))
  const putOff = (by: WireTablet, id: string, pupilId = 'c1'): Sent => by.op({ t: 'taskPutOff', id, f: { pupilId, about: 'candidate', taskId: 'watched:c1:d', until: '2026-12-14', reason: 'Her tutor is away.', entered: 1 } })
  expect(await outcomes(head, putOff(head, 'o1'))).toEqual(['applied'])
  const [lead, dht, mentor] = [await tablet('lead'), await tablet('dht'), await tablet('mentor1')]
  expect([await outcomes(lead, putOff(lead, 'o2')), await outcomes(dht, putOff(dht, 'o3')), await outcomes(mentor, putOff(mentor, 'o4', 'p1'))]).toEqual([['applied'], ['applied'], ['parked']])
  for (const one of [lead, mentor]) await one.pull()
  expect([lead.row('taskPutOff', 'o1') !== undefined, mentor.row('taskPutOff', 'o1')]).toEqual([true, undefined])
})

it('Two who change one candidate at once leave no copy of it with the mentor', async () => {
  const lead = await tablet('lead')
  await lead.push(lead.op({ t: 'candidate', id: 'p1', f: { preferredName: 'Pupil p1', surname: 'Example', form: '9A', year: 9 } }))
  const [one, two] = [await tablet('lead'), await tablet('dht')]
  const stamp = one.row('candidate', 'p1')?.s as string
  await one.push(one.op({ kind: 'patch', t: 'candidate', id: 'p1', f: { form: '9C' }, base: { form: stamp } }))
  await two.push(two.op({ kind: 'patch', t: 'candidate', id: 'p1', f: { form: '9D' }, base: { form: stamp } }))
  const mentor = await tablet('mentor1')
  expect([...mentor.rows.values()].filter(({ t }) => t === 'setAside' || t === 'conflict' || t === 'candidate')).toEqual([])
})
