import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { instantAt } from '../../../src/domain/time/clock.ts'
import { NO_DETAILS } from '../../../src/domain/home/homeContact.ts'
import type { Row } from '../../../src/domain/records.ts'
import { emptyReview, reviewId } from '../../../src/domain/week/weeklyReview.ts'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import HomeViewScreen from '../../../src/features/sit-together/HomeViewScreen.vue'
import { sheetFor } from '../../../src/features/sit-together/useHomePdf.ts'
import { useHomeView } from '../../../src/features/sit-together/useHomeView.ts'
import { wordsOf, type NoticeSheet } from '../../../src/ui/paper/model.ts'
import { aDeskPupil, settleDisk, THURSDAY, WEDNESDAY } from '../../support/aDesk.ts'
import { aMentorship, anArrival, aNote, aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  const found = screen.findAll('button').find((one) => one.text() === words || one.attributes('aria-label') === words)
  if (!found) throw new Error(`No button “${words}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
  await found.trigger('click')
  await settleDisk()
}
/** None of it may ever stand on the tablet that a parent reads. */
const NOT_FOR_HOME = {
  note: 'Rude to the supply teacher again', sanction: 'Threw a pen across the room', step: 'After-school detention', missed: 'Would not say why', reason: 'Behaviour points in four subjects', background: 'Grandmother is ill',
  comment: 'He is lazy', behaviour: 'stops calling out', source: 'Head of Year is worried', unsigned: 'Hard to reach this week', contact: 'Father shouted on the telephone', other: 'Worked well beside Layla',
}
const mother = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', relation: 'Mother', phone: '01632 960123' })
const aunt = aRow('contact', 'c2', { ...NO_DETAILS, pupilId: 'p1', name: 'Ada Okafor', relation: 'Aunt', responsibility: false })
const father = aRow('contact', 'c3', { ...NO_DETAILS, pupilId: 'p1', name: 'Paul Warsame', relation: 'Father', noContact: true })
const numbers = { expectedMornings: 1, arrivals: 1, onTime: 1, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 }
const signed = { by: aMentor.id, name: aMentor.name, at: 1, pupilInitials: 'AW', numbers }
const asked = aRow('staffRequest', 'q1', { pupilId: 'p1', teacher: 'Mrs Hale', subject: 'Science', area: 'subject', via: 'link', asked: instantAt(WEDNESDAY, '10:00') })
const reply = aRow('staffReply', 'r1', { pupilId: 'p1', requestId: 'q1', via: 'link', entered: instantAt(WEDNESDAY, '12:00'), comment: NOT_FOR_HOME.comment, shareSafe: 'Your practical work is careful.' })
const rows: Row[] = [
  ...theMentee.filter(({ t }) => t !== 'mentorship'), aMentorship('p1', { reason: NOT_FOR_HOME.reason }), mother, aunt, father, asked, reply,
  anArrival('a1', WEDNESDAY, '08:29'), aTarget('t1', { behaviour: NOT_FOR_HOME.behaviour, source: NOT_FOR_HOME.source, pupilWording: 'I put my hand up', result: 'met' }),
  aTarget('t2', { pupilWording: NOT_FOR_HOME.other }), aNote('n1', NOT_FOR_HOME.note),
  aRow('missedEvent', 'm1', { type: 'unexplained', pupilId: 'p1', what: 'arrival', date: '2026-12-08', entered: 1, reason: 'refused', line: NOT_FOR_HOME.missed }),
  aRow('sanction', 's1', { pupilId: 'p1', date: WEDNESDAY, entered: 1, step: 'after-school-detention', stepName: NOT_FOR_HOME.step, minutes: 40, cause: 'behaviour', behaviour: NOT_FOR_HOME.sanction, serveOn: THURSDAY, adjustment: 'not-needed', checks: [] }),
  aRow('contactEntry', 'e1', { pupilId: 'p1', contactId: 'c1', used: '01632 960123', direction: 'out', outcome: 'spoke', topic: 'Progress', text: NOT_FOR_HOME.contact, agreed: '', occurredAt: 1, entered: 1 }),
  aRow('weeklyReview', reviewId('p1', '2026-11-30'), { ...emptyReview('p1', '2026-11-30'), wentWell: 'Homework in on time', nextStep: NOT_FOR_HOME.other, signed }),
  aRow('weeklyReview', reviewId('p1', '2026-11-23'), { ...emptyReview('p1', '2026-11-23'), wentWell: NOT_FOR_HOME.unsigned, signed: null }),
  aDeskPupil('p2', 'Layla', { surname: 'Al-Hashimi' }),
]

describe('A parent at the desk asks “what have you written about my child?”', () => {
  it('and is shown arrivals, targets and their results, sessions and what was written to be shared, with how to ask for everything', async () => {
    const screen = (await aStudy({ rows })).look(HomeViewScreen, { pupilId: 'p1' })
    await press(screen, 'Grace Okafor is here')
    for (const words of ['How mentoring is going for Abdi', 'On time on 1 of', 'I put my hand up', 'Met', 'Homework in on time', 'Science', 'Your practical work is careful.', 'subject access request', 'within one month']) expect(screen.text()).toContain(words)
  })
  it('nothing that staff wrote for adults, no sanction, no background, no other pupil stands there, on the screen or on paper', async () => {
    const desk = await aStudy({ rows })
    const screen = desk.look(HomeViewScreen, { pupilId: 'p1' })
    await press(screen, 'Grace Okafor is here')
    const sheets: (NoticeSheet | undefined)[] = []
    desk.look({ setup: () => (sheets.push(sheetFor(useHomeView('p1'), 'Our school')), () => null) })
    const paper = sheets.flatMap((sheet) => (sheet ? [wordsOf(sheet)] : [])).join(' ')
    expect(paper).toContain('I put my hand up')
    for (const words of [...Object.values(NOT_FOR_HOME), 'Layla', 'Mrs Hale', 'detention', 'Okafor', 'SEN']) {
      expect(screen.html()).not.toContain(words)
      expect(paper).not.toContain(words)
    }
  })
  it('whoever may not be told is shown nothing: no contact, no responsibility, or not known', async () => {
    const screen = (await aStudy({ rows })).look(HomeViewScreen, { pupilId: 'p1' })
    for (const [who, words] of [['Paul Warsame is here', 'may not be in contact'], ['Ada Okafor is here', 'not on file as having parental responsibility'], ['Somebody else', 'does not know as a parent or carer']] as const) {
      await press(screen, who)
      expect(screen.text()).toContain(words)
      expect(screen.text()).not.toContain('I put my hand up')
    }
  })
  it('a mentor whose pupil it is not has nothing to show', async () => {
    const screen = (await aStudy({ me: { ...aMentor, id: 'somebody-else' }, rows })).look(HomeViewScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('There is nothing to show')
    expect(screen.text()).not.toContain('Grace')
  })
  it('is reached from the pupil’s page', async () => {
    const page = (await aStudy({ rows })).look(PupilScreen, { pupilId: 'p1' })
    await vi.waitFor(() => expect(page.findAll('button').map((one) => one.text())).toContain('Parent at the desk'), { timeout: 20_000 })
  })
})
