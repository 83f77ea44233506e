/**
 * A SQLite file whose statements are prepared once and used again. Only what runs to its end before the next begins is
 * shared. SQLite itself prepares one anew when the tables have changed since.
 */
import type SqliteFile from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const MOST = 200
/** Longer ones insert many rows; there is one for each number of rows, and it seldom comes again. */
const LONGEST = 4000
const REUSED = /^\s*(select|insert|update|delete|begin|commit|rollback)\b/i

export function reusingStatements(file: SqliteFile.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()

  function prepare(text: string): SqliteStatement {
    const known = kept.get(text)
    // The newest are at the end.
    if (known) kept.delete(text)
    const statement = known ?? shared(file, text)
    kept.set(text, statement)
    if (kept.size > MOST) kept.delete(kept.keys().next().value ?? '')
    return statement
  }

  return {
    close: () => {
      kept.clear()
      file.close()
    },
    prepare: (text) => (text.length <= LONGEST && REUSED.test(text) ? prepare(text) : file.prepare(text)),
  }
}

/** Rows taken one by one would keep the statement busy while another wants it, so they get their own. */
function shared(file: SqliteFile.Database, text: string): SqliteStatement {
  const statement = file.prepare(text)
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(parameters),
    run: (parameters) => statement.run(parameters),
    iterate: (parameters) => file.prepare(text).iterate(parameters),
  }
}
