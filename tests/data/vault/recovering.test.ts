// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from '../../../src/data/vault/base64url.ts'
import { bringingBack, recoveryWrapOf, wrapForRecovery } from '../../../src/data/vault/recovering.ts'
import { createVault, openVault, rewrap, VaultHeader } from '../../../src/data/vault/vault.ts'
import { kekAtSchool, kekForTablet, type RecoveryWrap } from '../../../src/domain/people/recovery.ts'
import { ECDH_P256 } from '../../../src/domain/sync/sealTo.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const { subtle } = crypto
const { vaultId, person, passphrase } = aNewVault
const FRESH = 'violet harbour seven stones'

/** The school's end of it, as the server does it. */
async function aSchool() {
  const pair = await subtle.generateKey(ECDH_P256, false, ['deriveBits'])
  const lasting = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  return {
    seal: { id: 'A'.repeat(22), key: toBase64url(lasting) },
    async bring(wrap: RecoveryWrap, tablet: string, whose = { person, vaultId }) {
      const atSchool = await kekAtSchool(subtle, pair.privateKey, lasting, fromBase64url(wrap.half), whose)
      const vmk = await subtle.unwrapKey('raw', fromBase64url(wrap.wrapped), atSchool, 'AES-KW', 'AES-GCM', true, ['encrypt'])
      const { key, half } = await kekForTablet(subtle, await subtle.generateKey(ECDH_P256, false, ['deriveBits']), fromBase64url(tablet), whose)
      return { half: toBase64url(half), wrapped: toBase64url(new Uint8Array(await subtle.wrapKey('raw', vmk, key, 'AES-KW'))) }
    },
  }
}
async function aWrappedVault() {
  const [school, { header: plain, vault }] = [await aSchool(), await createVault(aNewVault, cheapPorts)]
  const sealed = await vault.seal('outbox', '1', { note: 'never sent' })
  const header = await wrapForRecovery(plain, vault, school.seal)
  const wrap = recoveryWrapOf(header)
  if (!wrap) throw new Error('It was not wrapped')
  return { school, plain, header, vault, sealed, wrap }
}

describe('a vault whose key the school can bring back', () => {
  it('opens with a new passphrase and reads what was sealed before; the forgotten one opens no longer', async () => {
    const { school, header, sealed, wrap } = await aWrappedVault()
    const bringing = await bringingBack()
    const under = await bringing.open(header, await school.bring(wrap, bringing.half), FRESH, cheapPorts)
    if (!under.ok) throw new Error(under.reason)
    const opened = await openVault(under.value, FRESH, cheapPorts)
    expect(opened.ok && (await opened.value.open('outbox', '1', sealed))).toEqual({ note: 'never sent' })
    expect(await openVault(under.value, passphrase, cheapPorts)).toEqual({ ok: false, reason: 'wrong-secret' })
    // The school's way in stays, for the next time.
    expect(recoveryWrapOf(under.value)).toEqual(wrap)
  })
  it('opens with its passphrase as before, keeps the way through a change of it, and says nothing readable of its key', async () => {
    const { header, vault } = await aWrappedVault()
    expect((await openVault(structuredClone(header), passphrase, cheapPorts)).ok).toBe(true)
    const changed = await rewrap(header, vault, FRESH, cheapPorts)
    expect([recoveryWrapOf(changed), (await openVault(changed, FRESH, cheapPorts)).ok]).toEqual([recoveryWrapOf(header), true])
    expect(await wrapForRecovery(header, vault, { id: 'A'.repeat(22), key: '' }), 'once is enough').toBe(header)
  })
  it('loses the way when the school no longer wishes it, and takes another when the school has another key', async () => {
    const { header, vault } = await aWrappedVault()
    const off = await wrapForRecovery(header, vault, null)
    expect([recoveryWrapOf(off), VaultHeader.parse(off).wraps.length, (await openVault(off, passphrase, cheapPorts)).ok]).toEqual([undefined, 1, true])
    const other = await wrapForRecovery(header, vault, { ...(await aSchool()).seal, id: 'B'.repeat(22) })
    expect(other.wraps.map(({ kind }) => kind).sort()).toEqual(['passphrase', 'recovery'])
    expect(recoveryWrapOf(other)?.key).toBe('B'.repeat(22))
  })
  it('is opened by another bringing’s key pair by nobody: what is brought is for one key pair alone', async () => {
    const { school, header, wrap } = await aWrappedVault()
    const [mine, thiefs] = [await bringingBack(), await bringingBack()]
    expect(await thiefs.open(header, await school.bring(wrap, mine.half), FRESH, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
  })
  it('is not opened by another vault’s key, and not where its header was changed', async () => {
    const { school, header, wrap } = await aWrappedVault()
    const other = await createVault({ ...aNewVault, vaultId: vaultId.replace('6', '7') }, cheapPorts)
    const bringing = await bringingBack()
    const brought = await school.bring(wrap, bringing.half)
    expect(await bringing.open(other.header, brought, FRESH, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    expect(await bringing.open({ ...header, initials: 'ZZ' }, brought, FRESH, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    expect(await bringing.open({}, brought, FRESH, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
  })
  it('is given out by the school for its own person and vault only, and with no bit changed', async () => {
    const { school, wrap } = await aWrappedVault()
    const { half } = await bringingBack()
    await expect(school.bring(wrap, half, { person: 'somebody-else', vaultId })).rejects.toThrow()
    await expect(school.bring(wrap, half, { person, vaultId: vaultId.replace('6', '7') })).rejects.toThrow()
    for (let bit = 0; bit < 40 * 8; bit++) {
      const wrapped = fromBase64url(wrap.wrapped)
      wrapped[bit >> 3] = (wrapped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expect(school.bring({ ...wrap, wrapped: toBase64url(wrapped) }, half), `${bit}`).rejects.toThrow()
    }
  })
})
