/**
 * Who may do what, as one list. The screen asks it before it offers a thing; the server asks it again inside the write.
 * Source: the policy's roles; a mentor works with their own caseload, any mentor may mark any mentee at the desk, the
 * Lead Mentor works with all, a Head of Year reads the year, the DHT reads all, the office works at the desk, and an
 * admin sees no content.
 *
 * Longer than other files because it is one list: who asks who may do a thing finds all of it here.
 */
import { isAgenda, isCandidate, isDesk, isIdentity, isParked, isRestricted, pupilOf, SCHOOL, userOf, yearOfBucket, type Bucket } from './bucket.ts'
import { isBroken, type Glass } from './people/glass.ts'
import type { HandOver } from './mornings/handOver.ts'
import type { Kind } from './records.ts'
import type { Actor, Role } from './staff.ts'

/** How the actor stands to the record's pupil: `own` while the pupil's open mentorship names them; a Head of Year's own are the year's. */
export type Standing = {
  own: boolean
  pupilYear: number | undefined
  /** Covers today for the mentor whose pupil it is. */
  covers?: boolean
}

/** `agenda`: the own pupils', and those of the mentor one covers for while the cover runs. */
type Reach = 'own' | 'agenda' | 'any'
type Rule = Partial<Record<Role, Reach>>

const ANY_MENTOR: Rule = { mentor: 'any', 'lead-mentor': 'any', dht: 'any', office: 'any' }
const CASE: Rule = { mentor: 'own', 'lead-mentor': 'any' }
const CASE_AND_DHT: Rule = { ...CASE, dht: 'any' }
const AGENDA: Rule = { mentor: 'agenda', 'lead-mentor': 'any' }
const LEAD: Rule = { 'lead-mentor': 'any', dht: 'any' }
/** "Mentors meet with DHT / HOY to identify pupils": a Head of Year for the year. */
const LEAD_AND_YEAR: Rule = { ...LEAD, 'head-of-year': 'own' }

