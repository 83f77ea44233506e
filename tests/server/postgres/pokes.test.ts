import { sql } from 'kysely'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../server/openStore.ts'
import type { Store } from '../../../server/store.ts'
import { newSchema } from '../../support/testSchemas.ts'

let url: string
let here: Store
let there: Store
beforeEach(async () => {
  url = await newSchema()
  here = await openStore(url)
  there = await openStore(url)
})
afterEach(async () => {
  await here.close()
  await there.close()
})

const listen = (at: Store, audiences: string[], session = 'listener', schoolId = 'school') => {
  const heard = { times: 0 }
  at.pokes.listen({ schoolId, audiences, session, poke: () => void heard.times++ })
  return heard
}
const schema = (): string => new URL(url).searchParams.get('options')?.split('=')[1] ?? ''

describe('"there is something new", told at one server', () => {
  it('reaches the tablets at the others, once', async () => {
    const [near, far] = [listen(here, ['person:m1']), listen(there, ['person:m1'])]
    here.pokes.tell('school', ['person:m1', 'role:lead'], 'another')
    expect(near.times, 'at once where it was told').toBe(1)
    await expect.poll(() => far.times, { timeout: 10_000, interval: 10 }).toBe(1)
    there.pokes.tell('school', ['person:m1'], 'another')
    await expect.poll(() => near.times, { timeout: 10_000, interval: 10 }).toBe(2)
    expect([near.times, far.times]).toEqual([2, 2])
  })
  it('reaches nobody else: another audience, another school, the tablet that made the change', async () => {
    const others = [listen(there, ['person:m2']), listen(there, ['person:m1'], 'listener', 'another school'), listen(there, ['person:m1'], 'author')]
    const meant = listen(there, ['person:m1'])
    here.pokes.tell('school', ['person:m1'], 'author')
    await expect.poll(() => meant.times, { timeout: 10_000 }).toBe(1)
    expect(others.map((one) => one.times)).toEqual([0, 0, 0])
  })
  it('reaches a whole staff, more than one message holds', async () => {
    const audiences = Array.from({ length: 500 }, (_, index) => `person:${index}-0190a7c1-9d5e-7000-8000-00000000000a`)
    const last = listen(there, audiences.slice(-1))
    here.pokes.tell('school', audiences, 'another')
    await expect.poll(() => last.times, { timeout: 10_000 }).toBe(1)
  })
  it('carries ids and nothing else', async () => {
    const said: string[] = []
    const spy = new Client({ connectionString: url })
    await spy.connect()
    spy.on('notification', ({ payload = '' }) => void said.push(payload))
    await spy.query(`listen "blue_report_${schema()}"`)
    here.pokes.tell('school', ['person:m1'], 'key')
    await expect.poll(() => said, { timeout: 10_000 }).toEqual(['{"s":"school","a":["person:m1"],"from":"key"}'])
    await spy.query('select pg_notify($1, $2)', [`blue_report_${schema()}`, 'not even JSON'])
    await spy.end()
  })
  it('is made good after the line was down: everybody is told to ask', async () => {
    const [near, far] = [listen(here, ['person:m1']), listen(there, ['person:m1'])]
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'blue-report pokes' and query like ${`%${schema()}%`}`.execute(here.db)
    await expect.poll(() => Math.min(near.times, far.times), { timeout: 10_000 }).toBe(1)
    here.pokes.tell('school', ['person:m1'], 'another')
    await expect.poll(() => far.times, { timeout: 10_000 }).toBe(2)
  })
})
