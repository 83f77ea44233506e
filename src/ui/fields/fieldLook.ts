// One look for everything a person types into or picks from.
export const fieldLook =
  'touch rounded-control bg-surface-raised text-ink border-line-strong aria-invalid:border-bad w-full border px-3.5 py-2 text-base aria-invalid:border-2 disabled:bg-surface-sunken disabled:text-ink-muted'

export interface FieldProps {
  label: string
  hideLabel?: boolean
  hint?: string | undefined
  error?: string | undefined
  /** Says "(optional)" beside the label; fields are needed unless they say otherwise. */
  optional?: boolean
  disabled?: boolean
}
