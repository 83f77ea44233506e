/** What the routes share: the store, whose school it is, and the edges (time, randomness), which tests replace. */
import type { Health } from '../src/domain/protocol.ts'
import type { Random } from './accounts/secrets.ts'
import type { Store } from './store.ts'

export type Context = {
  store: Store
  schoolId: string
  /** UTC milliseconds; in the demo, the demo's own time. */
  now: () => number
  random: Random
  version: string
  demo: Health['demo']
}
