/** Accounts and erasure from the command line: npm run admin -- create | list | passphrase | disable | erase. The passphrase is typed or piped in, never an argument. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bucketsOf } from '../src/domain/bucket.ts'
import { Role } from '../src/domain/staff.ts'
import { changePassphrase, createAccount, disable, listAccounts } from './accounts/manage.ts'
import { refuseDemo } from './demoSchool.ts'
import { ensureHandOverKey } from './handOverKey.ts'
import { openStore } from './openStore.ts'
import { ensureSchool } from './seed.ts'
import type { Store } from './store.ts'
import { erasePupil } from './sync/erase.ts'

const schoolId = process.env['BLUE_REPORT_SCHOOL'] ?? 'school'
const database = process.env['DATABASE_URL']
const USAGE = `npm run admin -- create --username jsmith --name "Jo Smith" --role ${Role.options.join('|')} [--year 9]
npm run admin -- list
npm run admin -- passphrase --username jsmith
npm run admin -- disable --username jsmith
npm run admin -- erase --pupil ID          (the ID is at the end of the address of the pupil's page)`

const folder = process.env['BLUE_REPORT_DATA'] ?? fileURLToPath(new URL('../data', import.meta.url))

try {
  const asked = readArguments()
  if (!asked) throw new Error(USAGE)
  const { positionals, values } = asked
  process.umask(0o077)
  if (!database) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = await openStore(database || join(folder, 'blue-report.sqlite'))
  await refuseDemo(store)
  await ensureSchool(store, schoolId)
  await ensureHandOverKey(store, schoolId, (bytes) => void crypto.getRandomValues(bytes), Date.now())
  const { username, name } = values
  const role = Role.safeParse(values.role)
  const [command] = positionals
  if (command === 'create' && username && name && role.success) {
    const year = values.year === undefined ? undefined : Number(values.year)
    await createAccount(store, schoolId, { username, name, role: role.data, year }, await askPassphrase(), Date.now())
    console.log(`${username} can sign in now.`)
  } else if (command === 'passphrase' && username) {
    await changePassphrase(store, schoolId, username, await askPassphrase(), Date.now())
    console.log(`${username} signs in with the new passphrase from now on. A tablet still opens with the earlier one until they sign in there with the new.`)
  } else if (command === 'disable' && username) {
    await disable(store, schoolId, username, Date.now())
    console.log(`${username} can no longer sign in, and is signed out everywhere.`)
  } else if (command === 'erase' && values.pupil) {
    await erase(store, values.pupil)
  } else if (command === 'list') {
    for (const one of await listAccounts(store, schoolId)) console.log(`${one.username.padEnd(20)} ${one.role.padEnd(14)} ${one.name}${one.disabled_at === null ? '' : ' (disabled)'}`)
  } else {
    console.error(USAGE)
    process.exitCode = 2
  }
  await store.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Undefined where there is a word that no command knows. */
function readArguments() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ allowPositionals: true, options: { username: text, name: text, role: text, year: text, pupil: text } })
  } catch {
    return undefined
  }
}

/** There is no way back, so it says what is there and wants the ID typed once more. */
async function erase(store: Store, pupilId: string): Promise<void> {
  const rows = await store.db.selectFrom('row').select((is) => is.fn.countAll().as('count')).where('school_id', '=', schoolId).where('bucket', 'in', bucketsOf(pupilId)).executeTakeFirst()
  const count = Number(rows?.count ?? 0)
  if (count === 0) throw new Error('There is no record of a pupil of that ID.')
  console.log(`${count === 1 ? '1 record is' : `${count} records are`} kept of this pupil. They are erased for good: here, and on each tablet when it is next here. Backups keep them until they expire.`)
  if ((await typed('Type the ID once more to erase them: ', true)).trim() !== pupilId) throw new Error('That is not the same ID. Nothing was erased.')
  const { records, changes, files } = await erasePupil(store, schoolId, pupilId, Date.now())
  console.log(`Erased. Records: ${records}. Changes in the log of changes: ${changes}. Put aside or handed in: ${files}.`)
}

function askPassphrase(): Promise<string> {
  return typed('Passphrase (14 characters or more, not shown): ', false)
}

/** Shown on a terminal only where it is no secret; the first line when it is piped. */
async function typed(question: string, isShown: boolean): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: isShown ? process.stderr : silent, terminal: isTerminal })
  for await (const line of lines) {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
    return line
  }
  return ''
}
