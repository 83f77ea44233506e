/** What the tablet of somebody who left is told, or one that was lost. */
import { PullRequest, type LetGo } from '../../src/domain/protocol.ts'
import type { AccountTable, Read } from '../store.ts'

/** `body`: of its push or pull, whatever that says. */
export async function letGo(db: Read, { school_id: schoolId, id }: Pick<AccountTable, 'school_id' | 'id'>, body: unknown): Promise<LetGo> {
  const asked = PullRequest.pick({ clientId: true }).safeParse(body)
  const told: LetGo = { err: 'device', wipe: true }
  if (!asked.success) return told
  const { epoch } = await db.selectFrom('school').select('epoch').where('id', '=', schoolId).executeTakeFirstOrThrow()
  const known = await db.selectFrom('sync_client').select('last_n').where('school_id', '=', schoolId).where('client_id', '=', asked.data.clientId).where('account_id', '=', id).executeTakeFirst()
  return { ...told, epoch, lastN: known?.last_n ?? 0 }
}
