/** A pupil's file as a whole: to the Deputy Headteacher or whom they named, after the secret was said once more, and told in the audit. */
import type { FastifyInstance } from 'fastify'
import { PATHS } from '../../src/domain/protocol.ts'
import { mayHaveFile, PupilFileAsked, type PupilFileReply } from '../../src/domain/people/pupilFile.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import { signedIn } from '../accounts/cookie.ts'
import { hasSteppedUp } from '../accounts/stepUp.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Read } from '../store.ts'
import { takeExport } from './exports.ts'
import { gatherFile } from './gather.ts'

export function fileRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.pupilFile, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const { account } = who
    const schoolId = account.school_id
    if (!mayHaveFile(account, await namedByDht(store.db, schoolId))) return deny(context, who, reply)
    const asked = PupilFileAsked.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies PupilFileReply)
    const mayGo = await takeExport(store, who, { action: 'file-gathered', object: asked.data.pupilId }, now())
    if (!mayGo) return reply.send({ refused: 'too-often' } satisfies PupilFileReply)
    const file = await gatherFile(store, account, asked.data, now())
    return reply.send((file ? { file } : { refused: 'no-such-pupil' }) satisfies PupilFileReply)
  })
}

async function namedByDht(trx: Read, schoolId: string): Promise<string[]> {
  const row = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'fileReaders').executeTakeFirst()
  return row ? settingsFrom([JSON.parse(row.f) as Setting]).fileReaders : []
}
