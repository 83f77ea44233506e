/** Starts the server. The only file that knows ports and paths. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeWords, CODE_MINUTES } from '../src/domain/people/accounts.ts'
import { firstAdmin } from './accounts/firstAdmin.ts'
import type { Random } from './accounts/secrets.ts'
import { signOnFrom } from './accounts/signOnOptions.ts'
import { buildApp } from './app.ts'
import { keepLedger } from './backup/ledger.ts'
import { openDemo, refuseDemo, type OpenedDemo } from './demoSchool.ts'
import { proposeNightly } from './duties/retention.ts'
import { scrubHourly } from './duties/scrub.ts'
import { ensureHandOverKeys } from './handOverKey.ts'
import { openStore } from './openStore.ts'
import { ensureSchool } from './seed.ts'
import type { Store } from './store.ts'
import { forgetErased } from './sync/erase.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { env } = process
const isDemo = process.argv.includes('--demo')
/** A database may hold many schools. A process serves one of them, or each under a host name of its own below this domain. */
const domain = isDemo ? undefined : env['BLUE_REPORT_SCHOOLS']
const schoolId = env['BLUE_REPORT_SCHOOL'] ?? 'school'
/** The demo always has a file of its own. */
const database = isDemo ? undefined : env['DATABASE_URL']
const port = Number(env['PORT'] ?? 8045)
/** Other machines come in through the school's https proxy; HOST=0.0.0.0 opens the door without one. */
const host = env['HOST'] ?? 'localhost'
const folder = env['BLUE_REPORT_DATA'] ?? here(isDemo ? '../data/demo' : '../data')
/** What a backup must not undo stands outside the database too. */
const ledger = isDemo ? undefined : env['BLUE_REPORT_LEDGER'] || (database ? undefined : join(folder, 'ledger'))
const dist = process.env['BLUE_REPORT_APP'] ?? here('../dist')
const isBuilt = existsSync(join(dist, 'index.html'))
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }

try {
  await start()
} catch (error) {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${port} is in use by another program; choose another with PORT=…` : error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function start(): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT is a number from 0 to 65535, such as PORT=8045.')
  if (domain && env['BLUE_REPORT_SCHOOL']) throw new Error('BLUE_REPORT_SCHOOL is one school, BLUE_REPORT_SCHOOLS is all of them: set one of the two.')
  process.umask(0o077)
  if (!database) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = await openStore(database || join(folder, 'blue-report.sqlite'))
  const demo = isDemo ? await openDemo(store, schoolId, Date.now) : undefined
  if (!demo) {
    await refuseDemo(store)
    if (!domain) await ensureSchool(store, schoolId)
    await forgetErased(store, Date.now())
  }
  const now = demo?.now ?? Date.now
  const random: Random = (bytes) => void crypto.getRandomValues(bytes)
  await ensureHandOverKeys(store, random, now())
  const app = await buildApp({
    store,
    schoolId: domain ? { below: domain } : schoolId,
    now,
    random,
    version,
    demo: demo?.demo ?? null,
    signOn: isDemo ? undefined : signOnFrom(env),
    log: isDemo && env['BLUE_REPORT_LOG'] !== 'all' ? 'errors' : true,
    trustProxy: trusted(env['BLUE_REPORT_TRUST_PROXY']),
    ...(isBuilt ? { dist } : {}),
  })
  const stopProposing = proposeNightly(store, now)
  const stopScrubbing = scrubHourly(store)
  const stopLedger = ledger === undefined ? undefined : await keepLedger(store, ledger, (error) => app.log.error(error, 'The ledger could not be written'))
  let isClosing = false
  const close = async (): Promise<void> => {
    if (isClosing) return
    isClosing = true
    stopProposing()
    stopScrubbing()
    await app.close()
    await stopLedger?.()
    await store.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close())
  try {
    await app.listen({ port, host })
  } catch (error) {
    await close()
    throw error
  }
  console.log(await greeting(store, demo, random))
}

async function greeting(store: Store, demo: OpenedDemo | undefined, random: Random): Promise<string> {
  const where = `Blue Report ${version} is at http://localhost:${port}${isBuilt ? '' : '\nThe app has not been built yet: npm run build'}`
  if (demo) {
    const names = demo.demo.accounts.map(({ username, name }) => `  ${username.padEnd(10)} ${name}`)
    return `${where}\n\nThis is the demo, an invented school: ${demo.schoolName}.\nSign in with any of these names; the passphrase is: ${demo.demo.passphrase}\n\n${names.join('\n')}\n`
  }
  if (domain) return `${where}\nEach school is at its own name below ${domain}.`
  const first = await firstAdmin(store, schoolId, { now: Date.now(), random })
  return first
    ? `${where}\n\nNobody can sign in yet. Open it, press “I have a code” and type within ${CODE_MINUTES} minutes:\n  username  ${first.username}\n  code      ${codeWords(first.code)}\nThere you choose your passphrase, and then give everybody else their own code. A new start gives a new code.`
    : where
}

/** `true`, or the addresses of the proxies in front of us; nothing is believed unless it is said. */
function trusted(value: string | undefined): boolean | string {
  if (value === undefined || value === '' || value === 'false') return false
  return value === 'true' ? true : value
}
