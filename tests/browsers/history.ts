/** What happened to real tablets at a real server, as far as the promises of sync are about it. One line each, in the order it was seen. */

export type Field = 'wentWell' | 'nextStep'
/** `logged`: which texts the server's own log of operations held just after. */
export type Happening =
  /** The screen said that it is saved. */
  | { kind: 'saved'; tablet: string; field: Field | 'action'; text: string }
  /** Killed or locked while it was being saved: it may be there or not, but never twice. */
  | { kind: 'perhaps'; tablet: string; field: Field | 'action'; text: string }
  | { kind: 'shown'; tablet: string; field: Field; text: string; logged: readonly string[] }
  | { kind: 'all-sent'; tablet: string; logged: readonly string[] }
  /** The browser threw away everything this tablet had stored. */
  | { kind: 'cleared'; tablet: string; logged: readonly string[] }
  /** When everybody had sent and heard everything. */
  | { kind: 'ending'; tablet: string; fields: Record<Field, string>; actions: readonly string[] }
  /** After the pupil had been handed to somebody else. */
  | { kind: 'handed-over'; tablet: string; isTheirs: boolean; shows: boolean }
  /** Anything else, for whoever reads the story. */
  | { kind: 'befell'; tablet: string; what: string }

/** An operation as the server keeps it. */
export type LoggedOp = { client_id: string; n: number; seq: number; outcome: string; eff_hlc: string; op: string }
export type Kept = {
  ops: readonly LoggedOp[]
  /** The review and the actions as they stood when it began, and as they stand. */
  before: { f: string; s: string; h: string } | undefined
  after: { f: string } | undefined
  /** Everything the server keeps beside what is shown: histories, conflicts, what was not accepted. */
  beside: readonly string[]
  actions: readonly string[]
}

export type Broken = { rule: string; what: string }
