/**
 * What the policy leaves to the school, as a person reads and changes it: each rule with the sentence it serves, the range
 * it may have, and why a value cannot be. The values themselves are in setting.ts.
 */
import { minutesFromTime, spokenTime, TimeOfDay } from '../time/clock.ts'
import { fillIn, HOME_FIELDS, LETTER_FIELDS, NOTICE_FIELDS, unknownFields } from '../home/mergeFields.ts'
import { PLAIN_RULES, type PlainRule, type Settings } from '../setting.ts'

export type RuleSection = 'identify' | 'morning' | 'punctuality' | 'missed' | 'end-of-day' | 'home' | 'records' | 'tablets'
export const SECTION_WORDS: Record<RuleSection, string> = {
  identify: 'Identifying pupils', morning: 'The morning and the register', punctuality: 'Punctuality', missed: 'Missed times and sanctions', 'end-of-day': 'Report at the end of the day', home: 'Contact home', records: 'Records', tablets: 'Tablets',
}
export const SECTIONS = Object.keys(SECTION_WORDS) as RuleSection[]

export type RuleWords = {
  section: RuleSection
  label: string
  /** The policy's sentence, the law's, or what it is good for. */
  serves: string
  unit?: readonly [one: string, many: string]
}
const DAYS = ['school day', 'school days'] as const
const MINUTES = ['minute', 'minutes'] as const
const START_LETTER = 'At the start of the mentor process letters will be sent home to parents detailing the reasons for mentoring, what it entails. {pupil}, {mentor}, {school}, {time} and {early} are filled in.'

const HOME_LETTER = 'If telephone/email contact with parents/carers has not been possible, Mentors should notify the Lead Mentor who will send a letter home. {pupil}, {school} and {sender} are filled in.'
const NOTICE = 'Pupils will be instructed to report to their Mentors at 8.30. This supportive measure is in place to facilitate a prompt and organised start to the school day. {pupil}, {mentor}, {school}, {time}, {early}, {until} and {things} are filled in.'
const INVITATION = 'If Mentors feel that insufficient progress is being made, a meeting with parents/carers would be appropriate. {pupil}, {school} and {sender} are filled in.'

