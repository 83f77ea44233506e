/** A moment of sync's clock as the school's clock tells it: they differ while somebody rehearses. Live. */
import { clockOffset, tick } from '../data/clock.ts'
import { dateOf, shortDate, spokenTime, timeOf, type Instant } from '../domain/time/clock.ts'

export function asSchoolTime(at: Instant): Instant {
  // Moving the rehearsal's clock turns the second hand, and so comes here again.
  void tick.value
  return at + clockOffset()
}
/** `Thu 10 Dec, 8.28` */
export const sayMoment = (at: Instant): string => `${shortDate(dateOf(asSchoolTime(at)))}, ${spokenTime(timeOf(asSchoolTime(at)))}`
