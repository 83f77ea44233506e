import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plantSchool } from '../../../server/seed.ts'
import { openSqlite } from '../../../server/sqlite.ts'
import { COMMAND } from '../../../server/audit/tell.ts'
import { scrubErased } from '../../../server/duties/scrub.ts'
import { erasePupil } from '../../../server/sync/erase.ts'
import { ROWS } from '../../support/aServer.ts'

it('What is erased is overwritten in the file and in the log beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-erased-'))
  const bytes = (): string => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1')).join('')
  const store = await openSqlite(join(folder, 'school.sqlite'))
  const notes = Array.from({ length: 200 }, (_, n) => ({ t: 'note' as const, id: `n${n}`, f: { pupilId: 'p1', type: 'staff', text: `canary ${n} `.repeat(n), occurredAt: 1, enteredAt: 2, raise: false }, by: 'mentor1', at: 0 }))
  await plantSchool(store, { schoolId: 'school', name: 'Test School', accounts: [], rows: [...ROWS, ...notes] })
  expect(bytes()).toContain('canary')
  await erasePupil(store, 'school', 'p1', COMMAND, 0)
  await scrubErased(store)
  expect(bytes()).not.toContain('canary')
  await store.close()
  rmSync(folder, { recursive: true })
})

it('The log is emptied between transactions, and later where another process reads it: nobody waits for that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-erased-'))
  const [store, backup] = [await openSqlite(join(folder, 'school.sqlite')), await openSqlite(join(folder, 'school.sqlite'))]
  await plantSchool(store, { schoolId: 'school', name: 'Test School', accounts: [], rows: ROWS })
  let scrubbing = Promise.resolve()
  await store.read(async (trx) => {
    await trx.selectFrom('row').select('id').execute()
    scrubbing = store.scrub()
    await trx.selectFrom('row').select('id').execute()
  })
  await scrubbing
  await backup.read(async (trx) => {
    await trx.selectFrom('row').select('id').execute()
    await store.db.updateTable('school').set({ name: 'Another name' }).execute()
    const began = performance.now()
    await expect(store.scrub()).rejects.toThrow('being read')
    expect(performance.now() - began).toBeLessThan(5000)
  })
  await store.scrub()
  await Promise.all([store.close(), backup.close()])
  rmSync(folder, { recursive: true })
})