/** In the order in which they are read. */
export const RULE_WORDS: Record<PlainRule, RuleWords> = {
  candidateDays: { section: 'identify', label: 'What SIMS said of a pupil who is not mentored is shown for', serves: 'Mentors meet with DHT / HOY to identify pupils, using data. No more is held than the meeting needs.', unit: ['day', 'days'] },
  registerStart: { section: 'morning', label: 'The register begins', serves: 'Mentees should report to their Mentor in the student reception at 8.45 each morning, and Mentors will give them their registration mark.' },
  registerClose: { section: 'morning', label: 'The register closes', serves: 'The register may be open for 30 minutes at most (Attendance Regulations 2024, regulation 10). Until then a pupil is late, after it U.' },
  earlyReport: { section: 'morning', label: 'The earlier start', serves: 'If pupil punctuality is of concern, then pupils will be instructed to report to their Mentors at 8.30.' },
  markBackDays: { section: 'morning', label: 'A mark may be put down afterwards for', serves: 'The register is complete: what was forgotten at reception is put down later, with its reason.', unit: DAYS },
  deskStaysMinutes: { section: 'morning', label: 'After the register closes the desk list stays for', serves: 'Who comes late is still marked at reception.', unit: MINUTES },
  concernLateMornings: { section: 'punctuality', label: 'Of concern: late, in ten school days, on', serves: 'If pupil punctuality is of concern. It prompts; a person decides.', unit: ['morning', 'mornings'] },
  concernAverageMinutes: { section: 'punctuality', label: 'Of concern: late, on average, by', serves: 'If pupil punctuality is of concern. It prompts; a person decides.', unit: MINUTES },
  startCheckForAll: { section: 'punctuality', label: 'What is ready is looked at with every mentee', serves: 'This supportive measure is in place to facilitate a prompt and organised start to the school day for all pupils. Usually it is looked at with those who come at the earlier time.' },
  earlyReviewSchoolDays: { section: 'punctuality', label: 'An earlier start is looked at again after', serves: 'This supportive measure is in place to facilitate a prompt and organised start to the school day.', unit: DAYS },
  missedBackDays: { section: 'missed', label: 'A missed time is looked for in the last', serves: 'If pupils do not attend for mentoring, Mentors should investigate attendance issues.', unit: DAYS },
  ladderDays: { section: 'missed', label: 'A sanction counts for the next step for', serves: 'Mentors should issue a sanction in accordance with the School sanctions policy.', unit: DAYS },
  repeatCount: { section: 'missed', label: 'It continues: sanctions within the days below', serves: 'The Lead Mentor should be informed and if this continues, mentees will be expected to report to the Lead Mentor.', unit: ['sanction', 'sanctions'] },
  repeatDays: { section: 'missed', label: 'It continues: counted over the last', serves: 'The Lead Mentor should be informed and if this continues, mentees will be expected to report to the Lead Mentor.', unit: DAYS },
  endOfDayReport: { section: 'end-of-day', label: 'The report is at', serves: 'Mentees will be expected to report to the Lead Mentor at the end of the school day.' },
  endOfDayCloses: { section: 'end-of-day', label: 'Who has not come has missed it after', serves: 'Mentees will be expected to report to the Lead Mentor at the end of the school day.' },
  endOfDaySchoolDays: { section: 'end-of-day', label: 'It is looked at again after', serves: 'It ends by itself on its review date, unless it is continued.', unit: DAYS },
  homeLetterWhy: { section: 'home', label: 'Letter where nobody was reached: why we write', serves: HOME_LETTER },
  homeLetterNoWay: { section: 'home', label: 'Letter where nobody was reached: why we write, with no number on file', serves: HOME_LETTER },
  homeLetterAsk: { section: 'home', label: 'Letter where nobody was reached: what we ask', serves: HOME_LETTER },
  homeLetterHelp: { section: 'home', label: 'Letter where nobody was reached: what it is for', serves: HOME_LETTER },
  invitationWhat: { section: 'home', label: 'Invitation to a meeting: what it is about', serves: INVITATION },
  invitationOther: { section: 'home', label: 'Invitation to a meeting: another time', serves: INVITATION },
  noticeSlipMeasure: { section: 'home', label: 'Slip for an earlier start: what it is', serves: NOTICE },
  noticeSlipHow: { section: 'home', label: 'Slip for an earlier start: what happens', serves: NOTICE },
  noticeSlipEnds: { section: 'home', label: 'Slip for an earlier start: how long', serves: NOTICE },
  noticeSlipHard: { section: 'home', label: 'Slip for an earlier start: if it is hard', serves: NOTICE },
  noticeHomeMeasure: { section: 'home', label: 'Notice home of an earlier start: what it is', serves: NOTICE },
  noticeHomeHow: { section: 'home', label: 'Notice home of an earlier start: what happens', serves: NOTICE },
  noticeHomeEnds: { section: 'home', label: 'Notice home of an earlier start: how long', serves: NOTICE },
  noticeHomeHard: { section: 'home', label: 'Notice home of an earlier start: if it is hard', serves: NOTICE },
  noticeHomeReturn: { section: 'home', label: 'Notice home of an earlier start: to return it', serves: NOTICE },
  twoStartLetters: { section: 'home', label: 'Two letters: one before mentoring begins, one at its start', serves: 'Mentors should send letter home informing parents (before), and at the start of the mentor process letters will be sent home detailing the reasons and what it entails. Usually one letter does both.' },
  contactAttempts: { section: 'home', label: 'Nobody was reached: after', serves: 'If telephone/email contact has not been possible, Mentors should notify the Lead Mentor who will send a letter home. It prompts; a person decides.', unit: ['attempt', 'attempts'] },
  contactDays: { section: 'home', label: 'Nobody was reached: on', serves: 'If telephone/email contact has not been possible, Mentors should notify the Lead Mentor who will send a letter home. It prompts; a person decides.', unit: ['day', 'days'] },
  contactChannels: { section: 'home', label: 'Nobody was reached: by', serves: 'If telephone/email contact has not been possible, Mentors should notify the Lead Mentor who will send a letter home. It prompts; a person decides.', unit: ['channel', 'channels'] },
  meetingTargetsPercent: { section: 'home', label: 'A meeting with home is offered where fewer targets are met than', serves: 'If Mentors feel that insufficient progress is being made, a meeting with parents/carers would be appropriate. It prompts; a person decides.', unit: ['per cent', 'per cent'] },
  startLetterMornings: { section: 'home', label: 'Letter at the start, the mornings', serves: START_LETTER },
  startLetterReport: { section: 'home', label: 'Letter at the start, the blue report and targets', serves: START_LETTER },
  startLetterSessions: { section: 'home', label: 'Letter at the start, sessions and review', serves: START_LETTER },
  startLetterEnding: { section: 'home', label: 'Letter at the start, how it ends', serves: START_LETTER },
  startLetterContact: { section: 'home', label: 'Letter at the start, how to reach the school', serves: START_LETTER },
  startLetterRights: { section: 'home', label: 'Letter at the start, data protection and complaints', serves: 'The policy says nothing of data protection or complaints; home may ask for both. {pupil}, {mentor}, {school}, {time} and {early} are filled in.' },
  lunchEnds: { section: 'records', label: 'Monday lunch ends', serves: 'Mentors should complete their electronic records by the end of Monday lunch for the previous week.' },
  nextWeekListBy: { section: 'records', label: 'Next week’s list is sent, on the last school day of the week, by', serves: 'Mentors tell Lead Mentor who is being mentored the following week.' },
  lapseArrivalsBy: { section: 'records', label: 'The Lead Mentor hears where no arrival has come in by', serves: 'Mentees should report to their Mentor in the student reception at 8.45 each morning. It says what has arrived, not whose fault it is.' },
  lapseNoteDays: { section: 'records', label: 'The Lead Mentor hears where a mentor has written nothing for', serves: 'All Mentors have an electronic log. It says what has arrived, not whose fault it is.', unit: DAYS },
  smallNumbers: { section: 'records', label: 'A report on impact shows no group of fewer than', serves: 'Figures about few pupils tell who they are.', unit: ['pupil', 'pupils'] },
  simsCheckDays: { section: 'records', label: 'After a look at SIMS the next is due in', serves: 'Mentors should regularly check their pupil progress via SIMS for any relevant pupil information.', unit: ['day', 'days'] },
  dayEnds: { section: 'records', label: 'The school day ends', serves: 'What has not left a tablet by then is said in amber.' },
  schoolName: { section: 'records', label: 'The school’s name', serves: 'It stands on letters, notices and reviews.' },
  policyReviewMonths: { section: 'records', label: 'The policy is looked at again after', serves: 'The policy does not say when it is reviewed. The Deputy Headteacher is reminded.', unit: ['month', 'months'] },
  backgroundMonths: { section: 'records', label: 'Background is asked about again after', serves: 'Mentors should discuss with HOY any background information. What was said long ago may no longer hold.', unit: ['month', 'months'] },
  mentorCapacity: { section: 'records', label: 'A mentor has room for', serves: 'Mentors meet with DHT / HOY to identify pupils needing to be mentored. It warns; a person decides, and the Lead Mentor may give one mentor another number.', unit: ['pupil', 'pupils'] },
  paperMonths: { section: 'records', label: 'Paper is destroyed after mentoring has ended by', serves: 'Mentors should also keep a paper file of all blue reports/contact logs/letters they receive. Paper is personal data too.', unit: ['month', 'months'] },
  savePdf: { section: 'records', label: 'PDFs may be saved or shared from a tablet', serves: 'A paper that leaves the tablet is out of its lock.' },
  sheetPhotos: { section: 'records', label: 'Blue reports may be photographed', serves: 'Daily Mentor actions should be noted on the back of blue reports. A photo keeps what a pen wrote there: of paper sheets only, never of a pupil.' },
  lockAfterSeconds: { section: 'tablets', label: 'A tablet left alone locks after', serves: 'Names in view of other pupils and parents are a disclosure.', unit: ['second', 'seconds'] },
  togetherAsksPin: { section: 'tablets', label: 'Leaving the sit-together view asks for the PIN', serves: 'Mentors should discuss staff information and targets with pupils: who holds the tablet sees that view alone.' },
  recoveryKey: { section: 'tablets', label: 'A forgotten passphrase may be recovered by two colleagues', serves: 'What a mentor wrote and had not sent is not lost with a passphrase. Any two of the Lead Mentor, the Deputy Headteacher and an administrator approve; it counts for each tablet from its next sign of the network.' },
  leaseSchoolDays: { section: 'tablets', label: 'A tablet reads without having met the server for', serves: 'A lost tablet forgets; a half-term locks nobody out.', unit: DAYS },
  morningFrom: { section: 'tablets', label: 'No update reloads the app from', serves: 'The queue at reception is not kept waiting.' },
  morningTo: { section: 'tablets', label: '…until', serves: 'The queue at reception is not kept waiting.' },
}
export const RULES_IN_ORDER = Object.keys(RULE_WORDS) as PlainRule[]

