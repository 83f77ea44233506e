/**
 * Everything that is kept of one pupil, as one file: for whoever asks to see it, and for the school the pupil goes on to.
 * Version 1 is described in docs/pupil-file.md; another program can read it with that page alone.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'
import type { Kind } from '../records.ts'
import { Role } from '../staff.ts'
import { rewritten } from './thirdParty.ts'

export const FileReason = z.enum(['subject-access', 'leaver'])
export type FileReason = z.infer<typeof FileReason>

export const Section = z.enum(['pupil', 'mentoring', 'arrivals', 'notes', 'targets', 'reviews', 'sessions', 'home', 'meetings', 'conduct', 'staff-feedback', 'sims', 'paper', 'background', 'safeguarding', 'other'])
export type Section = z.infer<typeof Section>
export const SECTION_WORDS: Record<Section, string> = {
  pupil: 'Who the pupil is', mentoring: 'Mentoring', arrivals: 'Mornings', notes: 'Notes', targets: 'Targets and scores', reviews: 'Weekly reviews', sessions: 'Sessions', home: 'Contact with home and letters',
  meetings: 'Meetings and decisions', conduct: 'Missed times and sanctions', 'staff-feedback': 'What staff say', sims: 'What SIMS says', paper: 'The paper file', background: 'Background', safeguarding: 'Safeguarding', other: 'Other',
}
const SECTION_OF: Partial<Record<Kind, Section>> = {
  deskPupil: 'pupil', pupil: 'pupil', pupilIdentity: 'pupil', candidate: 'pupil', yearTurn: 'pupil', ownWord: 'notes',
  mentorship: 'mentoring', caseEvent: 'mentoring', withdrawalEvent: 'mentoring', checkIn: 'mentoring', closingEvent: 'mentoring', reportingDecision: 'mentoring', nextWeekList: 'mentoring',
  expectation: 'arrivals', plannedAbsence: 'arrivals', commitment: 'arrivals', absenceCode: 'arrivals', arrivalEvent: 'arrivals', handOver: 'arrivals', startCheck: 'arrivals',
  note: 'notes', noteOutcome: 'notes', dailyAction: 'notes', agendaItem: 'notes', target: 'targets', reportScore: 'targets', weeklyReview: 'reviews',
  session: 'sessions', sessionChange: 'sessions', sessionAttendance: 'sessions', contact: 'home', contactEntry: 'home', homeLetter: 'home', startLetter: 'home',
  candidateDecision: 'meetings', yearMeeting: 'meetings', meetingNote: 'meetings', meetingTask: 'meetings', meetingTaskDone: 'meetings', homeMeeting: 'meetings', homeMeetingEvent: 'meetings',
  missedEvent: 'conduct', sanction: 'conduct', sanctionEvent: 'conduct', endOfDayReport: 'conduct', endOfDayDecision: 'conduct',
  staffRequest: 'staff-feedback', staffRequestEvent: 'staff-feedback', staffReply: 'staff-feedback', simsFact: 'sims', simsChange: 'sims', simsCheck: 'sims', timetable: 'sims',
  paperDocument: 'paper', paperEvent: 'paper', sheetPhoto: 'paper', background: 'background', safeguarding: 'safeguarding',
}
/** What `kind` says of a colleague's unsent work, which is no record until somebody takes it in. */
export const HANDED_IN = 'handedIn'
/** What a later version adds has a place too. */
export const sectionOf = (kind: string): Section => (Object.hasOwn(SECTION_OF, kind) ? SECTION_OF[kind as Kind] : undefined) ?? 'other'

/** Data Protection Act 2018, Schedule 3: what might do serious harm, or is about abuse of a child, leaves only when somebody who may decide it has said so by name. */
export const SignOff = z.enum(['safeguarding', 'restricted', 'wording'])
export type SignOff = z.infer<typeof SignOff>
export const SIGN_OFF_WORDS: Record<SignOff, string> = { safeguarding: 'Says that a DSL was to be told', restricted: 'Restricted background', wording: 'Reads like a disclosure' }

/** `path`: of the field, its parts joined by dots. */
export const PathMark = z.object({ path: z.string(), from: z.int().min(0), to: z.int().min(0), who: z.enum(['pupil', 'family', 'staff']), words: z.string() })
export type PathMark = z.infer<typeof PathMark>

