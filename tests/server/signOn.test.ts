/** Single sign-on against a real OpenID provider on this machine: who comes in by it, and above all who does not. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstAdmin } from '../../server/accounts/firstAdmin.ts'
import { linkAccount } from '../../server/accounts/manage.ts'
import { signOnFrom } from '../../server/accounts/signOnOptions.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import type { AccountActReply, AccountsReply } from '../../src/domain/people/accounts.ts'
import { PATHS, type Health, type SignInReply } from '../../src/domain/protocol.ts'
import { SIGNED_ON } from '../../src/domain/people/signOnPath.ts'
import type { SignOnFinished } from '../../src/domain/people/singleSignOn.ts'
import { aProvider, type AProvider, type Somebody } from '../support/aProvider.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer } from '../support/aServer.ts'

const BACK = `http://localhost${PATHS.signedOn}`
const JO: Somebody = { sub: 'jo-at-the-provider' }
let provider: AProvider
let server: AServer
afterEach(async () => {
  await server.close()
  await provider.close()
})
async function begin(more: Partial<AProvider['options']> = {}): Promise<void> {
  provider = await aProvider(BACK, more)
  server = await aServer({ signOn: provider.options, trustProxy: true })
  // The provider's time is this machine's.
  server.clock.now = Date.now()
}

const TABLET = 'tablet-of-one'
const post = (url: string, payload: object, cookie = '') => server.ask({ method: 'POST', url, payload, headers: { cookie }, remoteAddress: '10.0.0.1' })
/** To the provider and back, as a browser goes; gives what the browser then holds. */
async function comeBack(who: Somebody, tabletId = TABLET): Promise<{ cookie: string; returned: string }> {
  const begun = await post(PATHS.signOn, { tabletId })
  const cookie = `oidc=${begun.cookies[0]?.value ?? ''}`
  provider.who = who
  const returned = await provider.through(begun.json<{ url: string }>().url)
  await leadBack(returned, cookie)
  return { cookie, returned }
}
const leadBack = (returned: string, cookie: string) => server.ask({ method: 'GET', url: returned.slice('http://localhost'.length), headers: { cookie, 'x-blue-report': '' } })
const finish = (cookie: string, more: object = {}, tabletId = TABLET) => post(PATHS.finishSignOn, { clientId: 'client-of-one', tabletId, ...more }, cookie)

async function codeFor(id: string): Promise<string> {
  const admin = await server.tablet('admin')
  return (await admin.post(PATHS.accounts, { act: 'door', id, door: 'single-sign-on' })).json<{ code: string }>().code
}
/** A mentor whose account is linked to Jo. */
async function linked(id = 'mentor1'): Promise<void> {
  const { cookie } = await comeBack(JO)
  const code = await codeFor(id)
  await finish(cookie, { link: { username: id, code } })
}

