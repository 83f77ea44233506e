/**
 * What the policy leaves open is a setting with a default that makes the policy work untouched. The right-hand words
 * name the sentence each one serves.
 */
import { z } from './schema.ts'
import { CandidateRules, DEFAULT_CANDIDATE_RULES } from './cases/candidateRule.ts'
import { SchoolDate, TimeOfDay, type Instant } from './time/clock.ts'
import { DISCLOSURE_WORDS } from './conduct/disclosureWords.ts'
import { DEFAULT_LETTER_REASONS, LETTER_REASON_LIMIT, LETTER_REASONS_LIMIT } from './home/letterReasons.ts'
import { DEFAULT_LADDER, SanctionLadder } from './conduct/sanctionLadder.ts'
import { DEFAULT_PERIODS, MOST_CHANGES, Periods, PeriodsFrom } from './time/period.ts'
import { DEFAULT_RETENTION, RetentionRules } from './people/retention.ts'
import { DEFAULT_DESIGNS, SheetDesign } from './week/scoreScale.ts'
import { DEFAULT_STEMS, STEM_LIMIT, STEMS_LIMIT } from './week/target.ts'
import { LONGEST_WORDING } from './conduct/tripWire.ts'
import { DEFAULT_STAGES, WithdrawalStages } from './cases/withdrawalStage.ts'

/** A rule that is one number, time, word or yes: its usual value and what a school may make of it. */
const number = (usual: number, min: number, max: number) => ({ kind: 'number' as const, usual, min, max, schema: z.int().min(min).max(max).default(usual) })
const time = (usual: TimeOfDay, min: TimeOfDay, max: TimeOfDay) => ({ kind: 'time' as const, usual, min, max, schema: TimeOfDay.refine((at) => at >= min && at <= max).default(usual) })
const yesNo = (usual: boolean) => ({ kind: 'yes-no' as const, usual, schema: z.boolean().default(usual) })
const words = (usual: string, max: number) => ({ kind: 'words' as const, usual, max, schema: z.string().min(1).max(max).default(usual) })

