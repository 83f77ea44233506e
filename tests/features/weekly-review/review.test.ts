import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { openNow } from '../../../src/data/current.ts'
import { StorageFull } from '../../../src/data/store/healing.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { reviewId } from '../../../src/domain/week/weeklyReview.ts'
import ReviewScreen from '../../../src/features/weekly-review/ReviewScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, settleDisk, THURSDAY, type Desk } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'
import { aReview, arrived, theWeek, WEEK } from './aWeek.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

async function open(desk: Desk): Promise<VueWrapper> {
  screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  return screen
}
const theDesk = (more: readonly Row[] = [], me = aMentor): Promise<Desk> => aDesk({ rows: [...theWeek, ...more], at: [THURSDAY, '15:20'], me })
const kept = (desk: Desk) => desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))?.f
const press = async (words: string): Promise<void> => {
  await screen!.findAll('button').filter((one) => one.text() === words).at(-1)!.trigger('click')
  await settleDisk()
}
const field = (label: string) => screen!.get<HTMLTextAreaElement>(`[id="${screen!.findAll('label').find((one) => one.text().startsWith(label))!.attributes('for')}"]`)
async function write(): Promise<void> {
  await screen!.get('input[type="radio"][value="1"]').setValue(true)
  await field('What went well').setValue('Three good mornings.')
  await field('Next step').setValue('Sit near the front.')
}

