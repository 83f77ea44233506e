/**
 * A refusal that a person can cause is a value with a literal reason the screen can switch on.
 * A bug throws. Offline is neither: it is a state.
 */
export type Ok<T> = { ok: true; value: T }
export type Refused<R extends string> = { ok: false; reason: R }
export type Result<T, R extends string> = Ok<T> | Refused<R>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const refused = <R extends string>(reason: R): Refused<R> => ({ ok: false, reason })
