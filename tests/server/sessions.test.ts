import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { closeAccount } from '../../server/accounts/manage.ts'
import { PATHS, PERSON_HEADER, type SignInReply } from '../../src/domain/protocol.ts'
import { signRefresh } from '../../src/domain/people/refreshing.ts'
import { aSigner, type Signer } from '../support/aParcel.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let one: WireTablet
beforeEach(async () => {
  server = await aServer()
  one = await server.tablet('mentor1')
})
afterEach(() => server.close())

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const pulls = async (cookie = one.cookie): Promise<number> => {
  const request = { v: 1, epoch: one.epoch, clientId: one.clientId, cursor: { seq: 0 }, sv: 1, limit: 1, pending: 0, oldest: null, wall: 0 }
  return (await server.ask({ method: 'POST', url: PATHS.pull, payload: request, headers: { cookie } })).statusCode
}
const refresh = async (token = one.refresh, clientId = one.clientId) => {
  const reply = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: token, clientId } })
  return { status: reply.statusCode, next: reply.statusCode === 200 ? reply.json<SignInReply>().refresh : '', cookie: `sid=${reply.cookies[0]?.value ?? ''}` }
}

describe('the short session', () => {
  it('is a cookie that no script reads and no other site sends', async () => {
    const reply = await server.signIn('mentor1')
    expect(reply.cookies[0]).toMatchObject({ name: 'sid', httpOnly: true, sameSite: 'Strict', path: '/' })
  })
  it('is bound to the host over https', async () => {
    const behindProxy = await aServer({ trustProxy: true })
    const reply = await behindProxy.ask({ method: 'POST', url: PATHS.session, payload: { username: 'lead', passphrase: 'harbour lantern copper meadow', clientId: 'client-lead', tabletId: 'tablet-lead', ...(await phoneCode(behindProxy.store, SCHOOL, 'lead', behindProxy.clock.now)) }, headers: { 'x-forwarded-proto': 'https' } })
    expect(reply.cookies[0]).toMatchObject({ name: '__Host-sid', secure: true, path: '/' })
    expect(reply.cookies[0]).not.toHaveProperty('domain')
    await behindProxy.close()
  })
  it('serves nobody but its own person, where two share a tablet and so its cookie', async () => {
    const request = { v: 1, epoch: one.epoch, clientId: one.clientId, cursor: { seq: 0 }, sv: 1, limit: 1, pending: 0, oldest: null, wall: 0 }
    const asks = async (person: string) => (await server.ask({ method: 'POST', url: PATHS.pull, payload: request, headers: { cookie: one.cookie, [PERSON_HEADER]: person } })).statusCode
    expect(await asks('mentor1')).toBe(200)
    expect(await asks('mentor2')).toBe(401)
  })
  it('ends after fifteen idle minutes', async () => {
    server.clock.now += 14 * MINUTE
    expect(await pulls()).toBe(200)
    server.clock.now += 14 * MINUTE
    expect(await pulls()).toBe(200)
    server.clock.now += 16 * MINUTE
    expect(await pulls()).toBe(401)
  })
  it('ends after twelve hours however busy', async () => {
    for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
      server.clock.now += 10 * MINUTE
      await pulls()
    }
    server.clock.now += MINUTE
    expect(await pulls()).toBe(401)
    expect((await refresh()).status, 'sending goes on').toBe(200)
  })
  it('is kept as a hash alone', async () => {
    const kept = JSON.stringify([await server.store.db.selectFrom('session').selectAll().execute(), await server.store.db.selectFrom('refresh_token').selectAll().execute()])
    expect(kept).not.toContain(one.cookie.slice(4))
    expect(kept).not.toContain(one.refresh)
  })
  it('ends on signing out, and the refresh token with it', async () => {
    const reply = await server.ask({ method: 'DELETE', url: PATHS.session, headers: { cookie: one.cookie } })
    expect(reply.statusCode).toBe(204)
    expect(await pulls()).toBe(401)
    expect((await refresh()).status).toBe(401)
  })
})

