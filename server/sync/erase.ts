/**
 * Erasing a pupil: every record of theirs, and every copy of what was in it (operations, history, what was put aside or
 * handed in). The names stay, with a sequence number, so that every tablet forgets them at its next pull.
 */
import { bucketsOf, deskOf } from '../../src/domain/bucket.ts'
import { withoutContent } from '../../src/domain/sync/erasure.ts'
import { OpShape, type Op } from '../../src/domain/protocol.ts'
import { tell, type By } from '../audit/tell.ts'
import type { ErasedTable, Store, Write } from '../store.ts'
import { hashOf } from './canonical.ts'
import { changeIn } from './changeIn.ts'
import { keepErased, namesToTell } from './heldErased.ts'
import { inParts } from './inParts.ts'

/** How long a tablet may be away and still be told of each record; one that is away longer begins anew. */
const HORIZON_MS = 400 * 86_400_000
const PAGE = 1000

export type Erased = { records: number; changes: number; files: number }

/** `by`: it stands in the audit, or it did not happen. What is left in the database's files is for `duties/scrub`. */
export function erasePupil(store: Store, schoolId: string, pupilId: string, by: By, now: number): Promise<Erased>
/** `look`: under the very lock under which it is erased; a reason not to is given back, and nothing happened. */
export function erasePupil<Reason extends string>(store: Store, schoolId: string, pupilId: string, by: By, now: number, look: (trx: Write) => Promise<Reason | undefined>): Promise<Erased | Reason>
export async function erasePupil(store: Store, schoolId: string, pupilId: string, by: By, now: number, look?: (trx: Write) => Promise<string | undefined>): Promise<Erased | string> {
  const done = await store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const reason = await look?.(trx)
    if (reason !== undefined) return reason
    const buckets = bucketsOf(pupilId)
    const rows = await trx.selectFrom('row').select(['t', 'id', 'bucket']).where('school_id', '=', schoolId).where('bucket', 'in', buckets).execute()
    const about = isAbout(pupilId)
    // What was put aside lies in its author's own bucket, and what was told of the pupil in the Deputy Headteacher's.
    const aside = (await trx.selectFrom('row').select(['t', 'id', 'bucket', 'f']).where('school_id', '=', schoolId).where('t', 'in', ['parked', 'alert']).execute()).filter(({ f }) => about(f))
    const known = await trx.selectFrom('erased').select(['t', 'id']).where('school_id', '=', schoolId).where('bucket', 'in', buckets).execute()
    const [changes, files] = [await emptyOps(trx, schoolId, about), await emptyAside(trx, schoolId, about)]
    const refused = await namesToTell({ trx, schoolId }, [...changes, ...files], pupilId)
    const names = [...rows, ...aside.map(({ t, id, bucket }) => ({ t, id, bucket })), ...refused, { t: 'deskPupil', id: pupilId, bucket: deskOf(pupilId) }]
    const fresh = new Map(names.filter((one) => !known.some(({ t, id }) => t === one.t && id === one.id)).map((one) => [`${one.t} ${one.id}`, one]))
    const tombstones = [...fresh.values()].map((one, index): ErasedTable => ({ school_id: schoolId, ...one, seq: head + 1 + index, at: now }))
    for (const some of inParts(tombstones)) await keepErased(trx, some)

    for (const [t, those] of Map.groupBy(names, ({ t }) => t))
      for (const some of inParts(those.map(({ id }) => id))) {
        await trx.deleteFrom('field_history').where('school_id', '=', schoolId).where('t', '=', t).where('id', 'in', some).execute()
        await trx.deleteFrom('row').where('school_id', '=', schoolId).where('t', '=', t).where('id', 'in', some).execute()
      }
    await trx.deleteFrom('photo_part').where('school_id', '=', schoolId).where('bucket', 'in', buckets).execute()
    await trx.deleteFrom('glass').where('school_id', '=', schoolId).where('pupil_id', '=', pupilId).execute()
    await trx.deleteFrom('feedback_link').where('school_id', '=', schoolId).where('pupil_id', '=', pupilId).execute()
    const last = head + tombstones.length
    const closed = await trx.updateTable('bucket_grant').set({ until_seq: last }).where('school_id', '=', schoolId).where('bucket', 'in', buckets).where('until_seq', 'is', null).returning('audience').execute()
    await trx.updateTable('school').set({ head: last, to_scrub: last }).where('id', '=', schoolId).execute()
    await tell(store, trx, schoolId, now, [{ ...by, action: 'erased', object: pupilId }])
    return { records: rows.length + aside.length, changes: changes.length, files: files.length, audiences: [...new Set(closed.map(({ audience }) => audience))] }
  })
  if (typeof done === 'string') return done
  const { audiences, ...counts } = done
  if (audiences.length > 0) store.pokes.tell(schoolId, audiences, '')
  return counts
}

