import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { reviewId } from '../../src/domain/week/weeklyReview.ts'
import { scoreId } from '../../src/domain/week/reportScore.ts'
import AttentionScreen from '../../src/features/attention/AttentionScreen.vue'
import ScoresScreen from '../../src/features/scores/ScoresScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { aReview, LAST_WEEK, mentored, theWeek, WEEK } from './weekly-review/aWeek.ts'

let desk: Desk
let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
const REVIEW = reviewId('p1', WEEK)
const version = (by: string, value: string, at: number) => ({ value, by, at, tablet: 'tabletxy', stamp: `${by}:1` })
const conflict = (more: Partial<FieldsOf<'conflict'>> = {}): Row =>
  aRow('conflict', 'conflict:one', {
    pupilId: 'p1', about: { t: 'weeklyReview', id: REVIEW }, field: 'wentWell', resolved: null,
    versions: [version('mentor-b', 'Late twice this week.', Date.UTC(2026, 11, 10, 15, 10)), version(aMentor.id, 'Late once this week.', Date.UTC(2026, 11, 10, 15, 12))], ...more,
  })
const note = { n: 4, kind: 'add', t: 'note', id: 'n9', bucket: 'pupil:p1', f: { pupilId: 'p1', type: 'staff', text: 'Calm in Art.', occurredAt: 1, enteredAt: 2, raise: false }, seen: 0, hlc: '0'.repeat(16), wall: 1, skew: 0, sv: 1 }
const parked = (more: Partial<FieldsOf<'parked'>> = {}): Row =>
  aRow('parked', 'parked:client-a:4', { author: aMentor.id, tablet: 'tabletxy', reason: 'case-lost', at: Date.UTC(2026, 11, 10, 15, 12), payload: JSON.stringify(note), closed: null, ...more })

async function open(rows: readonly Row[], me = aMentor): Promise<VueWrapper> {
  desk = await aDesk({ rows: [...theWeek, aReview({ wentWell: 'Late once this week.' }), ...rows], me, at: ['2026-12-10', '15:30'] })
  screen = desk.look(AttentionScreen)
  await settleDisk()
  return screen
}
const press = async (words: string): Promise<void> => {
  await screen!.findAll('button').find((one) => one.text() === words)!.trigger('click')
  await settleDisk()
}
const pick = async (words: string): Promise<void> => {
  await screen!.findAll('label').find((one) => one.text().startsWith(words))!.find('input').setValue(true)
  await settleDisk()
}
const review = () => desk.records.memory.get('weeklyReview', REVIEW)?.f.wentWell
const settled = () => desk.records.memory.get('conflict', 'conflict:one')?.f.resolved?.how

