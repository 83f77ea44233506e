import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { OpeningsReply } from '../../src/domain/people/audit.ts'
import { GlassReply } from '../../src/domain/people/glassAsked.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { BLACK } from '../../src/domain/people/pupilFile.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const MINUTE = 60_000
const WHY = 'She did not come home, and her mother is at the office.'
const ask = (tablet: WireTablet, act: object) => tablet.post(PATHS.glass, act)
const breakIt = async (tablet: WireTablet, pupil = 'Pupil p1 Example', more: object = {}) => GlassReply.parse((await ask(tablet, { act: 'break', pupil, why: WHY, ...more })).json())
const told = async () => (await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('school_id', '=', SCHOOL).orderBy('seq').execute()).map(({ action, actor, object }) => `${action} ${actor ?? '-'} ${object ?? '-'}`)
const alertsOf = async (dht: WireTablet) => {
  await dht.pull()
  return [...dht.rows.values()].filter(({ t }) => t === 'alert').map(({ f }) => f)
}
const glassOf = (reply: GlassReply) => {
  if (!('glass' in reply) || reply.glass === null) throw new Error(JSON.stringify(reply))
  return reply.glass
}
async function aCase(): Promise<void> {
  const mentor = await server.tablet('mentor1')
  await mentor.push(
    mentor.op({ t: 'note', id: 'n1', f: { pupilId: 'p1', type: 'staff', text: 'Was with Pupil p3 Example and told mentor2.', occurredAt: 1, enteredAt: 2, raise: false } }),
    mentor.op({ t: 'background', id: 'b1', f: { pupilId: 'p1', on: '2026-12-01', source: 'home', who: '', reach: 'restricted', text: 'May not be collected by an uncle', entered: 1 } }),
    mentor.op({ t: 'nextWeekList', id: 'l1', f: { mentorId: 'mentor1', weekStart: '2026-12-14', pupils: [{ pupilId: 'p1', as: 'continuing' }, { pupilId: 'p2', as: 'ending' }], sentAt: 1 } }),
  )
}

