/** The real server's push and pull over SQLite in memory, or another store, with the backups and the oracle that a world needs beside it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { hlcOf } from '../../../src/domain/sync/hlc.ts'
import { PullRequest, PushRequest, type Cursor } from '../../../src/domain/protocol.ts'
import { pupilOf, isDesk } from '../../../src/domain/bucket.ts'
import { isOpen, type Mentorship } from '../../../src/domain/cases/mentorship.ts'
import { mayRead } from '../../../src/domain/permission.ts'
import type { DeskPupil } from '../../../src/domain/pupil.ts'
import { reviewId } from '../../../src/domain/week/weeklyReview.ts'
import { letGo } from '../../../server/accounts/letGo.ts'
import type { SignedIn } from '../../../server/accounts/sessions.ts'
import { openSqlite } from '../../../server/sqlite.ts'
import { plantSchool } from '../../../server/seed.ts'
import type { OpTable, RowTable, SchoolTable, Store } from '../../../server/store.ts'
import { isTrap } from '../../../src/domain/sync/trap.ts'
import { scopeOf } from '../../../server/sync/grants.ts'
import { COMMAND } from '../../../server/audit/tell.ts'
import { erasePupil } from '../../../server/sync/erase.ts'
import { keepHandedIn } from '../../../server/sync/handIn.ts'
import { pull } from '../../../server/sync/pull.ts'
import { push } from '../../../server/sync/push.ts'
import { PEOPLE, personOf, PUPILS, ROWS, SCHOOL_ID, WEEK } from './school.ts'

const TABLES = ['account', 'account_audience', 'row', 'op', 'field_history', 'parked', 'handin', 'sync_client', 'bucket_grant', 'erased'] as const
type Backup = { school: SchoolTable; tables: { table: (typeof TABLES)[number]; rows: { school_id: string }[] }[] }
const PUSH_BYTES = 512 * 1024
/** Words that no push gets through: whoever reads them dies of it. */
export const DEADLY = 'deadly words'

/** The school before its first day, as every world of this process begins it. */
let planted: Buffer | undefined

export type Path = 'push' | 'pull' | 'handin'
/** `next`: what a header says before the body is there. */
export type Answer = { status: number; text: string; next?: Cursor | undefined }

