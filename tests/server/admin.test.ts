import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/openStore.ts'
import type { Write } from '../../server/store.ts'
import { putRows } from '../../server/sync/rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'blue-report-admin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const command = fileURLToPath(new URL('../../server/admin.ts', import.meta.url))
const admin = (typed: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], { input: `${typed}\n`, encoding: 'utf8', env: { ...process.env, BLUE_REPORT_DATA: folder, DATABASE_URL: '' } })
  return { status, said: stdout + stderr }
}

describe('the admin command', () => {
  it('makes an account in an empty folder with a code and no passphrase, and lists it without either', () => {
    const made = admin('', 'create', '--username', 'jsmith', '--name', 'Jo Smith', '--role', 'mentor')
    expect(made.said).toMatch(/^The code of jsmith for the next 10 minutes: [A-Z2-7]{4}-[A-Z2-7]{4}\n/)
    const again = admin('', 'code', '--username', 'JSmith')
    expect(again.said).toMatch(/^The code of JSmith/)
    expect(again.said.slice(0, 60)).not.toBe(made.said.slice(0, 60))
    expect(admin('', 'list')).toEqual({ status: 0, said: 'jsmith               mentor         Jo Smith (no passphrase yet)\n' })
  })
  it('gives another role, closes an account and opens it again', () => {
    expect(admin('', 'role', '--username', 'jsmith', '--role', 'head-of-year', '--year', '9').status).toBe(0)
    expect(admin('', 'disable', '--username', 'jsmith').said).toContain('can no longer sign in')
    expect(admin('', 'list').said).toBe('jsmith               head-of-year   Jo Smith (disabled)\n')
    expect(admin('', 'enable', '--username', 'jsmith').said).toContain('The code of jsmith')
    expect(admin('', 'role', '--username', 'nobody', '--role', 'mentor').said).toBe('There is no account of that name.\n')
  })
  it('erases a pupil for good when the ID is typed once more, and otherwise nothing', async () => {
    const store = await openStore(join(folder, 'blue-report.sqlite'))
    await putRows(store.db as Write, 'school', [{ row: { t: 'deskPupil', id: 'p9', b: 'pupil:p9:desk', f: { preferredName: 'Ada', surname: 'Example', form: '9A', year: 9 }, s: 'server:900', seq: 900, by: 'admin', at: 0 }, times: '' }])
    await store.close()
    expect(admin('p8', 'erase', '--pupil', 'p9').said).toMatch(/1 record is kept.*Nothing was erased/s)
    expect(admin('p9', 'erase', '--pupil', 'p9')).toMatchObject({ status: 0, said: expect.stringContaining('Erased. Records: 1.') as string })
    expect(admin('p9', 'erase', '--pupil', 'p9').said).toContain('There is no record of a pupil of that ID.')
  })
  it('lists what was handed in without what it says, and saves the bytes of one as they came, once, with an entry in the audit', async () => {
    expect(admin('', 'handed-in').said).toBe('Nothing was handed in.\n')
    const bytes = Buffer.from('{"clientId":"client-a","op":{"secret":"Said in private"}}')
    const store = await openStore(join(folder, 'blue-report.sqlite'))
    const { id: account_id } = await store.db.selectFrom('account').select('id').where('username', '=', 'jsmith').executeTakeFirstOrThrow()
    await store.db.insertInto('handin').values({ school_id: 'school', id: 'h1', account_id, client_id: 'client-a', at: Date.UTC(2026, 11, 10, 8, 28), bytes }).execute()
    await store.close()
    expect(admin('', 'handed-in').said).toBe(`h1  2026-12-10 08:28  Jo Smith  Something that cannot be read  ${bytes.length} bytes  waits in Needs attention, Handed in\n`)
    const out = join(folder, 'h1.bin')
    expect(admin('', 'handed-in', '--id', 'h1', '--out', out).said).toBe(`${bytes.length} bytes in ${out}, as they came.\n`)
    expect(readFileSync(out)).toEqual(bytes)
    expect(admin('', 'handed-in', '--id', 'h1', '--out', out)).toMatchObject({ status: 1, said: expect.stringContaining('EEXIST') as string })
    expect(admin('', 'handed-in', '--id', 'h2', '--out', join(folder, 'h2.bin')).said).toBe('Nothing was handed in under that ID.\n')
    expect(admin('', 'handed-in', '--id', 'h1').status).toBe(2)
    const again = await openStore(join(folder, 'blue-report.sqlite'))
    expect(await again.db.selectFrom('audit').select(['actor', 'object']).where('action', '=', 'handed-in-saved').execute()).toEqual([{ actor: null, object: 'h1' }, { actor: null, object: 'h1' }])
    await again.close()
  })
  it('says how it is used, and never shows the inside of a mistake', () => {
    for (const words of [[], ['--help'], ['create', '--username', 'x', '--name', 'X', '--role', 'teacher']]) {
      const { status, said } = admin('', ...words)
      expect(status).not.toBe(0)
      expect(said).toMatch(/^npm run admin -- create/)
    }
    const { said } = admin('', 'create', '--username', 'h', '--name', 'H', '--role', 'head-of-year', '--year', 'nine')
    expect(said).toBe('A Head of Year needs a year from 7 to 13, and nobody else has one.\n')
  })
})
