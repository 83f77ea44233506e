/**
 * Whether one operation may stand. The same permission list as on the tablet, asked again inside the write; the author
 * is the session's account and never the body's word. A refusal is a reason: the operation is then parked whole.
 */
import { isAgenda, pupilOf, userOf, yearOfBucket } from '../../src/domain/bucket.ts'
import { fitsKind } from '../../src/domain/change.ts'
import { ACT_OF, isClosingOf, isPreparingOf, may, mayClose, mayWrite } from '../../src/domain/permission.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { bucketOf, dayOfRecord, isKind, RECORDS, type Kind, type Row } from '../../src/domain/records.ts'
import { scoreId, type Cell } from '../../src/domain/week/reportScore.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { reviewId } from '../../src/domain/week/weeklyReview.ts'
import { SETTLED_BY } from '../../src/domain/sync/conflict.ts'
import { canonical } from './canonical.ts'
import { conductRefusal, type InCase } from './conduct.ts'
import { isOfOpening, openingRefusal } from './opening.ts'
import { photoRefusal } from './photos.ts'
import { settingRefusal } from './settings.ts'

export type Reason =
  | 'malformed' | 'unknown-kind' | 'bad-fields' | 'wrong-bucket' | 'forbidden' | 'forged-author' | 'no-record' | 'fact-exists' | 'fact-edited' | 'case-lost' | 'group' | 'erased'
  | 'not-unexplained' | 'sanctioned-already' | 'letter-not-sent' | 'call-missing' | 'turned-already' | 'photos-off' | 'photos-full'

export type Owns = (pupilId: string, asOf?: number) => Promise<boolean>
/** Whether the author covered for the pupil's mentor on a day. */
export type Covers = (pupilId: string, date: string) => Promise<boolean>
/** `late`: a former mentor's, written while the case was theirs. */
export type Judged = { fits: true; op: Op; already: boolean; late?: true } | { fits: false; reason: Reason }

type Find = (t: Kind, id: string) => Promise<Row | undefined>
/** Whether the author reads a record, or made it. */
export type Sees = (row: Row) => Promise<boolean>
type Asked = { find: Find; owns: Owns; covers: Covers; inCase: InCase }

/** `op` undefined: it has not even the shape of one. `find` sees the row as the operations before this one left it. */
export async function judge(op: Op | undefined, actor: Actor, asked: Asked, sees: Sees): Promise<Judged> {
  if (!op) return { fits: false, reason: 'malformed' }
  if (!isKind(op.t)) return { fits: false, reason: 'unknown-kind' }
  const row = await asked.find(op.t, op.id)
  // What the server wrote lies where the server put it, wherever it lay when the tablet heard of it.
  const told = await judgeOver(row, row && SETTLED_BY[op.t] !== undefined ? { ...op, bucket: row.b } : op, op.t, actor, asked)
  if (told.fits || !row || (await sees(row))) return told
  // Nobody learns from a refusal that there is a record: it reads as if there were none. Only a place that is taken cannot be hidden from whoever may write there.
  const blind = await judgeOver(undefined, op, op.t, actor, asked)
  return blind.fits ? told : blind
}

async function judgeOver(row: Row | undefined, op: Op, t: Kind, actor: Actor, asked: Asked): Promise<Judged> {
  const { find, inCase } = asked
  const shape = shapeRefusal(op, t, row)
  // Who may not write there is told so, whether or not there is something.
  const unfit = shape === 'no-record' ? undefined : (shape ?? settlingRefusal(op, t, row, actor) ?? authorRefusal(op, actor))
  // Only what is whole is asked the school's rules: of a fact that somebody would edit there are the edited fields alone.
  const edited = row && RECORDS[t].nature === 'fact' && op.kind === 'patch' ? 'fact-edited' : undefined
  const told = unfit ?? (await authorityRefusal(op, t, row, actor, asked))
  const refusal = (told === 'late' ? undefined : told) ?? shape ?? edited ?? settingRefusal(op, row, actor) ?? (await conductRefusal(op, actor, find, inCase)) ?? (await photoRefusal(op, find, inCase))
  if (refusal) return { fits: false, reason: refusal }
  if (row && RECORDS[t].nature === 'fact' && op.kind === 'add') return canonical(row.f) === canonical(op.f) ? { fits: true, op, already: true } : { fits: false, reason: 'fact-exists' }
  return { fits: true, op, already: false, ...(told === 'late' ? { late: true } : {}) }
}

function shapeRefusal(op: Op, t: Kind, row: Row | undefined): Reason | undefined {
  if (!row && op.kind === 'void') return 'no-record'
  if (op.kind !== 'void' && !fitsKind(op, row !== undefined).fits) return row || op.kind === 'add' ? 'bad-fields' : 'no-record'
  const whole = { ...row?.f, ...(op.kind === 'void' ? {} : op.f) } as Record<string, unknown>
  if ((row && row.b !== op.bucket) || bucketOf(t, whole, op.id) !== op.bucket) return 'wrong-bucket'
  // A pupil's id with a colon in it would name another bucket of the same pupil.
  if (typeof whole['pupilId'] === 'string' && pupilOf(op.bucket) !== whole['pupilId']) return 'wrong-bucket'
  if (t === 'reportScore' && op.id !== scoreId(String(whole['pupilId']), whole as Cell)) return 'bad-fields'
  if (t === 'weeklyReview' && op.id !== reviewId(String(whole['pupilId']), String(whole['weekStart']))) return 'bad-fields'
  return undefined
}