describe('an account of single sign-on', () => {
  beforeEach(() => begin())

  it('is linked once by the administrator’s code, and from then on the provider’s word opens it', async () => {
    const code = await codeFor('mentor1')
    const first = await comeBack(JO)
    expect((await finish(first.cookie)).statusCode).toBe(401)
    const reply = await finish(first.cookie, { link: { username: 'mentor1', code } })
    expect(reply.json<SignInReply>().account).toMatchObject({ id: 'mentor1', door: 'single-sign-on' })
    const again = await comeBack(JO)
    const entered = await finish(again.cookie)
    expect(entered.json<SignInReply>().account.id).toBe('mentor1')
    expect(entered.cookies.map((one) => [one.name, one.sameSite, one.httpOnly])).toContainEqual(['sid', 'Strict', true])
    const list = (await (await server.tablet('admin')).server.ask({ method: 'GET', url: PATHS.accounts, headers: { cookie: (await server.tablet('admin')).cookie } })).json<AccountsReply>()
    expect(list).toMatchObject({ signOn: 'Invented provider' })
    expect(list.accounts.find((one) => one.id === 'mentor1')).toMatchObject({ state: 'in-use', door: 'single-sign-on' })
  })
  it('opens with no passphrase, neither the earlier one nor one chosen with the code', async () => {
    const code = await codeFor('mentor1')
    expect((await server.signIn('mentor1')).statusCode).toBe(401)
    expect((await post(PATHS.setUp, { username: 'mentor1', code, passphrase: 'violet harbour seven stones', clientId: 'client-of-one', tabletId: TABLET })).statusCode).toBe(401)
    expect((await server.signIn('mentor1', { passphrase: 'violet harbour seven stones' })).statusCode).toBe(401)
  })
  it('is never linked by a code that is for a passphrase', async () => {
    const admin = await server.tablet('admin')
    const { code } = (await admin.post(PATHS.accounts, { act: 'code', id: 'mentor1' })).json<{ code: string }>()
    const { cookie } = await comeBack(JO)
    expect((await finish(cookie, { link: { username: 'mentor1', code } })).statusCode).toBe(401)
    expect(await server.store.db.selectFrom('sign_on_link').selectAll().execute()).toEqual([])
  })
  it('ends every earlier session when its door is changed, and goes back to a passphrase with a new code', async () => {
    const before = await server.tablet('mentor1')
    await linked()
    expect((await before.post(PATHS.push, {})).statusCode).toBe(401)
    const admin = await server.tablet('admin')
    const { code } = (await admin.post(PATHS.accounts, { act: 'door', id: 'mentor1', door: 'passphrase' })).json<{ code: string }>()
    expect((await finish((await comeBack(JO)).cookie)).statusCode).toBe(401)
    expect((await post(PATHS.setUp, { username: 'mentor1', code, passphrase: 'violet harbour seven stones', clientId: 'client-of-one', tabletId: TABLET })).json()).toHaveProperty('refresh')
  })
  it('is nobody’s own to change, and only an administrator’s', async () => {
    const [admin, lead] = [await server.tablet('admin'), await server.tablet('lead')]
    expect((await admin.post(PATHS.accounts, { act: 'door', id: 'admin', door: 'single-sign-on' })).json<AccountActReply>()).toEqual({ refused: 'own' })
    expect((await lead.post(PATHS.accounts, { act: 'door', id: 'mentor1', door: 'single-sign-on' })).statusCode).toBe(403)
  })
  it('may be linked by the administrator, who knows the person’s number at the provider', async () => {
    await linkAccount(server.store, SCHOOL, 'mentor2', { issuer: provider.options.issuer, subject: JO.sub }, { now: server.clock.now, by: COMMAND })
    expect((await finish((await comeBack(JO)).cookie)).json<SignInReply>().account.id).toBe('mentor2')
    expect(await linkAccount(server.store, SCHOOL, 'mentor1', { issuer: provider.options.issuer, subject: JO.sub }, { now: server.clock.now, by: COMMAND })).toMatchObject({ reason: 'linked' })
  })
  it('is one person’s and no other’s: whoever is linked already takes over no second account', async () => {
    await linked('mentor1')
    const code = await codeFor('mentor2')
    const { cookie } = await comeBack(JO)
    expect((await finish(cookie, { link: { username: 'mentor2', code } })).json<SignInReply>().account.id).toBe('mentor1')
    expect(await server.store.db.selectFrom('sign_on_link').select('account_id').execute()).toEqual([{ account_id: 'mentor1' }])
  })
  it('closed and opened again needs linking anew', async () => {
    await linked()
    const admin = await server.tablet('admin')
    await admin.post(PATHS.accounts, { act: 'close', id: 'mentor1' })
    expect((await finish((await comeBack(JO)).cookie)).statusCode).toBe(401)
    await admin.post(PATHS.accounts, { act: 'open', id: 'mentor1' })
    expect((await finish((await comeBack(JO)).cookie)).statusCode).toBe(401)
  })
})

describe('somebody whom nobody here knows', () => {
  beforeEach(() => begin())

  it('gets the same answer whether there is such an account or not, whatever e-mail address they have', async () => {
    await linked()
    const { cookie } = await comeBack({ sub: 'a-pupil', claims: { email: 'mentor1@school.example' } })
    const answers = [await finish(cookie), await finish(cookie, { link: { username: 'mentor1', code: 'AAAA-AAAA' } }), await finish(cookie, { link: { username: 'nobody', code: 'AAAA-AAAA' } })]
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(401)
    expect(await server.store.db.selectFrom('sign_on_link').select('subject').execute()).toEqual([{ subject: JO.sub }])
  })
  it('guesses no code: ten tries in five minutes', async () => {
    const { cookie } = await comeBack(JO)
    await codeFor('mentor1')
    const all: number[] = []
    for (let guess = 0; guess < 11; guess++) all.push((await finish(cookie, { link: { username: 'mentor1', code: 'AAAA-AAAA' } })).statusCode)
    expect(all).toEqual([...Array<number>(10).fill(401), 429])
  })
  it('finds nothing of it on a server that has no single sign-on', async () => {
    const plain = await aServer()
    expect((await plain.ask({ method: 'POST', url: PATHS.signOn, payload: { tabletId: TABLET } })).statusCode).toBe(404)
    expect((await plain.ask({ method: 'GET', url: PATHS.health })).json<Health>().signOn).toBeUndefined()
    await plain.close()
  })
})

