/** What was put aside and is sent again cites what its author saw: the outgoing operation, case by case, from the card. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { opIdOf } from '../../src/domain/change.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import { emptyReview, reviewId, type WeeklyReview } from '../../src/domain/week/weeklyReview.ts'
import AttentionScreen from '../../src/features/attention/AttentionScreen.vue'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { theWeek, WEEK } from './weekly-review/aWeek.ts'

let desk: Desk
let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
const REVIEW = reviewId('p1', WEEK)
const OLD = 'mentor-old:3'
const op = (more: Partial<Op>): Op => ({ n: 4, kind: 'patch', t: 'weeklyReview', id: REVIEW, bucket: 'pupil:p1', seen: 0, hlc: '0'.repeat(16), wall: 1, skew: 0, sv: 1, ...more })
const aside = (put: Op): Row => aRow('parked', `parked:mentor-old:${put.n}`, { author: 'mentor-b', tablet: 'tabletxy', reason: 'case-lost', at: Date.UTC(2026, 11, 10, 15, 12), payload: JSON.stringify(put), closed: null })
/** Late once, as the author of the change put aside had it; since then somebody rewrote it. */
const rewritten = (stamps: Record<string, string> = {}): Row<'weeklyReview'> =>
  aRow('weeklyReview', REVIEW, { ...emptyReview('p1', WEEK), wentWell: 'Late once, and cheerful.', outcome: 1 }, { by: aMentor.id, s: { ...Object.fromEntries(Object.keys(emptyReview('p1', WEEK)).map((field) => [field, OLD])), ...stamps } })
const begun = (more: Partial<WeeklyReview> = {}) => ({ ...emptyReview('p1', WEEK), wentWell: 'Late twice.', ...more }) as unknown as NonNullable<Op['f']>
const SINCE = { wentWell: 'mentor-new:9' }

async function open(rows: readonly Row[], me = { ...aMentor, role: 'lead-mentor' as const }): Promise<string> {
  desk = await aDesk({ rows: [...theWeek, ...rows], me, at: ['2026-12-10', '15:30'] })
  screen = desk.look(AttentionScreen)
  await settleDisk()
  return screen.text()
}
const press = async (words: string, card = 0): Promise<void> => {
  await screen!.findAll('button').filter((one) => one.text() === words)[card]!.trigger('click')
  await settleDisk()
}
async function sent(): Promise<Op> {
  await press('Send again')
  return desk.records.outbox.unsent(0, 10)[0]!
}
const CONFLICT = 'Sent again, both are kept, and you are both asked which words should stand.'

