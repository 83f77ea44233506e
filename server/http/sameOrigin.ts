/**
 * Only our own pages may change anything. A browser says where a request comes from in Sec-Fetch-Site, or at least in
 * Origin; and no foreign page can send our own header without asking first, which nobody here answers.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from './errors.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function addSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!READS.has(request.method) && !isOurs(request)) return refuse(reply, 'refused')
  })
}

function isOurs({ headers, host, protocol }: FastifyRequest): boolean {
  if (headers['x-blue-report'] !== '1') return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  return origin === undefined || (hostOf(origin) !== undefined && hostOf(origin) === hostOf(`${protocol}://${host}`))
}

const hostOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).host : undefined)
