/**
 * Whose school a request is for: the one school of this process or, where it serves many, the one that the host name
 * says. A school of its own name has storage, cookies and a service worker of its own in every browser.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Store } from '../store.ts'
import { refuse } from './errors.ts'
import { isApi } from './headers.ts'

/** A school's id; or the domain below which each name is a school's id: `north` at `north.trust.example`. */
export type ServedSchools = string | { below: string }
/** `isKnown`: it has been found here before, so a made-up name is none. */
export type Schools = { of: (request: FastifyRequest) => string; isKnown: (request: FastifyRequest) => boolean; check: (app: FastifyInstance) => void }

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

export function schoolsServed(store: Store, served: ServedSchools): Schools {
  if (typeof served === 'string') return { of: () => served, isKnown: () => true, check: () => undefined }
  const ending = `.${served.below.toLowerCase()}`
  // A school is never taken away while servers run; what this remembers, it would find again.
  const known = new Set<string>()
  const of = ({ hostname }: FastifyRequest): string => {
    const name = hostname.toLowerCase()
    const id = name.endsWith(ending) ? name.slice(0, -ending.length) : ''
    return LABEL.test(id) ? id : ''
  }
  return {
    of,
    isKnown: (request) => known.has(of(request)),
    check: (app) => {
      // After the brake on floods, which is a hook of each route's own.
      app.addHook('preParsing', async (request, reply) => {
        const id = of(request)
        if (!isApi(request.url) || known.has(id)) return
        const found = id === '' ? undefined : await store.db.selectFrom('school').select('id').where('id', '=', id).executeTakeFirst()
        if (!found) return refuse(reply, 'not-found')
        known.add(id)
      })
    },
  }
}