export const FileRecord = z.object({
  section: Section, kind: z.string(), id: z.string(),
  /** Who added it, as a staff id of `people`, and when (UTC ms). */
  by: z.string(), at: z.number(),
  /** Taken back by whoever wrote it, and kept all the same. */
  takenBack: z.boolean(),
  fields: z.record(z.string(), z.json()),
  /** What stood in a field before it was changed, the oldest first. */
  earlier: z.array(z.object({ field: z.string(), value: z.json(), at: z.number(), marks: z.array(PathMark) })),
  marks: z.array(PathMark),
  signOff: SignOff.nullable(),
})
export type FileRecord = z.infer<typeof FileRecord>

export const PupilFile = z.object({
  format: z.literal('blue-report-pupil-file'),
  version: z.literal(1),
  made: z.object({ at: z.number(), on: SchoolDate, by: z.string(), school: z.string(), reason: FileReason, isRedacted: z.boolean(), signedOffBy: z.string().nullable() }),
  pupil: z.object({ id: z.string(), name: z.string(), form: z.string(), year: z.int().nullable() }),
  /** Staff whom the records name by their ids. */
  people: z.array(z.object({ id: z.string(), name: z.string(), role: Role })),
  records: z.array(FileRecord),
  /** Photos of the pupil's blue reports, as JPEG in base64. */
  photos: z.array(z.object({ id: z.string(), jpeg: z.string() })),
  opened: z.array(z.object({ by: z.string(), act: z.string(), at: z.number() })),
  /** Tablets that said they hold changes which had not arrived when this was made: it may grow by those. */
  tabletsWithUnsentWork: z.int(),
})
export type PupilFile = z.infer<typeof PupilFile>

/** `POST /api/pupil-file`. `refused`: the secret is wanted once more; or too many bulk exports within the hour. */
export const PupilFileAsked = z.strictObject({ pupilId: z.string().min(1).max(120), reason: FileReason })
export type PupilFileAsked = z.infer<typeof PupilFileAsked>
export const PupilFileReply = z.union([z.object({ file: PupilFile }), z.object({ refused: z.enum(['step-up', 'too-often', 'no-such-pupil']) })])
export type PupilFileReply = z.infer<typeof PupilFileReply>

/** Who may have a pupil's file as a whole: the Deputy Headteacher, and whom they named. An administrator sees no content. */
export const mayHaveFile = ({ id, role }: { id: string; role: Role }, named: readonly string[]): boolean => role === 'dht' || ((role === 'lead-mentor' || role === 'head-of-year') && named.includes(id))

/** What a person decided of the marks: the words that stay, and the flagged records that may leave. */
export type Redaction = { keeps: ReadonlySet<string>; lets: ReadonlySet<string>; signedOffBy: string }
export const wordsKey = ({ who, words }: Pick<PathMark, 'who' | 'words'>): string => `${who}:${words}`
/** As long for every name, so that its length says nothing. */
export const BLACK = '█████'

/** One record without the words that do not stay. */
export function blackedOut(one: FileRecord, stays: (mark: Pick<PathMark, 'who' | 'words'>) => boolean): FileRecord {
  const hide = (value: Json, marks: readonly PathMark[], path: string): Json => {
    if (typeof value === 'string') return rewritten(value, marks.filter((mark) => mark.path === path), (mark) => (stays(mark) ? undefined : BLACK))
    if (Array.isArray(value)) return value.map((each, at) => hide(each, marks, join(path, at)))
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each, marks, join(path, key))])) : value
  }
  return {
    ...one, fields: Object.fromEntries(Object.entries(one.fields).map(([key, value]) => [key, hide(value, one.marks, key)])),
    earlier: one.earlier.map((was) => ({ ...was, value: hide(was.value, was.marks, was.field), marks: [] })), marks: [],
  }
}

/** The file as it may be handed over: marked names blacked out, flagged records only where somebody signed for them, no photo that nobody has looked through. */
export function redacted(file: PupilFile, { keeps, lets, signedOffBy }: Redaction): PupilFile {
  const staffIsOut = file.records.some(({ marks }) => marks.some((mark) => mark.who === 'staff' && !keeps.has(wordsKey(mark))))
  const records = file.records.filter((one) => one.signOff === null || lets.has(one.id)).map((one): FileRecord => ({ ...blackedOut(one, (mark) => keeps.has(wordsKey(mark))), signOff: null }))
  return {
    ...file, made: { ...file.made, isRedacted: true, signedOffBy: records.some(({ id }) => lets.has(id)) ? signedOffBy : null }, records, photos: [],
    people: staffIsOut ? file.people.map((one) => ({ ...one, name: BLACK })) : file.people, opened: staffIsOut ? file.opened.map((one) => ({ ...one, by: BLACK })) : file.opened,
  }
}
type Json = z.infer<ReturnType<typeof z.json>>
const join = (path: string, part: string | number): string => `${path}.${part}`
