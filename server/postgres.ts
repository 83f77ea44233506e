/**
 * PostgreSQL behind the store: many server processes over one database. What puts one school's writers in order is its
 * row in `school`, held to the end of the transaction; schools do not wait for each other. Plain SQL and row locks only,
 * and every key begins with the school, so that schools can be spread over several machines.
 */
import { CompiledQuery, Kysely, PostgresDialect, PostgresQueryCompiler, sql } from 'kysely'
import { Client, Pool, types } from 'pg'
import { asKept } from './asKept.ts'
import { migrate } from './migrations.ts'
import { pokesByDatabase } from './postgresPokes.ts'
import type { Database, Store } from './store.ts'

const BIGINT = 20
/** Our whole numbers all fit a double; the driver would hand them over as text. */
const wholeNumbers = { getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown => (oid === BIGINT ? Number : types.getTypeParser(oid, format)) } as typeof types

/** A tablet gives up after twenty seconds; nothing may hold a school's row for longer than a vanished server can. */
const limits = { connectionTimeoutMillis: 15_000, lock_timeout: 15_000, statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000, keepAlive: true }
/** Where what was erased stood. */
const SCRUBBED = ['row', 'op', 'field_history', 'parked', 'handin', 'photo_part', 'glass', 'feedback_link'] as const
/** A database may be set up to answer a commit before it is on the disk. Ours never is; what is stricter stays. */
const durable = CompiledQuery.raw("select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local')")

/** Every value goes through here. One that its text cannot hold would else fail the request, and each repeat of it, and with them a tablet's queue. */
class KeepableValues extends PostgresQueryCompiler {
  protected override addParameter(value: unknown): void {
    super.addParameter(typeof value === 'string' ? asKept(value) : value)
  }
}
class KeepingDialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new KeepableValues()
  }
}

/** A school's writers go one at a time anyway; a process keeps one connection more, for the pokes. */
export async function openPostgres(url: string, connections = 6): Promise<Store> {
  const pool = new Pool({ connectionString: url, max: connections, types: wholeNumbers, application_name: 'blue-report', ...limits })
  // A connection that breaks is replaced, and fails the request that is using it. It must not take the process with it.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Database>({
    dialect: new KeepingDialect({ pool, onCreateConnection: async (connection) => void (await connection.executeQuery(durable)) }),
  })
  try {
    await refuseForgetful(db)
    const schema = await schemaOf(db)
    let scrubbing: Client | undefined
    const store: Omit<Store, 'pokes' | 'close'> = {
      db,
      write: (work) => db.transaction().execute(work),
      read: (work) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      // Not `for update`: that would also stop the checks of foreign keys, which only need the school to stay.
      lockSchool: (trx, schoolId) => trx.selectFrom('school').selectAll().where('id', '=', schoolId).forNoKeyUpdate().executeTakeFirstOrThrow(),
      // A large school's tables take longer than any request may: on a connection of its own, without its limits.
      scrub: async () => {
        const client = new Client({ connectionString: url, application_name: 'blue-report scrub', keepAlive: true, connectionTimeoutMillis: limits.connectionTimeoutMillis })
        client.on('error', () => undefined)
        scrubbing = client
        try {
          await client.connect()
          await client.query('set statement_timeout = 0')
          for (const table of SCRUBBED) await client.query(`vacuum ${client.escapeIdentifier(table)}`)
        } finally {
          await client.end().catch(() => undefined)
        }
      },
    }
    await migrate(store, { bytes: 'bytea', lock: async (trx) => void (await sql`select pg_advisory_xact_lock(hashtext(${`blue report tables in ${schema}`}))`.execute(trx)) })
    const pokes = await pokesByDatabase(url, `blue_report_${schema}`)
    return {
      ...store,
      pokes,
      close: async () => {
        await scrubbing?.end().catch(() => undefined)
        await pokes.close()
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function schemaOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db)
  const schema = rows[0]?.schema
  if (!schema) throw new Error('The PostgreSQL address names no schema that this account may use.')
  return schema
}

/** With fsync off a power cut loses what was acknowledged, and may lose the whole database. */
async function refuseForgetful(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ fsync: string; pages: string }>`select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`.execute(db)
  if (rows[0]?.fsync !== 'on' || rows[0].pages !== 'on') throw new Error('This PostgreSQL has fsync or full_page_writes switched off, so it can lose what it acknowledged. Blue Report does not keep records there.')
}
