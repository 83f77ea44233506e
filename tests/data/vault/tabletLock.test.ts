// @vitest-environment node
import { createCipheriv, hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from '../../../src/data/vault/base64url.ts'
import { openWithTabletLock, tabletLockOf, withoutTabletLock, wrapUnderTabletLock } from '../../../src/data/vault/tabletLock.ts'
import { bringingBack, recoveryWrapOf, wrapForRecovery } from '../../../src/data/vault/recovering.ts'
import { createVault, openVault, rewrap, VaultHeader } from '../../../src/data/vault/vault.ts'
import { kekAtSchool, kekForTablet } from '../../../src/domain/people/recovery.ts'
import { ECDH_P256 } from '../../../src/domain/sync/sealTo.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const { vaultId, person, passphrase } = aNewVault
const OUTPUT = Uint8Array.from({ length: 32 }, (_, at) => at + 1)
const lock = { credential: toBase64url(Uint8Array.from({ length: 20 }, (_, at) => 200 + at)), salt: toBase64url(Uint8Array.from({ length: 32 }, (_, at) => 100 + at)) }
const answer = () => ({ ...lock, output: OUTPUT.slice() })
const wrapIn = (header: VaultHeader) => {
  const wrap = header.wraps.find(({ kind }) => kind === 'tablet-lock')
  if (wrap?.kind !== 'tablet-lock') throw new Error('There is no lock in it')
  return wrap
}
const other = { ...aNewVault, vaultId: vaultId.replace('6', '7'), person: 'staff-9Z' }

async function aLockedVault(about = aNewVault) {
  const { header: plain, vault } = await createVault(about, cheapPorts)
  const sealed = await vault.seal('outbox', '1', { note: 'never sent' })
  return { plain, vault, sealed, header: await wrapUnderTabletLock(plain, vault, answer()) }
}

describe('a vault under its tablet’s own lock', () => {
  it('opens with what the lock gives and reads what was sealed before; the passphrase opens it as well', async () => {
    const { header, sealed } = await aLockedVault()
    const stored = structuredClone(header)
    expect(tabletLockOf(stored)).toEqual(lock)
    for (const opened of [await openWithTabletLock(stored, OUTPUT.slice(), cheapPorts), await openVault(stored, passphrase, cheapPorts)]) {
      expect(opened.ok && (await opened.value.open('outbox', '1', sealed))).toEqual({ note: 'never sent' })
    }
  })

  it('is wrapped as OpenSSL would: HKDF over vault, person, passkey and salt, then AES key wrap', async () => {
    const VMK = Buffer.alloc(32, 7)
    let calls = 0
    const fixed = { ...cheapPorts, random: (length: number) => (calls++ === 0 ? new Uint8Array(VMK) : crypto.getRandomValues(new Uint8Array(length))) }
    const { header, vault } = await createVault(aNewVault, fixed)
    const info = JSON.stringify(['kek/prf', vaultId, person, lock.credential, lock.salt])
    const kek = Buffer.from(hkdfSync('sha256', OUTPUT, '', info, 32))
    const cipher = createCipheriv('id-aes256-wrap', kek, Buffer.alloc(8, 0xa6))
    const expected = Buffer.concat([cipher.update(VMK), cipher.final()]).toString('base64url')
    expect(wrapIn(await wrapUnderTabletLock(header, vault, answer())).wrapped).toBe(expected)
    expect(expected).toBe('AKlGvBotXVEKyj8u7TdSAmH-qDHxpbpna_BDQBAGfvisKJBOv7t3hQ')
  })

  it('is not opened by another lock’s answer, however little it differs', async () => {
    const { header } = await aLockedVault()
    for (let bit = 0; bit < 256; bit++) {
      const wrong = OUTPUT.slice()
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await openWithTabletLock(header, wrong, cheapPorts), `${bit}`).toEqual({ ok: false, reason: 'wrong-secret' })
    }
    await expect(openWithTabletLock(header, new Uint8Array(16), cheapPorts)).rejects.toThrow(RangeError)
  })

  it('refuses its header with any one bit changed, by lock and by passphrase', async () => {
    const { header } = await aLockedVault()
    const bytes = Buffer.from(JSON.stringify(header))
    const start = bytes.indexOf('"tablet-lock"')
    let [tried, opened] = [0, 0]
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const stored = parsed(changed.toString('latin1'))
      if (stored === undefined) continue
      tried += 1
      if ((await openWithTabletLock(stored, OUTPUT.slice(), cheapPorts)).ok) opened += 1
      // Within the lock's own part the passphrase notices too.
      if (bit % 8 === 0 && bit >> 3 >= start && bit >> 3 < start + 180 && (await openVault(stored, passphrase, cheapPorts)).ok) opened += 1
    }
    expect(tried).toBeGreaterThan(2500)
    expect(opened).toBe(0)
  }, 60_000)

  it('notices when the lock was cut out of its header, put into one that has none, or exchanged for another’s', async () => {
    const [mine, theirs] = [await aLockedVault(), await aLockedVault(other)]
    const cut = { ...mine.header, wraps: mine.header.wraps.filter(({ kind }) => kind !== 'tablet-lock') }
    expect(await openVault(cut, passphrase, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    expect(await openWithTabletLock(cut, OUTPUT.slice(), cheapPorts)).toEqual({ ok: false, reason: 'damaged' })

    const put = { ...mine.plain, wraps: [...mine.plain.wraps, wrapIn(mine.header)] }
    expect(await openWithTabletLock(put, OUTPUT.slice(), cheapPorts)).toEqual({ ok: false, reason: 'damaged' })

    const swapped = { ...mine.header, wraps: [...mine.plain.wraps, wrapIn(theirs.header)] }
    expect(await openWithTabletLock(swapped, OUTPUT.slice(), cheapPorts), 'the same answer, another vault').toEqual({ ok: false, reason: 'wrong-secret' })
    expect(await openVault(swapped, passphrase, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
  })

  it('loses the lock when it is taken away, and gets another in its place when it is made anew', async () => {
    const { header, vault, plain } = await aLockedVault()
    const gone = await withoutTabletLock(header, vault)
    expect([tabletLockOf(gone), gone.wraps.length, (await openVault(gone, passphrase, cheapPorts)).ok]).toEqual([undefined, 1, true])
    expect(await openWithTabletLock(gone, OUTPUT.slice(), cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    expect(await withoutTabletLock(plain, vault), 'nothing to take away').toBe(plain)
    const anew = await wrapUnderTabletLock(header, vault, { ...answer(), salt: 'B'.repeat(43), output: OUTPUT.map((byte) => byte + 1) })
    expect(anew.wraps.map(({ kind }) => kind)).toEqual(['passphrase', 'tablet-lock'])
    expect((await openWithTabletLock(anew, OUTPUT.slice(), cheapPorts)).ok).toBe(false)
    expect((await openWithTabletLock(anew, OUTPUT.map((byte) => byte + 1), cheapPorts)).ok).toBe(true)
  })

  it('takes no header of another vault, and none of a vault that is closed', async () => {
    const [{ header }, theirs] = [await aLockedVault(), await aLockedVault(other)]
    await expect(wrapUnderTabletLock(header, theirs.vault, answer())).rejects.toThrow('does not belong')
    theirs.vault.close()
    await expect(withoutTabletLock(theirs.header, theirs.vault)).rejects.toThrow('closed')
  })

  it('keeps the lock when the passphrase changes, and loses it when two colleagues bring a forgotten one back', async () => {
    const { header: locked, vault } = await aLockedVault()
    const pair = await crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits'])
    const lasting = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
    const header = await wrapForRecovery(locked, vault, { id: 'A'.repeat(22), key: toBase64url(lasting) })
    const changed = await rewrap(header, vault, 'violet harbour seven stones', cheapPorts)
    expect([tabletLockOf(header), tabletLockOf(changed), (await openWithTabletLock(changed, OUTPUT.slice(), cheapPorts)).ok]).toEqual([lock, lock, true])

    const wrap = recoveryWrapOf(header)
    if (!wrap) throw new Error('It was not wrapped for recovery')
    const bringing = await bringingBack()
    const atSchool = await kekAtSchool(crypto.subtle, pair.privateKey, lasting, fromBase64url(wrap.half), { person, vaultId })
    const vmk = await crypto.subtle.unwrapKey('raw', fromBase64url(wrap.wrapped), atSchool, 'AES-KW', 'AES-GCM', true, ['encrypt'])
    const { key, half } = await kekForTablet(crypto.subtle, await crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits']), fromBase64url(bringing.half), { person, vaultId })
    const brought = { half: toBase64url(half), wrapped: toBase64url(new Uint8Array(await crypto.subtle.wrapKey('raw', vmk, key, 'AES-KW'))) }
    const under = await bringing.open(header, brought, 'violet harbour seven stones', cheapPorts)
    if (!under.ok) throw new Error(under.reason)
    expect([tabletLockOf(under.value), (await openVault(under.value, 'violet harbour seven stones', cheapPorts)).ok]).toEqual([undefined, true])
  })

  it('leaves headers of before as they were: no lock in them, and they open', async () => {
    const { plain } = await aLockedVault()
    expect(VaultHeader.safeParse(plain).success).toBe(true)
    expect(tabletLockOf(plain)).toBeUndefined()
    expect(await openWithTabletLock(plain, OUTPUT.slice(), cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    expect((await openVault(plain, passphrase, cheapPorts)).ok).toBe(true)
    for (const stored of [undefined, null, 7, {}]) expect(tabletLockOf(stored)).toBeUndefined()
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
