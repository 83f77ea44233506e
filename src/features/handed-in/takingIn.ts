/**
 * A colleague's unsent change as a change of whoever takes it in: an ordinary one, which says whose it was. It counts as
 * written by somebody who saw what its author saw, so what stands now is never overwritten unseen.
 */
import { fitsKind } from '../../domain/change.ts'
import { pupilOf } from '../../domain/bucket.ts'
import { mayWrite } from '../../domain/permission.ts'
import type { Json, Op } from '../../domain/protocol.ts'
import { isKind, RECORDS, stampOf, type Kind, type Row } from '../../domain/records.ts'
import type { Actor } from '../../domain/staff.ts'
import { asMine } from '../../domain/sync/asMine.ts'
import { sayChange } from '../../domain/sync/changeWords.ts'
import { sayInstant } from '../../domain/people/fileWords.ts'
import type { Instant } from '../../domain/time/clock.ts'
import type { Change } from '../../data/store/commit.ts'
import type { Memory } from '../../data/store/memory.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'

export type Unsent = Pick<Op, 'kind' | 't' | 'id' | 'bucket' | 'f' | 'base' | 'wall' | 'skew'> & { /** Names it, whichever way it came. */ ref: string }
export type Author = { id: string; name: string }
/** `text`: all that is written down by it. `without`: what of it stays behind. */
export type TakingIn = { changes: Change[]; text: string; without?: 'signature' } | { cannot: string }

const ELSEWHERE: ReadonlySet<string> = new Set<Kind>(['conflict', 'parked', 'parkedForMentor'])
/** Where a person's own words stand, the first that has any. */
const SAYS_WHO = ['text', 'line', 'comment', 'wentWell', 'nextStep'] as const
type Edge = { memory: Memory; me: Actor; now: Instant; author: Author }

export const writtenAt = ({ wall, skew }: Pick<Unsent, 'wall' | 'skew'>): Instant => wall + (skew ?? 0)

export function takingIn(op: Unsent, { memory, me, now, author }: Edge): TakingIn {
  if (!isKind(op.t)) return { cannot: 'It is of a newer kind. Update Blue Report, then look again.' }
  if (ELSEWHERE.has(op.t)) return { cannot: 'It answers something that is still asked where it waits: answer it there.' }
  const { t, id } = op
  const pupilId = pupilOf(op.bucket)
  const may = pupilId === undefined ? mayWrite(me, t, { own: false, pupilYear: undefined }) : mayWriteFor(memory, me, t, pupilId)
  if (!may) return { cannot: 'You may not make this change yourself.' }
  const there = memory.get(t, id) as Readonly<Row> | undefined
  if (op.kind === 'void') return voided(op, t, there)
  if (op.kind === 'patch' && !there) return { cannot: 'The record it changes is not here.' }
  if (there && RECORDS[t].nature === 'fact') return { cannot: 'It is here already.' }

  const { f, without } = asMine(op.f ?? {}, me, op.kind)
  const changed = there ? Object.fromEntries(Object.entries(f).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify((there.f as Record<string, unknown>)[field]))) : f
  if (Object.keys(changed).length === 0) return { cannot: without ? 'A signature is only ever its owner’s. Sign the review where it stands.' : 'It is here already.' }
  const doesNotFit = (fields: Record<string, Json>): boolean => !fitsKind({ t, kind: there ? 'patch' : 'add', f: fields } as Op, there !== undefined).fits
  if (doesNotFit(changed)) return { cannot: 'Something in it is too long, empty or not as it should be. Write it anew where it belongs.' }

  const isOwn = author.id === me.id
  const said = SAYS_WHO.flatMap((field) => (typeof changed[field] === 'string' && changed[field] !== '' ? [[field, changed[field]] as const] : []))[0]
  const signed = said === undefined || isOwn ? undefined : { ...changed, [said[0]]: `${said[1]} (${author.name})` }
  const fits = signed !== undefined && !doesNotFit(signed)
  const mine = fits ? signed : changed
  // What it rests on is what its author saw, not what stands here now.
  const saw = there && ({ ...there, s: Object.fromEntries(Object.entries(op.base ?? {}).filter(([, stamp]) => stamp !== null)) } as Row)
  const change = (there ? { kind: 'patch', t, id, f: mine, saw } : { kind: 'add', t, id, f: mine }) as unknown as Change
  const note = isOwn || fits || pupilId === undefined || !mayWriteFor(memory, me, 'note', pupilId) ? [] : [saysWhose(op, pupilId, author, now)]
  const text = Object.values(mine).filter((value) => typeof value === 'string').join('\n')
  return { changes: [change, ...note], text, ...(without ? { without } : {}) }
}

function voided(op: Unsent, t: Kind, there: Readonly<Row> | undefined): TakingIn {
  if (!there) return { cannot: 'What it takes back is not here, or was taken back already.' }
  const isChanged = Object.entries(op.base ?? {}).some(([field, stamp]) => stamp !== stampOf(there, field))
  return isChanged ? { cannot: 'What it takes back was changed since. Take it back where it stands, if it should go.' } : { changes: [{ kind: 'void', t, id: op.id } as Change], text: '' }
}

/** Where the change itself has no words to say it in. */
const saysWhose = (op: Unsent, pupilId: string, author: Author, now: Instant): Change => ({
  kind: 'add', t: 'note', id: `whose:${op.ref}`.slice(0, 120),
  f: { pupilId, type: 'staff', text: `Taken in from unsent work of ${author.name}, ${sayInstant(writtenAt(op))}: ${sayChange(op, '')}.`, occurredAt: writtenAt(op), enteredAt: now, raise: false },
})
