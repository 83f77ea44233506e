import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { proposeRetention } from '../../server/duties/retention.ts'
import { scrubErased } from '../../server/duties/scrub.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { aServer, PASSPHRASE, ROWS, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'
import { phoneCode } from '../support/aPhone.ts'

const DUE = '2026-11-20'
/** p1's case ended more than a year ago; p2 and p3 are mentored. */
const rows = ROWS.map((row) => (row.id === 'm-p1' ? { ...row, f: { ...(row.f as object), state: 'closed', startedOn: '2025-09-08', endedOn: '2025-11-20' } } : row))
let server: AServer
beforeEach(async () => {
  server = await aServer({ rows })
})
afterEach(async () => {
  // What was erased is still being cleared from the disk.
  await vi.waitFor(async () => expect(await owed()).toBeNull(), { timeout: 20_000 })
  await server.close()
})

const propose = () => proposeRetention(server.store, SCHOOL, server.clock.now)
const proposed = async (tablet: WireTablet) => {
  await tablet.pull()
  return [...tablet.rows.values()].filter(({ t, void: gone }) => t === 'retention' && gone === undefined).map(({ f }) => f)
}
const erase = async (tablet: WireTablet, pupilId = 'p1', due = DUE) => tablet.post(PATHS.retention, { act: 'erase', pupilId, due })
const told = async () => (await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('school_id', '=', SCHOOL).orderBy('seq').execute()).map(({ action, actor, object }) => `${action} ${actor ?? '-'} ${object ?? '-'}`)
const owed = async () => (await server.store.db.selectFrom('school').select('to_scrub').executeTakeFirstOrThrow()).to_scrub
const left = async (pupilId: string) => (await server.store.db.selectFrom('row').select('id').where('bucket', 'like', `pupil:${pupilId}%`).execute()).length
const hold = (tablet: WireTablet, more: object = {}, id = 'hold-1') => tablet.push(tablet.op({ t: 'retention', id, f: { type: 'held', pupilId: 'p1', on: '2026-12-10', reason: 'A complaint is open', entered: 1, ...more } }))