describe('the way to the provider and back', () => {
  beforeEach(() => begin())

  it('asks for nothing but who it is, with PKCE, state and nonce, and makes them sign in anew', async () => {
    const url = new URL((await post(PATHS.signOn, { tabletId: TABLET })).json<{ url: string }>().url)
    const asked = Object.fromEntries(url.searchParams)
    expect(asked).toMatchObject({ scope: 'openid profile', response_type: 'code', redirect_uri: BACK, code_challenge_method: 'S256', prompt: 'login', max_age: '0' })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length, name).toBeGreaterThan(40)
    expect(url.href).not.toContain(TABLET)
  })
  it('is remembered by a cookie of its own, for ten minutes, that opens nothing by itself', async () => {
    const begun = await post(PATHS.signOn, { tabletId: TABLET })
    expect(begun.cookies).toEqual([expect.objectContaining({ name: 'oidc', httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 600 })])
    const secure = await server.app.inject({ method: 'POST', url: PATHS.signOn, payload: { tabletId: TABLET }, headers: { 'x-blue-report': '1', 'x-forwarded-proto': 'https' } })
    expect(secure.cookies[0]).toMatchObject({ name: '__Host-oidc', secure: true, path: '/', sameSite: 'Lax' })
    await linked()
    const { cookie } = await comeBack(JO)
    expect((await post(PATHS.push, {}, cookie)).statusCode).toBe(401)
    server.clock.now += 11 * 60_000
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'again' })
  })
  it('leads back to the app’s own page, with nothing in the address', async () => {
    const { cookie, returned } = await comeBack(JO)
    const page = await leadBack(returned, cookie)
    expect([page.statusCode, page.headers.location, page.cookies]).toEqual([303, SIGNED_ON, []])
    expect(page.headers['content-security-policy']).toContain("form-action 'self'")
  })
  it('counts once: the same answer a second time, or after the session, is worth nothing', async () => {
    await linked()
    const { cookie, returned } = await comeBack(JO)
    expect((await finish(cookie)).statusCode).toBe(200)
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'again' })
    await leadBack(returned, cookie)
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'again' })
  })
  it('is worth nothing to whoever did not begin it: another browser’s answer, another state, another tablet', async () => {
    await linked()
    const begunByThief = await post(PATHS.signOn, { tabletId: TABLET })
    const thief = `oidc=${begunByThief.cookies[0]?.value ?? ''}`
    const theirs = await post(PATHS.signOn, { tabletId: TABLET })
    provider.who = JO
    const returned = await provider.through(theirs.json<{ url: string }>().url)
    await leadBack(returned, thief)
    expect((await finish(thief)).json<SignOnFinished>()).toEqual({ over: 'again' })
    const { cookie } = await comeBack(JO)
    expect((await finish(cookie, {}, 'tablet-of-another')).json<SignOnFinished>()).toEqual({ over: 'again' })
    expect((await finish('')).json<SignOnFinished>()).toEqual({ over: 'again' })
  })
  it('leaves nothing for the next at this tablet where somebody went back half-way', async () => {
    await linked()
    const { cookie } = await comeBack(JO)
    const left = await server.ask({ method: 'DELETE', url: PATHS.finishSignOn, headers: { cookie } })
    expect([left.statusCode, left.cookies[0]?.value]).toEqual([204, ''])
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'again' })
  })
  it('is refused where the code was exchanged or altered on the way', async () => {
    await linked()
    const begun = await post(PATHS.signOn, { tabletId: TABLET })
    const cookie = `oidc=${begun.cookies[0]?.value ?? ''}`
    provider.who = JO
    const returned = new URL(await provider.through(begun.json<{ url: string }>().url))
    returned.searchParams.set('code', `${returned.searchParams.get('code') ?? ''}x`)
    await leadBack(returned.href, cookie)
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'again' })
  })
  it('is refused where they had signed in there before we sent them', async () => {
    await linked()
    server.clock.now = Date.now() + 5 * 60_000
    const { cookie } = await comeBack(JO)
    expect((await finish(cookie)).json<SignOnFinished>()).toEqual({ over: 'stale' })
  })
  it('says so where the provider does not answer, and writes no cookie', async () => {
    await provider.close()
    const begun = await post(PATHS.signOn, { tabletId: TABLET })
    expect([begun.json(), begun.cookies]).toEqual([{ silent: true }, []])
  })
  it('follows a tablet that is not the school’s no further than a wrong passphrase does', async () => {
    await linked()
    await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
    const { cookie } = await comeBack(JO, 'tablet-from-home')
    expect((await finish(cookie, {}, 'tablet-from-home')).statusCode).toBe(401)
  })
})

