/** A security key in software: makes a passkey and shows it, as WebAuthn writes it down (one curve, no attestation). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PasskeyMade, PasskeyOffered, PasskeyShown, PasskeyWanted } from '../../src/domain/people/passkey.ts'

export type APasskey = {
  id: string
  make: (offered: PasskeyOffered, more?: Shape) => PasskeyMade
  show: (wanted: PasskeyWanted, more?: Shape) => PasskeyShown
}
type Shape = { origin?: string; rpId?: string; counter?: number }

const ORIGIN = 'http://localhost'
const text = (value: Buffer): string => value.toString('base64url')
const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest()

/** The little of CBOR that is needed: bytes, texts, small maps, small and negative numbers. */
const head = (major: number, n: number): Buffer => (n < 24 ? Buffer.from([(major << 5) | n]) : n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]))
const cbor = (value: number | string | Buffer | Map<number | string, unknown>): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one as Parameters<typeof cbor>[0])])])
}

export function aPasskey(): APasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const raw = randomBytes(32)
  let used = 0
  const data = (rpId: string, counter: number, flags: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha(rpId), Buffer.from([flags]), count, rest])
  }
  const client = (type: string, challenge: string, origin: string): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  return {
    id: text(raw),
    make({ challenge, rpId }, { origin = ORIGIN, rpId: site = rpId, counter = used } = {}) {
      const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]))
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, raw.length]), raw, cose])
      const attestation = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', data(site, counter, 0x45, credential)]]))
      return { id: text(raw), rawId: text(raw), type: 'public-key', response: { clientDataJSON: text(client('webauthn.create', challenge, origin)), attestationObject: text(attestation) } }
    },
    show({ challenge, rpId }, { origin = ORIGIN, rpId: site = rpId, counter = ++used } = {}) {
      const authenticatorData = data(site, counter, 0x05)
      const clientData = client('webauthn.get', challenge, origin)
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha(clientData)]), privateKey)
      return { id: text(raw), rawId: text(raw), type: 'public-key', response: { clientDataJSON: text(clientData), authenticatorData: text(authenticatorData), signature: text(signature) } }
    },
  }
}
