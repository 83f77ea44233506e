/**
 * Whether one operation may stand. The same permission list as on the tablet, asked again inside the write; the author
 * is the session's account and never the body's word. A refusal is a reason: the operation is then parked whole.
 */
import { isAgenda, pupilOf, yearOfBucket } from '../../src/domain/bucket.ts'
import { fitsKind } from '../../src/domain/change.ts'
import { ACT_OF, isClosingOf, isPreparingOf, may, mayClose, mayWrite } from '../../src/domain/permission.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { bucketOf, dayOfRecord, isKind, RECORDS, type Kind, type Row } from '../../src/domain/records.ts'
import { scoreId, type Cell } from '../../src/domain/reportScore.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { reviewId } from '../../src/domain/weeklyReview.ts'
import { SETTLED_BY } from '../../src/domain/conflict.ts'
import { userBucket } from '../../src/domain/parked.ts'
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
export type Judged = { fits: true; op: Op; already: boolean } | { fits: false; reason: Reason }

/** `op` undefined: it has not even the shape of one. `find` sees the row as the operations before this one left it. */
export async function judge(op: Op | undefined, actor: Actor, find: (t: Kind, id: string) => Promise<Row | undefined>, owns: Owns, covers: Covers, inCase: InCase): Promise<Judged> {
  const no = (reason: Reason): Judged => ({ fits: false, reason })
  if (!op) return no('malformed')
  if (!isKind(op.t)) return no('unknown-kind')
  const row = await find(op.t, op.id)
  const refusal = shapeRefusal(op, op.t, row) ?? settlingRefusal(op, op.t, row, actor) ?? authorRefusal(op, actor) ?? settingRefusal(op, row, actor) ?? (await authorityRefusal(op, op.t, row, actor, owns, covers, inCase)) ?? (await conductRefusal(op, actor, find, inCase)) ?? (await photoRefusal(op, find, inCase))
  if (refusal) return no(refusal)
  if (row && RECORDS[op.t].nature === 'fact' && op.kind !== 'void') {
    if (op.kind === 'patch') return no('fact-edited')
    return canonical(row.f) === canonical(op.f) ? { fits: true, op, already: true } : no('fact-exists')
  }
  return { fits: true, op, already: false }
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

async function authorityRefusal(op: Op, t: Kind, row: Row | undefined, actor: Actor, owns: Owns, covers: Covers, inCase: InCase): Promise<Reason | undefined> {
  if (t === 'arrivalEvent' && op.f?.['type'] === 'confirmed' && !may(actor, 'confirm-mark')) return 'forbidden'
  if (actor.role === 'head-of-year' && isOfOpening(t)) return openingRefusal(op, row, actor, owns, inCase)
  if (t === 'retention' && (op.kind === 'void' || op.f?.['type'] === 'proposed')) return 'forbidden'
  // The trail of a mark on its way into the register is not taken back, only added to.
  if (t === 'absenceCode' && op.kind === 'void') return 'forbidden'
  if (t === 'handOver' && (op.kind === 'void' || !may(actor, ACT_OF[op.f?.['type'] as keyof typeof ACT_OF]))) return 'forbidden'
  // Undo is the author's; a mentor adds people at the desk by name, and does not rewrite the roll.
  if (op.kind === 'void' && row && row.by !== actor.id && actor.role !== 'lead-mentor') return 'forbidden'
  if (t === 'deskPupil' && !may(actor, 'edit-roll') && !((row ? row.by === actor.id && 'walkIn' in row.f && row.f.walkIn : op.f?.['walkIn']) === true)) return 'forbidden'
  if (op.bucket === userBucket(actor.id) && mayWrite(actor, t, { own: true, pupilYear: undefined })) return undefined
  if (mayWrite(actor, t, { own: false, pupilYear: undefined })) return undefined
  if (isOwnYear(op, actor, row) && mayWrite(actor, t, { own: true, pupilYear: undefined })) return undefined
  const pupilId = pupilOf(op.bucket)
  // Closed by a mentor whose case it is no longer, it would end another's.
  if (pupilId !== undefined && op.kind === 'patch' && (isClosingOf(t, op.f) || (isPreparingOf(t, op.f) && (row as Row<'mentorship'> | undefined)?.f.state === 'agreed')) && mayClose(actor, { own: true, pupilYear: undefined })) return (await owns(pupilId)) ? undefined : 'case-lost'
  if (pupilId === undefined || !mayWrite(actor, t, { own: true, pupilYear: undefined })) return 'forbidden'
  if (await owns(pupilId)) return undefined
  const day = dayOfRecord(t, row?.f ?? op.f)
  if (isAgenda(op.bucket) && day !== undefined && mayWrite(actor, t, { own: false, pupilYear: undefined, covers: true }) && (await covers(pupilId, day))) return undefined
  if (!(await owns(pupilId, op.seen))) return 'forbidden'
  // The case was theirs when they wrote it: what only adds is kept, what would change another's work waits for a person.
  return op.kind === 'add' && !row ? undefined : 'case-lost'
}

/** A Head of Year's own: the year's meetings, and whom they put on the list of candidates by hand. */
const isOwnYear = (op: Op, { role, year }: Actor, row: Row | undefined): boolean =>
  role === 'head-of-year' && year !== undefined && (yearOfBucket(op.bucket) === year || (op.t === 'candidate' && !row && op.f?.['year'] === year))