describe('A file whose time is up', () => {
  it('is proposed by the server, once however often it looks, and reaches those who see every case alone', async () => {
    expect([await propose(), await propose()]).toEqual([1, 0])
    const one = { type: 'proposed', pupilId: 'p1', on: '2026-12-10', category: 'mentored', action: 'erase', since: '2025-11-20', due: DUE }
    for (const name of ['dht', 'lead']) expect(await proposed(await server.tablet(name)), name).toEqual([one])
    for (const name of ['mentor1', 'hoy9', 'office', 'admin']) expect(await proposed(await server.tablet(name)), name).toEqual([])
    expect(await told()).toContain('retention-proposed - p1')
  })

  it('is never erased by the server itself, however long it waits', async () => {
    for (let day = 0; day < 40; day++) {
      server.clock.now += 86_400_000 * 20
      await propose()
    }
    expect(await left('p1')).toBeGreaterThan(3)
    expect((await told()).filter((line) => line.startsWith('erased'))).toEqual([])
  })

  it('goes when the Deputy Headteacher says so, from the server and from each tablet, and the audit says who', async () => {
    await propose()
    const [dht, lead] = [await server.tablet('dht'), await server.tablet('lead')]
    await lead.pull()
    const reply = await erase(dht)
    expect(reply.json<{ erased: number }>().erased).toBeGreaterThan(3)
    expect(await left('p1')).toBe(0)
    expect(await left('p2')).toBeGreaterThan(0)
    expect(await told()).toContain('erased dht p1')
    const page = await lead.pull()
    expect(page.purge.map(({ id }: { id: string }) => id)).toContain('p1')
    expect((await erase(dht)).json()).toEqual({ refused: 'not-due' })
  })

  it('is erased and in the audit before the disk is cleared of it, which nobody waits for and which is done again until it was done', async () => {
    await propose()
    const dht = await server.tablet('dht')
    const { scrub } = server.store
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const poked: string[] = []
    const readers = await server.store.db.selectFrom('bucket_grant').select('audience').where('bucket', 'like', 'pupil:p1%').execute()
    server.store.pokes.listen({ schoolId: SCHOOL, audiences: readers.map(({ audience }) => audience), session: 'a line', poke: () => poked.push('poked') })
    let fail: (error: Error) => void = () => undefined
    // A disk that takes its time, and then does not.
    server.store.scrub = () => new Promise((_, reject) => {
      fail = reject
    })
    expect((await erase(dht)).json()).toHaveProperty('erased')
    expect(await told()).toContain('erased dht p1')
    await vi.waitFor(() => expect(poked).not.toEqual([]))
    fail(new Error('No room for p1'))
    await vi.waitFor(() => expect(log.mock.calls).toEqual([['What was erased was not cleared from the disk yet', 'Error']]))
    expect(await owed()).not.toBeNull()

    // What is erased in the meantime stays owed.
    server.store.scrub = async () => {
      await scrub()
      await erasePupil(server.store, SCHOOL, 'p2', COMMAND, server.clock.now)
    }
    await scrubErased(server.store)
    expect(await owed()).not.toBeNull()
    server.store.scrub = scrub
    await scrubErased(server.store)
    expect(await owed()).toBeNull()
    server.store.scrub = () => Promise.reject(new Error('Nothing is owed'))
    await scrubErased(server.store)
    log.mockRestore()
  })

  it('is not erased where that cannot be told to the audit', async () => {
    await propose()
    const dht = await server.tablet('dht')
    await sql`alter table audit_head rename to elsewhere`.execute(server.store.db)
    await expect(erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)).rejects.toThrow()
    await sql`alter table elsewhere rename to audit_head`.execute(server.store.db)
    expect(await left('p1')).toBeGreaterThan(3)
    expect((await erase(dht)).json()).toHaveProperty('erased')
  })

  it('is nobody else’s to erase, and not without the secret once more', async () => {
    await propose()
    for (const name of ['lead', 'mentor1', 'hoy9', 'office', 'admin']) expect((await erase(await server.tablet(name))).statusCode, name).toBe(403)
    const dht = await server.tablet('dht')
    server.clock.now += 6 * 60_000
    expect((await erase(dht)).json()).toEqual({ refused: 'step-up' })
    await dht.post(PATHS.stepUp, { passphrase: PASSPHRASE, code: (await phoneCode(server.store, SCHOOL, 'dht', server.clock.now)).code })
    expect((await erase(dht)).json()).toHaveProperty('erased')
  })

  it('stays while it is held, with a reason, and goes once it is let go', async () => {
    await propose()
    const dht = await server.tablet('dht')
    await hold(dht)
    expect((await erase(dht)).json()).toEqual({ refused: 'held' })
    expect(await left('p1')).toBeGreaterThan(3)
    await hold(dht, { type: 'released', reason: undefined, entered: 2 }, 'hold-2')
    expect((await erase(dht)).json()).toHaveProperty('erased')
  })

  it('is not erased when it was never proposed, or is mentored again since', async () => {
    const [dht, lead] = [await server.tablet('dht'), await server.tablet('lead')]
    expect((await erase(dht)).json()).toEqual({ refused: 'not-due' })
    expect((await erase(dht, 'p2')).json()).toEqual({ refused: 'not-due' })
    await propose()
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: 'reopened' }, base: { state: null } }))
    expect((await erase(dht)).json()).toEqual({ refused: 'not-due' })
    await propose()
    expect(await proposed(dht)).toEqual([])
  })

  it('is due by the rule of today, which the Deputy Headteacher alone may change', async () => {
    const dht = await server.tablet('dht')
    const value = [{ category: 'mentored', trigger: 'closure', months: 24, action: 'erase' }, { category: 'safeguarding', trigger: 'birth', months: 300, action: 'review' }, { category: 'candidate', trigger: 'closure', months: 12, action: 'erase' }]
    await propose()
    const admin = await server.tablet('admin')
    const f = { key: 'retentionRules', value }
    expect(await admin.push(admin.op({ t: 'setting', id: 'retentionRules', f }))).toMatchObject({ results: [{ r: 'parked' }] })
    expect(await dht.push(dht.op({ t: 'setting', id: 'retentionRules', f }))).toMatchObject({ results: [{ r: 'applied' }] })
    expect((await erase(dht)).json()).toEqual({ refused: 'not-due' })
    await propose()
    expect(await proposed(dht)).toEqual([])
    expect(await told()).toContain('rule-changed dht retentionRules')
  })

  it('that it is due is the server’s to say, and a hold is not taken back but let go', async () => {
    const [dht, lead] = [await server.tablet('dht'), await server.tablet('lead')]
    expect(await dht.push(dht.op({ t: 'retention', id: 'x1', f: { type: 'proposed', pupilId: 'p2', on: '2026-12-10', category: 'mentored', action: 'erase', since: '2025-01-01', due: '2026-01-01' } }))).toMatchObject({ results: [{ r: 'parked' }] })
    expect(await hold(lead)).toMatchObject({ results: [{ r: 'parked' }] })
    await hold(dht)
    await dht.pull()
    expect(await dht.push(dht.op({ kind: 'void', t: 'retention', id: 'hold-1' }))).toMatchObject({ results: [{ r: 'parked' }] })
  })
})

