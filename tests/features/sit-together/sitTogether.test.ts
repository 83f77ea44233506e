import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { emptyReview, reviewId } from '../../../src/domain/week/weeklyReview.ts'
import MeetingCardScreen from '../../../src/features/meeting-card/MeetingCardScreen.vue'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import SitTogetherScreen from '../../../src/features/sit-together/SitTogetherScreen.vue'
import { aDeskPupil, expected, settleDisk, THURSDAY, WEDNESDAY } from '../../support/aDesk.ts'
import { aMentorship, anArrival, aNote, aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'
import { aWeek } from '../../support/weeks.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await screen.findAll('button').find((one) => one.text() === words)!.trigger('click')
  await settleDisk()
}
/** Words that belong to staff; none of them may reach the view. */
const STAFFS_OWN = {
  note: 'Rude to the supply teacher again', sanction: 'Threw a pen across the room', step: 'After-school detention', line: 'Would not say why', reason: 'Behaviour points in four subjects',
  behaviour: 'stops calling out', source: 'Head of Year is worried', comment: 'He is lazy', planned: 'Court hearing', decision: 'Parents cannot manage the mornings', outcome: 'Admitted it at last', step2: 'Clings to the desk', checkIn: 'Cried in the corridor',
}
const everythingElse: Row[] = [
  aNote('n1', STAFFS_OWN.note, { raise: true }),
  aRow('noteOutcome', 'o1', { pupilId: 'p1', noteId: 'n1', date: WEDNESDAY, result: 'discussed', line: STAFFS_OWN.outcome }),
  aMentorship('p1', { reason: STAFFS_OWN.reason }),
  aTarget('t1', { behaviour: STAFFS_OWN.behaviour, source: STAFFS_OWN.source, pupilWording: 'I put my hand up' }),
  aRow('missedEvent', 'm1', { type: 'unexplained', pupilId: 'p1', what: 'arrival', date: WEDNESDAY, entered: 1, reason: 'refused', line: STAFFS_OWN.line }),
  aRow('sanction', 's1', { pupilId: 'p1', date: WEDNESDAY, entered: 1, step: 'after-school-detention', stepName: STAFFS_OWN.step, minutes: 40, cause: 'behaviour', behaviour: STAFFS_OWN.sanction, serveOn: THURSDAY, adjustment: 'not-needed', checks: [] }),
  aRow('plannedAbsence', 'pa1', { pupilId: 'p1', from: '2026-12-14', until: '2026-12-14', reason: 'appointment', detail: STAFFS_OWN.planned }),
  aRow('reportingDecision', 'rd1', { pupilId: 'p1', kind: 'earlier', from: '2026-12-07', time: '08:30', weekdays: [1, 2, 3, 4, 5], reason: STAFFS_OWN.decision, name: aMentor.name, role: 'mentor', decidedAt: 1 }),
  aRow('weeklyReview', reviewId('p1', '2026-11-30'), { ...emptyReview('p1', '2026-11-30'), wentWell: STAFFS_OWN.comment, signed: null }),
  aRow('withdrawalEvent', 'we1', { type: 'not-yet', pupilId: 'p1', decidedAt: 1, reason: STAFFS_OWN.step2, evidence: ['2 missed mornings'], name: aMentor.name, role: 'mentor', lookAgain: '2026-12-18' }),
  aRow('checkIn', 'ci1', { pupilId: 'p1', on: WEDNESDAY, how: 'hard', line: STAFFS_OWN.checkIn, entered: 1 }),
  aDeskPupil('p2', 'Layla', { surname: 'Al-Hashimi' }),
]

