import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** `path` or `sqlite:path`; the folder must exist. */
export async function openStore(url: string): Promise<Store> {
  if (/^postgres(ql)?:/.test(url)) throw new Error('This version keeps its records in SQLite; a PostgreSQL address is not understood yet.')
  return openSqlite(url.replace(/^sqlite:/, ''))
}
