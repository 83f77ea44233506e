/**
 * Thousands of requests that no tablet of ours would send. Four thousand in every run; twenty thousand with
 * BLUE_REPORT_MALFORMED=20000 npm run test:server -- tests/server/malformed.test.ts
 */
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyAudit } from '../../server/audit/verify.ts'
import { linesHandedIn } from '../../server/sync/handedInCommand.ts'
import { OpeningsReply } from '../../src/domain/people/audit.ts'
import { DevicesReply, OpOutcome, PATHS, PullReply, type PushReply } from '../../src/domain/protocol.ts'
import { bucketOf, isKind, RECORDS } from '../../src/domain/records.ts'
import { HandedInActReply, HandedInReply, HandedInWaiting } from '../../src/domain/sync/handedIn.ts'
import { ParcelKeyReply, type ParcelBody, type ParcelReply, type SealKey } from '../../src/domain/sync/parcels.ts'
import { Dice } from '../sim/world/dice.ts'
import { aParcel, aSigner, type Signer } from '../support/aParcel.ts'
import { malformed, nasty, spoiltJson, TOO_DEEP, type Right } from '../support/malformed.ts'
import { aServer, PASSPHRASE, ROWS, SCHOOL, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'

const REQUESTS = Number(process.env['BLUE_REPORT_MALFORMED'] ?? 4000)
const CLIENT = /^[A-Za-z0-9_-]{8,40}$/
const PERSONS = new Set(STAFF.map(({ id }) => id))

let server: AServer
let tablets: WireTablet[]
let signer: Signer
let seal: SealKey
const PHOTO = { t: 'sheetPhoto' as const, id: 'photo1', f: { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256: 'a'.repeat(64), bytes: 90_000, width: 1200, height: 1600 }, by: 'mentor1', at: 0 }
const REQUEST = { t: 'staffRequest' as const, id: 'q1', f: { pupilId: 'p1', teacher: 'Ms Patel', subject: 'Science', area: 'subject', via: 'link', asked: 1 }, by: 'mentor1', at: 0 }
/** With the session that it was given last. */
function goOn(tablet: WireTablet, reply: LightMyRequestResponse): void {
  const given = new Map(reply.cookies.map(({ name, value }) => [name, value]))
  const key = given.get('tablet') ?? /tablet=([^;]*)/.exec(tablet.cookie)?.[1] ?? ''
  Object.assign(tablet, { cookie: `sid=${given.get('sid') ?? ''}; tablet=${key}`, refresh: reply.json<{ refresh: string }>().refresh })
}
beforeAll(async () => {
  server = await aServer({ rows: [...ROWS, PHOTO, REQUEST] })
  tablets = await Promise.all(['mentor1', 'mentor1', 'lead', 'office', 'dht'].map((name, index) => server.tablet(name, `client-${name}-${index}`)))
  signer = await aSigner()
  for (const tablet of tablets) {
    // A tablet gets its own key with its second session.
    const again = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: tablet.refresh, clientId: tablet.clientId } })
    goOn(tablet, again)
    seal = ParcelKeyReply.parse((await tablet.post(PATHS.parcelKey, { key: signer.key })).json()).seal
  }
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

/** Some of what a tablet that opened two files tells. */
const openings = (dice: Dice) => Array.from({ length: 1 + dice.under(2) }, () => ({ ref: `reference-${dice.under(1e6)}`, act: dice.pick(['file-opened', 'file-left']), pupilId: dice.pick(['p1', 'p3', 'p9']), at: server.clock.now }))
const parcelsOf = ({ clientId }: WireTablet): string => `parcels-${clientId}`
let parcelled: Record<string, number> = {}
let handedIn: string[] = []

