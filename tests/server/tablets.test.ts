import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { DevicesReply, Health, PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
  // A real school: nobody signs in on just any tablet.
  await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
})
afterEach(() => server.close())

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A browser with its cookies. */
class Device {
  cookies = new Map<string, string>()
  readonly tabletId: string
  constructor(tabletId: string) {
    this.tabletId = tabletId
  }
  async ask(url: string, payload?: object, method: 'POST' | 'GET' | 'DELETE' = payload ? 'POST' : 'GET'): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await server.ask({ method, url, ...(payload ? { payload } : {}), headers: { cookie }, remoteAddress: `10.0.${this.tabletId.length}.7` })
    for (const one of reply.cookies) this.cookies.set(one.name, one.value)
    return reply
  }
  signIn = async (username: string, passphrase = PASSPHRASE) => this.ask(PATHS.session, { username, passphrase, clientId: this.tabletId, tabletId: this.tabletId, ...(await phoneCode(server.store, SCHOOL, username, server.clock.now)) })
  join = (code: string) => this.ask(PATHS.join, { code, tabletId: this.tabletId })
  act = async (payload: object) => (await this.ask(PATHS.tablets, payload)).json<{ done?: true; code?: string; refused?: string }>()
  pull = () => this.ask(PATHS.pull, { v: 1, epoch: 'x', clientId: `client-${this.tabletId}`, cursor: { seq: 0 }, sv: 1, limit: 1, pending: 0, oldest: null, wall: 0 })
  standing = async () => Health.parse((await this.ask(PATHS.health)).json()).tablet
  list = async () => DevicesReply.parse((await this.ask(PATHS.devices)).json())
}

/** The school's first tablet is the one on which its administrator signs in with a phone. */
async function office(): Promise<Device> {
  const device = new Device('tablet-of-the-office')
  await device.signIn('admin')
  return device
}
async function joined(first: Device, name = 'Reception 2'): Promise<Device> {
  const { code = '' } = await first.act({ act: 'code', name, place: 'Student reception' })
  const device = new Device(`tablet-${name.replaceAll(' ', '-')}`)
  expect((await device.join(code)).json()).toEqual({ joined: true, name, place: 'Student reception' })
  return device
}
const idOf = async (first: Device, name: string) => (await first.list()).tablets.find((one) => one.name === name)?.id ?? ''

describe('the first tablet of a school', () => {
  it('is the one on which the administrator or the Lead Mentor signs in with a phone', async () => {
    for (const name of ['admin', 'lead']) {
      const device = new Device(`tablet-first-${name}`)
      expect(await device.standing()).toBe('strange')
      expect((await device.signIn(name)).statusCode, name).toBe(200)
      expect(await device.standing(), name).toBe('known')
    }
  })
  it('is no mentor’s, whose right passphrase is answered like a wrong one', async () => {
    const device = new Device('tablet-at-home')
    const [right, wrong] = [await device.signIn('mentor1'), await device.signIn('mentor1', 'not the passphrase at all')]
    expect([right.statusCode, right.body]).toEqual([401, wrong.body])
    expect((await server.store.db.selectFrom('session').selectAll().execute()).length).toBe(0)
  })
})

