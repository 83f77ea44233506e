/** Our own server as the comparison of stores starts one: the real one, over SQLite in a folder, with the workload in it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { buildApp } from '../../server/app.ts'
import { openStore } from '../../server/openStore.ts'
import { plantSchool } from '../../server/seed.ts'
import { personOf, PASSPHRASE } from '../people.ts'
import { rowsOf } from '../productRows.ts'
import type { Workload } from '../workload.ts'

const SCHOOL = 'school'
const pathIn = (folder: string): string => join(folder, 'blue-report.sqlite')

export async function seed(folder: string, data: Workload): Promise<void> {
  const store = await openStore(pathIn(folder))
  const passphraseHash = await hashPassphrase(PASSPHRASE)
  const accounts = (['mentor', 'school'] as const).map((scope) => ({ ...personOf(scope), passphraseHash }))
  await plantSchool(store, { schoolId: SCHOOL, name: 'Bench', accounts, rows: rowsOf(data) })
  await store.close()
}

type Answers = (request: IncomingMessage, response: ServerResponse) => void

export const start = async ({ dir }: { dir: string }): Promise<Answers> => (await running(dir)).answers

/** The same, for who ends it as well. */
export async function running(folder: string): Promise<{ answers: Answers; stop: () => Promise<void> }> {
  const store = await openStore(pathIn(folder))
  const app = await buildApp({ store, schoolId: SCHOOL, now: Date.now, random: (bytes) => void crypto.getRandomValues(bytes), requestsPerMinute: 1_000_000, demo: { offset: 0, passphrase: PASSPHRASE, accounts: [] } })
  await app.ready()
  return {
    answers: (request, response) => app.routing(request, response),
    async stop() {
      await app.close()
      await store.close()
    },
  }
}
