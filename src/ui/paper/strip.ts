/** What stands on the strip, in words. */
export type Strip = {
  school: string
  day: string
  from: string
  madeAt: string
  counts: string
  rows: readonly { form: string; name: string; mark: string; time: string; notes: string }[]
  absent: readonly string[]
  codes: readonly string[]
}
