import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Health, NEXT_HEADER, PullReply, type Cursor, PATHS } from '../../src/domain/protocol.ts'
import { PUSH_BYTES } from '../../server/sync/routes.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
const lines: string[] = []
const dist = mkdtempSync(join(tmpdir(), 'blue-report-dist-'))
beforeAll(async () => {
  mkdirSync(join(dist, 'assets'))
  for (const file of ['index.html', 'sw.js', 'manifest.webmanifest', 'assets/index-Ab12Cd34.js']) writeFileSync(join(dist, file), `<!doctype html>${'the app '.repeat(400)}`)
  server = await aServer({ dist, log: { write: (line) => void lines.push(line) }, version: '1.2.3' })
})
afterAll(async () => {
  await server.close()
  rmSync(dist, { recursive: true })
})

const page = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }

describe('every response', () => {
  it.each([
    ['GET', '/'], ['GET', '/pupils/p1'], ['GET', '/sw.js'], ['GET', '/assets/index-Ab12Cd34.js'], ['GET', '/nothing.js'], ['GET', '/%zz'], ['GET', '/../../etc/passwd'], ['GET', PATHS.health],
    ['GET', PATHS.events], ['POST', PATHS.session], ['POST', PATHS.refresh], ['DELETE', PATHS.session], ['POST', PATHS.push], ['POST', PATHS.pull], ['POST', PATHS.handin], ['GET', '/api/none'], ['PUT', '/api/none'],
  ] as const)('%s %s carries the security headers', async (method, url) => {
    const { headers, statusCode } = await server.ask({ method, url })
    expect(statusCode).toBeLessThan(500)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' blob:;font-src 'self';connect-src 'self';worker-src 'self';manifest-src 'self';" +
        "frame-src blob:;base-uri 'none';form-action 'self';object-src 'none';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types vue app-sw",
    )
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    })
    if (url.startsWith('/api')) {
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['content-type'] ?? 'charset=utf-8').toContain('charset=utf-8')
    }
  })
})

describe('a change', () => {
  const signIn = (headers: Record<string, string>) => server.app.inject({ method: 'POST', url: PATHS.refresh, payload: { refresh: 'x', clientId: 'client-x1' }, headers })
  it('is taken from our own pages and from programs that say they mean us', async () => {
    for (const headers of [{}, { 'sec-fetch-site': 'same-origin', origin: 'https://elsewhere.example' }, { origin: 'http://localhost:80' }])
      expect((await signIn({ 'x-blue-report': '1', ...headers })).statusCode).toBe(401)
  })
  it('is not taken from anywhere else', async () => {
    for (const headers of [{ origin: 'http://localhost:80' }, { 'x-blue-report': '1', 'sec-fetch-site': 'cross-site' }, { 'x-blue-report': '1', 'sec-fetch-site': 'same-site' }, { 'x-blue-report': '1', origin: 'https://evil.example' }, { 'x-blue-report': '1', origin: 'null' }]) {
      const reply = await signIn(headers)
      expect(reply.statusCode).toBe(403)
      expect(reply.json()).toMatchObject({ error: 'refused' })
    }
  })
  it('is JSON or nothing', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await server.ask({ method: 'POST', url: PATHS.session, payload: 'a=1', headers: { 'content-type': type } })).statusCode).toBe(400)
  })
})

