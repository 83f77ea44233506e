/**
 * Backups from the command line: npm run backup, npm run restore. The key that opens them is shown once, kept off this
 * machine, and typed or piped in to restore; it is never an argument and never in a file here.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { backUp, restore } from './backup/backup.ts'
import { readLedger, redo, type Redone } from './backup/ledger.ts'
import { refuseDemo } from './demoSchool.ts'
import { openStore } from './openStore.ts'

const DAY = 86_400_000
const OURS = /^blue-report-[\dTZ-]+\.age$/
const { env } = process
const folder = env['BLUE_REPORT_DATA'] ?? fileURLToPath(new URL('../data', import.meta.url))
const backups = env['BLUE_REPORT_BACKUPS'] ?? join(folder, 'backups')
const ledger = env['BLUE_REPORT_LEDGER'] || (env['DATABASE_URL'] ? undefined : join(folder, 'ledger'))
const USAGE = `npm run backup -- key               a new pair of keys: one half to keep away from this machine, one to set as BLUE_REPORT_BACKUP_KEY
npm run backup [-- --keep 35]       one sealed file in BLUE_REPORT_BACKUPS; those older than so many days are deleted
npm run restore -- FILE             into an empty database; asks for the half that was kept away
npm run restore -- ledger           does again what the ledger says, where a restore was cut off before that`

try {
  process.umask(0o077)
  const { positionals: [command = '', file], values } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } })
  if (command === 'backup' && file === 'key') await newKey()
  else if (command === 'backup' && file === undefined) await make(Number(values.keep ?? 35))
  else if (command === 'restore' && file === 'ledger') await redoAlone()
  else if (command === 'restore' && file !== undefined) await putBack(file)
  else {
    console.error(USAGE)
    process.exitCode = 2
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function newKey(): Promise<void> {
  const secret = await generateX25519Identity()
  console.log(`Keep this away from this machine, on paper and in a safe. Without it no backup can be opened:\n  ${secret}\n\nSet this here, so that backups are sealed to it:\n  BLUE_REPORT_BACKUP_KEY=${await identityToRecipient(secret)}`)
}

async function make(keepDays: number): Promise<void> {
  const key = env['BLUE_REPORT_BACKUP_KEY']
  if (!key) throw new Error('BLUE_REPORT_BACKUP_KEY is not set. `npm run backup -- key` makes one.')
  if (!Number.isInteger(keepDays) || keepDays < 1) throw new Error('--keep is a number of days, such as 35.')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8')) as { version: string }
  const now = Date.now()
  const path = join(backups, `blue-report-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.age`)
  const store = await openOurs()
  const { rows } = await backUp(store, path, key, { at: now, version })
  await store.close()
  const old = readdirSync(backups).filter((name) => OURS.test(name) && now - statSync(join(backups, name)).mtimeMs > keepDays * DAY)
  for (const name of old) unlinkSync(join(backups, name))
  console.log(`${path}: ${rows} rows, ${statSync(path).size} bytes.${old.length > 0 ? ` Deleted, older than ${keepDays} days: ${old.length}.` : ''} Copy it to another machine.`)
}

async function putBack(file: string): Promise<void> {
  const identity = await typed('The key that was kept away (AGE-SECRET-KEY-1…): ')
  if (!identity.startsWith('AGE-SECRET-KEY-1')) throw new Error('That is not the key: it begins with AGE-SECRET-KEY-1.')
  // Before anything is restored: a ledger that cannot be read is put right first.
  const path = ledger !== undefined && existsSync(ledger) ? ledger : undefined
  if (path !== undefined) await readLedger(path)
  const began = performance.now()
  const store = await openOurs()
  const { rows, at, schools } = await restore(store, file, identity, Date.now(), () => `restored-${randomUUID()}`)
  console.log(`Restored as of ${new Date(at).toISOString()}: ${rows} rows of ${schools.join(', ')} in ${((performance.now() - began) / 1000).toFixed(1)} seconds. The audit in it is whole. What tablets have kept since then they send again by themselves.`)
  if (path !== undefined) sayRedone(await redo(store, path, Date.now()))
  else console.log('There is no ledger here (BLUE_REPORT_LEDGER): an account that was closed since, a tablet that was lost since, or a pupil who was erased since, must be done again.')
  await store.close()
}

async function redoAlone(): Promise<void> {
  if (ledger === undefined) throw new Error('BLUE_REPORT_LEDGER is not set: it is the file that the servers wrote.')
  await readLedger(ledger)
  const store = await openOurs()
  sayRedone(await redo(store, ledger, Date.now()))
  await store.close()
}

function sayRedone({ closed, tablets, erased, byHand }: Redone): void {
  const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
  console.log(`Done once more, by the ledger: ${many(closed, 'account')} closed, ${many(tablets, 'tablet')} out of use, ${many(erased, 'pupil')} erased.`)
  for (const { at, school, action, object, actor } of byHand) console.log(`To be done again by hand: ${action} ${object ?? actor ?? ''} in ${school}, ${new Date(at).toISOString()}`)
  if (byHand.length > 0) console.log('Where it was a passphrase or a code, the earlier passphrase holds again: give that person a new code (npm run admin -- code).')
}

async function openOurs() {
  if (!env['DATABASE_URL']) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = await openStore(env['DATABASE_URL'] || join(folder, 'blue-report.sqlite'))
  await refuseDemo(store)
  return store
}

async function typed(question: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(question)
  for await (const line of createInterface({ input: process.stdin })) return line.trim()
  return ''
}
