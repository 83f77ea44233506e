/** Two schools at one server with the same ids in both. Every free word of a record is a canary that says in which bucket it lies. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { settleCovers } from '../../../server/sync/covers.ts'
import { plantSchool, type SeedRow } from '../../../server/seed.ts'
import { PATHS, type SignInReply } from '../../../src/domain/protocol.ts'
import { bucketOf } from '../../../src/domain/records.ts'
import { phoneCode } from '../../support/aPhone.ts'
import { HELD, PUPILS, type Fields } from '../../support/aSchoolToWriteIn.ts'
import { aMentee, aServer, PASSPHRASE, SCHOOL, STAFF, type AServer } from '../../support/aServer.ts'
import { ACTORS } from '../../support/writeAttempts.ts'

const OTHER = 'other'
const CANARY = /zq([no])(\d+)q/g
export type Signed = { cookie: string; epoch: string }

/** Its free words in the place of every text that holds a space, so that no code, id or day of it changes. */
function withCanaries(rows: readonly SeedRow[], school: 'n' | 'o', buckets: string[]): SeedRow[] {
  return rows.map((row) => {
    const bucket = bucketOf(row.t, row.f, row.id)
    if (!buckets.includes(bucket)) buckets.push(bucket)
    const word = `zq${school}${buckets.indexOf(bucket)}q`
    const f = Object.fromEntries(Object.entries(row.f as Fields).map(([field, value]) => [field, typeof value === 'string' && (value.includes(' ') || field === 'surname') ? word : value]))
    return { ...row, f }
  })
}

export class TwoSchools {
  readonly server: AServer
  readonly #buckets: { n: string[]; o: string[] }
  readonly actors = ACTORS
  #signed = new Map<string, Signed>()

  private constructor(server: AServer, buckets: { n: string[]; o: string[] }) {
    this.server = server
    this.#buckets = buckets
  }
  static async open(): Promise<TwoSchools> {
    const buckets = { n: [], o: [] }
    const server = await aServer({ schoolId: { below: 'trust.example' }, rows: withCanaries(HELD, 'n', buckets.n) })
    const accounts = (await server.store.db.selectFrom('account').select(['id', 'hash']).execute()).map(({ id, hash }) => ({ ...STAFF.find((one) => one.id === id), passphraseHash: hash }))
    const rows = withCanaries([...HELD, ...aMentee('elsewhere', 9, 'mentor1')], 'o', buckets.o)
    await plantSchool(server.store, { schoolId: OTHER, name: 'Another School', accounts: accounts as Parameters<typeof plantSchool>[1]['accounts'], rows })
    const schools = new TwoSchools(server, buckets)
    await schools.signInAll()
    await schools.#handOver()
    return schools
  }

  at(school: string, { headers, ...rest }: InjectOptions): Promise<LightMyRequestResponse> {
    return this.server.ask({ ...rest, headers: { host: `${school}.trust.example`, ...headers } })
  }
  async signInAll(): Promise<void> {
    const { store, clock } = this.server
    for (const { id } of this.actors) {
      const payload = { username: id, passphrase: PASSPHRASE, clientId: `client-${id}`, tabletId: `tablet-${id}`, ...(await phoneCode(store, SCHOOL, id, clock.now)) }
      const reply = await this.at(SCHOOL, { method: 'POST', url: PATHS.session, payload })
      this.#signed.set(id, { cookie: `sid=${reply.cookies[0]?.value ?? ''}`, epoch: reply.json<SignInReply>().epoch })
    }
    for (const account of await store.db.selectFrom('account').selectAll().where('school_id', '=', SCHOOL).execute()) await settleCovers(store, account, clock.now)
  }
  signed(id: string): Signed {
    const found = this.#signed.get(id)
    if (!found) throw new Error(`${id} has not signed in`)
    return found
  }
  /** From here on `ended` is no longer mentor1's. */
  async #handOver(): Promise<void> {
    const { cookie, epoch } = this.signed('lead')
    const op = { n: 1, kind: 'patch', t: 'mentorship', id: 'm-ended', bucket: 'pupil:ended', f: { mentorId: 'mentor2' }, base: { mentorId: null }, seen: 0, hlc: '0194f0a000000000', wall: 0, skew: 0, sv: 1 }
    await this.at(SCHOOL, { method: 'POST', url: PATHS.push, payload: { v: 1, epoch, clientId: 'client-lead', wall: 0, pending: 1, oldest: null, ops: [op] }, headers: { cookie } })
  }
  /** In which buckets the words of this answer lie: of the school that was signed in to, and of the other. */
  wordsIn(body: string): { own: string[]; other: string[] } {
    const found = [...body.matchAll(CANARY)].map(([, school, at]) => ({ school, bucket: this.#buckets[school === 'n' ? 'n' : 'o'][Number(at)] ?? '?' }))
    const of = (school: string): string[] => [...new Set(found.filter((one) => one.school === school).map(({ bucket }) => bucket))]
    return { own: of('n'), other: of('o') }
  }
  readonly pupils = [...Object.keys(PUPILS), 'elsewhere']
  close(): Promise<void> {
    return this.server.close()
  }
}
export { SCHOOL as OWN, OTHER }