describe('a tablet that joins', () => {
  it('is signed in on from then on, and lies in the list by name and place, with who let it in', async () => {
    const first = await office()
    const device = await joined(first)
    expect((await device.signIn('mentor1')).statusCode).toBe(200)
    expect((await first.list()).tablets).toMatchObject([{ name: '' }, { name: 'Reception 2', place: 'Student reception', state: 'in-use', hasKey: true, joinedBy: 'Name of admin' }])
  })
  it('carries a key that no script reads, of which the server keeps the hash', async () => {
    const first = await office()
    const { code = '' } = await first.act({ act: 'code', name: 'Reception 1', place: '' })
    const reply = await new Device('tablet-reception-1').join(code)
    expect(reply.cookies[0]).toMatchObject({ name: 'tablet', httpOnly: true, sameSite: 'Strict', path: '/' })
    const kept = JSON.stringify([await server.store.db.selectFrom('tablet').selectAll().execute(), await server.store.db.selectFrom('tablet_code').selectAll().execute()])
    expect(kept).not.toContain(reply.cookies[0]?.value ?? 'no cookie')
    expect(kept).not.toContain(code)
  })
  it('needs a code that is right, younger than ten minutes, and not used before', async () => {
    const first = await office()
    const { code = '' } = await first.act({ act: 'code', name: 'Reception 1', place: '' })
    expect((await new Device('tablet-guessing').join('AAAAAAAA')).statusCode).toBe(401)
    expect((await new Device('tablet-reception-1').join(code)).statusCode).toBe(200)
    expect((await new Device('tablet-second-one').join(code)).statusCode).toBe(401)
    const { code: late = '' } = await first.act({ act: 'code', name: 'Reception 2', place: '' })
    server.clock.now += 10 * MINUTE + 1
    expect((await new Device('tablet-much-later').join(late)).statusCode).toBe(401)
  })
  it('is not guessed in: ten tries in five minutes from one address', async () => {
    const thief = new Device('tablet-guessing')
    for (let tries = 0; tries < 10; tries++) expect((await thief.join('AAAAAAAA')).statusCode).toBe(401)
    expect((await thief.join('AAAAAAAA')).statusCode).toBe(429)
  })
  it('is let in by the administrator and the Lead Mentor, and by nobody else', async () => {
    const first = await office()
    const device = await joined(first)
    for (const [name, status] of [['mentor1', 403], ['office', 403], ['hoy9', 403], ['dht', 403], ['lead', 200]] as const) {
      await device.signIn(name)
      expect((await device.ask(PATHS.tablets, { act: 'code', name: 'Another', place: '' })).statusCode, name).toBe(status)
    }
    expect((await new Device('tablet-nobody').ask(PATHS.tablets, { act: 'code', name: 'Another', place: '' })).statusCode).toBe(401)
  })
})

describe('what is copied from a tablet', () => {
  it('is worth nothing on another device: neither its session nor its refresh token, which goes on where it belongs', async () => {
    const device = await joined(await office())
    const { refresh } = (await device.signIn('mentor1')).json<SignInReply>()
    const thief = new Device(device.tabletId)
    thief.cookies.set('sid', device.cookies.get('sid') ?? '')
    expect((await thief.pull()).statusCode).toBe(401)
    expect((await thief.ask(PATHS.refresh, { refresh, clientId: device.tabletId })).statusCode).toBe(401)
    expect((await thief.signIn('mentor1')).statusCode).toBe(401)
    expect((await device.ask(PATHS.refresh, { refresh, clientId: device.tabletId })).statusCode).toBe(200)
  })
})

