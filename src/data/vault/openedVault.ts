/** A vault that is open: it seals, opens and names rows until it is closed, and holds its keys where nobody else reaches. */
import { toBase64url } from './base64url.ts'
import type { VaultHeader } from './header.ts'
import type { VaultKeys } from './keys.ts'
import { pinProblem } from './pinProblem.ts'
import { makeEnvelope } from './pinEnvelope.ts'
import type { PinEnvelope } from './pinEnvelope.ts'
import type { VaultPorts } from './ports.ts'
import { openRow, sealRow } from './sealing.ts'
import type { Sealed, SealedBody } from './sealing.ts'

export interface ToSeal {
  key: string
  value: unknown
  t?: string
}
export interface ToOpen {
  key: string
  sealed: SealedBody
}

export interface Vault {
  readonly id: string
  readonly closed: boolean
  /** `value` is JSON or bytes. Await it before a database transaction is opened, never inside one. */
  seal(table: string, key: string, value: unknown, t?: string): Promise<Sealed>
  /** Rejects with `Tampered` when the row is not exactly what this vault sealed for this place. */
  open(table: string, key: string, sealed: SealedBody): Promise<unknown>
  sealMany(table: string, rows: readonly ToSeal[]): Promise<Sealed[]>
  openMany(table: string, rows: readonly ToOpen[]): Promise<unknown[]>
  /** 22 characters that name these parts to this vault and mean nothing to anyone else. */
  tag(...parts: readonly string[]): Promise<string>
  /** Throws for a PIN that `pinProblem` refuses: ask that first. */
  makePinEnvelope(pin: string): Promise<PinEnvelope>
  close(): void
}

export class VaultClosed extends Error {
  override name = 'VaultClosed'
  constructor() {
    super('The vault is closed')
  }
}

const keysByVault = new WeakMap<Vault, VaultKeys>()

/** For this folder only: wrapping the vault key anew needs the key. */
export function keysOf(vault: Vault): VaultKeys {
  const keys = keysByVault.get(vault)
  if (keys === undefined) throw new VaultClosed()
  return keys
}

const BATCH = 1000 // enough to keep the crypto threads busy, without ten thousand buffers waiting at once
async function inBatches<T, R>(rows: readonly T[], one: (row: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let start = 0; start < rows.length; start += BATCH) {
    for (const result of await Promise.all(rows.slice(start, start + BATCH).map(one))) done.push(result)
  }
  return done
}

const TAG_BYTES = 16

export function openedVault(
  keys: VaultKeys,
  header: Pick<VaultHeader, 'vaultId' | 'deks'>,
  ports: VaultPorts,
): Vault {
  const id = header.vaultId
  const tags = new Map<string, Promise<string>>()

  async function computeTag(name: string): Promise<string> {
    const mac = await crypto.subtle.sign('HMAC', keysOf(vault).tagKey, new TextEncoder().encode(name))
    return toBase64url(new Uint8Array(mac, 0, TAG_BYTES))
  }

  // Methods are async so that a closed vault always rejects and never throws past a `.catch`.
  const vault: Vault = {
    id,
    get closed() {
      return !keysByVault.has(vault)
    },
    seal: async (table, key, value, t) => {
      const { deks, newest } = keysOf(vault)
      const dek = deks.get(newest)
      if (dek === undefined) throw new VaultClosed()
      return sealRow({ vaultId: id, table, key }, value, t, { dek, dv: newest, random: (length) => ports.random(length) })
    },
    async open(table, key, sealed) {
      return openRow({ vaultId: id, table, key }, sealed, keysOf(vault).deks.get(sealed.dv))
    },
    sealMany: (table, rows) => inBatches(rows, (row) => vault.seal(table, row.key, row.value, row.t)),
    openMany: (table, rows) => inBatches(rows, (row) => vault.open(table, row.key, row.sealed)),
    async tag(...parts) {
      keysOf(vault)
      const name = JSON.stringify(parts)
      const known = tags.get(name)
      if (known !== undefined) return known
      const tag = computeTag(name)
      tags.set(name, tag)
      return tag
    },
    async makePinEnvelope(pin) {
      const problem = pinProblem(pin)
      if (problem !== undefined) throw new RangeError(`This PIN is refused: ${problem}`)
      return makeEnvelope(keysOf(vault), header, pin, ports)
    },
    close() {
      keysByVault.delete(vault)
      tags.clear()
    },
  }
  keysByVault.set(vault, keys)
  return vault
}
