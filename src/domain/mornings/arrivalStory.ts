/**
 * The register must show "the original entry, the amended entry, the reason for the amendment, the date … and the name
 * and title of the person who made the amendment": an arrival's history in sentences, oldest first, nothing left out.
 */
import { inOrder, type ArrivalEvent, type StoredArrivalEvent } from './arrival.ts'
import { spokenTime, type Instant, type TimeOfDay } from '../time/clock.ts'
import type { HandOver, StoredHandOver } from './handOver.ts'
import { markSentence } from './markWords.ts'
import type { MentorMark } from './registration.ts'
import { ROLE_WORDS } from '../staff.ts'

export type StoryLine = { id: string; kind: ArrivalEvent['type'] | HandOver['type']; at: Instant; title: string; text: string; by: string }

export function arrivalStory(events: readonly StoredArrivalEvent[], staffName: (id: string) => string): StoryLine[] {
  return inOrder(events).map(({ id, by, at, f }) => ({
    id, kind: f.type, at: f.entered ?? at, ...sayEvent(f),
    by: 'name' in f ? `${f.name}, ${ROLE_WORDS[f.role]}` : staffName(by),
  }))
}

/** What became of the mark on its way into the register, between what happened to the arrival itself. */
export function wholeStory(events: readonly StoredArrivalEvent[], handOvers: readonly StoredHandOver[], staffName: (id: string) => string): StoryLine[] {
  const handed = handOvers.map(({ id, f }): StoryLine => ({ id, kind: f.type, at: f.entered, ...sayHandOver(f, staffName), by: `${f.name}, ${ROLE_WORDS[f.role]}` }))
  const lines = arrivalStory(events, staffName)
  // Put in after the last line that is not later: the arrival's own order stands, whatever the clocks say.
  for (const one of handed.sort((a, b) => a.at - b.at)) lines.splice(lines.findLastIndex(({ at }) => at <= one.at) + 1, 0, one)
  return lines
}

const HOW: Record<'sync' | 'code' | 'read-out' | 'strip', string> = { sync: 'by sync', code: 'by code', 'read-out': 'read out', strip: 'on paper' }

function sayHandOver(f: HandOver, staffName: (id: string) => string): { title: string; text: string } {
  switch (f.type) {
    case 'handed':
      return { title: `Handed to the office ${HOW[f.how]}: ${told(f)}`, text: [f.to ? `To ${f.to}.` : '', f.receipt ? 'The office’s receipt was checked.' : ''].filter(Boolean).join(' ') }
    case 'received':
      return { title: `Received by the office ${HOW[f.how]}: ${told(f)}`, text: f.from === undefined ? '' : `From ${staffName(f.from)}.` }
    case 'in-sims':
      return { title: f.mark === null ? 'Taken out of SIMS' : `Entered in SIMS: ${told(f)}`, text: '' }
    case 'not-in-sims':
      return { title: 'Not in SIMS after all', text: '' }
  }
}

const told = ({ mark, at }: { mark: MentorMark | null; at: TimeOfDay | null }): string => (mark === null || at === null ? 'taken back' : markAt({ mark, at }))

function sayEvent(f: ArrivalEvent): { title: string; text: string } {
  switch (f.type) {
    case 'arrived':
      return { title: `Arrived ${spokenTime(f.at)}: ${markSentence(f)}`, text: [f.reason, f.skewKnown ? '' : 'Clock not verified.'].filter(Boolean).join('\n') }
    case 'undone':
      return { title: 'Undone straight away', text: '' }
    case 'amended':
      return { title: `Amended from ${markAt(f.from)} to ${markAt(f.to)}`, text: f.reason }
    case 'withdrawn':
      return { title: 'Taken back: put down in error', text: f.reason }
    case 'confirmed':
      return { title: `${f.mark} confirmed by the office`, text: '' }
  }
}

const markAt = ({ mark, at }: { mark: MentorMark; at: TimeOfDay }): string => `${mark} at ${spokenTime(at)}`
