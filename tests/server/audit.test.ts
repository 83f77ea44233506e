import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../server/audit/verify.ts'
import { OpeningsReply } from '../../src/domain/people/audit.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { withoutGuard } from '../support/anAudit.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const rows = () => server.store.db.selectFrom('audit').selectAll().where('school_id', '=', SCHOOL).orderBy('seq').execute()
const told = async (): Promise<string[]> => (await rows()).map(({ action, actor, object }) => [action, actor ?? '-', object ?? '-'].join(' '))
const opening = (pupilId: string, more: object = {}) => ({ ref: randomUUID(), act: 'file-opened', pupilId, at: server.clock.now - 3_600_000, ...more })
const tell = (tablet: WireTablet, ...openings: object[]) => tablet.post(PATHS.openings, { openings })
const openingsOf = async (tablet: WireTablet, pupilId: string) => tablet.post(PATHS.openingsOf, { pupilId })
/** What only somebody with the database in their hands could do: the table's own guard is taken away first. */
async function tamper(work: () => Promise<unknown>): Promise<void> {
  await withoutGuard(server.store)
  await work()
}
const row = (seq: number) => server.store.db.updateTable('audit').where('school_id', '=', SCHOOL).where('seq', '=', seq)
async function aLongAudit(): Promise<void> {
  const mentor = await server.tablet('mentor1')
  for (let day = 0; day < 8; day++) await tell(mentor, opening('p1'), opening('p2'))
}

describe('the audit', () => {
  it('tells of sign-ins and failed ones, of what was refused, and of every change of an account', async () => {
    await server.signIn('mentor1', { passphrase: 'not the passphrase' })
    await server.signIn('nobody-of-that-name', { passphrase: 'not the passphrase' })
    const mentor = await server.tablet('mentor1')
    await mentor.post(PATHS.accounts, { act: 'close', id: 'mentor2' })
    const admin = await server.tablet('admin')
    await admin.post(PATHS.accounts, { act: 'role', id: 'hoy9', role: 'head-of-year', year: 8 })
    await admin.post(PATHS.accounts, { act: 'close', id: 'mentor2' })
    expect(await told()).toEqual([
      'sign-in-failed mentor1 -', 'sign-in-failed - -', 'signed-in mentor1 -', `refused mentor1 ${PATHS.accounts}`, 'signed-in admin -', 'account-role admin hoy9', 'account-closed admin mentor2',
    ])
  })
  it('tells of a change that a tablet tried and may not make', async () => {
    const mentor = await server.tablet('mentor1')
    const op = mentor.op({ t: 'note', id: 'n1', f: { pupilId: 'p3', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } })
    await mentor.push(op)
    expect(await told()).toContain(`refused mentor1 ${mentor.clientId}:${op.n}`)
  })
  it('holds ids and acts, and no word that anybody typed', async () => {
    await server.signIn('a name typed in the wrong place', { passphrase: 'harbour lantern copper meadows' })
    const mentor = await server.tablet('mentor1')
    await mentor.push(mentor.op({ t: 'note', id: 'n1', f: { pupilId: 'p3', type: 'staff', text: 'canary', occurredAt: 1, enteredAt: 2, raise: false } }))
    expect(JSON.stringify(await rows())).not.toMatch(/canary|wrong place|lantern|Name of/)
  })
  it('is whole whatever letters were told', async () => {
    const [mentor, lead] = [await server.tablet('mentor1'), await server.tablet('lead')]
    for (const odd of ['\0', '\ud800', 'x\0\udfff']) {
      expect((await tell(mentor, opening('p1', { ref: `reference-${odd}` }), opening(`p1${odd}`))).json()).toEqual({ taken: 2 })
      expect((await openingsOf(lead, `p1${odd}`)).statusCode).toBe(200)
    }
    expect((await told()).filter((line) => line.startsWith('file-opened'))).toHaveLength(3)
    expect(await verifyAudit(server.store, SCHOOL)).toMatchObject({ ok: true })
  })
  it('is only added to: the database itself refuses to alter or remove a row', async () => {
    await server.tablet('mentor1')
    await expect(row(1).set({ actor: 'somebody' }).execute()).rejects.toThrow(/only added to/)
    await expect(server.store.db.deleteFrom('audit').execute()).rejects.toThrow(/only added to/)
  })
})

