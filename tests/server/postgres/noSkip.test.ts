/** The commonest fault of sync servers: a number is taken before it can be seen, and a reader walks past the gap. */
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignedIn } from '../../../server/accounts/sessions.ts'
import { openPostgres } from '../../../server/postgres.ts'
import { plantSchool } from '../../../server/seed.ts'
import type { Store } from '../../../server/store.ts'
import { pull } from '../../../server/sync/pull.ts'
import { push } from '../../../server/sync/push.ts'
import { PullReply } from '../../../src/domain/protocol.ts'
import { newSchema } from '../../support/testSchemas.ts'

const WRITERS = 30
const TURNS = 10
const ROWS_EACH = 5
const ALL = WRITERS * TURNS * ROWS_EACH

let url: string
let store: Store
const lead = { id: 'lead', username: 'lead', name: 'Lead', initials: 'L', role: 'lead-mentor' as const }
beforeEach(async () => {
  url = await newSchema()
  store = await openPostgres(url, WRITERS)
  await plantSchool(store, { schoolId: 'school', name: 'School', accounts: [{ ...lead, passphraseHash: '-' }], rows: [] })
})
afterEach(() => store.close())

/** Thirty writers at once, and a reader who never stops asking for what came after its cursor. Gives what was never read. */
async function race(write: (writer: number, turn: number) => Promise<void>, readOn: () => Promise<string[]>): Promise<number> {
  const read = new Set<string>()
  let isOver = false
  const reading = (async () => {
    for (;;) {
      const wasOver = isOver
      for (const id of await readOn()) read.add(id)
      if (wasOver) return
      await wait(1)
    }
  })()
  await Promise.all(Array.from({ length: WRITERS }, async (_, writer) => {
    for (let turn = 0; turn < TURNS; turn++) await write(writer, turn)
  }))
  isOver = true
  await reading
  return ALL - read.size
}
const idOf = (writer: number, turn: number, row: number): string => `w${writer}-${turn}-${row}`

const who = (writer: number): SignedIn => ({ account: { school_id: 'school', ...lead, year: null, hash: '-', disabled_at: null, door: 'passphrase' }, clientId: `client-writer-${writer}`, tabletId: `client-writer-${writer}`, family: '-', key: '-' })
async function pushes(to: Store, writer: number, turn: number, epoch: string): Promise<void> {
  const ops = Array.from({ length: ROWS_EACH }, (_, row) => ({
    n: turn * ROWS_EACH + row + 1, kind: 'add', t: 'dailyAction', id: idOf(writer, turn, row), bucket: 'pupil:p1', f: { pupilId: 'p1', date: '2026-12-10', text: 'x' }, seen: 0, hlc: '0000000000000000', wall: 0, skew: null, sv: 1,
  }))
  const { reply } = await push(to, who(writer), { v: 1, epoch, clientId: `client-writer-${writer}`, wall: 0, pending: 0, oldest: null, ops }, Date.now())
  if (!reply || !('lastN' in reply) || 'err' in reply) throw new Error(`refused: ${JSON.stringify(reply)}`)
}
const epochOf = async (): Promise<string> => (await store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()).epoch

it('thirty tablets push at once, and a reader misses none of their rows', async () => {
  const epoch = await epochOf()
  let cursor: { seq: number } = { seq: 0 }
  const readOn = async (): Promise<string[]> => {
    const reply = PullReply.parse(JSON.parse((await pull(store, who(99), { v: 1, epoch, clientId: 'client-reader', cursor, sv: 1, limit: 5000, pending: 0, oldest: null, wall: 0 }, Date.now())).text))
    if (!('puts' in reply)) throw new Error(`refused: ${JSON.stringify(reply)}`)
    cursor = reply.cursor
    // A pupil's first record brings the grant, and then the bucket comes whole; after that only what is new.
    return reply.puts.map((row) => row.id)
  }
  expect(await race((writer, turn) => pushes(store, writer, turn, epoch), readOn)).toBe(0)
  const seqs = await store.db.selectFrom('row').select('seq').orderBy('seq').execute()
  expect(seqs.map((row) => row.seq)).toEqual(Array.from({ length: ALL }, (_, index) => index + 1))
})

it('with a plain sequence the same race misses rows: this is what the school’s row is locked for', async () => {
  const pool = new Pool({ connectionString: url, max: WRITERS + 1 })
  await pool.query('create table naive (seq bigserial primary key, id text not null)')
  let cursor = 0
  const readOn = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ seq: string; id: string }>('select seq, id from naive where seq > $1 order by seq', [cursor])
    cursor = Number(rows.at(-1)?.seq ?? cursor)
    return rows.map((row) => row.id)
  }
  const missed = await race(async (writer, turn) => {
    const client = await pool.connect()
    await client.query('begin')
    for (let row = 0; row < ROWS_EACH; row++) await client.query('insert into naive (id) values ($1)', [idOf(writer, turn, row)])
    await wait((writer * 7 + turn * 3) % 5)
    await client.query('commit')
    client.release()
  }, readOn)
  expect((await pool.query('select 1 from naive')).rowCount).toBe(ALL)
  expect(missed).toBeGreaterThan(0)
  await pool.end()
})

it('without the lock the database refuses a number that was taken, so nothing could be skipped in silence', async () => {
  const epoch = await epochOf()
  const unlocked: Store = { ...store, lockSchool: (trx, schoolId) => trx.selectFrom('school').selectAll().where('id', '=', schoolId).executeTakeFirstOrThrow() }
  const ends = await Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => pushes(unlocked, writer, 0, epoch)))
  const refused = ends.filter((end) => end.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  for (const { reason } of refused) expect(String(reason)).toMatch(/row_seq_index|duplicate|deadlock/)
})
