import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeRole, listAccounts } from '../../server/accounts/manage.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import { bucketsThroughGlass } from '../../server/duties/glass.ts'
import { settleCovers } from '../../server/sync/covers.ts'
import { scopeOf } from '../../server/sync/grants.ts'
import { pupilOf } from '../../src/domain/bucket.ts'
import { dateOf } from '../../src/domain/time/clock.ts'
import { coveredBy } from '../../src/domain/cases/cover.ts'
import { isOpen } from '../../src/domain/cases/mentorship.ts'
import { mayRead, mayReadThroughGlass } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import type { FieldsOf, Kind } from '../../src/domain/records.ts'
import type { Role } from '../../src/domain/staff.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

const DAY = 86_400_000
const pupil = fc.constantFrom('p1', 'p2', 'p3')
const mentor = fc.constantFrom('mentor1', 'mentor2')
const roles = fc.constantFrom<{ role: Role; year?: number }>({ role: 'mentor' }, { role: 'lead-mentor' }, { role: 'dht' }, { role: 'office' }, { role: 'head-of-year', year: 8 }, { role: 'head-of-year', year: 9 })
const step = fc.oneof(
  fc.record({ do: fc.constant('assign' as const), pupil, mentor }),
  fc.record({ do: fc.constant('state' as const), pupil, state: fc.constantFrom('active', 'closed') }),
  fc.record({ do: fc.constant('year' as const), pupil, year: fc.constantFrom(8, 9, 10) }),
  fc.record({ do: fc.constant('cover' as const), mentor, cover: mentor, from: fc.integer({ min: -1, max: 2 }), days: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant('role' as const), who: fc.constantFrom('mentor2', 'office', 'hoy9', 'dht'), to: roles }),
  fc.record({ do: fc.constant('forbidden' as const), pupil, mentor }),
  fc.record({ do: fc.constant('glass' as const), who: fc.constantFrom('admin', 'hoy9'), pupil, minutes: fc.constantFrom(0, 20, 50), ends: fc.boolean() }),
  fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 3 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What one step changes, by the road that a person would take. */
async function take(server: AServer, lead: WireTablet, one: Step, n: number): Promise<void> {
  const edit = async (t: Kind, id: string, f: Record<string, unknown>) => {
    await lead.pull()
    const base = Object.fromEntries(Object.keys(f).map((field) => [field, null]))
    await lead.push(lead.op({ kind: 'patch', t, id, f, base }))
  }
  const now = server.clock.now
  if (one.do === 'assign') await edit('mentorship', `m-${one.pupil}`, { mentorId: one.mentor })
  if (one.do === 'state') await edit('mentorship', `m-${one.pupil}`, { state: one.state })
  if (one.do === 'year') await edit('deskPupil', one.pupil, { year: one.year })
  if (one.do === 'cover') {
    const from = now + one.from * DAY
    await lead.push(lead.op({ t: 'cover', id: `cover-${n}`, f: { mentorId: one.mentor, coverId: one.cover, from: dateOf(from), until: dateOf(from + one.days * DAY) } }))
  }
  if (one.do === 'role') await changeRole(server.store, SCHOOL, one.who, one.to, { now, by: COMMAND })
  if (one.do === 'forbidden') {
    const tablet = await server.tablet(one.mentor)
    await tablet.push(tablet.op({ t: 'note', id: `note-${n}`, f: { pupilId: one.pupil, type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } }))
  }
  if (one.do === 'glass') {
    const tablet = await server.tablet(one.who)
    await tablet.post(PATHS.glass, { act: 'break', pupil: `Pupil ${one.pupil} Example`, why: 'It is an emergency.' })
    const last = await server.store.db.selectFrom('glass').select('id').orderBy('broken_at', 'desc').limit(1).executeTakeFirst()
    if (one.ends && last) await (await server.tablet('dht')).post(PATHS.glass, { act: 'end', id: last.id })
    server.clock.now += one.minutes * 60_000
  }
  if (one.do === 'days') server.clock.now += one.days * DAY
  if (one.do === 'days' || one.do === 'glass') {
    // The session of then is over.
    lead.cookie = `sid=${(await server.signIn('lead', { clientId: lead.clientId })).cookies[0]?.value ?? ''}`
  }
}

/** Each account's buckets as the database's rows give them, and as the one permission list says. */
async function bothScopes(server: AServer, lead: WireTablet): Promise<{ asked: Record<string, string[]>; said: Record<string, string[]> }> {
  const { store, clock } = server
  await lead.pull()
  const all = <K extends Kind>(t: K): FieldsOf<K>[] => [...lead.rows.values()].filter((row) => row.t === t && !row.void).map((row) => row.f as FieldsOf<K>)
  const buckets = (await store.db.selectFrom('bucket_grant').select('bucket').distinct().execute()).map(({ bucket }) => bucket)
  const asked: Record<string, string[]> = {}
  const said: Record<string, string[]> = {}
  const glasses = await store.db.selectFrom('glass').selectAll().execute()
  for (const account of await listAccounts(store, SCHOOL)) {
    await settleCovers(store, account, clock.now)
    const scope = await store.read((trx) => scopeOf(trx, SCHOOL, account.id, 0))
    asked[account.id] = [...scope.entered.keys()].sort()
    const covered = account.role === 'mentor' ? coveredBy(all('cover'), account.id, dateOf(clock.now)) : new Set<string>()
    const actor = { id: account.id, role: account.role, name: account.name, initials: account.initials, year: account.year ?? undefined }
    const reads = (bucket: string): boolean => {
      const pupilId = pupilOf(bucket)
      const mentors = all('mentorship').filter((one) => one.pupilId === pupilId && isOpen(one.state)).map((one) => one.mentorId)
      return mayRead(actor, bucket, { own: mentors.includes(account.id), pupilYear: lead.fields('deskPupil', pupilId ?? '')?.year, covers: mentors.some((id) => covered.has(id)) })
    }
    said[account.id] = buckets.filter(reads).sort()
    // What is read through broken glass stands apart: it is in no tablet's scope.
    asked[`${account.id} through glass`] = (await bucketsThroughGlass(store.db, SCHOOL, account.id, clock.now)).filter((bucket) => buckets.includes(bucket)).sort()
    said[`${account.id} through glass`] = buckets.filter((bucket) => glasses.some((one) => mayReadThroughGlass(actor, bucket, { by: one.account_id, pupilId: one.pupil_id, at: one.broken_at, until: one.until, endedAt: one.ended_at }, clock.now))).sort()
  }
  return { asked, said }
}

it('What the database gives a person to read is what the permission list says, whatever was assigned, covered, moved or changed before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const server = await aServer()
      try {
        const lead = await server.tablet('lead')
        for (const [n, one] of steps.entries()) {
          await take(server, lead, one, n)
          const { asked, said } = await bothScopes(server, lead)
          expect(asked, JSON.stringify(steps.slice(0, n + 1))).toEqual(said)
        }
      } finally {
        await server.close()
      }
    }),
    { numRuns: 5, seed: 20261126, endOnFailure: true },
  )
}, 120_000)
