/** Passkeys in the place of the phone, made and shown by a key in software: what opens, and what a thief would try. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stepOf, totp } from '../../server/accounts/totp.ts'
import { fromBase32 } from '../../src/domain/sync/base32.ts'
import type { PasskeyActReply, PasskeyOffered, PasskeyWanted } from '../../src/domain/people/passkey.ts'
import { PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import type { SecondAsked } from '../../src/domain/people/secondFactor.ts'
import { aPasskey, type APasskey } from '../support/aPasskey.ts'
import { aServer, PASSPHRASE, WireTablet, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const ask = (username: string, more: object = {}, tabletId = 'tablet-of-one') =>
  server.ask({ method: 'POST', url: PATHS.session, payload: { username, passphrase: PASSPHRASE, clientId: 'client-of-one', tabletId, second: 'can', ...more }, remoteAddress: '10.0.0.1' })
const offered = async (username: string): Promise<PasskeyOffered> => (await ask(username)).json<SecondAsked>().offered ?? { challenge: '', rpId: '', userId: '', username: '', name: '', exclude: [] }
const wanted = async (username: string): Promise<PasskeyWanted> => (await ask(username)).json<SecondAsked>().passkey ?? { challenge: '', rpId: '', allow: [] }

/** Made known at the first sign-in. */
async function known(username: string, key: APasskey): Promise<SignInReply & { cookie: string }> {
  const reply = await ask(username, { made: key.make(await offered(username)) })
  return { ...reply.json<SignInReply>(), cookie: reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}
const act = async (cookie: string, payload: object): Promise<PasskeyActReply> => (await server.ask({ method: 'POST', url: PATHS.passkeys, payload, headers: { cookie } })).json<PasskeyActReply>()

describe('a passkey at sign-in', () => {
  it('is offered beside the phone the first time, and is enough from then on', async () => {
    const key = aPasskey()
    expect((await ask('lead')).json()).toMatchObject({ second: 'enrol', offered: { rpId: 'localhost', username: 'lead' } })
    const first = await known('lead', key)
    expect([first.account.id, first.recovery?.length]).toEqual(['lead', 10])
    const again = (await ask('lead')).json<SecondAsked>()
    expect(again).toMatchObject({ second: 'code', wrong: false, passkey: { rpId: 'localhost', allow: [key.id] } })
    // No secret of a phone to whoever knows the passphrase alone.
    expect([again.secret, again.offered]).toEqual([undefined, undefined])
    expect((await ask('lead', { passkey: key.show(await wanted('lead')) })).json()).toHaveProperty('refresh')
  })
  it('leaves the recovery codes as they were: each opens once', async () => {
    const { recovery: [code = ''] = [] } = await known('dht', aPasskey())
    expect((await ask('dht', { code })).json()).toHaveProperty('refresh')
    expect((await ask('dht', { code })).json()).toMatchObject({ second: 'code', wrong: true })
  })
  it('is not offered to whoever has a phone already, save from inside', async () => {
    const { secret = '' } = (await ask('lead')).json<SecondAsked>()
    const reply = await ask('lead', { code: totp(fromBase32(secret) ?? new Uint8Array(), stepOf(server.clock.now)) })
    const cookie = reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await ask('lead')).json<SecondAsked>().offered).toBeUndefined()
    const begun = await act(cookie, { act: 'begin' })
    const key = aPasskey()
    const made = 'offered' in begun ? key.make(begun.offered) : undefined
    // Somebody with the passphrase cannot use at sign-in what was asked inside.
    expect((await ask('lead', { made })).json()).toMatchObject({ second: 'code', wrong: true })
    expect(await act(cookie, { act: 'add', made, name: 'Reception 2' })).toMatchObject({ passkeys: [{ id: key.id, name: 'Reception 2' }] })
    expect((await ask('lead', { passkey: key.show(await wanted('lead')) })).json()).toHaveProperty('refresh')
  })
  it('is forgotten with a new set-up code', async () => {
    await known('dht', aPasskey())
    const admin = await server.tablet('admin')
    const { code } = (await admin.post(PATHS.accounts, { act: 'code', id: 'dht' })).json<{ code: string }>()
    const reply = await server.ask({ method: 'POST', url: PATHS.setUp, payload: { username: 'dht', code, passphrase: 'violet harbour seven stones', clientId: 'client-of-one', tabletId: 'tablet-of-one' } })
    expect(reply.json()).toMatchObject({ second: 'enrol' })
    expect(await server.store.db.selectFrom('passkey').selectAll().execute()).toEqual([])
  })
  it('says the secret again where an act asks for it', async () => {
    const key = aPasskey()
    const { cookie } = await known('lead', key)
    server.clock.now += 6 * 60_000
    expect(await act(cookie, { act: 'begin' })).toEqual({ refused: 'step-up' })
    const stepUp = (more: object) => server.ask({ method: 'POST', url: PATHS.stepUp, payload: { passphrase: PASSPHRASE, ...more }, headers: { cookie } })
    const question = (await stepUp({})).json<SecondAsked>().passkey ?? { challenge: '', rpId: '', allow: [] }
    expect((await stepUp({ passkey: key.show(question) })).json()).toEqual({ stepped: true })
    expect(await act(cookie, { act: 'begin' })).toHaveProperty('offered')
  })
})

