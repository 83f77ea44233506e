import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { whyParked } from '../../src/domain/sync/parked.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { DEFAULT_LADDER } from '../../src/domain/conduct/sanctionLadder.ts'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const CHECKS = ['risk', 'caring', 'parents', 'travel']
const unexplained = (id: string, more: object = {}) =>
  ({ t: 'missedEvent' as const, id, f: { type: 'unexplained', pupilId: 'p1', what: 'arrival', date: '2026-12-09', entered: 1, reason: 'forgot', line: '', ...more } })
const sanction = (id: string, more: Partial<FieldsOf<'sanction'>> = {}) => ({
  t: 'sanction' as const, id,
  f: { pupilId: 'p1', date: '2026-12-10', entered: 2, step: 'break-detention', stepName: 'Break detention', minutes: 10, cause: 'behaviour', behaviour: 'Left the lesson', serveOn: '2026-12-11', adjustment: 'not-needed', checks: [], ...more },
})
async function answer(who: string, ...changes: Parameters<Awaited<ReturnType<AServer['tablet']>>['op']>[0][]): Promise<string[]> {
  const tablet = await server.tablet(who)
  await tablet.pull()
  const reply = await tablet.push(...changes.map((change) => tablet.op(change)))
  return 'results' in reply ? reply.results.map(({ r, ref }) => ref ?? r) : [reply.err]
}

