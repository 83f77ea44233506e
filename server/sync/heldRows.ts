/** The records of one push: each is read once, every operation sees what those before it made of it, and it is written once. */
import { candidateOf, caseOf, deskOf } from '../../src/domain/bucket.ts'
import type { Held } from '../../src/domain/sync/heldRow.ts'
import { bucketOf, type Kind } from '../../src/domain/records.ts'
import type { Write } from '../store.ts'
import { factsFrom, type PupilFacts } from './grants.ts'
import { findRows, heldOf, putRows, type RowName } from './rows.ts'

const nameOf = ({ t, id }: RowName): string => `${t} ${id}`

export class HeldRows {
  readonly #trx: Write
  readonly #schoolId: string
  /** Undefined: there is no such record. */
  readonly #known = new Map<string, Held | undefined>()
  readonly #changed = new Map<string, Held>()
  readonly #pupils = new Set<string>()
  readonly #cases = new Set<string>()

  constructor(trx: Write, schoolId: string) {
    this.#trx = trx
    this.#schoolId = schoolId
  }

  async want(names: readonly RowName[]): Promise<void> {
    const unread = new Map(names.map((one) => [nameOf(one), { t: one.t, id: one.id }] as const).filter(([name]) => !this.#known.has(name)))
    if (unread.size === 0) return
    for (const name of unread.keys()) this.#known.set(name, undefined)
    for (const held of await findRows(this.#trx, this.#schoolId, [...unread.values()])) this.#known.set(nameOf(held.row), held)
  }

  async find(t: string, id: string): Promise<Held | undefined> {
    await this.want([{ t, id }])
    return this.#known.get(nameOf({ t, id }))
  }

  put(held: Held): void {
    this.#known.set(nameOf(held.row), held)
    this.#changed.set(nameOf(held.row), held)
  }

  /** The records that say who may read these pupils. */
  async wantPupils(pupilIds: readonly string[]): Promise<void> {
    const unread = [...new Set(pupilIds)].filter((id) => !this.#pupils.has(id))
    if (unread.length === 0) return
    const rows = await this.#trx
      .selectFrom('row').selectAll().where('school_id', '=', this.#schoolId).where('bucket', 'in', unread.flatMap((id) => [deskOf(id), caseOf(id), candidateOf(id)]))
      .where('t', 'in', ['deskPupil', 'mentorship', 'candidate']).execute()
    for (const held of rows.map(heldOf)) if (!this.#known.get(nameOf(held.row))) this.#known.set(nameOf(held.row), held)
    for (const id of unread) this.#pupils.add(id)
  }

  async factsOf(pupilId: string): Promise<PupilFacts> {
    await this.wantPupils([pupilId])
    const buckets = new Set([deskOf(pupilId), caseOf(pupilId), candidateOf(pupilId)])
    return factsFrom([...this.#known.values()].flatMap((held) => (held && buckets.has(held.row.b) ? [held.row] : [])))
  }

  /** Every record of one kind of a pupil's, as this push has left them so far. */
  async inCase(t: Kind, pupilId: string): Promise<Held[]> {
    const bucket = bucketOf(t, { pupilId }, '')
    if (!this.#cases.has(nameOf({ t, id: pupilId }))) {
      const rows = await this.#trx.selectFrom('row').selectAll().where('school_id', '=', this.#schoolId).where('bucket', '=', bucket).where('t', '=', t).execute()
      for (const held of rows.map(heldOf)) if (!this.#known.get(nameOf(held.row))) this.#known.set(nameOf(held.row), held)
      this.#cases.add(nameOf({ t, id: pupilId }))
    }
    return [...this.#known.values()].flatMap((held) => (held?.row.t === t && held.row.b === bucket ? [held] : []))
  }

  flush(): Promise<void> {
    return putRows(this.#trx, this.#schoolId, [...this.#changed.values()])
  }
}