/** Who may add or change each kind. A kind that is missing here may be written by nobody. */
const WRITE: Record<Kind, Rule> = {
  staff: { admin: 'any' },
  term: { dht: 'any', admin: 'any' },
  dayException: { dht: 'any', admin: 'any' },
  earlyFinish: { dht: 'any', admin: 'any' },
  setting: { dht: 'any', admin: 'any' },
  phrase: { dht: 'any', admin: 'any' },
  deskPupil: ANY_MENTOR,
  expectation: CASE,
  plannedAbsence: { mentor: 'own', 'lead-mentor': 'any', dht: 'any', office: 'any' },
  commitment: { mentor: 'own', 'lead-mentor': 'any', dht: 'any', office: 'any' },
  // The register’s absences are the office’s; whoever takes an export of SIMS in says what SIMS says: see ‘code-absence’.
  absenceCode: { ...LEAD, office: 'any' },
  cover: LEAD,
  agendaItem: CASE,
  startCheck: AGENDA,
  session: CASE,
  sessionChange: CASE,
  sessionAttendance: AGENDA,
  reportingDecision: CASE,
  withdrawalEvent: CASE,
  checkIn: CASE,
  caseEvent: { 'lead-mentor': 'any' },
  mentorCapacity: LEAD,
  // The pupil says it, and the mentor holds the tablet.
  ownWord: CASE,
  closingEvent: CASE,
  arrivalEvent: ANY_MENTOR,
  // Each side its own facts: see ACT_OF.
  handOver: ANY_MENTOR,
  // The server makes it.
  handOverKey: {},
  // A Head of Year's own decision opens a case of the year as well: see server/sync/opening.ts.
  pupil: LEAD,
  mentorship: LEAD,
  candidate: LEAD_AND_YEAR,
  candidateDecision: LEAD_AND_YEAR,
  yearMeeting: LEAD_AND_YEAR,
  meetingNote: LEAD_AND_YEAR,
  rollShape: LEAD,
  yearTurn: { 'lead-mentor': 'any' },
  meetingTask: { ...CASE_AND_DHT, 'head-of-year': 'own' },
  meetingTaskDone: { ...CASE_AND_DHT, 'head-of-year': 'own' },
  background: { ...CASE, 'head-of-year': 'own' },
  note: CASE,
  noteOutcome: AGENDA,
  dailyAction: CASE,
  reportScore: CASE,
  target: CASE,
  weeklyReview: CASE,
  staffRequest: CASE,
  staffRequestEvent: CASE,
  staffReply: CASE,
  paperDocument: CASE,
  paperEvent: CASE,
  sheetPhoto: CASE,
  // Written by the server alone.
  setAside: {},
  fromFormerMentor: {},
  // Whoever a pupil speaks to tells a DSL, their mentor or not.
  safeguarding: { mentor: 'any', 'lead-mentor': 'any', 'head-of-year': 'any', dht: 'any' },
  // In their own bucket, which the Lead Mentor reads.
  nextWeekList: { mentor: 'own', 'lead-mentor': 'own' },
  nextWeekSeen: { 'lead-mentor': 'any' },
  nudge: LEAD,
  // Whose task it is: a Head of Year has some of the year’s.
  taskPutOff: { ...CASE_AND_DHT, 'head-of-year': 'own' },
  missedEvent: CASE,
  // Which steps of the ladder each of them may issue is the school's setting (sanctionLadder.ts).
  sanction: CASE_AND_DHT,
  sanctionEvent: CASE_AND_DHT,
  contact: CASE_AND_DHT,
  contactEntry: CASE_AND_DHT,
  homeLetter: CASE_AND_DHT,
  homeMeeting: CASE,
  // A Head of Year says that they come; the rest is the case's.
  homeMeetingEvent: { ...CASE_AND_DHT, 'head-of-year': 'own' },
  // A waiver is the Lead Mentor’s alone: see ‘waive-letter’.
  startLetter: CASE,
  simsBatch: LEAD,
  simsFact: LEAD,
  simsChange: LEAD,
  timetable: LEAD,
  pupilIdentity: LEAD,
  simsCheck: CASE_AND_DHT,
  fileRequest: LEAD,
  // That a file is due is the server’s to say: see judge.
  retention: { dht: 'any' },
  // The server tells it.
  alert: {},
  alertSeen: { dht: 'own' },
  endOfDayReport: LEAD,
  endOfDayDecision: LEAD,
  // The server writes these; whoever may settle one is said here.
  conflict: CASE,
  parked: { mentor: 'own', 'lead-mentor': 'any', 'head-of-year': 'own', dht: 'own', office: 'own', admin: 'own' },
  parkedForMentor: CASE,
}

export const mayWrite = (actor: Actor, kind: Kind, standing: Standing): boolean => {
  const reach = WRITE[kind][actor.role]
  return reach === 'any' || (reach !== undefined && standing.own) || (reach === 'agenda' && standing.covers === true)
}

/** Who could name readers of files could read them, and who could shorten how long they are kept could have them erased. */
const OF_ERASING: readonly string[] = ['fileReaders', 'retentionRules']
/** One of the school's rules, by its key. */
export const mayChangeRule = (actor: Actor, key: string): boolean => mayWrite(actor, 'setting', { own: false, pupilYear: undefined }) && (!OF_ERASING.includes(key) || may(actor, 'erase-files'))

/** What ends a case; a pupil's own mentor may write that of it, and nothing else. */
const CLOSING_FIELDS = ['state', 'endedOn', 'endReason']
export const isClosingOf = (kind: string, f: Readonly<Record<string, unknown>> | undefined): boolean =>
  kind === 'mentorship' && f?.['state'] === 'closed' && Object.keys(f).every((field) => CLOSING_FIELDS.includes(field))