export class SimServer {
  readonly store: Store
  now: number
  epochs = 1
  restores = 0
  #lastBackup: Backup | undefined
  #putBackIn: string | undefined
  get wasPutBack(): boolean {
    return this.#putBackIn !== undefined
  }
  private constructor(store: Store, now: number) {
    this.store = store
    this.now = now
  }
  /** `empty`: the store to use. */
  static async open(now: number, empty?: Store): Promise<SimServer> {
    planted ??= empty ? undefined : await SimServer.#plantedBytes(now)
    const server = new SimServer(empty ?? (await openSqlite(planted ?? ':memory:')), now)
    if (empty) await server.#plant()
    await server.backUp()
    return server
  }
  async #plant(): Promise<void> {
    await plantSchool(this.store, { schoolId: SCHOOL_ID, name: 'Test School', accounts: PEOPLE.map((one) => ({ ...one, passphraseHash: '-' })), rows: ROWS })
    await this.store.db.updateTable('school').set({ epoch: 'epoch-1' }).execute()
    // Words that people can add to.
    for (const { id } of PUPILS) await this.act('lead', { kind: 'patch', t: 'weeklyReview', id: reviewId(id, WEEK), bucket: `pupil:${id}`, f: { wentWell: 'Calm.' }, base: {}, hlc: hlcOf(this.now, 0) })
  }
  static async #plantedBytes(now: number): Promise<Buffer> {
    const server = new SimServer(await openSqlite(':memory:'), now)
    await server.#plant()
    const folder = mkdtempSync(join(tmpdir(), 'blue-report-sim-'))
    const file = join(folder, 'school.db')
    await sql`vacuum into ${file}`.execute(server.store.db)
    await server.close()
    const bytes = readFileSync(file)
    rmSync(folder, { recursive: true })
    return bytes
  }

  /** Questions to the database that are not answered yet: a world waits for them, for PostgreSQL takes its time. */
  asking = 0
  async #asked<T>(work: () => Promise<T>): Promise<T> {
    this.asking++
    try {
      return await work()
    } finally {
      this.asking--
    }
  }

  /** What the routes do after they know who asks. */
  answer = (path: Path, personId: string, clientId: string, text: string): Promise<Answer> => this.#asked(() => this.#answer(path, personId, clientId, text))
  async #answer(path: Path, personId: string, clientId: string, text: string): Promise<Answer> {
    const { id, username, name, initials, role, year } = personOf(personId)
    const who: SignedIn = {
      account: { school_id: SCHOOL_ID, id, username, name, initials, role, year: year ?? null, hash: '-', disabled_at: null, door: 'passphrase' }, clientId, tabletId: `tablet-${clientId}`.slice(0, 40), family: '-', key: '-',
    }
    const { disabled_at } = await this.store.db.selectFrom('account').select('disabled_at').where('id', '=', id).executeTakeFirstOrThrow()
    if (disabled_at !== null && path !== 'handin') return { status: 200, text: JSON.stringify(await letGo(this.store.db, { school_id: SCHOOL_ID, id }, JSON.parse(text))) }
    if (path === 'handin') {
      await keepHandedIn(this.store, { schoolId: SCHOOL_ID, accountId: id, clientId }, Buffer.from(text), this.now)
      return { status: 204, text: '' }
    }
    if (text.length > (path === 'push' ? PUSH_BYTES : 8192)) return { status: 413, text: '{}' }
    const body: unknown = JSON.parse(text)
    if (path === 'push') {
      if (text.includes(DEADLY)) return { status: 500, text: '{}' }
      const asked = isTrap(body) ? undefined : PushRequest.safeParse(body)
      if (!asked?.success) return { status: 400, text: '{}' }
      return { status: 200, text: JSON.stringify((await push(this.store, who, asked.data, this.now)).reply) }
    }
    const asked = PullRequest.safeParse(body)
    if (!asked.success) return { status: 400, text: '{}' }
    return { status: 200, ...(await pull(this.store, who, asked.data, this.now)) }
  }

  /** An operation by somebody at a desk of the school, outside the simulated tablets. */
  async act(personId: string, op: Record<string, unknown>): Promise<void> {
    const clientId = `desk-of-${personId}`
    const { epoch } = await this.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    const whole = { seen: await this.head(), hlc: hlcOf(this.now, 0), wall: this.now, skew: 0, sv: 1, ...op, n: (await this.lastN(clientId)) + 1 }
    await this.answer('push', personId, clientId, JSON.stringify({ v: 1, epoch, clientId, wall: this.now, pending: 1, oldest: null, ops: [whole] }))
  }

  head = (): Promise<number> => this.#asked(async () => (await this.store.db.selectFrom('school').select('head').executeTakeFirstOrThrow()).head)
  /** Whose life the server lives. One that was put back lives another, though it does not know yet. */
  epoch = (): Promise<string> => this.#asked(async () => {
    const { epoch } = await this.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    return epoch === this.#putBackIn ? `${epoch}, put back` : epoch
  })
  rows = (): Promise<RowTable[]> => this.#asked(() => this.store.db.selectFrom('row').selectAll().orderBy('seq').execute())
  /** In the order they were taken in. */
  ops = (): Promise<OpTable[]> => this.#asked(() => this.store.db.selectFrom('op').selectAll().orderBy('seq').orderBy('received_at').orderBy('client_id').orderBy('n').execute())
  /** How far it knows a tablet’s operations. */
  lastN = (clientId: string): Promise<number> => this.#asked(async () => (await this.store.db.selectFrom('sync_client').select('last_n').where('client_id', '=', clientId).executeTakeFirst())?.last_n ?? 0)

  async backUp(): Promise<void> {
    const taken: Backup = { school: await this.store.db.selectFrom('school').selectAll().executeTakeFirstOrThrow(), tables: [] }
    for (const table of TABLES) taken.tables.push({ table, rows: await this.store.db.selectFrom(table).selectAll().execute() })
    this.#lastBackup = taken
  }
  /** The last backup again, under a new epoch, as the operator's handbook says. */
  restore = (): Promise<void> => this.#putBack(`epoch-${++this.epochs}`)
  /** The same disk of an earlier day, and nobody thought of the epoch. */
  async putBack(): Promise<void> {
    this.#putBackIn = this.#lastBackup?.school.epoch
    await this.#putBack()
  }
  async #putBack(anew?: string): Promise<void> {
    if (!this.#lastBackup) return
    const { school, tables } = this.#lastBackup
    this.restores++
    const epoch = anew ?? school.epoch
    await this.store.write(async (trx) => {
      for (const table of [...TABLES].reverse()) await trx.deleteFrom(table).execute()
      for (const { table, rows } of tables)
        for (let from = 0; from < rows.length; from += 200) await trx.insertInto(table).values(rows.slice(from, from + 200)).execute()
      // The audit hangs on the school and is only added to, so the school is put back where it stands.
      await trx.updateTable('school').set({ ...school, epoch }).execute()
    })
  }

  async erase(pupilId: string): Promise<void> {
    await this.#asked(() => erasePupil(this.store, SCHOOL_ID, pupilId, COMMAND, this.now))
  }
  /** Whom this database knows as erased: one that was put back to an earlier day does not know of all. */
  erased = (): Promise<ReadonlySet<string>> => this.#asked(async () => new Set((await this.store.db.selectFrom('erased').select('id').where('t', '=', 'deskPupil').execute()).map(({ id }) => id)))

  async closeAccount(personId: string): Promise<void> {
    await this.store.db.updateTable('account').set({ disabled_at: this.now }).where('id', '=', personId).execute()
  }

  /** Who may read what, worked out anew from the records themselves. */
  async scope(personId: string): Promise<(bucket: string) => boolean> {
    const rows = await this.#asked(() => this.store.db.selectFrom('row').select(['t', 'id', 'f', 'bucket']).where('t', 'in', ['mentorship', 'deskPupil']).where('void', 'is', null).execute())
    const actor = personOf(personId)
    return (bucket) => {
      const about = pupilOf(bucket)
      const desk = rows.find((row) => row.t === 'deskPupil' && row.id === about)
      const own = rows.some((row) => row.t === 'mentorship' && pupilOf(row.bucket) === about && !isDesk(row.bucket) && isTheirs(JSON.parse(row.f) as Mentorship, personId))
      return mayRead(actor, bucket, { own, pupilYear: desk && (JSON.parse(desk.f) as DeskPupil).year })
    }
  }
  /** Since when each bucket may be read, as the server keeps it. */
  entered = (personId: string): Promise<ReadonlyMap<string, number>> => this.#asked(async () => (await scopeOf(this.store.db, SCHOOL_ID, personId, 0)).entered)
  close = (): Promise<void> => this.store.close()
}

const isTheirs = (mentorship: Mentorship, personId: string): boolean => isOpen(mentorship.state) && mentorship.mentorId === personId
