/**
 * Thousands of requests that no tablet of ours would send. Four thousand in every run; twenty thousand with
 * BLUE_REPORT_MALFORMED=20000 npm run test:server -- tests/server/malformed.test.ts
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OpOutcome, PATHS, type PushReply } from '../../src/domain/protocol.ts'
import { bucketOf, isKind, RECORDS } from '../../src/domain/records.ts'
import { Dice } from '../sim/world/dice.ts'
import { malformed, type Right } from '../support/malformed.ts'
import { aServer, PASSPHRASE, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'

const REQUESTS = Number(process.env['BLUE_REPORT_MALFORMED'] ?? 4000)
const CLIENT = /^[A-Za-z0-9_-]{8,40}$/
const PERSONS = new Set(STAFF.map(({ id }) => id))

let server: AServer
let tablets: WireTablet[]
beforeAll(async () => {
  server = await aServer()
  tablets = await Promise.all(['mentor1', 'mentor1', 'lead', 'office', 'dht'].map((name, index) => server.tablet(name, `client-${name}-${index}`)))
})
afterAll(() => server.close())

const review = 'review:p1:2026-12-07'
const FIELDS: readonly { kind: 'add' | 'patch' | 'void'; t: string; id: string; bucket: string; f: Record<string, unknown> }[] = [
  { kind: 'add', t: 'note', id: 'n1', bucket: 'pupil:p1', f: { pupilId: 'p1', type: 'staff', text: 'Settled in Maths', occurredAt: 1, enteredAt: 2, raise: false } },
  { kind: 'void', t: 'note', id: 'n1', bucket: 'pupil:p1', f: {} },
  { kind: 'add', t: 'weeklyReview', id: review, bucket: 'pupil:p1', f: { pupilId: 'p1', weekStart: '2026-12-07', outcome: null, wentWell: 'Calm.', nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1 } },
  { kind: 'patch', t: 'weeklyReview', id: review, bucket: 'pupil:p1', f: { wentWell: 'Calm. He rang home.' } },
  { kind: 'patch', t: 'weeklyReview', id: review, bucket: 'pupil:p1', f: { wentWell: 'A good week', nextStep: 'Maths' } },
  { kind: 'add', t: 'dailyAction', id: 'a1', bucket: 'pupil:p1', f: { pupilId: 'p1', date: '2026-12-10', text: 'Planner signed' } },
  { kind: 'add', t: 'arrivalEvent', id: 'e1', bucket: 'pupil:p1:desk', f: { type: 'arrived', pupilId: 'p1', date: '2026-12-10', session: 'am', at: '08:31', deviceTime: 1, estimatedTrueTime: 1, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 } },
  { kind: 'patch', t: 'deskPupil', id: 'p1', bucket: 'pupil:p1:desk', f: { year: 10 } },
  { kind: 'patch', t: 'mentorship', id: 'm-p1', bucket: 'pupil:p1', f: { mentorId: 'mentor1' } },
  { kind: 'add', t: 'setting', id: 'lease', bucket: 'school', f: { value: 5 } },
]
const stamps = (dice: Dice): string | null => dice.pick([null, 'seed:1', ...tablets.map(({ clientId }) => `${clientId}:${1 + dice.under(30)}`)])

function right(dice: Dice, tablet: WireTablet): Right {
  const where = dice.next()
  const shared = { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: server.clock.now, pending: 1, oldest: null }
  if (where < 0.06) return { url: PATHS.session, body: { username: tablet.account.username, passphrase: dice.chance(0.5) ? PASSPHRASE : 'a wrong passphrase, again', clientId: 'client-again', tabletId: 'tablet-again' } }
  if (where < 0.1) return { url: PATHS.refresh, body: { refresh: tablet.refresh, clientId: tablet.clientId } }
  if (where < 0.14) return { url: PATHS.handin, body: { clientId: tablet.clientId, op: { n: 1 } } }
  if (where < 0.3) return { url: PATHS.pull, body: { ...shared, cursor: { seq: 0, upto: 3, after: '1' }, sv: 1, limit: 50, version: '0.1.0', skew: 0 } }
  const ops = Array.from({ length: 1 + dice.under(4) }, (_, index) => {
    const { f, ...rest } = dice.pick(FIELDS)
    const base = Object.fromEntries(Object.keys(f).map((field) => [field, stamps(dice)]))
    const id = rest.kind === 'add' && dice.chance(0.6) && rest.t !== 'weeklyReview' ? `${rest.id}-${dice.under(1e9)}` : rest.id
    return { n: tablet.n + 1 + index, ...rest, id, ...(dice.chance(0.3) ? { g: `g${dice.under(50)}` } : {}), ...(rest.kind === 'void' ? {} : { f, base }), seen: dice.under(50), hlc: '0000000000000000', wall: server.clock.now, skew: 0, sv: 1 }
  })
  return { url: PATHS.push, body: { ...shared, ops } as Right['body'] }
}

it(`${REQUESTS} malformed requests break nothing, and leave nothing behind that no schema knows`, async () => {
  const dice = new Dice('malformed', 1)
  const answers = new Map<string, number>()
  const outcomes = new Map<string, number>()
  let settled = 0
  for (let count = 0; count < REQUESTS; count++) {
    const tablet = dice.pick(tablets)
    const request = malformed(right(dice, tablet), dice)
    const reply = await server.ask({ ...request, headers: { cookie: tablet.cookie, ...request.headers } })
    if (reply.statusCode >= 500) expect.fail(`number ${count}: ${reply.statusCode} for ${request.method} ${request.url} ${JSON.stringify(request.headers)} ${request.payload.slice(0, 2000)}`)
    answers.set(`${reply.statusCode}`, (answers.get(`${reply.statusCode}`) ?? 0) + 1)
    if (request.url === PATHS.push && reply.statusCode === 200) {
      const said = reply.json<PushReply>()
      if ('results' in said) {
        tablet.n = Math.max(tablet.n, said.lastN)
        for (const { r } of said.results) outcomes.set(r, (outcomes.get(r) ?? 0) + 1)
      }
    }
    if (count === Math.floor(REQUESTS / 4)) settled = process.memoryUsage().rss
  }
  // They went deep enough to prove anything.
  expect(Number(answers.get('400')), JSON.stringify([...answers])).toBeGreaterThan(REQUESTS / 10)
  for (const outcome of OpOutcome.options) expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0)
  expect(process.memoryUsage().rss - settled).toBeLessThan(300e6)
  expect((await server.ask({ method: 'GET', url: PATHS.health })).statusCode).toBe(200)
  await knownToTheSchemas()
}, 600_000)

async function knownToTheSchemas(): Promise<void> {
  const { db } = server.store
  const [{ head }] = (await db.selectFrom('school').select('head').execute()) as [{ head: number }]
  const rows = await db.selectFrom('row').selectAll().execute()
  for (const row of rows) {
    const f = JSON.parse(row.f) as unknown
    expect([row.t, isKind(row.t) && RECORDS[row.t].schema.safeParse(f).success], row.f.slice(0, 500)).toEqual([row.t, true])
    if (isKind(row.t)) expect(bucketOf(row.t, f, row.id)).toBe(row.bucket)
    expect(row.seq).toBeLessThanOrEqual(head)
    expect(row.by === 'lead' || PERSONS.has(row.by), row.by).toBe(true)
  }
  expect(new Set(rows.map((row) => row.seq)).size).toBe(rows.length)
  const ops = await db.selectFrom('op').selectAll().orderBy('client_id').orderBy('n').execute()
  const numbers = Map.groupBy(ops, (op) => op.client_id)
  for (const [clientId, those] of numbers) {
    expect(clientId).toMatch(CLIENT)
    expect(those.map(({ n }) => n)).toEqual(those.map((_, index) => index + 1))
  }
  for (const op of ops) expect(OpOutcome.safeParse(op.outcome).success, op.outcome).toBe(true)
  for (const client of await db.selectFrom('sync_client').selectAll().execute()) {
    expect(client.client_id).toMatch(CLIENT)
    expect(client.last_n).toBe(numbers.get(client.client_id)?.length ?? 0)
    for (const number of [client.pending, client.oldest, client.seen_at, client.cursor_seq, client.skew]) expect(number === null || Number.isSafeInteger(number), JSON.stringify(client)).toBe(true)
    expect((client.version ?? '').length).toBeLessThanOrEqual(20)
  }
  for (const one of await db.selectFrom('session').selectAll().execute()) expect(one.client_id).toMatch(CLIENT)
  for (const one of await db.selectFrom('known_tablet').selectAll().execute()) expect(one.tablet_id).toMatch(CLIENT)
  expect(await db.selectFrom('account').select('id').orderBy('id').execute()).toEqual([...PERSONS].sort().map((id) => ({ id })))
  expect(await db.selectFrom('school').select('id').execute()).toHaveLength(1)
}
