/** The changes of one push that are about what was erased: they are taken in, and nothing of them is kept. */
import { pupilOf } from '../../src/domain/bucket.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { ErasedTable, Write } from '../store.ts'
import { inParts } from './inParts.ts'

type Named = Pick<Op, 't' | 'id' | 'bucket'>
const nameOf = (t: string, id: string): string => `${t} ${id}`
/** A pupil is erased as a whole, and the desk's record of them is among it. */
const wholePupil = (pupilId: string): string => nameOf('deskPupil', pupilId)

export class HeldErased {
  readonly #trx: Write
  readonly #schoolId: string
  readonly #known = new Set<string>()
  readonly #added: ErasedTable[] = []

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

  /** The tablet that sent this one is told to forget it as well. */
  note({ t, id, bucket }: Named, seq: number, at: number): void {
    if (this.#known.has(nameOf(t, id))) return
    this.#known.add(nameOf(t, id))
    this.#added.push({ school_id: this.#schoolId, t, id, bucket, seq, at })
  }

  async flush(): Promise<void> {
    for (const some of inParts(this.#added)) await this.#trx.insertInto('erased').values(some).execute()
  }
}
