/** A time as people type it, in 24 hours: `08:45`, `8.45`, `0845`, `1.20 pm`. Undefined where it is none. */
export function typedTime(text: string, isFinished = true): string | undefined {
  const [, hours, minutes, half] = (isFinished ? FINISHED : WHOLE).exec(text.trim()) ?? []
  if (hours === undefined) return undefined
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const minute = Number(minutes ?? '0')
  return hour > 23 || minute > 59 ? undefined : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
/** What can only be one time, however the typing goes on: `132` may still become 13.20. */
const WHOLE = /^(\d{1,2}(?=[:. ])|\d{2})[:. ]?(\d{2})$/
const FINISHED = /^(\d{1,2}?)[:. ]?(\d{2})?\s*(?:([ap])\.?m\.?)?$/i
