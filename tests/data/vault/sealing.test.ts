// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SealedBody } from '../../../src/data/vault/vault.ts'
import { createVault, openVault, Tampered } from '../../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from './cheapPorts.ts'

const { vault, header } = await createVault(aNewVault, cheapPorts)
const flipped = (bytes: Uint8Array, bit: number) => {
  const copy = new Uint8Array(bytes)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

describe('a sealed row', () => {
  it('gives back any JSON value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const sealed = await vault.seal('log', 'k', value)
        expect(await vault.open('log', 'k', sealed)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 200 },
    )
  })

  it('gives back bytes as bytes', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(70_000).subarray(0, 60_000))
    expect(await vault.open('packs', 'k', await vault.seal('packs', 'k', bytes))).toEqual(bytes)
  })

  it('is refused with any one bit of its nonce or ciphertext changed', async () => {
    const sealed = await vault.seal('log', 'k', { note: 'x' })
    for (let bit = 0; bit < sealed.iv.length * 8; bit += 1) {
      await expect(vault.open('log', 'k', { ...sealed, iv: flipped(sealed.iv, bit) })).rejects.toThrow(Tampered)
    }
    for (let bit = 0; bit < sealed.ct.length * 8; bit += 1) {
      await expect(vault.open('log', 'k', { ...sealed, ct: flipped(sealed.ct, bit) })).rejects.toThrow(Tampered)
    }
  })

  it('is refused in another place: table, key, tag, versions, vault', async () => {
    const sealed = await vault.seal('log', 'k', { note: 'x' }, 'this-half-term')
    const { t: _tag, ...untagged } = sealed
    const moved: [string, string, SealedBody][] = [
      ['drafts', 'k', sealed],
      ['log', 'k2', sealed],
      ['log', 'k', { ...sealed, t: 'last-half-term' }],
      ['log', 'k', untagged],
      ['log', 'k', { ...sealed, dv: 2 }],
      ['log', 'k', { ...sealed, sv: 2 }],
      ['log', 'k', { ...sealed, ct: sealed.ct.slice(0, 15) }],
    ]
    for (const [table, key, row] of moved) await expect(vault.open(table, key, row)).rejects.toThrow(Tampered)
    const other = await createVault(aNewVault, cheapPorts)
    await expect(other.vault.open('log', 'k', sealed)).rejects.toThrow(Tampered)
    expect(await vault.open('log', 'k', sealed)).toEqual({ note: 'x' })
  })

  it('does not tell a short note from one of two hundred letters, nor one value from the same again', async () => {
    const short = await vault.seal('log', 'k', 'a')
    const long = await vault.seal('log', 'k', 'a'.repeat(200))
    expect(long.ct.length).toBe(short.ct.length)
    const twin = await vault.seal('log', 'k', 'a')
    expect(twin.ct).not.toEqual(short.ct)
    expect(twin.iv).not.toEqual(short.iv)
  })

  it('says in its error where, and nothing of what', async () => {
    const sealed = await vault.seal('log', 'k', 'Anna Kowalska')
    const error = await vault.open('log', 'other', sealed).catch((caught: unknown) => caught)
    expect(String(error)).toBe('Tampered: A sealed row of "log" does not open')
  })

  it('refuses what JSON cannot hold', async () => {
    await expect(vault.seal('log', 'k', undefined)).rejects.toThrow(TypeError)
  })
})

describe('many rows', () => {
  it('come back in their order, more than a batch of them', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({ key: `k${String(index)}`, value: index, t: 'tag' }))
    const sealed = await vault.sealMany('log', rows)
    expect(sealed.map((row) => row.k)).toEqual(rows.map((row) => row.key))
    const opened = await vault.openMany('log', sealed.map((row) => ({ key: row.k, sealed: row })))
    expect(opened).toEqual(rows.map((row) => row.value))
    expect(new Set(sealed.map((row) => Buffer.from(row.iv).toString('hex'))).size).toBe(2500)
  })
})

describe('a tag', () => {
  it('is the same for the same parts, in this vault, today and after the next unlock', async () => {
    const tag = await vault.tag('pupil:12', '2026-autumn-1')
    expect(tag).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await vault.tag('pupil:12', '2026-autumn-1')).toBe(tag)
    const again = await openVault(header, aNewVault.passphrase, cheapPorts)
    expect(again.ok && (await again.value.tag('pupil:12', '2026-autumn-1'))).toBe(tag)
  })

  it('differs when the parts are split elsewhere, and in another vault', async () => {
    expect(await vault.tag('a', 'bc')).not.toBe(await vault.tag('ab', 'c'))
    expect(await vault.tag('a,b')).not.toBe(await vault.tag('a', 'b'))
    const other = await createVault(aNewVault, cheapPorts)
    expect(await other.vault.tag('a', 'bc')).not.toBe(await vault.tag('a', 'bc'))
  })
})
