/**
 * SQLite behind the store: one connection, write-ahead log, every commit on the disk before it is answered for, and what
 * is deleted is overwritten. A writer takes the lock as it begins, so it never finds out half-way that it must wait.
 */
import SqliteFile from 'better-sqlite3'
import { CompiledQuery, Kysely, sql, SqliteDialect, SqliteDriver, type DatabaseConnection, type SqliteDialectConfig, type TransactionSettings } from 'kysely'
import { migrate } from './migrations.ts'
import { reusingStatements } from './sqliteStatements.ts'
import type { Database, Store } from './store.ts'
import { pokesInProcess } from './sync/pokes.ts'

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config)
  }
}

/** How long a writer waits for another process (ms). */
const PATIENCE = 10_000

/** `from`: a path, or the bytes of a whole database, which is then in memory alone. */
export async function openSqlite(from: string | Buffer): Promise<Store> {
  const file = new SqliteFile(from, { timeout: PATIENCE })
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON', 'trusted_schema = OFF']) file.pragma(pragma)
  const db = new Kysely<Database>({ dialect: new ImmediateDialect({ database: reusingStatements(file) }) })
  const store: Store = {
    db,
    write: (work) => db.transaction().execute(work),
    read: (work) => db.transaction().setAccessMode('read only').execute(work),
    lockSchool: (trx, schoolId) => trx.selectFrom('school').selectAll().where('id', '=', schoolId).executeTakeFirstOrThrow(),
    // What is deleted is overwritten in the file; the log beside it still holds it until it is emptied.
    scrub: () => db.connection().execute(async (alone) => {
      // While another process reads the log, as a backup does, everybody here would wait for it.
      file.pragma('busy_timeout = 0')
      try {
        const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(alone)
        if (rows[0]?.busy !== 0) throw new Error('The log of the database is being read, and could not be emptied.')
      } finally {
        file.pragma(`busy_timeout = ${PATIENCE}`)
      }
    }),
    pokes: pokesInProcess(),
    close: () => db.destroy(),
  }
  await migrate(store, { bytes: 'blob' })
  return store
}