/** Its content is spoilt before it is sealed, so that the server opens it. */
async function sealed(dice: Dice, tablet: WireTablet): Promise<Right> {
  const clientId = parcelsOf(tablet)
  const about = { person: tablet.account.id, tabletId: `tablet-${tablet.clientId}`, clientId, epoch: tablet.epoch }
  const inside = { wall: server.clock.now, pending: 1, oldest: null, beforeHlc: '0000000000000000', ops: operations(dice, parcelled[clientId] ?? 0), openings: openings(dice) }
  // Sealed is only what a tablet can say at all.
  const body = JSON.parse(spoiltJson(inside, dice).replaceAll(/(?<=^|[:,[])NaN/g, 'null')) as Partial<ParcelBody> | null
  return { url: PATHS.parcels, body: await aParcel(seal, signer, { ops: [], ...(typeof body === 'object' ? body : {}), ...about }) }
}

function operations(dice: Dice, after: number): { [key: string]: Right['body'] }[] {
  return Array.from({ length: 1 + dice.under(4) }, (_, index) => {
    const { f, ...rest } = dice.pick(FIELDS)
    const base = Object.fromEntries(Object.keys(f).map((field) => [field, stamps(dice)]))
    const id = rest.kind === 'add' && dice.chance(0.6) && rest.t !== 'weeklyReview' ? `${rest.id}-${dice.under(1e9)}` : rest.id
    return { n: after + 1 + index, ...rest, id, ...(dice.chance(0.3) ? { g: `g${dice.under(50)}` } : {}), ...(rest.kind === 'void' ? {} : { f: dice.chance(0.05) ? { ...f, pupilId: nasty(dice) } : f, base }), seen: dice.under(50), hlc: '0000000000000000', wall: server.clock.now, skew: 0, sv: 1 } as { [key: string]: Right['body'] }
  })
}

/** What its tablet could not send: most of it keeps the shape of a change, and some is too deep to be looked at. */
function lost(dice: Dice): Right['body'] {
  const [op] = operations(dice, dice.under(1000))
  return { ...op, f: { ...(op?.['f'] as object), ...(dice.chance(0.1) ? { more: TOO_DEEP } : {}) } }
}

function right(dice: Dice, tablet: WireTablet): Right | Promise<Right> {
  const where = dice.next()
  const shared = { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: server.clock.now, pending: 1, oldest: null }
  if (where < 0.06) return { url: PATHS.session, body: { username: tablet.account.username, passphrase: dice.chance(0.5) ? PASSPHRASE : 'a wrong passphrase, again', clientId: 'client-again', tabletId: 'tablet-again' } }
  if (where < 0.1) return { url: PATHS.refresh, body: { refresh: tablet.refresh, clientId: tablet.clientId } }
  if (where < 0.16) return { url: PATHS.handin, body: { clientId: tablet.clientId, op: lost(dice) } }
  if (where < 0.2) return { url: PATHS.handedIn, body: { act: dice.pick(['took-in', 'put-away', 'look']), id: handedIn.length > 0 ? dice.pick(handedIn) : 'none', why: 'It was said twice.' } }
  if (where < 0.23) return sealed(dice, tablet)
  if (where < 0.24) return { url: PATHS.parcelKey, body: { key: signer.key } }
  if (where < 0.26) return { url: PATHS.received, body: { stamps: Array.from({ length: 3 }, () => stamps(dice)) } }
  if (where < 0.29) return { url: PATHS.openings, body: { openings: openings(dice) } }
  if (where < 0.3) return { url: PATHS.openingsOf, body: { pupilId: 'p1' } }
  if (where < 0.31) return { url: PATHS.standing, body: { tabletId: `tablet-${tablet.clientId}`, people: ['mentor1', 'lead'] } }
  if (where < 0.33) return { url: PATHS.feedbackLinks, body: { requestId: 'q1' } }
  if (where < 0.35) {
    const [sha, of, off] = [dice.chance(0.8) ? PHOTO.f.sha256 : dice.pick(['%00', 'x']), dice.chance(0.8) ? PHOTO.id : dice.pick(['photo1%00', '%ff', '']), dice.pick(['0', '30', '60', '-1', '1e3', '99999999', ''])]
    return { url: `${PATHS.blob}/${sha}?of=${of}&off=${off}`, method: 'PUT', type: 'application/octet-stream', body: 'x'.repeat(dice.under(200)) }
  }
  if (where < 0.47) return { url: PATHS.pull, body: { ...shared, cursor: { seq: 0, upto: 3, after: '1' }, sv: 1, limit: 50, version: '0.1.0', skew: 0 } }
  return { url: PATHS.push, body: { ...shared, ops: operations(dice, tablet.n) } }
}

it(`${REQUESTS} malformed requests break nothing, and leave nothing behind that no schema knows`, async () => {
  const dice = new Dice('malformed', 1)
  const answers = new Map<string, number>()
  const outcomes = new Map<string, number>()
  const parcels = new Map<string, number>()
  let settled = 0
  for (let count = 0; count < REQUESTS; count++) {
    const tablet = dice.pick(tablets)
    const request = malformed(await right(dice, tablet), dice)
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
    if (request.url === PATHS.refresh && reply.statusCode === 200) goOn(tablet, reply)
    // A token that was shown wrongly ends the session; its person is back at once.
    if (request.url === PATHS.refresh && reply.statusCode === 401) goOn(tablet, await server.signIn(tablet.account.username, { clientId: tablet.clientId, tabletId: `tablet-${tablet.clientId}` }))
    const parcel = request.url === PATHS.parcels && reply.statusCode === 200 ? reply.json<ParcelReply>() : undefined
    if (parcel) parcels.set(parcel.waits ?? 'taken', (parcels.get(parcel.waits ?? 'taken') ?? 0) + 1)
    if (parcel?.taken) parcelled = await numbersOf(parcelsOf(tablet), parcelled)
    if (count % 100 === 0) handedIn = (await server.store.db.selectFrom('handin').select('id').orderBy('at').orderBy('id').limit(500).execute()).map(({ id }) => id)
    if (count === Math.floor(REQUESTS / 4)) settled = process.memoryUsage().rss
  }
  // They went deep enough to prove anything.
  expect(Number(answers.get('400')), JSON.stringify([...answers])).toBeGreaterThan(REQUESTS / 10)
  for (const outcome of OpOutcome.options) expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0)
  for (const said of ['taken', 'unreadable']) expect(parcels.get(said) ?? 0, said).toBeGreaterThan(0)
  expect(process.memoryUsage().rss - settled).toBeLessThan(300e6)
  expect((await server.ask({ method: 'GET', url: PATHS.health })).statusCode).toBe(200)
  await knownToTheSchemas()
  await readByPeople()
}, 600_000)

