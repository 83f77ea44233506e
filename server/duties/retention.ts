/**
 * Whose time is up, by the school's rules: proposed by the server each night and at its start, as records that the Deputy
 * Headteacher's tablet shows. What is not due any more is taken back. It erases nothing: see retentionRoutes.ts.
 */
import { caseOf, identityOf, pupilOf } from '../../src/domain/bucket.ts'
import type { Candidate, CandidateDecision } from '../../src/domain/cases/candidate.ts'
import { dateOf, type SchoolDate } from '../../src/domain/time/clock.ts'
import type { ClosingEvent } from '../../src/domain/cases/closing.ts'
import { isOpen, type Mentorship } from '../../src/domain/cases/mentorship.ts'
import type { DeskPupil } from '../../src/domain/pupil.ts'
import { dueFor, holdOf, type Due, type FileFacts, type Proposal, type Retention } from '../../src/domain/people/retention.ts'
import { settingsFrom, type Setting, type Settings } from '../../src/domain/setting.ts'
import type { PupilIdentity } from '../../src/domain/school/sims.ts'
import type { Read, Store, Write } from '../store.ts'
import { tell } from '../audit/tell.ts'
import { heldOf, putRows } from '../sync/rows.ts'
import { putOwnRows } from './alerts.ts'

const READ = ['deskPupil', 'candidate', 'candidateDecision', 'mentorship', 'closingEvent', 'pupilIdentity', 'safeguarding', 'retention'] as const
type Kept = { t: string; id: string; f: unknown }
const of = <F>(rows: readonly Kept[], t: (typeof READ)[number]): F[] => rows.flatMap((row) => (row.t === t ? [row.f as F] : []))
const last = (days: readonly (SchoolDate | undefined)[]): SchoolDate | undefined => days.filter((day) => day !== undefined).sort().at(-1)

export type File = { pupilId: string; due: Due | undefined; facts: readonly Retention[]; live: readonly (Proposal & { id: string })[] }

/** Each file there is, or one, and whether its time is up. */
export async function filesOf(trx: Read, schoolId: string, today: SchoolDate, only?: string): Promise<File[]> {
  const settings = await settingsOf(trx, schoolId)
  const rows = await trx
    .selectFrom('row').select(['t', 'id', 'bucket', 'f']).where('school_id', '=', schoolId).where('t', 'in', READ).where('void', 'is', null)
    .$if(only !== undefined, (all) => all.where('bucket', 'like', `${caseOf(only ?? '')}%`)).execute()
  const files = Map.groupBy(rows.map(({ t, id, bucket, f }) => ({ t, id, pupilId: pupilOf(bucket) ?? '', f: JSON.parse(f) as unknown })), ({ pupilId }) => pupilId)
  return [...files].filter(([pupilId]) => pupilId !== '' && (only === undefined || pupilId === only)).map(([pupilId, those]): File => {
    const facts = of<Retention>(those, 'retention')
    const live = those.flatMap((row) => (row.t === 'retention' && (row.f as Retention).type === 'proposed' ? [{ ...(row.f as Proposal), id: row.id }] : []))
    return { pupilId, facts, live, due: dueFor(factsOf(those), settings.retentionRules, today) }
  })
}

function factsOf(rows: readonly Kept[]): FileFacts {
  const mentorships = of<Mentorship>(rows, 'mentorship')
  const [identity] = of<PupilIdentity>(rows, 'pupilIdentity')
  const [candidate] = of<Candidate>(rows, 'candidate')
  const wasMentored = mentorships.length > 0
  const named = candidate ? [candidate.behaviour?.to, candidate.attendance?.to, candidate.grades?.to, candidate.byHand?.on] : []
  return {
    isMentored: mentorships.some(({ state }) => isOpen(state)),
    category: of(rows, 'safeguarding').length > 0 ? 'safeguarding' : wasMentored ? 'mentored' : 'candidate',
    closedOn: wasMentored ? last(mentorships.map(({ endedOn }) => endedOn)) : last([...of<CandidateDecision>(rows, 'candidateDecision').map(({ date }) => date), ...named]),
    leftOn: last([...of<ClosingEvent>(rows, 'closingEvent').map((one) => (one.type === 'left' ? one.on : undefined)), identity?.missingSince ?? undefined]),
    bornOn: identity?.born, year: (of<DeskPupil>(rows, 'deskPupil')[0] ?? candidate)?.year,
  }
}

async function settingsOf(trx: Read, schoolId: string): Promise<Settings> {
  const rows = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('void', 'is', null).execute()
  return settingsFrom(rows.map(({ f }) => JSON.parse(f) as Setting))
}

/** Resolves to how many are new. */
export async function proposeRetention(store: Store, schoolId: string, now: number): Promise<number> {
  const today = dateOf(now)
  const count = await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const files = await filesOf(trx, schoolId, today)
    const isSame = (one: Proposal, due: Due): boolean => one.due === due.due && one.category === due.category && one.action === due.action
    const fresh = files.flatMap(({ pupilId, due, facts, live }) => (due && !holdOf(facts) && !live.some((one) => isSame(one, due)) ? [{ pupilId, due }] : []))
    await takeBack(store, trx, schoolId, files.flatMap(({ due, live }) => live.filter((one) => !due || !isSame(one, due)).map(({ id }) => id)), now)
    await putOwnRows(store, trx, schoolId, fresh.map(({ pupilId, due }) => ({ t: 'retention', id: `due:${pupilId}:${due.category}:${due.due}:${today}`.slice(0, 120), b: identityOf(pupilId), f: { type: 'proposed', pupilId, on: today, ...due } })), now)
    await tell(store, trx, schoolId, now, fresh.map(({ pupilId }) => ({ action: 'retention-proposed', actor: null, tablet: null, object: pupilId })))
    return fresh.length
  })
  if (count > 0) store.pokes.tell(schoolId, ['all'], '')
  return count
}

async function takeBack(store: Store, trx: Write, schoolId: string, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  const { head } = await store.lockSchool(trx, schoolId)
  const rows = await trx.selectFrom('row').selectAll().where('school_id', '=', schoolId).where('t', '=', 'retention').where('id', 'in', ids).execute()
  await trx.updateTable('school').set({ head: head + rows.length }).where('id', '=', schoolId).execute()
  await putRows(trx, schoolId, rows.map((row, index) => {
    const held = heldOf(row)
    return { ...held, row: { ...held.row, seq: head + 1 + index, void: `server:${head + 1 + index}@${now}` } }
  }))
}

const LOOK_MS = 3_600_000
/** At the start, and in the first hour of each day. Resolves to what ends it. */
export function proposeNightly(store: Store, now: () => number): () => void {
  let done = ''
  const look = async (): Promise<void> => {
    const today = dateOf(now())
    if (today === done) return
    done = today
    for (const { id } of await store.db.selectFrom('school').select('id').execute()) await proposeRetention(store, id, now())
  }
  const safely = (): void => void look().catch((error: unknown) => {
    done = ''
    console.error('Retention was not looked at', error instanceof Error ? error.name : 'unknown')
  })
  safely()
  const timer = setInterval(safely, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