describe('In an emergency an administrator opens one pupil’s file', () => {
  it('with a reason, and the Deputy Headteacher is told at once who, whose, until when and why; the audit has it without a word', async () => {
    await aCase()
    const admin = await server.tablet('admin')
    const reply = await breakIt(admin)
    const glass = glassOf(reply)
    expect(glass).toMatchObject({ until: server.clock.now + 60 * MINUTE, leftMs: 60 * MINUTE })
    const dht = await server.tablet('dht')
    expect(await alertsOf(dht)).toEqual([{ to: 'dht', what: 'glass', by: 'admin', pupilId: 'p1', until: glass.until, at: server.clock.now }])
    const { glass: broken } = OpeningsReply.parse((await dht.post(PATHS.openingsOf, { pupilId: 'p1' })).json())
    expect(broken).toEqual([{ id: glass.id, name: 'Name of admin', role: 'admin', why: WHY, at: server.clock.now, until: glass.until, endedAt: null }])
    expect(await told()).toEqual(expect.arrayContaining(['glass-broken admin p1', 'file-opened admin p1']))
    expect(JSON.stringify(await server.store.db.selectFrom('audit').selectAll().execute())).not.toContain('mother')
  })

  it('and reads that pupil’s records, the restricted ones too, with the names of others blacked out and nothing of what is kept elsewhere', async () => {
    await aCase()
    const reply = await breakIt(await server.tablet('admin'))
    const file = 'file' in reply ? reply.file : undefined
    expect(file?.pupil).toEqual({ id: 'p1', name: 'Pupil p1 Example', form: '9A', year: 9 })
    expect(file?.records.find(({ id }) => id === 'n1')?.fields['text']).toBe(`Was with ${BLACK} and told mentor2.`)
    expect(file?.records.find(({ id }) => id === 'b1')?.fields['text']).toBe('May not be collected by an uncle')
    expect(JSON.stringify(file)).not.toMatch(/p2|p3|nextWeekList/)
  })

  it('which ends by itself after an hour of the server’s time, on that tablet and on any other', async () => {
    const admin = await server.tablet('admin')
    const glass = glassOf(await breakIt(admin))
    server.clock.now = glass.until - 1
    const again = await server.tablet('admin', admin.clientId)
    expect((await ask(again, { act: 'read' })).json()).toMatchObject({ glass: { id: glass.id, leftMs: 1 }, file: { pupil: { id: 'p1' } } })
    server.clock.now = glass.until
    expect((await ask(again, { act: 'look' })).json()).toEqual({ glass: null })
    expect((await ask(again, { act: 'read' })).statusCode).toBe(403)
    expect(await told()).toContain(`refused admin ${PATHS.glass}`)
  })

  it('or when the Deputy Headteacher ends it, who needs no passphrase for that', async () => {
    const admin = await server.tablet('admin')
    const { id } = glassOf(await breakIt(admin))
    const dht = await server.tablet('dht')
    server.clock.now += 6 * MINUTE
    expect((await ask(dht, { act: 'end', id })).json()).toEqual({ glass: null })
    expect((await ask(admin, { act: 'read' })).statusCode).toBe(403)
    expect((await ask(dht, { act: 'end', id })).json()).toEqual({ refused: 'over' })
    expect(await told()).toContain('glass-ended dht p1')
  })

  it('puts nothing on the tablet: the next pull has no pupil in it', async () => {
    const admin = await server.tablet('admin')
    await breakIt(admin)
    await admin.pull()
    expect([...admin.rows.values()].filter(({ b }) => b.startsWith('pupil:'))).toEqual([])
  })

  it('is asked for the secret once more before, and not by a session that has only stayed', async () => {
    const admin = await server.tablet('admin')
    server.clock.now += 5 * MINUTE + 1
    expect(await breakIt(admin)).toEqual({ refused: 'step-up' })
    await admin.post(PATHS.stepUp, { passphrase: PASSPHRASE, code: (await phoneCode(server.store, SCHOOL, 'admin', server.clock.now)).code })
    expect(await breakIt(admin)).toHaveProperty('file')
  })

  it('finds by the whole name or the UPN and by nothing less, and says when two are called so', async () => {
    const lead = await server.tablet('lead')
    await lead.push(
      lead.op({ t: 'pupilIdentity', id: 'p2', f: { upn: 'Z820200000001', said: {} } }),
      lead.op({ t: 'deskPupil', id: 'p4', f: { preferredName: 'Pupil', surname: 'p1 Example', form: '10C', year: 10 } }),
    )
    const admin = await server.tablet('admin')
    expect(await breakIt(admin, 'Pupil')).toEqual({ refused: 'nobody' })
    expect(await breakIt(admin, 'pupil  P1 example')).toEqual({ refused: 'several' })
    expect(await breakIt(admin, 'Pupil p1 Example', { form: '10c' })).toMatchObject({ file: { pupil: { id: 'p4' } } })
    expect(await breakIt(admin, 'z820200000001')).toMatchObject({ file: { pupil: { id: 'p2' } } })
    expect((await told()).filter((line) => line.startsWith('glass-'))).toEqual(['glass-missed admin -', 'glass-missed admin -', 'glass-broken admin p4', 'glass-broken admin p2'])
  })

  it('one file at a time, and five tries an hour, found or not', async () => {
    const admin = await server.tablet('admin')
    await breakIt(admin)
    await breakIt(admin, 'Pupil p3 Example')
    expect((await server.store.db.selectFrom('glass').select(['pupil_id', 'ended_at']).orderBy('pupil_id').execute()).map((one) => [one.pupil_id, one.ended_at !== null])).toEqual([['p1', true], ['p3', false]])
    for (const name of ['Some One', 'Any Body', 'No Body']) await breakIt(admin, name)
    expect(await breakIt(admin)).toEqual({ refused: 'too-often' })
    server.clock.now += 61 * MINUTE
    expect(await breakIt(await server.tablet('admin'))).toHaveProperty('file')
  })

  it('is refused where nobody would be told', async () => {
    await server.store.db.updateTable('account').set({ disabled_at: 1 }).where('id', '=', 'dht').execute()
    expect(await breakIt(await server.tablet('admin'))).toEqual({ refused: 'nobody-to-tell' })
  })
})

describe('Breaking the glass', () => {
  it('is an administrator’s and a Head of Year’s; everybody else has their own way or none, and may not end another’s', async () => {
    const { id } = glassOf(await breakIt(await server.tablet('admin')))
    expect(await breakIt(await server.tablet('hoy9'), 'Pupil p2 Example')).toMatchObject({ file: { pupil: { id: 'p2' } } })
    for (const name of ['mentor1', 'lead', 'dht', 'office']) {
      const tablet = await server.tablet(name)
      for (const act of [{ act: 'break', pupil: 'Pupil p1 Example', why: WHY }, { act: 'look' }, { act: 'read' }]) expect((await ask(tablet, act)).statusCode, name).toBe(403)
      if (name !== 'dht') expect((await ask(tablet, { act: 'end', id })).statusCode, name).toBe(403)
    }
    expect((await ask(await server.tablet('hoy9'), { act: 'end', id })).json()).toEqual({ refused: 'over' })
  })

  it('ends with the account, and its reason goes when the pupil is erased', async () => {
    const admin = await server.tablet('admin')
    await breakIt(admin)
    const dht = await server.tablet('dht')
    expect(await alertsOf(dht)).toHaveLength(1)
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect(await server.store.db.selectFrom('glass').selectAll().execute()).toEqual([])
    expect(await server.store.db.selectFrom('row').select('id').where('t', '=', 'alert').execute()).toEqual([])
    await breakIt(admin, 'Pupil p3 Example')
    await server.store.db.updateTable('account').set({ disabled_at: 1 }).where('id', '=', 'admin').execute()
    expect((await ask(admin, { act: 'read' })).statusCode).toBe(401)
  })
})