/** A mentor begins to prepare for a pupil who was agreed; the server asks whether that is how it stands. */
export const isPreparingOf = (kind: string, f: Readonly<Record<string, unknown>> | undefined): boolean => kind === 'mentorship' && f?.['state'] === 'preparing' && Object.keys(f).length === 1
/** "Mentors will make a phone call home": whoever makes it ends the case. */
export const mayClose = (actor: Actor, standing: Standing): boolean => mayWrite(actor, 'mentorship', standing) || (actor.role === 'mentor' && standing.own)

/** Who may read a bucket. The grants on the server are this sentence, kept as rows. */
export function mayRead(actor: Actor, bucket: Bucket, standing: Standing): boolean {
  if (bucket === SCHOOL) return true
  const user = userOf(bucket)
  if (user !== undefined) return user === actor.id || actor.role === 'lead-mentor' || (actor.role === 'dht' && !isParked(bucket))
  const year = yearOfBucket(bucket)
  if (year !== undefined) return actor.role === 'lead-mentor' || actor.role === 'dht' || (actor.role === 'head-of-year' && actor.year === year)
  if (pupilOf(bucket) === undefined) return false
  if (actor.role === 'lead-mentor' || (actor.role === 'dht' && !isRestricted(bucket))) return true
  if (isIdentity(bucket)) return false
  if (actor.role === 'head-of-year') return standing.pupilYear === actor.year
  if (isCandidate(bucket)) return false
  if (isDesk(bucket)) return actor.role === 'mentor' || actor.role === 'office'
  return actor.role === 'mentor' && (standing.own || (isAgenda(bucket) && standing.covers === true))
}

/** The things a screen offers that are not one record kind. */
export type Act = 'approve-recovery' | 'keep-accounts' | 'keep-tablets' | 'see-devices' | 'read-handed-in' | 'mark-arrival' | 'confirm-mark' | 'hand-over' | 'receive-marks' | 'code-absence' | 'see-desk' | 'see-caseload' | 'write-log' | 'review' | 'export-review' | 'edit-roll' | 'set-rules' | 'be-informed' | 'see-lead' | 'import-sims' | 'send-letter-home' | 'waive-letter' | 'identify' | 'see-impact' | 'turn-year' | 'erase-files' | 'break-glass' | 'end-glass'
const ACTS: Record<Act, readonly Role[]> = {
  'mark-arrival': ['mentor', 'lead-mentor', 'dht'],
  'confirm-mark': ['office'],
  'hand-over': ['mentor', 'lead-mentor', 'dht'],
  /** Take marks in, tick them as entered in SIMS, hold them against the form tutors’. */
  'receive-marks': ['office'],
  /** Say of one's own knowledge why a pupil is not in school. */
  'code-absence': ['office'],
  'see-desk': ['mentor', 'lead-mentor', 'dht', 'office', 'head-of-year'],
  'see-caseload': ['mentor', 'lead-mentor', 'head-of-year', 'dht'],
  'write-log': ['mentor', 'lead-mentor'],
  review: ['mentor', 'lead-mentor'],
  /** Change who a pupil is at the desk. Anyone at the desk may add a walk-in. */
  'edit-roll': ['lead-mentor', 'dht', 'office'],
  'export-review': ['mentor', 'lead-mentor', 'head-of-year', 'dht'],
  /** The school's list of safeguarding wordings and its ladder of sanctions. */
  'set-rules': ['dht', 'admin'],
  /** "The Lead Mentor should be informed": whose reading of a sanction is kept. */
  'be-informed': ['lead-mentor'],
  'see-lead': ['lead-mentor', 'dht'],
  /** "…notify the Lead Mentor who will send a letter home." */
  'send-letter-home': ['lead-mentor', 'dht'],
  /** Mentoring begins without its letter home. */
  'waive-letter': ['lead-mentor'],
  /** Figures of all the mentoring that a person may read of; a Head of Year’s are the year’s. */
  'see-impact': ['lead-mentor', 'head-of-year', 'dht'],
  'import-sims': ['lead-mentor', 'dht'],
  /** Year groups and forms move on, and who has left is closed. An administrator sees no pupil. */
  'turn-year': ['lead-mentor'],
  /** Files whose time is up: erased, or held. */
  'erase-files': ['dht'],
  /** In an emergency: who sees no pupil, or one year's alone. A Lead Mentor and the Deputy Headteacher have other ways to everything. */
  'break-glass': ['admin', 'head-of-year'],
  /** Who is told, and ends it. */
  'end-glass': ['dht'],
  /** Who may sign in, and as what. */
  'keep-accounts': ['admin'],
  /** Let the school's recovery key open a tablet whose passphrase was forgotten; it takes two. */
  'approve-recovery': ['lead-mentor', 'dht', 'admin'],
  /** Which tablets may be signed in on; and a first one, by signing in on it with a phone's code. */
  'keep-tablets': ['admin', 'lead-mentor'],
  /** Candidates, the meeting about them, and its decisions. */
  identify: ['lead-mentor', 'dht', 'head-of-year'],
  /** Which tablets there are, and whether what is on them has arrived. */
  'see-devices': ['lead-mentor', 'dht', 'admin'],
  /** What was handed in for a person to look at: of it, what they may read. */
  'read-handed-in': ['lead-mentor', 'dht'],
}
export const may = (actor: Pick<Actor, 'role'>, act: Act): boolean => ACTS[act].includes(actor.role)
export const rolesThatMay = (act: Act): readonly Role[] => ACTS[act]

