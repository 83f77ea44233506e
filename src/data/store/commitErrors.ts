/** A change that does not fit its record: a bug in a screen, which must check what a person typed before it commits. */
export class ChangeRefused extends Error {
  override name = 'ChangeRefused'
  readonly field: string
  constructor(kind: string, field: string) {
    super(`A change to a ${kind} does not fit: ${field}`)
    this.field = field
  }
}
/** An edit of what has left the tablet while it was on the screen, by a screen that did not keep what it had seen. */
export class RecordGone extends Error {
  override name = 'RecordGone'
  constructor(kind: string) {
    super(`An edit of a ${kind} that is not on this tablet any more`)
  }
}
export const isRefusedShape = (kind: string, field: string): ChangeRefused => new ChangeRefused(kind, field)
