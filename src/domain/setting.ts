/**
 * What the policy leaves open is a setting with a default that makes the policy work untouched. The right-hand words
 * name the sentence each one serves.
 */
import { z } from './schema.ts'
import { TimeOfDay } from './clock.ts'
import { DISCLOSURE_WORDS } from './disclosureWords.ts'
import { DEFAULT_LADDER, SanctionLadder } from './sanctionLadder.ts'
import { DEFAULT_PERIODS, Periods } from './period.ts'
import { DEFAULT_DESIGNS, SheetDesign } from './scoreScale.ts'
import { DEFAULT_STEMS, STEM_LIMIT, STEMS_LIMIT } from './target.ts'
import { LONGEST_WORDING } from './tripWire.ts'

const minutes = z.int().min(1).max(600)
const schema = z.object({
  /** The school's name, on letters and reviews. */
  schoolName: z.string().max(120).default('Our school'),
  /** "…at 8.45 each morning, and Mentors will give them their registration mark." */
  registerStart: TimeOfDay.default('08:45'),
  /** Reg 10: not longer than 30 minutes after the start. */
  registerClose: TimeOfDay.default('09:15'),
  /** "…instructed to report to their Mentors at 8.30." */
  earlyReport: TimeOfDay.default('08:30'),
  /** "If pupil punctuality is of concern": late on so many of the last ten school days, or so many minutes on average. It prompts; a person decides. */
  concernLateMornings: z.int().min(1).max(10).default(3),
  concernAverageMinutes: minutes.default(5),
  /** How long a start at 8.30 runs until it is looked at again, unless another day is chosen. */
  earlyReviewSchoolDays: z.int().min(1).max(60).default(10),
  /** "…by the end of Monday lunch for the previous week." */
  lunchEnds: TimeOfDay.default('13:20'),
  /** "…regularly check their pupil progress via SIMS": so many days after the last check the next is due. */
  simsCheckDays: z.int().min(1).max(60).default(7),
  /** "If telephone/email contact with parents/carers has not been possible": so many attempts, over so many days, by so many channels. It prompts; a person decides. */
  contactAttempts: z.int().min(1).max(20).default(3),
  contactDays: z.int().min(1).max(20).default(2),
  contactChannels: z.int().min(1).max(2).default(2),
  /** When unsent work turns amber. */
  dayEnds: TimeOfDay.default('15:10'),
  /** No update reloads the app between these. */
  morningFrom: TimeOfDay.default('08:15'),
  morningTo: TimeOfDay.default('09:15'),
  /** Notes and cards lock after this many idle seconds. */
  lockAfterSeconds: z.int().min(15).max(600).default(60),
  /** Leaving the sit-together view locks the tablet. */
  togetherAsksPin: z.boolean().default(false),
  /** The desk list stays open this long after the register closes. */
  deskStaysMinutes: minutes.default(15),
  /** School days a tablet may read without meeting the server. */
  leaseSchoolDays: z.int().min(1).max(60).default(5),
  /** Pupils' PDFs may be saved or shared from the tablet. */
  savePdf: z.boolean().default(true),
  /** Wording that reads like a disclosure: it stops a text, for a DSL to be told instead. */
  safeguardingWords: z.array(z.string().min(1).max(LONGEST_WORDING)).max(500).default([...DISCLOSURE_WORDS]),
  /** "…in accordance with the School sanctions policy." */
  sanctionLadder: SanctionLadder.default(DEFAULT_LADDER),
  /** "Weekly targets should be SMART": the beginnings a mentor is offered. */
  targetStems: z.array(z.string().min(1).max(STEM_LIMIT)).max(STEMS_LIMIT).default([...DEFAULT_STEMS]),
  /** A step of the ladder given in the last so many school days leads to the next one. */
  ladderDays: z.int().min(1).max(200).default(30),
  /** "…and if this continues": so many sanctions within so many school days. */
  repeatCount: z.int().min(2).max(20).default(2),
  repeatDays: z.int().min(1).max(60).default(10),
  /** "…report to the Lead Mentor at the end of the school day", and when who has not come has missed it. */
  endOfDayReport: TimeOfDay.default('15:05'),
  endOfDayCloses: TimeOfDay.default('15:25'),
  /** Paper about a pupil is destroyed so many months after the mentoring ended. */
  paperMonths: z.int().min(1).max(120).default(12),
  /** The lessons of a school day, in order. */
  periods: Periods.default(DEFAULT_PERIODS),
  /** The blue report's scale, and whether a lesson is scored once or for each target. */
  sheetDesigns: z.array(SheetDesign).min(1).max(50).default(DEFAULT_DESIGNS),
})
export type Settings = z.infer<typeof schema>

/** One setting as a record in bucket `school`; its id is the key. */
export const Setting = z.object({ key: z.string().max(60), value: z.json() })
export type Setting = z.infer<typeof Setting>

export const DEFAULT_SETTINGS: Settings = schema.parse({})

/** The school's settings over the defaults; a value that does not fit its key is passed over, not fatal. */
export function settingsFrom(rows: Iterable<Setting>): Settings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS }
  for (const { key, value } of rows) {
    const field = (schema.shape as Record<string, z.ZodType>)[key]
    const parsed = field?.safeParse(value)
    if (parsed?.success) settings[key] = parsed.data
  }
  return schema.parse(settings)
}