describe('the app’s files', () => {
  it('are kept for good when their name holds their hash, and asked for afresh when not', async () => {
    expect((await server.ask({ url: '/assets/index-Ab12Cd34.js' })).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const url of ['/', '/index.html', '/sw.js', '/manifest.webmanifest']) expect((await server.ask({ url })).headers['cache-control']).toBe('no-cache')
  })
  it('answer every page address of the app, and no missing file', async () => {
    expect((await server.ask({ url: '/pupils/p1', headers: page })).body).toContain('the app')
    expect((await server.ask({ url: '/pupils/p1', headers: page })).headers['cache-control']).toBe('no-cache')
    expect((await server.ask({ url: '/old-1234.js', headers: page })).statusCode).toBe(404)
    expect((await server.ask({ url: '/api/none', headers: page })).statusCode).toBe(404)
    expect((await server.ask({ url: '/pupils/p1' })).statusCode).toBe(404)
  })
  it('travel compressed', async () => {
    for (const encoding of ['br', 'gzip']) expect((await server.ask({ url: '/sw.js', headers: { 'accept-encoding': encoding } })).headers['content-encoding']).toBe(encoding)
  })
  it('are sent as the build has compressed them, under the name and the type of the whole file', async () => {
    const small = brotliCompressSync('a small app')
    writeFileSync(join(dist, 'assets/small-Ab12Cd34.js'), 'a small app')
    writeFileSync(join(dist, 'assets/small-Ab12Cd34.js.br'), small)
    const { headers, rawPayload } = await server.ask({ url: '/assets/small-Ab12Cd34.js', headers: { 'accept-encoding': 'gzip, br' } })
    expect(rawPayload).toEqual(small)
    const plain = await server.ask({ url: '/assets/small-Ab12Cd34.js', headers: { 'accept-encoding': 'identity' } })
    expect([plain.body, plain.headers['content-encoding']]).toEqual(['a small app', undefined])
    expect([headers['content-encoding'], headers['content-type'], headers['cache-control'], headers['vary']]).toEqual(['br', plain.headers['content-type'], 'public, max-age=31536000, immutable', 'accept-encoding'])
  })
  it('and what a tablet pulls by the quickest way that its browser has', async () => {
    const { cookie, clientId } = await server.tablet('lead')
    const { epoch } = await server.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    const payload = { v: 1, epoch, clientId, cursor: { seq: 0 }, sv: 1, limit: 500, pending: 0, oldest: null, wall: 0 }
    const pulled = (accepted: string) => server.ask({ method: 'POST', url: PATHS.pull, payload, headers: { cookie, 'accept-encoding': accepted } })
    const whole = await pulled('identity')
    const [zstd, br] = [await pulled('gzip, deflate, br, zstd'), await pulled('gzip, deflate, br')]
    expect([zstd, br].map((one) => one.headers['content-encoding'])).toEqual(['zstd', 'br'])
    for (const text of [zstdDecompressSync(zstd.rawPayload), brotliDecompressSync(br.rawPayload)]) expect(JSON.parse(text.toString())).toEqual(whole.json())
  })
  it('with a header that says where the next page begins, until the last', async () => {
    const { cookie, clientId } = await server.tablet('lead')
    const { epoch } = await server.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()
    const said: unknown[] = []
    for (let cursor: Cursor | undefined = { seq: 0 }; cursor;) {
      const { headers, json } = await server.ask({ method: 'POST', url: PATHS.pull, payload: { v: 1, epoch, clientId, cursor, sv: 1, limit: 4, pending: 0, oldest: null, wall: 0 }, headers: { cookie } })
      const page = PullReply.parse(json())
      if (!('puts' in page)) throw new Error('A page was asked for')
      const told = headers[NEXT_HEADER] === undefined ? undefined : (JSON.parse(String(headers[NEXT_HEADER])) as Cursor)
      expect(told).toEqual(page.more ? page.cursor : undefined)
      said.push(told)
      cursor = told
    }
    expect(said.length).toBeGreaterThan(2)
  })
})

it('says that it is Blue Report, of which school, and is no demo', async () => {
  const health = Health.parse((await server.ask({ url: PATHS.health })).json())
  expect(health).toMatchObject({ app: 'blue-report', version: '1.2.3', schoolName: 'Test School', demo: null })
})

