/** Attempts to write, thrown from a seed, and what the permission list says of each: by the road by which a screen asks it. */
import { isAgenda, pupilOf, yearOfBucket } from '../../src/domain/bucket.ts'
import { SETTLED_BY } from '../../src/domain/sync/conflict.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { bucketOf, KINDS, type Kind } from '../../src/domain/records.ts'
import { ACT_OF, isClosingOf, may, mayClose, mayRead, mayWrite, type Standing } from '../../src/domain/permission.ts'
import { DEFAULT_LADDER, mayIssue } from '../../src/domain/conduct/sanctionLadder.ts'
import type { Actor } from '../../src/domain/staff.ts'
import type { Dice } from '../sim/world/dice.ts'
import { about, formsOf, HELD, idOf, PUPILS, type Fields } from './aSchoolToWriteIn.ts'
import { STAFF } from './aServer.ts'

/** `whole`: the record's fields as they would be; `seen`: what the tablet held when it was written. */
export type Attempt = { actor: Actor; pupilId: string; op: Omit<Op, 'n' | 'hlc' | 'wall' | 'skew' | 'sv'>; t: Kind; whole: Fields; isBefore: boolean; held: { b: string; pupilId: string | undefined } | undefined }
export type List = { mayWrite: typeof mayWrite; may: typeof may; mayClose: typeof mayClose }
export const THE_LIST: List = { mayWrite, may, mayClose }

export const ACTORS: readonly Actor[] = STAFF.map((one) => ({ ...one, year: 'year' in one ? one.year : undefined }))
/** `before`: written while the case was still theirs, and come late. */
const RELATIONS = [...Object.keys(PUPILS).map((pupilId) => ({ pupilId, isBefore: false })), { pupilId: 'ended', isBefore: true }]
const pairs = KINDS.flatMap((t) => ACTORS.map((actor) => ({ t, actor })))
/** Of whom the year's meeting has decided that they get a mentor. */
const DECIDED = 'candidate9'
export const COMBINATIONS = pairs.length * RELATIONS.length

const heldBy = new Map(HELD.map((row) => [`${row.t} ${row.id}`, { ...row, f: row.f as Fields, b: bucketOf(row.t, row.f, row.id) }]))
const heldOfKind = Map.groupBy(heldBy.values(), ({ t }) => t)

const settling = (t: Kind, by: string): Fields => (SETTLED_BY[t] === 'closed' ? { closed: { by, at: 2, how: 'dismissed', why: '' } } : { resolved: { by, at: 2, how: 'noted' } })

/** The `count`-th: every kind with every person first, then with every relation, and so round again. */
export function attemptAt(count: number, dice: Dice, head: number): Attempt {
  const pair = pairs[count % pairs.length]
  const relation = RELATIONS[(count + Math.floor(count / pairs.length)) % RELATIONS.length]
  if (!pair || !relation) throw new Error('There is nobody to try')
  const { t, actor } = pair
  const { pupilId, isBefore } = relation
  const owner = dice.pick([actor.id, actor.id, 'mentor1', 'mentor2', 'dht'])
  const whole = about(dice.pick(formsOf(t)).f, pupilId, dice.pick([PUPILS[pupilId]?.year ?? 9, 8, 9]), actor, owner)
  const seen = isBefore ? 0 : head
  const of = (row: { id: string; b: string; f: Fields }, does: Op['kind'], bucket = row.b): Attempt => {
    const f = t === 'mentorship' ? { state: 'closed', endedOn: '2026-12-10', endReason: 'Ready' } : SETTLED_BY[t] !== undefined ? settling(t, actor.id) : Object.fromEntries(Object.entries(whole).filter(([field]) => !['pupilId', 'mentorId', 'year', 'by', 'type', 'key', 'date', 'period', 'weekStart'].includes(field)).slice(-1))
    const sent = does === 'add' ? whole : f
    return { actor, pupilId, t, whole: { ...row.f, ...sent }, isBefore, held: { b: row.b, pupilId: pupilOf(row.b) }, op: { kind: does, t, id: row.id, bucket, seen, ...(does === 'void' ? {} : { f: sent as NonNullable<Op['f']>, ...(does === 'patch' ? { base: {} } : {}) }) } }
  }
  const throwOf = dice.next()
  const there = (heldOfKind.get(t) ?? []).filter(({ b }) => pupilOf(b) === undefined || pupilOf(b) === pupilId)
  if (throwOf < 0.35 && there.length > 0) return of(dice.pick(there), throwOf < 0.2 ? 'patch' : 'void')
  const anywhere = heldOfKind.get(t) ?? []
  const id = idOf(t, pupilId, whole, `new-${t}`)
  const bucket = bucketOf(t, whole, id)
  // Under the name of a record that is another pupil's.
  if (throwOf < 0.5 && anywhere.length > 0) return of(dice.pick(anywhere), dice.pick(['add', 'patch', 'void']), bucket)
  return { actor, pupilId, t, whole, isBefore, held: heldBy.get(`${t} ${id}`), op: { kind: 'add', t, id, bucket, seen, f: whole as NonNullable<Op['f']> } } as Attempt
}