describe('a tablet that is lost', () => {
  const lose = async () => {
    const first = await office()
    const device = await joined(first)
    const { refresh } = (await device.signIn('mentor1')).json<SignInReply>()
    expect(await first.act({ act: 'lost', id: await idOf(first, 'Reception 2') })).toEqual({ done: true })
    return { first, device, refresh }
  }
  it('is answered nothing from that moment, and told to forget; only handing in stays possible', async () => {
    const { device } = await lose()
    for (const url of [PATHS.push, PATHS.pull]) expect((await device.ask(url, {})).json()).toEqual({ err: 'device', wipe: true })
    for (const url of [PATHS.events, PATHS.devices]) expect((await device.ask(url)).statusCode, url).toBe(401)
    expect((await device.ask(PATHS.received, { stamps: [] })).statusCode).toBe(401)
    expect((await device.ask(PATHS.handin, { ops: [] })).statusCode).toBe(204)
    for (const name of ['mentor1', 'admin']) expect((await device.signIn(name)).statusCode, name).toBe(401)
    expect(await device.standing()).toBe('gone')
  })
  it('says in the list what became of it: told, how much it handed in, and that it has forgotten', async () => {
    const { first, device } = await lose()
    const at = async () => (await first.list()).tablets.find((one) => one.name === 'Reception 2')
    expect(await at()).toMatchObject({ state: 'lost', since: server.clock.now, toldAt: null, handedIn: 0, forgotAt: null })
    await device.pull()
    await device.ask(PATHS.handin, { op: 1 })
    await device.ask(PATHS.handin, { op: 2 })
    await device.ask(PATHS.session, {}, 'DELETE')
    expect(await at()).toMatchObject({ toldAt: server.clock.now, handedIn: 2, forgotAt: server.clock.now })
  })
  it('may still hand in after weeks in a drawer, and after thirty days no longer', async () => {
    const { device, refresh } = await lose()
    server.clock.now += 20 * DAY
    const renewed = await device.ask(PATHS.refresh, { refresh, clientId: device.tabletId })
    expect(renewed.statusCode).toBe(200)
    expect((await device.pull()).json()).toMatchObject({ err: 'device', wipe: true })
    server.clock.now += 11 * DAY
    expect((await device.ask(PATHS.refresh, { refresh: renewed.json<SignInReply>().refresh, clientId: device.tabletId })).statusCode).toBe(401)
  })
  it('hears of it also while nobody is signed in, by its own key, and the list says when it has forgotten', async () => {
    const { first, device } = await lose()
    const at = async () => (await first.list()).tablets.find((one) => one.name === 'Reception 2')
    const ask = async (of: Device, more: object = {}) => (await of.ask(PATHS.standing, { tabletId: device.tabletId, people: ['mentor1'], ...more })).json<unknown>()
    const thief = new Device(device.tabletId)
    expect(await ask(thief)).toEqual({ gone: false, left: [] })
    device.cookies.delete('sid')
    expect(await ask(device)).toEqual({ gone: true, left: [], onePerson: false, epoch: await epoch() })
    expect(await at()).toMatchObject({ toldAt: server.clock.now, forgotAt: null })
    await ask(thief, { people: [], forgot: true })
    expect(await at()).toMatchObject({ forgotAt: null })
    for (let twice = 0; twice < 2; twice++) await ask(device, { people: [], forgot: true })
    expect(await at()).toMatchObject({ forgotAt: server.clock.now })
    expect(await server.store.db.selectFrom('audit').select('action').where('action', '=', 'tablet-forgot').execute()).toHaveLength(1)
  })
  it('does not lose what its people do on other tablets', async () => {
    const { first } = await lose()
    const other = await joined(first, 'Reception 3')
    await other.signIn('mentor1')
    expect((await other.pull()).json()).not.toHaveProperty('err', 'device')
  })
  it('is signed in on anew when it is in use again; sessions of before stay over', async () => {
    const { first, device, refresh } = await lose()
    await first.act({ act: 'again', id: await idOf(first, 'Reception 2') })
    expect((await device.pull()).statusCode).toBe(401)
    expect((await device.ask(PATHS.refresh, { refresh, clientId: device.tabletId })).statusCode).toBe(401)
    expect((await device.signIn('mentor1')).statusCode).toBe(200)
  })
  it('leaves its trace in the audit, by ids alone', async () => {
    await lose()
    const told = await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('action', 'like', 'tablet-%').execute()
    expect(told.map(({ action, actor }) => [action, actor])).toEqual([['tablet-code', 'admin'], ['tablet-joined', 'admin'], ['tablet-lost', 'admin']])
    expect(JSON.stringify(told)).not.toContain('Reception')
  })
})

