/** A vault of glass: it seals nothing, so that ten thousand openings cost nothing. Rows still come back as copies. */
import { VaultClosed, type Vault } from '../../../src/data/vault/vault.ts'

let nonces = 0

export function glassVault(id: string): Vault {
  let closed = false
  const open = (): void => {
    if (closed) throw new VaultClosed()
  }
  const vault: Vault = {
    id,
    get closed() {
      return closed
    },
    async seal(_table, key, value, t) {
      open()
      const iv = new Uint8Array(12)
      new DataView(iv.buffer).setUint32(0, ++nonces)
      return { k: key, iv, ct: (value instanceof Uint8Array ? `bytes ${new TextDecoder().decode(value)}` : JSON.stringify(value)) as never, dv: 1, sv: 1, ...(t === undefined ? {} : { t }) }
    },
    async open(_table, _key, sealed) {
      open()
      return read(sealed)
    },
    sealMany: (table, rows) => Promise.all(rows.map((row) => vault.seal(table, row.key, row.value, row.t))),
    openMany: (table, rows) => Promise.all(rows.map((row) => vault.open(table, row.key, row.sealed))),
    async tag(...parts) {
      open()
      return parts.join('|')
    },
    makePinEnvelope: () => Promise.reject(new Error('A vault of glass has no PIN')),
    close() {
      closed = true
    },
  }
  return vault
}

/** What lies on a disk under glass. */
export function read(sealed: { ct: unknown }): unknown {
  const text = sealed.ct as string
  return text.startsWith('bytes ') ? new TextEncoder().encode(text.slice(6)) : JSON.parse(text)
}