describe('Two versions', () => {
  it('stand side by side with who, when, which tablet and the words that differ, and nothing is decided', async () => {
    const card = await open([conflict()])
    expect(card.text()).toContain('1 thing waits for a decision')
    expect(card.findAll('article').map((one) => one.text())).toEqual([
      expect.stringMatching(/Mr B\. Other.*15\.10 · tablet tabletxy.*Late twice this week\./s), expect.stringMatching(/Ms A\. Mentor.*15\.12.*Shown now.*Late once this week\./s),
    ])
    expect(card.findAll('mark').map((one) => one.text())).toEqual(['twice', 'once'])
    expect(card.findAll('input[type=radio]').some((one) => (one.element as HTMLInputElement).checked)).toBe(false)
    expect(card.findAll('button').find((one) => one.text() === 'Decide')?.attributes('disabled')).toBeDefined()
  })
  it('can both be kept, each with its author, by an ordinary change that cites what is shown', async () => {
    await open([conflict()])
    await pick('Keep both')
    await press('Decide')
    expect([review(), settled()]).toEqual(['Late twice this week. (Mr B. Other)\n\nLate once this week. (Ms A. Mentor)', 'both'])
    const [change, answer] = desk.records.outbox.unsent(0, 10)
    expect([change?.base, answer?.base]).toEqual([{ wentWell: `server:${REVIEW}` }, { resolved: 'server:conflict:one' }])
    expect(change?.g).toBe(answer?.g)
    expect(screen!.text()).toContain('All clear')
  })
  it('leave the record alone where what is shown already is what should stand', async () => {
    await open([conflict()])
    await pick('Keep what Ms A. Mentor wrote')
    await press('Decide')
    expect([settled(), desk.records.outbox.waiting.value.count]).toEqual(['second', 1])
  })
  /** Their own words, kept as a draft; then the tablet is locked and opened again. */
  async function beginAndLock(): Promise<void> {
    await pick('Write it myself')
    await screen!.find('textarea').setValue('Late once or twice.')
    await new Promise((resolve) => setTimeout(resolve, 300))
    await settleDisk()
    screen!.unmount()
    await desk.reopen()
  }
  it('remember what was begun after the tablet was locked and opened again', async () => {
    await open([conflict()])
    await beginAndLock()
    screen = desk.look(AttentionScreen)
    await settleDisk()
    expect(screen.find('textarea').element.value).toBe('Late once or twice.')
    await press('Decide')
    expect([review(), settled()]).toEqual(['Late once or twice.', 'edited'])
  })
  const again = (wentWell: string, stamp: string) => ({ ...aReview({ wentWell }), s: stamp, seq: 9 })
  const decide = () => screen!.findAll('button').find((one) => one.text() === 'Decide')!
  it('show a third text that stands by now, whose it is, and what is new in it', async () => {
    const written = conflict({ versions: [version('mentor-b', 'Late twice this week.', 1), { ...version(aMentor.id, 'Late once this week.', 2), stamp: 'tablet-a:1' }] })
    const card = await open([again('Late once this week, and cheerful.', 'mentor-b:9'), written])
    expect(card.findAll('article').map((one) => one.text())).toEqual([
      expect.stringContaining('Late twice this week.'), expect.stringContaining('Late once this week.'), expect.stringMatching(/Mr B\. Other.*Written after these two · tablet tabletxy.*Shown now.*Late once this week, and cheerful\./s),
    ])
    expect(card.findAll('article')[2]!.find('mark').text()).toContain('and cheerful.')
    expect(card.text()).toContain('It has been written again since.')
  })
  it('can be left for the third text, which is then not written at all', async () => {
    await open([again('Late once this week, and cheerful.', 'mentor-b:9'), conflict()])
    await pick('Leave it as it stands now')
    await press('Decide')
    expect([review(), settled(), desk.records.outbox.waiting.value.count]).toEqual(['Late once this week, and cheerful.', 'edited', 1])
  })
  it('take the place of a third text only where that was read: what comes in after the choice is asked about again', async () => {
    await open([conflict()])
    await pick('Keep what Mr B. Other wrote')
    desk.records.memory.putServerRows([again('Late once this week, and cheerful.', 'mentor-b:9')])
    await settleDisk()
    expect(screen!.text()).toContain('Changed since you chose.')
    expect(screen!.findAll('article')[2]!.text()).toContain('Late once this week, and cheerful.')
    expect(decide().attributes('disabled')).toBeDefined()
    await press('Keep my choice')
    await press('Decide')
    expect([review(), settled(), desk.records.outbox.unsent(0, 10)[0]?.base]).toEqual(['Late twice this week.', 'first', { wentWell: 'mentor-b:9' }])
  })
  it('ask again for a choice that was begun before the tablet was locked, and keep the words typed for it', async () => {
    await open([conflict()])
    await beginAndLock()
    desk.records.memory.putServerRows([again('Late once this week, and cheerful.', 'mentor-b:9')])
    screen = desk.look(AttentionScreen)
    await settleDisk()
    expect(screen.text()).toContain('Changed since you chose.')
    expect(screen.find('textarea').element.value).toBe('Late once or twice.')
    expect(decide().attributes('disabled')).toBeDefined()
  })
  it('of a signed review are read, not chosen', async () => {
    const numbers = { expectedMornings: 1, arrivals: 1, onTime: 1, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 }
    await open([aReview({ wentWell: 'Late once this week.', signed: { by: aMentor.id, name: aMentor.name, at: 1, pupilInitials: '', numbers } }), conflict()])
    expect(screen!.text()).toContain('The review has been signed')
    await press('I have seen this')
    expect([review(), settled()]).toEqual(['Late once this week.', 'noted'])
  })
  it('are asked of nobody who cannot decide: another mentor’s pupil, the Head of Year', async () => {
    const others = conflict({ pupilId: 'p3', versions: [version('x', 'a', 1), version('y', 'b', 2)] })
    expect((await open([mentored('p3', 'mentor-b'), others])).text()).toContain('All clear')
    screen!.unmount()
    expect((await open([conflict()], { ...aMentor, id: 'hoy', role: 'head-of-year', year: 9 })).text()).toContain('All clear')
  })
  it('are told of where the review is read', async () => {
    await open([conflict()])
    screen!.unmount()
    screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
    await settleDisk()
    expect(screen.text()).toContain('Two versions.')
    expect(screen.find('a[href="/attention"]').text()).toBe('Compare and decide')
  })
})

