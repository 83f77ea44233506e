// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import { importVmk, isUnwrapFailure, unwrapDeks, unwrapVmk, wrapNewDek, wrapVmk } from '../../../src/data/vault/keys.ts'
import { destroyPinEnvelope } from '../../../src/data/vault/pin.ts'
import { makePreparedPin } from '../../../src/data/vault/preparedPin.ts'
import { bringingBack } from '../../../src/data/vault/recovering.ts'
import { createVault, type Vault } from '../../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
afterEach(() => vi.restoreAllMocks())

describe('the keys of an open vault', () => {
  it('seal and open, and are handed out to nobody: the browser itself gives no bytes of them', async () => {
    const kek = await crypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
    const vmk = await importVmk(bytes(32))
    const root = await unwrapVmk(await wrapVmk(vmk, kek), kek)
    const keys = await unwrapDeks(root, [{ ver: 1, wrapped: await wrapNewDek(bytes(32), vmk) }])
    for (const key of [keys.tagKey, keys.headerKey, ...keys.deks.values()]) {
      expect(key.extractable).toBe(false)
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
    }
  })
  it('leave no bytes behind where they came in', async () => {
    const [raw, dek] = [bytes(32), bytes(32)]
    await wrapNewDek(dek, await importVmk(raw))
    expect([...raw, ...dek].every((byte) => byte === 0)).toBe(true)
  })
  it('that bring a forgotten vault back cannot be taken out either', async () => {
    const made = vi.spyOn(crypto.subtle, 'generateKey')
    await bringingBack()
    expect(made.mock.calls.map(([, isExtractable]) => isExtractable)).toEqual([false])
  })
})

it('A wrong secret is told from a bug by the browser’s two words for it', () => {
  const named = (name: string): Error => Object.assign(new Error('no'), { name })
  expect(['OperationError', 'DataError', 'TypeError', 'InvalidAccessError'].map((name) => isUnwrapFailure(named(name)))).toEqual([true, true, false, false])
  expect(isUnwrapFailure('OperationError')).toBe(false)
})

describe('a PIN that is made ready while it is typed once more', () => {
  const ready = async () => {
    const { vault } = await createVault(aNewVault, cheapPorts)
    return { vault, made: vi.spyOn(vault, 'makePinEnvelope'), prepared: makePreparedPin() }
  }
  it('is taken when it is the same PIN of the same vault, and made once', async () => {
    const { vault, made, prepared } = await ready()
    prepared.prepare(vault, '271828')
    expect((await prepared.take(vault, '271828')).triesLeft).toBe(5)
    expect(made).toHaveBeenCalledTimes(1)
  })
  it('is never taken for another PIN or another person’s vault: it is destroyed, and one is made anew', async () => {
    for (const other of ['pin', 'vault'] as const) {
      const { vault, made, prepared } = await ready()
      const another: Vault = other === 'vault' ? (await createVault(aNewVault, cheapPorts)).vault : vault
      prepared.prepare(vault, '271828')
      const first = await (made.mock.results[0]?.value as ReturnType<typeof prepared.take> | undefined)
      const taken = await prepared.take(another, other === 'pin' ? '314159' : '271828')
      expect(taken).not.toBe(first)
      await expect.poll(() => first?.triesLeft).toBe(0)
      expect(taken.triesLeft).toBe(5)
    }
  })
})

it('A destroyed PIN leaves its salt nowhere', async () => {
  const given: Uint8Array[] = []
  const random: typeof cheapPorts.random = (length) => {
    const one = cheapPorts.random(length)
    given.push(one)
    return one
  }
  const { vault } = await createVault(aNewVault, { ...cheapPorts, random })
  given.length = 0
  const envelope = await vault.makePinEnvelope('271828')
  expect(given.some((one) => one.some((byte) => byte !== 0))).toBe(true)
  destroyPinEnvelope(envelope)
  expect(given.every((one) => one.every((byte) => byte === 0))).toBe(true)
})