describe('the refresh token', () => {
  it('gives a new session and a new token each time', async () => {
    const first = await refresh()
    expect(first.status).toBe(200)
    expect(await pulls(first.cookie)).toBe(200)
    const second = await refresh(first.next)
    expect(second.status).toBe(200)
    expect(new Set([one.refresh, first.next, second.next]).size).toBe(3)
  })
  it('used twice ends the whole family: somebody else has a copy', async () => {
    const first = await refresh()
    server.clock.now += 2 * MINUTE
    expect((await refresh()).status).toBe(401)
    expect((await refresh(first.next)).status).toBe(401)
    expect(await pulls(first.cookie)).toBe(401)
    const told = await server.store.db.selectFrom('audit').select(['action', 'actor']).where('action', '=', 'token-reused').execute()
    expect(told).toEqual([{ action: 'token-reused', actor: 'mentor1' }])
  })
  it('may be repeated once within a minute by the same tablet, whose reply was lost', async () => {
    await refresh()
    server.clock.now += 30_000
    const again = await refresh()
    expect(again.status).toBe(200)
    expect((await refresh(again.next)).status).toBe(200)
  })
  it('may be repeated under the tablet’s own name too, which stays when its sync name changes', async () => {
    const tabletId = `tablet-${one.clientId}`
    await refresh(one.refresh, tabletId)
    const again = await refresh(one.refresh, tabletId)
    expect(again.status).toBe(200)
    await refresh(again.next, one.clientId)
    expect((await refresh(again.next, one.clientId)).status).toBe(200)
  })
  it('may not be repeated by another tablet, nor a second time', async () => {
    await refresh()
    expect((await refresh(one.refresh, 'another-client')).status).toBe(401)
    const other = await server.tablet('mentor2')
    await refresh(other.refresh, other.clientId)
    await refresh(other.refresh, other.clientId)
    expect((await refresh(other.refresh, other.clientId)).status).toBe(401)
  })
  it('has no twin that lives on after a repeated request', async () => {
    const lost = await refresh()
    const kept = await refresh()
    expect((await refresh(kept.next)).status).toBe(200)
    expect((await refresh(lost.next)).status).toBe(401)
    expect((await refresh(kept.next)).status).toBe(401)
  })
  it('lasts thirty idle days', async () => {
    server.clock.now += 29 * DAY
    const later = await refresh()
    expect(later.status).toBe(200)
    server.clock.now += 31 * DAY
    expect((await refresh(later.next)).status).toBe(401)
  })
  it('lasts ninety days at most', async () => {
    let token = one.refresh
    for (let days = 0; days < 80; days += 20) {
      server.clock.now += 20 * DAY
      token = (await refresh(token)).next
    }
    server.clock.now += 11 * DAY
    expect((await refresh(token)).status).toBe(401)
  })
  it('follows a tablet that had to take a new name', async () => expect((await refresh(one.refresh, 'a-new-client-name')).status).toBe(200))
  it('made up is nobody’s', async () => expect((await refresh('x'.repeat(43))).status).toBe(401))
})

