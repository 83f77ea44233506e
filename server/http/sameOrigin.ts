/**
 * Only our own pages may change anything. A browser says where a request comes from in Sec-Fetch-Site, or at least in
 * Origin; and no foreign page can send our own header without asking first, which nobody here answers.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PATHS } from '../../src/domain/protocol.ts'
import { refuse } from './errors.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function addSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!READS.has(request.method) && !isOurs(request)) return refuse(reply, 'refused')
  })
}

/** The teachers' form has no script to set a header, and no cookie is asked there: its link is the whole authority. */
const isForm = (url: string): boolean => url.startsWith(`${PATHS.answer}/`)

function isOurs({ headers, host, protocol, url }: FastifyRequest): boolean {
  if (isForm(url)) return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin'
  if (headers['x-blue-report'] !== '1') return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  return origin === undefined || (hostOf(origin) !== undefined && hostOf(origin) === hostOf(`${protocol}://${host}`))
}

const hostOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).host : undefined)
