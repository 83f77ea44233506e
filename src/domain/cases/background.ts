/**
 * "…discuss with HOY any background information": what was said of a pupil, by whom and when, and who may know. What is too
 * much to be written says only whom to ask. Safeguarding is never copied here: it is the DSL's.
 */
import { z } from '../schema.ts'
import { addMonths, SchoolDate } from '../time/clock.ts'

export const BackgroundSource = z.enum(['head-of-year', 'tutor', 'staff', 'home', 'earlier-school', 'agency', 'pupil'])
export type BackgroundSource = z.infer<typeof BackgroundSource>
export const SOURCE_WORDS: Record<BackgroundSource, string> = {
  'head-of-year': 'Head of Year', tutor: 'Form tutor', staff: 'Other staff', home: 'Home', 'earlier-school': 'Earlier school', agency: 'Another service', pupil: 'The pupil',
}

/** `case`: everyone on the case. `restricted`: the mentor, the Lead Mentor and the Head of Year. `ask`: nothing is written. */
export const BackgroundReach = z.enum(['case', 'restricted', 'ask'])
export type BackgroundReach = z.infer<typeof BackgroundReach>
export const REACH_WORDS: Record<BackgroundReach, string> = {
  case: 'Everyone on the case', restricted: 'Only the mentor, the Lead Mentor and the Head of Year', ask: 'Nothing is written: ask the Head of Year',
}

export const BACKGROUND_LIMIT = 2000
export const Background = z.object({
  pupilId: z.string(),
  source: BackgroundSource,
  /** Who said it, by name, where that helps. */
  who: z.string().max(80),
  /** The day it was said. */
  on: SchoolDate,
  reach: BackgroundReach,
  /** Empty where nothing is written. */
  text: z.string().max(BACKGROUND_LIMIT),
  entered: z.number(),
})
export type Background = z.infer<typeof Background>

export type BackgroundDraft = { source: BackgroundSource | ''; who: string; on: SchoolDate; reach: BackgroundReach; text: string }
export type BackgroundProblem = 'source' | 'text' | 'too-long' | 'day' | 'who'
export const BACKGROUND_PROBLEM_WORDS: Record<BackgroundProblem, string> = {
  source: 'Choose who it comes from.', text: 'Write what was said, or choose that nothing is written.', 'too-long': 'It is too long.', day: 'Give the day it was said, today at the latest.', who: 'The name is too long.',
}
export function problemsInBackground({ source, who, on, reach, text }: BackgroundDraft, today: SchoolDate): BackgroundProblem[] {
  const found: BackgroundProblem[] = []
  if (source === '') found.push('source')
  if (reach !== 'ask' && text.trim() === '') found.push('text')
  if (reach !== 'ask' && text.trim().length > BACKGROUND_LIMIT) found.push('too-long')
  if (!SchoolDate.safeParse(on).success || on > today) found.push('day')
  if (who.trim().length > 80) found.push('who')
  return found
}

/** What was said so long ago that it is asked about again. */
export const isStale = ({ on }: Pick<Background, 'on'>, months: number, today: SchoolDate): boolean => addMonths(on, months) <= today