/** The one list: the rules go by it, the School rules screen shows it, the server takes nothing else. */
export const PLAIN_RULES = {
  /** The school's name, on letters and reviews. */
  schoolName: words('Our school', 120),
  /** "…at 8.45 each morning, and Mentors will give them their registration mark." */
  registerStart: time('08:45', '07:00', '11:00'),
  /** Reg 10: not longer than 30 minutes after the start. */
  registerClose: time('09:15', '07:00', '11:30'),
  /** "…instructed to report to their Mentors at 8.30." */
  earlyReport: time('08:30', '07:00', '11:00'),
  /** "If pupil punctuality is of concern": late on so many of the last ten school days, or so many minutes on average. It prompts; a person decides. */
  concernLateMornings: number(3, 1, 10),
  concernAverageMinutes: number(5, 1, 600),
  /** How long a start at 8.30 runs until it is looked at again, unless another day is chosen. */
  earlyReviewSchoolDays: number(10, 1, 60),
  /** "Mentors tell Lead Mentor who is being mentored the following week": on the last school day before it, by this time. */
  nextWeekListBy: time('15:30', '08:00', '18:00'),
  /** "…by the end of Monday lunch for the previous week." */
  lunchEnds: time('13:20', '11:00', '15:00'),
  /** "…regularly check their pupil progress via SIMS": so many days after the last check the next is due. */
  simsCheckDays: number(7, 1, 60),
  /** "If telephone/email contact with parents/carers has not been possible": so many attempts, over so many days, by so many channels. It prompts; a person decides. */
  contactAttempts: number(3, 1, 20),
  contactDays: number(2, 1, 20),
  contactChannels: number(2, 1, 2),
  /** "If Mentors feel that insufficient progress is being made": fewer of the targets of five weeks met than this. It prompts; a person decides. */
  meetingTargetsPercent: number(40, 1, 100),
  /** No arrival of a mentor’s pupils has come in by then, or nothing was written for so many school days: the Lead Mentor hears of it. */
  lapseArrivalsBy: time('09:00', '08:00', '12:00'),
  lapseNoteDays: number(3, 1, 15),
  /** A report on impact shows no group of fewer pupils. */
  smallNumbers: number(5, 3, 20),
  /** When unsent work turns amber. */
  dayEnds: time('15:10', '12:00', '18:00'),
  /** No update reloads the app between these. */
  morningFrom: time('08:15', '06:00', '11:00'),
  morningTo: time('09:15', '07:00', '12:00'),
  /** School days for which a mark may still be put down afterwards. */
  markBackDays: number(10, 1, 30),
  /** Notes and cards lock after this many idle seconds. */
  lockAfterSeconds: number(60, 15, 600),
  /** Leaving the sit-together view locks the tablet. */
  togetherAsksPin: yesNo(false),
  /** The desk list stays open this long after the register closes. */
  deskStaysMinutes: number(15, 1, 600),
  /** School days a tablet may read without meeting the server. */
  leaseSchoolDays: number(5, 1, 60),
  /** A forgotten passphrase loses no unsent work: two colleagues let the school's recovery key be used. */
  recoveryKey: yesNo(true),
  /** Pupils' PDFs may be saved or shared from the tablet. */
  savePdf: yesNo(true),
  /** "Daily Mentor actions should be noted on the back of blue reports": a photo of the sheet may be kept. */
  sheetPhotos: yesNo(false),
  /** "…investigate attendance issues": school days in which a missed time is still looked for. */
  missedBackDays: number(10, 1, 30),
  /** A step of the ladder given in the last so many school days leads to the next one. */
  ladderDays: number(30, 1, 200),
  /** "…and if this continues": so many sanctions within so many school days. */
  repeatCount: number(2, 2, 20),
  repeatDays: number(10, 1, 60),
  /** "…report to the Lead Mentor at the end of the school day", and when who has not come has missed it. */
  endOfDayReport: time('15:05', '12:00', '18:00'),
  endOfDayCloses: time('15:25', '12:00', '18:30'),
  /** How long such a report runs until its review, unless another day is chosen. */
  endOfDaySchoolDays: number(10, 1, 60),
  /** "…letters … detailing the reasons for mentoring, what it entails": one sentence or two each; {pupil}, {mentor}, {school}, {time} and {early} are filled in. */
  startLetterMornings: words('{pupil} comes to the student reception at {time} each morning, meets {mentor} there and gets the registration mark. Where punctuality is of concern, the time is {early}.', 400),
  startLetterReport: words('{pupil} carries a blue report to every lesson. Teachers score it against targets that {pupil} and {mentor} set together each week.', 400),
  startLetterSessions: words('There may be a mentoring or catch-up session in the week. Each week is looked back on with {pupil}, and we keep you informed.', 400),
  startLetterEnding: words('When things go well the support is withdrawn step by step: first fewer mornings, then a last talk with {pupil} and a call to you.', 400),
  startLetterContact: words('If you have a question, or there is something we should know, please call the school and ask for {mentor}.', 400),
  /** The policy says nothing of data protection or complaints: the letter does. */
  startLetterRights: words('We keep what we need to help {pupil}, and you may ask to see it. If you are unhappy with something, tell {mentor} first; the school’s complaints procedure stands open to you.', 400),
  /** "…notify the Lead Mentor who will send a letter home": {pupil}, {school} and {sender} are filled in. */
  homeLetterWhy: words('{pupil} has a mentor at school, who meets {pupil} in the morning and keeps home informed. We have tried to reach you and have not succeeded, so we write to you.', 400),
  /** The same where there is no number to try. */
  homeLetterNoWay: words('{pupil} has a mentor at school, who meets {pupil} in the morning and keeps home informed. We have no telephone number and no e-mail address for you, so we write to you.', 400),
  homeLetterAsk: words('There may be a good reason: numbers change, and days are full. Please call the school or send a line, and tell us the best number and time to reach you.', 400),
  homeLetterHelp: words('It need not be long, and it is meant to help: we should like to tell you what goes well, and agree together what comes next.', 400),
  /** "…a meeting with parents/carers would be appropriate": the invitation to it. */
  invitationWhat: words('{pupil} has a mentor at school. We should like to look together at what goes well and what is still hard, and agree what school and home each do next.', 400),
  invitationOther: words('If the day or the time does not suit you, please tell us when it would. You may bring somebody with you.', 400),
  /** "…instructed to report to their Mentors at 8.30. This supportive measure…": the slip for the pupil and the notice for home; {until} and {things} are filled in as well. */
  noticeSlipMeasure: words('This supportive measure is in place to facilitate a prompt and organised start to the school day. It is help, not a punishment.', 400),
  noticeSlipHow: words('You have a little time with {mentor} before registration: to get your things ready and to talk the day through. Your registration mark is given there as always.', 400),
  noticeSlipEnds: words('It runs {until}. When your mornings go well, you are back at {time}.', 400),
  noticeSlipHard: words('If your bus or anything else makes this hard, tell your mentor and we will find a way.', 400),
  noticeHomeMeasure: words('This supportive measure is in place to facilitate a prompt and organised start to the school day. It is not a sanction.', 400),
  noticeHomeHow: words('{pupil} meets {mentor} in the student reception before registration. Together they check that {things} are ready, and talk the day through. The registration mark is given there as usual.', 400),
  noticeHomeEnds: words('The earlier start runs {until}. Once mornings are prompt and organised, {pupil} returns to {time}.', 400),
  noticeHomeHard: words('Please tell us if a school bus, caring for someone at home or anything else makes this time difficult. We will find another way.', 400),
  noticeHomeReturn: words('Please sign below and return this page with {pupil}, or tell the school that you have received it.', 400),
  /** "…send letter home informing parents" and "At the start of the mentor process letters will be sent home": one letter does both, or there are two. */
  twoStartLetters: yesNo(false),
  /** "…for all pupils": what is ready at the start of the day is looked at with those who come at 8.30, or with every mentee. */
  startCheckForAll: yesNo(false),
  /** The policy does not say when it is looked at again itself. */
  policyReviewMonths: number(12, 1, 60),
  /** "…discuss with HOY any background information": what was said so many months ago is asked about again. */
  backgroundMonths: number(12, 1, 60),
  /** How many pupils a mentor has room for, where nothing else is said of them. It warns; a person decides. */
  mentorCapacity: number(8, 1, 60),
  /** What SIMS said of somebody who is not mentored is shown for so many days. */
  candidateDays: number(60, 7, 200),
  /** Paper about a pupil is destroyed so many months after the mentoring ended. */
  paperMonths: number(12, 1, 120),
}
export type PlainRule = keyof typeof PLAIN_RULES
type PlainSchemas = { [K in PlainRule]: (typeof PLAIN_RULES)[K]['schema'] }

