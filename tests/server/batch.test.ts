import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KyselyPlugin } from 'kysely'
import { push } from '../../server/sync/push.ts'
import type { SignedIn } from '../../server/accounts/sessions.ts'
import { PATHS, PushRequest } from '../../src/domain/protocol.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let mentor: WireTablet
let lead: WireTablet
beforeEach(async () => {
  server = await aServer()
  mentor = await server.tablet('mentor1')
  lead = await server.tablet('lead')
  await mentor.pull()
  await lead.pull()
})
afterEach(() => server.close())

const note = (id: string) => ({ t: 'note' as const, id, f: { pupilId: 'p1', type: 'staff', text: 'Settled in Maths', occurredAt: 1, enteredAt: 2, raise: false } })
const review = (wentWell: string) => ({
  t: 'weeklyReview' as const, id: 'review:p1:2026-12-07',
  f: { pupilId: 'p1', weekStart: '2026-12-07', outcome: null, wentWell, nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1 },
})
const edit = (base: string | null | undefined, wentWell: string, wall: number) => ({ kind: 'patch' as const, t: 'weeklyReview' as const, id: 'review:p1:2026-12-07', bucket: 'pupil:p1', f: { wentWell }, base: { wentWell: base ?? null }, wall })
const mentoredBy = (id: string) => lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { mentorId: id }, base: { mentorId: lead.row('mentorship', 'm-p1')?.s as string } })

describe('one push', () => {
  const target = (id: string) => ({ t: 'target' as const, id, f: { pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'Arrive by 8.45', measure: 'count', threshold: 4, scope: 'mornings', by: '2026-12-11', source: '', pupilWording: '', result: 'open', version: 1 } })
  /** What another tablet had set meanwhile: each change is then merged with that, and a copy of what is set aside is kept. */
  const edited = (id: string, from: WireTablet, behaviour: string) => ({ kind: 'patch' as const, t: 'target' as const, id, bucket: 'pupil:p1', f: { behaviour }, base: { behaviour: from.row('target', id)?.s as string } })
  /** So many targets that the Lead Mentor has edited, and what the mentor, who does not know it, does to each. */
  const meeting = async (count: number, behaviour: string, mine: (id: string) => Parameters<WireTablet['op']>[0]) => {
    const ids = Array.from({ length: count }, (_, index) => `t-${count}-${index}`)
    await mentor.push(...ids.map((id) => mentor.op(target(id))))
    await Promise.all([mentor.pull(), lead.pull()])
    await lead.push(...ids.map((id) => lead.op(edited(id, lead, behaviour))))
    server.clock.now += 1000
    return ids.map((id) => mentor.op(mine(id)))
  }
  it.each([
    ['new records', 12, async (count: number) => Array.from({ length: count }, (_, index) => mentor.op(note(`n-${count}-${index}`)))],
    ['edits that are all merged', 20, (count: number) => meeting(count, 'Arrive by 8.40', (id) => edited(id, mentor, 'Come straight in'))],
    ['additions that are all joined', 20, (count: number) => meeting(count, 'Arrive by 8.45 and sit down', (id) => edited(id, mentor, 'Arrive by 8.45 with a pen'))],
    ['removals of what was edited meanwhile', 20, (count: number) => meeting(count, 'Arrive by 8.40', (id) => ({ kind: 'void' as const, t: 'target' as const, id, bucket: 'pupil:p1', base: Object.fromEntries(Object.keys(target(id).f).map((field) => [field, mentor.row('target', id)?.s as string])) }))],
  ])('asks the database no oftener for a hundred changes than for ten: %s', async (_, most, changes) => {
    const questions = async (count: number): Promise<number> => {
      let asked = 0
      const counting: KyselyPlugin = { transformQuery: ({ node }) => (asked++, node), transformResult: async ({ result }) => result }
      const store = { ...server.store, write: <T>(work: Parameters<typeof server.store.write<T>>[0]) => server.store.write((trx) => work(trx.withPlugin(counting))) }
      const account = await server.store.db.selectFrom('account').selectAll().where('school_id', '=', SCHOOL).where('id', '=', 'mentor1').executeTakeFirstOrThrow()
      const who: SignedIn = { account, clientId: mentor.clientId, tabletId: mentor.clientId, family: '-', key: '-' }
      const request = PushRequest.parse({ v: 1, epoch: mentor.epoch, clientId: mentor.clientId, wall: 0, pending: 0, oldest: null, ops: await changes(count) })
      expect((await push(store, who, request, server.clock.now)).reply).toMatchObject({ lastN: mentor.n })
      return asked
    }
    const forTen = await questions(10)
    expect(forTen).toBeLessThan(most)
    expect(await questions(100)).toBe(forTen)
  })

  it('hands a pupil over and back again, and both mentors have what is theirs', async () => {
    const other = await server.tablet('mentor2')
    await other.pull()
    expect(await lead.push(mentoredBy('mentor2'), lead.op(note('n1')), mentoredBy('mentor1'))).toMatchObject({ results: [{ r: 'applied' }, { r: 'applied' }, { r: 'applied' }] })
    await mentor.pull()
    await other.pull()
    expect(mentor.row('note', 'n1')).toBeDefined()
    expect(other.row('note', 'n1')).toBeUndefined()
    expect(await other.push(other.op(note('n2')))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
    expect(await mentor.push(mentor.op(note('n3')))).toMatchObject({ results: [{ r: 'applied' }] })
  })

  it('gives a new pupil’s mentor the case that the same push opens', async () => {
    const pupil = { kind: 'add' as const, t: 'pupil' as const, id: 'p9', f: { legalForename: 'Nine', legalSurname: 'Example', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false } }
    const mentorship = { t: 'mentorship' as const, id: 'm-p9', f: { pupilId: 'p9', mentorId: 'mentor1', state: 'active', reason: 'Lateness', startedOn: '2026-11-02' } }
    await lead.push(lead.op(pupil), lead.op(mentorship))
    await mentor.pull()
    expect(mentor.row('pupil', 'p9')).toBeDefined()
  })

  it('knows what an earlier operation of its own said, when a later one builds on it', async () => {
    await mentor.push(mentor.op(review('')))
    await Promise.all([mentor.pull(), lead.pull()])
    const seen = mentor.row('weeklyReview', 'review:p1:2026-12-07')?.s as string
    server.clock.now += 60_000
    await lead.push(lead.op(edit(seen, 'Harvey was late twice.', server.clock.now)))
    const first = mentor.op(edit(seen, 'A good week.', server.clock.now - 2000))
    await mentor.push(first, mentor.op(edit(`${mentor.clientId}:${first.n}`, 'A very good week.', server.clock.now - 1000)))
    await lead.pull()
    const bases = [...lead.rows.values()].flatMap((row) => (row.t === 'conflict' ? [lead.fields('conflict', row.id)?.base] : []))
    expect(bases).toContain('A good week.')
  })

  it('writes nothing at all when the database fails in its middle', async () => {
    const before = await mentor.page(5000, { seq: 0 })
    await server.store.db.schema.alterTable('op').renameTo('op_elsewhere').execute()
    expect((await mentor.post(PATHS.push, { v: 1, epoch: mentor.epoch, clientId: mentor.clientId, wall: 0, pending: 1, oldest: null, ops: [mentor.op(note('n1'))] })).statusCode).toBe(500)
    await server.store.db.schema.alterTable('op_elsewhere').renameTo('op').execute()
    expect(await mentor.page(5000, { seq: 0 })).toMatchObject({ ...before, serverWall: expect.any(Number) as number })
  })
})