describe('the server asks again what the screens ask before a sanction', () => {
  it('takes only a step of the ladder that this person may issue', async () => {
    expect(await answer('mentor1', sanction('s1'), sanction('s2', { step: 'after-school-detention', checks: CHECKS as never }), sanction('s3', { step: 'caning' }))).toEqual(['applied', 'forbidden', 'forbidden'])
    expect(await answer('lead', sanction('s4', { step: 'after-school-detention', checks: CHECKS as never }))).toEqual(['applied'])
    expect(await answer('mentor2', sanction('s5'))).toEqual(['forbidden'])
    expect(await answer('office', sanction('s6'))).toEqual(['forbidden'])
  })
  it('goes by the ladder as the school has set it', async () => {
    const ladder = DEFAULT_LADDER.map((step) => (step.id === 'break-detention' ? { ...step, mayIssue: ['lead-mentor'] } : step))
    expect(await answer('mentor1', { t: 'setting', id: 'sanctionLadder', f: { key: 'sanctionLadder', value: ladder } })).toEqual(['forbidden'])
    expect(await answer('dht', { t: 'setting', id: 'sanctionLadder', f: { key: 'sanctionLadder', value: ladder } })).toEqual(['applied'])
    expect(await answer('mentor1', sanction('s1'))).toEqual(['forbidden'])
  })
  it('keeps nobody after school without the four checks', async () => {
    expect(await answer('lead', sanction('s1', { step: 'after-school-detention', checks: ['risk'] }))).toEqual(['bad-fields'])
    const order = (id: string, checks: string[]) => ({ t: 'endOfDayReport' as const, id, f: { pupilId: 'p1', entered: 1, from: '2026-12-11', until: '2026-12-18', time: '15:05', checks } })
    expect(await answer('lead', order('r1', []), order('r2', CHECKS))).toEqual(['bad-fields', 'applied'])
    expect(await answer('mentor1', order('r3', CHECKS))).toEqual(['forbidden'])
  })
  it('sanctions a missed time only where it stayed unexplained, for that pupil', async () => {
    expect(await answer('mentor1', sanction('s1', { cause: 'missed' }), sanction('s2', { cause: 'missed', unexplained: 'x1' }))).toEqual(['no-record', 'no-record'])
    expect(await answer('mentor1', unexplained('x1'), sanction('s3', { cause: 'missed', unexplained: 'x1' }))).toEqual(['applied', 'applied'])
    expect(await answer('mentor1', unexplained('x2', { type: 'explained', reason: 'trip', date: '2026-12-07' }), sanction('s4', { cause: 'missed', unexplained: 'x2' }))).toEqual(['applied', 'not-unexplained'])
    expect(await answer('mentor1', unexplained('x3', { pupilId: 'p2' }), sanction('s5', { cause: 'missed', unexplained: 'x3' }))).toEqual(['applied', 'no-record'])
  })
  it('sanctions no missed time that was explained since, also in one push, and does again when that was taken back', async () => {
    const explained = unexplained('x2', { type: 'explained', reason: 'trip', entered: 2 })
    expect(await answer('mentor1', unexplained('x1'), explained, sanction('s1', { cause: 'missed', unexplained: 'x1' }))).toEqual(['applied', 'applied', 'not-unexplained'])
    expect(await answer('mentor1', sanction('s2', { cause: 'missed', unexplained: 'x1' }))).toEqual(['not-unexplained'])
    expect(await answer('mentor1', unexplained('x3', { date: '2026-12-08' }), sanction('s3', { cause: 'missed', unexplained: 'x3' }))).toEqual(['applied', 'applied'])
    const tablet = await server.tablet('mentor1')
    await tablet.pull()
    await tablet.push(tablet.op({ kind: 'void', t: 'missedEvent', id: 'x2' } as never))
    expect(await answer('mentor1', sanction('s4', { cause: 'missed', unexplained: 'x1' }))).toEqual(['applied'])
  })
  it('sanctions no morning that the office has explained, and does where its code leaves the reason open', async () => {
    const code = (id: string, date: string, given: string | null, more: object = {}) =>
      ({ t: 'absenceCode' as const, id, f: { type: 'coded', pupilId: 'p1', date, session: 'am', entered: 5, name: 'Name of office', role: 'office', code: given, known: 'we-called', ...more } })
    await answer('mentor1', unexplained('x1'), unexplained('x2', { date: '2026-12-08' }))
    expect(await answer('office', code('c1', '2026-12-09', 'I'), code('c2', '2026-12-08', 'N'))).toEqual(['applied', 'applied'])
    expect(await answer('mentor1', sanction('s1', { cause: 'missed', unexplained: 'x1' }), sanction('s2', { cause: 'missed', unexplained: 'x2' }))).toEqual(['not-unexplained', 'applied'])
    const own = await server.tablet('mentor1')
    await own.pull()
    expect(own.fields('absenceCode', 'c1')).toMatchObject({ code: 'I', known: 'we-called' })
  })
  it('takes the register’s absences from the office alone but for what SIMS says, under its own name, with no code that is withheld from mentors, and never out of the trail', async () => {
    const code = (id: string, name: string, role: string, given: string | null) => ({ t: 'absenceCode' as const, id, f: { type: 'coded', pupilId: 'p1', date: '2026-12-09', session: 'am', entered: 5, name, role, code: given, known: 'other' } })
    for (const [who, role] of [['mentor1', 'mentor'], ['lead', 'lead-mentor'], ['dht', 'dht'], ['hoy9', 'head-of-year'], ['admin', 'admin']] as const) expect(await answer(who, code(`c-${who}`, `Name of ${who}`, role, 'I')), who).toEqual(['forbidden'])
    expect(await answer('office', code('c1', 'Somebody else', 'office', 'I'), code('c2', 'Name of office', 'office', 'Y5'), code('c3', 'Name of office', 'office', 'I'))).toEqual(['forged-author', 'bad-fields', 'applied'])
    const tablet = await server.tablet('office')
    await tablet.pull()
    const reply = await tablet.push(tablet.op({ kind: 'void', t: 'absenceCode', id: 'c3' } as never))
    expect('results' in reply && reply.results.at(-1)).toMatchObject({ r: 'parked', ref: 'forbidden' })
  })
  it('takes what SIMS says of a morning from whoever takes exports in and from nobody else, and lets them take back that alone', async () => {
    const code = (id: string, who: string, role: string, more: object = {}) => ({ t: 'absenceCode' as const, id, f: { type: 'coded', pupilId: 'p1', date: '2026-12-09', session: 'am', entered: 5, name: `Name of ${who}`, role, code: 'I', known: 'sims', batch: 'b1', ...more } })
    const back = (id: string, who: string, role: string, coded: string) => ({ t: 'absenceCode' as const, id, f: { type: 'taken-back', pupilId: 'p1', date: '2026-12-09', session: 'am', entered: 6, name: `Name of ${who}`, role, coded } })
    for (const [who, role] of [['mentor1', 'mentor'], ['hoy9', 'head-of-year'], ['admin', 'admin'], ['office', 'office']] as const) expect(await answer(who, code(`c-${who}`, who, role)), who).toEqual(['forbidden'])
    expect(await answer('lead', code('c1', 'lead', 'lead-mentor'), code('c2', 'office', 'office'), code('c3', 'lead', 'lead-mentor', { known: 'we-called', batch: undefined }))).toEqual(['applied', 'forged-author', 'forbidden'])
    expect(await answer('dht', code('c4', 'dht', 'dht'))).toEqual(['applied'])
    await answer('office', code('o1', 'office', 'office', { known: 'home-rang', batch: undefined }))
    expect(await answer('lead', back('t1', 'lead', 'lead-mentor', 'o1'), back('t2', 'lead', 'lead-mentor', 'c1'))).toEqual(['forbidden', 'applied'])
    expect(await answer('mentor1', back('t3', 'mentor1', 'mentor', 'c4'))).toEqual(['forbidden'])
    expect(await answer('office', back('t4', 'office', 'office', 'c4'))).toEqual(['applied'])
  })
  it('sanctions no morning that SIMS has explained, and does again once the export is undone', async () => {
    const by = { pupilId: 'p1', date: '2026-12-09', session: 'am', entered: 5, name: 'Name of lead', role: 'lead-mentor' }
    await answer('mentor1', unexplained('x1'))
    expect(await answer('lead', { t: 'absenceCode', id: 'c1', f: { type: 'coded', ...by, code: 'I', known: 'sims', batch: 'b1' } })).toEqual(['applied'])
    expect(await answer('mentor1', sanction('s1', { cause: 'missed', unexplained: 'x1' }))).toEqual(['not-unexplained'])
    await answer('lead', { t: 'absenceCode', id: 'c2', f: { type: 'taken-back', ...by, coded: 'c1' } })
    expect(await answer('mentor1', sanction('s2', { cause: 'missed', unexplained: 'x1' }))).toEqual(['applied'])
  })
  it('gives one sanction for one missed time: the second of two tablets that were offline is put aside with a word to its author, and the rest of what it sends is taken', async () => {
    const [first, second] = [await server.tablet('mentor1'), await server.tablet('mentor1')]
    const given = (id: string, unexplainedId: string) => sanction(id, { cause: 'missed', unexplained: unexplainedId })
    await first.push(first.op(unexplained('x1')), first.op(given('s1', 'x1')))
    const reply = await second.push(second.op(unexplained('x2', { entered: 2 })), second.op(given('s2', 'x2')), second.op(sanction('s3')))
    expect('results' in reply && reply.results.map(({ r, ref }) => ref ?? r)).toEqual(['applied', 'sanctioned-already', 'applied'])
    await second.pull()
    const parked = [...second.rows.values()].find(({ t }) => t === 'parked') as Row<'parked'>
    expect(parked.f).toMatchObject({ author: 'mentor1', reason: 'sanctioned-already', closed: null })
    expect(whyParked(parked.f.reason)).toContain('already given a sanction for this missed time')
    expect(['s1', 's2', 's3'].map((id) => second.row('sanction', id) !== undefined)).toEqual([true, false, true])
  })
  it('takes another for the same missed time once the first was withdrawn, and one for another morning at any time', async () => {
    const given = (id: string, unexplainedId: string) => sanction(id, { cause: 'missed', unexplained: unexplainedId })
    expect(await answer('mentor1', unexplained('x1'), given('s1', 'x1'), unexplained('x2', { date: '2026-12-08' }), given('s2', 'x2'))).toEqual(['applied', 'applied', 'applied', 'applied'])
    expect(await answer('mentor1', given('s1', 'x1'), given('s3', 'x1'))).toEqual(['applied', 'sanctioned-already'])
    const withdrawn = { t: 'sanctionEvent' as const, id: 'e1', f: { type: 'withdrawn', pupilId: 'p1', sanctionId: 's1', entered: 3, reason: 'Wrong pupil' } }
    expect(await answer('mentor1', withdrawn, given('s4', 'x1'), given('s5', 'x1'))).toEqual(['applied', 'applied', 'sanctioned-already'])
  })
  it('lets the Lead Mentor alone say that the Lead Mentor has read it', async () => {
    const seen = (id: string) => ({ t: 'sanctionEvent' as const, id, f: { type: 'seen', pupilId: 'p1', sanctionId: 's1', entered: 3 } })
    expect(await answer('mentor1', sanction('s1'), seen('e1'))).toEqual(['applied', 'forbidden'])
    expect(await answer('lead', seen('e2'))).toEqual(['applied'])
  })
})