describe('a passkey opens nothing', () => {
  let key: APasskey
  beforeEach(async () => {
    key = aPasskey()
    await known('lead', key)
  })
  const isWrong = async (passkey: object, username = 'lead'): Promise<void> => expect((await ask(username, { passkey })).json()).toMatchObject({ second: 'code', wrong: true })

  it('a second time: what was signed once is worth nothing again', async () => {
    const shown = key.show(await wanted('lead'))
    expect((await ask('lead', { passkey: shown })).json()).toHaveProperty('refresh')
    await isWrong(shown)
  })
  it('on a page of another address that only looks like ours', async () => {
    await isWrong(key.show(await wanted('lead'), { origin: 'https://bluereport.example' }))
    await isWrong(key.show({ ...(await wanted('lead')), rpId: 'bluereport.example' }))
  })
  it('where its counter went back, as a copied key’s would', async () => {
    expect((await ask('lead', { passkey: key.show(await wanted('lead'), { counter: 9 }) })).json()).toHaveProperty('refresh')
    await isWrong(key.show(await wanted('lead'), { counter: 9 }))
    await isWrong(key.show(await wanted('lead'), { counter: 3 }))
  })
  it('for another account, nor with another account’s question', async () => {
    const other = aPasskey()
    await known('dht', other)
    await isWrong(other.show(await wanted('lead')))
    await isWrong(key.show(await wanted('dht')))
    await isWrong(key.show({ ...(await wanted('dht')), allow: [key.id] }), 'dht')
  })
  it('five minutes after it was asked for', async () => {
    const question = await wanted('lead')
    server.clock.now += 5 * 60_000 + 1
    await isWrong(key.show(question))
  })
  it('with a signature of another key under its name', async () => {
    await isWrong({ ...aPasskey().show(await wanted('lead')), id: key.id, rawId: key.id })
  })
  it('without the right passphrase, whose answer stays the one it always is', async () => {
    const passkey = key.show(await wanted('lead'))
    const [wrong, nobody] = [await ask('lead', { passphrase: 'not the passphrase', passkey }), await ask('nobody', { passphrase: 'not the passphrase' })]
    expect([wrong.statusCode, wrong.body]).toEqual([401, nobody.body])
  })
  it('and is guessed ten times in five minutes and no more', async () => {
    const shown = key.show(await wanted('lead'), { origin: 'https://elsewhere.example' })
    const all: number[] = []
    for (let guess = 0; guess < 11; guess++) all.push((await ask('lead', { passkey: shown })).statusCode)
    expect(all).toEqual([...Array<number>(10).fill(200), 429])
  })
})

describe('one’s own passkeys', () => {
  it('are added and removed after the secret, told to the audit, and the only second thing stays', async () => {
    const [key, other] = [aPasskey(), aPasskey()]
    const { cookie } = await known('lead', key)
    expect(await act(cookie, { act: 'remove', id: key.id })).toEqual({ refused: 'last' })
    const begun = await act(cookie, { act: 'begin' })
    if (!('offered' in begun)) throw new Error('Nothing was offered')
    expect(begun.offered.exclude).toEqual([key.id])
    // They are listed as they were made, and these are not made in one millisecond.
    server.clock.now += 1000
    expect(await act(cookie, { act: 'add', made: other.make(begun.offered, { origin: 'https://elsewhere.example' }), name: 'x' })).toEqual({ refused: 'not-known' })
    const anew = await act(cookie, { act: 'begin' })
    if (!('offered' in anew)) throw new Error('Nothing was offered')
    const made = other.make(anew.offered)
    expect(await act(cookie, { act: 'add', made, name: 'Key ring' })).toMatchObject({ passkeys: [{ id: key.id }, { id: other.id, name: 'Key ring' }] })
    expect(await act(cookie, { act: 'add', made, name: 'again' })).toEqual({ refused: 'not-known' })
    expect(await act(cookie, { act: 'remove', id: key.id })).toMatchObject({ passkeys: [{ id: other.id }] })
    expect((await ask('lead', { passkey: key.show(await wanted('lead')) })).json()).toMatchObject({ wrong: true })
    const told = await server.store.db.selectFrom('audit').select('action').where('action', 'like', 'passkey%').orderBy('seq').execute()
    expect(told.map((one) => one.action)).toEqual(['passkey-known', 'passkey-known', 'passkey-removed'])
  })
  it('are nobody else’s to see or remove, and no mentor’s', async () => {
    const key = aPasskey()
    await known('lead', key)
    const dht = await known('dht', aPasskey())
    const seen = await act(dht.cookie, { act: 'list' })
    expect('passkeys' in seen && seen.passkeys.some((one) => one.id === key.id)).toBe(false)
    await act(dht.cookie, { act: 'remove', id: key.id })
    expect((await ask('lead', { passkey: key.show(await wanted('lead')) })).json()).toHaveProperty('refresh')
    const mentor = new WireTablet(server, 'client-mentor', await server.signIn('mentor1'))
    expect((await mentor.post(PATHS.passkeys, { act: 'list' })).statusCode).toBe(403)
  })
})
