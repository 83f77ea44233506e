/** S10: every route there is, in every verb, right and wrong, over http and https: the headers of each answer, and the flags of each cookie. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { PATHS } from '../../../src/domain/protocol.ts'
import { phoneCode } from '../../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

const CSP =
  "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' blob:;font-src 'self';connect-src 'self';worker-src 'self';manifest-src 'self';" +
  "frame-src blob:;base-uri 'none';form-action 'self';object-src 'none';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types vue app-sw"
const WANTED: Record<string, string> = {
  'content-security-policy': CSP, 'strict-transport-security': 'max-age=63072000; includeSubDomains', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
}
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const MAY_BE_KEPT = ['/api/answer.css']
const MAY_BE_LAX = /^(__Host-)?oidc=/

/** As Fastify itself prints its routes; a route added tomorrow is walked tomorrow. */
function routesOf(printed: string): string[] {
  const found: string[] = []
  const path: string[] = []
  for (const line of printed.split('\n')) {
    const [, indent = '', name = ''] = /^([│ ]*)[├└]── (\S*)/.exec(line) ?? []
    if (name === '') continue
    path.splice(indent.length / 4, Infinity, name)
    if (/\(.+\)/.test(line)) found.push(path.join('').replaceAll(/:\w+/g, 'A'.repeat(64)).replace('*', 'x'))
  }
  return [...new Set(found)]
}

function flaws(url: string, { headers, statusCode }: LightMyRequestResponse): string[] {
  const wrong = Object.entries(WANTED).filter(([name, value]) => headers[name] !== value).map(([name]) => `${name}: ${String(headers[name])}`)
  if (statusCode >= 500) wrong.push(`answered ${statusCode}`)
  if (headers['access-control-allow-origin'] !== undefined) wrong.push('lets another origin read it')
  if (headers['x-powered-by'] !== undefined || headers['server'] !== undefined) wrong.push('says what it runs on')
  if (url.startsWith('/api') && !MAY_BE_KEPT.includes(url) && headers['cache-control'] !== 'no-store') wrong.push(`may be kept: ${String(headers['cache-control'])}`)
  if (/json|html|text/.test(String(headers['content-type'] ?? '')) && !/charset=utf-8/i.test(String(headers['content-type']))) wrong.push(`no charset: ${String(headers['content-type'])}`)
  return wrong
}
function cookieFlaws(isHttps: boolean, { headers }: LightMyRequestResponse): string[] {
  return [headers['set-cookie'] ?? []].flat().flatMap((cookie) => {
    const has = (flag: string): boolean => cookie.split('; ').includes(flag)
    const isRight = has('Path=/') && has('HttpOnly') && has(MAY_BE_LAX.test(cookie) ? 'SameSite=Lax' : 'SameSite=Strict') && !/Domain=/i.test(cookie) && (!isHttps || (has('Secure') && cookie.startsWith('__Host-')))
    return isRight ? [] : [`cookie ${cookie.replace(/=[^;]*/, '=…')}`]
  })
}

export const headers: Figure = {
  name: 'headers', rows: 'S10', inEveryRun: 1, campaign: 20,
  async measure(size) {
    const dist = mkdtempSync(join(tmpdir(), 'blue-report-dist-'))
    mkdirSync(join(dist, 'assets'))
    for (const file of ['index.html', 'sw.js', 'manifest.webmanifest', 'assets/index-Ab12Cd34.js']) writeFileSync(join(dist, file), '<!doctype html>the app')
    // A provider that is not there: its routes are, and answer that they could not reach it.
    const signOn = { name: 'Nobody’s', issuer: 'http://127.0.0.1:1', clientId: 'x', secret: 'x', prompt: 'login' } as const
    const server = await aServer({ dist, trustProxy: true, signOn })
    const broken: string[] = []
    let [answers, cookies] = [0, 0]
    const look = async (request: InjectOptions & { url: string }, isHttps: boolean): Promise<LightMyRequestResponse> => {
      const reply = await server.ask({ ...request, headers: { ...request.headers, 'x-forwarded-proto': isHttps ? 'https' : 'http' } })
      answers++
      cookies += [reply.headers['set-cookie'] ?? []].flat().length
      broken.push(...[...flaws(request.url, reply), ...cookieFlaws(isHttps, reply)].map((one) => `${request.method ?? ''} ${request.url} ${reply.statusCode}: ${one}`))
      return reply
    }
    try {
      await server.app.ready()
      const routes = [...routesOf(server.app.printRoutes({ commonPrefix: false })), '/', '/pupils/p1', '/sw.js', '/assets/index-Ab12Cd34.js', '/nothing.js', '/%zz', '/../../etc/passwd', '/api/none']
      for (const path of Object.values(PATHS)) if (!routes.some((one) => one.startsWith(path))) broken.push(`${path} was not walked`)
      for (let round = 0; round < size; round++)
        for (const isHttps of [false, true]) {
          const signIn = { username: 'lead', passphrase: PASSPHRASE, clientId: 'client-lead', tabletId: 'tablet-lead', ...(await phoneCode(server.store, SCHOOL, 'lead', server.clock.now)) }
          const { cookies: given } = await look({ method: 'POST', url: PATHS.session, payload: signIn }, isHttps)
          const cookie = given.map(({ name, value }) => `${name}=${value}`).join('; ')
          for (const url of routes)
            for (const method of VERBS) {
              // The one answer that never ends.
              if (url === PATHS.events && method === 'GET') continue
              const isSignOut = url === PATHS.session && method === 'DELETE'
              for (const by of isSignOut ? [''] : ['', cookie]) {
                await look({ method, url, headers: { cookie: by, accept: 'text/html' } }, isHttps)
                if (method !== 'GET' && method !== 'HEAD') await look({ method, url, payload: '{"broken', headers: { cookie: by, 'content-type': 'application/json' } }, isHttps)
              }
            }
          await look({ method: 'POST', url: PATHS.session, payload: 'x'.repeat(2_000_000), headers: { 'content-type': 'application/json' } }, isHttps)
          await look({ method: 'DELETE', url: PATHS.session, headers: { cookie } }, isHttps)
        }
      if (routes.length < 35 || cookies < 4 * size) broken.push(`too little was walked: ${routes.length} routes, ${cookies} cookies`)
      return { said: `${routes.length} routes, ${answers} answers, ${cookies} cookies`, broken: [...new Set(broken)] }
    } finally {
      await server.close()
      rmSync(dist, { recursive: true })
    }
  },
}
