/** A pupil's file as a whole: to the Deputy Headteacher or whom they named, after the secret was said once more, and told in the audit. */
import type { FastifyInstance } from 'fastify'
import { PATHS } from '../../src/domain/protocol.ts'
import { mayHaveFile, PupilFileAsked, type PupilFileReply } from '../../src/domain/pupilFile.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import { signedIn } from '../accounts/cookie.ts'
import { hasSteppedUp } from '../accounts/stepUp.ts'
import { deny } from '../audit/deny.ts'
import { tell } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Read } from '../store.ts'
import { exportsOfLastHour, MOST_AN_HOUR } from './exports.ts'
import { gatherFile } from './gather.ts'

export function fileRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.pupilFile, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const { account, tabletId } = who
    const schoolId = account.school_id
    if (!mayHaveFile(account, await namedByDht(store.db, schoolId))) return deny(context, who, reply)
    const asked = PupilFileAsked.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies PupilFileReply)
    // Counted and told in one: of two that are asked for at once, each sees the other.
    const mayGo = await store.write(async (trx) => {
      await store.lockSchool(trx, schoolId)
      if ((await exportsOfLastHour(trx, schoolId, account.id, now())) >= MOST_AN_HOUR) return false
      await tell(store, trx, schoolId, now(), [{ action: 'file-gathered', actor: account.id, tablet: tabletId, object: asked.data.pupilId }])
      return true
    })
    if (!mayGo) return reply.send({ refused: 'too-often' } satisfies PupilFileReply)
    const file = await gatherFile(store, account, asked.data, now())
    return reply.send((file ? { file } : { refused: 'no-such-pupil' }) satisfies PupilFileReply)
  })
}

async function namedByDht(trx: Read, schoolId: string): Promise<string[]> {
  const row = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'fileReaders').executeTakeFirst()
  return row ? settingsFrom([JSON.parse(row.f) as Setting]).fileReaders : []
}