describe('a weekly review', () => {
  it('opens with the numbers of the week so far, its notes, and last week’s open actions', async () => {
    await open(await theDesk())
    const text = screen!.text()
    expect(text).toContain('3 of 4')
    expect(text).toContain('2 on time')
    expect(text).toContain('Asked good questions in Science.')
    expect(text).toContain('Packed the bag together.')
    expect(text).toContain('Carried in from last week')
    expect(field('Does what').element.value).toBe('Ask for a seat at the front')
    expect(text).toContain('gets the planner signed, at least 4 times, in English')
  })

  it('says what of it came late from a former mentor: the review itself, and what was written in its week', async () => {
    const late = (t: string, id: string) => aRow('fromFormerMentor', `former:${id}`, { pupilId: 'p1', about: { t, id }, at: instantAt(THURSDAY, '15:02') }, { by: 'mentor-b', b: 'pupil:p1' })
    await open(await theDesk([aReview({ wentWell: 'As it was.' }), late('weeklyReview', reviewId('p1', WEEK)), late('note', 'n1'), late('dailyAction', 'd1')]))
    expect(screen!.text()).toContain('Late, from former mentor.Written by Mr B. Other while the pupil’s mentor, arrived Thu 10 Dec, 15.02.')
    const marked = screen!.findAll('li').filter((one) => one.text().includes('Late, from former mentor')).map((one) => one.text())
    expect(marked).toEqual([expect.stringContaining('Asked good questions in Science.'), expect.stringContaining('Packed the bag together.')])
  })

  it('shows what somebody has made of it since it was saved here, and not once more what was saved', async () => {
    const desk = await theDesk([aReview({ wentWell: 'As it was.' })])
    await open(desk)
    await field('What went well').setValue('Saved on this tablet.')
    await press('Save')
    await new Promise((resolve) => setTimeout(resolve, 400))
    screen!.unmount()
    const row = desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))
    await desk.records.commit([{ kind: 'patch', t: 'weeklyReview', id: reviewId('p1', WEEK), f: { wentWell: 'Decided by the Lead Mentor.' }, saw: row }])
    await open(desk)
    expect(field('What went well').element.value).toBe('Decided by the Lead Mentor.')
    expect(screen!.text()).not.toContain('Draft brought back')
  })

  it('writes nothing when it is only looked at', async () => {
    const desk = await theDesk()
    await open(desk)
    screen!.unmount()
    screen = undefined
    await settleDisk()
    expect(kept(desk)).toBeUndefined()
    expect(desk.records.outbox.waiting.value.count).toBe(0)
  })

  it('puts on paper what the screen says: words not yet saved are saved before the export', async () => {
    const desk = await theDesk()
    await open(desk)
    await write()
    await press('Export PDF')
    expect(kept(desk)).toMatchObject({ wentWell: 'Three good mornings.', nextStep: 'Sit near the front.' })
  })

  it('names what is missing before it can be signed', async () => {
    await open(await theDesk())
    await press('Sign the review')
    expect(screen!.text()).toContain('Before you can sign, this is still missing: the outcome of the week, what went well, the next step.')
  })

  it('signed, is locked with the mentor’s name, the pupil’s initials and its numbers frozen', async () => {
    const desk = await theDesk()
    await open(desk)
    await write()
    await press('Sign the review')
    await field('The pupil’s initials').setValue('AS')
    await press('Sign')
    expect(kept(desk)).toMatchObject({ outcome: 1, wentWell: 'Three good mornings.', signed: { by: aMentor.id, name: aMentor.name, pupilInitials: 'AS', at: instantAt(THURSDAY, '15:20'), numbers: { arrivals: 3, expectedMornings: 4 } } })
    expect(screen!.findAll('textarea')).toHaveLength(0)
    expect(screen!.text()).toContain('Signed by Ms A. Mentor, Thursday 10 December 2026, 15.20. Pupil: AS.')
    expect(screen!.text()).toContain('Signed: the review is locked.')
  })

  it('shows what changed after sign-off, and leaves the signed numbers alone', async () => {
    const numbers = { expectedMornings: 4, arrivals: 3, onTime: 2, lateToMentor: 0, lateForRegister: 1, minutesLate: 7, notes: 1, dailyActions: 1 }
    const signed = aReview({ outcome: 1, wentWell: 'x', nextStep: 'y', signed: { by: aMentor.id, name: aMentor.name, at: instantAt(THURSDAY, '15:00'), pupilInitials: '', numbers } })
    const desk = await theDesk([signed])
    await open(desk)
    expect(screen!.text()).not.toContain('Changed after sign-off')
    await desk.records.commit([{ kind: 'add', t: 'arrivalEvent', id: 'late-entry', f: arrived(THURSDAY, '08:44').f }])
    await settleDisk()
    expect(screen!.text()).toContain('Changed after sign-off: arrivals 3 → 4, on time 2 → 3.')
    expect(screen!.text()).toContain('3 of 4')
    expect(kept(desk)?.signed?.numbers.arrivals).toBe(3)
  })

  it('is amended with a reason as a new version, to be signed again', async () => {
    const numbers = { expectedMornings: 4, arrivals: 3, onTime: 2, lateToMentor: 0, lateForRegister: 1, minutesLate: 7, notes: 1, dailyActions: 1 }
    const desk = await theDesk([aReview({ outcome: 1, wentWell: 'x', nextStep: 'y', signed: { by: aMentor.id, name: aMentor.name, at: 0, pupilInitials: 'AS', numbers } })])
    await open(desk)
    await press('Amend with a reason')
    await press('Open it again')
    expect(kept(desk)?.signed).not.toBeNull()
    await field('Why is it amended?').setValue('A teacher’s reply came late')
    await press('Open it again')
    expect(kept(desk)).toMatchObject({ version: 2, amendedReason: 'A teacher’s reply came late', signed: null })
    expect(screen!.text()).toContain('Version 2, to be signed again. Amended: A teacher’s reply came late.')
    await press('Sign the review')
    await press('Sign')
    await press('Amend with a reason')
    await field('Why is it amended?').setValue('He came after all.')
    await press('Open it again')
    expect(screen!.text()).toMatch(/Amended: He came after all\.(?!\.)/)
    expect(field('What went well').element.value).toBe('x')
  })

  it('saves only the changed fields, against the record the editor opened on', async () => {
    const desk = await theDesk([aReview({ wentWell: 'first', nextStep: 'stays' })])
    await open(desk)
    await field('What went well').setValue('better')
    await press('Save')
    const op = desk.records.outbox.unsent(0, 9).at(-1)
    expect(op).toMatchObject({ kind: 'patch', f: { wentWell: 'better' } })
    expect(Object.keys(op?.f ?? {})).toEqual(['wentWell'])
    expect(op?.base).toEqual({ wentWell: `server:${reviewId('p1', WEEK)}` })
    expect(screen!.text()).toContain('Everything is saved.')
  })

  it('is saved when the mentor leaves', async () => {
    const desk = await theDesk()
    await open(desk)
    await write()
    screen!.unmount()
    screen = undefined
    await settleDisk()
    expect(kept(desk)).toMatchObject({ wentWell: 'Three good mornings.', signed: null })
    expect(useToasts().shown.value.at(-1)?.text).toBe('Review saved.')
  })

  it('comes back as it was typed when the browser is killed', async () => {
    const desk = await theDesk()
    await open(desk)
    await field('What the pupil says').setValue('مرحبا 🎉 half a sen')
    await vi.waitFor(async () => expect(await desk.records.drafts.read(`review:p1:${WEEK}`)).toMatchObject({ values: { pupilComment: 'مرحبا 🎉 half a sen' } }), { timeout: 20_000 })
    const before = screen!
    await desk.reopen()
    before.unmount()
    await open(desk)
    await vi.waitFor(() => expect(screen!.text()).toContain('Draft brought back.'), { timeout: 20_000 })
    expect(field('What the pupil says').element.value).toBe('مرحبا 🎉 half a sen')
  })

  it('keeps the words on the screen when the tablet is full, and says so', async () => {
    const desk = await theDesk()
    openNow.value = { ...desk.records, commit: (changes) => (changes.length > 0 ? Promise.reject(new StorageFull()) : Promise.resolve()) }
    await open(desk)
    await write()
    await press('Save')
    expect(screen!.text()).toContain('This tablet is full')
    expect(field('What went well').element.value).toBe('Three good mornings.')
    openNow.value = desk.records
  })

  it('takes in what somebody else wrote meanwhile without touching what is being typed', async () => {
    const desk = await theDesk([aReview({ wentWell: 'first', nextStep: 'first' })])
    await open(desk)
    await field('What went well').setValue('mine')
    const row = desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))!
    desk.records.memory.putServerRows([{ ...row, f: { ...row.f, wentWell: 'theirs', nextStep: 'theirs' }, s: 'other-tablet:7', seq: 9 }])
    await settleDisk()
    expect(screen!.text()).toContain('Somebody else changed this review')
    expect([field('What went well').element.value, field('Next step').element.value]).toEqual(['mine', 'theirs'])
    await press('Save')
    expect(desk.records.outbox.unsent(0, 9).at(-1)).toMatchObject({ f: { wentWell: 'mine' }, base: { wentWell: `server:${reviewId('p1', WEEK)}` } })
  })

  it('is only read by a Deputy Headteacher', async () => {
    await open(await theDesk([aReview({ outcome: 1, wentWell: 'A good week.' })], { ...aMentor, id: 'dht', role: 'dht' }))
    expect(screen!.text()).toContain('A good week.')
    expect(screen!.findAll('button').map((one) => one.text())).not.toContain('Save')
    expect(screen!.findAll('button').map((one) => one.text())).not.toContain('Sign the review')
  })
})

