import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stepOf, totp } from '../../server/accounts/totp.ts'
import { fromBase32 } from '../../src/domain/sync/base32.ts'
import { PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import { recoveryWords, type SecondAsked } from '../../src/domain/people/secondFactor.ts'
import { aServer, PASSPHRASE, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const ask = (username: string, more: object = {}) =>
  server.ask({ method: 'POST', url: PATHS.session, payload: { username, passphrase: PASSPHRASE, clientId: 'client-of-one', tabletId: 'tablet-of-one', second: 'can', ...more }, remoteAddress: '10.0.0.1' })
const shownBy = (secret: string, later = 0): string => totp(fromBase32(secret) ?? new Uint8Array(), stepOf(server.clock.now + later))
async function enrol(username: string): Promise<{ secret: string; recovery: string[] }> {
  const { secret = '' } = (await ask(username)).json<SecondAsked>()
  const reply = (await ask(username, { code: shownBy(secret) })).json<SignInReply>()
  server.clock.now += 60_000
  return { secret, recovery: reply.recovery ?? [] }
}

describe('the second thing at sign-in', () => {
  it('is asked of whoever sees a year, the school or its accounts, and of nobody else', async () => {
    for (const name of ['lead', 'hoy9', 'dht', 'admin']) expect((await ask(name)).json(), name).toMatchObject({ second: 'enrol', wrong: false })
    for (const name of ['mentor1', 'office']) expect((await ask(name)).json(), name).toHaveProperty('refresh')
  })
  it('is asked only after the right passphrase, so it tells nothing of who there is', async () => {
    const [wrong, nobody] = [await ask('lead', { passphrase: 'not the passphrase' }), await ask('nobody', { passphrase: 'not the passphrase' })]
    expect([wrong.statusCode, wrong.body]).toEqual([401, nobody.body])
    expect((await ask('lead', { passphrase: 'not the passphrase', code: '000000' })).body).toBe(nobody.body)
  })
  it('gives no session and no cookie until it is there', async () => {
    const reply = await ask('lead')
    expect(reply.cookies).toEqual([])
    expect(reply.json()).not.toHaveProperty('refresh')
    expect(await server.store.db.selectFrom('session').selectAll().execute()).toEqual([])
  })
  it('is a code of the phone that was made known, each once', async () => {
    const { secret, recovery } = await enrol('lead')
    expect(new Set(recovery).size).toBe(10)
    expect((await ask('lead')).json()).toEqual({ second: 'code', wrong: false })
    expect((await ask('lead', { code: '000000' })).json()).toEqual({ second: 'code', wrong: true })
    const code = shownBy(secret)
    expect((await ask('lead', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).json()).toHaveProperty('refresh')
    expect((await ask('lead', { code })).json()).toEqual({ second: 'code', wrong: true })
    expect((await ask('lead', { code: shownBy(secret, -30_000) })).json()).toEqual({ second: 'code', wrong: true })
  })
  it('is not made known by a wrong code, and a secret that somebody saw before is of no use', async () => {
    const { secret = '' } = (await ask('lead')).json<SecondAsked>()
    expect((await ask('lead', { code: '000000' })).json()).toMatchObject({ second: 'enrol', wrong: true, secret })
    const again = (await ask('lead')).json<SecondAsked>()
    expect(again.secret).not.toBe(secret)
    expect((await ask('lead', { code: shownBy(secret) })).json()).toMatchObject({ second: 'enrol', wrong: true })
    expect((await ask('lead', { code: shownBy(again.secret ?? '') })).json()).toHaveProperty('recovery')
  })
  it('may be a recovery code, once, however it is typed', async () => {
    const { recovery: [first = '', second = ''] } = await enrol('dht')
    expect((await ask('dht', { code: recoveryWords(first).toLowerCase() })).json()).toHaveProperty('refresh')
    expect((await ask('dht', { code: first })).json()).toEqual({ second: 'code', wrong: true })
    expect((await ask('lead')).json()).toMatchObject({ second: 'enrol' })
    expect((await ask('lead', { code: second })).json()).toMatchObject({ second: 'enrol', wrong: true })
    const kept = JSON.stringify(await server.store.db.selectFrom('recovery_code').selectAll().execute())
    expect(kept).not.toContain(second)
  })
  it('is guessed ten times in five minutes and no more, though the passphrase is right', async () => {
    await enrol('lead')
    const all: number[] = []
    for (let guess = 0; guess < 11; guess++) all.push((await ask('lead', { code: String(100_000 + guess) })).statusCode)
    expect(all).toEqual([...Array<number>(10).fill(200), 429])
  })
  it('is forgotten with a new set-up code, and made known afresh', async () => {
    await enrol('admin')
    const admin = await server.tablet('admin')
    await enrol('dht')
    const { code } = (await admin.post(PATHS.accounts, { act: 'code', id: 'dht' })).json<{ code: string }>()
    const reply = await server.ask({ method: 'POST', url: PATHS.setUp, payload: { username: 'dht', code, passphrase: 'violet harbour seven stones', clientId: 'client-of-one', tabletId: 'tablet-of-one' } })
    expect(reply.json()).toMatchObject({ second: 'enrol' })
    expect(reply.cookies).toEqual([])
  })
})

describe('a tablet from before', () => {
  it('that is signed in goes on: it is asked for nothing', async () => {
    await enrol('lead')
    const lead = await server.tablet('lead')
    await server.store.db.deleteFrom('second_factor').execute()
    await lead.pull()
    const reply = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: lead.refresh, clientId: lead.clientId } })
    expect(reply.statusCode).toBe(200)
  })
  it('whose app cannot ask for a code is told to fetch the newer one when it signs in anew', async () => {
    const reply = await ask('lead', { second: undefined })
    expect(reply.statusCode).toBe(426)
    expect((await ask('mentor1', { second: undefined })).statusCode).toBe(200)
  })
})

describe('the demo', () => {
  it('asks for nothing, and shows in one tap how a real school asks', async () => {
    const demo = await aServer({ demo: { offset: 0, passphrase: PASSPHRASE, accounts: [] } })
    const signIn = (more: object) => demo.ask({ method: 'POST', url: PATHS.session, payload: { username: 'lead', passphrase: PASSPHRASE, clientId: 'client-of-one', tabletId: 'tablet-of-one', ...more } })
    expect((await signIn({ second: 'can' })).json()).toHaveProperty('refresh')
    expect((await signIn({})).json()).toHaveProperty('refresh')
    const asked = (await signIn({ second: 'show' })).json<SecondAsked>()
    expect(asked).toMatchObject({ second: 'enrol', wrong: false })
    expect((await signIn({ second: 'show', code: asked.shown })).json()).toHaveProperty('recovery')
    const again = (await signIn({ second: 'show' })).json<SecondAsked>()
    expect((await signIn({ second: 'show', code: again.shown })).json()).toHaveProperty('refresh')
    await demo.close()
  })
  it('alone says what a phone would show', async () => {
    expect((await ask('lead', { second: 'show' })).json()).not.toHaveProperty('shown')
  })
})
