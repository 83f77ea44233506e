// @vitest-environment node
/** What a school's network makes of an answer on its way: each time the tablet must know that it has not been answered. */
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handInText, httpNet } from '../../src/sync/http.ts'

const whole = JSON.stringify({ epoch: 'e', lastN: 1, serverWall: 1, results: [{ n: 1, r: 'applied' }] })
const http = (status: string, type: string, body: string, length = Buffer.byteLength(body), more = ''): string => `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n${more}connection: close\r\n\r\n${body}`
const page = '<!doctype html><title>Wi-Fi</title><form>Accept the terms</form>'
const request = { v: 1 as const, epoch: 'e', clientId: 'client-one', wall: 0, pending: 1, oldest: null, ops: [] }

let server: Server
let sockets: Set<Socket>
let answer: (socket: Socket) => void
const renewed: (string | null)[] = []
const net = () => httpNet({ person: 'mentor1', refresh: () => 'token', tabletId: 'tablet-one', renewed: async (token) => void renewed.push(token), sign: async () => undefined })

beforeEach(async () => {
  renewed.length = 0
  sockets = new Set()
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('data', () => answer(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init))
  vi.stubGlobal('document', { visibilityState: 'visible' })
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(800))
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const says = (text: string) => (socket: Socket): void => void socket.end(text)
const drips = (socket: Socket): void => {
  socket.write(http('200 OK', 'application/json', '', whole.length))
  const drip = setInterval(() => socket.write(' '), 20)
  socket.on('close', () => clearInterval(drip))
}

describe('an answer that is harmed on its way', () => {
  it.each([
    ['its bytes end in the middle', says(http('200 OK', 'application/json', whole.slice(0, 20), whole.length)), { fail: 'unreachable' }],
    ['it is cut, and its length made to fit', says(http('200 OK', 'application/json', whole.slice(0, 20))), { fail: 'unreachable' }],
    ['a school filter answers instead, with 502 and a page', says(http('502 Bad Gateway', 'text/html', page)), { fail: 'unreachable' }],
    ['behind a proxy nobody is there, and it says when to come again', says(http('503 Service Unavailable', 'text/html', page, undefined, 'retry-after: 9\r\n')), { fail: 'unreachable', retryAfter: 9 }],
    ['a captive portal answers instead, with 200 and its page', says(http('200 OK', 'text/html', page)), { fail: 'not-ours' }],
    ['a captive portal calls its page JSON', says(http('200 OK', 'application/json', page)), { fail: 'unreachable' }],
    ['somebody else’s JSON comes', says(http('200 OK', 'application/json', '{"login":"required"}')), { fail: 'not-ours' }],
    ['a captive portal sends it elsewhere', says(http('302 Found', 'text/html', '', 0, 'location: https://wifi.example/\r\n')), { fail: 'unreachable' }],
    ['a proxy finds it too large', says(http('413 Payload Too Large', 'text/html', page)), { fail: 'too-large' }],
    ['a proxy asks for patience', says(http('503 Service Unavailable', 'application/json', '{"error":"server","message":""}', undefined, 'retry-after: 7\r\n')), { fail: 'busy', retryAfter: 7 }],
    ['it comes drop by drop and never ends', drips, { fail: 'unreachable', slow: true }],
    ['nobody ever answers', () => undefined, { fail: 'unreachable', slow: true }],
    ['the line is reset', (socket: Socket) => void socket.resetAndDestroy(), { fail: 'unreachable' }],
    ['it is no HTTP at all', says('SSH-2.0-OpenSSH_9.2\r\n'), { fail: 'unreachable' }],
  ])('is no answer: %s', async (_, how, failure) => {
    answer = how
    expect(await net().push(request)).toEqual(failure)
    // Nobody but our own server can sign a tablet out.
    expect(renewed).toEqual([])
  })
  it('is no receipt for what was handed in, unless the server’s own', async () => {
    const op = { n: 1 } as never
    for (const [how, stored] of [
      [http('200 OK', 'application/json', '{"login":"required"}'), { fail: 'not-ours' }],
      [http('204 No Content', 'text/html', ''), { fail: 'not-ours' }],
      [http('204 No Content', 'text/html', '', 0, 'x-blue-report: 1\r\n'), 'stored'],
    ] as const) {
      answer = says(how)
      expect([await net().handIn('client-one', op), await handInText('mentor1', '{}')]).toEqual([stored, stored])
    }
  })
  it('is believed when it is whole', async () => {
    answer = says(http('200 OK', 'application/json', whole))
    expect(await net().push(request)).toEqual(JSON.parse(whole))
  })
})