const schema = z.object({
  ...(Object.fromEntries(Object.entries(PLAIN_RULES).map(([key, rule]) => [key, rule.schema])) as PlainSchemas),
  /** Wording that reads like a disclosure: it stops a text, for a DSL to be told instead. */
  safeguardingWords: z.array(z.string().min(1).max(LONGEST_WORDING)).max(500).default([...DISCLOSURE_WORDS]),
  /** "…in accordance with the School sanctions policy." */
  sanctionLadder: SanctionLadder.default(DEFAULT_LADDER),
  /** "Weekly targets should be SMART": the beginnings a mentor is offered. */
  targetStems: z.array(z.string().min(1).max(STEM_LIMIT)).max(STEMS_LIMIT).default([...DEFAULT_STEMS]),
  /** "…detailing the reasons for mentoring": sentences a mentor is offered, so that a letter in a home's language can say them too. */
  letterReasons: z.array(z.string().min(1).max(LETTER_REASON_LIMIT)).max(LETTER_REASONS_LIMIT).default([...DEFAULT_LETTER_REASONS]),
  /** "Mentoring support should be withdrawn gradually": the stages, from every day down. */
  withdrawalStages: WithdrawalStages.default(DEFAULT_STAGES),
  /** "…identify pupils needing to be mentored, using data": the sentences by which the school looks. */
  candidateRules: CandidateRules.default(DEFAULT_CANDIDATE_RULES),
  /** The lessons of a school day, in order, as the school had them first. */
  periods: Periods.default(DEFAULT_PERIODS),
  /** What they have been since, each from a week on. */
  laterPeriods: z.array(PeriodsFrom).max(MOST_CHANGES).default([]),
  /** The day on which the policy was last looked at; empty while it never was. */
  policyReviewedOn: z.union([SchoolDate, z.literal('')]).default(''),
  /** How long a file is kept, and what then: the Deputy Headteacher’s to say. */
  retentionRules: RetentionRules.default([...DEFAULT_RETENTION]),
  /** Who may have a pupil’s file as a whole beside the Deputy Headteacher, who alone names them: staff ids. */
  fileReaders: z.array(z.string().max(120)).max(10).default([]),
  /** The blue report's scale, and whether a lesson is scored once or for each target. */
  sheetDesigns: z.array(SheetDesign).min(1).max(50).default(DEFAULT_DESIGNS),
})
export type Settings = z.infer<typeof schema>