async function numbersOf(clientId: string, known: Record<string, number>): Promise<Record<string, number>> {
  const client = await server.store.db.selectFrom('sync_client').select('last_n').where('client_id', '=', clientId).executeTakeFirst()
  return { ...known, [clientId]: client?.last_n ?? 0 }
}

/** Whatever was taken in is read like anything else: by tablets, on the screens of those who answer for it, by the commands. */
async function readByPeople(): Promise<void> {
  const lead = await server.tablet('lead', 'client-that-reads')
  const see = async (url: string): Promise<unknown> => (await server.ask({ method: 'GET', url, headers: { cookie: lead.cookie } })).json()
  PullReply.parse(await lead.page(5000))
  await lead.pull()
  DevicesReply.parse(await see(PATHS.devices))
  OpeningsReply.parse((await lead.post(PATHS.openingsOf, { pupilId: 'p1' })).json())
  expect(await verifyAudit(server.store, SCHOOL)).toMatchObject({ ok: true })
  const { n: all } = (await server.store.db.selectFrom('handin').select((is) => is.fn.countAll<number>().as('n')).execute())[0] ?? { n: 0 }
  expect(await linesHandedIn(server.store, SCHOOL)).toHaveLength(Number(all))
  const sorts = new Set<string>()
  for (let more = true; more; ) {
    const shown = HandedInReply.parse(await see(PATHS.handedIn))
    for (const { id, what } of shown.items) {
      sorts.add(what.sort)
      expect(HandedInActReply.parse((await lead.post(PATHS.handedIn, { act: 'put-away', id, why: 'Seen.' })).json())).toEqual({ done: true })
    }
    more = shown.more
  }
  expect([...sorts]).toEqual(expect.arrayContaining(['change', 'unreadable']))
  expect(HandedInWaiting.parse(await see(PATHS.handedInWaiting))).toEqual({ waiting: 0 })
}

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
