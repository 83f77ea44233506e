import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kekAtTablet, kekForRecovery, RECOVERY_DAYS, type RecoveryReply, type RecoveryWrap } from '../../src/domain/people/recovery.ts'
import { ParcelKeyReply, type SealKey } from '../../src/domain/sync/parcels.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { ECDH_P256 } from '../../src/domain/sync/sealTo.ts'
import { bytesOf } from '../support/aParcel.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const DAY = 86_400_000
const VAULT = '6f1b2f0e-3a53-4a9e-8f57-0a6f0c1d2e3f'
const { subtle } = crypto
const letters = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(bytes as Uint8Array).toString('base64url')
const aPair = () => subtle.generateKey(ECDH_P256, false, ['deriveBits'])
const vaultKey = (raw: Uint8Array<ArrayBuffer>) => subtle.importKey('raw', raw, 'AES-GCM', true, ['encrypt'])

/** A vault key as the tablet wraps it, to the key that the server tells it. */
async function wrapped(seal: SealKey, raw: Uint8Array<ArrayBuffer>, whose: { person: string; vaultId: string }): Promise<RecoveryWrap> {
  const { key, half } = await kekForRecovery(subtle, await aPair(), bytesOf(seal.key), whose)
  return { key: seal.id, half: letters(half), wrapped: letters(await subtle.wrapKey('raw', await vaultKey(raw), key, 'AES-KW')) }
}
const ask = async (tablet: WireTablet, payload: object): Promise<RecoveryReply> => (await tablet.post(PATHS.recovery, payload)).json<RecoveryReply>()
const sealOf = async (tablet: WireTablet) => ParcelKeyReply.parse((await tablet.post(PATHS.parcelKey, { key: 'A'.repeat(87) })).json()).recovery
/** Somebody who approves or not, by the first that waits. */
async function waiting(tablet: WireTablet) {
  const reply = await server.ask({ method: 'GET', url: PATHS.recoveries, headers: { cookie: tablet.cookie } })
  return reply.statusCode === 200 ? reply.json<{ recoveries: { id: string; name: string; approvedBy: string[]; mayApprove: boolean }[] }>().recoveries : reply.statusCode
}
async function act(tablet: WireTablet, what: 'approve' | 'decline', id: string) {
  const reply = await tablet.post(PATHS.recoveries, { act: what, id })
  return reply.statusCode === 200 ? reply.json<unknown>() : reply.statusCode
}
const idOf = async () => (await server.store.db.selectFrom('vault_recovery').select('id').where('ended_at', 'is', null).executeTakeFirstOrThrow()).id
async function forgetful(username = 'mentor1') {
  const tablet = await server.tablet(username)
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const seal = await sealOf(tablet)
  if (!seal) throw new Error('There is no recovery key')
  const wrap = await wrapped(seal, raw, { person: tablet.account.id, vaultId: VAULT })
  return { tablet, raw, seal, wrap, asking: await ask(tablet, { act: 'ask', vaultId: VAULT, wrap }) }
}
/** What the tablet has in the end; undefined where the server brought nothing. */
async function take(tablet: WireTablet, person = tablet.account.id, vaultId = VAULT): Promise<string | RecoveryReply> {
  const pair = await aPair()
  const own = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const reply = await ask(tablet, { act: 'take', vaultId, half: letters(own) })
  if (reply.state !== 'taken') return reply
  const kek = await kekAtTablet(subtle, pair.privateKey, own, bytesOf(reply.half), { person, vaultId })
  const key = await subtle.unwrapKey('raw', bytesOf(reply.wrapped), kek, 'AES-KW', 'AES-GCM', true, ['encrypt'])
  return letters(await subtle.exportKey('raw', key))
}

