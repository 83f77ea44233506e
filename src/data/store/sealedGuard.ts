/**
 * The last check before the disk, closest to IndexedDB of all that Dexie runs: a value that is not shaped as a sealed row
 * is never written, whichever call tried. A deleted row stays on a disk for a long time, so "never, not once" is the rule.
 */
import type { DBCore, DBCoreMutateRequest, Middleware } from 'dexie'

/** Says which table and which rule; never holds the value. */
export class UnsealedWrite extends Error {
  override name = 'UnsealedWrite'
  constructor(table: string, rule: string) {
    super(`A write to "${table}" was refused: ${rule}`)
  }
}

/** Returns the rule that the value breaks. */
export type WriteCheck = (table: string, value: unknown) => string | undefined

const valuesOf = (request: DBCoreMutateRequest): readonly unknown[] =>
  request.type === 'add' || request.type === 'put' ? request.values : []

export function guardWrites(check: WriteCheck): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'sealedGuard',
    level: -100, // below the caches and hooks: what is seen here is what would be stored
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name)
        return {
          ...table,
          mutate(request) {
            for (const value of valuesOf(request)) {
              const broken = check(name, value)
              // The transaction goes too: half of an action that tried to store plaintext is worth nothing.
              if (broken !== undefined) {
                request.trans.abort()
                return Promise.reject(new UnsealedWrite(name, broken))
              }
            }
            return table.mutate(request)
          },
        }
      },
    }),
  }
}

const OPAQUE = /^[A-Za-z0-9_-]{22}$/ // what Vault.tag gives
const PLAIN_KEY = /^[a-z][A-Za-z0-9-]{0,31}$/ // a counter's or cursor's name in meta
const TAG_BYTES = 16

const isBytes = (value: unknown): value is ArrayBuffer | Uint8Array =>
  value instanceof Uint8Array || value instanceof ArrayBuffer

const isVersion = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 1

/** Which fields a sealed row of each table has, beside iv, ct, dv and sv, and what they may hold. */
const CLEAR_FIELDS: Record<string, Record<string, (value: unknown) => boolean>> = {
  packs: { k: isOpaque, t: isOpaque },
  log: { k: isOpaque, t: isOpaque },
  outbox: { n: isVersion },
  drafts: { k: isOpaque },
  pictures: { k: isOpaque },
  states: { k: isOpaque },
  meta: { k: (value) => isOpaque(value) || (typeof value === 'string' && PLAIN_KEY.test(value)) },
}

function isOpaque(value: unknown): boolean {
  return typeof value === 'string' && OPAQUE.test(value)
}

const SEALED_FIELDS: Record<string, (value: unknown) => boolean> = {
  iv: (value) => value instanceof Uint8Array && value.length === 12,
  ct: (value) => isBytes(value) && value.byteLength > TAG_BYTES,
  dv: isVersion,
  sv: isVersion,
}

export const sealedRowsOnly: WriteCheck = (table, value) => {
  const clear = CLEAR_FIELDS[table]
  if (clear === undefined) return 'no such table'
  if (value === null || typeof value !== 'object') return 'not a sealed row'
  const row = value as Record<string, unknown>
  const fields = { ...clear, ...SEALED_FIELDS }
  for (const [field, holds] of Object.entries(fields)) {
    if (!holds(row[field])) return `"${field}" is not as a sealed row has it`
  }
  return Object.keys(row).length === Object.keys(fields).length ? undefined : 'it has a field that no sealed row has'
}
