/** A real server, not the demo, whose Lead Mentor signs in with an invented provider; both on this machine. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccount } from '../../../server/accounts/manage.ts'
import { COMMAND } from '../../../server/audit/tell.ts'
import { openStore } from '../../../server/openStore.ts'
import { ensureSchool } from '../../../server/seed.ts'
import { PATHS } from '../../../src/domain/protocol.ts'
import { aProvider, type AProvider } from '../aProvider.ts'
import { end, freePort, launch } from './schoolServer.ts'

export type SignOnSchool = { url: string; provider: AProvider; username: string; /** Links the account to whoever types it. */ code: string; dispose: () => Promise<void> }

export async function startSignOnSchool(): Promise<SignOnSchool> {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-sign-on-'))
  const username = 'praman'
  const store = await openStore(join(folder, 'blue-report.sqlite'))
  await ensureSchool(store, 'school')
  const edge = { now: Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes), by: COMMAND }
  const made = await createAccount(store, 'school', { username, name: 'Priya Raman', role: 'lead-mentor', door: 'single-sign-on' }, edge)
  await store.close()
  if (!made.ok) throw new Error(made.reason)
  const url = `http://localhost:${await freePort()}`
  const provider = await aProvider(`${url}${PATHS.signedOn}`)
  const { issuer, clientId, secret, name } = provider.options
  const more = { BLUE_REPORT_SSO: issuer, BLUE_REPORT_SSO_CLIENT: clientId, BLUE_REPORT_SSO_SECRET: secret, BLUE_REPORT_SSO_NAME: name }
  const server = await launch(folder, Number(new URL(url).port), undefined, { args: [], more })
  return {
    url, provider, username, code: made.value.code,
    async dispose() {
      await end(server, 'SIGKILL')
      await provider.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
