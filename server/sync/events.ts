/**
 * An open line to a tablet that says only that there is something new (event `poke`). A comment every 25 seconds keeps
 * the way open through proxies; the line ends when the session does.
 */
import type { FastifyInstance } from 'fastify'
import { audiencesOf } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { accountOf } from '../accounts/accounts.ts'
import { signedIn } from '../accounts/cookie.ts'
import { isLive } from '../accounts/sessions.ts'
import type { Context } from '../context.ts'

const HEARTBEAT = 25_000

export function eventRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context
  const lines = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of [...lines]) end()
  })

  app.get(PATHS.events, { compress: false, exposeHeadRoute: false }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const schoolId = who.account.school_id
    reply.hijack()
    const line = reply.raw
    // The security headers are already on the raw response or on the reply, by who put them there.
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) line.setHeader(name, value)
    line.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
    line.write('retry: 5000\n\n')
    const mute = store.pokes.listen({ schoolId, audiences: audiencesOf(accountOf(who.account)), session: who.key, poke: () => line.write('event: poke\ndata: {}\n\n') })
    const heart = setInterval(() => {
      void isLive(store, schoolId, who.key, now()).then(
        (live) => (live ? line.write(': here\n\n') : end()),
        () => end(),
      )
    }, HEARTBEAT)
    const end = (): void => {
      clearInterval(heart)
      mute()
      lines.delete(end)
      line.end()
    }
    lines.add(end)
    line.on('close', end)
  })
}
