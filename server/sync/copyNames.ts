/** What is kept beside a record that two people set at once has a name of both versions, so that the same two make one copy. */
import { createHash } from 'node:crypto'
import { ruleOf } from '../../src/domain/change.ts'
import { conflictKey } from '../../src/domain/sync/conflict.ts'
import type { Kind } from '../../src/domain/records.ts'
import type { RowName } from './rows.ts'

type About = Parameters<typeof conflictKey>
const short = (about: About): string => createHash('sha256').update(conflictKey(...about)).digest('base64url').slice(0, 22)

export const conflictId = (...about: About): string => `conflict:${short(about)}`
export const setAsideId = (...about: About): string => `aside:${short(about)}`

/** The copy that may come of it, to be read with the others of a push. `removes`: one of the two takes the record back. */
export const copyName = (t: Kind, id: string, field: string, stamps: About[3], removes: boolean): RowName =>
  ruleOf(t, field) === 'latest' && !removes ? { t: 'setAside', id: setAsideId(t, id, field, stamps) } : { t: 'conflict', id: conflictId(t, id, field, stamps) }