/** "8.45", "10 school days", "Yes". */
export function sayRule(key: PlainRule, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (PLAIN_RULES[key].kind === 'time' && typeof value === 'string') return spokenTime(value)
  const { unit } = RULE_WORDS[key]
  return unit ? `${value} ${value === 1 ? unit[0] : unit[1]}` : String(value)
}

/** "From 1 to 60 school days." */
export function sayRange(key: PlainRule): string {
  const rule = PLAIN_RULES[key]
  if (rule.kind === 'number') return `A whole number from ${rule.min} to ${sayRule(key, rule.max)}.`
  if (rule.kind === 'time') return `A time from ${spokenTime(rule.min)} to ${spokenTime(rule.max)}.`
  return rule.kind === 'words' ? `Up to ${rule.max} characters.` : ''
}

/** The sentences of each letter, in the order in which they are printed. */
export const LETTERS: readonly { name: 'start' | 'not-reached' | 'invitation' | 'slip' | 'notice'; title: string; sentences: readonly PlainRule[] }[] = [
  { name: 'start', title: 'Letter at the start of mentoring', sentences: ['startLetterMornings', 'startLetterReport', 'startLetterSessions', 'startLetterEnding', 'startLetterContact', 'startLetterRights'] },
  { name: 'not-reached', title: 'Letter where nobody was reached', sentences: ['homeLetterWhy', 'homeLetterNoWay', 'homeLetterAsk', 'homeLetterHelp'] },
  { name: 'invitation', title: 'Invitation to a meeting', sentences: ['invitationWhat', 'invitationOther'] },
  { name: 'notice', title: 'Notice home of an earlier start', sentences: ['noticeHomeMeasure', 'noticeHomeHow', 'noticeHomeEnds', 'noticeHomeHard', 'noticeHomeReturn'] },
  { name: 'slip', title: 'Slip for the pupil of an earlier start', sentences: ['noticeSlipMeasure', 'noticeSlipHow', 'noticeSlipEnds', 'noticeSlipHard'] },
]
/** What is filled in; undefined where the rule is no sentence of a letter. */
export const letterFields = (key: string): readonly string[] | undefined =>
  key.startsWith('startLetter') ? LETTER_FIELDS : key.startsWith('notice') ? NOTICE_FIELDS : LETTERS.some(({ sentences }) => sentences.some((one) => one === key)) ? HOME_FIELDS : undefined
