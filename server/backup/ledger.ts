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
/** What a person has to do again: it asks for a decision, or for something that only they have. */
const BY_HAND = ['account-made', 'account-role', 'account-door', 'sign-on-linked', 'passphrase-changed', 'passkey-removed', 'tablet-shared'] as const satisfies readonly AuditAction[]
const NOTED: readonly string[] = [...Object.keys(ENDS), 'account-opened', 'tablet-again', ...BY_HAND]

const Line = z.object({ school: z.string(), seq: z.int(), hash: z.string(), at: z.number(), action: z.string(), object: z.string().nullable() })
export type Line = z.infer<typeof Line>

const EVERY_MS = 60_000

/** Copies on what is new, now and each minute. Rejects where the file cannot be written. Resolves to what ends it, once the last is copied. */
export async function keepLedger(store: Store, path: string, tellProblem: (error: unknown) => void): Promise<() => Promise<void>> {
  await appendFile(path, '', { mode: 0o600 })
  // A machine that died while it wrote left half a line.
  if (!/(^|\n)$/.test(await readFile(path, 'utf8'))) await appendFile(path, '\n')
  const upTo = new Map<string, number>()
  const lines = await readLedger(path)
  for (const [school, those] of Map.groupBy(lines, (line) => line.school)) upTo.set(school, await lastInCommon(store, school, those))
  const copy = (): Promise<void> => copyOn(store, path, upTo)
  await copy()
  let last = Promise.resolve()
  const timer = setInterval(() => void (last = copy().catch(tellProblem)), EVERY_MS).unref()
  return async () => {
    clearInterval(timer)
    await last
    await copy().catch(tellProblem)
  }
}

/** A database that was put back numbers its audit anew from there. */
async function lastInCommon(store: Store, schoolId: string, lines: readonly Line[]): Promise<number> {
  for (const { seq, hash } of lines.toReversed()) if (await isKnown(store, schoolId, seq, hash)) return seq
  return 0
}
const isKnown = async (store: Store, schoolId: string, seq: number, hash: string): Promise<boolean> =>
  (await store.db.selectFrom('audit').select('seq').where('school_id', '=', schoolId).where('seq', '=', seq).where('hash', '=', hash).executeTakeFirst()) !== undefined

async function copyOn(store: Store, path: string, upTo: Map<string, number>): Promise<void> {
  for (const { school_id: school, seq } of await store.db.selectFrom('audit_head').select(['school_id', 'seq']).execute()) {
    const after = upTo.get(school) ?? 0
    if (seq <= after) continue
    const rows = await store.db.selectFrom('audit').select(['seq', 'hash', 'at', 'action', 'object']).where('school_id', '=', school).where('seq', '>', after).where('seq', '<=', seq).where('action', 'in', NOTED).orderBy('seq').execute()
    if (rows.length > 0) await appendFile(path, rows.map((row) => `${JSON.stringify({ school, ...row } satisfies Line)}\n`).join(''), { flush: true })
    upTo.set(school, seq)
  }
}

/** A line that was cut off in the middle is no line; where several processes write one file, each row may stand there more than once. */
export async function readLedger(path: string): Promise<Line[]> {
  const lines = new Map<string, Line>()
  for (const text of (await readFile(path, 'utf8')).split('\n')) {
    const line = Line.safeParse(parsed(text)).data
    if (line) lines.set(`${line.school} ${line.seq} ${line.hash}`, line)
  }
  return [...lines.values()].sort((a, b) => a.at - b.at || a.seq - b.seq)
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Redone = { closed: number; tablets: number; erased: number; byHand: Line[] }

/** After a restore, before anybody is let in: what the database does not know any more is done once more. */
export async function redo(store: Store, lines: readonly Line[], now: number): Promise<Redone> {
  const schools = new Set((await store.db.selectFrom('school').select('id').execute()).map(({ id }) => id))
  const lost: Line[] = []
  for (const line of lines) if (schools.has(line.school) && !(await isKnown(store, line.school, line.seq, line.hash))) lost.push(line)
  const done: Redone = { closed: 0, tablets: 0, erased: 0, byHand: lost.filter(({ action }) => (BY_HAND as readonly string[]).includes(action)) }
  const by = { now, by: COMMAND }
  for (const [index, { school, action, object }] of lost.entries()) {
    const isTakenBack = lost.slice(index).some((later) => later.school === school && later.object === object && later.action === ENDS[action as keyof typeof ENDS])
    if (object === null || isTakenBack) continue
    if (action === 'account-closed' && (await closeAccount(store, school, object, by)).ok) done.closed++
    if ((action === 'tablet-lost' || action === 'tablet-revoked') && (await moveTablet(store, school, object, action === 'tablet-lost' ? 'lost' : 'revoke', by)).ok) done.tablets++
    if (action === 'erased') {
      await erasePupil(store, school, object, COMMAND, now)
      done.erased++
    }
  }
  return done
}