const MOST_EARLIER = 40
/** One setting as a record in bucket `school`; its id is the key. */
export const Setting = z.object({
  key: z.string().max(60),
  value: z.json(),
  /** Who last changed it, and when (UTC ms). Rows without it are as they were added. */
  changedBy: z.string().optional(),
  changedAt: z.number().optional(),
  /** What it was before, and until when (UTC ms): what was due then is judged by what was asked then. */
  earlier: z.array(z.object({ value: z.json(), until: z.number() })).max(MOST_EARLIER).optional(),
})
export type Setting = z.infer<typeof Setting>

/** What a setting has been, with the value that now gives way. */
export const withEarlier = ({ earlier = [] }: Pick<Setting, 'earlier'>, value: Setting['value'], until: Instant): NonNullable<Setting['earlier']> => [...earlier.slice(1 - MOST_EARLIER), { value, until }]
/** What was due is judged by the rule as it stood then, so what it was is kept. */
const isDeadline = (key: string): boolean => key === 'lunchEnds' || key === 'nextWeekListBy'
/** The fields of a setting as somebody changes it. `before`: as it stood, which the usual value is where nobody had set it. */
export const changedSetting = (before: Pick<Setting, 'key' | 'value' | 'earlier'>, value: Setting['value'], by: string, at: Instant): Omit<Setting, 'key'> =>
  ({ value, changedBy: by, changedAt: at, ...(isDeadline(before.key) ? { earlier: withEarlier(before, before.value, at) } : {}) })
/** A setting as it stood at a moment. */
export function settingAt<T extends Pick<Setting, 'key' | 'value' | 'earlier'>>(row: T, at: Instant): T {
  const stood = [...(row.earlier ?? [])].sort((a, b) => a.until - b.until).find(({ until }) => until > at)
  return stood ? { ...row, value: stood.value } : row
}

export const DEFAULT_SETTINGS: Settings = schema.parse({})

/** Whether a value is one that a school may give; what a later version may add is not known here, and fits. */
export function fitsRule(key: string, value: unknown): boolean {
  const field = Object.hasOwn(schema.shape, key) ? (schema.shape as Record<string, z.ZodType>)[key] : undefined
  return field === undefined || (value !== undefined && field.safeParse(value).success)
}

/** The school's settings over the defaults; a value that does not fit its key is passed over, not fatal. */
export function settingsFrom(rows: Iterable<Pick<Setting, 'key' | 'value'>>): Settings {
  const settings: Settings = { ...DEFAULT_SETTINGS }
  for (const { key, value } of rows) {
    const field = Object.hasOwn(schema.shape, key) ? (schema.shape as Record<string, z.ZodType>)[key] : undefined
    const parsed = field?.safeParse(value)
    if (parsed?.success) Object.assign(settings, { [key]: parsed.data })
  }
  return settings
}
