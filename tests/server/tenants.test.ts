/** Two schools at one server, as alike as can be: the same names, the same ids, the same pupils' ids. Only the host differs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { buildApp } from '../../server/app.ts'
import { plantSchool } from '../../server/seed.ts'
import type { Store } from '../../server/store.ts'
import { blobPath } from '../../src/domain/sync/blob.ts'
import { PATHS, PERSON_HEADER, type DevicesReply, type Health, type PullReply, type PushReply, type SignInReply } from '../../src/domain/protocol.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aMentee, PASSPHRASE, STAFF } from '../support/aServer.ts'
import { storeUnderTest } from '../support/storeUnderTest.ts'

const NOW = Date.UTC(2026, 11, 10, 8, 28)
const hash = hashPassphrase(PASSPHRASE)
const note = (id: string, text: string) => ({ n: 1, kind: 'add', t: 'note', id, bucket: 'pupil:p1', f: { pupilId: 'p1', type: 'staff', text, occurredAt: 1, enteredAt: 2, raise: false }, seen: 0, hlc: '0000000000000000', wall: NOW, skew: 0, sv: 1 })

type Tablet = SignInReply & { cookie: string }
let folder: string
let store: Store
let app: FastifyInstance
const serve = (requestsPerMinute = 1_000_000): Promise<FastifyInstance> => buildApp({ store, schoolId: { below: 'trust.example' }, now: () => NOW, random: (bytes) => void crypto.getRandomValues(bytes), requestsPerMinute })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-tenants-'))
  store = await storeUnderTest(folder)
  const accounts = await Promise.all(STAFF.map(async (one) => ({ ...one, passphraseHash: await hash })))
  for (const schoolId of ['north', 'south']) await plantSchool(store, { schoolId, name: `School ${schoolId}`, accounts, rows: [...aMentee('p1', 9, 'mentor1'), ...aMentee(`of-${schoolId}`, 9, 'mentor1')] })
  app = await serve()
})
afterEach(async () => {
  await app.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

const ask = (school: string, { headers, ...rest }: InjectOptions): Promise<LightMyRequestResponse> => app.inject({ ...rest, headers: { host: `${school}.trust.example`, 'x-blue-report': '1', ...headers } })
const post = (school: string, url: string, payload: object, cookie = ''): Promise<LightMyRequestResponse> => ask(school, { method: 'POST', url, payload, headers: { cookie } })
const signIn = async (school: string, username = 'mentor1', passphrase = PASSPHRASE) => post(school, PATHS.session, { username, passphrase, clientId: 'client-one', tabletId: 'tablet-one', ...(await phoneCode(store, school, username, NOW)) })
async function tabletOf(school: string, username = 'mentor1'): Promise<Tablet> {
  const reply = await signIn(school, username)
  return { ...reply.json<SignInReply>(), cookie: `sid=${reply.cookies[0]?.value ?? ''}` }
}
const pushed = async (school: string, { epoch, cookie }: Tablet, ...ops: object[]): Promise<PushReply> =>
  (await post(school, PATHS.push, { v: 1, epoch, clientId: 'client-one', wall: NOW, pending: 0, oldest: null, ops }, cookie)).json<PushReply>()
const pulled = async (school: string, { epoch, cookie }: Tablet): Promise<string> =>
  (await post(school, PATHS.pull, { v: 1, epoch, clientId: 'client-one', cursor: { seq: 0 }, sv: 1, limit: 500, pending: 0, oldest: null, wall: NOW }, cookie)).body

/** Everything the server keeps of a school, word for word. */
async function everythingOf(school: string): Promise<string> {
  const tables = ['account', 'session', 'refresh_token', 'sign_in_attempt', 'known_tablet', 'row', 'op', 'field_history', 'parked', 'handin', 'sync_client', 'bucket_grant', 'account_audience', 'feedback_link', 'feedback_key', 'photo_part', 'set_up_code', 'sign_on_link', 'sign_on', 'passkey', 'passkey_question', 'second_factor', 'recovery_code', 'tablet', 'tablet_code', 'glass', 'audit', 'audit_head'] as const
  const rows = await Promise.all(tables.map((table) => store.db.selectFrom(table).selectAll().where('school_id', '=', school).execute()))
  return JSON.stringify([await store.db.selectFrom('school').selectAll().where('id', '=', school).execute(), ...rows.map((some) => some.map((row) => JSON.stringify(row)).sort())])
}