describe('Two versions of a comment on the blue report', () => {
  const lesson = { date: '2026-12-08', period: '3' }
  const about = { t: 'reportScore', id: scoreId('p1', lesson) }
  const onSheet = conflict({ about, field: 'comment', versions: [version('mentor-b', 'Good start.', 1), version(aMentor.id, 'Good start, then talked.', 2)] })
  const score = aRow('reportScore', about.id, { pupilId: 'p1', ...lesson, said: { mark: '4' }, comment: 'Good start, then talked.' })
  async function sheetOf(weekStart: string): Promise<VueWrapper> {
    await open([score, onSheet])
    screen!.unmount()
    screen = desk.look(ScoresScreen, { weekStart, pupilId: 'p1' })
    await settleDisk()
    return screen
  }
  it('are told of on the sheet of that week, and on no other', async () => {
    const sheet = await sheetOf(WEEK)
    expect(sheet.text()).toContain('Two versions.Somebody else wrote a comment on this sheet at the same time.')
    expect(sheet.find('a[href="/attention"]').text()).toBe('Compare and decide')
    expect((await sheetOf(LAST_WEEK)).text()).not.toContain('Two versions.')
  })
  it('lead from their card to the sheet', async () => {
    expect((await open([score, onSheet])).find(`a[href="/blue-reports/${WEEK}/p1"]`).text()).toBe('Open it')
    expect(screen!.text()).toContain('Comment on the lesson: Abdi, 9B')
  })
})

describe('A change that was not accepted', () => {
  it('is shown whole with the reason in words', async () => {
    const text = (await open([parked()])).text()
    expect(text).toContain('Note about Abdi')
    expect(text).toContain('The pupil had been handed to another mentor when it arrived.')
    expect(text).toContain('Calm in Art.')
  })
  const meeting = {
    pupilId: 'p1', why: 'Late every Monday.', evidence: ['Late 4 of 5'], date: '2026-12-14', time: '15:30', room: 'Reception', agenda: ['The bus', 'A new start'], withPupil: true, interpreter: false,
    invited: [aMentor.id], without: [{ role: 'head-of-year', reason: 'On a course' }], entered: Date.UTC(2026, 11, 10, 15),
  }
  const meetingAside = parked({ payload: JSON.stringify({ ...note, t: 'homeMeeting', id: 'm9', f: { ...meeting, fromNextYear: 'A field this version does not know' } }) })
  it('shows every word of it under its name, and what only links it further down', async () => {
    const card = await open([meetingAside])
    const said = Object.fromEntries(card.findAll('dl dt').map((term, at) => [term.text(), card.findAll('dl dd')[at]!.text()]))
    expect(said).toEqual({
      Why: 'Late every Monday.', Evidence: 'Late 4 of 5', Date: '14 December 2026', Time: '15.30', Room: 'Reception', Agenda: 'The bus; A new start', 'With pupil': 'yes', Interpreter: 'no', Invited: 'Ms A. Mentor',
      Without: 'role Head of Year, reason On a course', 'From next year': 'A field this version does not know', Pupil: 'Abdi Surnamep1, 9B', Entered: '10 December 2026, 15.00',
    })
    expect(card.findAll('details dt').map((term) => term.text())).toEqual(['Pupil', 'Entered'])
  })
  it('can be edited word by word, also inside a list', async () => {
    await open([parked({ payload: JSON.stringify({ ...note, t: 'homeMeeting', id: 'm9', f: meeting }) })])
    await press('Edit')
    expect(screen!.findAll('textarea').map((area) => area.element.labels?.[0]?.textContent?.trim())).toEqual(['Why', 'Room', 'Agenda 1', 'Agenda 2', 'Without: reason'])
    await screen!.findAll('textarea')[2]!.setValue('The 8.10 bus')
    await press('Send again')
    expect(desk.records.memory.get('homeMeeting', 'again:parked:client-a:4')?.f).toMatchObject({ why: 'Late every Monday.', agenda: ['The 8.10 bus', 'A new start'] })
  })
  it('can be edited and sent again as a new change', async () => {
    await open([parked()])
    await press('Edit')
    await screen!.find('textarea').setValue('Calm and kind in Art.')
    await press('Send again')
    expect(desk.records.memory.get('note', 'again:parked:client-a:4')?.f.text).toBe('Calm and kind in Art.')
    expect(desk.records.memory.get('parked', 'parked:client-a:4')?.f.closed).toMatchObject({ by: aMentor.id, how: 'sent-again' })
    expect(screen!.text()).toContain('All clear')
  })
  it('is dismissed with a reason only', async () => {
    HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
    await open([parked()])
    await press('Dismiss')
    await press('Dismiss it')
    expect(screen!.text()).toContain('Say in a few words why it is not needed.')
    await screen!.find('dialog input').setValue('Written twice')
    await press('Dismiss it')
    expect(desk.records.memory.get('parked', 'parked:client-a:4')?.f.closed).toMatchObject({ how: 'dismissed', why: 'Written twice' })
  })
  it('that nobody can send any more says so, and can still be saved or dismissed', async () => {
    const text = (await open([parked({ payload: '', reason: 'malformed' })])).text()
    expect(text).toContain('A change that could not be read')
    expect(text).toContain('It cannot be sent again as it is.')
    expect(text).toContain('Save as a sealed file')
    expect(text).not.toContain('Send again')
  })
})

