/** A change that does not fit its record: a bug in a screen, which must check what a person typed before it commits. */
export class ChangeRefused extends Error {
  override name = 'ChangeRefused'
  readonly field: string
  constructor(kind: string, field: string) {
    super(`A change to a ${kind} does not fit: ${field}`)
    this.field = field
  }
}
export const isRefusedShape = (kind: string, field: string): ChangeRefused => new ChangeRefused(kind, field)
