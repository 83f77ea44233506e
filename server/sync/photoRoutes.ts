/** The pictures of photo records: how much of one is here, the next part of it, and the whole. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from '../../src/domain/schema.ts'
import { RecordId } from '../../src/domain/id.ts'
import { BLOB_HAVE, BLOB_PART_MOST } from '../../src/domain/sync/blob.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { SheetPhoto } from '../../src/domain/week/sheetPhoto.ts'
import { signedIn } from '../accounts/cookie.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { haveOf, keepPart, photoFor, pictureOf } from './photos.ts'

const Asked = z.object({ sha256: SheetPhoto.shape.sha256, of: RecordId, off: z.string().regex(/^\d{1,7}$/).transform(Number).optional() })
const asked = (request: FastifyRequest): z.infer<typeof Asked> | undefined => Asked.safeParse({ ...(request.query as object), ...(request.params as object) }).data

export function photoRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context
  const url = `${PATHS.blob}/:sha256`

  app.head(url, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const about = asked(request)
    const photo = about && (await photoFor(store.db, who.account, about.of, about.sha256))
    if (!photo) return refuse(reply, 'not-found')
    return reply.header(BLOB_HAVE, await haveOf(store.db, who.account.school_id, photo.id)).send()
  })

  app.get(url, { exposeHeadRoute: false, compress: false }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const about = asked(request)
    const picture = about && (await store.read(async (trx) => {
      const photo = await photoFor(trx, who.account, about.of, about.sha256)
      return photo?.mayRead ? pictureOf(trx, who.account.school_id, photo) : undefined
    }))
    // Bytes and no image: a browser that is led here shows nothing.
    return picture ? reply.type('application/octet-stream').send(picture) : refuse(reply, 'not-found')
  })

  void app.register(async (raw) => {
    raw.removeAllContentTypeParsers()
    raw.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: BLOB_PART_MOST }, (_request, body, done) => done(null, body))
    raw.put(url, { bodyLimit: BLOB_PART_MOST }, async (request, reply) => {
      const who = await signedIn(context, request, reply)
      if (!who) return reply
      const about = asked(request)
      if (about?.off === undefined || !Buffer.isBuffer(request.body) || request.body.length === 0) return refuse(reply, 'bad-request')
      const answer = await keepPart(store, who.account, { id: about.of, sha256: about.sha256, off: about.off, bytes: request.body }, now())
      if (answer === 'none') return refuse(reply, 'not-found')
      return answer === 'too-large' ? refuse(reply, 'too-large') : answer
    })
  })
}
