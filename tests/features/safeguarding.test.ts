import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import { StorageFull } from '../../src/data/store/healing.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { Safeguarding } from '../../src/domain/conduct/safeguarding.ts'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import CloseDayScreen from '../../src/features/close-day/CloseDayScreen.vue'
import LeadScreen from '../../src/features/lead-mentor/LeadScreen.vue'
import MeetingCardScreen from '../../src/features/meeting-card/MeetingCardScreen.vue'
import SchoolRulesScreen from '../../src/features/school-rules/SchoolRulesScreen.vue'
import TargetScreen from '../../src/features/targets/TargetScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { settleDisk, THURSDAY, type Desk } from '../support/aDesk.ts'
import { aMentorship, anArrival, aNote, aStudy, theMentee } from '../support/aMentee.ts'
import { aNoteScreen } from '../support/aNoteScreen.ts'
import { aRow } from '../support/aTablet.ts'
import { THE_LEAD, theLead } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DISCLOSURE = 'Says her dad hits her at the weekend.'
const TITLE = 'Tell a DSL now, do not write it here'
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  const button = screen.findAll('button').find((one) => one.text() === words)
  if (!button) throw new Error(`No button “${words}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
  await button.trigger('click')
  await settleDisk()
}
const stopped = (screen: VueWrapper): boolean => screen.findAll('dialog').some((one) => one.attributes('open') !== undefined && one.text().includes(TITLE))
const facts = (desk: Desk) => desk.records.memory.all('safeguarding').map(({ f }) => f)
/** Every operation this tablet would send. */
const waiting = (desk: Desk): string => JSON.stringify(desk.records.outbox.unsent(0, Number.POSITIVE_INFINITY))

describe('A note that reads like a disclosure', () => {
  async function aStoppedNote() {
    const desk = await aStudy()
    const note = await aNoteScreen(desk)
    await note.choose('pupil')
    await note.write(DISCLOSURE)
    return { desk, ...note }
  }

  it('is answered while it is written, and stopped when it is saved', async () => {
    const { desk, screen, save } = await aStoppedNote()
    expect(screen.text()).toContain('Tell a DSL now, do not write it here.')
    expect(stopped(screen)).toBe(false)
    await save()
    expect(stopped(screen)).toBe(true)
    expect(screen.text()).toContain('“dad hits her”')
    expect(desk.records.memory.all('note')).toEqual([])
    expect(waiting(desk)).not.toContain('hits')
  })

  it('keeps that a DSL was told and when, with no text; the words are still not saved', async () => {
    const { desk, screen, save } = await aStoppedNote()
    await save()
    await press(screen, 'A DSL has been told')
    expect(facts(desk)).toEqual([{ pupilId: 'p1', step: 'told', at: Date.now(), from: 'writing' }])
    expect(screen.text()).toContain('Now take these words out of the text')
    await press(screen, 'Back to the text')
    expect(desk.records.memory.all('note')).toEqual([])
    expect(waiting(desk)).not.toContain('hits')
    await save()
    expect(stopped(screen)).toBe(true)
  })

  it('has no place for a text in what is kept', () => {
    const kept = Safeguarding.parse({ pupilId: 'p1', step: 'told', at: 1, from: 'card', text: DISCLOSURE, line: DISCLOSURE })
    expect(Object.keys(kept).sort()).toEqual(['at', 'from', 'pupilId', 'step'])
    expect(Object.keys(Safeguarding.shape).sort()).toEqual(['about', 'at', 'from', 'pupilId', 'step'])
  })

  it('is saved as usual when it was a false alarm, and nothing is kept of the alarm', async () => {
    const { desk, screen, save } = await aStoppedNote()
    await save()
    await press(screen, 'False alarm: save it as usual')
    expect(desk.records.memory.all('note').map(({ f }) => f.text)).toEqual([DISCLOSURE])
    expect(facts(desk)).toEqual([])
  })

  it('is stopped again when more of the kind is written after a false alarm', async () => {
    const { screen, write, save } = await aStoppedNote()
    await save()
    vi.spyOn(openNow.value!.outbox, 'append').mockRejectedValueOnce(new StorageFull())
    await press(screen, 'False alarm: save it as usual')
    await write(`${DISCLOSURE} She wants to die.`)
    await save()
    expect(stopped(screen)).toBe(true)
    expect(screen.text()).toContain('“want')
  })

  it('says so where the tablet could not keep that a DSL was told, and asks again', async () => {
    const { desk, screen, save } = await aStoppedNote()
    await save()
    vi.spyOn(openNow.value!.outbox, 'append').mockRejectedValueOnce(new StorageFull())
    await press(screen, 'A DSL has been told')
    expect(screen.text()).toContain('This tablet is full')
    expect(facts(desk)).toEqual([])
    await press(screen, 'A DSL has been told')
    expect(facts(desk)).toHaveLength(1)
  })

  it('does not stop “hit the target” and “cut the cake”', async () => {
    const desk = await aStudy()
    const { choose, write, save, screen } = await aNoteScreen(desk)
    await choose('staff')
    await write('Hit the target in Maths and cut the cake for the tutor group.')
    await save()
    expect(stopped(screen)).toBe(false)
    expect(desk.records.memory.all('note')).toHaveLength(1)
  })
})

describe('Other words of a mentor are held to the same', () => {
  it('today’s action and the line of what came of a note, on the meeting card', async () => {
    const desk = await aStudy({ rows: [...theMentee, aNote('n1', 'Late to Maths.', { raise: true })] })
    const screen = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(screen, 'Add a line')
    await screen.get('li input').setValue('He is self-harming')
    await press(screen, 'Save as discussed')
    expect(stopped(screen)).toBe(true)
    expect(desk.records.memory.all('noteOutcome')).toEqual([])
    await press(screen, 'False alarm: save it as usual')
    expect(desk.records.memory.all('noteOutcome')).toHaveLength(1)
  })

  it('a daily action on the pupil’s page', async () => {
    const desk = await aStudy()
    const screen = desk.look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(screen, 'Daily action')
    await screen.get('dialog textarea').setValue('Does not feel safe at home')
    await screen.get('dialog form').trigger('submit')
    await settleDisk()
    expect(stopped(screen)).toBe(true)
    expect(desk.records.memory.all('dailyAction')).toEqual([])
  })

  it('the prose of a review: neither saving nor leaving keeps it anywhere but in the draft', async () => {
    const desk = await aStudy()
    const screen = desk.look(ReviewScreen, { pupilId: 'p1', weekStart: '2026-12-07' })
    await settleDisk()
    await screen.get('[data-field="wentWell"] textarea').setValue(DISCLOSURE)
    await press(screen, 'Save')
    expect(stopped(screen)).toBe(true)
    await press(screen, 'I am going to a DSL')
    await press(screen, 'Back to the text')
    screen.unmount()
    await settleDisk()
    expect(desk.records.memory.all('weeklyReview')).toEqual([])
    expect(facts(desk)).toMatchObject([{ step: 'to-tell' }])
    expect(waiting(desk)).not.toContain('hits')
  })
})

describe('No text about a pupil is left out', () => {
  const screens = import.meta.glob<string>('../../src/features/**/*.vue', { query: '?raw', import: 'default', eager: true })
  /** Fields that hold no words about a pupil, and parts whose form asks for them. */
  const FREE: Record<string, string> = {
    'hand-over/CodeScreen': 'a receipt', 'handed-in/ExportedFileScreen': 'a passphrase', 'pupil-file/FlaggedRecords': 'who signed', 'hand-over/ReadOutScreen': 'who took it down', 'weekly-review/SignDialog': 'initials', 'case/CaseloadsScreen': 'a number', 'devices/TabletSheet': 'a tablet’s name and where it lies', 'people/PersonSheet': 'a colleague’s name and username', 'break-glass/GlassForm': 'why, for the Deputy Headteacher at once and in no record',
    'school-rules/SafeguardingWords': 'the list itself', 'school-rules/LadderStep': 'a step’s name', 'school-rules/CandidateRulesEditor': 'numbers alone', 'school-rules/RuleSheet': 'a rule', 'school-rules/PhraseSheet': 'a sentence of every letter', 'school-rules/PhrasesTogether': 'sentences of every letter', 'school-rules/LetterReasons': 'sentences for any pupil', 'school-rules/LanguagesEditor': 'the name of a language', 'paper-file/PaperFileScreen': 'where a paper is', 'staff-feedback/AskSheet': 'who is asked, and their subject', 'school-rules/TargetStems': 'beginnings for any pupil', 'school-rules/WithdrawalStages': 'a stage’s name', 'school-rules/OwnScale': 'what a mark means', 'school-rules/DaysSheet': 'the name of a half-term', 'school-rules/TermSheet': 'a term’s name', 'school-rules/PeriodsEditor': 'a period’s name',
    'arrivals/ByHandFields': 'MarkSheet and AddPupilSheet ask', 'arrivals/AddPupilSheet': 'refused without a pupil to put it down for', 'weekly-review/ReviewForm': 'ReviewEditor asks', 'weekly-review/ActionPlanEditor': 'ReviewEditor asks',
  }
  const typed = Object.entries(screens).filter(([, source]) => /<Text(Area|Field)/.test(source)).map(([path, source]) => [path.replace(/^.*features\//, '').replace('.vue', ''), source] as const)

  it.each(typed)('%s asks the trip-wire, or holds no words about a pupil', (name, source) => {
    expect(name in FREE || source.includes('<SafeguardingStop'), name).toBe(true)
  })
  it('the list of what is free holds nothing that is gone', () => {
    expect(Object.keys(FREE).filter((name) => !typed.some(([one]) => one === name))).toEqual([])
  })

  it('an amendment’s reason and a target are stopped before they are kept', async () => {
    const desk = await aStudy({ rows: [...theMentee, anArrival('a1', THURSDAY, '08:29')], at: [THURSDAY, '08:50'] })
    const card = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(card, 'Amend')
    await card.get('dialog input[inputmode=numeric]').setValue('08:47')
    await card.findAll('dialog input').find((one) => one.attributes('type') === 'text')!.setValue('Does not feel safe at home')
    await press(card, 'Save the amendment')
    expect(stopped(card)).toBe(true)
    expect(desk.records.memory.all('arrivalEvent')).toHaveLength(1)

    const target = desk.look(TargetScreen, { pupilId: 'p1' })
    await settleDisk()
    await target.findAll('input[type=text]')[0]!.setValue('tells somebody that he is self-harming')
    await target.get('input[type=radio][value="yes-no"]').setValue()
    await target.findAll('input[type=text]').at(-2)!.setValue('Head of Year')
    await target.get('form').trigger('submit')
    await settleDisk()
    expect(stopped(target)).toBe(true)
    expect(desk.records.memory.all('target')).toEqual([])
  })
})

describe('The button on the meeting card', () => {
  it('keeps the time and nothing else', async () => {
    const desk = await aStudy({ at: [THURSDAY, '08:52'] })
    const screen = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(screen, 'Safeguarding: tell a DSL now')
    expect(stopped(screen)).toBe(true)
    await press(screen, 'A DSL has been told')
    expect(facts(desk)).toEqual([{ pupilId: 'p1', step: 'told', at: instantAt(THURSDAY, '08:52'), from: 'card' }])
    expect(screen.text()).toContain('A DSL has been told')
  })

  it('is there for a mentor who is not the pupil’s own: a pupil tells whom a pupil tells', async () => {
    const rows = [...theMentee.filter((row) => row.t !== 'mentorship'), aMentorship('p1', { mentorId: 'mentor-b' })]
    const desk = await aStudy({ rows })
    const screen = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(screen, 'Safeguarding: tell a DSL now')
    await press(screen, 'A DSL has been told')
    expect(facts(desk)).toHaveLength(1)
  })

  it('who is on the way to a DSL is reminded at the end of the day, and so is the Lead Mentor, until it is put down', async () => {
    const toTell = aRow('safeguarding', 's1', { pupilId: 'p1', step: 'to-tell', at: instantAt(THURSDAY, '08:52'), from: 'card' })
    const desk = await aStudy({ rows: [...theMentee, toTell], at: [THURSDAY, '15:20'] })
    const close = desk.look(CloseDayScreen)
    await settleDisk()
    expect(close.text()).toContain('For 1 pupil a DSL is to be told.')
    const card = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await settleDisk()
    await press(card, 'Safeguarding: tell a DSL now')
    await press(card, 'A DSL has been told')
    expect(close.text()).not.toContain('a DSL is to be told')
    const lead = await aStudy({ rows: [...theMentee, theLead, toTell], at: [THURSDAY, '15:20'], me: THE_LEAD })
    const inbox = lead.look(LeadScreen)
    await settleDisk()
    expect(inbox.text()).toContain('A DSL is to be told')
  })
})

describe('The school’s own rules', () => {
  const openTab = async (rules: VueWrapper, words: string): Promise<void> => {
    await rules.findAll('[role=tab]').find((one) => one.text() === words)!.trigger('mousedown', { button: 0 })
    await settleDisk()
  }
  const DHT = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' } as const
  it('a wording the school adds stops the next text, and one it takes out no longer does', async () => {
    const desk = await aStudy({ me: DHT })
    const rules = desk.look(SchoolRulesScreen)
    await openTab(rules, 'Safeguarding wordings')
    await rules.get('textarea').setValue('loan shark/sharks\n')
    await rules.findAll('input[type="text"]').at(-1)!.setValue('A loan-shark came.')
    expect(rules.text()).toContain('Stopped: loan shark')
    await press(rules, 'Save the wordings')
    expect(desk.records.memory.get('setting', 'safeguardingWords')?.f.value).toEqual(['loan shark/sharks'])
  })

  it('a step of the ladder is changed and saved, and nothing that no school could use', async () => {
    const desk = await aStudy({ me: DHT })
    const rules = desk.look(SchoolRulesScreen)
    await openTab(rules, 'Ladder of sanctions')
    const name = rules.findAll('input[type="text"]')[0]!
    await name.setValue('')
    expect(rules.text()).toContain('Every step needs a name')
    await name.setValue('A quiet word')
    await press(rules, 'Save the ladder')
    expect(desk.records.memory.get('setting', 'sanctionLadder')?.f.value).toMatchObject([{ id: 'verbal-warning', name: 'A quiet word' }, {}, {}, {}, {}])
  })
})
