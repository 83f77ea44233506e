/** What the routes share: the store, whose school a request is for, and the edges (time, randomness), which tests replace. */
import type { FastifyRequest } from 'fastify'
import type { Health } from '../src/domain/protocol.ts'
import type { Random } from './accounts/secrets.ts'
import type { SignOnProvider } from './accounts/signOnProvider.ts'
import type { Store } from './store.ts'

export type Context = {
  store: Store
  schoolOf: (request: FastifyRequest) => string
  /** UTC milliseconds; in the demo, the demo's own time. */
  now: () => number
  random: Random
  version: string
  demo: Health['demo']
  /** Undefined where the school has no single sign-on. */
  signOn: SignOnProvider | undefined
}
