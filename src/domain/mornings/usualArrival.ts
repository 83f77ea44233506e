/**
 * "Mentees should report to their Mentor in the student reception": in which order they stand on the list. Mine first, then
 * who usually comes first, so that a thumb finds the next one near the last.
 */
import type { Arrival } from './arrival.ts'
import { minutesFromTime, type TimeOfDay } from '../time/clock.ts'
import type { DeskPupil } from '../pupil.ts'

/** Of how many school days before. */
export const USUAL_DAYS = 10

type Came = Pick<Arrival, 'at' | 'expectedAt'>

/**
 * The median of when a pupil came, in minutes after the time then expected (before it: negative): who was moved to 8.30 last
 * week is not judged by when 8.45 was right. Undefined for who has not come in those days.
 */
export function usualArrival(mornings: readonly Came[]): number | undefined {
  const minutes = mornings.map(({ at, expectedAt }) => minutesFromTime(at) - minutesFromTime(expectedAt)).sort((a, b) => a - b)
  if (minutes.length === 0) return undefined
  const middle = minutes.length >> 1
  return minutes.length % 2 === 1 ? minutes[middle] : ((minutes[middle - 1] ?? 0) + (minutes[middle] ?? 0)) / 2
}

type Named = { pupil: DeskPupil; hint: string }
type Ordered = Named & { pupilId: string; mine: boolean; expectedAt: TimeOfDay }

const names = new Intl.Collator('en-GB')
export const byName = (a: Named, b: Named): number =>
  names.compare(a.pupil.preferredName, b.pupil.preferredName) || names.compare(a.pupil.form, b.pupil.form) || names.compare(a.hint, b.hint)

/** Ids in the order of the desk: by the time expected, mine first, then who usually comes first; who is not known to, by name at the end. */
export function deskOrder(entries: readonly Ordered[], usual: ReadonlyMap<string, number>): string[] {
  const usually = ({ pupilId }: Ordered): number => usual.get(pupilId) ?? Number.MAX_SAFE_INTEGER
  return [...entries]
    .sort((a, b) => a.expectedAt.localeCompare(b.expectedAt) || Number(b.mine) - Number(a.mine) || usually(a) - usually(b) || byName(a, b))
    .map(({ pupilId }) => pupilId)
}

/** By the place each has on the list as it stands; who has come to it since stands at its end. */
export function byPlace(order: readonly string[]): (a: Ordered, b: Ordered) => number {
  const places = new Map(order.map((id, place) => [id, place]))
  const placeOf = ({ pupilId }: Ordered): number => places.get(pupilId) ?? order.length
  return (a, b) => Number(b.mine) - Number(a.mine) || placeOf(a) - placeOf(b) || byName(a, b)
}