/** What the server itself wrote down is settled by a person, under their own name, and otherwise left as it is. */
function settlingRefusal(op: Op, t: Kind, row: Row | undefined, actor: Actor): Reason | undefined {
  const settled = SETTLED_BY[t]
  if (settled === undefined) return undefined
  if (!row || op.kind !== 'patch' || Object.keys(op.f ?? {}).some((field) => field !== settled)) return 'forbidden'
  const said = op.f?.[settled]
  return said === null || typeof said !== 'object' || Array.isArray(said) || said['by'] !== actor.id ? 'forged-author' : undefined
}

/** A sign-off or an amendment carries its maker's name and role; they must be the session's. */
function authorRefusal({ t, f = {} }: Op, actor: Actor): Reason | undefined {
  if ((t === 'arrivalEvent' || t === 'handOver' || t === 'absenceCode' || t === 'reportingDecision') && 'role' in f && (f['role'] !== actor.role || f['name'] !== actor.name)) return 'forged-author'
  const signed = t === 'weeklyReview' ? f['signed'] : undefined
  if (signed && typeof signed === 'object' && !Array.isArray(signed) && signed['by'] !== actor.id) return 'forged-author'
  return undefined
}

async function authorityRefusal(op: Op, t: Kind, row: Row | undefined, actor: Actor, { find, owns, covers, inCase }: Asked): Promise<Reason | 'late' | undefined> {
  if (t === 'arrivalEvent' && op.f?.['type'] === 'confirmed' && !may(actor, 'confirm-mark')) return 'forbidden'
  if (actor.role === 'head-of-year' && isOfOpening(t)) return openingRefusal(op, row, actor, owns, inCase)
  if (t === 'retention' && (op.kind === 'void' || op.f?.['type'] === 'proposed')) return 'forbidden'
  // The trail of a mark on its way into the register is not taken back, only added to.
  if (t === 'absenceCode' && op.kind === 'void') return 'forbidden'
  if (t === 'handOver' && (op.kind === 'void' || !maySayOf(actor, op.f?.['type'] ?? (row as Row<'handOver'> | undefined)?.f.type))) return 'forbidden'
  // Undo is the author's; a mentor adds people at the desk by name, and does not rewrite the roll.
  if (op.kind === 'void' && row && row.by !== actor.id && actor.role !== 'lead-mentor') return 'forbidden'
  if (t === 'deskPupil' && !may(actor, 'edit-roll') && !((row ? row.by === actor.id && 'walkIn' in row.f && row.f.walkIn : op.f?.['walkIn']) === true)) return 'forbidden'
  if (userOf(op.bucket) === actor.id && mayWrite(actor, t, { own: true, pupilYear: undefined })) return undefined
  if (mayWrite(actor, t, { own: false, pupilYear: undefined })) return undefined
  if ((await isOwnYear(op, actor, row, find)) && mayWrite(actor, t, { own: true, pupilYear: undefined })) return undefined
  const pupilId = pupilOf(op.bucket)
  // Closed by a mentor whose case it is no longer, it would end another's.
  if (pupilId !== undefined && op.kind === 'patch' && (isClosingOf(t, op.f) || (isPreparingOf(t, op.f) && (row as Row<'mentorship'> | undefined)?.f.state === 'agreed')) && mayClose(actor, { own: true, pupilYear: undefined })) return (await owns(pupilId)) ? undefined : 'case-lost'
  if (pupilId === undefined || !mayWrite(actor, t, { own: true, pupilYear: undefined })) return 'forbidden'
  if (await owns(pupilId)) return undefined
  const day = dayOfRecord(t, row?.f ?? op.f)
  if (isAgenda(op.bucket) && day !== undefined && mayWrite(actor, t, { own: false, pupilYear: undefined, covers: true }) && (await covers(pupilId, day))) return undefined
  if (!(await owns(pupilId, op.seen))) return 'forbidden'
  // The case was theirs when they wrote it: what only adds is kept, what would change another's work waits for a person.
  if (op.kind !== 'add' || row) return 'case-lost'
  return actor.role === 'mentor' ? 'late' : undefined
}

/** What is sent need not say which fact it is. */
const maySayOf = (actor: Actor, type: unknown): boolean => typeof type === 'string' && Object.hasOwn(ACT_OF, type) && may(actor, ACT_OF[type as keyof typeof ACT_OF])

/** A Head of Year's own: the year's meetings, and whom they put on the list of candidates by hand; of whom the desk knows, it knows the year. */
async function isOwnYear(op: Op, { role, year }: Actor, row: Row | undefined, find: Find): Promise<boolean> {
  if (role !== 'head-of-year' || year === undefined) return false
  if (yearOfBucket(op.bucket) === year) return true
  if (op.t !== 'candidate' || row || op.f?.['year'] !== year) return false
  const desk = (await find('deskPupil', op.id)) as Row<'deskPupil'> | undefined
  return desk === undefined || desk.void !== undefined || desk.f.year === year
}
