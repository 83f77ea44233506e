import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { coversFor } from '../../src/data/readings/standing.ts'
import { useDslTelling } from '../../src/data/useTripWire.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import CaseloadScreen from '../../src/features/caseload/CaseloadScreen.vue'
import CoverScreen from '../../src/features/cover/CoverScreen.vue'
import ExpectedScreen from '../../src/features/expected/ExpectedScreen.vue'
import LeadScreen from '../../src/features/lead-mentor/LeadScreen.vue'
import MissedScreen from '../../src/features/missed/MissedScreen.vue'
import { useSync } from '../../src/sync/index.ts'
import { aDesk, expected, settleDisk, THURSDAY, WEDNESDAY } from '../support/aDesk.ts'
import { theMentee } from '../support/aMentee.ts'
import { THE_LEAD, theLead } from '../support/conduct.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const HOURS = 3_600_000
/** The tablet thinks it is late on Wednesday; the server says that it is eleven hours slow. */
async function slowTablet(me = THE_LEAD as Parameters<typeof aDesk>[0] extends infer A ? (A extends { me?: infer M } ? M : never) : never) {
  const cover = aRow('cover', 'c1', { mentorId: aMentor.id, coverId: 'mentor-b', from: THURSDAY, until: THURSDAY })
  const desk = await aDesk({ rows: [...theMentee, theLead, cover], at: [WEDNESDAY, '22:20'], ...(me ? { me } : {}) })
  vi.spyOn(useSync(), 'status', 'get').mockReturnValue({ ...useSync().status, skew: 11 * HOURS })
  return desk
}

describe('A clock you can trust: a tablet whose clock is known to be slow goes by the school’s, on every screen', () => {
  it('the Lead Mentor’s day is the school’s day', async () => {
    expect((await slowTablet()).look(LeadScreen).text()).toContain('Thursday 10 December 2026')
  })
  it('a cover that began today is there today', async () => {
    expect((await slowTablet()).look(CoverScreen).text()).toMatch(/Now and to come.*Today/)
  })
  it('an absence is planned from today on', async () => {
    const desk = await slowTablet()
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await screen.findAll('button').find((one) => one.text() === 'Plan an absence')!.trigger('click')
    expect((screen.get('dialog input[type="date"]').element as HTMLInputElement).value).toBe(THURSDAY)
  })
  it('who covers from today on may open the other’s meeting card, before midnight by the tablet’s own clock', async () => {
    const desk = await slowTablet(aMentor)
    desk.records.memory.putStoredRows([aRow('cover', 'c2', { mentorId: 'mentor-b', coverId: aMentor.id, from: THURSDAY, until: THURSDAY }), expected('p9', '08:45', 'mentor-b')])
    expect(coversFor(desk.records.memory, aMentor, 'p9')).toBe(false)
    desk.records.setSkew(11 * HOURS)
    expect(coversFor(desk.records.memory, aMentor, 'p9')).toBe(true)
  })
  it('when a DSL was told is said by the school’s time', async () => {
    const desk = await slowTablet(aMentor)
    desk.records.setSkew(11 * HOURS)
    const telling = desk.look({
      setup() {
        const { bind } = useDslTelling(() => 'p1', 'card')
        return () => h('button', { onClick: () => bind.value.onTell('told') })
      },
    })
    await telling.get('button').trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('safeguarding')[0]?.f.at).toBe(instantAt(THURSDAY, '09:20'))
  })
  it('a morning is missed once the register has closed by the school’s clock', async () => {
    const desk = await slowTablet(aMentor)
    const screen = desk.look(MissedScreen)
    await settleDisk()
    expect(screen.text()).toContain('Thu 10 Dec')
    expect(desk.look(CaseloadScreen).text()).toContain('no arrival')
  })
})
