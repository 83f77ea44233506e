// @vitest-environment node
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from '../../src/data/store/meta.ts'
import { isNothingLeft, toBring, type LockedWork } from '../../src/data/tablet/lockedWork.ts'
import { openRecords, type Records } from '../../src/data/records.ts'
import { toBase64url } from '../../src/data/vault/base64url.ts'
import { createVault } from '../../src/data/vault/vault.ts'
import { MAX_OPS } from '../../src/domain/protocol.ts'
import { openParcel } from '../../src/domain/sync/parcels.ts'
import { isSignedRefresh } from '../../src/domain/people/refreshing.ts'
import { PUBLIC_BYTES } from '../../src/domain/sync/parcelSize.ts'
import { ECDH_P256, keyFrom, keyTo, type Bytes } from '../../src/domain/sync/sealTo.ts'
import { bytesOf } from '../support/aParcel.ts'
import { aMentor } from '../support/aTablet.ts'
import { aNewVault, cheapPorts } from './vault/cheapPorts.ts'

/** What the server would hold. */
async function aServersKey() {
  const pair = await crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits'])
  const lasting = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { own: pair.privateKey, lasting, seal: { id: 'A'.repeat(22), key: toBase64url(lasting) } }
}
let records: Records
let saved: LockedWork[] = []
beforeEach(async () => {
  saved = []
  const { vault } = await createVault({ ...aNewVault, person: aMentor.id }, cheapPorts)
  const profile: Profile = { account: { ...aMentor, username: aMentor.id, year: undefined }, clientId: 'client-of-one', tabletId: 'tablet-of-one', refresh: null }
  const now = () => Date.UTC(2026, 11, 10, 8, 28)
  records = await openRecords(vault, { indexedDB: new IDBFactory(), IDBKeyRange, wall: now, now, saveWork: (work) => Promise.resolve(void saved.push(work)) }, profile)
})
afterEach(() => records.close())
const write = (id: string) => records.commit([{ kind: 'add', t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: `Anna was late, ${id}`, occurredAt: 0, enteredAt: 0, raise: false } }])
const lock = async (): Promise<LockedWork | undefined> => {
  await records.close()
  return saved.at(-1)
}

describe('what a vault says of its unsent work when it is locked', () => {
  it('is how much there is, and the work itself in a parcel that the server alone opens', async () => {
    const server = await aServersKey()
    const key = await records.lockedWork?.publicKey()
    await records.lockedWork?.sealTo(server.seal)
    await write('n1')
    await write('n2')
    const said = await lock()
    expect(said).toMatchObject({ changes: 2, photos: 0, parcels: [{ key: server.seal.id, changes: 2, sent: false }] })
    const [parcel] = said?.parcels ?? []
    if (!parcel) throw new Error('There is no parcel')
    expect(Buffer.from(parcel.ct).includes('Anna')).toBe(false)
    const address = { person: aMentor.id, tabletId: 'tablet-of-one', key: server.seal.id }
    const keys = { subtle: crypto.subtle, own: server.own, lasting: server.lasting, signedBy: bytesOf(key ?? '') }
    const opened = await openParcel(parcel, address, keys)
    expect(opened).toMatchObject({ body: { clientId: 'client-of-one', pending: 2, ops: [{ n: 1, id: 'n1' }, { n: 2, id: 'n2' }] } })

    // Another server, another address, another signature, any one bit.
    const other = await aServersKey()
    expect(await openParcel(parcel, address, { ...keys, ...other })).toEqual({ waits: 'unreadable' })
    expect(await openParcel(parcel, { ...address, person: 'mentor-b' }, keys)).toEqual({ waits: 'unreadable' })
    expect(await openParcel(parcel, address, { ...keys, signedBy: other.lasting })).toEqual({ waits: 'forged' })
    for (let flips = 0; flips < 300; flips++) {
      const [half, ct] = [parcel.half.slice(), parcel.ct.slice()]
      const [bytes, at] = flips % 4 === 0 ? [half, flips % PUBLIC_BYTES] : [ct, (flips * 97) % ct.length]
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (flips % 8))
      expect(await openParcel({ half, ct }, address, keys), `${flips}`).toEqual({ waits: 'unreadable' })
    }
  })

  it('is a number alone where the server’s key was never told', async () => {
    await write('n1')
    expect(await lock()).toMatchObject({ changes: 1, parcels: [] })
  })

  it('is padded, so that its size tells no short note from a long one, and in parts where there is much', async () => {
    const server = await aServersKey()
    const key = await records.lockedWork?.publicKey()
    await records.lockedWork?.sealTo(server.seal)
    for (let n = 0; n < MAX_OPS + 1; n++) await write(`n${n}`)
    const said = await lock()
    expect(said?.parcels.map(({ changes }) => changes)).toEqual([MAX_OPS, 1])
    // Each names the change before its first, of which the server may know another.
    const opened = await Promise.all((said?.parcels ?? []).map((parcel) => openParcel(parcel, { person: aMentor.id, tabletId: 'tablet-of-one', key: server.seal.id }, { subtle: crypto.subtle, own: server.own, lasting: server.lasting, signedBy: bytesOf(key ?? '') })))
    const bodies = opened.flatMap((one) => ('body' in one ? [one.body] : []))
    expect(bodies.map(({ beforeHlc }) => beforeHlc)).toEqual([undefined, bodies[0]?.ops.at(-1)?.['hlc']])
    for (const { ct } of said?.parcels ?? []) expect((ct.length - 16) % 2048).toBe(0)
  })

  it('leaves nothing behind only where each parcel is at the server and nothing was saved since', () => {
    const parcel = { key: 'A'.repeat(22), half: new Uint8Array(65), ct: new Uint8Array(2064), changes: 2, sent: true }
    const work: LockedWork = { changes: 3, photos: 0, newest: 'A'.repeat(16), parcels: [parcel, { ...parcel, changes: 1, sent: false }] }
    expect(isNothingLeft(work, work.newest)).toBe(false)
    const all = { ...work, parcels: work.parcels.map((one) => ({ ...one, sent: true })) }
    expect([isNothingLeft(all, all.newest), isNothingLeft(all, 'B'.repeat(16)), isNothingLeft({ ...all, photos: 1 }, all.newest), isNothingLeft(undefined, null)]).toEqual([true, false, false, false])
  })

  it('names the life of the server that acknowledged the rest, once it was met', async () => {
    await records.sync.restart('first-life', 0)
    expect(await lock()).toMatchObject({ changes: 0, epoch: 'first-life' })
  })

  it('leaves something behind where the server is in another life: what it had may be in the journal alone, and the parcels go once more', () => {
    const parcel = { key: 'A'.repeat(22), half: new Uint8Array(65), ct: new Uint8Array(2064), changes: 2, sent: true }
    const work: LockedWork = { changes: 2, photos: 0, newest: 'A'.repeat(16), parcels: [parcel], epoch: 'first-life' }
    expect([isNothingLeft(work, work.newest, 'first-life'), isNothingLeft(work, work.newest, 'restored'), isNothingLeft({ ...work, changes: 0, parcels: [] }, work.newest, 'restored')]).toEqual([true, false, false])
    expect([toBring(work), toBring(work, 'first-life'), toBring(work, 'restored'), toBring({ ...work, parcels: [{ ...parcel, sentIn: 'restored' }] }, 'restored')]).toEqual([[], [], [parcel], []])
    // A server, or an app, that does not say: as it was.
    const { epoch: _epoch, ...earlier } = work
    expect([isNothingLeft(work, work.newest), isNothingLeft(earlier, work.newest, 'restored')]).toEqual([true, true])
  })
})

