import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plantSchool } from '../../../server/seed.ts'
import { openSqlite } from '../../../server/sqlite.ts'
import { erasePupil } from '../../../server/sync/erase.ts'
import { ROWS } from '../../support/aServer.ts'

it('What is erased is overwritten in the file and in the log beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-erased-'))
  const bytes = (): string => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1')).join('')
  const store = await openSqlite(join(folder, 'school.sqlite'))
  const notes = Array.from({ length: 200 }, (_, n) => ({ t: 'note' as const, id: `n${n}`, f: { pupilId: 'p1', type: 'staff', text: `canary ${n} `.repeat(n), occurredAt: 1, enteredAt: 2, raise: false }, by: 'mentor1', at: 0 }))
  await plantSchool(store, { schoolId: 'school', name: 'Test School', accounts: [], rows: [...ROWS, ...notes] })
  expect(bytes()).toContain('canary')
  await erasePupil(store, 'school', 'p1', 0)
  expect(bytes()).not.toContain('canary')
  await store.close()
  rmSync(folder, { recursive: true })
})