describe('who learns of it', () => {
  it('the people on the case, and neither another mentor nor the office', async () => {
    await answer('mentor1', unexplained('x1'), sanction('s1'))
    const holds = async (who: string): Promise<boolean> => {
      const tablet = await server.tablet(who)
      await tablet.pull()
      return tablet.row('sanction', 's1') !== undefined && tablet.row('missedEvent', 'x1') !== undefined
    }
    expect(await Promise.all(['mentor1', 'lead', 'dht', 'hoy9', 'mentor2', 'office', 'admin'].map(holds))).toEqual([true, true, true, true, false, false, false])
  })
  it('any mentor may put down that a DSL was told, and only those on the case see that it was', async () => {
    const told = (id: string) => ({ t: 'safeguarding' as const, id, f: { pupilId: 'p1', step: 'told', at: server.clock.now, from: 'card' } })
    expect(await answer('mentor2', told('t1'))).toEqual(['applied'])
    expect(await answer('office', told('t2'))).toEqual(['forbidden'])
    const other = await server.tablet('mentor2')
    await other.pull()
    expect(other.row('safeguarding', 't1')).toBeUndefined()
    const own = await server.tablet('mentor1')
    await own.pull()
    expect(own.fields('safeguarding', 't1')).toMatchObject({ step: 'told' })
  })
})
