import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { openDemo, refuseDemo } from '../../server/demoSchool.ts'
import { ensureSchool } from '../../server/seed.ts'
import type { Store } from '../../server/store.ts'
import { dateOf, instantAt, timeOf } from '../../src/domain/time/clock.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { Health, PATHS } from '../../src/domain/protocol.ts'
import { storeUnderTest } from '../support/storeUnderTest.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-demo-'))
  store = await storeUnderTest(folder)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const HOUR = 3_600_000
const real = Date.UTC(2031, 6, 1, 20, 0)
const openAt = async (realNow: number) => {
  const { now } = await openDemo(store, 'school', () => realNow)
  return `${dateOf(now())} ${timeOf(now())}`
}
let taps = 0
const arrive = async (at: number) => {
  await store.db.insertInto('row').values({ school_id: 'school', t: 'arrivalEvent', id: `tap-${at}`, bucket: 'pupil:x:desk', seq: 1_000_000 + ++taps, f: '{}', s: '"x:1"', h: JSON.stringify(hlcOf(at, 0)), by: 's', at, void: null }).execute()
}

it('begins at 8.28 on a school morning, whatever the real time is', async () => {
  expect(await openAt(real)).toBe('2026-12-10 08:28')
})
it('carries on when it is started again the same demo day', async () => {
  await openAt(real)
  expect(await openAt(real + 5 * HOUR)).toBe('2026-12-10 13:28')
})
it('begins the next morning after the last arrival when the demo day is over', async () => {
  await openAt(real)
  await arrive(instantAt('2026-12-10', '08:31'))
  expect(await openAt(real + 10 * HOUR)).toBe('2026-12-11 08:28')
  await arrive(instantAt('2026-12-11', '08:32'))
  expect(await openAt(real + 100 * HOUR), 'over the weekend').toBe('2026-12-14 08:28')
})
it('begins the same morning again when nobody arrived', async () => {
  await openAt(real)
  expect(await openAt(real + 300 * HOUR)).toBe('2026-12-10 08:28')
})
it('tells the tablet its clock, its names and its passphrase', async () => {
  const { now, demo } = await openDemo(store, 'school', () => real)
  const app = await buildApp({ store, schoolId: 'school', now, random: (bytes) => void crypto.getRandomValues(bytes), demo })
  const health = Health.parse((await app.inject({ url: PATHS.health })).json())
  expect(health.demo?.offset).toBe(health.wall - real)
  for (const { username } of health.demo?.accounts ?? []) {
    const reply = await app.inject({ method: 'POST', url: PATHS.session, headers: { 'x-blue-report': '1' }, payload: { username, passphrase: health.demo?.passphrase, clientId: 'client-demo', tabletId: 'tablet-demo' } })
    expect(reply.statusCode, username).toBe(200)
  }
  await app.close()
})
it('is never opened by a real server, nor a real school by the demo', async () => {
  await openAt(real)
  await expect(refuseDemo(store)).rejects.toThrow(/demo/)
  const other = mkdtempSync(join(tmpdir(), 'blue-report-real-'))
  const realSchool = await storeUnderTest(other)
  await ensureSchool(realSchool, 'school')
  await refuseDemo(realSchool)
  await expect(openDemo(realSchool, 'school', () => real)).rejects.toThrow(/real school/)
  await realSchool.close()
  rmSync(other, { recursive: true })
})
