import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../server/openStore.ts'
import { ensureSchool, plantSchool } from '../../../server/seed.ts'
import type { Store } from '../../../server/store.ts'
import { aMentee } from '../../support/aServer.ts'
import { newSchema } from '../../support/testSchemas.ts'

let url: string
let store: Store
let other: Store
beforeEach(async () => {
  url = await newSchema()
  store = await openStore(url)
  other = await openStore(url)
  for (const schoolId of ['one', 'two']) await plantSchool(store, { schoolId, name: schoolId, accounts: [], rows: aMentee('p1', 9, 'm') })
})
afterEach(async () => {
  await store.close()
  await other.close()
})

it('its tables are made once by three servers that start together, and so is its school', async () => {
  const empty = await newSchema()
  const program = `import { openStore } from './server/openStore.ts'; import { ensureSchool } from './server/seed.ts'; const s = await openStore(${JSON.stringify(empty)}); await ensureSchool(s, 'here'); await s.close()`
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: process.cwd() })
  await Promise.all([start(), start(), start()])
  const made = await openStore(empty)
  expect(await made.db.selectFrom('school').select('id').execute()).toEqual([{ id: 'here' }])
  const steps = (await sql<{ n: number }>`select n from migration order by n`.execute(made.db)).rows
  expect(steps.map((step) => step.n), 'each once').toEqual(steps.map((_, index) => index + 1))
  await Promise.all([1, 2, 3].map(() => ensureSchool(made, 'another')))
  expect(await made.db.selectFrom('bucket_grant').select('school_id').distinct().orderBy('school_id').execute()).toEqual([{ school_id: 'another' }, { school_id: 'here' }])
  await made.close()
})
it('answers a commit only when it is on the disk, whatever the database was set up to do', async () => {
  const setting = async (of: Store) => (await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(of.db)).rows[0]?.synchronous_commit
  expect(await setting(store)).toBe('on')
  const careless = await openStore(`${url}%20-c%20synchronous_commit%3Doff`)
  expect(await setting(careless)).toBe('on')
  await careless.close()
  const stricter = await openStore(`${url}%20-c%20synchronous_commit%3Dremote_apply`)
  expect(await setting(stricter)).toBe('remote_apply')
  await stricter.close()
})
it('clears the disk of what was erased for as long as that takes, whatever a request may take', async () => {
  const hurried = await openStore(`${url}%20-c%20statement_timeout%3D200`)
  let isDone = false
  let scrubbing = Promise.resolve()
  await other.write(async (trx) => {
    await sql`lock table op in share update exclusive mode`.execute(trx)
    scrubbing = hurried.scrub().then(() => void (isDone = true))
    await sql`select pg_sleep(0.6)`.execute(trx)
    expect(isDone).toBe(false)
  })
  await scrubbing
  await hurried.close()
})
it('gives whole numbers as numbers', async () => {
  await store.db.updateTable('school').set({ head: Number.MAX_SAFE_INTEGER }).where('id', '=', 'one').execute()
  expect((await store.db.selectFrom('school').select('head').where('id', '=', 'one').executeTakeFirstOrThrow()).head).toBe(Number.MAX_SAFE_INTEGER)
})

describe('the school’s row', () => {
  /** Holds a school at one server until it is let go; says when it has it. */
  function hold(at: Store, schoolId: string) {
    let letGo = (): void => undefined
    let has: (by: number) => void = () => undefined
    /** The connection that holds it. */
    const held = new Promise<number>((resolve) => (has = resolve))
    const released = new Promise<void>((resolve) => (letGo = resolve))
    const done = at.write(async (trx) => {
      const { head } = await at.lockSchool(trx, schoolId)
      const { rows: [by] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      has(by?.pid ?? 0)
      await released
      await trx.updateTable('school').set({ head: head + 1 }).where('id', '=', schoolId).execute()
    })
    return { held, letGo, done }
  }

  it('puts the writers of one school in order at every server, and keeps no other school waiting', async () => {
    const first = hold(store, 'one')
    await first.held
    let isIn = false
    const second = other.write(async (trx) => {
      const { head } = await other.lockSchool(trx, 'one')
      isIn = true
      return head
    })
    await other.write((trx) => other.lockSchool(trx, 'two'))
    expect(isIn, 'still waiting').toBe(false)
    first.letGo()
    await first.done
    expect(await second, 'sees what the first wrote').toBe(4)
  })
  it('is let go when the server that held it is gone', async () => {
    const first = hold(store, 'one')
    const by = await first.held
    const waiting = other.write((trx) => other.lockSchool(trx, 'one'))
    await sql`select pg_terminate_backend(${by})`.execute(other.db)
    expect((await waiting).head).toBe(3)
    first.letGo()
    await expect(first.done).rejects.toThrow()
    expect((await store.db.selectFrom('school').select('head').where('id', '=', 'one').executeTakeFirstOrThrow()).head, 'the server itself goes on').toBe(3)
  })
  it('does not keep readers waiting, who see one moment', async () => {
    const first = hold(store, 'one')
    await first.held
    const heads = await other.read(async (trx) => {
      const before = await trx.selectFrom('school').select('head').where('id', '=', 'one').executeTakeFirstOrThrow()
      first.letGo()
      await first.done
      return [before.head, (await trx.selectFrom('school').select('head').where('id', '=', 'one').executeTakeFirstOrThrow()).head]
    })
    expect(heads).toEqual([3, 3])
    await expect(other.read((trx) => trx.updateTable('school').set({ head: 9 }).execute())).rejects.toThrow(/read-only/)
  })
})