function standing({ actor, op, isBefore, t, whole, held }: Attempt): Standing {
  const pupilId = pupilOf(op.bucket)
  if (pupilId === undefined) return { own: op.bucket === `user:${actor.id}` || (yearOfBucket(op.bucket) !== undefined && yearOfBucket(op.bucket) === actor.year), pupilYear: undefined }
  const { year, mentors = [], had, covered = false } = PUPILS[pupilId] ?? {}
  // Whom nobody here knows is of the year that is said of them.
  const pupilYear = year ?? (t === 'candidate' ? (whole['year'] as number) : undefined)
  const own = actor.role === 'head-of-year' ? pupilYear === actor.year : mentors.includes(actor.id) || (isBefore && had === actor.id && op.kind === 'add' && held === undefined)
  return { own, pupilYear, covers: covered && actor.id === 'mentor1' && isAgenda(op.bucket) }
}

export function mayStillRead(attempt: Attempt): boolean {
  const { actor, held } = attempt
  return held !== undefined && mayRead(actor, held.b, standing({ ...attempt, isBefore: false, op: { ...attempt.op, bucket: held.b } }))
}

/** Whether the list lets this person read what lies in this bucket of the school. */
export const mayReadIn = (actor: Actor, bucket: string): boolean =>
  mayStillRead({ actor, pupilId: '', t: 'note', whole: {}, isBefore: false, held: { b: bucket, pupilId: pupilOf(bucket) }, op: { kind: 'patch', t: 'note', id: '', bucket, seen: 0 } })

/** Whether the list lets this person do this. */
export function says(list: List, attempt: Attempt): boolean {
  const { actor, op, t } = attempt
  const how = standing(attempt)
  if (op.kind === 'patch' && isClosingOf(t, op.f)) return list.mayClose(actor, how)
  // These begin at the server; a person settles them.
  if (op.kind !== 'patch' && SETTLED_BY[t] !== undefined) return false
  if (opensByDecision(attempt)) return true
  if (!list.mayWrite(actor, t, how)) return false
  // What is here was put down by the Lead Mentor, who alone takes back what is another's.
  if (op.kind === 'void') return actor.role === 'lead-mentor' && !['handOver', 'absenceCode', 'retention'].includes(t) && !isOfDhtAlone(attempt)
  return isTheirs(list, attempt)
}
/** A Head of Year opens the case for which their meeting has decided, as it was decided. */
const opensByDecision = ({ actor, pupilId, t, op, held, whole }: Attempt): boolean =>
  actor.role === 'head-of-year' && pupilId === DECIDED && op.kind === 'add' && held === undefined && (t === 'pupil' || (t === 'deskPupil' && whole['year'] === actor.year) || (t === 'mentorship' && whole['state'] === 'agreed' && whole['mentorId'] === 'mentor1'))
const isOfDhtAlone = ({ t, op }: Attempt): boolean => t === 'setting' && ['fileReaders', 'retentionRules'].includes(op.id)

/** Of some kinds not every variant is everybody's. */
function isTheirs({ may }: List, attempt: Attempt): boolean {
  const { actor, op, t, whole } = attempt
  const type = whole['type']
  if (isOfDhtAlone(attempt)) return actor.role === 'dht'
  if (t === 'arrivalEvent') return type !== 'confirmed' || may(actor, 'confirm-mark')
  if (t === 'handOver') return may(actor, ACT_OF[type as keyof typeof ACT_OF])
  if (t === 'sanctionEvent') return type !== 'seen' || may(actor, 'be-informed')
  if (t === 'homeLetter') return type === 'told' || may(actor, 'send-letter-home')
  if (t === 'startLetter') return type !== 'waived' || may(actor, 'waive-letter')
  if (t === 'closingEvent') return type === 'left' ? may(actor, 'turn-year') : type !== 'waived' || may(actor, 'send-letter-home')
  if (t === 'meetingTask' || t === 'meetingTaskDone' || t === 'taskPutOff') return whole['about'] !== 'candidate' || may(actor, 'identify')
  if (t === 'absenceCode') return type === 'coded' ? (whole['known'] === 'sims') === may(actor, 'import-sims') : may(actor, 'code-absence')
  if (t === 'homeMeetingEvent') return actor.role !== 'head-of-year' || type === 'accepted'
  if (t === 'deskPupil') return may(actor, 'edit-roll') || (op.kind === 'add' && attempt.held === undefined && whole['walkIn'] === true)
  if (t === 'retention') return type !== 'proposed'
  const step = DEFAULT_LADDER.find(({ id }) => id === whole['step'])
  return t !== 'sanction' || (step !== undefined && mayIssue(step, actor.role) && (step.causes as readonly unknown[]).includes(whole['cause']))
}
