/** What arrived from a mentor whose pupil it was, when the pupil had been handed on, says so where the new mentor reads it. */
import { afterEach, expect, it, vi } from 'vitest'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import type { Row } from '../../src/domain/records.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import HomeScreen from '../../src/features/home/HomeScreen.vue'
import MissedTimeScreen from '../../src/features/missed/MissedTimeScreen.vue'
import { aDesk, settleDisk, THURSDAY, WEDNESDAY } from '../support/aDesk.ts'
import { aRow } from '../support/aTablet.ts'
import { theMentee } from '../support/aMentee.ts'
import { unexplainedOn } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())

const cameLate = (t: string, id: string): Row => aRow('fromFormerMentor', `former:${id}`, { pupilId: 'p1', about: { t, id }, at: instantAt(THURSDAY, '08:30') }, { by: 'mentor-b', b: 'pupil:p1' })
const marked = async (screen: Parameters<Awaited<ReturnType<typeof aDesk>>['look']>[0], rows: readonly Row[], props: Record<string, unknown>): Promise<string[]> => {
  const desk = await aDesk({ rows: [...theMentee, ...rows], at: [THURSDAY, '09:20'] })
  const seen = desk.look(screen, { pupilId: 'p1', ...props })
  await settleDisk()
  return seen.findAll('li').filter((one) => one.text().includes('Late, from former mentor')).map((one) => one.text())
}

it('a line of the contact log', async () => {
  const at = instantAt(WEDNESDAY, '16:00')
  const line = (id: string, text: string): Row => aRow('contactEntry', id, { pupilId: 'p1', contactId: 'c1', used: '01632 960123', direction: 'out', outcome: 'spoke', topic: '', text, agreed: '', occurredAt: at, entered: at })
  const home = aRow('contact', 'c1', { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', phone: '01632 960123' })
  const lines = await marked(HomeScreen, [home, line('e1', 'Rang about the trip.'), line('e2', 'Rang again.'), cameLate('contactEntry', 'e1')], {})
  expect(lines).toEqual([expect.stringContaining('Rang about the trip.')])
})

it('what was found out about a missed time', async () => {
  const found = unexplainedOn('m1', WEDNESDAY)
  const lines = await marked(MissedTimeScreen, [found, cameLate('missedEvent', found.id)], { what: 'arrival', date: WEDNESDAY })
  expect(lines).toHaveLength(1)
})
