/** A teacher's answer becomes two rows of the pupil's case, written by the server in one transaction with the link's end. */
import { caseOf } from '../../src/domain/bucket.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { Row } from '../../src/domain/records.ts'
import { CORRECTION_MINUTES, sayReply, type StaffReply, type StaffRequest, type StaffRequestEvent } from '../../src/domain/week/staffFeedback.ts'
import { hashToken } from '../accounts/secrets.ts'
import type { FeedbackLinkTable, Read, Store } from '../store.ts'
import { putRows } from '../sync/rows.ts'

export const MINUTE = 60_000
export type OpenLink = { link: FeedbackLinkTable; request: StaffRequest; firstName: string; state: 'open' | 'may-correct' | 'closed' }

/** Undefined: no such link, or what it asks about is gone or no longer asked. */
export async function findLink(db: Read, schoolId: string, token: string, now: number): Promise<OpenLink | undefined> {
  const link = await db.selectFrom('feedback_link').selectAll().where('school_id', '=', schoolId).where('hash', '=', hashToken(token)).executeTakeFirst()
  if (!link) return undefined
  const row = (t: string, id: string) => db.selectFrom('row').select(['f']).where('school_id', '=', schoolId).where('t', '=', t).where('id', '=', id).where('void', 'is', null).executeTakeFirst()
  const [request, pupil] = [await row('staffRequest', link.request_id), await row('deskPupil', link.pupil_id)]
  if (!request || !pupil) return undefined
  const events = await db.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'staffRequestEvent').where('bucket', '=', caseOf(link.pupil_id)).where('void', 'is', null).execute()
  if (events.map(({ f }) => JSON.parse(f) as StaffRequestEvent).some(({ type, requestId }) => type === 'withdrawn' && requestId === link.request_id)) return undefined
  const { preferredName } = JSON.parse(pupil.f) as { preferredName: string }
  const answered = link.answered_at
  return { link, request: JSON.parse(request.f) as StaffRequest, firstName: preferredName, state: answered === null ? 'open' : now <= Number(answered) + CORRECTION_MINUTES * MINUTE ? 'may-correct' : 'closed' }
}

export type Answer = Pick<StaffReply, 'attitude' | 'behaviour' | 'homework' | 'currentGrade' | 'targetGrade' | 'helps' | 'comment' | 'shareSafe'>
/** The moment until which it may be put right; or undefined, where somebody was quicker. */
export async function takeAnswer(store: Store, schoolId: string, token: string, answer: Answer, now: number): Promise<number | undefined> {
  const taken = await store.write(async (trx) => {
    const school = await store.lockSchool(trx, schoolId)
    const found = await findLink(trx, schoolId, token, now)
    if (!found || found.state === 'closed') return undefined
    const { link, request } = found
    const seq = school.head + 1
    const replyId = `reply-${schoolId.length}-${seq}`
    const common = { by: link.account_id, at: now, b: caseOf(link.pupil_id) }
    const f: StaffReply = { pupilId: link.pupil_id, requestId: link.request_id, via: 'link', entered: now, ...answer, ...(link.reply_id === null ? {} : { corrects: link.reply_id }) }
    const rows: Row[] = [
      { t: 'staffReply', id: replyId, f, s: `server:${seq}`, seq, ...common },
      {
        t: 'note', id: `note-of-${replyId}`, s: `server:${seq + 1}`, seq: seq + 1, ...common,
        f: {
          pupilId: link.pupil_id, type: 'staff', text: sayReply(request, f), occurredAt: now, enteredAt: now, raise: false,
          ...(link.reply_id === null ? {} : { corrects: `note-of-${link.reply_id}`, correctionReason: 'The teacher answered again' }),
        },
      },
    ]
    await putRows(trx, schoolId, rows.map((row) => ({ row, times: hlcOf(now, 0) })))
    await trx.updateTable('school').set({ head: seq + 1 }).where('id', '=', schoolId).execute()
    await trx.updateTable('feedback_link').set({ answered_at: link.answered_at ?? now, reply_id: replyId }).where('school_id', '=', schoolId).where('hash', '=', link.hash).execute()
    const audiences = await trx.selectFrom('bucket_grant').select('audience').where('school_id', '=', schoolId).where('bucket', '=', common.b).where('until_seq', 'is', null).execute()
    return { until: Number(link.answered_at ?? now) + CORRECTION_MINUTES * MINUTE, audiences: audiences.map(({ audience }) => audience) }
  })
  if (!taken) return undefined
  if (taken.audiences.length > 0) store.pokes.tell(schoolId, taken.audiences, '')
  return taken.until
}
