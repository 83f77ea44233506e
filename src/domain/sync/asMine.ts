/** A colleague's change as it goes under another name: who marks and decides says so under their own, and nobody signs for another. */
import type { Json, Op } from '../protocol.ts'
import type { Actor } from '../staff.ts'

export function asMine(f: Readonly<Record<string, Json>>, me: Actor, kind: Op['kind']): { f: Record<string, Json>; without?: 'signature' } {
  const own: Record<string, Json> = 'role' in f && 'name' in f ? { ...f, role: me.role, name: me.name } : { ...f }
  if (own['signed'] === undefined || own['signed'] === null) return { f: own }
  const { signed: _, ...rest } = own
  return { f: kind === 'add' ? { ...rest, signed: null } : rest, without: 'signature' }
}
