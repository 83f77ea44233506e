import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../server/audit/verify.ts'
import { backUp, restore } from '../../server/backup/backup.ts'
import { TABLES } from '../../server/backup/tables.ts'
import { buildApp } from '../../server/app.ts'
import type { Store } from '../../server/store.ts'
import { PATHS, type PullReply, type SignInReply } from '../../src/domain/protocol.ts'
import { withoutGuard } from '../support/anAudit.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer } from '../support/aServer.ts'
import { storeUnderTest } from '../support/storeUnderTest.ts'

const CANARY = 'canary of the harbour'
let server: AServer
let folder: string
let empty: Store
let identity: string
let key: string
let notes: (pages: number) => Promise<void>
const path = (): string => join(folder, 'one.age')
beforeEach(async () => {
  server = await aServer()
  folder = mkdtempSync(join(tmpdir(), 'blue-report-backup-'))
  empty = await storeUnderTest(folder)
  identity = await generateX25519Identity()
  key = await identityToRecipient(identity)
  const mentor = await server.tablet('mentor1')
  const note = (n: number) => mentor.op({ t: 'note', id: `n${n}`, f: { pupilId: 'p1', type: 'staff', text: `${CANARY} ${n} “é” \u2028 \\n`, occurredAt: 1, enteredAt: 2, raise: false } })
  notes = async (pages) => {
    for (let page = 0; page < pages; page++) await mentor.push(...Array.from({ length: 90 }, () => note(mentor.n)))
  }
  await notes(1)
  await mentor.push(mentor.op({ t: 'note', id: 'not-theirs', f: { pupilId: 'p3', type: 'staff', text: CANARY, occurredAt: 1, enteredAt: 2, raise: false } }))
  await mentor.post(PATHS.handin, { any: CANARY })
})
afterEach(async () => {
  await empty.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
const made = () => backUp(server.store, path(), key, { at: server.clock.now, version: '0' })
const putBack = (secret = identity) => restore(empty, path(), secret, server.clock.now, () => 'restored')
const everything = async (store: Store): Promise<string> =>
  JSON.stringify(await Promise.all(TABLES.filter((table) => !['school', 'audit', 'audit_head'].includes(table)).map(async (table) => (await store.db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort())))

describe('a restore', () => {
  it('brings back every row of every table, and a server over it goes on where the school left off', async () => {
    // More than are read at once.
    await notes(11)
    const { rows } = await made()
    expect(rows).toBeGreaterThan(2000)
    expect(await putBack()).toMatchObject({ rows, schools: [SCHOOL], at: server.clock.now })
    expect(await everything(empty)).toBe(await everything(server.store))
    expect(await verifyAudit(empty, SCHOOL)).toMatchObject({ ok: true })
    const app = await buildApp({ store: empty, schoolId: SCHOOL, now: () => server.clock.now, random: (bytes) => void crypto.getRandomValues(bytes) })
    const post = (url: string, payload: object, cookie = '') => app.inject({ method: 'POST', url, payload, headers: { 'x-blue-report': '1', cookie } })
    const signedIn = await post(PATHS.session, { username: 'lead', passphrase: PASSPHRASE, clientId: 'client-one', tabletId: 'tablet-one', ...(await phoneCode(empty, SCHOOL, 'lead', server.clock.now)) })
    const { epoch } = signedIn.json<SignInReply>()
    expect(epoch).toBe('restored')
    const pulled = (await post(PATHS.pull, { v: 1, epoch, clientId: 'client-one', cursor: { seq: 0 }, sv: 1, limit: 5000, pending: 0, oldest: null, wall: 0 }, `sid=${signedIn.cookies[0]?.value ?? ''}`)).json<Extract<PullReply, { puts: unknown[] }>>()
    expect(pulled.puts.filter((row) => row.t === 'note')).toHaveLength(1080)
    await app.close()
  })
  it('brings back what was handed in byte for byte', async () => {
    await made()
    await putBack()
    const [one] = await empty.db.selectFrom('handin').selectAll().execute()
    expect(Buffer.from(one?.bytes ?? []).toString()).toBe(JSON.stringify({ any: CANARY }))
  })
  it('goes into an empty database only, and leaves the other as it was', async () => {
    await made()
    const before = await everything(server.store)
    await expect(restore(server.store, path(), identity, 0, () => 'x')).rejects.toThrow('holds a school already')
    expect(await everything(server.store)).toBe(before)
  })
  it('refuses another key', async () => {
    await made()
    await expect(putBack(await generateX25519Identity())).rejects.toThrow()
    expect(await empty.db.selectFrom('school').selectAll().execute()).toEqual([])
  })
  it('refuses a file in which one bit is not as it was, or whose end is missing, and restores nothing of it', async () => {
    await made()
    const whole = readFileSync(path())
    const flipped = Buffer.from(whole)
    flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] ?? 0) ^ 1
    for (const broken of [flipped, whole.subarray(0, whole.length - 20), whole.subarray(0, whole.length / 2), Buffer.from('no backup')]) {
      writeFileSync(path(), broken)
      await expect(putBack()).rejects.toThrow()
      expect(await empty.db.selectFrom('school').selectAll().execute()).toEqual([])
    }
  })
  it('says so when the audit was tampered with before the backup was made', async () => {
    await withoutGuard(server.store)
    await server.store.db.updateTable('audit').set({ actor: 'mentor2' }).where('seq', '=', 1).execute()
    await made()
    await expect(putBack()).rejects.toThrow('row 1 of school')
  })
})

describe('a backup', () => {
  it('is one file, readable by its owner alone, with no word of a record in it', async () => {
    await made()
    expect(readdirSync(folder).filter((name) => name.startsWith('one'))).toEqual(['one.age'])
    const bytes = readFileSync(path())
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    for (const encoding of ['utf8', 'utf16le'] as const) for (const word of [CANARY, 'mentor1', 'Example']) expect(bytes.includes(Buffer.from(word, encoding))).toBe(false)
  })
  it('leaves nothing behind where it could not be finished', async () => {
    await expect(backUp(server.store, path(), 'age1notakey', { at: 0, version: '0' })).rejects.toThrow()
    expect(readdirSync(folder).filter((name) => name.startsWith('one'))).toEqual([])
  })
})
