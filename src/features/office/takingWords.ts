/** Why a code was not taken in, and what helps. */
import { longDate, type SchoolDate } from '../../domain/time/clock.ts'
import type { TakingRefusal } from '../../domain/mornings/takingIn.ts'

export function refusalWords(reason: TakingRefusal, date: SchoolDate): string {
  switch (reason) {
    case 'not-ours': return 'This is no code of Blue Report. Nothing was taken in.'
    case 'newer-version': return 'This code was made by a newer Blue Report. Update this screen, or have the list read out.'
    case 'not-signed': return 'This code was not made by a tablet of this school, or it was changed. Nothing was taken in.'
    case 'no-key': return 'This screen has no key for codes yet; it comes with the next sync. Have the list read out.'
    case 'other-day': return `This code is of ${longDate(date)}. Only a code of today is taken in.`
    case 'unknown-maker': return 'This screen does not know who made this code. Have the list read out.'
    case 'taken-already': return 'This page was taken in already. Nothing was counted twice.'
    case 'overtaken': return 'This is an older code; a newer one of the same mentor was taken in. Ask for the code that the tablet shows now.'
  }
}
