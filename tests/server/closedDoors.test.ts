/** Small doors that a web server often leaves open, and secrets that are often too short. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import { aServer, type AServer } from '../support/aServer.ts'

let server: AServer
const around = mkdtempSync(join(tmpdir(), 'blue-report-doors-'))
beforeAll(async () => {
  mkdirSync(join(around, 'dist/assets'), { recursive: true })
  mkdirSync(join(around, 'dist/.git'))
  for (const file of ['secret.txt', 'dist/index.html', 'dist/assets/index-Ab12Cd34.js', 'dist/.git/config']) writeFileSync(join(around, file), `<!doctype html>the ${file}`)
  server = await aServer({ dist: join(around, 'dist') })
})
afterAll(async () => {
  await server.close()
  rmSync(around, { recursive: true })
})

it.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..\\..\\secret.txt', '/%00/secret.txt'])('no path leads out of the app’s folder: %s', async (url) => {
  const reply = await server.ask({ url })
  expect([reply.statusCode >= 400, reply.body.includes('the secret')]).toEqual([true, false])
})
it.each(['/.git/config', '/assets/', '/assets', '/api/', '/metrics', '/documentation', '/api/docs', '/package.json', '/.env'])('there is nothing at %s', async (url) => {
  expect((await server.ask({ url })).statusCode).toBe(404)
})
it('nobody is echoed by TRACE', async () => {
  for (const url of ['/', PATHS.health, PATHS.session]) expect((await server.ask({ method: 'TRACE', url })).statusCode).toBeGreaterThanOrEqual(400)
})
it('tokens are 256 random bits, and recovery codes more than twenty', async () => {
  const signedIn = await Promise.all(['mentor1', 'mentor2', 'lead'].map((name) => server.tablet(name)))
  const tokens = signedIn.flatMap(({ cookie, refresh }) => [cookie.replace('sid=', ''), refresh])
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(new Set(tokens).size).toBe(tokens.length)
  const asked = (await server.ask({ method: 'POST', url: PATHS.session, payload: { username: 'dht', passphrase: 'harbour lantern copper meadow', clientId: 'client-dht', tabletId: 'tablet-dht', second: 'can' } })).json<{ secret?: string }>()
  expect(asked.secret?.length ?? 0).toBeGreaterThanOrEqual(32)
  const { recovery = [] } = (await server.signIn('dht')).json<SignInReply>()
  for (const code of recovery) expect(code.replaceAll('-', '').length).toBeGreaterThanOrEqual(8)
})
