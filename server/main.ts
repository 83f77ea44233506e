/** Starts the server. The only file that knows ports and paths. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp, type AppOptions } from './app.ts'
import { openDemo, refuseDemo } from './demoSchool.ts'
import { openStore } from './openStore.ts'
import { ensureSchool } from './seed.ts'

const SCHOOL_ID = 'school'
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const isDemo = process.argv.includes('--demo')
const port = Number(process.env['PORT'] ?? 8045)
const host = process.env['HOST'] ?? (isDemo ? 'localhost' : '0.0.0.0')
const folder = process.env['BLUE_REPORT_DATA'] ?? here(isDemo ? '../data/demo' : '../data')
const dist = process.env['BLUE_REPORT_APP'] ?? here('../dist')
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }

process.umask(0o077)
mkdirSync(folder, { recursive: true, mode: 0o700 })
const store = await openStore(join(folder, 'blue-report.sqlite'))
const demo = isDemo ? await openDemo(store, SCHOOL_ID, Date.now) : undefined
if (!demo) {
  await refuseDemo(store)
  await ensureSchool(store, SCHOOL_ID)
}

const options: AppOptions = {
  store,
  schoolId: SCHOOL_ID,
  now: demo?.now ?? Date.now,
  random: (bytes) => void crypto.getRandomValues(bytes),
  version,
  demo: demo?.demo ?? null,
  log: !isDemo,
  trustProxy: trusted(process.env['BLUE_REPORT_TRUST_PROXY']),
  ...(existsSync(join(dist, 'index.html')) ? { dist } : {}),
}
const app = await buildApp(options)
await app.listen({ port, host })
console.log(await greeting())

let closing = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (closing) return
    closing = true
    void app.close().then(() => store.close())
  })

async function greeting(): Promise<string> {
  const at = `Blue Report ${version} is at http://localhost:${port}`
  const app = options.dist === undefined ? '\nThe app has not been built yet: npm run build' : ''
  if (demo) {
    const names = demo.demo.accounts.map(({ username, name }) => `  ${username.padEnd(10)} ${name}`)
    return `${at}${app}\n\nThis is the demo, an invented school: ${demo.schoolName}.\nSign in with any of these names; the passphrase is: ${demo.demo.passphrase}\n\n${names.join('\n')}\n`
  }
  const { count } = await store.db.selectFrom('account').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const first = '\nNobody can sign in yet. Make the first account:\n  npm run admin -- create --username jsmith --name "Jo Smith" --role admin'
  return `${at}${app}${Number(count) === 0 ? first : ''}`
}

/** `true`, or the addresses of the proxies in front of us; nothing is believed unless it is said. */
function trusted(value: string | undefined): boolean | string {
  if (value === undefined || value === '' || value === 'false') return false
  return value === 'true' ? true : value
}
