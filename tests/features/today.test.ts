import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { instantAt } from '../../src/domain/time/clock.ts'
import { OUTCOMES } from '../../src/domain/home/contactLog.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { bucketOf, type Row } from '../../src/domain/records.ts'
import TodayScreen from '../../src/features/tasks/TodayScreen.vue'
import { routes } from '../../src/shell/routes.ts'
import { demoSchool } from '../../server/demo/school.ts'
import { createRouter, createMemoryHistory } from 'vue-router'
import { aDesk, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../support/aDesk.ts'
import { aMentorship, aNote, anArrival, theMentee } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { aSanction, THE_LEAD, theLead } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const mother = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', phone: '01632 960123' })
const call = (id: string, date: string, outcome: 'call-back' | 'spoke', callBack?: string): Row<'contactEntry'> => {
  const at = instantAt(date, '15:50')
  return aRow('contactEntry', id, { pupilId: 'p1', contactId: 'c1', used: '01632 960123', direction: 'out', outcome, topic: 'Progress', text: '', agreed: '', occurredAt: at, entered: at, ...(callBack === undefined ? {} : { callBack }) }, { by: aMentor.id, at })
}
/** Every morning until the day itself has its arrival, so that nothing was missed. */
const came = ['2026-11-26', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08', WEDNESDAY].map((date) => anArrival(`tap-${date}`, date, '08:28'))
const rows: Row[] = [...theMentee, theLead, mother, ...came, call('call-1', WEDNESDAY, 'call-back', THURSDAY)]
const open = async (desk: Desk) => { const screen = desk.look(TodayScreen); await settleDisk(); return screen }
const list = (screen: Awaited<ReturnType<typeof open>>, name: string): string[] => screen.findAll(`ul[aria-label="${name}"] li`).map((one) => one.text())

describe('What waits stands on one list, and goes when it is done', () => {
  test('a call-back is on the list of its day, opens the log, and goes with the next call', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    expect(OUTCOMES['call-back']).toBeDefined()
    const line = list(screen, 'To do').find((one) => one.includes('Call Grace Okafor back'))
    expect(line).toContain('Abdi Warsame, 9B. Asked for on Wed 9 Dec: progress')
    expect(line).toContain('Today')
    expect(screen.findAll('a').find((one) => one.text().includes('Call Grace'))?.attributes('href')).toBe('/pupils/p1/home')
    await desk.records.commit([{ kind: 'add', t: 'contactEntry', id: 'call-2', f: { ...call('x', THURSDAY, 'spoke').f, occurredAt: instantAt(THURSDAY, '08:25'), entered: instantAt(THURSDAY, '08:25') } }])
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).not.toContain('Call Grace')
  })

  test('it is put off to another day with a reason, is seen to be, and comes back', async () => {
    const desk = await aDesk({ rows, at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    await screen.find('button[aria-label^="Put off: Call Grace"]').trigger('click')
    await settleDisk()
    const save = () => screen.find('dialog form').trigger('submit')
    await save()
    expect(screen.find('dialog').text()).toContain('Say in a few words why.')
    await screen.find('dialog textarea').setValue('At work until tomorrow')
    await save()
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).not.toContain('Call Grace')
    expect(list(screen, 'Put off')).toEqual([expect.stringContaining('To Fri 11 Dec: At work until tomorrow')])
    expect(desk.records.memory.all('taskPutOff').map(({ f }) => [f.pupilId, f.taskId, f.until])).toEqual([['p1', 'call-back:p1:call-1', '2026-12-11']])
    await screen.find('button[aria-label^="Bring back"]').trigger('click')
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).toContain('Call Grace')
  })

  test('a task about a candidate is put off where no mentor reads of it', async () => {
    const candidate = aRow('candidate', 'c9', { preferredName: 'Ines', surname: 'Example', form: '9B', year: 9, byHand: { why: 'Her tutor asks.', by: THE_LEAD.id, on: WEDNESDAY } })
    const watched = aRow('candidateDecision', 'd9', { pupilId: 'c9', choice: 'watch', lookAgain: THURSDAY, reason: 'After the mocks.', date: WEDNESDAY, present: [THE_LEAD.id], evidence: [], entered: 1 }, { by: THE_LEAD.id })
    const desk = await aDesk({ me: THE_LEAD, rows: [theLead, candidate, watched], at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    await screen.find('button[aria-label^="Put off: Look again at a candidate"]').trigger('click')
    await settleDisk()
    await screen.find('dialog textarea').setValue('Her tutor is away')
    await screen.find('dialog form').trigger('submit')
    await settleDisk()
    expect(list(screen, 'Put off')).toEqual([expect.stringContaining('Her tutor is away')])
    expect(desk.records.memory.all('taskPutOff').map(({ b, f }) => [b, f.about])).toEqual([['pupil:c9:candidate', 'candidate']])
  })

  test('two terms that overlap are put right by whoever keeps the school’s rules', async () => {
    const terms = [aRow('term', 't8', { name: 'Spring term', from: '2027-01-04', to: '2027-03-26' }), aRow('term', 't9', { name: 'Summer term', from: '2027-03-22', to: '2027-07-20' })]
    const screen = await open(await aDesk({ me: { ...THE_LEAD, id: 's-dht', role: 'dht' }, rows: [theLead, ...terms], at: [THURSDAY, '08:20'] }))
    expect(list(screen, 'To do').find((one) => one.includes('Put two terms right'))).toContain('Spring term ends on 26 March 2027, Summer term begins on 22 March 2027')
    expect(screen.findAll('a').find((one) => one.text().includes('Put two terms right'))?.attributes('href')).toBe('/rules?tab=calendar')
    expect(list(await open(await aDesk({ me: THE_LEAD, rows: [theLead, ...terms], at: [THURSDAY, '08:20'] })), 'To do').join(' ')).not.toContain('Put two terms right')
  })

  test('a teacher’s reply is waited for, and after five days the teacher is reminded', async () => {
    const asked = (id: string, date: string) => aRow('staffRequest', id, { pupilId: 'p1', teacher: `Mr ${id}`, subject: 'Science', area: 'subject', via: 'slip', asked: instantAt(date, '10:00') }, { by: aMentor.id })
    const desk = await aDesk({ rows: [...rows, asked('Hall', '2026-12-02'), asked('Reed', WEDNESDAY)], at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    expect(list(screen, 'Waiting on others').map((one) => one.replaceAll(/\s+/g, ' '))).toEqual(['Reply about ScienceAbdi Warsame, 9B. On Mr Hall, for 8 days', 'Reply about ScienceAbdi Warsame, 9B. On Mr Reed, for 1 day'])
    expect(list(screen, 'To do').filter((one) => one.includes('Remind'))).toEqual([expect.stringContaining('Remind Mr Hall (Science)')])
  })

  test('the Lead Mentor hears of a sanction, and where no arrival has come in by nine', async () => {
    const mine = [...rows, aSanction('s1', WEDNESDAY)]
    const early = await open(await aDesk({ rows: mine, me: THE_LEAD, at: [THURSDAY, '08:59'] }))
    expect(list(early, 'Nothing heard').join(' ')).not.toContain('no arrival')
    expect(list(early, 'To do').join(' ')).toContain('Read of a sanction: break detention')
    expect(list(early, 'To do').join(' ')).not.toContain('Call Grace')
    early.unmount()
    const late = await open(await aDesk({ rows: mine, me: THE_LEAD, at: [THURSDAY, '09:00'] }))
    expect(list(late, 'Nothing heard')).toContain('Ms A. Mentor: no arrival has come in by 9.00, 1 pupil expected.')
    late.unmount()
    const marked = await open(await aDesk({ rows: [...mine, anArrival('tap', THURSDAY, '08:29'), aNote('n1', 'Calm', { occurredAt: instantAt(WEDNESDAY, '12:00') })], me: THE_LEAD, at: [THURSDAY, '09:00'] }))
    expect(list(marked, 'Nothing heard')).toEqual([])
  })

  test('what was decided with home is on its owner’s list until it is ticked, and waited for by the mentor where it is another’s', async () => {
    const meeting = aRow('homeMeeting', 'm1', { pupilId: 'p1', why: 'Few targets met', evidence: [], date: '2026-12-07', time: '15:40', room: '', agenda: [], withPupil: true, interpreter: false, invited: [aMentor.id, THE_LEAD.id], without: [], entered: 1 }, { by: aMentor.id })
    const held = aRow('homeMeetingEvent', 'h1', { type: 'held', pupilId: 'p1', meetingId: 'm1', entered: 2, homeCame: true, present: [aMentor.id, THE_LEAD.id], absent: [], minutes: '', decisions: [{ text: 'Telephone on Fridays', who: aMentor.id, due: WEDNESDAY }, { text: 'Seat near the door', who: THE_LEAD.id }, { text: 'Phone downstairs', who: 'home' }] }, { by: aMentor.id })
    const desk = await aDesk({ rows: [...rows, meeting, held], at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    expect(list(screen, 'To do').find((one) => one.includes('Telephone on Fridays'))).toContain('Since Wed 9 Dec, 1 day')
    expect(list(screen, 'Waiting on others').map((one) => one.replaceAll(/\s+/g, ' '))).toEqual(['Seat near the doorAbdi Warsame, 9B. On Mrs L. Lead, for 3 days', 'Phone downstairsAbdi Warsame, 9B. On home, for 3 days'])
    await screen.get('button[aria-label^="Done: Telephone"]').trigger('click')
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).not.toContain('Telephone on Fridays')
    expect(desk.records.memory.all('homeMeetingEvent').map(({ f }) => f.type).sort()).toEqual(['done', 'held'])
  })

  test('another mentor’s pupils are not on a mentor’s list', async () => {
    const desk = await aDesk({ rows: [...rows.filter(({ t }) => t !== 'mentorship'), aMentorship('p1', { mentorId: 'mentor-b' })], at: [THURSDAY, '08:20'] })
    expect((await open(desk)).text()).not.toContain('Call Grace')
  })
})

describe('In the demo school', () => {
  const school = demoSchool()
  const all = school.rows.map(({ t, id, f, by, at }): Row => ({ t, id, b: bucketOf(t, f, id), f, s: `s:${id}`.slice(0, 80), seq: 1, by, at }))
  const router = createRouter({ history: createMemoryHistory(), routes })
  test.each(['mentor1', 'mentor5', 'lead', 'hoy8', 'dht'])('%s has a list whose every line opens something', async (username) => {
    const account = school.accounts.find((one) => one.username === username)!
    const desk = await aDesk({ rows: all, me: account, at: [school.day, '09:20'] })
    const screen = await open(desk)
    expect(screen.text()).toMatch(/things? waits? for you|Nothing waits for you/)
    for (const link of screen.findAll('a')) {
      const found = router.resolve(link.attributes('href') ?? '')
      expect(found.matched[0]?.path, link.attributes('href')).not.toMatch(/elsewhere/)
    }
    const ids = list(screen, 'To do')
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('What a year’s meeting left stands with its owner, its day and the way back to the meeting', () => {
  const head = { id: 'hoy9', role: 'head-of-year' as const, name: 'Ms J. Okoye', initials: 'JO', year: 9 }
  const candidate = aRow('candidate', 'c1', { preferredName: 'Ines', surname: 'Quill', form: '9B', year: 9, byHand: { why: 'Her tutor asks.', by: 'hoy9', on: WEDNESDAY } })
  const task = (owner: string): Row<'meetingTask'> => aRow('meetingTask', `t-${owner}`, { pupilId: 'c1', about: 'candidate', text: 'Ask the form tutor', owner, due: THURSDAY, entered: instantAt(WEDNESDAY, '14:20') })
  const watch = aRow('candidateDecision', 'd1', { pupilId: 'c1', choice: 'watch', reason: 'Home speaks with her first.', date: WEDNESDAY, present: ['hoy9'], evidence: [], lookAgain: THURSDAY, entered: 1 }, { by: 'hoy9' })

  test('a task about somebody whom nobody mentors is its owner’s, and is ticked where it waits', async () => {
    const desk = await aDesk({ me: head, rows: [theLead, candidate, task('hoy9'), task('dht'), watch], at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    const lines = list(screen, 'To do')
    expect(lines.filter((one) => one.includes('Ask the form tutor'))).toEqual([expect.stringContaining('Ines Quill, 9B. Decided in the year’s meeting on Wed 9 Dec')])
    expect(lines.find((one) => one.includes('Look again at a candidate'))).toContain('Home speaks with her first.')
    expect(screen.findAll('a').find((one) => one.text().includes('Ask the form tutor'))?.attributes('href')).toBe('/identify/9')
    await screen.find('button[aria-label^="Done: Ask the form tutor"]').trigger('click')
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).not.toContain('Ask the form tutor')
    expect(desk.records.memory.all('meetingTaskDone').map(({ f, b }) => [f.taskId, b])).toEqual([['t-hoy9', 'pupil:c1:candidate']])
  })
  test('a DSL who is to be told about a candidate stands above everything until it is put down', async () => {
    const desk = await aDesk({ me: head, rows: [theLead, candidate, aRow('safeguarding', 's1', { pupilId: 'c1', about: 'candidate', step: 'to-tell', at: instantAt(THURSDAY, '08:00'), from: 'writing' }, { by: 'hoy9' })], at: [THURSDAY, '08:20'] })
    const screen = await open(desk)
    expect(list(screen, 'To do')[0]).toContain('Tell a DSL')
    await screen.find('button[aria-label^="Done: Tell a DSL"]').trigger('click')
    await settleDisk()
    expect(list(screen, 'To do').join(' ')).not.toContain('Tell a DSL')
  })
})
