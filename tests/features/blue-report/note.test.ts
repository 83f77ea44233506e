import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { openNow } from '../../../src/data/current.ts'
import { StorageFull } from '../../../src/data/store/healing.ts'
import NoteScreen from '../../../src/features/blue-report/NoteScreen.vue'
import { instantAt } from '../../../src/domain/time/clock.ts'
import { standing, type Note } from '../../../src/domain/week/blueReport.ts'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, aDeskPupil, schoolTime, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

const mine = aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: 'Homework', startedOn: '2026-11-02' })
const theNote = aRow('note', 'n1', { pupilId: 'p1', type: 'staff', text: 'No homwork', occurredAt: instantAt(WEDNESDAY, '14:10') + 12_345, enteredAt: instantAt(WEDNESDAY, '14:12'), raise: true }, { by: 'mentor-b' })

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

async function theDesk(rows: Parameters<typeof aDesk>[0] = {}): Promise<Desk> {
  const desk = await aDesk({ rows: [aDeskPupil('p1', 'Abdi'), mine], ...rows })
  Object.assign(desk.router, { back: vi.fn(), options: { history: { state: { back: '/caseload' } } } })
  return desk
}
async function open(desk: Desk, props: Record<string, unknown> = {}): Promise<VueWrapper> {
  screen = desk.look(NoteScreen, { pupilId: 'p1', ...props })
  await settleDisk()
  return screen
}
const notes = (desk: Desk) => standing<Note>(desk.records.memory.ofPupil('note', 'p1'))
const type = async (text: string) => screen!.get('textarea').setValue(text)
const choose = async (value: string) => screen!.get(`input[type="radio"][value="${value}"]`).setValue(true)
async function save(): Promise<void> {
  await screen!.get('form').trigger('submit')
  await settleDisk()
}
/** Longer than the pause after a keystroke, so that the draft is on the disk. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 400))

describe('a new note', () => {
  it('is kept with its kind, its words, when it happened and when it was entered', async () => {
    const desk = await theDesk()
    await open(desk, { raise: true })
    await choose('home')
    await type('Mum says: “lovely” week 🎉')
    await screen!.get('input[type="date"]').setValue(WEDNESDAY)
    await screen!.get('input[inputmode=numeric]').setValue('16:05')
    await save()
    expect(notes(desk)[0]?.f).toEqual({ pupilId: 'p1', type: 'home', text: 'Mum says: “lovely” week 🎉', occurredAt: instantAt(WEDNESDAY, '16:05'), enteredAt: instantAt(THURSDAY, '08:28'), raise: true })
    expect((desk.router as unknown as { back: unknown }).back).toHaveBeenCalled()
  })

  it('in Arabic is kept letter for letter, and the field turns by itself', async () => {
    const desk = await theDesk()
    await open(desk)
    await choose('pupil')
    await type('قال إنه سيحضر الدفتر غدًا')
    await save()
    expect(notes(desk)[0]?.f.text).toBe('قال إنه سيحضر الدفتر غدًا')
    expect(screen!.get('textarea').attributes('dir')).toBe('auto')
  })

  it('says what is missing and keeps what was typed', async () => {
    const desk = await theDesk()
    await open(desk)
    await type('Half a note')
    await save()
    expect(screen!.text()).toContain('Choose where this note comes from.')
    expect(screen!.get('textarea').element.value).toBe('Half a note')
    expect(notes(desk)).toHaveLength(0)
  })

  it('of 20,001 characters is refused in words, with Save shut and the text whole', async () => {
    await open(await theDesk())
    await choose('staff')
    await type('a'.repeat(20_001))
    expect(screen!.text()).toContain('1 character too long. Nothing is lost')
    expect(screen!.get('button[type="submit"]').attributes('disabled')).toBeDefined()
    expect(screen!.get('textarea').element.value).toHaveLength(20_001)
  })

  it('cannot have happened in the future', async () => {
    const desk = await theDesk()
    await open(desk)
    await choose('staff')
    await type('Tomorrow’s news')
    await screen!.get('input[type="date"]').setValue('2026-12-11')
    await save()
    expect(screen!.text()).toContain('This is in the future.')
    expect(notes(desk)).toHaveLength(0)
  })

  it('is taken back by Undo, and its words are a draft again', async () => {
    const desk = await theDesk()
    await open(desk)
    await choose('staff')
    await type('Too quick')
    await save()
    const [toast] = useToasts().shown.value
    expect(toast?.text).toBe('Note saved')
    useToasts().act(toast!.id)
    await settleDisk()
    expect(notes(desk)).toHaveLength(0)
    screen!.unmount()
    await open(desk)
    expect(screen!.get('textarea').element.value).toBe('Too quick')
  })

  it('stays on the screen when the tablet is full', async () => {
    const desk = await theDesk()
    await open(desk)
    screen!.unmount()
    openNow.value = { ...desk.records, commit: () => Promise.reject(new StorageFull()) }
    await open(desk)
    await choose('staff')
    await type('Not lost')
    await save()
    expect(screen!.text()).toContain('This tablet is full')
    expect(screen!.get('textarea').element.value).toBe('Not lost')
    expect(screen!.get('button[type="submit"]').text()).toContain('Save the note')
  })

  it('is not offered to a mentor of other pupils', async () => {
    await open(await theDesk({ rows: [aDeskPupil('p1', 'Abdi')] }))
    expect(screen!.find('textarea').exists()).toBe(false)
    expect(screen!.text()).toContain('not yours to write in')
  })
})

describe('a draft', () => {
  it('survives a killed browser, and says that it was brought back', async () => {
    const desk = await theDesk()
    await open(desk)
    await choose('observation')
    await type('Half-typed when the call came')
    await pause()
    await settleDisk()
    screen!.unmount()
    await desk.reopen()
    await open(desk)
    expect(screen!.text()).toContain('Draft brought back.')
    expect(screen!.get('textarea').element.value).toBe('Half-typed when the call came')
    expect(screen!.get<HTMLInputElement>('input[value="observation"]').element.checked).toBe(true)
  })

  it('is thrown away only after asking', async () => {
    const desk = await theDesk()
    await desk.records.drafts.write('note:new:p1', { text: 'Old words' })
    await open(desk)
    await screen!.findAll('button').find((one) => one.text() === 'Discard it')!.trigger('click')
    expect(screen!.get('textarea').element.value).toBe('Old words')
    await screen!.findAll('button').find((one) => one.text() === 'Discard the draft')!.trigger('click')
    await settleDisk()
    expect(screen!.get('textarea').element.value).toBe('')
    await pause()
    expect(await desk.records.drafts.read('note:new:p1')).toBeUndefined()
  })

  it('is forgotten by the save that keeps the note', async () => {
    const desk = await theDesk()
    await open(desk)
    await choose('staff')
    await type('Said and done')
    await pause()
    await save()
    expect(await desk.records.drafts.read('note:new:p1')).toBeUndefined()
  })
})

describe('a correction', () => {
  const rows = [aDeskPupil('p1', 'Abdi'), mine, theNote]

  it('before the records are due is an edit, needs no reason and keeps the old note', async () => {
    const desk = await theDesk({ rows })
    await open(desk, { noteId: 'n1' })
    expect(screen!.text()).not.toContain('An amendment.')
    await type('No homework')
    await save()
    expect(notes(desk).map(({ f }) => f)).toEqual([{ ...theNote.f, text: 'No homework', corrects: 'n1', enteredAt: instantAt(THURSDAY, '08:28') }])
    expect(desk.records.memory.get('note', 'n1')?.f.text).toBe('No homwork')
  })

  it('after the records were due is an amendment and asks for a reason', async () => {
    const desk = await theDesk({ rows, at: ['2026-12-14', '13:21'] })
    await open(desk, { noteId: 'n1' })
    expect(screen!.text()).toContain('An amendment.')
    await type('No homework')
    await save()
    expect(screen!.text()).toContain('needs a reason')
    await screen!.get('input[type="text"]').setValue('Spelling')
    await save()
    expect(notes(desk)[0]?.f).toMatchObject({ corrects: 'n1', correctionReason: 'Spelling' })
  })

  it('through a link to an older version corrects the newest one', async () => {
    const later = aRow('note', 'n2', { ...theNote.f, text: 'No homework', corrects: 'n1' })
    const desk = await theDesk({ rows: [...rows, later] })
    await open(desk, { noteId: 'n1' })
    expect(screen!.get('textarea').element.value).toBe('No homework')
    await type('No Maths homework')
    await save()
    expect(notes(desk).map(({ f }) => f.corrects)).toEqual(['n2'])
  })

  it('of a note that is not there says so', async () => {
    schoolTime(THURSDAY, '08:28')
    await open(await theDesk(), { noteId: 'nowhere' })
    expect(screen!.text()).toContain('This note is not on this tablet')
  })
})
