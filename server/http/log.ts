/** What a log line may hold: ids, codes, routes as they are declared, milliseconds. Never an address typed, never a body. */
import { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'

type Sink = { write: (line: string) => void }

/** `true` logs to the terminal, `errors` only what broke; a sink takes the lines; `false` says nothing. */
export const logOptions = (log: boolean | 'errors' | Sink): FastifyServerOptions => ({
  logController: new LogController({ disableRequestLogging: true }),
  logger: log === false ? false : { ...(log === true ? {} : log === 'errors' ? { level: 'error' } : { stream: log }), serializers: { req: () => ({}), res: ({ statusCode }) => ({ statusCode }), err: errorOf } },
})

/** Where it broke, without the message: a message can quote what a person wrote. */
const errorOf = (error: Error & { code?: unknown }): { type: string; message: string; stack: string; code: string } => ({
  type: error.name,
  message: '',
  code: typeof error.code === 'string' ? error.code : '',
  stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n'),
})

export function addLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
}
