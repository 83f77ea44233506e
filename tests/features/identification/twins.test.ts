import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { candidatesOf } from '../../../src/data/readings/identifying.ts'
import type { Candidate } from '../../../src/domain/cases/candidate.ts'
import { twinsAmong } from '../../../src/domain/cases/candidateTwins.ts'
import type { Row } from '../../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import TwinsPanel from '../../../src/features/identification/TwinsPanel.vue'
import { aDesk, settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'
import { THE_LEAD, theLead } from '../../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const found = (to: string, value: number) => ({ batch: 'b', to, reasons: [{ measure: 'behaviour-points' as const, span: 3, value }] })
const ines = (more: Partial<Candidate> = {}): Candidate => ({ preferredName: 'Ines', surname: 'Example', form: '9B', year: 9, ...more })
const identity = (admissionNo: string) => ({ admissionNo, said: {} })

describe('Two who take an export in at once may put one pupil on the list twice', () => {
  it('the number that SIMS gives tells it for sure, name and form perhaps, and two numbers that two pupils share a name', () => {
    const one = (id: string, number?: string) => ({ id, f: ines(), ...(number === undefined ? {} : { identity: identity(number) }) })
    expect(twinsAmong([one('b', '77'), one('a', '77')]).map(({ stays, goes, isSure }) => [stays.id, goes.id, isSure])).toEqual([['a', 'b', true]])
    expect(twinsAmong([one('a', '77'), one('b')]).map(({ isSure }) => isSure)).toEqual([false])
    expect(twinsAmong([one('a', '77'), one('b', '78')])).toEqual([])
  })
  it('whose case is open stays, and three become one', () => {
    const one = (id: string, isMentored = false) => ({ id, f: ines(), identity: identity('77'), isMentored })
    expect(twinsAmong([one('a'), one('b'), one('c', true)]).map(({ stays, goes }) => [stays.id, goes.id])).toEqual([['c', 'a'], ['c', 'b']])
  })

  const rows: Row[] = [
    theLead,
    aRow('candidate', 'c1', ines({ behaviour: found('2026-12-01', 11) })), aRow('pupilIdentity', 'c1', identity('77')),
    aRow('candidate', 'c2', ines({ behaviour: found('2026-12-08', 14) })), aRow('pupilIdentity', 'c2', identity('77')),
    aRow('candidateDecision', 'd2', { pupilId: 'c2', choice: 'not-now', reason: 'Home asked us to wait.', date: '2026-12-08', present: ['hoy9'], evidence: [], entered: 1 }),
  ]
  it('the Lead Mentor makes them one: the newest figures, what was decided and its reason stay', async () => {
    const desk = await aDesk({ me: THE_LEAD, rows, at: [THURSDAY, '10:00'] })
    const screen = desk.look(TwinsPanel, { year: 9 })
    await settleDisk()
    expect(screen.text()).toContain('SIMS gives both the same number.')
    await screen.get('button[aria-label^="Make them one"]').trigger('click')
    await settleDisk()
    await screen.findAll('dialog button').find((one) => one.text() === 'Make them one')?.trigger('click')
    await settleDisk()
    const { memory } = desk.records
    expect(candidatesOf(memory, 9, DEFAULT_SETTINGS, THURSDAY).map(({ id, f, decision }) => [id, f.behaviour?.to, decision?.f.reason])).toEqual([['c1', '2026-12-08', 'Home asked us to wait.']])
    expect(screen.text()).not.toContain('On the list twice')
  })
  it('nobody else is asked', async () => {
    const desk = await aDesk({ me: aMentor, rows, at: [THURSDAY, '10:00'] })
    expect(desk.look(TwinsPanel, { year: 9 }).text()).toBe('')
  })
})
