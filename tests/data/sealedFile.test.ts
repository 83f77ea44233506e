import { expect, it } from 'vitest'
import { isSealedFile, openSealedFile, sealFile } from '../../src/data/store/sealedFile.ts'
import { createVault } from '../../src/data/vault/vault.ts'
import { cheapPorts } from './vault/cheapPorts.ts'

const PASSPHRASE = 'harbour lantern copper meadow'
const made = () => createVault({ vaultId: crypto.randomUUID(), person: 'mentor-a', initials: 'AM', colour: 1, createdAt: 0, passphrase: PASSPHRASE }, cheapPorts)

it('A sealed file opens with its person’s passphrase on any tablet, and with nothing else', async () => {
  const { header, vault } = await made()
  const file = await sealFile(vault, header, 'parked:a:1', { text: 'Settled in Maths' })
  expect(file).not.toContain('Settled')
  expect(isSealedFile(file)).toBe(true)
  expect(await openSealedFile(file, PASSPHRASE, cheapPorts)).toEqual({ ok: true, value: { text: 'Settled in Maths' } })
  expect(await openSealedFile(file, 'another passphrase', cheapPorts)).toEqual({ ok: false, reason: 'wrong-secret' })
})

it('A file that is none of ours, or was altered, is told apart', async () => {
  const { header, vault } = await made()
  const file = JSON.parse(await sealFile(vault, header, 'parked:a:1', 'x')) as Record<string, unknown>
  expect(isSealedFile('no')).toBe(false)
  expect(await openSealedFile('{}', PASSPHRASE, cheapPorts)).toEqual({ ok: false, reason: 'not-ours' })
  expect(await openSealedFile(JSON.stringify({ ...file, k: 'another' }), PASSPHRASE, cheapPorts)).toEqual({ ok: false, reason: 'damaged' })
})
