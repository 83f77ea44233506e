/** "Syncing at end of day": what is still open before the tablet is put away, in true sentences. */
import type { ToRaise } from '../week/blueReport.ts'
import { instantAt, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import type { DeskEntry } from '../mornings/deskList.ts'

export type CloseOfDay = {
  /** Mine, expected today, with no arrival: the office knows; nothing is written for them. */
  unmarked: DeskEntry[]
  /** Mine, with something flagged to raise that was neither discussed nor carried over today. */
  undiscussed: { pupilId: string; notes: ToRaise[] }[]
  unsent: number
}

type Source = {
  today: SchoolDate
  isSchoolDay: boolean
  registerClose: TimeOfDay
  desk: readonly DeskEntry[]
  /** My pupils, and what still waits to be raised with each. */
  mine: readonly { pupilId: string; toRaise: readonly ToRaise[] }[]
  unsent: number
}

/** A note entered after this morning's meeting is for tomorrow's, and no reproach today. */
export const isForThisMorning = ({ note }: ToRaise, today: SchoolDate, registerClose: TimeOfDay): boolean => note.f.enteredAt <= instantAt(today, registerClose)

export function closeOfDay({ today, isSchoolDay, registerClose, desk, mine, unsent }: Source): CloseOfDay {
  return {
    unmarked: isSchoolDay ? desk.filter((one) => one.mine && one.expected && !one.arrival) : [],
    undiscussed: isSchoolDay
      ? mine.map(({ pupilId, toRaise }) => ({ pupilId, notes: toRaise.filter((one) => isForThisMorning(one, today, registerClose)) })).filter(({ notes }) => notes.length > 0)
      : [],
    unsent,
  }
}

/** The sentence at the end of the day. True by construction: it is made of the counts alone. */
export function closingSentence(state: { sentNow: number; waiting: number; reached: boolean; needsSignIn: boolean }): { safe: boolean; text: string } {
  const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)
  if (state.waiting === 0) {
    const sent = state.sentNow > 0 ? `${changes(state.sentNow)} sent. ` : ''
    return { safe: true, text: `${sent}Everything on this tablet has reached the school’s server. It is safe to put the tablet away.` }
  }
  const kept = `${changes(state.waiting)} ${state.waiting === 1 ? 'is' : 'are'} kept safely on this tablet and ${state.waiting === 1 ? 'waits' : 'wait'} to be sent.`
  if (state.needsSignIn) return { safe: false, text: `${kept} Sign in again to send; nothing is lost meanwhile.` }
  if (!state.reached) return { safe: false, text: `${kept} The server cannot be reached from here. Open Blue Report once where there is network, and it sends; while it is closed nothing goes.` }
  return { safe: false, text: `${kept} Leave Blue Report open for a moment, or press Sync now again.` }
}