describe('a vault that signs', () => {
  const words = (token: string) => ({ refresh: token, clientId: one.clientId })
  const signed = async (signer: Signer, token = one.refresh) => {
    const signature = Buffer.from(await signRefresh(crypto.subtle, signer.sign, words(token))).toString('base64url')
    return server.ask({ method: 'POST', url: PATHS.refresh, payload: { ...words(token), signature } })
  }
  const register = (signer: Signer, more: object = { signs: true }) => one.post(PATHS.parcelKey, { key: signer.key, ...more })

  it('gets its next session by its signature, one after another', async () => {
    const signer = await aSigner()
    await register(signer)
    const first = await signed(signer)
    expect(first.statusCode).toBe(200)
    expect((await signed(signer, first.json<SignInReply>().refresh)).statusCode).toBe(200)
  })
  it.each(['no signature', 'another’s signature', 'a signature of another token'])('a copy of its token with %s is refused, and the whole family ends', async (what) => {
    const signer = await aSigner()
    await register(signer)
    const next = (await signed(signer)).json<SignInReply>().refresh
    const stolen = what === 'no signature' ? (await refresh(next)).status
      : what === 'another’s signature' ? (await signed(await aSigner(), next)).statusCode
        : (await server.ask({ method: 'POST', url: PATHS.refresh, payload: { ...words(next), signature: Buffer.from(await signRefresh(crypto.subtle, signer.sign, words(one.refresh))).toString('base64url') } })).statusCode
    expect(stolen).toBe(401)
    expect((await signed(signer, next)).statusCode).toBe(401)
    expect(await pulls()).toBe(401)
    expect(await server.store.db.selectFrom('audit').select('action').where('action', '=', 'token-reused').execute()).toHaveLength(1)
  })
  it('of an earlier version does not sign and stays signed in; once it has said that it signs, nothing takes that back', async () => {
    const signer = await aSigner()
    await register(signer, {})
    const next = await refresh()
    expect(next.status).toBe(200)
    one.cookie = next.cookie
    await register(signer)
    await register(signer, {})
    expect((await refresh(next.next)).status).toBe(401)
  })
})

describe('a vault made anew on the same tablet', () => {
  it('may ask for its next session before it has said with what it signs', async () => {
    await one.post(PATHS.parcelKey, { key: (await aSigner()).key, signs: true })
    server.clock.now += MINUTE
    const again = await server.tablet('mentor1', one.clientId)
    expect((await refresh(again.refresh)).status).toBe(200)
  })
})

describe('an account that is disabled', () => {
  it('is out everywhere at once: its tablets may hand in what they had not sent, are told to forget the rest, and get nothing', async () => {
    await closeAccount(server.store, SCHOOL, 'mentor1', { now: server.clock.now, by: COMMAND })
    expect((await server.signIn('mentor1')).statusCode).toBe(401)
    for (const url of [PATHS.push, PATHS.pull]) expect((await one.post(url, {})).json()).toEqual({ err: 'device', wipe: true })
    expect((await server.ask({ url: PATHS.events, headers: { cookie: one.cookie } })).statusCode).toBe(401)
    expect((await one.post(PATHS.handin, { ops: [] })).statusCode).toBe(204)
  })
  it('is told how far the server knows each tablet of its own, and of nobody else’s', async () => {
    const other = await server.tablet('mentor2')
    for (const tablet of [one, other]) await tablet.push(tablet.op({ t: 'note', id: `n-${tablet.clientId}`, f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 0, enteredAt: 0, raise: false } }))
    await closeAccount(server.store, SCHOOL, 'mentor1', { now: server.clock.now, by: COMMAND })
    const { epoch } = one
    for (const [clientId, lastN] of [[one.clientId, 1], [other.clientId, 0], ['client-unheard-of', 0]] as const) for (const url of [PATHS.push, PATHS.pull]) expect((await one.post(url, { clientId })).json()).toEqual({ err: 'device', wipe: true, epoch, lastN })
    for (const clientId of ['\0'.repeat(9), { deep: 1 }, 7]) expect((await one.post(PATHS.pull, { clientId })).json()).toEqual({ err: 'device', wipe: true })
  })
  it('reaches a tablet that was away over the holidays, and is nobody’s after thirty days', async () => {
    await closeAccount(server.store, SCHOOL, 'mentor1', { now: server.clock.now, by: COMMAND })
    server.clock.now += 20 * DAY
    const { status, next, cookie } = await refresh()
    expect(status).toBe(200)
    expect((await server.ask({ method: 'POST', url: PATHS.pull, payload: {}, headers: { cookie } })).json()).toEqual({ err: 'device', wipe: true })
    expect((await server.ask({ method: 'POST', url: PATHS.handin, payload: { ops: [] }, headers: { cookie } })).statusCode).toBe(204)
    server.clock.now += 11 * DAY
    expect((await refresh(next)).status).toBe(401)
  })
})
