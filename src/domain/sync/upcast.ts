/**
 * The one place for upcasters. An operation says which schema version wrote it (`sv`), and every version ever shipped is
 * accepted for ever: where a later version says the same in other words, a step below says how. What was sent is kept and
 * answered for as it was sent; only what is made of it goes through here. A new field needs no step.
 */
import { SCHEMA_VERSION, type Op } from '../protocol.ts'

/** By the version it leaves: what version 1 wrote, in the words of version 2, stands under 1. */
export type Steps = Readonly<Record<number, (op: Op) => Op>>
const STEPS: Steps = {}

export function upcast(op: Op, steps = STEPS, to = SCHEMA_VERSION): Op {
  let now = op
  for (let from = op.sv; from < to; from++) now = steps[from]?.(now) ?? now
  return now
}