describe('targets in a review', () => {
  it('take their result at once', async () => {
    const desk = await theDesk()
    await open(desk)
    await screen!.get('input[type="radio"][value="met"]').setValue(true)
    await settleDisk()
    expect(desk.records.memory.get('target', 't1')?.f.result).toBe('met')
  })

  it('are set again for the next school week, as records of their own', async () => {
    const desk = await theDesk()
    await open(desk)
    await screen!.findAll('[aria-label="Again next week"] button')[0]!.trigger('click')
    await settleDisk()
    const next = desk.records.memory.ofPupil('target', 'p1').find((row) => row.f.weekStart === '2026-12-14')
    expect(next?.f).toMatchObject({ behaviour: 'gets the planner signed', by: '2026-12-18', source: 'Last week’s review', result: 'open', version: 1 })
  })

  it('are written with their whole shape, and say what is missing', async () => {
    const desk = await theDesk()
    await open(desk)
    await press('Add a target')
    await screen!.get('form[novalidate]').trigger('submit')
    expect(screen!.text()).toContain('Say what the pupil does')
    await field('What the pupil does').setValue('brings pen and ruler')
    await screen!.get('input[type="radio"][value="percent"]').setValue(true)
    await field('How much is enough').setValue('80')
    await field('What it rests on').setValue('Three teachers')
    await field('In the pupil’s own words').setValue('I have my own things')
    await screen!.get('form[novalidate]').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.ofPupil('target', 'p1').find((row) => row.f.measure === 'percent')?.f).toEqual({
      pupilId: 'p1', weekStart: '2026-12-14', behaviour: 'brings pen and ruler', measure: 'percent', threshold: 80, scope: '', by: '2026-12-18',
      source: 'Three teachers', pupilWording: 'I have my own things', result: 'open', version: 1,
    })
  })
})
