import { get, request } from 'node:http'
import { expect, it } from 'vitest'
import { PATHS, type PushReply, type SignInReply } from '../../../src/domain/protocol.ts'
import { campaign } from '../../crash/campaign.ts'
import { PASSPHRASE, plantCrashSchool } from '../../crash/school.ts'
import { Servers } from '../../crash/servers.ts'
import { newSchema } from '../../support/testSchemas.ts'

it('three servers over one database, killed at random, lose nothing, double nothing and leave nothing by halves', async () => {
  const url = await newSchema()
  const { findings, broken, operations } = await campaign({ kills: 6, seed: 7, servers: 3, tablets: 6, loss: 0.1, url: () => url })
  expect(findings).toEqual({ lost: [], doubled: [], half: [] })
  expect(broken).toEqual([])
  expect(operations).toBeGreaterThan(50)
}, 120_000)

it('a change sent to one server is told on the open lines of the others', async () => {
  const url = await newSchema()
  await plantCrashSchool(url, 1)
  const servers = new Servers(() => url, 3)
  await servers.start()
  const heard = new Map<number, string>()
  try {
    const [first = 0, ...others] = servers.ports()
    const reader = await signIn(first, 'reader-tablet')
    for (const port of others) listenTo(port, reader.cookie, (said) => heard.set(port, (heard.get(port) ?? '') + said))
    await expect.poll(() => others.every((port) => heard.get(port)?.includes('retry')), { timeout: 10_000 }).toBe(true)
    const writer = await signIn(first, 'writer-tablet')
    const op = { n: 1, kind: 'add', t: 'dailyAction', id: 'a1', bucket: 'pupil:p0', f: { pupilId: 'p0', date: '2026-12-10', text: 'x' }, seen: 0, hlc: '0000000000000000', wall: 0, skew: null, sv: 1 }
    const pushed = (await post(first, PATHS.push, { v: 1, epoch: writer.epoch, clientId: 'writer-tablet', wall: 0, pending: 1, oldest: null, ops: [op] }, writer.cookie)).body as PushReply
    expect(pushed).toMatchObject({ lastN: 1 })
    await expect.poll(() => others.every((port) => heard.get(port)?.includes('event: poke')), { timeout: 10_000, interval: 10 }).toBe(true)
  } finally {
    await servers.stop()
  }
}, 60_000)

async function signIn(port: number, clientId: string): Promise<{ cookie: string; epoch: string }> {
  const { cookie, body } = await post(port, PATHS.session, { username: 'mentor0', passphrase: PASSPHRASE, clientId, tabletId: clientId })
  return { cookie, epoch: (body as SignInReply).epoch }
}

function listenTo(port: number, cookie: string, heard: (said: string) => void): void {
  const line = get({ port, host: '127.0.0.1', path: PATHS.events, headers: { cookie }, agent: false }, (reply) => reply.setEncoding('utf8').on('data', heard).on('error', () => undefined))
  line.on('error', () => undefined) // the server is killed at the end
}

function post(port: number, path: string, body: unknown, cookie = ''): Promise<{ cookie: string; body: unknown }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path, agent: false, headers: { 'content-type': 'application/json', 'x-blue-report': '1', cookie } }, (reply) => {
      let said = ''
      reply.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
      reply.on('end', () => resolve({ cookie: reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '', body: JSON.parse(said) }))
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}
