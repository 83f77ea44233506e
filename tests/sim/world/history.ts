/** What happened in a world, as far as its promises are about it: every operation that became durable, and every broken promise. */
import type { Op } from '../../../src/domain/protocol.ts'
import { isAbout } from '../../../server/sync/erase.ts'

/** Invariants of sync.md 2.18, and `sim` for a world that broke by itself. */
export type Broken = { rule: string; what: string }

/** One act of a person, whatever number and name it travels under. */
export const identity = ({ t, id, kind, hlc, wall, f }: Pick<Op, 't' | 'id' | 'kind' | 'hlc' | 'wall' | 'f'>): string => JSON.stringify([t, id, kind, hlc, wall, f === undefined ? null : sorted(f)])
/** The same act after everything in it was erased. */
export const isEmptied = (act: string, of: string): boolean => {
  const [t, id, , hlc, wall] = JSON.parse(of) as unknown[]
  return act === JSON.stringify([t, id, 'void', hlc, wall, null])
}
const sorted = (f: object): [string, unknown][] => Object.entries(f).sort(([a], [b]) => (a < b ? -1 : 1))

export class History {
  /** Saved: the person was told so. By identity, with the tablet that saved it; two people may do the same in the same millisecond. */
  readonly saved = new Map<string, { tablet: string; op: Op; times: number }>()
  /** How many operations each group was saved with. */
  readonly groups = new Map<string, number>()
  /** Reported to the person as perhaps missing on the server. */
  readonly reported = new Set<string>()
  /** A tablet was at the watchdog's last rung, where an action goes in parts. */
  hasCut = false
  /** Pupils who were erased at some time, if only until the server was put back. */
  readonly erased = new Set<string>()
  readonly broken: Broken[] = []
  readonly story: string[] = []

  save(tablet: string, op: Op): void {
    const act = identity(op)
    this.saved.set(act, { tablet, op, times: (this.saved.get(act)?.times ?? 0) + 1 })
  }
  /** Nothing of it need be left: about somebody who was erased, or an answer to what was put aside, which may have been about them. */
  mayBeErased = (op: Pick<Op, 't'>): boolean => this.erased.size > 0 && (op.t === 'parked' || op.t === 'parkedForMentor' || [...this.erased].some((pupil) => isAbout(pupil)(JSON.stringify(op))))
  tell(line: string): void {
    this.story.push(line)
  }
  break(rule: string, what: string): void {
    if (this.broken.some((one) => one.rule === rule)) return
    this.broken.push({ rule, what })
    this.tell(`!! ${rule}: ${what}`)
  }
}