describe('A former mentor’s change, at the new mentor’s', () => {
  const result = { ...note, kind: 'patch', t: 'target', id: 't1', f: { result: 'met' }, base: { result: 'mentor-b:1' } }
  const late = (more: Partial<FieldsOf<'parked'>> = {}, bucket = 'pupil:p1'): Row =>
    aRow('parkedForMentor', 'parked:client-b:4', { lies: bucket, author: 'mentor-b', tablet: 'tabletxy', reason: 'case-lost', at: Date.UTC(2026, 11, 10, 15, 12), payload: JSON.stringify({ ...result, bucket }), closed: null, ...more }, { b: bucket })
  const closed = () => desk.records.memory.get('parkedForMentor', 'parked:client-b:4')?.f.closed

  it('is shown whole with who wrote it, beside what stands now, and counted', async () => {
    const text = (await open([late()])).text()
    expect(text).toContain('1 thing waits for a decision')
    expect(text).toContain('From the former mentor.Mr B. Other wrote this while the pupil was theirs.')
    expect(text).toMatch(/Result\s*Put aside\s*Met\s*Stands now\s*Open/)
  })
  it('is taken in as an ordinary change of the new mentor’s', async () => {
    await open([late()])
    await press('Take in')
    const target = desk.records.memory.get('target', 't1')
    expect(target?.f.result).toBe('met')
    expect(closed()).toMatchObject({ by: aMentor.id, how: 'sent-again' })
    expect(screen!.text()).toContain('All clear')
  })
  it('is put away with a reason only', async () => {
    HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
    await open([late()])
    await press('Put away')
    await press('Put it away')
    expect(screen!.text()).toContain('Say in a few words why it is not needed.')
    await screen!.find('dialog input').setValue('I know it better')
    await press('Put it away')
    expect(closed()).toMatchObject({ by: aMentor.id, how: 'dismissed', why: 'I know it better' })
  })
  it('never carries a signature', async () => {
    const signed = { by: 'mentor-b', name: 'Mr B. Other', at: 1, pupilInitials: 'AB', numbers: { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } }
    const of = (f: object) => late({ payload: JSON.stringify({ ...result, t: 'weeklyReview', id: REVIEW, f, base: {} }) })
    await open([of({ nextStep: 'The bus', signed })])
    await press('Take in')
    expect(desk.records.memory.get('weeklyReview', REVIEW)?.f).toMatchObject({ nextStep: 'The bus', signed: null })
    screen!.unmount()
    const alone = (await open([of({ signed })])).text()
    expect(alone).toContain('What is left of it is a signature, which is only ever its owner’s.')
    expect(alone).not.toContain('Take in')
  })
  it('that takes a colleague’s record back is the Lead Mentor’s to take in', async () => {
    const text = (await open([late({ payload: JSON.stringify({ ...result, kind: 'void', f: undefined }) })])).text()
    expect(text).toContain('You may not make this change yourself. The Lead Mentor can take it in.')
    expect(text).not.toMatch(/Take in(?! )/)
  })
  it('is asked of nobody but whose pupil it is, and once of who has both', async () => {
    const original = parked({ author: 'mentor-b' })
    const both = { ...original, id: 'parked:client-b:4' }
    for (const me of [{ ...aMentor, id: 'hoy', role: 'head-of-year', year: 9 }, { ...aMentor, id: 'dht', role: 'dht' }, { ...aMentor, id: 'mentor-c' }] as const) {
      expect((await open([late()], me)).text()).toContain('All clear')
      screen!.unmount()
    }
    expect((await open([late(), both], { ...aMentor, id: 'lead', role: 'lead-mentor' })).text()).toContain('1 thing waits for a decision')
    screen!.unmount()
    const settled = { ...both, f: { ...both.f, closed: { by: 'lead', at: 1, how: 'dismissed', why: 'x' } } } as Row
    expect((await open([late(), settled], { ...aMentor, id: 'lead', role: 'lead-mentor' })).text()).toContain('All clear')
  })
})
