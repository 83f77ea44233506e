/** Accounts and erasure from the command line. Nobody types another's passphrase here: a code is printed, and its holder chooses one in the app. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ACCOUNT_WORDS, CODE_MINUTES, codeWords, usernameOf, type AccountRefusal } from '../src/domain/people/accounts.ts'
import { bucketsOf } from '../src/domain/bucket.ts'
import type { Result } from '../src/domain/result.ts'
import { Role } from '../src/domain/staff.ts'
import { changeDoor, changeRole, closeAccount, createAccount, giveCode, linkAccount, listAccounts, openAccount } from './accounts/manage.ts'
import type { NewCode } from './accounts/setUpCode.ts'
import { signOnFrom } from './accounts/signOnOptions.ts'
import { COMMAND } from './audit/tell.ts'
import { refuseDemo } from './demoSchool.ts'
import { ensureHandOverKey } from './handOverKey.ts'
import { filesOf } from './duties/retention.ts'
import { scrubErased } from './duties/scrub.ts'
import { openStore } from './openStore.ts'
import { dateOf } from '../src/domain/time/clock.ts'
import { holdOf } from '../src/domain/people/retention.ts'
import { ensureSchool } from './seed.ts'
import type { Store } from './store.ts'
import { erasePupil } from './sync/erase.ts'
import { bytesHandedIn, linesHandedIn } from './sync/handedInCommand.ts'

const schoolId = process.env['BLUE_REPORT_SCHOOL'] ?? 'school'
const database = process.env['DATABASE_URL']
const USAGE = `npm run admin -- create --username jsmith --name "Jo Smith" --role ${Role.options.join('|')} [--year 9]
npm run admin -- list
npm run admin -- code --username jsmith     (a new one-time code, for whoever forgot the passphrase)
npm run admin -- role --username jsmith --role head-of-year --year 9
npm run admin -- sso --username jsmith      (from now on by single sign-on; the code links it. --off: by a passphrase again)
npm run admin -- sso --username jsmith --subject ID (links it at once, without a code: the person's object ID at Microsoft, their “sub” elsewhere)
npm run admin -- disable --username jsmith  (closes the account; enable opens it again)
npm run admin -- enable --username jsmith
npm run admin -- handed-in                 (what was handed in of unsent work: whose, when, how much; not what it says)
npm run admin -- handed-in --id ID --out FILE (the bytes of one of them as they came; treat the file as the records themselves)
npm run admin -- erase --pupil ID          (the ID is at the end of the address of the pupil's page)`

const random = (bytes: Uint8Array<ArrayBuffer>): void => void crypto.getRandomValues(bytes)
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
  await ensureHandOverKey(store, schoolId, random, Date.now())
  const { username, name } = values
  const role = Role.safeParse(values.role)
  const year = values.year === undefined ? undefined : Number(values.year)
  const edge = { now: Date.now(), random, by: COMMAND }
  const [command] = positionals
  if (command === 'create' && username && name && role.success) {
    sayCode(username, done(await createAccount(store, schoolId, { username, name, role: role.data, year }, edge)))
  } else if (command === 'code' && username) {
    sayCode(username, done(await giveCode(store, schoolId, await idOf(store, username), edge)))
    console.log('Until it is used the earlier passphrase goes on. A tablet still opens with the earlier one until they sign in there with the new.')
  } else if (command === 'role' && username && role.success) {
    done(await changeRole(store, schoolId, await idOf(store, username), { role: role.data, year }, edge))
    console.log(`${username} signs in again on every tablet, and then has the new role.`)
  } else if (command === 'sso' && username) {
    await signOn(store, username, values, edge)
  } else if (command === 'disable' && username) {
    done(await closeAccount(store, schoolId, await idOf(store, username), edge))
    console.log(`${username} can no longer sign in, and is signed out everywhere.`)
  } else if (command === 'enable' && username) {
    sayCode(username, done(await openAccount(store, schoolId, await idOf(store, username), edge)))
  } else if (command === 'erase' && values.pupil) {
    await erase(store, values.pupil)
  } else if (command === 'handed-in' && values.id && values.out) {
    const bytes = await bytesHandedIn(store, schoolId, values.id, Date.now())
    if (!bytes) throw new Error('Nothing was handed in under that ID.')
    writeFileSync(values.out, bytes, { flag: 'wx', mode: 0o600 })
    console.log(`${bytes.length} bytes in ${values.out}, as they came.`)
  } else if (command === 'handed-in' && !values.id && !values.out) {
    for (const line of await linesHandedIn(store, schoolId)) console.log(line)
  } else if (command === 'list') {
    for (const one of await listAccounts(store, schoolId)) console.log(`${one.username.padEnd(20)} ${one.role.padEnd(14)} ${one.name}${one.disabled_at !== null ? ' (disabled)' : one.door === 'single-sign-on' ? ' (single sign-on)' : one.hash === '' ? ' (no passphrase yet)' : ''}`)
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
    return parseArgs({ allowPositionals: true, options: { username: text, name: text, role: text, year: text, pupil: text, subject: text, id: text, out: text, off: { type: 'boolean' } } })
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
  if ((await typed('Type the ID once more to erase them: ')).trim() !== pupilId) throw new Error('That is not the same ID. Nothing was erased.')
  const erased = await erasePupil(store, schoolId, pupilId, COMMAND, Date.now(), async (trx) => {
    const [file] = await filesOf(trx, schoolId, dateOf(Date.now()), pupilId)
    return file && holdOf(file.facts) ? 'held' : undefined
  })
  if (erased === 'held') throw new Error('This file is held, and the Deputy Headteacher said why. Nothing was erased.')
  const { records, changes, files } = erased
  console.log(`Erased. Records: ${records}. Changes in the log of changes: ${changes}. Put aside or handed in: ${files}.`)
  try {
    await scrubErased(store)
  } catch {
    console.log('The files of the database could not be cleared of it yet. The server does it within the hour, and at its next start.')
  }
}

async function idOf(store: Store, username: string): Promise<string> {
  const account = await store.db.selectFrom('account').select('id').where('school_id', '=', schoolId).where('username', '=', usernameOf(username)).executeTakeFirst()
  if (!account) throw new Error(ACCOUNT_WORDS.unknown)
  return account.id
}
function done<T>(result: Result<T, AccountRefusal>): T {
  if (!result.ok) throw new Error(ACCOUNT_WORDS[result.reason])
  return result.value
}
async function signOn(store: Store, username: string, { subject, off = false }: { subject?: string | undefined; off?: boolean | undefined }, edge: Parameters<typeof changeDoor>[4]): Promise<void> {
  const id = await idOf(store, username)
  if (off) return sayCode(username, done(await changeDoor(store, schoolId, id, 'passphrase', edge)))
  const provider = signOnFrom(process.env)
  if (!provider) throw new Error('This server has no single sign-on. Set BLUE_REPORT_SSO here as for npm start.')
  if (subject === undefined) {
    const { code } = done(await changeDoor(store, schoolId, id, 'single-sign-on', edge))
    console.log(`The code of ${username} for the next ${CODE_MINUTES} minutes: ${codeWords(code)}\nOn the sign-in screen they press “Sign in with ${provider.name}”, and type it when they are back.`)
    return
  }
  done(await linkAccount(store, schoolId, id, { issuer: provider.issuer, subject }, edge))
  console.log(`${username} is linked, and signs in with ${provider.name} from now on.`)
}
function sayCode(username: string, { code }: NewCode): void {
  console.log(`The code of ${username} for the next ${CODE_MINUTES} minutes: ${codeWords(code)}\nOn the sign-in screen they press “I have a code”, and choose a passphrase of their own.`)
}

/** The first line when it is piped. */
async function typed(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: isTerminal })
  for await (const line of lines) {
    lines.close()
    return line
  }
  return ''
}