/** Which records a tablet at `after` has to forget. */
export const erasedSince = (trx: Write, schoolId: string, after: number, upto: number): Promise<{ t: string; id: string }[]> =>
  trx.selectFrom('erased').select(['t', 'id']).where('school_id', '=', schoolId).where('seq', '>', after).where('seq', '<=', upto).orderBy('seq').execute()

/** Lets go of names that every tablet had long enough to hear of. A pupil's own stays: nothing of theirs is ever taken in again. */
export function forgetErased(store: Store, now: number): Promise<void> {
  return store.write(async (trx) => {
    const old = await trx.selectFrom('erased').select(['school_id', (is) => is.fn.max('seq').as('seq')]).where('at', '<', now - HORIZON_MS).where('t', '!=', 'deskPupil').groupBy('school_id').execute()
    for (const { school_id: schoolId, seq } of old) {
      await store.lockSchool(trx, schoolId)
      await trx.deleteFrom('erased').where('school_id', '=', schoolId).where('seq', '<=', Number(seq)).where('t', '!=', 'deskPupil').execute()
      await trx.updateTable('school').set({ oldest_cursor: Number(seq) }).where('id', '=', schoolId).execute()
    }
  })
}

const nameOf = (pupilId: string): string => pupilId.replaceAll(/[^A-Za-z0-9_-]/g, '')
/** Whether a text of ours names this pupil: as a pupil's id, or in the name of a bucket. */
export function isAbout(pupilId: string): (text: string) => boolean {
  const named = new RegExp(`(?<![A-Za-z0-9_-])${nameOf(pupilId)}(?![A-Za-z0-9_-])`)
  return (text) => named.test(text)
}
/** Whether it names, in the same way, any pupil who was erased. */
export async function namesErased(trx: Write, schoolId: string, text: string): Promise<boolean> {
  const names = new Set(text.match(/[A-Za-z0-9_-]+/g))
  const erased = await trx.selectFrom('erased').select('id').where('school_id', '=', schoolId).where('t', '=', 'deskPupil').execute()
  return erased.some(({ id }) => names.has(nameOf(id)))
}

/** Each operation stays what it was in number and name. One without the shape of an operation keeps its number alone. Resolves to what they were. */
async function emptyOps(trx: Write, schoolId: string, about: (text: string) => boolean): Promise<unknown[]> {
  const found: unknown[] = []
  for (let after: { client_id: string; n: number } | undefined, more = true; more; ) {
    const from = after
    const page = await trx
      .selectFrom('op').select(['client_id', 'n', 'op', 'hash']).where('school_id', '=', schoolId)
      .$if(from !== undefined, (all) => all.where((is) => is.or([is('client_id', '>', from?.client_id ?? ''), is.and([is('client_id', '=', from?.client_id ?? ''), is('n', '>', from?.n ?? 0)])])))
      .orderBy('client_id').orderBy('n').limit(PAGE).execute()
    for (const one of page.filter(({ op }) => about(op))) {
      found.push(JSON.parse(one.op))
      const { op, hash } = emptied(one.op, one.n, one.hash)
      await trx.updateTable('op').set({ op, hash }).where('school_id', '=', schoolId).where('client_id', '=', one.client_id).where('n', '=', one.n).execute()
    }
    after = page.at(-1)
    more = page.length === PAGE
  }
  return found
}

function emptied(text: string, n: number, hash: string): { op: string; hash: string } {
  const op: Op | undefined = OpShape.safeParse(JSON.parse(text)).data
  if (!op) return { op: JSON.stringify({ n }), hash }
  const left = withoutContent(op)
  return { op: JSON.stringify(left), hash: hashOf(left) }
}

async function emptyAside(trx: Write, schoolId: string, about: (text: string) => boolean): Promise<unknown[]> {
  const found: unknown[] = []
  for (const { client_id, n, raw } of await trx.selectFrom('parked').select(['client_id', 'n', 'raw']).where('school_id', '=', schoolId).execute()) {
    if (!about(raw)) continue
    found.push(JSON.parse(raw))
    await trx.updateTable('parked').set({ raw: emptied(raw, n, '').op }).where('school_id', '=', schoolId).where('client_id', '=', client_id).where('n', '=', n).execute()
  }
  for (const { id, bytes } of await trx.selectFrom('handin').select(['id', 'bytes']).where('school_id', '=', schoolId).execute()) {
    const text = Buffer.from(bytes).toString()
    if (!about(text)) continue
    found.push(changeIn(text)?.op)
    await trx.deleteFrom('handin').where('school_id', '=', schoolId).where('id', '=', id).execute()
  }
  return found
}
