import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstAdmin } from '../../server/accounts/firstAdmin.ts'
import { listAccounts } from '../../server/accounts/manage.ts'
import { AccountActReply, AccountsReply, codeWords, type AccountAct } from '../../src/domain/people/accounts.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
let admin: WireTablet
beforeEach(async () => {
  server = await aServer()
  admin = await server.tablet('admin')
})
afterEach(() => server.close())

const CHOSEN = 'violet harbour seven stones'
const act = async (wanted: AccountAct, by = admin) => AccountActReply.parse((await by.post(PATHS.accounts, wanted)).json())
const list = async () => AccountsReply.parse((await server.ask({ method: 'GET', url: PATHS.accounts, headers: { cookie: admin.cookie } })).json()).accounts
const setUp = (username: string, code: string, passphrase = CHOSEN, tabletId = 'tablet-of-one') =>
  server.ask({ method: 'POST', url: PATHS.setUp, payload: { username, code, passphrase, clientId: tabletId, tabletId }, remoteAddress: '10.0.0.1' })
async function code(wanted: AccountAct): Promise<string> {
  const reply = await act(wanted)
  if (!('done' in reply) || reply.code === undefined) throw new Error('No code was given')
  return reply.code
}
const idOf = async (username: string): Promise<string> => (await list()).find((one) => one.username === username)?.id ?? ''

