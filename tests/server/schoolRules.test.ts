import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const rule = (key: string, value: unknown, more: object = {}) => ({ t: 'setting' as const, id: key, f: { key, value, ...more } })
async function answer(who: string, ...changes: { t: 'setting' | 'phrase' | 'term' | 'dayException' | 'earlyFinish'; id: string; f: object }[]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change as never)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}

describe('the server takes a school’s rule', () => {
  it('from those who may set rules alone', async () => {
    for (const who of ['mentor1', 'lead', 'office']) expect(await answer(who, rule('repeatCount', 3)), who).toEqual(['forbidden'])
    expect(await answer('dht', rule('repeatCount', 3))).toEqual(['applied'])
    expect(await answer('admin', rule('repeatDays', 15))).toEqual(['applied'])
  })
  it('within what a school may give, and under its own key', async () => {
    expect(await answer('dht', rule('repeatCount', 99), rule('registerStart', 'soon'), rule('savePdf', 'yes'), { ...rule('repeatDays', 12), id: 'ladderDays' })).toEqual(['bad-fields', 'bad-fields', 'bad-fields', 'bad-fields'])
  })
  it('of a later version, which it does not know', async () => {
    expect(await answer('dht', rule('ofALaterVersion', { any: 'thing' }))).toEqual(['applied'])
  })
  it('with the true name of who changed it', async () => {
    expect(await answer('dht', rule('repeatCount', 3, { changedBy: 'lead', changedAt: 1 }))).toEqual(['forged-author'])
  })
})

describe('the server takes a sentence in a home’s language', () => {
  const phrase = (text: string, id = 'one') => ({ t: 'phrase' as const, id, f: { language: 'Polish', of: 'frame:slip', english: 'To return to {mentor}', text, translator: 'Mrs Kowalska', at: 1 } })
  it('as approved by those who may set rules alone', async () => {
    for (const who of ['mentor1', 'lead', 'office']) expect(await answer(who, phrase('Do zwrotu: {mentor}')), who).toEqual(['forbidden'])
    expect(await answer('dht', phrase('Do zwrotu: {mentor}'))).toEqual(['applied'])
    expect(await answer('admin', phrase('Do zwrotu', 'two'))).toEqual(['applied'])
  })
  it('with nothing to fill in that the English does not fill in', async () => {
    expect(await answer('dht', phrase('Do zwrotu: {mentorka}'), phrase('Do zwrotu: {pupil}', 'two'))).toEqual(['bad-fields', 'bad-fields'])
    expect(await answer('dht', rule('letterReasons', ['{pupil} is late.']), rule('letterReasons', ['{name} is late.']))).toEqual(['applied', 'bad-fields'])
  })
})

describe('the server takes the school’s calendar', () => {
  it('from those who may set rules alone', async () => {
    const days = [
      { t: 'term', id: 'spring', f: { name: 'Spring', from: '2027-01-04', to: '2027-03-26' } },
      { t: 'dayException', id: 'closed', f: { date: '2026-12-11', kind: 'closure', name: 'Snow' } },
      { t: 'earlyFinish', id: 'early', f: { date: '2026-12-18', at: '12:30', name: 'Last day' } },
    ] as const
    for (const who of ['mentor1', 'lead', 'office']) expect(await answer(who, ...days), who).toEqual(['forbidden', 'forbidden', 'forbidden'])
    expect(await answer('dht', ...days)).toEqual(['applied', 'applied', 'applied'])
  })
})
