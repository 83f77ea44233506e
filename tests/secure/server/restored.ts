/** R11: a school of so many records is backed up, and restored into an empty database on the clock: every row of every table equal, the audit whole, a server over it up, and somebody signed in with their caseload. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { buildApp } from '../../../server/app.ts'
import { verifyAudit } from '../../../server/audit/verify.ts'
import { backUp, restore } from '../../../server/backup/backup.ts'
import { TABLES } from '../../../server/backup/tables.ts'
import { openStore } from '../../../server/openStore.ts'
import type { SeedRow } from '../../../server/seed.ts'
import type { Store } from '../../../server/store.ts'
import { PATHS, type Cursor, type PullReply, type SignInReply } from '../../../src/domain/protocol.ts'
import { aMentee, aServer, PASSPHRASE, ROWS, SCHOOL } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

const MENTEES = 60
const MOST_SECONDS = 300
/** Restoring itself is told in these. */
const CHANGED = ['school', 'audit', 'audit_head', 'session', 'refresh_token', 'sign_in_attempt']

async function digestOf({ db }: Store): Promise<string> {
  const hash = createHash('sha256')
  for (const table of TABLES.filter((one) => !CHANGED.includes(one))) {
    const lines = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort()
    hash.update(`${table} ${lines.length}\n`)
    for (const line of lines) hash.update(line)
  }
  return hash.digest('hex')
}

export const restored: Figure = {
  name: 'restored', rows: 'R11', inEveryRun: 200, campaign: 100_000,
  async measure(size) {
    const mentees = Array.from({ length: MENTEES }, (_, n) => aMentee(`m${n}`, 7 + (n % 5), n === 0 ? 'mentor1' : 'mentor2')).flat()
    const notes = Array.from({ length: size }, (_, n): SeedRow => ({ t: 'note', id: `note-${n}`, f: { pupilId: `m${n % MENTEES}`, type: 'staff', text: `Said ${n}: ${'settled well in Maths. '.repeat(1 + (n % 9))}`, occurredAt: n, enteredAt: n, raise: false }, by: 'mentor1', at: n }))
    const server = await aServer({ rows: [...ROWS, ...mentees, ...notes] })
    const folder = mkdtempSync(join(tmpdir(), 'blue-report-drill-'))
    const identity = await generateX25519Identity()
    const path = join(folder, 'one.age')
    const broken: string[] = []
    const empty = await openStore(join(folder, 'restored.sqlite'))
    const seconds = (since: number): number => (performance.now() - since) / 1000
    try {
      await server.signIn('mentor1')
      const before = await digestOf(server.store)
      const making = performance.now()
      const { rows } = await backUp(server.store, path, await identityToRecipient(identity), { at: server.clock.now, version: '0' })
      const made = seconds(making)

      const start = performance.now()
      await restore(empty, path, identity, server.clock.now, () => 'restored')
      const restoring = seconds(start)
      // Not on the clock: nobody waits for it, and whoever signs in changes it.
      if ((await digestOf(empty)) !== before) broken.push('not every row of every table is as it was')
      const opening = performance.now()
      const app = await buildApp({ store: empty, schoolId: SCHOOL, now: () => server.clock.now, random: (bytes) => void crypto.getRandomValues(bytes) })
      const post = (url: string, payload: object, cookie = '') => app.inject({ method: 'POST', url, payload, headers: { 'x-blue-report': '1', cookie } })
      const signedIn = await post(PATHS.session, { username: 'mentor1', passphrase: PASSPHRASE, clientId: 'client-one', tabletId: 'tablet-one' })
      let [theirs, cursor, more]: [number, Cursor, boolean] = [0, { seq: 0 }, true]
      while (more) {
        const page = (await post(PATHS.pull, { v: 1, epoch: signedIn.json<SignInReply>().epoch, clientId: 'client-one', cursor, sv: 1, limit: 5000, pending: 0, oldest: null, wall: 0 }, `sid=${signedIn.cookies[0]?.value ?? ''}`)).json<PullReply>()
        if (!('puts' in page)) throw new Error('The restored server refuses a pull')
        theirs += page.puts.filter((row) => row.t === 'note').length
        cursor = page.cursor
        more = page.more
      }
      const drill = restoring + seconds(opening)
      await app.close()

      if (theirs !== Math.ceil(size / MENTEES)) broken.push(`the mentor has ${theirs} notes`)
      if (!(await verifyAudit(empty, SCHOOL)).ok) broken.push('the audit is not whole')
      if (drill > MOST_SECONDS) broken.push(`the drill took ${drill.toFixed(0)} s`)
      return { said: `${rows} rows backed up in ${made.toFixed(1)} s (${(statSync(path).size / 1e6).toFixed(1)} MB), restored with a mentor signed in and their caseload there in ${drill.toFixed(1)} s, every row equal`, broken }
    } finally {
      await empty.close()
      await server.close()
      rmSync(folder, { recursive: true })
    }
  },
}