it('logs ids, codes and times, and nothing a person wrote', async () => {
  lines.length = 0
  await server.signIn('canary-name', { passphrase: 'canary-passphrase-1' })
  const one = await server.tablet('mentor1')
  const note = { t: 'note' as const, id: 'n1', f: { pupilId: 'p1', type: 'staff', text: 'canary-note', occurredAt: 1, enteredAt: 2, raise: false } }
  await one.push(one.op(note), { n: 9, canary: 'canary-note' })
  await server.ask({ url: '/api/canary-path?canary=1' })
  // A broken database is the worst time to be talkative.
  await server.store.db.schema.alterTable('handin').renameTo('canary_away').execute()
  const broken = await one.post(PATHS.handin, { text: 'canary-note' })
  expect(broken.statusCode).toBe(500)
  expect(broken.json()).toEqual({ error: 'server', message: expect.any(String) as string })
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.join('')).toContain('"status":500')
  expect(lines.join('').replaceAll('canary_away', '')).not.toContain('canary')
  expect(lines.join('')).not.toContain('127.0.0.1')
  await server.store.db.schema.alterTable('canary_away').renameTo('handin').execute()
})

describe('the open line', () => {
  const open = async (cookie: string) => {
    const response = await server.app.inject({ url: PATHS.events, headers: { cookie, 'accept-encoding': 'br' }, payloadAsStream: true })
    const heard: string[] = []
    const stream = response.stream().on('data', (chunk: Buffer) => void heard.push(chunk.toString()))
    return { response, heard, stop: () => stream.destroy() }
  }
  it('says that there is something new to those who may read it, and to nobody else', async () => {
    const [one, two, admin] = [await server.tablet('mentor1'), await server.tablet('mentor2'), await server.tablet('admin')]
    const lines = [await open(one.cookie), await open(two.cookie), await open(admin.cookie)]
    expect(lines[0]?.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'content-security-policy': expect.any(String) as string })
    expect(lines[0]?.response.headers).not.toHaveProperty('content-encoding')
    const lead = await server.tablet('lead')
    await lead.push(lead.op({ t: 'note', id: 'n-poke', f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } }))
    await expect.poll(() => lines[0]?.heard.join('')).toContain('event: poke\ndata: {}\n\n')
    expect(lines[1]?.heard.join('')).not.toContain('poke')
    expect(lines[2]?.heard.join('')).not.toContain('poke')
    for (const line of lines) line.stop()
  })
  it('does not call back the tablet that made the change', async () => {
    const one = await server.tablet('mentor1')
    const line = await open(one.cookie)
    await one.push(one.op({ t: 'note', id: 'n-own', f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } }))
    expect(line.heard.join('')).not.toContain('poke')
    line.stop()
  })
})

describe('a compressed request', () => {
  const packed = (one: WireTablet, body: Buffer, encoding = 'gzip') =>
    server.ask({ method: 'POST', url: PATHS.push, payload: body, headers: { cookie: one.cookie, 'content-type': 'application/json', 'content-encoding': encoding } })
  const push = (one: WireTablet, ...ops: unknown[]) => ({ v: 1, epoch: one.epoch, clientId: one.clientId, wall: 0, pending: ops.length, oldest: null, ops })
  it('is read like any other', async () => {
    const one = await server.tablet('mentor1')
    const reply = await packed(one, gzipSync(JSON.stringify(push(one, one.op({ t: 'note', id: 'n-packed', f: { pupilId: 'p1', type: 'staff', text: 'x'.repeat(9000), occurredAt: 1, enteredAt: 2, raise: false } })))))
    expect(reply.json()).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'applied' }] })
  })
  it('is refused when it is broken, unknown, or swells beyond what any tablet sends', async () => {
    const one = await server.tablet('mentor1')
    expect((await packed(one, Buffer.from('no gzip at all'))).statusCode).toBe(400)
    expect((await packed(one, gzipSync(JSON.stringify(push(one))).subarray(0, 20))).statusCode).toBe(400)
    expect((await packed(one, Buffer.from('x'), 'zstd-of-old')).statusCode).toBe(400)
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
    expect(bomb.length).toBeLessThan(PUSH_BYTES)
    expect((await packed(one, bomb)).statusCode).toBe(413)
  })
})