describe('a tablet that is one person’s', () => {
  const kept = async (first: Device) => (await first.list()).tablets.find(({ name }) => name === 'Reception 2')
  const says = async (device: Device) => [
    (await device.ask(PATHS.standing, { tabletId: device.tabletId, people: [] })).json<{ onePerson?: boolean }>().onePerson,
    (await device.ask(PATHS.parcelKey, { key: 'A'.repeat(87) })).json<{ onePerson?: boolean }>().onePerson,
  ]
  it('is shared until somebody says otherwise, and hears of it locked and open', async () => {
    const first = await office()
    const device = await joined(first)
    await device.signIn('mentor1')
    expect([(await kept(first))?.onePerson, await says(device)]).toEqual([false, [false, false]])
    const id = await idOf(first, 'Reception 2')
    expect(await first.act({ act: 'one-person', id, is: true })).toEqual({ done: true })
    expect([(await kept(first))?.onePerson, await says(device)]).toEqual([true, [true, true]])
    expect(await first.act({ act: 'one-person', id, is: false })).toEqual({ done: true })
    expect([(await kept(first))?.onePerson, await says(device)]).toEqual([false, [false, false]])
    const told = await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('object', '=', id).where('action', 'in', ['tablet-one-person', 'tablet-shared']).execute()
    expect(told.map(({ action, actor }) => [action, actor])).toEqual([['tablet-one-person', 'admin'], ['tablet-shared', 'admin']])
  })
  it('is made so by the administrator and the Lead Mentor alone, and no tablet asks after another', async () => {
    const first = await office()
    const device = await joined(first)
    const id = await idOf(first, 'Reception 2')
    for (const [name, status] of [['mentor1', 403], ['office', 403], ['hoy9', 403], ['dht', 403], ['lead', 200]] as const) {
      await device.signIn(name)
      expect((await device.ask(PATHS.tablets, { act: 'one-person', id, is: true })).statusCode, name).toBe(status)
    }
    expect((await new Device('tablet-nobody').ask(PATHS.tablets, { act: 'one-person', id, is: true })).statusCode).toBe(401)
    expect(await first.act({ act: 'one-person', id: 'nobody’s', is: true })).toEqual({ refused: 'unknown' })
    expect((await first.ask(PATHS.tablets, { act: 'one-person', id, is: 'yes' })).statusCode).toBe(400)
    expect((await says(new Device(device.tabletId)))[0], 'without its key').toBeUndefined()
  })
  it('asks for the secret again before it becomes so, and never before it is shared again', async () => {
    const first = await office()
    await joined(first)
    const id = await idOf(first, 'Reception 2')
    server.clock.now += 6 * MINUTE
    expect(await first.act({ act: 'one-person', id, is: true })).toEqual({ refused: 'step-up' })
    expect(await first.act({ act: 'one-person', id, is: false })).toEqual({ done: true })
  })
  it('is shared again when it was lost and is back', async () => {
    const first = await office()
    await joined(first)
    const id = await idOf(first, 'Reception 2')
    await first.act({ act: 'one-person', id, is: true })
    await first.act({ act: 'lost', id })
    await first.act({ act: 'again', id })
    expect(await kept(first)).toMatchObject({ state: 'in-use', onePerson: false })
  })
})

/** In which life the server is. */
const epoch = async () => (await server.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()).epoch

