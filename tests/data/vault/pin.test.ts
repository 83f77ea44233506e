// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { destroyPinEnvelope, openWithPin, pinProblem } from '../../../src/data/vault/pin.ts'
import { createVault, openVault, tabletPorts } from '../../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const PIN = '271828'

async function aLockedVault() {
  const { vault, header } = await createVault(aNewVault, cheapPorts)
  const sealed = await vault.seal('log', 'k', 'a note')
  const envelope = await vault.makePinEnvelope(PIN)
  vault.close()
  return { envelope, sealed, header }
}

describe('a PIN', () => {
  it('opens the locked vault again', async () => {
    const { envelope, sealed } = await aLockedVault()
    const answer = await openWithPin(envelope, PIN)
    expect(answer.ok && (await answer.value.open('log', 'k', sealed))).toBe('a note')
  })

  it('tells after a wrong try how many are left, and a right one restores them', async () => {
    const { envelope } = await aLockedVault()
    expect(await openWithPin(envelope, '314159')).toEqual({ ok: false, reason: 'wrong-pin', triesLeft: 4 })
    expect(await openWithPin(envelope, '')).toEqual({ ok: false, reason: 'wrong-pin', triesLeft: 3 })
    expect((await openWithPin(envelope, PIN)).ok).toBe(true)
    expect(envelope.triesLeft).toBe(5)
  })

  it('five wrong tries destroy: the sixth, correct, fails, and the passphrase still opens', async () => {
    const { envelope, header } = await aLockedVault()
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await openWithPin(envelope, '314159')).toEqual({ ok: false, reason: 'wrong-pin', triesLeft: left })
    }
    expect(await openWithPin(envelope, PIN)).toEqual({ ok: false, reason: 'pin-spent', triesLeft: 0 })
    expect((await openVault(header, aNewVault.passphrase, cheapPorts)).ok).toBe(true)
  })

  it('tried six times at once is still tried five times', async () => {
    const { envelope } = await aLockedVault()
    const answers = await Promise.all(['1', '2', '3', '4', '5', PIN].map((pin) => openWithPin(envelope, pin)))
    expect(answers.map((answer) => answer.ok)).toEqual([false, false, false, false, false, false])
    expect(await openWithPin(envelope, PIN)).toMatchObject({ ok: false, reason: 'pin-spent' })
  })

  it('opens no envelope that the hard lock destroyed, not even half-way through a try', async () => {
    const { envelope } = await aLockedVault()
    const underWay = openWithPin(envelope, PIN)
    destroyPinEnvelope(envelope)
    expect((await underWay).ok).toBe(false)
    expect(await openWithPin(envelope, PIN)).toMatchObject({ ok: false, reason: 'pin-spent' })
  })

  it('leaves nothing to store: the envelope is its vault and a number', async () => {
    const { envelope } = await aLockedVault()
    expect(JSON.parse(JSON.stringify(envelope))).toEqual({ vaultId: aNewVault.vaultId, triesLeft: 5 })
  })

  it('costs a guess 19 MiB and two passes', () => {
    expect(tabletPorts.pinCost).toEqual({ m: 19_456, t: 2, p: 1 })
  })
})

describe('a PIN that a pupil would try first', () => {
  it.each([
    ['1234', 'too-short'],
    ['12345a', 'not-digits'],
    ['1234567890123', 'too-long'],
    ['000000', 'repeats'],
    ['121212', 'repeats'],
    ['123123', 'repeats'],
    ['123456', 'straight-run'],
    ['654321', 'straight-run'],
    ['890123', 'straight-run'],
    ['2109876', 'straight-run'],
  ] as const)('%s is refused: %s', async (pin, problem) => {
    expect(pinProblem(pin)).toBe(problem)
    const { vault } = await createVault(aNewVault, cheapPorts)
    await expect(vault.makePinEnvelope(pin)).rejects.toThrow(problem)
  })

  it.each(['271828', '112358', '135790', '100000', '83920174'])('%s may be used', (pin) => {
    expect(pinProblem(pin)).toBeUndefined()
  })
})