describe('that somebody opened a pupil’s file', () => {
  it('reaches the Deputy Headteacher, also when it was done offline, once however often it is told', async () => {
    const mentor = await server.tablet('mentor1')
    const one = opening('p1')
    expect((await tell(mentor, one, opening('p2'))).json()).toEqual({ taken: 2 })
    await tell(mentor, one, one, opening('p1', { act: 'file-left' }))
    const reply = OpeningsReply.parse((await openingsOf(await server.tablet('dht'), 'p1')).json())
    expect(reply.openings.map(({ name, role, act }) => [name, role, act])).toEqual([['Name of mentor1', 'mentor', 'file-left'], ['Name of mentor1', 'mentor', 'file-opened']])
    expect(reply.openings[1]).toMatchObject({ at: one.at, receivedAt: server.clock.now })
  })
  it('is told under the name of whoever is signed in, whatever the tablet says', async () => {
    const mentor = await server.tablet('mentor1')
    await tell(mentor, { ...opening('p1'), actor: 'mentor2' })
    expect((await rows()).find(({ action }) => action === 'file-opened')).toMatchObject({ actor: 'mentor1' })
  })
  it('is not hushed up by another’s telling under the same reference', async () => {
    const one = opening('p1')
    await tell(await server.tablet('mentor2'), one)
    await tell(await server.tablet('mentor1'), one)
    expect((await told()).filter((line) => line.startsWith('file-opened'))).toEqual(['file-opened mentor2 p1', 'file-opened mentor1 p1'])
  })
  it('is still taken from the tablet of somebody who has left, who gets nothing for it', async () => {
    const mentor = await server.tablet('mentor1')
    await (await server.tablet('admin')).post(PATHS.accounts, { act: 'close', id: 'mentor1' })
    expect((await tell(mentor, opening('p1'))).statusCode).toBe(200)
    expect(await told()).toContain('file-opened mentor1 p1')
    expect((await openingsOf(mentor, 'p1')).statusCode).toBe(401)
  })
  it('of nobody is answered like any other, and nothing of it is kept', async () => {
    const mentor = await server.tablet('mentor1')
    expect((await tell(mentor, opening('no-such-pupil'))).body).toBe((await tell(mentor, opening('p3'))).body)
    expect((await told()).filter((line) => line.startsWith('file-opened'))).toEqual(['file-opened mentor1 p3'])
  })
  it('is the Deputy Headteacher’s and the Lead Mentor’s to read: everybody else is refused, whoever is asked about', async () => {
    await tell(await server.tablet('mentor1'), opening('p1'))
    for (const [name, status] of [['dht', 200], ['lead', 200], ['mentor1', 403], ['hoy9', 403], ['office', 403], ['admin', 403]] as const) {
      const tablet = await server.tablet(name)
      const [there, notThere] = [await openingsOf(tablet, 'p1'), await openingsOf(tablet, 'no-such-pupil')]
      expect([there.statusCode, notThere.statusCode], name).toEqual([status, status])
      if (status === 403) expect(there.body).toBe(notThere.body)
    }
    for (const url of [PATHS.openings, PATHS.openingsOf]) expect((await server.ask({ method: 'POST', url, payload: {} })).statusCode).toBe(401)
    expect(await told()).toContain('openings-read dht p1')
  })
})

describe('npm run audit -- verify', () => {
  it('says that an audit is whole, and what its last row is', async () => {
    await aLongAudit()
    expect(await verifyAudit(server.store, SCHOOL)).toMatchObject({ ok: true, head: { seq: 17 } })
  })
  it('finds each row that was altered, whatever was altered in it', async () => {
    await aLongAudit()
    const before = await rows()
    await tamper(async () => {
      for (const change of [{ actor: 'mentor2' }, { action: 'signed-out' }, { object: 'p3' }, { at: 1 }, { claimed_at: 1 }, { tablet: null }, { ref: null }, { prev: 'x' }, { hash: 'x' }])
        for (const seq of [2, 9, 17]) {
          await row(seq).set(change).execute()
          expect(await verifyAudit(server.store, SCHOOL), JSON.stringify(change)).toMatchObject({ ok: false, seq })
          await row(seq).set(before[seq - 1] ?? {}).execute()
        }
    })
    expect(await verifyAudit(server.store, SCHOOL)).toMatchObject({ ok: true })
  })
  it('finds every row that was removed, and where', async () => {
    await aLongAudit()
    const before = await rows()
    await tamper(async () => {
      for (let seq = 1; seq <= 17; seq++) {
        await server.store.db.deleteFrom('audit').where('seq', '=', seq).execute()
        expect(await verifyAudit(server.store, SCHOOL)).toEqual({ ok: false, seq, flaw: seq === 17 ? 'cut-off' : 'missing' })
        await server.store.db.insertInto('audit').values(before[seq - 1] ?? []).execute()
      }
    })
  })
  it('finds rows that changed places', async () => {
    await aLongAudit()
    await tamper(async () => {
      await row(5).set({ seq: 99 }).execute()
      await row(6).set({ seq: 5 }).execute()
      await row(99).set({ seq: 6 }).execute()
    })
    expect(await verifyAudit(server.store, SCHOOL)).toEqual({ ok: false, seq: 5, flaw: 'altered' })
  })
  it('finds an end that was cut off, also after more was written', async () => {
    await aLongAudit()
    await tamper(() => server.store.db.deleteFrom('audit').where('seq', '>', 10).execute())
    expect(await verifyAudit(server.store, SCHOOL)).toEqual({ ok: false, seq: 11, flaw: 'cut-off' })
    await server.tablet('mentor1')
    expect(await verifyAudit(server.store, SCHOOL)).toEqual({ ok: false, seq: 11, flaw: 'missing' })
  })
  it('finds a chain that was cut off or written anew with all its hashes, by what was noted down elsewhere', async () => {
    await aLongAudit()
    const last = (await rows()).at(-1)
    const noted = { seq: last?.seq ?? 0, hash: last?.hash ?? '' }
    expect(await verifyAudit(server.store, SCHOOL, noted)).toMatchObject({ ok: true })
    await tamper(async () => {
      await server.store.db.deleteFrom('audit').execute()
      await server.store.db.deleteFrom('audit_head').execute()
    })
    expect(await verifyAudit(server.store, SCHOOL, noted)).toEqual({ ok: false, seq: 1, flaw: 'cut-off' })
    await aLongAudit()
    expect(await verifyAudit(server.store, SCHOOL)).toMatchObject({ ok: true })
    expect(await verifyAudit(server.store, SCHOOL, noted)).toEqual({ ok: false, seq: 17, flaw: 'not-as-noted' })
  })
})
