/** What a card of a change that waits says: to whoever wrote it and the Lead Mentor, and to the mentor whose pupil it is since. */
import type { Row } from '../../domain/records.ts'
import { ruleOf } from '../../domain/change.ts'
import { whyParked } from '../../domain/sync/parked.ts'
import type { Again } from './sendingAgain.ts'

export type ParkedRow = Readonly<Row<'parked'> | Row<'parkedForMentor'>>
type Ways = { head: string; why: string; send: string; sent: string; done: string; dismiss: string; question: string; confirm: string; dismissed: string; stands: string; cannot: string; mayNot: string }

export function parkedWords({ t, f }: ParkedRow, author: string): Ways {
  if (t === 'parkedForMentor') {
    return {
      head: 'From the former mentor.', why: `${author} wrote this while the pupil was theirs. It arrived after the pupil had come to you, so it changes nothing until you decide.`,
      send: 'Take in', sent: 'Taken in', done: 'Taken in under your name. It goes with the next sending.', dismiss: 'Put away', question: 'Put this change away?', confirm: 'Put it away', dismissed: 'Put away. The server keeps what it was.',
      stands: 'All of it stands there already, so nothing is left to take in. Put it away.', cannot: 'It cannot be taken in as it is. Write it anew where it belongs, then put it away.', mayNot: 'You may not make this change yourself. The Lead Mentor can take it in.',
    }
  }
  return {
    head: 'Not accepted.', why: whyParked(f.reason),
    send: 'Send again', sent: 'Sent again', done: 'Saved. It goes with the next sending.', dismiss: 'Dismiss', question: 'Dismiss this change?', confirm: 'Dismiss it', dismissed: 'Dismissed. The server keeps what it was.',
    stands: 'All of it stands there already, so nothing is left to send. Dismiss it.', cannot: 'It cannot be sent again as it is. Write it anew where it belongs, or save it as a file.', mayNot: 'You may not make this change yourself. The Lead Mentor can send it again.',
  }
}

/** What becomes of what stands now. */
export function meanwhileWords(again: Again, { sent }: Pick<Ways, 'sent'>): string | undefined {
  if (again.way !== 'goes' || again.since.length === 0) return undefined
  const { since, own, change } = again
  if (own.length === since.length) return `What stands now was written later, on this tablet and by you. ${sent}, this takes its place.`
  if (change.kind === 'void') return `This was written later, by somebody who did not know that it was to go. ${sent}, it goes, and what was written is kept for both of you to see.`
  if (since.some((field) => ruleOf(change.t, field) !== 'latest')) return `What stands now was written later, by somebody who had not seen this. ${sent}, both are kept, and you are both asked which words should stand.`
  return `What stands now was set later, by somebody who had not seen this. ${sent}, this stands, and the other is kept beside it.`
}
