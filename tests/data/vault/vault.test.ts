// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { argon2idKdf, COST_FLOOR, PASSPHRASE_COST } from '../../../src/data/vault/kdf.ts'
import type { VaultHeader } from '../../../src/data/vault/vault.ts'
import { createVault, openVault, rewrap, tabletPorts, VaultClosed } from '../../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const { passphrase } = aNewVault
function byPassphrase({ wraps }: VaultHeader) {
  const wrap = wraps.find(({ kind }) => kind === 'passphrase')
  if (wrap?.kind !== 'passphrase') throw new Error('a vault has a passphrase')
  return wrap
}
const aVault = () => createVault(aNewVault, cheapPorts)

describe('a vault', () => {
  it('opens from cold with its passphrase and reads what was sealed before', async () => {
    const { header, vault } = await aVault()
    const sealed = await vault.seal('log', 'key-1', { note: 'Łukasz was early 👍' })
    const again = await openVault(structuredClone(header), passphrase, cheapPorts)
    expect(again.ok).toBe(true)
    if (!again.ok) return
    expect(await again.value.open('log', 'key-1', sealed)).toEqual({ note: 'Łukasz was early 👍' })
    expect(again.value.id).toBe(aNewVault.vaultId)
  })

  it('refuses a wrong passphrase and says only that', async () => {
    const { header } = await aVault()
    expect(await openVault(header, 'copper lantern quiet badger', cheapPorts)).toEqual({
      ok: false,
      reason: 'wrong-secret',
    })
  })

  it('takes an empty field for a wrong passphrase, and is not made with one', async () => {
    const { header } = await aVault()
    expect(await openVault(header, ' ', cheapPorts)).toEqual({ ok: false, reason: 'wrong-secret' })
    await expect(createVault({ ...aNewVault, passphrase: ' ' }, cheapPorts)).rejects.toThrow(RangeError)
  })

  it('takes the same passphrase from another keyboard: composed or decomposed, and with a trailing space', async () => {
    const { header } = await createVault({ ...aNewVault, passphrase: 'caf\u00e9 lantern quiet otter' }, cheapPorts)
    expect((await openVault(header, 'cafe\u0301 lantern quiet otter ', cheapPorts)).ok).toBe(true)
  })

  it('holds in its header no passphrase, no key in clear and nothing of the rows', async () => {
    const { header } = await aVault()
    expect(JSON.stringify(header)).not.toContain('copper')
    expect(Object.keys(header).sort()).toEqual(
      ['colour', 'createdAt', 'deks', 'initials', 'mac', 'person', 'v', 'vaultId', 'wraps'].sort(),
    )
  })

  it('refuses its header with any one bit changed, wherever the bit is', async () => {
    const { header } = await aVault()
    const bytes = Buffer.from(JSON.stringify(header))
    let opened = 0
    let tried = 0
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const stored = parsed(changed.toString('latin1'))
      if (stored === undefined) continue
      tried += 1
      // A dearer cost is a changed bit too, but a slow one: the ceiling of this test, not of the vault.
      const answer = await openVault(stored, passphrase, { ...cheapPorts, kdf: cappedKdf })
      if (answer.ok) opened += 1
    }
    expect(tried).toBeGreaterThan(2000)
    expect(opened).toBe(0)
  }, 60_000)

  it('calls a header damaged when it is not one, or when its initials were changed', async () => {
    const { header } = await aVault()
    for (const stored of [undefined, null, 7, {}, { ...header, v: 2 }, { ...header, name: 'Anna' }]) {
      expect(await openVault(stored, passphrase, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
    }
    expect(await openVault({ ...header, initials: 'ZZ' }, passphrase, cheapPorts)).toEqual({
      ok: false,
      reason: 'damaged',
    })
  })
})

describe('the price of a guess', () => {
  it('is 64 MiB and three passes for a new vault, and the floor 46 MiB and three passes', () => {
    expect(PASSPHRASE_COST).toEqual({ m: 65_536, t: 3, p: 1 })
    expect(COST_FLOOR).toEqual({ m: 47_104, t: 3, p: 1 })
    expect(tabletPorts.passphraseCost).toBe(PASSPHRASE_COST)
    expect(tabletPorts.floor).toBe(COST_FLOOR)
  })

  it('may not be lowered by a stored header, and nothing is derived from one that tries', async () => {
    const { header } = await aVault()
    const kdf = vi.fn(argon2idKdf)
    const cheaper = [
      { m: 47_103, t: 3, p: 1 },
      { m: 65_536, t: 2, p: 1 },
      { m: 8, t: 1, p: 1 },
    ]
    for (const cost of cheaper) {
      const wrap = byPassphrase(header)
      const lowered: VaultHeader = { ...header, wraps: [{ ...wrap, cost }] }
      expect(await openVault(lowered, passphrase, { ...tabletPorts, kdf })).toEqual({ ok: false, reason: 'below-floor' })
    }
    expect(kdf).not.toHaveBeenCalled()
  })

  it('is paid in full by a vault made with what a tablet uses', async () => {
    const { header } = await createVault(aNewVault)
    expect(byPassphrase(header).cost).toEqual(PASSPHRASE_COST)
    expect((await openVault(header, passphrase)).ok).toBe(true)
  })
})

describe('a new passphrase', () => {
  it('opens what the old one sealed, and the old one opens no longer', async () => {
    const { header, vault } = await aVault()
    const sealed = await vault.seal('log', 'key-1', 'before')
    const renewed = await rewrap(header, vault, 'violet harbour seven stones', cheapPorts)
    const again = await openVault(renewed, 'violet harbour seven stones', cheapPorts)
    expect(again.ok && (await again.value.open('log', 'key-1', sealed))).toBe('before')
    expect(await openVault(renewed, passphrase, cheapPorts)).toEqual({ ok: false, reason: 'wrong-secret' })
    expect(renewed.wraps).toHaveLength(1)
    expect(byPassphrase(renewed).salt).not.toBe(byPassphrase(header).salt)
  })

  it("is not put on another vault's header", async () => {
    const { vault } = await aVault()
    const other = await aVault()
    await expect(rewrap(other.header, vault, 'violet harbour seven stones', cheapPorts)).rejects.toThrow()
  })
})

describe('a closed vault', () => {
  it('does nothing more', async () => {
    const { header, vault } = await aVault()
    const sealed = await vault.seal('log', 'key-1', 1)
    await vault.tag('pupil', '1')
    vault.close()
    expect(vault.closed).toBe(true)
    await expect(vault.seal('log', 'key-1', 1)).rejects.toThrow(VaultClosed)
    await expect(vault.open('log', 'key-1', sealed)).rejects.toThrow(VaultClosed)
    await expect(vault.sealMany('log', [{ key: 'k', value: 1 }])).rejects.toThrow(VaultClosed)
    await expect(vault.openMany('log', [{ key: 'key-1', sealed }])).rejects.toThrow(VaultClosed)
    await expect(vault.tag('pupil', '1')).rejects.toThrow(VaultClosed)
    await expect(vault.makePinEnvelope('271828')).rejects.toThrow(VaultClosed)
    await expect(rewrap(header, vault, 'another', cheapPorts)).rejects.toThrow(VaultClosed)
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const cappedKdf: typeof argon2idKdf = (secret, salt, cost) =>
  argon2idKdf(secret, salt, { m: Math.min(cost.m, 256), t: Math.min(cost.t, 2), p: Math.min(cost.p, 2) })
