/**
 * "Weekly targets should be SMART": five lights, each with its reason in words. They teach and never forbid: a target with a
 * dark light may be saved, and whoever reads it sees why.
 */
import { addDays, shortDate } from '../time/clock.ts'
import { missingInTarget, type TargetDraft } from './targetWriting.ts'

export type Letter = 'S' | 'M' | 'A' | 'R' | 'T'
export type Light = { letter: Letter; name: string; isLit: boolean; why: string }
export const LIGHTS_HINT = 'It may be saved as it is; whoever reads it sees the same lights.'
/** What was reached last week in the same measure; undefined where nobody knows. */
export type LastWeek = { value: number; words: string } | undefined

/** Feelings and wishes: nobody can see or count them. */
const VAGUE = /\b(behaves?|good|better|best|improves?|tries|try|harder|attitude|respect(ful)?|sensible|sensibly|focus(es|ed)?|concentrates?|confidence|confident|effort|nice|aware|understands?|appropriate(ly)?)\b/i
const MOST_MORE = { count: 2, percent: 25, minutes: 30 } as const
/** A week's target is done in the week. */
const LONGEST_DAYS = 13

export function smartLights(draft: TargetDraft, last: LastWeek): Light[] {
  const missing = new Set(missingInTarget(draft))
  const behaviour = draft.behaviour.trim()
  const vague = VAGUE.exec(behaviour)?.[0]
  const isSeen = behaviour.split(/\s+/).length >= 2 && vague === undefined && !missing.has('behaviour')
  const isCounted = draft.measure !== null && !missing.has('threshold')
  const light = (letter: Letter, name: string, isLit: boolean, lit: string, dark: string): Light => ({ letter, name, isLit, why: isLit ? lit : dark })
  const reach = achievable(draft, last)
  return [
    light('S', 'Specific', isSeen, 'Something that can be seen.', behaviour === '' ? 'Say what the pupil does.' : vague ? `“${vague}” cannot be seen. Say what somebody would see the pupil do.` : 'Say it in a few words more: a verb and a thing.'),
    light('M', 'Measurable', isCounted, 'It can be counted.', draft.measure === null ? 'Choose how it is counted.' : 'Say how much is enough.'),
    light('A', 'Achievable', isCounted && reach.isLit, reach.why, isCounted ? reach.why : 'First say how much is enough.'),
    light('R', 'Relevant', !missing.has('source'), `Rests on: ${draft.source.trim()}`, 'Say what it rests on: a teacher’s note, last week’s score, the mornings.'),
    light('T', 'Time-bound', !missing.has('by') && draft.by <= addDays(draft.weekStart, LONGEST_DAYS), `By ${missing.has('by') ? '' : shortDate(draft.by)}`, missing.has('by') ? 'Choose the day by which it is done.' : 'Choose a day in the week: a later one belongs to a later week.'),
  ]
}

function achievable({ measure, threshold }: TargetDraft, last: LastWeek): { isLit: boolean; why: string } {
  if (measure === 'yes-no' || measure === null || threshold === undefined) return { isLit: true, why: 'One thing to be done.' }
  if (last) {
    const more = threshold - last.value
    return more > MOST_MORE[measure] ? { isLit: false, why: `Last week it was ${last.words}. One step up is easier to reach.` } : { isLit: true, why: `Last week it was ${last.words}.` }
  }
  if (measure === 'percent' && threshold >= 100) return { isLit: false, why: '100% leaves no room for one bad lesson.' }
  return { isLit: true, why: 'Nothing is known of last week: ask the pupil whether it can be done.' }
}
