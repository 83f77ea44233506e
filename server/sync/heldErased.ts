/** The changes that are about what was erased: they are taken in, nothing of them is kept, and their tablet is told to forget them. */
import { NO_PUPIL, pupilOf } from '../../src/domain/bucket.ts'
import { OpShape, type Op } from '../../src/domain/protocol.ts'
import { z } from '../../src/domain/schema.ts'
import type { ErasedTable, Write } from '../store.ts'
import { inParts } from './inParts.ts'

type About = Pick<Op, 't' | 'id' | 'bucket' | 'f'>
/** Whatever else is wrong with it. */
const Named = z.object({ t: OpShape.shape.t.regex(/^[\w-]+$/), id: OpShape.shape.id, bucket: OpShape.shape.bucket })
type Named = z.infer<typeof Named>
const nameOf = (t: string, id: string): string => `${t} ${id}`
/** A pupil is erased as a whole, and the desk's record of them is among it. */
const wholePupil = (pupilId: string): string => nameOf('deskPupil', pupilId)
const pupilsOf = ({ bucket, f }: About): string[] => [pupilOf(bucket), f?.['pupilId']].filter((one): one is string => typeof one === 'string' && one !== NO_PUPIL)

/**
 * Of changes of any shape the names that their tablet has to forget: those that lie with a pupil who was erased, and never came to be a
 * record (else it goes by the record's own name). `erased`: one who is being erased at this moment.
 */
export async function namesToTell({ trx, schoolId }: { trx: Write; schoolId: string }, sent: readonly unknown[], erased?: string): Promise<Named[]> {
  const named = sent.flatMap((one) => Named.safeParse(one).data ?? [])
  const held = new HeldErased(trx, schoolId)
  await held.want(named)
  const theirs = named.filter((one) => (erased === undefined ? held.has(one) : pupilOf(one.bucket) === erased))
  const records = new Set<string>()
  for (const some of inParts([...new Set(theirs.map(({ id }) => id))]))
    for (const { t, id } of await trx.selectFrom('row').select(['t', 'id']).where('school_id', '=', schoolId).where('id', 'in', some).execute()) records.add(nameOf(t, id))
  return theirs.filter(({ t, id }) => !records.has(nameOf(t, id)))
}

/** Names to forget; one that was told before is told once more. */
export const keepErased = (trx: Write, names: readonly ErasedTable[]): Promise<unknown> =>
  trx.insertInto('erased').values([...names]).onConflict((c) => c.columns(['school_id', 't', 'id']).doUpdateSet((is) => ({ seq: is.ref('excluded.seq'), at: is.ref('excluded.at') }))).execute()

/** The tablet that handed this in is told to forget it as well. `sent`: of any shape. */
export async function tellErased(trx: Write, { schoolId, head, now }: { schoolId: string; head: number; now: number }, sent: unknown): Promise<void> {
  const names = await namesToTell({ trx, schoolId }, [sent])
  if (names.length === 0) return
  await keepErased(trx, names.map((one) => ({ school_id: schoolId, ...one, seq: head + 1, at: now })))
  await trx.updateTable('school').set({ head: head + 1 }).where('id', '=', schoolId).execute()
}

export class HeldErased {
  readonly #trx: Write
  readonly #schoolId: string
  readonly #known = new Set<string>()
  readonly #told = new Map<string, ErasedTable>()

  constructor(trx: Write, schoolId: string) {
    this.#trx = trx
    this.#schoolId = schoolId
  }

  async want(ops: readonly About[]): Promise<void> {
    const ids = new Set(ops.flatMap((op) => [op.id, ...pupilsOf(op)]))
    for (const some of inParts([...ids]))
      for (const { t, id } of await this.#trx.selectFrom('erased').select(['t', 'id']).where('school_id', '=', this.#schoolId).where('id', 'in', some).execute()) this.#known.add(nameOf(t, id))
  }

  /** A name alone says nothing where the pupil is known: the record of another may be called so one day. */
  has(op: About): boolean {
    const pupils = pupilsOf(op)
    return pupils.length === 0 ? this.#known.has(nameOf(op.t, op.id)) : pupils.some((one) => this.#known.has(wholePupil(one)))
  }

  /** The tablet that sent this one is told to forget it as well; once more, if it was told before it wrote this. */
  note({ t, id, bucket }: Named, seq: number, at: number): void {
    this.#known.add(nameOf(t, id))
    this.#told.set(nameOf(t, id), { school_id: this.#schoolId, t, id, bucket, seq, at })
  }

  async flush(): Promise<void> {
    for (const some of inParts([...this.#told.values()])) await keepErased(this.#trx, some)
  }
}