describe('The sit-together view', () => {
  it('shows the pupil’s wording, what went well, today’s one thing and what is next', async () => {
    const rows = [...theMentee, aTarget('t1'), anArrival('a1', WEDNESDAY, '08:29'), aRow('dailyAction', 'd1', { pupilId: 'p1', date: THURSDAY, text: 'Planner to Mrs Hale' })]
    const screen = (await aStudy({ rows })).look(SitTogetherScreen, { pupilId: 'p1' })
    expect(screen.get('h1').text()).toBe('Abdi, this is your week')
    for (const words of ['I get my planner signed', 'On time this week so far', 'Planner to Mrs Hale', 'Tomorrow, 8.30, at reception']) expect(screen.text()).toContain(words)
  })

  it('shows what a teacher wrote for the pupil lately, and neither the words for adults nor who it was', async () => {
    const asked = (id: string, subject: string): Row => aRow('staffRequest', id, { pupilId: 'p1', teacher: 'Mrs Hale', subject, area: 'subject', via: 'link', asked: instantAt(WEDNESDAY, '10:00') })
    const reply = (id: string, requestId: string, entered: number, shareSafe: string): Row => aRow('staffReply', id, { pupilId: 'p1', requestId, via: 'link', entered, comment: STAFFS_OWN.comment, shareSafe })
    const rows = [...theMentee, asked('q1', 'Science'), reply('r1', 'q1', instantAt(WEDNESDAY, '12:00'), 'Your practical work is careful.'), asked('q2', 'Maths'), reply('r2', 'q2', instantAt('2026-11-20', '12:00'), 'An old word')]
    const text = (await aStudy({ rows })).look(SitTogetherScreen, { pupilId: 'p1' }).text()
    expect(text).toMatch(/What teachers say.*Science.*Your practical work is careful\./)
    for (const words of [STAFFS_OWN.comment, 'Mrs Hale', 'An old word']) expect(text).not.toContain(words)
  })

  it('shows nothing of staff’s own words, of sanctions, flags, surnames or other pupils, whatever the tablet holds', async () => {
    const rows = [...theMentee.filter((row) => row.t !== 'mentorship'), ...everythingElse, aRow('dailyAction', 'd1', { pupilId: 'p1', date: THURSDAY, text: 'Keep away from Layla' })]
    const screen = (await aStudy({ rows })).look(SitTogetherScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('I put my hand up')
    for (const words of [...Object.values(STAFFS_OWN), 'Layla', 'Warsame', 'SEN', 'detention', 'sanction', 'Late', 'missed']) expect(screen.html()).not.toContain(words)
    expect(screen.text()).toContain('One more line is for your mentor to tell you.')
  })

  it('shows how near the next step is, in kind words, with each step as a word and a sign', async () => {
    const rows = [...theMentee.filter(({ t }) => t !== 'expectation'), expected('p1', '08:45', aMentor.id, [1, 3, 5]), ...aWeek('2026-11-16', 'good', [1, 3, 5])]
    const screen = (await aStudy({ rows })).look(SitTogetherScreen, { pupilId: 'p1' })
    for (const words of ['2 more good weeks to once a week.', 'A hard week takes nothing away.', 'Every day, done', 'Three days a week, you are here', 'Once a week, to come']) expect(screen.text()).toContain(words)
    expect(screen.get('svg[role="img"]').attributes('aria-label')).toBe('My steps to going it alone: 2 more good weeks to once a week.')
  })

  it('lets a pupil who steps back from mentoring set a target of their own, and say once a week how they see it', async () => {
    const desk = await aStudy({ rows: [...theMentee.filter(({ t }) => t !== 'expectation'), expected('p1', '08:45', aMentor.id, [1, 3, 5]), ...aWeek('2026-11-16', 'good', [1, 3, 5])] })
    const screen = desk.look(SitTogetherScreen, { pupilId: 'p1' })
    const words = () => desk.records.memory.ofPupil('ownWord', 'p1').map(({ f }) => (f.type === 'target' ? f.words : f.how))
    await screen.get('form').trigger('submit')
    expect(screen.text()).toContain('Write one thing you want to do by yourself.')
    await screen.get('form input').setValue('I do not feel safe at home')
    await screen.get('form').trigger('submit')
    await settleDisk()
    expect([screen.get('dialog[open]').text().includes('DSL'), words()]).toEqual([true, []])
    await press(screen, 'I am going to a DSL')
    await press(screen, 'Back to the text')
    await screen.get('form input').setValue('I pack my bag by myself')
    await screen.get('form').trigger('submit')
    await settleDisk()
    expect(screen.text()).toMatch(/My own target.*I pack my bag by myself/)
    await screen.get('input[value="mixed"]').setValue(true)
    await settleDisk()
    await screen.get('input[value="well"]').setValue(true)
    await settleDisk()
    expect(words()).toEqual(['I pack my bag by myself', 'mixed', 'well'])
    expect(desk.look(PupilScreen, { pupilId: 'p1' }).text()).toContain('The pupil on their own target: it goes well')
  })

  it('has one way out, which is asked about first', async () => {
    const screen = (await aStudy()).look(SitTogetherScreen, { pupilId: 'p1' })
    expect(screen.findAll('a')).toEqual([])
    await press(screen, 'Mentor: leave this view')
    expect(screen.emitted('leave')).toBeUndefined()
    await press(screen, 'I am the mentor: leave')
    expect(screen.emitted('leave')).toHaveLength(1)
  })

  it('keeps that it was talked about, with the pupil’s own words as a note from the pupil', async () => {
    const desk = await aStudy({ rows: [...theMentee, aTarget('t1', { by: THURSDAY })], at: [THURSDAY, '08:46'] })
    const screen = desk.look(SitTogetherScreen, { pupilId: 'p1' })
    await screen.get('textarea').setValue('I want to sit at the front.')
    await press(screen, 'We have talked about it')
    expect(screen.text()).toContain('We have talked about it today.')
    expect(desk.records.memory.ofPupil('note', 'p1').map(({ f }) => f)).toMatchObject([{ type: 'pupil', text: 'I want to sit at the front.', occurredAt: instantAt(THURSDAY, '08:46') }])
    expect(desk.look(PupilScreen, { pupilId: 'p1' }).text()).toContain('Talked about: targets')
    expect(desk.look(MeetingCardScreen, { pupilId: 'p1' }).text()).not.toContain('A target of today')
  })

  it('stops words that read like a disclosure', async () => {
    const desk = await aStudy()
    const screen = desk.look(SitTogetherScreen, { pupilId: 'p1' })
    await screen.get('textarea').setValue('I do not feel safe at home')
    await press(screen, 'We have talked about it')
    expect(screen.get('dialog[open]').text()).toContain('DSL')
    expect(desk.records.memory.ofPupil('note', 'p1')).toEqual([])
  })

  it('opens nothing to who may not read the log', async () => {
    const rows = [...theMentee.filter((row) => row.t !== 'mentorship'), aMentorship('p1', { mentorId: 'mentor-b' }), aTarget('t1')]
    const screen = (await aStudy({ rows })).look(SitTogetherScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('not open to you')
    expect(screen.text()).not.toContain('planner')
  })
})
