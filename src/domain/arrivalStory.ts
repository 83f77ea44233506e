/**
 * The register must show "the original entry, the amended entry, the reason for the amendment, the date … and the name
 * and title of the person who made the amendment": an arrival's history in sentences, oldest first, nothing left out.
 */
import { inOrder, type ArrivalEvent, type StoredArrivalEvent } from './arrival.ts'
import { spokenTime, type Instant, type TimeOfDay } from './clock.ts'
import { markSentence } from './markWords.ts'
import type { MentorMark } from './registration.ts'
import { ROLE_WORDS } from './staff.ts'

export type StoryLine = { id: string; kind: ArrivalEvent['type']; at: Instant; title: string; text: string; by: string }

export function arrivalStory(events: readonly StoredArrivalEvent[], staffName: (id: string) => string): StoryLine[] {
  return inOrder(events).map(({ id, by, at, f }) => ({
    id, kind: f.type, at: f.entered ?? at, ...sayEvent(f),
    by: 'name' in f ? `${f.name}, ${ROLE_WORDS[f.role]}` : staffName(by),
  }))
}

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
