import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyScore, scoreId, type ReportScore } from '../../src/domain/week/reportScore.ts'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const cell = (period: string, target?: string) => ({ date: '2026-12-09', period, ...(target === undefined ? {} : { target }) })
const score = (period: string, more: Partial<ReportScore> = {}) => ({ t: 'reportScore' as const, id: scoreId('p1', cell(period, more.target)), f: { ...emptyScore('p1', cell(period)), ...more } })
type Change = Parameters<Awaited<ReturnType<AServer['tablet']>>['op']>[0]
async function answer(who: string, ...changes: Change[]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}

describe('what teachers wrote on a blue report', () => {
  it('is entered by the pupil’s own mentor or the Lead Mentor, and by nobody else', async () => {
    expect(await answer('mentor1', score('P1', { said: { mark: '2' } }))).toEqual(['applied'])
    expect(await answer('lead', score('P2', { said: { mark: '2' } }))).toEqual(['applied'])
    for (const who of ['mentor2', 'office', 'hoy9', 'dht', 'admin']) expect(await answer(who, score('P3', { said: { mark: '2' } }))).toEqual(['forbidden'])
  })

  it('stands under the name of its own cell only', async () => {
    expect(await answer('mentor1', { ...score('P1'), id: scoreId('p1', cell('P2')) })).toEqual(['bad-fields'])
    expect(await answer('mentor1', { ...score('P1'), id: 'score-one' })).toEqual(['bad-fields'])
  })

  it('is a mark or a reason, and never both', async () => {
    expect(await answer('mentor1', score('P1', { said: { mark: '2', none: 'absent' } as never }), score('P2', { said: { none: 'on holiday' } as never }), score('P3', { comment: 'x'.repeat(601) }))).toEqual(['bad-fields', 'bad-fields', 'bad-fields'])
  })

  it('merges cell by cell and field by field when two people enter the same sheet without a network', async () => {
    const [one, two] = [await server.tablet('mentor1'), await server.tablet('lead')]
    for (const tablet of [one, two]) await tablet.pull()
    await one.push(one.op(score('P1', { said: { mark: '2' } })), one.op(score('P2', { said: { mark: '3' } })))
    await two.push(two.op({ ...score('P2', { said: { mark: '3' }, initials: 'MK' }) }), two.op(score('P3', { said: { none: 'absent' } })))
    const rows = (await server.store.db.selectFrom('row').selectAll().where('t', '=', 'reportScore').execute()).map(({ f }) => JSON.parse(f) as ReportScore)
    expect(rows.map(({ period, said }) => [period, said]).toSorted()).toEqual([['P1', { mark: '2' }], ['P2', { mark: '3' }], ['P3', { none: 'absent' }]])
    expect(rows.find(({ period }) => period === 'P2')?.initials).toBe('MK')
  })
})
