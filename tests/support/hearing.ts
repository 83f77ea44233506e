/** What `server/sync/apply.ts` does with one record's operations, one after another, without its database. */
import { isOwn, opIdOf, ruleOf, type Loser } from '../../src/domain/change.ts'
import { conflictKey } from '../../src/domain/sync/conflict.ts'
import { mergeHeld, timeOf, timeOfOp, type Held } from '../../src/domain/sync/heldRow.ts'
import type { Hlc } from '../../src/domain/sync/hlc.ts'
import { joinFor, operationOf, type Part } from '../../src/domain/people/joining.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import { stampOf, type Kind, type Stamp } from '../../src/domain/records.ts'

export type Sent = { tablet: string; op: Op }
export type Heard = { held: Held | undefined; f: Record<string, Json>; isVoid: boolean; kept: Loser[]; told: string[] }

export function hear(sent: readonly Sent[]): Heard {
  let held: Held | undefined
  const kept: Loser[] = []
  const told: string[] = []
  const log = new Map<Stamp, { op: Op; tablet: string; time: Hlc }>()
  const last = new Map<string, Hlc>()
  for (const { tablet, op } of sent) {
    const stamp = opIdOf(tablet, op.n)
    const before = held
    const shown = (field: string): Json => (before?.row.f as unknown as Record<string, Json> | undefined)?.[field] ?? null
    const seen = Object.entries(op.base ?? {}).flatMap(([field, base]) => (base === null ? [] : [stampOf(before?.row, field) === base ? timeOf(before, field) : (log.get(operationOf(base))?.time ?? '')]))
    const time = timeOfOp(op, last.get(tablet), seen, 1e9)
    const said = (field: string) => (of: Stamp): Part | undefined => {
      const one = log.get(of)
      const text = of === stampOf(before?.row, field) ? shown(field) : one?.op.f?.[field]
      return typeof text === 'string' ? { stamp: of, text, name: one?.tablet ?? '', time: one?.time ?? '' } : undefined
    }
    const joined = (field: string) => {
      const [current, base, text] = [stampOf(before?.row, field), op.base?.[field], op.f?.[field]]
      if (op.kind === 'void' || ruleOf(op.t as Kind, field) !== 'prose' || current === null || !base || base === current || isOwn(current, tablet) || typeof text !== 'string') return undefined
      return joinFor({ base, current, standing: before?.joins?.[field], mine: { stamp, text, name: tablet, time }, said: said(field) })
    }
    const merged = mergeHeld(before, op, { stamp, clientId: tablet, time, by: tablet, at: 0, joined, isFromAdd: (one) => log.get(operationOf(one))?.op.kind !== 'patch' })
    held = merged.held ?? held
    kept.push(...merged.losers)
    told.push(...merged.told.map((one) => conflictKey(op.t, op.id, one.field, [one.stamp, one.concurrentWith ?? ''])))
    log.set(stamp, { op, tablet, time })
    last.set(tablet, time)
  }
  return { held, f: (held?.row.f ?? {}) as Record<string, Json>, isVoid: held?.row.void !== undefined, kept, told }
}

/** Every way of mixing them: each tablet in its own order, and nobody before what they had seen. */
export function orders(sent: readonly Sent[], heard: readonly Sent[] = []): Sent[][] {
  if (heard.length === sent.length) return [[...heard]]
  const stampsOf = (some: readonly Sent[]): Set<string> => new Set(some.map(({ tablet, op }) => opIdOf(tablet, op.n)))
  const [all, there] = [stampsOf(sent), stampsOf(heard)]
  const mayCome = ({ tablet, op }: Sent): boolean =>
    !there.has(opIdOf(tablet, op.n)) && !sent.some((other) => other.tablet === tablet && other.op.n < op.n && !there.has(opIdOf(other.tablet, other.op.n))) && Object.values(op.base ?? {}).every((base) => base === null || !all.has(base) || there.has(base))
  return sent.filter(mayCome).flatMap((one) => orders(sent, [...heard, one]))
}