describe('a tablet with the locked work of somebody whose account was closed', () => {
  it('hears in which life the server is, and of whom nothing is handed in any more: after thirty days, as of a tablet that was lost', async () => {
    const first = await office()
    const [device, other] = [await joined(first), await joined(first, 'Reception 3')]
    for (const one of [device, other]) await one.signIn('mentor1')
    await first.act({ act: 'lost', id: await idOf(first, 'Reception 3') })
    await first.ask(PATHS.accounts, { act: 'close', id: 'mentor1' })
    const ask = async (of: Device) => (await of.ask(PATHS.standing, { tabletId: of.tabletId, people: ['mentor1', 'mentor2'] })).json<{ late?: string[] }>()
    server.clock.now += 29 * DAY
    expect([await ask(device), await ask(other)]).toMatchObject([{ gone: false, left: ['mentor1'], epoch: await epoch() }, { gone: true }])
    expect([(await ask(device)).late, (await ask(other)).late]).toEqual([undefined, undefined])
    server.clock.now += 2 * DAY
    expect([(await ask(device)).late, (await ask(other)).late]).toEqual([['mentor1'], ['mentor1', 'mentor2']])
  })
  it('hears of it by its own key, and of nobody who never signed in on it', async () => {
    const first = await office()
    const [device, other] = [await joined(first), await joined(first, 'Reception 3')]
    await device.signIn('mentor1')
    await other.signIn('mentor2')
    for (const id of ['mentor1', 'mentor2']) await first.ask(PATHS.accounts, { act: 'close', id })
    const asked = { people: ['mentor1', 'mentor2', 'lead', 'nobody'] }
    expect((await device.ask(PATHS.standing, { tabletId: device.tabletId, ...asked })).json()).toEqual({ gone: false, left: ['mentor1'], onePerson: false, epoch: await epoch() })
    expect((await other.ask(PATHS.standing, { tabletId: device.tabletId, ...asked })).json()).toEqual({ gone: false, left: [] })
    expect((await device.ask(PATHS.standing, { tabletId: 'tablet-unknown', ...asked })).json()).toEqual({ gone: false, left: [] })
  })
})

describe('a tablet that was here before tablets had keys', () => {
  it('goes on, and gets its key with its next session', async () => {
    const row = { school_id: SCHOOL, handle: 'h', name: '', place: '', hash: null, state: 'in-use' as const, since: 0, joined_at: 0, joined_by: null, told_at: null, handed_in: 0, forgot_at: null }
    const device = new Device('tablet-of-last-year')
    await server.store.db.insertInto('tablet').values({ ...row, id: device.tabletId }).execute()
    expect((await device.signIn('mentor1')).statusCode).toBe(200)
    expect(await device.standing()).toBe('known')
    expect((await new Device(device.tabletId).signIn('mentor1')).statusCode, 'its name alone no longer does').toBe(401)
  })
})

describe('a tablet whose key did not arrive, or is gone', () => {
  it('gets the same key when it asks again after a lost reply, and no other device does', async () => {
    const device = new Device('tablet-of-last-year')
    await server.store.db.updateTable('school').set({ any_tablet: 1 }).execute()
    const { refresh } = (await device.signIn('mentor1')).json<SignInReply>()
    await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
    const asked = { refresh, clientId: device.tabletId }
    const lost = new Device(device.tabletId)
    expect((await lost.ask(PATHS.refresh, asked)).statusCode).toBe(200)
    expect((await device.ask(PATHS.refresh, asked)).statusCode).toBe(200)
    expect(device.cookies.get('tablet')).toBe(lost.cookies.get('tablet'))
    expect((await device.pull()).statusCode).toBe(200)
    expect((await new Device('tablet-of-a-thief').ask(PATHS.refresh, { refresh, clientId: 'tablet-of-a-thief' })).statusCode).toBe(401)
  })
  it('gets another when the administrator signs in on it with a phone, and works', async () => {
    const first = await office()
    const cleared = new Device(first.tabletId)
    expect((await cleared.signIn('mentor1')).statusCode).toBe(401)
    expect((await cleared.signIn('admin')).statusCode).toBe(200)
    expect((await cleared.pull()).statusCode).toBe(200)
    expect((await first.pull()).statusCode).toBe(401)
  })
})

describe('the name of a tablet', () => {
  it('can be changed, with its place; nothing else is changed by it', async () => {
    const first = await office()
    await joined(first)
    const id = await idOf(first, 'Reception 2')
    expect(await first.act({ act: 'name', id, name: 'Library', place: 'Desk' })).toEqual({ done: true })
    expect(await first.act({ act: 'name', id, name: ' ', place: '' })).toEqual({ refused: 'name' })
    expect(await first.act({ act: 'name', id: 'nobody', name: 'Library', place: '' })).toEqual({ refused: 'unknown' })
    expect((await first.list()).tablets).toMatchObject([{ name: '' }, { id, name: 'Library', place: 'Desk', state: 'in-use' }])
  })
})
