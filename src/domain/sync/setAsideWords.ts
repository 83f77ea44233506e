/** What two people set at once, in words: those of the screen where it is set, else those of the pupil's file. */
import { fieldName, plainName } from '../people/fieldWords.ts'
import { wordsOf } from '../people/fileWords.ts'
import { fullName } from '../pupil.ts'
import type { FieldsOf, Kind, Row } from '../records.ts'
import { shortDate } from '../time/clock.ts'
import { COMMITMENT_WORDS } from '../week/commitment.ts'
import { STATE_WORDS } from '../cases/mentorship.ts'
import type { Json } from '../protocol.ts'
import { RESULT_WORDS, targetSentence } from '../week/target.ts'
import { NOT_SCORED, ReportScore } from '../week/reportScore.ts'
import { SESSION_KIND_WORDS, sessionTitle } from '../week/session.ts'
import { OUTCOME_WORDS, PlannedAction } from '../week/weeklyReview.ts'
import type { SetAside } from './setAside.ts'

type Say = (value: Json, staffName: (id: string) => string) => string
const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
const text: Say = (value) => (value === null || value === '' ? 'Nothing' : plain(value))
const yesNo: Say = (value) => (value === true ? 'Yes' : 'No')
const day: Say = (value) => (typeof value === 'string' ? shortDate(value) : 'Nothing')
const oneOf = (words: Readonly<Record<string, string>>): Say => (value) => words[plain(value)] ?? plain(value)
const plan: Say = (value) => {
  const lines = PlannedAction.array().safeParse(value).data ?? []
  return lines.length === 0 ? 'No action' : lines.map(({ who, what, byWhen, done }) => [`${who}: ${what}`, byWhen, done ? 'done' : ''].filter(Boolean).join(', ')).join('; ')
}
const score: Say = (value) => {
  const said = ReportScore.shape.said.safeParse(value).data
  if (!said) return value === null ? 'Blank' : 'A mark of a newer kind'
  return 'none' in said ? NOT_SCORED[said.none].words : said.mark
}

/** What a screen says in other words than the file does. */
const SAID: Record<string, Record<string, [name: string, say: Say]>> = {
  weeklyReview: {
    outcome: ['Outcome of the week', oneOf({ ...OUTCOME_WORDS, null: 'Not decided' })], actionPlan: ['Action plan', plan], planInPlanner: ['Recorded in the pupil’s planner', yesNo],
  },
  target: {
    result: ['Result', oneOf({ ...RESULT_WORDS, open: 'Not decided' })], measure: ['How it is counted', text], threshold: ['How much is enough', text],
    scope: ['Where it counts', text], by: ['By', day], weekStart: ['Week', day], source: ['What it rests on', text],
  },
  session: {
    kind: ['Sort of session', oneOf(SESSION_KIND_WORDS)], subject: ['Subject', text], from: ['From', day], until: ['Until', day], starts: ['Begins', text], ends: ['Ends', text],
    venue: ['Venue', text], leads: ['Led by', text],
  },
  mentorship: { mentorId: ['Mentor', (value, staffName) => staffName(plain(value))], state: ['State', oneOf(STATE_WORDS)], reason: ['Reason', text], endedOn: ['Ended on', day], endReason: ['Reason for the end', text] },
  deskPupil: { preferredName: ['First name', text], surname: ['Surname', text], form: ['Form', text], year: ['Year', text] },
  reportScore: { said: ['Score', score] },
  pupil: { tutor: ['Form tutor', text], legalForename: ['Legal first name', text], legalSurname: ['Legal surname', text] },
}

/** What the app sets by itself beside what a person sets; put back alone it would say something untrue. */
export const SET_BY_THE_APP: Readonly<Record<string, readonly string[]>> = {
  setting: ['key', 'changedBy', 'changedAt', 'earlier'],
  target: ['resultAt', 'evidence', 'earlier', 'version'],
  weeklyReview: ['weekStart', 'version', 'amendedReason'],
  // What an import says of the roll, and what the server writes of itself.
  simsBatch: ['set', 'state', 'rows', 'taken', 'newest', 'columns', 'weekStart', 'weekLetter'],
  rollShape: ['year', 'on', 'pupils', 'sen', 'pupilPremium', 'eal', 'lookedAfter', 'girls', 'boys'],
  candidate: ['behaviour', 'attendance', 'grades', 'groups', 'byHand'],
  pupilIdentity: ['missingSince', 'said'],
  deskPupil: ['walkIn'],
  yearMeeting: ['year', 'begun', 'ended'],
  staff: ['name', 'initials', 'role', 'year', 'active'],
  reportScore: ['date', 'period', 'target'],
  mentorship: ['startedOn'],
  mentorCapacity: ['mentorId'],
}
const isOfTheApp = (t: string, field: string): boolean => field === 'pupilId' || (Object.hasOwn(SET_BY_THE_APP, t) && SET_BY_THE_APP[t]?.includes(field) === true)

type StaffName = (id: string) => string
const IS_STAFF = /^(mentorId|coverId|present)$/
function inTheFilesWords(t: string, field: string, value: Json, staffName: StaffName): string {
  if (typeof value === 'boolean') return yesNo(value, staffName)
  const ids = IS_STAFF.test(field) ? [value].flat().filter((one) => typeof one === 'string') : []
  return wordsOf(value, field, { kind: t, fields: { [field]: value }, marks: [] }, { people: ids.map((id) => ({ id, name: staffName(id) })), marked: false }) || 'Nothing'
}

/** What was set, in the words of the screen it is set on; undefined where no person sets it. */
export function sayValue(t: string, field: string, value: Json, staffName: StaffName): string | undefined {
  if (isOfTheApp(t, field)) return undefined
  return SAID[t]?.[field]?.[1](value, staffName) ?? inTheFilesWords(t, field, value, staffName)
}

export type SetAsideWords = { field: string; stands: string; aside: string }

/** Undefined for what no person set. */
export function setAsideWords({ about: { t }, field, stands, aside }: Pick<SetAside, 'about' | 'field' | 'stands' | 'aside'>, staffName: StaffName): SetAsideWords | undefined {
  const name = isOfTheApp(t, field) ? undefined : (SAID[t]?.[field]?.[0] ?? fieldName(t, field) ?? plainName(field))
  return name === undefined ? undefined : { field: name, stands: sayValue(t, field, stands.value, staffName) ?? '', aside: sayValue(t, field, aside.value, staffName) ?? '' }
}

/** Which of several a person would say it is. */
const WHICH: { [K in Kind]?: (f: FieldsOf<K>, staffName: StaffName) => string } = {
  target: targetSentence,
  session: sessionTitle,
  term: ({ name }) => name,
  dayException: ({ name, date }) => `${name}, ${shortDate(date)}`,
  earlyFinish: ({ name }) => name,
  contact: ({ name }) => name,
  reportScore: ({ date, period }) => `${shortDate(date)}, lesson ${period}`,
  candidate: fullName,
  commitment: ({ detail, kind }) => detail ?? COMMITMENT_WORDS[kind],
  mentorCapacity: ({ mentorId }, staffName) => staffName(mentorId),
  cover: ({ mentorId }, staffName) => staffName(mentorId),
}
/** Empty where there is only one. */
export const whichOne = <K extends Kind>({ t, f }: Readonly<Row<K>>, staffName: StaffName): string => WHICH[t]?.(f, staffName) ?? ''
