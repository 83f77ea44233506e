import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** `postgres://…`, a path, or `sqlite:path`, whose folder must exist. */
export async function openStore(url: string): Promise<Store> {
  return /^postgres(ql)?:/.test(url) ? openPostgres(url) : openSqlite(url.replace(/^sqlite:/, ''))
}