/** Nobody at any school. */
export const EXAMPLE = { pupil: 'Robin', surname: 'Example', form: '9X', mentor: 'Ms A. Mentor', sender: 'Mr L. Mentor', home: 'Ms Example' } as const
/** A sentence as a home would read it. */
export const asRead = (text: string, { schoolName, registerStart, earlyReport }: Settings): string =>
  fillIn(text, { pupil: EXAMPLE.pupil, mentor: EXAMPLE.mentor, sender: EXAMPLE.sender, school: schoolName, time: spokenTime(registerStart), early: spokenTime(earlyReport), until: 'until we look at it again together', things: 'planner, pen, kit and homework' })

type Typed = { ok: true; value: string | number | boolean } | { ok: false; why: string }
/** What was typed as the rule's value, or why it cannot be. */
export function readRule(key: PlainRule, typed: string | boolean, settings: Settings): Typed {
  const rule = PLAIN_RULES[key]
  const text = String(typed).trim()
  const value = rule.kind === 'yes-no' ? typed === true : rule.kind === 'number' && /^\d{1,6}$/.test(text) ? Number(text) : text
  if (rule.kind === 'time' && !TimeOfDay.safeParse(value).success) return { ok: false, why: 'Give a time, such as 8.45.' }
  if (!rule.schema.safeParse(value).success) return { ok: false, why: text === '' ? 'Give a value first.' : sayRange(key) }
  const fields = letterFields(key)
  const unknown = fields === undefined ? [] : unknownFields(text, fields)
  if (unknown.length > 0) return { ok: false, why: `${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not filled in. There are ${(fields ?? []).map((field) => `{${field}}`).join(', ')}.` }
  const clash = clashOf({ ...settings, [key]: value }, key)
  return clash === undefined ? { ok: true, value } : { ok: false, why: clash }
}