describe('a role that needs two things', () => {
  it('shows the phone’s code here as well, also the first time', async () => {
    await begin()
    const code = await codeFor('lead')
    const { cookie } = await comeBack(JO)
    const asked = await finish(cookie, { link: { username: 'lead', code } })
    expect(asked.json()).toMatchObject({ second: 'enrol' })
    expect(asked.cookies).toEqual([])
    // Linked by now: the code is spent, and the answer of the provider still stands.
    expect((await finish(cookie, { code: '000000' })).json()).toMatchObject({ second: 'enrol', wrong: true })
  })
  it('has shown both where the provider saw two', async () => {
    await begin({ acr: 'two-factors' })
    await linked()
    await linkAccount(server.store, SCHOOL, 'dht', { issuer: provider.options.issuer, subject: 'dee' }, { now: server.clock.now, by: COMMAND })
    expect((await finish((await comeBack({ sub: 'dee', amr: ['pwd'] })).cookie)).json()).toMatchObject({ second: 'enrol' })
    expect((await finish((await comeBack({ sub: 'dee', amr: ['pwd', 'mfa'] })).cookie)).json()).toHaveProperty('refresh')
    expect((await finish((await comeBack({ sub: 'dee', acr: 'two-factors' })).cookie)).json()).toHaveProperty('refresh')
  })
  it('is ours, whatever the provider says of roles', async () => {
    await begin()
    await linked()
    expect((await finish((await comeBack({ ...JO, claims: { email: 'x', tid: 'admin' } })).cookie)).json<SignInReply>().account.role).toBe('mentor')
  })
})

describe('one tenant, one domain', () => {
  const TENANT = '0f3c1a52-3a77-4a31-9f2b-1d2f5f0c9a10'
  it('a Microsoft account is its object id in the school’s tenant, and one of another tenant is nobody', async () => {
    await begin({ tenant: TENANT })
    await linkAccount(server.store, SCHOOL, 'mentor1', { issuer: provider.options.issuer, subject: 'object-1' }, { now: server.clock.now, by: COMMAND })
    const of = (tid: string, oid: string) => comeBack({ sub: 'pairwise', claims: { tid, oid } })
    expect((await finish((await of(TENANT, 'object-1')).cookie)).json()).toHaveProperty('refresh')
    expect((await finish((await of('another-tenant', 'object-1')).cookie)).json()).toEqual({ over: 'again' })
    expect((await finish((await comeBack({ sub: 'object-1' })).cookie)).json()).toEqual({ over: 'again' })
  })
  it('a Google account is of the school’s Workspace, and a private one is nobody', async () => {
    await begin({ domain: 'school.example' })
    await linkAccount(server.store, SCHOOL, 'mentor1', { issuer: provider.options.issuer, subject: 'one' }, { now: server.clock.now, by: COMMAND })
    const url = new URL((await post(PATHS.signOn, { tabletId: TABLET })).json<{ url: string }>().url)
    expect(url.searchParams.get('hd')).toBe('school.example')
    expect((await finish((await comeBack({ sub: 'one', claims: { hd: 'school.example' } })).cookie)).json()).toHaveProperty('refresh')
    expect((await finish((await comeBack({ sub: 'one', claims: { hd: 'elsewhere.example' } })).cookie)).json()).toEqual({ over: 'again' })
    expect((await finish((await comeBack({ sub: 'one' })).cookie)).json()).toEqual({ over: 'again' })
  })
  it('are said when the server starts, and half of it stops the start', async () => {
    await begin()
    const whole = { BLUE_REPORT_SSO: 'microsoft', BLUE_REPORT_SSO_CLIENT: 'c', BLUE_REPORT_SSO_SECRET: 's', BLUE_REPORT_SSO_TENANT: TENANT.toUpperCase() }
    expect(signOnFrom(whole)).toMatchObject({ name: 'Microsoft 365', issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`, tenant: TENANT })
    expect(signOnFrom({ ...whole, BLUE_REPORT_SSO: 'google', BLUE_REPORT_SSO_DOMAIN: 'School.example' })).toMatchObject({ issuer: 'https://accounts.google.com', domain: 'school.example' })
    expect(signOnFrom({})).toBeUndefined()
    for (const wrong of [{ BLUE_REPORT_SSO_SECRET: '' }, { BLUE_REPORT_SSO_TENANT: 'common' }, { BLUE_REPORT_SSO: 'google' }, { BLUE_REPORT_SSO: 'http://elsewhere.example' }])
      expect(() => signOnFrom({ ...whole, ...wrong }), JSON.stringify(wrong)).toThrow(/BLUE_REPORT_SSO/)
  })
})

it('no start of the server prints a code for the first administrator once the account was given to single sign-on', async () => {
  await begin()
  await server.store.db.deleteFrom('account').where('id', '!=', 'admin').execute()
  await linkAccount(server.store, SCHOOL, 'admin', { issuer: provider.options.issuer, subject: 'ada' }, { now: server.clock.now, by: COMMAND })
  expect(await firstAdmin(server.store, SCHOOL, { now: server.clock.now, random: (bytes) => void crypto.getRandomValues(bytes) })).toBeUndefined()
})

it('a passphrase goes on opening every account that was not given to single sign-on', async () => {
  await begin()
  expect((await server.signIn('mentor2', { passphrase: PASSPHRASE })).statusCode).toBe(200)
})