describe('a forgotten passphrase', () => {
  it('is recovered when two have approved, and the vault key comes back to that tablet whole', async () => {
    const { tablet, raw, asking } = await forgetful()
    expect(asking).toMatchObject({ state: 'asked', approved: 0 })
    expect(await take(tablet)).toMatchObject({ state: 'asked', approved: 0 })
    const [lead, dht] = [await server.tablet('lead'), await server.tablet('dht')]
    expect(await waiting(lead)).toMatchObject([{ name: 'Name of mentor1', approvedBy: [], mayApprove: true }])
    expect(await act(lead, 'approve', await idOf())).toEqual({ done: true })
    expect(await take(tablet)).toMatchObject({ state: 'asked', approved: 1 })
    expect(await waiting(dht)).toMatchObject([{ approvedBy: ['Name of lead'], mayApprove: true }])
    expect(await act(dht, 'approve', await idOf())).toEqual({ done: true })
    expect(await take(tablet)).toBe(letters(raw))
    expect(await waiting(lead)).toEqual([])
  })
  it('is let through by nobody alone: not the same person twice, never the person, no mentor, no Head of Year, no office', async () => {
    const { tablet } = await forgetful('lead')
    const id = await idOf()
    expect(await act(tablet, 'approve', id)).toEqual({ refused: 'own' })
    expect(await waiting(tablet)).toMatchObject([{ mayApprove: false }])
    const admin = await server.tablet('admin')
    expect(await act(admin, 'approve', id)).toEqual({ done: true })
    expect(await act(admin, 'approve', id)).toEqual({ refused: 'twice' })
    for (const name of ['mentor2', 'hoy9', 'office']) {
      const other = await server.tablet(name)
      expect([await waiting(other), await act(other, 'approve', id)], name).toEqual([403, 403])
    }
    expect(await take(tablet)).toMatchObject({ state: 'asked', approved: 1 })
    expect(await act(await server.tablet('dht'), 'approve', id)).toEqual({ done: true })
    expect(typeof (await take(tablet))).toBe('string')
  })
  it('asks whoever approves for the secret again, and whoever declines for nothing', async () => {
    await forgetful()
    const lead = await server.tablet('lead')
    server.clock.now += 6 * 60_000
    expect(await act(lead, 'approve', await idOf())).toEqual({ refused: 'step-up' })
    expect(await act(lead, 'decline', await idOf())).toEqual({ done: true })
  })
  it('counts for that account, that vault and that tablet alone', async () => {
    const { tablet } = await forgetful()
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    // The same person on another tablet, another vault, another person.
    expect(await take(await server.tablet('mentor1'))).toEqual({ state: 'none' })
    expect(await take(tablet, 'mentor1', VAULT.replace('6', '7'))).toEqual({ state: 'none' })
    expect(await take(await server.tablet('mentor2'))).toEqual({ state: 'none' })
    expect(typeof (await take(tablet))).toBe('string')
  })
  it('opens nobody else’s vault: a wrap of another person or another vault does not unwrap', async () => {
    const { tablet, seal, raw } = await forgetful('mentor2')
    const stolen = await wrapped(seal, raw, { person: 'mentor1', vaultId: VAULT })
    await ask(tablet, { act: 'ask', vaultId: VAULT, wrap: stolen })
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    expect(await take(tablet)).toEqual({ state: 'damaged' })
  })
  it('is approved for what was asked: asked with another wrap it is asked anew', async () => {
    const { tablet, seal, raw, wrap } = await forgetful()
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    expect(await ask(tablet, { act: 'ask', vaultId: VAULT, wrap })).toMatchObject({ state: 'approved' })
    expect(await ask(tablet, { act: 'ask', vaultId: VAULT, wrap: await wrapped(seal, raw, { person: 'mentor1', vaultId: VAULT }) })).toMatchObject({ state: 'asked', approved: 0 })
  })
  it('runs out, is used once with a few minutes for a lost reply, and is over when it was declined', async () => {
    const { tablet, wrap } = await forgetful()
    const approve = async () => {
      for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    }
    await approve()
    expect(typeof (await take(tablet))).toBe('string')
    expect(typeof (await take(tablet))).toBe('string')
    server.clock.now += 11 * 60_000
    expect(await take(tablet)).toEqual({ state: 'none' })

    await ask(tablet, { act: 'ask', vaultId: VAULT, wrap })
    await approve()
    const id = await idOf()
    server.clock.now += RECOVERY_DAYS * DAY + 1
    const later = await server.signIn('mentor1', { clientId: tablet.clientId, tabletId: `tablet-${tablet.clientId}` })
    tablet.cookie = `sid=${later.cookies[0]?.value ?? ''}`
    expect(await take(tablet)).toEqual({ state: 'none' })
    expect(await act(await server.tablet('lead'), 'approve', id)).toEqual({ refused: 'over' })

    await ask(tablet, { act: 'ask', vaultId: VAULT, wrap })
    await act(await server.tablet('dht'), 'decline', await idOf())
    expect(await ask(tablet, { act: 'look', vaultId: VAULT })).toEqual({ state: 'none' })
  })
  it('is no longer approved by who has left, or by whom the role was taken from', async () => {
    const { tablet } = await forgetful()
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    await server.store.db.updateTable('account').set({ disabled_at: server.clock.now }).where('id', '=', 'dht').execute()
    expect(await take(tablet)).toMatchObject({ state: 'asked', approved: 1 })
  })
  it('stands in the audit, each step with who did it, by ids alone', async () => {
    const { tablet } = await forgetful()
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    await take(tablet)
    const told = await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('action', 'like', 'vault-%').orderBy('seq').execute()
    expect(told.map(({ action, actor, object }) => [action, actor, object])).toEqual([
      ['vault-asked', 'mentor1', 'mentor1'], ['vault-approved', 'lead', 'mentor1'], ['vault-approved', 'dht', 'mentor1'], ['vault-recovered', 'mentor1', 'mentor1'],
    ])
  })
  it('is not there where the school does not wish it: no key is told, and what was asked is over', async () => {
    const { tablet, wrap } = await forgetful()
    for (const name of ['lead', 'dht']) await act(await server.tablet(name), 'approve', await idOf())
    const dht = await server.tablet('dht')
    await dht.pull()
    await dht.push(dht.op({ t: 'setting', id: 'recoveryKey', f: { key: 'recoveryKey', value: false } }))
    expect(await sealOf(tablet)).toBeNull()
    for (const asked of [{ act: 'look', vaultId: VAULT }, { act: 'ask', vaultId: VAULT, wrap }]) expect(await ask(tablet, asked)).toEqual({ state: 'off' })
    expect(await take(tablet)).toEqual({ state: 'off' })
  })
  it('answers nobody who is not signed in', async () => {
    for (const url of [PATHS.recovery, PATHS.recoveries]) expect((await server.ask({ method: 'POST', url, payload: {} })).statusCode).toBe(401)
  })
})