const LONGEST_REGISTER = 30
const CLASHES: readonly { keys: readonly PlainRule[]; stands: (settings: Settings) => boolean; why: string }[] = [
  { keys: ['registerStart', 'registerClose'], why: 'The register closes after it begins.', stands: (one) => one.registerClose <= one.registerStart },
  { keys: ['registerStart', 'registerClose'], why: 'The law lets the register be open for 30 minutes at most. Change the other time first.', stands: (one) => minutesFromTime(one.registerClose) - minutesFromTime(one.registerStart) > LONGEST_REGISTER },
  { keys: ['registerStart', 'earlyReport'], why: 'The earlier start is before the register begins.', stands: (one) => one.earlyReport >= one.registerStart },
  { keys: ['morningFrom', 'morningTo'], why: 'The morning ends after it begins.', stands: (one) => one.morningTo <= one.morningFrom },
  { keys: ['endOfDayReport', 'endOfDayCloses'], why: 'Nobody has missed the report before it is.', stands: (one) => one.endOfDayCloses <= one.endOfDayReport },
  { keys: ['repeatCount', 'repeatDays'], why: 'So many sanctions do not fit into so few school days.', stands: (one) => one.repeatCount > one.repeatDays * 2 },
]
const clashOf = (settings: Settings, key: PlainRule): string | undefined => CLASHES.find(({ keys, stands }) => keys.includes(key) && stands(settings))?.why

/** Every word of the search in the label, the sentence or the section. */
export function findsRule(key: PlainRule, typed: string): boolean {
  const { label, serves, section } = RULE_WORDS[key]
  const held = `${label} ${serves} ${SECTION_WORDS[section]}`.toLocaleLowerCase('en-GB')
  return typed.toLocaleLowerCase('en-GB').split(/\s+/).every((word) => held.includes(word))
}
