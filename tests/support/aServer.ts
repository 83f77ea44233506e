/** A server over a database file of its own, at a time we move, with the people of a small school. Opens no socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { buildApp, type AppOptions } from '../../server/app.ts'
import { plantSchool, type SeedRow } from '../../server/seed.ts'
import type { Store } from '../../server/store.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { PATHS, type Account, type Cursor, type Op, type PullReply, type PushReply, type SignInReply } from '../../src/domain/protocol.ts'
import { bucketOf, type FieldsOf, type Kind, type Row } from '../../src/domain/records.ts'
import type { Role } from '../../src/domain/staff.ts'
import { phoneCode } from './aPhone.ts'
import { storeUnderTest } from './storeUnderTest.ts'

export const PASSPHRASE = 'harbour lantern copper meadow'
export const SCHOOL = 'school'
const hash = hashPassphrase(PASSPHRASE)

const person = (id: string, role: Role, year?: number) => ({ id, username: id, name: `Name of ${id}`, initials: id.slice(0, 2).toUpperCase(), role, ...(year === undefined ? {} : { year }) })
export const STAFF = [person('mentor1', 'mentor'), person('mentor2', 'mentor'), person('lead', 'lead-mentor'), person('hoy9', 'head-of-year', 9), person('dht', 'dht'), person('office', 'office'), person('admin', 'admin')]

/** A pupil of a year with a mentor, as the rows a school begins with. */
export function aMentee(id: string, year: number, mentorId: string): SeedRow[] {
  const row = (t: Kind, rowId: string, f: unknown): SeedRow => ({ t, id: rowId, f, by: 'lead', at: 0 })
  return [
    row('deskPupil', id, { preferredName: `Pupil ${id}`, surname: 'Example', form: `${year}A`, year }),
    row('pupil', id, { legalForename: id, legalSurname: 'Example', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false }),
    row('mentorship', `m-${id}`, { pupilId: id, mentorId, state: 'active', reason: 'Lateness', startedOn: '2026-11-02' }),
  ]
}
/** p1 and p2 are mentor1's, p3 is mentor2's; p1 and p3 are in Year 9. */
export const ROWS: SeedRow[] = [
  { t: 'term', id: 'autumn', f: { name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }, by: 'admin', at: 0 },
  ...aMentee('p1', 9, 'mentor1'), ...aMentee('p2', 8, 'mentor1'), ...aMentee('p3', 9, 'mentor2'),
]

export type AServer = {
  app: FastifyInstance
  store: Store
  clock: { now: number }
  /** A request as our own pages send it. */
  ask: (options: InjectOptions) => Promise<LightMyRequestResponse>
  signIn: (username: string, more?: { clientId?: string; tabletId?: string; passphrase?: string; address?: string }) => Promise<LightMyRequestResponse>
  /** A signed-in tablet that can push and pull. */
  tablet: (username: string, clientId?: string) => Promise<WireTablet>
  close: () => Promise<void>
}

