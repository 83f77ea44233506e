/** Accounts from the command line: npm run admin -- create | list | passphrase | disable. The passphrase is typed or piped in, never an argument. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Role } from '../src/domain/staff.ts'
import { changePassphrase, createAccount, disable, listAccounts } from './accounts/manage.ts'
import { refuseDemo } from './demoSchool.ts'
import { openStore } from './openStore.ts'
import { ensureSchool } from './seed.ts'

const schoolId = process.env['BLUE_REPORT_SCHOOL'] ?? 'school'
const database = process.env['DATABASE_URL']
const USAGE = `npm run admin -- create --username jsmith --name "Jo Smith" --role ${Role.options.join('|')} [--year 9]
npm run admin -- list
npm run admin -- passphrase --username jsmith
npm run admin -- disable --username jsmith`

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
    return parseArgs({ allowPositionals: true, options: { username: text, name: text, role: text, year: text } })
  } catch {
    return undefined
  }
}

/** Not echoed on a terminal; the first line when it is piped. */
async function askPassphrase(): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write('Passphrase (14 characters or more, not shown): ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  for await (const line of lines) {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
    return line
  }
  return ''
}
