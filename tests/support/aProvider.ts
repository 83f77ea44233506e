/** A real OpenID provider on a port of this machine, as a school's Microsoft or Google would be: it asks who it is, and leads back. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'
import type { SignOnOptions } from '../../server/accounts/signOnOptions.ts'

/** Whoever signs in there next; `claims` go into what the server is told. */
export type Somebody = { sub: string; amr?: string[]; acr?: string; claims?: Record<string, string> }
export type AProvider = {
  options: SignOnOptions
  /** Undefined: the page asks, as a person at a tablet sees it. */
  who: Somebody | undefined
  /** What a browser does between the address we send it to and the one it is sent back to. */
  through: (url: string) => Promise<string>
  close: () => Promise<void>
}

const CLIENT = { clientId: 'blue-report', secret: 'a secret of this server and the provider' }
const PAGE = `<!doctype html><html lang="en"><title>Invented provider</title><h1>Invented provider</h1><form method="post"><button>I am Priya</button></form></html>`
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export async function aProvider(back: string, more: Partial<SignOnOptions> = {}): Promise<AProvider> {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(0),
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.secret, redirect_uris: [back], token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'one', alg: 'RS256' }] },
    cookies: { keys: ['of the tests'] },
    claims: { openid: ['sub', 'tid', 'oid', 'hd', 'email'], acr: null, amr: null, auth_time: null, iss: null, sid: null },
    conformIdTokenClaims: false,
    acrValues: ['two-factors'],
    pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...made.who?.claims }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const finish = (request: IncomingMessage, response: ServerResponse, { sub, amr, acr }: Somebody) =>
    provider.interactionFinished(request, response, { login: { accountId: sub, remember: false, ...(amr ? { amr } : {}), ...(acr ? { acr } : {}) } })
  const server = createHttp((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    const who = made.who ?? (request.method === 'POST' ? { sub: 'priya' } : undefined)
    if (who) return void finish(request, response, who)
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))

  const made: AProvider = {
    options: { name: 'Invented provider', issuer, prompt: 'login', ...CLIENT, ...more },
    who: undefined,
    async through(url) {
      const jar = new Map<string, string>()
      let at = url
      for (let hop = 0; hop < 10 && !at.startsWith(back); hop++) {
        const reply = await fetch(at, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
        for (const one of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = (one.split(';')[0] ?? '').split(/=(.*)/s)
          jar.set(name, value)
        }
        const next = reply.headers.get('location')
        if (next === null) throw new Error(`The provider stopped with ${reply.status}: ${await reply.text()}`)
        at = new URL(next, at).href
      }
      return at
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return made
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