export async function aServer(options: Partial<AppOptions> & { rows?: readonly SeedRow[] } = {}): Promise<AServer> {
  const { rows = ROWS, ...appOptions } = options
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-'))
  const store = await storeUnderTest(folder)
  const passphraseHash = await hash
  await plantSchool(store, { schoolId: SCHOOL, name: 'Test School', accounts: STAFF.map((one) => ({ ...one, passphraseHash })), rows })
  const clock = { now: Date.UTC(2026, 11, 10, 8, 28) }
  const app = await buildApp({ store, schoolId: SCHOOL, now: () => clock.now, random: (bytes) => void crypto.getRandomValues(bytes), requestsPerMinute: 1_000_000, ...appOptions })
  const ask: AServer['ask'] = (request) => app.inject({ ...request, headers: { 'x-blue-report': '1', ...request.headers } })
  let tablets = 0
  const server: AServer = {
    app, store, clock, ask,
    signIn: async (username, { clientId = 'client-of-one', tabletId = 'tablet-of-one', passphrase = PASSPHRASE, address = '10.0.0.1' } = {}) =>
      ask({ method: 'POST', url: PATHS.session, payload: { username, passphrase, clientId, tabletId, ...(await phoneCode(store, SCHOOL, username, clock.now)) }, remoteAddress: address }),
    tablet: async (username, clientId = `client-${username}-${++tablets}`) => {
      const reply = await server.signIn(username, { clientId, tabletId: `tablet-${clientId}`.slice(0, 40) })
      return new WireTablet(server, clientId, reply)
    },
    close: async () => {
      await app.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return server
}

type Change = { kind?: Op['kind']; t: Kind; id: string; f?: Record<string, unknown>; base?: Op['base']; g?: string; seen?: number; wall?: number; bucket?: string; skew?: number | null }

/** The least a tablet does: numbers its operations, keeps its cursor, its rows and its scope. */
export class WireTablet {
  readonly account: Account
  readonly clientId: string
  readonly server: AServer
  epoch: string
  cookie: string
  refresh: string
  n = 0
  cursor: Cursor = { seq: 0 }
  scope: string[] = []
  lastN = 0
  readonly rows = new Map<string, Row>()

  constructor(server: AServer, clientId: string, signedIn: LightMyRequestResponse) {
    const reply = signedIn.json<SignInReply>()
    this.server = server
    this.clientId = clientId
    this.account = reply.account
    this.epoch = reply.epoch
    this.refresh = reply.refresh
    this.cookie = `sid=${signedIn.cookies[0]?.value ?? ''}`
  }

  post(url: string, payload: unknown): Promise<LightMyRequestResponse> {
    return this.server.ask({ method: 'POST', url, payload: payload as object, headers: { cookie: this.cookie } })
  }

  /** The next operation of this tablet. */
  op({ kind = 'add', t, id, f, base, g, seen = this.cursor.seq, wall = this.server.clock.now, bucket, skew = 0 }: Change): Op {
    const held = this.rows.get(`${t} ${id}`)
    return {
      n: ++this.n, kind, t, id, bucket: bucket ?? held?.b ?? bucketOf(t, f, id), ...(f === undefined ? {} : { f: f as NonNullable<Op['f']> }), ...(base ? { base } : {}), ...(g ? { g } : {}),
      seen, hlc: hlcOf(wall, 0), wall, skew, sv: 1,
    }
  }

  async push(...ops: unknown[]): Promise<PushReply> {
    const reply = await this.post(PATHS.push, { v: 1, epoch: this.epoch, clientId: this.clientId, wall: this.server.clock.now, pending: ops.length, oldest: null, ops })
    return reply.json<PushReply>()
  }

  /** One page, without taking it in. */
  async page(limit = 300, cursor = this.cursor): Promise<PullReply> {
    const reply = await this.post(PATHS.pull, { v: 1, epoch: this.epoch, clientId: this.clientId, cursor, sv: 1, limit, pending: 0, oldest: null, wall: this.server.clock.now })
    return reply.json<PullReply>()
  }

  /** Everything there is; gives the last page. */
  async pull(limit = 300, between: () => Promise<unknown> = async () => undefined): Promise<Extract<PullReply, { puts: unknown[] }>> {
    for (;;) {
      const reply = await this.page(limit)
      if (!('puts' in reply)) throw new Error(`pull was refused: ${JSON.stringify(reply)}`)
      for (const row of reply.puts) this.rows.set(`${row.t} ${row.id}`, row as Row)
      for (const [key, row] of this.rows) if (reply.dropBuckets.includes(row.b)) this.rows.delete(key)
      Object.assign(this, { cursor: reply.cursor, scope: reply.scope, lastN: reply.lastN })
      if (!reply.more) return reply
      await between()
    }
  }

  row<K extends Kind>(t: K, id: string): Row<K> | undefined {
    return this.rows.get(`${t} ${id}`) as Row<K> | undefined
  }
  fields<K extends Kind>(t: K, id: string): FieldsOf<K> | undefined {
    return this.row(t, id)?.f
  }
}