describe('Bulk exports', () => {
  const take = async (tablet: WireTablet, what: string, ref = crypto.randomUUID() as string) => tablet.post(PATHS.exports, { what, ref, at: server.clock.now })
  it('are three an hour at most, each in the audit; who wants a fourth is told to the Deputy Headteacher, who reads it once', async () => {
    const office = await server.tablet('office')
    const first = crypto.randomUUID()
    for (const ref of [first, first, crypto.randomUUID(), crypto.randomUUID()]) expect((await take(office, 'register', ref)).json()).toEqual({ granted: true })
    expect((await take(office, 'register')).json()).toEqual({ refused: 'too-often' })
    await take(office, 'register')
    expect((await told()).filter((line) => line === 'exported office register')).toHaveLength(3)
    const dht = await server.tablet('dht')
    await dht.pull()
    const alerts = [...dht.rows.values()].filter(({ t }) => t === 'alert')
    expect(alerts.map(({ f }) => f)).toEqual([{ to: 'dht', what: 'exports', by: 'office', at: server.clock.now }])
    expect(await dht.push(dht.op({ t: 'alertSeen', id: 'seen-1', f: { by: 'dht', alertId: alerts[0]?.id ?? '', at: 1 } }))).toMatchObject({ results: [{ r: 'applied' }] })
    server.clock.now += 61 * 60_000
    expect((await take(await server.tablet('office'), 'register')).json()).toEqual({ granted: true })
  })
  it('are refused to whoever does not see the screen, and ask for the secret once more', async () => {
    for (const [name, what] of [['mentor1', 'register'], ['admin', 'register'], ['mentor1', 'impact'], ['office', 'impact']] as const) expect((await take(await server.tablet(name), what)).statusCode).toBe(403)
    const lead = await server.tablet('lead')
    server.clock.now += 6 * 60_000
    expect((await take(lead, 'impact')).json()).toEqual({ refused: 'step-up' })
  })
  it('made without a network are told later, and counted', async () => {
    const office = await server.tablet('office')
    const openings = [1, 2, 3].map((n) => ({ ref: `reference-${n}`, act: 'exported', what: 'register', at: server.clock.now - n }))
    expect((await office.post(PATHS.openings, { openings })).json()).toEqual({ taken: 3 })
    await office.post(PATHS.openings, { openings })
    expect((await told()).filter((line) => line === 'exported office register')).toHaveLength(3)
    expect((await take(office, 'register')).json()).toEqual({ refused: 'too-often' })
  })
})
