/** The headers of every response. Only our own files run here, and nobody may frame or read us from elsewhere. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { OURS_HEADER } from '../../src/domain/protocol.ts'

const self = ["'self'"]
const none = ["'none'"]

export async function addHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none, scriptSrc: [...self, "'wasm-unsafe-eval'"], styleSrc: self, imgSrc: [...self, 'blob:'], fontSrc: self, connectSrc: self,
        workerSrc: self, manifestSrc: self, frameSrc: ['blob:'], baseUri: none, formAction: self, objectSrc: none, frameAncestors: none,
        requireTrustedTypesFor: ["'script'"],
        // `vue` is Vue's own; `app-sw` passes our own worker's address and nothing else.
        trustedTypes: ['vue', 'app-sw'],
      },
    },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
    if (isApi(request.url)) reply.headers({ 'cache-control': 'no-store', [OURS_HEADER]: '1' })
  })
}

export const isApi = (url: string): boolean => /^\/api(\/|\?|$)/.test(url)
