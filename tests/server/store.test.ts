import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { plantSchool } from '../../server/seed.ts'
import type { Store } from '../../server/store.ts'
import { agendaOf, caseOf, deskOf, restrictedOf, SCHOOL } from '../../src/domain/bucket.ts'
import { mayRead } from '../../src/domain/permission.ts'
import { aMentee, aServer, STAFF } from '../support/aServer.ts'
import { storeUnderTest } from '../support/storeUnderTest.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-store-'))
  store = await storeUnderTest(folder)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

it('can be begun by three servers at once, and again later, and keeps its tables', async () => {
  const other = mkdtempSync(join(tmpdir(), 'blue-report-store-'))
  const program = `import { storeUnderTest } from './tests/support/storeUnderTest.ts'; await (await storeUnderTest(${JSON.stringify(other)})).close()`
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: process.cwd() })
  await Promise.all([start(), start(), start()])
  const a = await storeUnderTest(other)
  await plantSchool(a, { schoolId: 's', name: 'S', accounts: [], rows: aMentee('p1', 9, 'm') })
  await a.close()
  const again = await storeUnderTest(other)
  expect(await again.db.selectFrom('row').selectAll().execute()).toHaveLength(3)
  await again.close()
  rmSync(other, { recursive: true })
})
it('undoes the whole of a write that fails half-way', async () => {
  const rows = [...aMentee('p1', 9, 'm'), ...aMentee('p1', 9, 'm')]
  await expect(plantSchool(store, { schoolId: 's', name: 'S', accounts: [], rows })).rejects.toThrow()
  expect(await store.db.selectFrom('school').selectAll().execute()).toEqual([])
})
it('gives no two rows one sequence number, so that no reader can skip one', async () => {
  await plantSchool(store, { schoolId: 's', name: 'S', accounts: [], rows: aMentee('p1', 9, 'm') })
  await expect(store.db.updateTable('row').set({ seq: 1 }).where('t', '=', 'pupil').execute()).rejects.toThrow(/UNIQUE|unique/)
})
it('grants exactly what the list of permissions says, for every role and every bucket', async () => {
  const server = await aServer()
  for (const person of STAFF) {
    const tablet = await server.tablet(person.username)
    await tablet.pull()
    for (const [pupil, year, mentor] of [['p1', 9, 'mentor1'], ['p2', 8, 'mentor1'], ['p3', 9, 'mentor2']] as const)
      for (const bucket of [SCHOOL, deskOf(pupil), agendaOf(pupil), caseOf(pupil), restrictedOf(pupil)])
        expect(tablet.scope.includes(bucket), `${person.id} ${bucket}`).toBe(mayRead(person, bucket, { own: mentor === person.id, pupilYear: year }))
  }
  await server.close()
})