/** Who broke the glass reads all there is of that pupil while it is broken: from the server, and beside what a tablet may hold. */
export const mayReadThroughGlass = (actor: Pick<Actor, 'id' | 'role'>, bucket: Bucket, glass: Glass, now: number): boolean =>
  may(actor, 'break-glass') && glass.by === actor.id && pupilOf(bucket) === glass.pupilId && isBroken(glass, now)

/** Handing over is the mentor's to say, receiving and entering the office's. */
export const ACT_OF: Record<HandOver['type'], Act> = { handed: 'hand-over', received: 'receive-marks', 'in-sims': 'receive-marks', 'not-in-sims': 'receive-marks' }

/**
 * The audiences a role belongs to; a bucket is granted to audiences. `desk`: everyone who works at reception. `all`:
 * who sees every case; `lead`: who
 * also sees what is kept from the rest. `year:9`: that Head of Year. A person's own cases are granted to `person:<id>`.
 */
export function audiencesOf(actor: Pick<Actor, 'id' | 'role' | 'year'>): string[] {
  const own = [`person:${actor.id}`, 'staff']
  if (actor.role === 'mentor' || actor.role === 'office') return [...own, 'desk']
  if (actor.role === 'lead-mentor' || actor.role === 'dht') return [...own, 'desk', 'all', ...(actor.role === 'lead-mentor' ? ['lead'] : [])]
  if (actor.role === 'head-of-year') return [...own, `year:${actor.year ?? 0}`]
  return own
}
/** Who covers for a mentor belongs to this, from the first day of the cover to the last. */
export const coverAudience = (mentorId: string): string => `cover-of:${mentorId}`

/** The audiences a bucket is granted to. `mentors`: whose open mentorships name the pupil. */
export function audiencesFor(bucket: Bucket, pupilYear: number | undefined, mentors: readonly string[]): string[] {
  if (bucket === SCHOOL) return ['staff']
  if (yearOfBucket(bucket) !== undefined) return ['all', bucket]
  // What was not accepted of a person's work may be of anything: theirs to put right, or the Lead Mentor's.
  const user = userOf(bucket)
  if (user !== undefined) return [`person:${user}`, isParked(bucket) ? 'lead' : 'all']
  const year = pupilYear === undefined ? [] : [`year:${pupilYear}`]
  if (isDesk(bucket)) return ['desk', ...year]
  if (isIdentity(bucket)) return ['all']
  if (isCandidate(bucket)) return ['all', ...year]
  if (isRestricted(bucket)) return ['lead', ...year, ...mentors.map((id) => `person:${id}`)]
  return ['all', ...year, ...mentors.map((id) => `person:${id}`), ...(isAgenda(bucket) ? mentors.map(coverAudience) : [])]
}
