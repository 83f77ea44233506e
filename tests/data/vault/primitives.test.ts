// @vitest-environment node
// The primitives we lean on give the answers of their standards, through the very calls the vault makes.
import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { argon2 } from '../../../src/data/vault/argon2.ts'
import { fromBase64url, toBase64url } from '../../../src/data/vault/base64url.ts'

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const asHex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('hex')

describe('Argon2id', () => {
  it('gives the password tag of the reference implementation (64 MiB, two passes)', async () => {
    const encode = (text: string) => new TextEncoder().encode(text)
    const key = await argon2({ secret: encode('password'), salt: encode('somesalt'), cost: { m: 65_536, t: 2, p: 1 } })
    expect(asHex(key)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7')
  })

  it('mixes in a secret and four lanes as RFC 9106 5.3 does, associated data apart', async () => {
    // hash-wasm has no associated data, so the RFC's own tag cannot come out; this one is from the reference library.
    const key = await argon2id({
      password: hex('01'.repeat(32)),
      salt: hex('02'.repeat(16)),
      secret: hex('03'.repeat(8)),
      memorySize: 32,
      iterations: 3,
      parallelism: 4,
      hashLength: 32,
      outputType: 'hex',
    })
    const nodes = await nodeArgon2()
    expect(key).toBe(nodes)
  })
})

/** OpenSSL's Argon2id (Node 24.7 and later), with no line of code in common with hash-wasm. */
async function nodeArgon2(associatedData?: Uint8Array): Promise<string> {
  const crypto = (await import('node:crypto')) as unknown as {
    argon2Sync(kind: string, options: Record<string, unknown>): Buffer
  }
  return crypto
    .argon2Sync('argon2id', {
      message: hex('01'.repeat(32)),
      nonce: hex('02'.repeat(16)),
      secret: hex('03'.repeat(8)),
      ...(associatedData === undefined ? {} : { associatedData }),
      parallelism: 4,
      tagLength: 32,
      memory: 32,
      passes: 3,
    })
    .toString('hex')
}

describe('the oracle for Argon2id', () => {
  it('gives the tag printed in RFC 9106 5.3', async () => {
    expect(await nodeArgon2(hex('04'.repeat(12)))).toBe(
      '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
    )
  })
})

describe('AES-GCM', () => {
  it('gives the ciphertext and tag of NIST test case 16 (256-bit key, associated data)', async () => {
    const raw = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
    const plain = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const algorithm = {
      name: 'AES-GCM',
      iv: hex('cafebabefacedbaddecaf888'),
      additionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const sealed = await crypto.subtle.encrypt(algorithm, key, plain)
    expect(asHex(sealed)).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
    )
    expect(asHex(await crypto.subtle.decrypt(algorithm, key, sealed))).toBe(asHex(plain))
  })
})

describe('AES-KW', () => {
  const kekBytes = hex('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F')
  const keyBytes = hex('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F')
  const printed = '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'

  it('wraps a 256-bit key under a 256-bit key as RFC 3394 4.6 prints it', async () => {
    const kek = await crypto.subtle.importKey('raw', kekBytes, 'AES-KW', false, ['wrapKey', 'unwrapKey'])
    const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', true, ['encrypt'])
    expect(asHex(await crypto.subtle.wrapKey('raw', key, kek, 'AES-KW'))).toBe(printed)
  })

  it('refuses a wrapped key with any one bit changed', async () => {
    const kek = await crypto.subtle.importKey('raw', kekBytes, 'AES-KW', false, ['wrapKey', 'unwrapKey'])
    for (let bit = 0; bit < 320; bit += 1) {
      const wrapped = hex(printed)
      wrapped[bit >> 3] = (wrapped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expect(
        crypto.subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-GCM', false, ['decrypt']),
      ).rejects.toThrow()
    }
  })
})

describe('base64url', () => {
  it('gives back every length of bytes', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = crypto.getRandomValues(new Uint8Array(length))
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
    }
  })
})
