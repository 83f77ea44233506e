import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import type { GlassAct, GlassFile, GlassReply } from '../../src/domain/people/glassAsked.ts'
import { alerts } from '../../src/data/readings/tasks/dutyTasks.ts'
import type { At } from '../../src/data/readings/tasks/at.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import BreakGlassScreen from '../../src/features/break-glass/BreakGlassScreen.vue'
import OpeningsScreen from '../../src/features/openings/OpeningsScreen.vue'
import { aDesk, settleDisk, theMentees } from '../support/aDesk.ts'
import { aRow } from '../support/aTablet.ts'

const admin: Actor = { id: 'admin', role: 'admin', name: 'Imran Sheikh', initials: 'IS' }
const dht: Actor = { id: 'dht', role: 'dht', name: 'Ms Deputy', initials: 'MD' }
const file: GlassFile = {
  pupil: { id: 'p1', name: 'Abdi Surname', form: '9B', year: 9 }, people: [{ id: 'mentor-a', name: 'Ms A. Mentor', role: 'mentor' }],
  records: Array.from({ length: 7 }, (_, at) => ({ section: 'notes' as const, kind: 'note', id: `n${at}`, by: 'mentor-a', at: Date.UTC(2026, 11, 1 + at), takenBack: false, fields: { text: `Note number ${at}` }, earlier: [], marks: [], signOff: null })),
}

let asked: unknown[] = []
let answer: (path: string, act: GlassAct) => unknown
const glass = (leftMs = 3_600_000) => ({ id: 'g1', until: Date.now() + leftMs, leftMs })
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (path: string, { body }: { body?: string } = {}) => {
    const act = JSON.parse(body ?? '{}') as GlassAct
    if (path === PATHS.glass) asked.push(act)
    const said = answer(path, act)
    if (said === undefined) throw new TypeError('Failed to fetch')
    return Response.json(said)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await flushPromises()
  await settleDisk()
}
async function press(screen: VueWrapper, words: string): Promise<void> {
  await screen.findAll('button').find((one) => one.text().startsWith(words))!.trigger('click')
  await settled()
}
async function aScreen(of: Actor, said: typeof answer, props: object = {}, screen: Component = BreakGlassScreen): Promise<VueWrapper> {
  answer = said
  const desk = await aDesk({ me: of, rows: of.role === 'admin' ? [] : theMentees })
  const shown = desk.look(screen, { ...props })
  await vi.waitFor(() => expect(shown.text()).not.toContain('Asking the server'), { timeout: 20_000 })
  return shown
}
async function open(screen: VueWrapper): Promise<void> {
  const [pupil] = screen.findAll('input')
  await pupil!.setValue('Abdi Surname')
  await screen.get('textarea').setValue('He did not come home last night.')
  await screen.get('form').trigger('submit')
  await settled()
}
const once = (reply: GlassReply) => (_: string, { act }: GlassAct): GlassReply => (act === 'break' || act === 'read' ? reply : { glass: null })

describe('In an emergency', () => {
  it('a name and a reason are asked for, and nothing is sent without them', async () => {
    const screen = await aScreen(admin, once({ glass: null }))
    await screen.get('form').trigger('submit')
    expect(screen.text()).toContain('Type the UPN, or the first name and the surname.')
    expect(screen.text()).toContain('Say in a sentence what has happened.')
    expect(asked).toEqual([{ act: 'look' }])
  })

  it('the file is shown with until when, the newest first and the rest on wish; nothing of it is stored', async () => {
    const screen = await aScreen(admin, once({ glass: glass(), file }))
    await open(screen)
    expect(asked.at(-1)).toEqual({ act: 'break', pupil: 'Abdi Surname', why: 'He did not come home last night.' })
    expect(screen.text()).toContain('Abdi Surname')
    expect(screen.text()).toContain('The Deputy Headteacher has been told')
    expect(screen.text()).toContain('Note number 6')
    expect(screen.text()).not.toContain('Note number 0')
    await press(screen, 'Show all 7')
    expect(screen.text()).toContain('Note number 0')
    screen.unmount()
  })

  it('why it was not opened is said, and the form keeps what was written', async () => {
    const screen = await aScreen(admin, once({ refused: 'several' }))
    await open(screen)
    expect(screen.text()).toContain('More than one pupil is called that.')
    expect(screen.get('textarea').element.value).toBe('He did not come home last night.')
  })

  it('when its time is over, the file leaves the screen by itself', async () => {
    const screen = await aScreen(admin, once({ glass: glass(30), file }))
    await open(screen)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await settled()
    expect(screen.text()).toContain('It has ended.')
    expect(screen.text()).not.toContain('Note number')
  })

  it('without a network nothing is shown, and it says whom to ring', async () => {
    const screen = await aScreen(admin, () => undefined)
    expect(screen.text()).toContain('ring the Deputy Headteacher or the Lead Mentor')
  })

  it('who comes back to the screen within the hour reads it again or closes it', async () => {
    let left = true
    const screen = await aScreen(admin, (_, { act }) => (act === 'read' ? { glass: glass(), file } : act === 'end' ? ((left = false), { glass: null }) : { glass: left ? glass() : null }))
    await press(screen, 'Read it')
    expect(screen.text()).toContain('Note number 6')
    await press(screen, 'I have read it')
    expect(asked.at(-1)).toEqual({ act: 'end', id: 'g1' })
    expect(screen.text()).toContain('It has ended.')
  })
})

describe('The Deputy Headteacher', () => {
  it('finds it on the list of today, with the pupil and until when', async () => {
    const desk = await aDesk({ me: dht, rows: [...theMentees, aRow('alert', 'a1', { to: 'dht', what: 'glass', by: 'admin', pupilId: 'p1', until: Date.UTC(2026, 11, 10, 9, 28), at: Date.UTC(2026, 11, 10, 8, 28) })] })
    const at = { memory: desk.records.memory, me: dht, now: Date.now(), staffName: () => 'Imran Sheikh' } as unknown as At
    expect(alerts(at)).toMatchObject([{ key: 'a1', to: '/pupils/p1/opened', what: 'A file is open in an emergency: read why', why: 'Imran Sheikh broke the glass for Abdi Surnamep1, 9B, 10 December 2026 at 8.28; it ends at 9.28, or when you end it' }])
    expect(alerts({ ...at, now: Date.UTC(2026, 11, 10, 9, 28) })).toMatchObject([{ what: 'A file was opened in an emergency: read why' }])
  })

  it('reads who, when and why beside who opened the file, and ends it', async () => {
    const at = Date.now()
    const broken = { id: 'g1', name: 'Imran Sheikh', role: 'admin', why: 'He did not come home.', at, until: at + 3_600_000, endedAt: null }
    const screen = await aScreen(dht, (path) => (path === PATHS.openingsOf ? { at, openings: [], glass: [broken] } : path === PATHS.glass ? { glass: null } : { taken: 0 }), { pupilId: 'p1' }, OpeningsScreen)
    expect(screen.text()).toContain('“He did not come home.”')
    await press(screen, 'End it now')
    expect(asked).toEqual([{ act: 'end', id: 'g1' }])
  })
})
