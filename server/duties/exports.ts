/** At most three bulk exports an hour for each person. The audit is what is counted: no export goes uncounted. */
import type { AuditAction } from '../../src/domain/audit.ts'
import type { Read } from '../store.ts'

const HOUR_MS = 3_600_000
export const MOST_AN_HOUR = 3
const BULK: readonly AuditAction[] = ['file-gathered', 'exported']

export async function exportsOfLastHour(trx: Read, schoolId: string, actor: string, now: number): Promise<number> {
  const { many } = await trx.selectFrom('audit').select((is) => is.fn.countAll().as('many')).where('school_id', '=', schoolId).where('actor', '=', actor).where('action', 'in', BULK).where('at', '>', now - HOUR_MS).executeTakeFirstOrThrow()
  return Number(many)
}