describe('the shared key', () => {
  // RFC 5903, 8.1: both private halves, the shared secret; then HKDF by hand.
  const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'))
  const [ix, iy, i] = ['DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C3772581180', '5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3', 'C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433'] as const
  const [rx, ry, r] = ['D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63', '56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB', 'C6EF9C5D78AE012A011164ACB397CE2088685D8F06BF9BE0B283AB46476BEE53'] as const
  const secret = 'D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE'
  const word = (text: string): string => toBase64url(hex(text))
  const pair = async (x: string, y: string, d: string): Promise<CryptoKeyPair> => {
    const jwk = { kty: 'EC', crv: 'P-256', x: word(x), y: word(y), ext: true }
    return { publicKey: await crypto.subtle.importKey('jwk', jwk, ECDH_P256, true, []), privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d: word(d) }, ECDH_P256, false, ['deriveBits']) }
  }

  it('is the one that RFC 5903 and RFC 5869 say, at both ends, and another for another purpose', async () => {
    const [one, two] = [await pair(ix, iy, i), await pair(rx, ry, r)]
    const [half, lasting] = [hex(`04${ix}${iy}`), hex(`04${rx}${ry}`)]
    const purpose = { info: 'blue-report/parcel', bound: ['a', 'b'], cipher: 'AES-GCM' } as const
    const { hkdfSync } = await import('node:crypto')
    const raw = new Uint8Array(hkdfSync('sha256', hex(secret), Buffer.concat([half, lasting]), JSON.stringify(['blue-report/parcel', 'a', 'b']), 32))
    const byHand = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
    const sealed = async (key: CryptoKey) => Buffer.from(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new Uint8Array(5))).toString('hex')
    const from = await keyTo(crypto.subtle, one, lasting, purpose)
    expect(from.half).toEqual(half)
    const to = await keyFrom(crypto.subtle, two.privateKey, lasting, half, purpose)
    const [expected, mine, theirs] = [await sealed(byHand), await sealed(from.key), await sealed(to)]
    expect([mine, theirs]).toEqual([expected, expected])
    expect(await sealed(await keyFrom(crypto.subtle, two.privateKey, lasting, half, { ...purpose, bound: ['a', 'c'] }))).not.toBe(expected)
  })
})

describe('what a vault asks its next session with', () => {
  it('is signed by the key that the server knows it by, for that token and no other', async () => {
    const key = bytesOf((await records.lockedWork?.publicKey()) ?? '')
    const words = { refresh: 'a token', clientId: 'tablet-of-one' }
    const signature = bytesOf((await records.lockedWork?.signRefresh(words)) ?? '')
    expect(await isSignedRefresh(crypto.subtle, key, words, signature)).toBe(true)
    expect(await isSignedRefresh(crypto.subtle, key, { ...words, refresh: 'another token' }, signature)).toBe(false)
    expect(await isSignedRefresh(crypto.subtle, key, { ...words, clientId: 'another-tablet' }, signature)).toBe(false)
  })
})