describe('a session of one school', () => {
  it('gets nothing of another through any address there is, and changes nothing there', async () => {
    const north = await tabletOf('north', 'lead')
    const before = await everythingOf('south')
    const asOf = (url: string): InjectOptions => ({ method: 'POST', url, headers: { cookie: north.cookie, [PERSON_HEADER]: north.account.id } })
    const whole = { v: 1, epoch: north.epoch, clientId: 'client-one', wall: NOW, pending: 0, oldest: null }
    const asked: Record<keyof typeof PATHS, InjectOptions[]> = {
      health: [],
      session: [{ ...asOf(PATHS.session), method: 'DELETE' }],
      refresh: [{ ...asOf(PATHS.refresh), payload: { refresh: north.refresh, clientId: 'client-one' } }],
      openings: [{ ...asOf(PATHS.openings), payload: { openings: [{ ref: 'reference-1', act: 'file-opened', pupilId: 'p1', at: NOW }] } }],
      openingsOf: [{ ...asOf(PATHS.openingsOf), payload: { pupilId: 'of-south' } }],
      exports: [{ ...asOf(PATHS.exports), payload: { what: 'impact', at: NOW, ref: 'reference-1' } }],
      retention: [{ ...asOf(PATHS.retention), payload: { act: 'erase', pupilId: 'of-south', due: '2026-12-01' } }],
      pupilFile: [{ ...asOf(PATHS.pupilFile), payload: { pupilId: 'of-south', reason: 'leaver' } }],
      glass: [{ ...asOf(PATHS.glass), payload: { act: 'break', pupil: 'Pupil of-south Example', why: 'It is an emergency.' } }],
      // No session is asked there; accounts.test.ts has it.
      setUp: [],
      accounts: [{ ...asOf(PATHS.accounts), method: 'GET' }, { ...asOf(PATHS.accounts), payload: { act: 'close', id: 'mentor1' } }],
      push: [{ ...asOf(PATHS.push), payload: { ...whole, ops: [note('n1', 'of the north')] } }],
      pull: [{ ...asOf(PATHS.pull), payload: { ...whole, cursor: { seq: 0 }, sv: 1, limit: 500 } }],
      handin: [{ ...asOf(PATHS.handin), payload: { any: 'thing' } }],
      handedIn: [{ ...asOf(PATHS.handedIn), method: 'GET' }, { ...asOf(PATHS.handedIn), payload: { act: 'put-away', id: 'one', why: 'x' } }],
      handedInWaiting: [{ ...asOf(PATHS.handedInWaiting), method: 'GET' }],
      events: [{ ...asOf(PATHS.events), method: 'GET' }],
      devices: [{ ...asOf(PATHS.devices), method: 'GET' }],
      received: [{ ...asOf(PATHS.received), payload: { stamps: ['client-one:1'] } }],
      blob: (['HEAD', 'GET', 'PUT'] as const).map((method) => ({ ...asOf(blobPath('0'.repeat(64), 'photo-1', 0)), method, ...(method === 'PUT' ? { payload: Buffer.alloc(4), headers: { ...asOf('').headers, 'content-type': 'application/octet-stream' } } : {}) })),
      feedbackLinks: [{ ...asOf(PATHS.feedbackLinks), payload: { requestId: 'q1' } }],
      tablets: [{ ...asOf(PATHS.tablets), payload: { act: 'code', name: 'Reception', place: '' } }],
      stepUp: [{ ...asOf(PATHS.stepUp), payload: { passphrase: 'harbour lantern copper meadow' } }],
      passphrase: [{ ...asOf(PATHS.passphrase), payload: { passphrase: 'harbour lantern copper meadow', fresh: 'violet harbour seven stones' } }],
      // No session is asked there; tablets.test.ts has it.
      join: [],
      passkeys: [{ ...asOf(PATHS.passkeys), payload: { act: 'list' } }],
      // The tablet speaks for itself there; tablets.test.ts and parcels.test.ts have it.
      standing: [], parcels: [],
      recovery: [{ ...asOf(PATHS.recovery), payload: { act: 'look', vaultId: '6f1b2f0e-3a53-4a9e-8f57-0a6f0c1d2e3f' } }],
      recoveries: [{ ...asOf(PATHS.recoveries), method: 'GET' }, { ...asOf(PATHS.recoveries), payload: { act: 'approve', id: 'one' } }],
      parcelKey: [{ ...asOf(PATHS.parcelKey), payload: { key: 'A'.repeat(87) } }],
      // No session is asked there; signOn.test.ts has them.
      signOn: [], signedOn: [], finishSignOn: [],
      // No session is asked there; feedback.test.ts has it.
      answer: [],
    }
    for (const request of Object.values(asked).flat()) {
      const reply = await ask('south', request)
      expect([request.url, reply.statusCode]).toEqual([request.url, 401])
      expect(reply.body).not.toContain('south')
    }
    expect(await everythingOf('south')).toBe(before)
    // It was good all the while, where it belongs.
    expect(await pulled('north', north)).toContain('of-north')
  })

  it('reads its own school alone, though names, ids and tablets are the same', async () => {
    const [north, south] = [await tabletOf('north'), await tabletOf('south')]
    expect(await pushed('north', north, note('n1', 'said in the north'))).toMatchObject({ lastN: 1, results: [{ r: 'applied' }] })
    const [inNorth, inSouth] = [await pulled('north', north), await pulled('south', south)]
    expect([inNorth.includes('said in the north'), inNorth.includes('of-north'), inNorth.includes('of-south')]).toEqual([true, true, false])
    expect([inSouth.includes('said in the north'), inSouth.includes('of-north'), inSouth.includes('of-south')]).toEqual([false, false, true])
    expect(JSON.parse(inSouth) as PullReply).toMatchObject({ lastN: 0 })
    // The same number of the same tablet's name is no second telling here.
    expect(await pushed('south', south, note('n1', 'said in the south'))).toMatchObject({ lastN: 1, results: [{ r: 'applied' }] })
    expect(await pulled('north', north)).not.toContain('said in the south')
  })

  it('writes nothing about another school’s pupil', async () => {
    const north = await tabletOf('north')
    const before = await everythingOf('south')
    expect(await pushed('north', north, { ...note('n1', 'x'), bucket: 'pupil:of-south', f: { pupilId: 'of-south', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } })).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
    expect(await everythingOf('south')).toBe(before)
  })

  it('sees its own school’s tablets', async () => {
    for (const school of ['north', 'south']) await pulled(school, await tabletOf(school))
    const devices = await ask('north', { method: 'GET', url: PATHS.devices, headers: { cookie: (await tabletOf('north', 'lead')).cookie } })
    expect(devices.json<DevicesReply>().devices).toHaveLength(1)
  })

  it('is told when there is something new in its own school, and not in the other', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const lines = await Promise.all(['north', 'south'].map(async (school) => {
      const { cookie } = await tabletOf(school, 'lead')
      const heard = { school, pokes: 0, close: (): void => undefined }
      await new Promise<void>((resolve) => {
        const line = get({ port: (app.server.address() as AddressInfo).port, host: '127.0.0.1', path: PATHS.events, headers: { host: `${school}.trust.example`, cookie } }, (reply) => {
          reply.setEncoding('utf8').on('data', (said: string) => {
            heard.pokes += said.split('event: poke').length - 1
            resolve()
          })
        })
        heard.close = () => void line.destroy()
      })
      return heard
    }))
    await pushed('north', await tabletOf('north'), note('n1', 'new in the north'))
    for (let tries = 0; tries < 100 && lines[0]?.pokes === 0; tries++) await wait(20)
    await wait(100)
    expect(lines.map(({ school, pokes }) => [school, pokes])).toEqual([['north', 1], ['south', 0]])
    for (const { close } of lines) close()
  })
})