describe('a new person', () => {
  it('gets a code, chooses a passphrase in the app, and is in the staff list of every tablet', async () => {
    const given = await code({ act: 'create', username: 'NewHoy', name: 'Siân Ó Briain', role: 'head-of-year', year: 8 })
    expect((await list()).find((one) => one.username === 'newhoy')).toMatchObject({ state: 'invited', seenAt: null })
    expect((await server.signIn('newhoy', { passphrase: '' })).statusCode).toBe(400)
    expect((await setUp('newhoy', codeWords(given).toLowerCase())).json()).toMatchObject({ second: 'enrol' })
    expect((await server.signIn('newhoy', { passphrase: CHOSEN })).json()).toMatchObject({ account: { initials: 'SÓB', year: 8 } })
    const lead = await server.tablet('lead')
    await lead.pull()
    expect(lead.fields('staff', await idOf('newhoy'))).toMatchObject({ name: 'Siân Ó Briain', active: true })
  })
  it('can use the code once, within ten minutes, and only the last one', async () => {
    const first = await code({ act: 'create', username: 'new1', name: 'New One', role: 'mentor' })
    const second = await code({ act: 'code', id: await idOf('new1') })
    expect((await setUp('new1', first)).statusCode).toBe(401)
    server.clock.now += 10 * 60_000
    expect((await setUp('new1', second)).statusCode).toBe(401)
    // Ten minutes on, the administrator says who they are again.
    await server.store.db.updateTable('session').set({ stepped_at: server.clock.now }).where('account_id', '=', 'admin').execute()
    const third = await code({ act: 'code', id: await idOf('new1') })
    const both = await Promise.all([setUp('new1', third), setUp('new1', third, 'copper meadow lantern sky')])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
    expect((await setUp('new1', third)).statusCode).toBe(401)
  })
  it('is not let in by an empty passphrase, nor by the empty place where the passphrase will be', async () => {
    await code({ act: 'create', username: 'new1', name: 'New One', role: 'mentor' })
    for (const passphrase of [' ', 'nobody signs in with this']) expect((await server.signIn('new1', { passphrase })).statusCode).toBe(401)
  })
  it('is told what is wrong with a passphrase whether the code is right or not, so nothing is learnt of the code', async () => {
    const given = await code({ act: 'create', username: 'new1', name: 'New One', role: 'mentor' })
    const weak = [await setUp('new1', given, 'passwordpassword'), await setUp('new1', 'AAAAAAAA', 'passwordpassword'), await setUp('nobody', 'AAAAAAAA', 'passwordpassword')]
    expect(new Set(weak.map(({ body }) => body))).toEqual(new Set(['{"weak":"common"}']))
    const wrong = [await setUp('new1', 'AAAAAAAA'), await setUp('nobody', 'AAAAAAAA'), await setUp('mentor1', 'AAAAAAAA'), await server.signIn('nobody')]
    expect(new Set(wrong.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect((await setUp('new1', given)).statusCode).toBe(200)
  })
  it('meets the same brake on guessing as at the passphrase', async () => {
    await code({ act: 'create', username: 'new1', name: 'New One', role: 'mentor' })
    const all: number[] = []
    for (let guess = 0; guess < 11; guess++) all.push((await setUp('new1', `AAAAAAA${guess % 8}`)).statusCode)
    expect(all).toEqual([...Array<number>(10).fill(401), 429])
  })
  it('leaves no code and no passphrase behind that anybody could read', async () => {
    const given = await code({ act: 'create', username: 'new1', name: 'New One', role: 'mentor' })
    const kept = JSON.stringify(await server.store.db.selectFrom('set_up_code').selectAll().execute())
    expect(kept).toContain('$argon2id$')
    expect(kept).not.toContain(given)
  })
})

describe('whoever forgot the passphrase', () => {
  it('goes on with the earlier one until the new code is used, and is then signed out everywhere', async () => {
    const tablet = await server.tablet('mentor1')
    const given = await code({ act: 'code', id: 'mentor1' })
    expect((await server.signIn('mentor1')).statusCode).toBe(200)
    expect((await setUp('mentor1', given)).statusCode).toBe(200)
    expect((await tablet.post(PATHS.pull, {})).statusCode).toBe(401)
    expect((await server.signIn('mentor1')).statusCode).toBe(401)
    expect((await server.signIn('mentor1', { passphrase: CHOSEN })).statusCode).toBe(200)
  })
})

describe('another role', () => {
  it('changes what the person receives, and asks every tablet of theirs to sign in again', async () => {
    const hoy = await server.tablet('hoy9')
    await hoy.pull()
    expect(hoy.scope).toContain('pupil:p1')
    expect(await act({ act: 'role', id: 'hoy9', role: 'head-of-year', year: 8 })).toEqual({ done: true })
    expect((await hoy.post(PATHS.pull, {})).statusCode).toBe(401)
    const again = await server.tablet('hoy9')
    expect(again.account).toMatchObject({ role: 'head-of-year', year: 8 })
    await again.pull()
    expect(again.scope).toContain('pupil:p2')
    expect(again.scope).not.toContain('pupil:p1')
    expect(again.fields('staff', 'hoy9')).toMatchObject({ year: 8 })
  })
  it('takes back from the tablet what the new role may not see', async () => {
    const dht = await server.tablet('dht', 'the-same-tablet')
    await dht.pull()
    expect(dht.row('pupil', 'p1')).toBeDefined()
    await act({ act: 'role', id: 'dht', role: 'office' })
    const signedIn = await server.signIn('dht', { clientId: 'the-same-tablet' })
    dht.cookie = `sid=${signedIn.cookies[0]?.value ?? ''}`
    await dht.pull()
    expect(dht.row('pupil', 'p1')).toBeUndefined()
    expect(dht.row('deskPupil', 'p1')).toBeDefined()
  })
  it('is not given while pupils are in the person’s care, nor from or to an administrator, nor without a year', async () => {
    expect(await act({ act: 'role', id: 'mentor1', role: 'office' })).toEqual({ refused: 'has-pupils' })
    expect(await act({ act: 'role', id: 'mentor1', role: 'lead-mentor' })).toEqual({ done: true })
    expect(await act({ act: 'role', id: 'office', role: 'admin' })).toEqual({ refused: 'admin-apart' })
    expect(await act({ act: 'role', id: 'office', role: 'head-of-year' })).toEqual({ refused: 'year' })
    expect(await act({ act: 'role', id: 'office', role: 'mentor', year: 9 })).toEqual({ refused: 'year' })
  })
})

describe('an account that is closed', () => {
  it('is signed out at once, gets no code, and opens again with a code and without its earlier passphrase', async () => {
    const tablet = await server.tablet('mentor1')
    await act({ act: 'close', id: 'mentor1' })
    expect((await tablet.post(PATHS.pull, {})).json()).toEqual({ err: 'device', wipe: true })
    expect(await act({ act: 'code', id: 'mentor1' })).toEqual({ refused: 'closed' })
    const given = await code({ act: 'open', id: 'mentor1' })
    expect((await server.signIn('mentor1')).statusCode).toBe(401)
    expect((await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: tablet.refresh, clientId: tablet.clientId } })).statusCode).toBe(401)
    expect((await setUp('mentor1', given)).statusCode).toBe(200)
  })
  it('takes with it the code that was given out before', async () => {
    const given = await code({ act: 'code', id: 'mentor1' })
    await act({ act: 'close', id: 'mentor1' })
    expect((await setUp('mentor1', given)).statusCode).toBe(401)
  })
})

