import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const MINUTE = 60_000
const RENEWED = 'violet harbour seven stones'
const post = (tablet: WireTablet, url: string, payload: object) => server.ask({ method: 'POST', url, payload, headers: { cookie: tablet.cookie } })
const said = async (tablet: WireTablet, url: string, payload: object) => (await post(tablet, url, payload)).json<Record<string, unknown>>()
const refresh = (tablet: WireTablet) => server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: tablet.refresh, clientId: tablet.clientId } })
const code = async (username: string) => (await phoneCode(server.store, SCHOOL, username, server.clock.now)).code

describe('what lets people or tablets in', () => {
  const acts = [
    [PATHS.accounts, { act: 'code', id: 'mentor1' }], [PATHS.accounts, { act: 'role', id: 'mentor1', role: 'office' }],
    [PATHS.accounts, { act: 'create', username: 'new', name: 'New Person', role: 'mentor' }], [PATHS.tablets, { act: 'code', name: 'Reception', place: '' }],
  ] as const
  it('asks for the secret again when it was said more than five minutes ago', async () => {
    const admin = await server.tablet('admin')
    expect(await said(admin, ...acts[0])).toHaveProperty('code')
    server.clock.now += 5 * MINUTE + 1
    for (const [url, act] of acts) expect(await said(admin, url, act)).toEqual({ refused: 'step-up' })
    expect(await server.store.db.selectFrom('account').select('id').where('username', '=', 'new').execute()).toEqual([])
    expect(await said(admin, PATHS.stepUp, { passphrase: PASSPHRASE, code: await code('admin') })).toEqual({ stepped: true })
    expect(await said(admin, ...acts[3])).toHaveProperty('code')
    server.clock.now += 5 * MINUTE + 1
    expect(await said(admin, ...acts[3])).toEqual({ refused: 'step-up' })
  })
  it('asks for it in a session that was renewed and not signed in to', async () => {
    const admin = await server.tablet('admin')
    const renewed = (await refresh(admin)).cookies.find(({ name }) => name === 'sid')?.value ?? ''
    const reply = await server.ask({ method: 'POST', url: PATHS.accounts, payload: acts[0][1], headers: { cookie: `sid=${renewed}` } })
    expect(reply.json()).toEqual({ refused: 'step-up' })
  })
  it('wants passphrase and phone, each right', async () => {
    const admin = await server.tablet('admin')
    server.clock.now += 6 * MINUTE
    const right = await code('admin')
    expect(await said(admin, PATHS.stepUp, { passphrase: 'not the passphrase at all', code: right })).toEqual({ wrong: true })
    expect(await said(admin, PATHS.stepUp, { passphrase: PASSPHRASE })).toEqual({ second: 'code', wrong: false })
    expect(await said(admin, PATHS.stepUp, { passphrase: PASSPHRASE, code: '000000' })).toEqual({ second: 'code', wrong: true })
    expect(await said(admin, ...acts[0])).toEqual({ refused: 'step-up' })
  })
  it('is not guessed: ten tries in five minutes', async () => {
    const admin = await server.tablet('admin')
    for (let tries = 0; tries < 10; tries++) expect((await post(admin, PATHS.stepUp, { passphrase: `guess number ${tries} of them` })).statusCode).toBe(200)
    expect((await post(admin, PATHS.stepUp, { passphrase: PASSPHRASE })).statusCode).toBe(429)
  })
  it('never waits to shut a tablet out', async () => {
    const lead = await server.tablet('lead')
    const tablet = await server.store.db.selectFrom('tablet').select('handle').executeTakeFirstOrThrow()
    server.clock.now += 6 * MINUTE
    expect(await said(lead, PATHS.tablets, { act: 'lost', id: tablet.handle })).toEqual({ done: true })
  })
})

describe('one’s own passphrase', () => {
  it('is changed with the old one, and ends every session but this', async () => {
    const [here, there] = [await server.tablet('mentor1'), await server.tablet('mentor1')]
    expect(await said(here, PATHS.passphrase, { passphrase: PASSPHRASE, fresh: RENEWED })).toEqual({ changed: true })
    expect((await server.signIn('mentor1')).statusCode).toBe(401)
    expect((await server.signIn('mentor1', { passphrase: RENEWED })).statusCode).toBe(200)
    expect((await refresh(there)).statusCode).toBe(401)
    expect((await refresh(here)).json<SignInReply>().account.id).toBe('mentor1')
    expect((await server.signIn('mentor2')).statusCode, 'nobody else is touched').toBe(200)
  })
  it('is not changed by whoever does not know the old one, nor to one that is easily guessed', async () => {
    const here = await server.tablet('mentor1')
    expect(await said(here, PATHS.passphrase, { passphrase: 'not the passphrase at all', fresh: RENEWED })).toEqual({ wrong: true })
    for (const [fresh, weak] of [['short one', 'short'], ['passwordpassword1', 'common'], ['mentor1 mentor1 2026', 'common']] as const)
      expect(await said(here, PATHS.passphrase, { passphrase: PASSPHRASE, fresh }), fresh).toEqual({ weak })
    expect((await server.signIn('mentor1')).statusCode).toBe(200)
    expect((await server.ask({ method: 'POST', url: PATHS.passphrase, payload: { passphrase: PASSPHRASE, fresh: RENEWED } })).statusCode).toBe(401)
  })
  it('stands in the audit when it is changed, and so does a wrong try', async () => {
    const here = await server.tablet('mentor1')
    await said(here, PATHS.passphrase, { passphrase: 'not the passphrase at all', fresh: RENEWED })
    await said(here, PATHS.passphrase, { passphrase: PASSPHRASE, fresh: RENEWED })
    const told = await server.store.db.selectFrom('audit').select('action').where('actor', '=', 'mentor1').orderBy('seq').execute()
    expect(told.map(({ action }) => action)).toEqual(['signed-in', 'sign-in-failed', 'passphrase-changed'])
  })
})
