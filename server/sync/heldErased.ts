/** The changes of one push that are about what was erased: they are taken in, and nothing of them is kept. */
import { pupilOf } from '../../src/domain/bucket.ts'
import { OpShape } from '../../src/domain/protocol.ts'
import { z } from '../../src/domain/schema.ts'
import type { ErasedTable, Write } from '../store.ts'
import { inParts } from './inParts.ts'

/** Whatever else is wrong with it. */
export const Named = z.object({ t: OpShape.shape.t.regex(/^[\w-]+$/), id: OpShape.shape.id, bucket: OpShape.shape.bucket })
export type Named = z.infer<typeof Named>
const nameOf = (t: string, id: string): string => `${t} ${id}`
/** A pupil is erased as a whole, and the desk's record of them is among it. */
const wholePupil = (pupilId: string): string => nameOf('deskPupil', pupilId)

/** Names to forget; one that was told before is told once more. */
export const keepErased = (trx: Write, names: readonly ErasedTable[]): Promise<unknown> =>
  trx.insertInto('erased').values([...names]).onConflict((c) => c.columns(['school_id', 't', 'id']).doUpdateSet((is) => ({ seq: is.ref('excluded.seq'), at: is.ref('excluded.at') }))).execute()

export class HeldErased {
  readonly #trx: Write
  readonly #schoolId: string
  readonly #known = new Set<string>()
  readonly #told = new Map<string, ErasedTable>()

  constructor(trx: Write, schoolId: string) {
    this.#trx = trx
    this.#schoolId = schoolId
  }

  async want(ops: readonly Named[]): Promise<void> {
    const ids = new Set(ops.flatMap(({ id, bucket }) => [id, ...(pupilOf(bucket) === undefined ? [] : [pupilOf(bucket) as string])]))
    for (const some of inParts([...ids]))
      for (const { t, id } of await this.#trx.selectFrom('erased').select(['t', 'id']).where('school_id', '=', this.#schoolId).where('id', 'in', some).execute()) this.#known.add(nameOf(t, id))
  }

  has({ t, id, bucket }: Named): boolean {
    const pupilId = pupilOf(bucket)
    return this.#known.has(nameOf(t, id)) || (pupilId !== undefined && this.#known.has(wholePupil(pupilId)))
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