describe('the accounts', () => {
  it('are the administrator’s alone: everybody else is answered the same for what exists and what does not', async () => {
    for (const name of ['mentor1', 'lead', 'hoy9', 'dht', 'office']) {
      const tablet = await server.tablet(name)
      const answers = [
        await server.ask({ method: 'GET', url: PATHS.accounts, headers: { cookie: tablet.cookie } }),
        ...(await Promise.all(([{ act: 'close', id: 'mentor2' }, { act: 'close', id: 'nobody' }, { act: 'create', username: 'mentor1', name: 'X', role: 'mentor' }, { act: 'nonsense' }] as object[]).map((wanted) => tablet.post(PATHS.accounts, wanted)))),
      ]
      expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)), name).toEqual(new Set([`403 ${answers[0]?.body ?? ''}`]))
    }
    for (const method of ['GET', 'POST'] as const) expect((await server.ask({ method, url: PATHS.accounts })).statusCode).toBe(401)
    expect((await list()).every(({ state }) => state === 'in-use')).toBe(true)
  })
  it('show no secret to the administrator either', async () => {
    expect(JSON.stringify(await list())).not.toMatch(/argon2|hash/)
  })
  it('refuse what cannot be: a taken name, a bad name, oneself, nobody', async () => {
    const make = (more: object) => act({ act: 'create', username: 'x1', name: 'X', role: 'mentor', ...more })
    expect(await make({ username: 'Mentor1' })).toEqual({ refused: 'taken' })
    expect(await make({ username: 'no spaces' })).toEqual({ refused: 'username' })
    expect(await make({ name: ' ' })).toEqual({ refused: 'name' })
    expect(await make({ role: 'head-of-year' })).toEqual({ refused: 'year' })
    expect(await make({ role: 'head-of-year', year: 99 })).toEqual({ refused: 'year' })
    expect(await act({ act: 'close', id: 'admin' })).toEqual({ refused: 'own' })
    expect(await act({ act: 'role', id: 'admin', role: 'mentor' })).toEqual({ refused: 'own' })
    expect(await act({ act: 'close', id: 'nobody' })).toEqual({ refused: 'unknown' })
    expect((await admin.post(PATHS.accounts, { act: 'close', id: 'mentor1', school_id: 'other' })).statusCode).toBe(400)
  })
})

describe('the first start', () => {
  it('makes one administrator with a code, a new one at each start until it is used, and then never again', async () => {
    await server.store.db.deleteFrom('account_audience').execute()
    await server.store.db.deleteFrom('refresh_token').execute()
    await server.store.db.deleteFrom('session').execute()
    await server.store.db.deleteFrom('account').execute()
    const edge = { now: server.clock.now, random: (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes) }
    const first = await firstAdmin(server.store, SCHOOL, edge)
    const second = await firstAdmin(server.store, SCHOOL, edge)
    expect(await listAccounts(server.store, SCHOOL)).toMatchObject([{ username: 'admin', role: 'admin', hash: '' }])
    expect((await setUp('admin', first?.code ?? '')).statusCode).toBe(401)
    expect((await setUp('admin', second?.code ?? '')).json()).toMatchObject({ second: 'enrol' })
    expect(await firstAdmin(server.store, SCHOOL, edge)).toBeUndefined()
  })
  it('makes nobody where there are accounts', async () => {
    expect(await firstAdmin(server.store, SCHOOL, { now: 0, random: () => undefined })).toBeUndefined()
  })
})