describe('A text that was put aside', () => {
  const text = op({ f: { wentWell: 'Late twice.' }, base: { wentWell: OLD } })
  it('stands beside what was written since, with the words that differ, and goes with what its author had seen', async () => {
    const words = await open([rewritten(SINCE), aside(text)])
    expect(words).toMatch(/Put aside\s*Late twice\.\s*Stands now\s*Late once, and cheerful\./)
    expect(screen!.findAll('mark').map((one) => one.text())).toEqual(['twice.', 'once, and cheerful.'])
    expect(words).toContain(CONFLICT)
    expect(await sent()).toMatchObject({ kind: 'patch', f: { wentWell: 'Late twice.' }, base: { wentWell: OLD } })
  })
  it('is held against what its author had seen even where it was edited first', async () => {
    await open([rewritten(SINCE), aside(text)])
    await press('Edit')
    await screen!.find('textarea').setValue('Late twice, and cheerful.')
    expect(screen!.text()).toMatch(/Stands now\s*Late once, and cheerful\./)
    expect(await sent()).toMatchObject({ f: { wentWell: 'Late twice, and cheerful.' }, base: { wentWell: OLD } })
  })
  it('simply takes the place of what its author had before them', async () => {
    expect(await open([rewritten(), aside(text)])).not.toContain('written later')
    expect(await sent()).toMatchObject({ base: { wentWell: OLD } })
  })
  it('has nothing left to send where the same stands already', async () => {
    const words = await open([rewritten(SINCE), aside(op({ f: { wentWell: 'Late once, and cheerful.' }, base: { wentWell: OLD } }))])
    expect(words).toContain('All of it stands there already')
    expect(words).not.toContain('Send again')
  })
  it('says so where it would take the place of later words of one’s own', async () => {
    await open([rewritten(), aside(text)])
    await desk.records.commit([{ kind: 'patch', t: 'weeklyReview', id: REVIEW, f: { wentWell: 'Late once, I am told.' } }])
    await settleDisk()
    expect(screen!.text()).toContain('What stands now was written later, on this tablet and by you. Sent again, this takes its place.')
    expect(screen!.text()).toMatch(/Stands now\s*Late once, I am told\./)
  })
  it('that its author wrote over words put aside as well is held against what had stood before both', async () => {
    const first = op({ n: 4, f: { wentWell: 'Late twice.' }, base: { wentWell: OLD } })
    const second = op({ n: 5, f: { wentWell: 'Late twice, then ill.' }, base: { wentWell: opIdOf('mentor-old', 4) } })
    await open([rewritten(), aside(first), aside(second)])
    await press('Send again', 1)
    expect(desk.records.outbox.unsent(0, 10)[0]).toMatchObject({ f: { wentWell: 'Late twice, then ill.' }, base: { wentWell: OLD } })
  })
  it('of an author who did not say what they saw is held against nothing', async () => {
    await open([rewritten(), aside(op({ f: { wentWell: 'Late twice.' } }))])
    expect(await sent()).toMatchObject({ base: { wentWell: null } })
  })
})

describe('Something else that was put aside', () => {
  it('a choice: the later stands, and the card says what becomes of the other', async () => {
    const words = await open([rewritten({ outcome: 'mentor-new:9' }), aside(op({ f: { outcome: -1 }, base: { outcome: OLD } }))])
    expect(words).toMatch(/Put aside\s*Harder week\s*Stands now\s*Better week/)
    expect(words).toContain('Sent again, this stands, and the other is kept beside it.')
    expect(await sent()).toMatchObject({ f: { outcome: -1 }, base: { outcome: OLD } })
  })
  it('the beginning of a record that another has begun since: nothing of it was seen, and what it left empty empties nothing', async () => {
    const words = await open([rewritten(), aside(op({ kind: 'add', f: begun({ nextStep: 'The bus.' }) }))])
    expect(words).toContain(CONFLICT)
    const again = await sent()
    expect(again).toMatchObject({ kind: 'patch', f: { wentWell: 'Late twice.', nextStep: 'The bus.' }, base: { wentWell: null, nextStep: null } })
    expect(Object.keys(again.f ?? {})).toEqual(['wentWell', 'nextStep'])
  })
  it('the beginning of a record that is still not there goes as it was', async () => {
    await open([aside(op({ kind: 'add', f: begun() }))])
    expect(await sent()).toMatchObject({ kind: 'add', id: REVIEW, f: begun() })
  })
  it('taking a record back: what was written into it since was not seen', async () => {
    const target = aRow('target', 't9', { ...theWeek.find((row): row is Row<'target'> => row.t === 'target')!.f, behaviour: 'arrives by 8.45' }, { s: { behaviour: 'mentor-new:9', scope: OLD } })
    const words = await open([target, aside(op({ kind: 'void', t: 'target', id: 't9', base: { behaviour: OLD, scope: OLD } }))])
    expect(words).toMatch(/Put aside\s*Removed\.\s*Stands now\s*arrives by 8\.45/)
    expect(words).toContain('Sent again, it goes, and what was written is kept for both of you to see.')
    const again = await sent()
    expect([again.kind, again.base?.['behaviour'], again.base?.['scope']]).toEqual(['void', OLD, OLD])
  })
})