describe('a server of many schools', () => {
  it('says which school it is at each name, and is nothing at a name that is no school’s', async () => {
    for (const school of ['north', 'south']) expect((await ask(school, { method: 'GET', url: PATHS.health })).json<Health>().schoolName).toBe(`School ${school}`)
    const before = [await everythingOf('north'), await everythingOf('south')]
    for (const host of ['west.trust.example', 'trust.example', 'north.elsewhere.example', 'x.north.trust.example', 'north', '.trust.example', '%00.trust.example', '127.0.0.1:8045']) {
      expect((await app.inject({ method: 'GET', url: PATHS.health, headers: { host } })).statusCode, host).toBe(404)
      expect((await app.inject({ method: 'POST', url: PATHS.session, headers: { host, 'x-blue-report': '1' }, payload: { username: 'mentor1', passphrase: PASSPHRASE, clientId: 'client-one', tabletId: 'tablet-one' } })).statusCode, host).toBe(404)
    }
    expect([await everythingOf('north'), await everythingOf('south')]).toEqual(before)
  })
  it('knows a school by its name in any case, and one that was added after it started', async () => {
    expect((await ask('NORTH', { method: 'GET', url: PATHS.health })).statusCode).toBe(200)
    expect((await ask('west', { method: 'GET', url: PATHS.health })).statusCode).toBe(404)
    await plantSchool(store, { schoolId: 'west', name: 'School west', accounts: [], rows: [] })
    expect((await ask('west', { method: 'GET', url: PATHS.health })).statusCode).toBe(200)
  })
  it('locks nobody out of one school for guesses at another', async () => {
    for (let tries = 0; tries < 11; tries++) await signIn('north', 'mentor1', 'a wrong passphrase, again')
    expect((await signIn('north')).statusCode).toBe(429)
    expect((await signIn('south')).statusCode).toBe(200)
  })
  it('slows one school’s flood, and nobody else’s work; made-up names share one brake', async () => {
    await app.close()
    app = await serve(5)
    const asked = async (school: string): Promise<number> => (await ask(school, { method: 'GET', url: PATHS.health })).statusCode
    const first = await Promise.all([asked('north'), asked('south')])
    expect(first).toEqual([200, 200])
    const flood = []
    for (let tries = 0; tries < 8; tries++) flood.push(await asked('north'))
    expect(flood.at(-1)).toBe(429)
    expect(await asked('south')).toBe(200)
    const madeUp = []
    for (let tries = 0; tries < 8; tries++) madeUp.push(await asked(`school-${tries}`))
    expect(madeUp.at(-1)).toBe(429)
  })
})

it('A school alone is served at whatever name it is asked by', async () => {
  const alone = await buildApp({ store, schoolId: 'north', now: () => NOW, random: (bytes) => void crypto.getRandomValues(bytes) })
  for (const host of ['reports.school.example', 'south.trust.example', 'localhost:8045']) expect((await alone.inject({ method: 'GET', url: PATHS.health, headers: { host } })).json<Health>().schoolName).toBe('School north')
  await alone.close()
})
