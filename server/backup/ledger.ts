/**
 * What a backup must not undo: who was let out, and who was erased. A copy of those rows of the audit, a line each, kept outside the
 * database; after a restore it says what has to be done once more. It holds ids and acts, never a name.
 */
import { appendFile, readFile } from 'node:fs/promises'
import type { AuditAction } from '../../src/domain/people/audit.ts'
import { z } from '../../src/domain/schema.ts'
import { closeAccount } from '../accounts/manage.ts'
import { moveTablet } from '../accounts/tablets.ts'
import { COMMAND } from '../audit/tell.ts'
import type { Store } from '../store.ts'
import { erasePupil } from '../sync/erase.ts'

/** What puts an end to something, and what takes that back. */
const ENDS = { 'account-closed': 'account-opened', 'tablet-lost': 'tablet-again', 'tablet-revoked': 'tablet-again', erased: undefined } as const satisfies Partial<Record<AuditAction, AuditAction | undefined>>
/** What a person has to do again: it asks for a decision, or for something that only they have. After the last four an earlier passphrase holds again. */
const BY_HAND = ['account-made', 'account-role', 'account-door', 'sign-on-linked', 'passkey-removed', 'tablet-again', 'tablet-shared', 'account-opened', 'account-code', 'set-up', 'passphrase-changed'] as const satisfies readonly AuditAction[]
/** All before it was done again, in a database that knows the row it names. */
const MARK = 'done-again'
const NOTED: readonly string[] = [...Object.keys(ENDS), ...BY_HAND]

const Line = z.object({ school: z.string(), seq: z.int(), hash: z.string(), at: z.number(), action: z.string(), object: z.string().nullable(), actor: z.string().nullable().default(null) })
export type Line = z.infer<typeof Line>
type Place = Pick<Line, 'seq' | 'hash'>

const EVERY_MS = 60_000

/** Copies on what is new, now and each minute. Rejects where the file cannot be written. Resolves to what ends it, once the last is copied. */
export async function keepLedger(store: Store, path: string, tellProblem: (error: unknown) => void): Promise<() => Promise<void>> {
  await appendFile(path, '', { mode: 0o600 })
  // A machine that died while it wrote left half a line.
  if (!/(^|\n)$/.test(await readFile(path, 'utf8'))) await appendFile(path, '\n')
  const copied = new Map<string, Place>()
  await copyOn(store, path, copied)
  let last = Promise.resolve()
  const copy = (): Promise<void> => (last = last.then(() => copyOn(store, path, copied)).catch(tellProblem))
  const timer = setInterval(() => void copy(), EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    return copy()
  }
}

const isKnown = async (store: Store, schoolId: string, { seq, hash }: Place): Promise<boolean> =>
  (await store.db.selectFrom('audit').select('seq').where('school_id', '=', schoolId).where('seq', '=', seq).where('hash', '=', hash).executeTakeFirst()) !== undefined

async function copyOn(store: Store, path: string, copied: Map<string, Place>): Promise<void> {
  for (const { school_id: school, seq, hash } of await store.db.selectFrom('audit_head').selectAll().execute()) {
    const before = copied.get(school)
    if (before?.hash === hash) continue
    // A database that was put back numbers its audit anew from there.
    const after = before && (await isKnown(store, school, before)) ? before.seq : await lastInCommon(store, school, await readLedger(path))
    const rows = await store.db.selectFrom('audit').select(['seq', 'hash', 'at', 'action', 'object', 'actor']).where('school_id', '=', school).where('seq', '>', after).where('seq', '<=', seq).where('action', 'in', NOTED).orderBy('seq').execute()
    await note(path, rows.map((row) => ({ school, ...row })))
    copied.set(school, { seq, hash })
  }
}
async function note(path: string, lines: readonly Line[]): Promise<void> {
  if (lines.length > 0) await appendFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { flush: true })
}
async function lastInCommon(store: Store, schoolId: string, lines: readonly Line[]): Promise<number> {
  for (const line of lines.toReversed()) if (line.school === schoolId && (await isKnown(store, schoolId, line))) return line.seq
  return 0
}

/** In the order in which they were noted. A line that was cut off in the middle is no line; where several processes write one file, each row may stand there more than once. */
export async function readLedger(path: string): Promise<Line[]> {
  const lines = new Map<string, Line>()
  for (const text of (await readFile(path, 'utf8')).split('\n')) {
    const line = Line.safeParse(parsed(text)).data
    const key = line && [line.school, line.hash, line.action].join(' ')
    if (key && !lines.has(key)) lines.set(key, line)
  }
  return [...lines.values()]
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Redone = { closed: number; tablets: number; erased: number; byHand: Line[] }

/** After a restore, before anybody is let in: what the database does not know any more is done once more, and noted as done. Twice is once. */
export async function redo(store: Store, path: string, now: number): Promise<Redone> {
  const lines = await readLedger(path)
  const done: Redone = { closed: 0, tablets: 0, erased: 0, byHand: [] }
  for (const { id } of await store.db.selectFrom('school').select('id').execute()) {
    await redoIn(store, id, await lostTo(store, id, lines), now, done)
    const { seq, hash } = (await store.db.selectFrom('audit_head').select(['seq', 'hash']).where('school_id', '=', id).executeTakeFirst()) ?? { seq: 0, hash: '' }
    await note(path, [{ school: id, seq, hash, at: now, action: MARK, object: null, actor: null }])
  }
  return done
}

/** What stands before such a mark was done again then, and may have been taken back since. */
async function lostTo(store: Store, schoolId: string, lines: readonly Line[]): Promise<Line[]> {
  const lost: Line[] = []
  for (const line of lines) {
    if (line.school !== schoolId) continue
    if (!(await isKnown(store, schoolId, line))) lost.push(line)
    else if (line.action === MARK) lost.length = 0
  }
  return lost
}

async function redoIn(store: Store, schoolId: string, lost: readonly Line[], now: number, done: Redone): Promise<void> {
  const by = { now, by: COMMAND }
  for (const [index, line] of lost.entries()) {
    const { action, object } = line
    if ((BY_HAND as readonly string[]).includes(action)) done.byHand.push(line)
    const isTakenBack = lost.slice(index).some((later) => later.object === object && later.action === ENDS[action as keyof typeof ENDS])
    if (object === null || isTakenBack) continue
    if (action === 'account-closed' && (await closeAccount(store, schoolId, object, by)).ok) done.closed++
    if ((action === 'tablet-lost' || action === 'tablet-revoked') && (await moveTablet(store, schoolId, object, action === 'tablet-lost' ? 'lost' : 'revoke', by)).ok) done.tablets++
    if (action === 'erased') {
      await erasePupil(store, schoolId, object, COMMAND, now)
      done.erased++
    }
  }
}
