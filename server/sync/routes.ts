/** Push, pull and hand-in. What cannot be read as a request at all is refused; a single bad operation inside is not. */
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { FastifyCompressRouteOptions } from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { NEXT_HEADER, PATHS, PullRequest, PushRequest } from '../../src/domain/protocol.ts'
import { signedIn, signedInToSync } from '../accounts/cookie.ts'
import { letGo } from '../accounts/letGo.ts'
import { noteLeaving } from '../accounts/tablets.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { keepHandedIn } from './handIn.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { MOST_AT_ONCE, room } from './room.ts'
import { turns } from './turns.ts'

export const PUSH_BYTES = 512 * 1024
/**
 * A tablet's first pages are megabytes that nobody asks for twice. Zstandard, where the browser has it, takes a fifth of Brotli's time at
 * its quickest for about as many bytes; and in one piece, for between many it would wait until the next page has been read.
 */
const zstd = promisify(zstdCompress)
const PACKED_FROM = 1024
const QUICKLY = { encodings: ['br', 'gzip'], threshold: PACKED_FROM, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }, zlibOptions: { level: 1 } } satisfies FastifyCompressRouteOptions['compress']

export function syncRoutes(app: FastifyInstance, context: Context, mostAtOnce = MOST_AT_ONCE): void {
  const { store, now } = context
  const inRoom = room(mostAtOnce, context.random)
  const inTurn = turns()

  app.post(PATHS.push, { bodyLimit: PUSH_BYTES, compress: QUICKLY }, async (request, reply) => {
    const who = await signedInToSync(context, request, reply)
    if (!who) return reply
    const asked = PushRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    return inRoom(reply, async () => {
      const schoolId = who.account.school_id
      const { reply: answer, touched } = await inTurn(schoolId, () => push(store, who, asked.data, now()))
      if (touched.length > 0) store.pokes.tell(schoolId, touched, who.key)
      return answer ?? letGo(store.db, who.account, asked.data)
    })
  })

  app.post(PATHS.pull, { bodyLimit: 8 * 1024, compress: QUICKLY }, async (request, reply) => {
    const who = await signedInToSync(context, request, reply)
    if (!who) return reply
    const asked = PullRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    return inRoom(reply, async () => {
      const { text, next } = await pull(store, who, asked.data, now())
      if (next) reply.header(NEXT_HEADER, JSON.stringify(next))
      reply.type('application/json; charset=utf-8')
      const isPacked = text.length >= PACKED_FROM && String(request.headers['accept-encoding']).includes('zstd')
      return isPacked ? reply.headers({ 'content-encoding': 'zstd', vary: 'accept-encoding' }).send(await zstd(text)) : reply.send(text)
    })
  })

  // The last resort of a tablet whose change will not go through: its bytes as they are, for a person to look at.
  void app.register(async (raw) => {
    raw.removeAllContentTypeParsers()
    raw.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    raw.post(PATHS.handin, async (request, reply) => {
      const who = await signedIn(context, request, reply, true)
      if (!who) return reply
      if (!Buffer.isBuffer(request.body)) return refuse(reply, 'bad-request')
      await keepHandedIn(store, { schoolId: who.account.school_id, accountId: who.account.id, clientId: who.clientId }, request.body, now())
      if (who.isTabletGone) await noteLeaving(store, who.account.school_id, who.tabletId, 'handed-in', now())
      return reply.code(204).send()
    })
  })
}
