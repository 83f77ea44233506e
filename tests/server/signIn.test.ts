import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { closeAccount, listAccounts } from '../../server/accounts/manage.ts'
import { aServer, SCHOOL, type AServer } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const wrong = { passphrase: 'not the passphrase at all' }
const statuses = async (times: number, username: string, more: Parameters<AServer['signIn']>[1]): Promise<number[]> => {
  const all: number[] = []
  for (let time = 0; time < times; time++) all.push((await server.signIn(username, more)).statusCode)
  return all
}

describe('signing in', () => {
  it('tells the tablet who it is, its epoch and its lease', async () => {
    const reply = await server.signIn(' HOY9 ')
    expect(reply.json()).toMatchObject({ account: { id: 'hoy9', username: 'hoy9', role: 'head-of-year', year: 9 }, serverWall: server.clock.now })
    expect(reply.headers['cache-control']).toBe('no-store')
  })
  it('fails in one way only: wrong, unknown or disabled', async () => {
    await closeAccount(server.store, SCHOOL, 'mentor2', { now: server.clock.now, by: COMMAND })
    const replies = [await server.signIn('mentor1', wrong), await server.signIn('nobody', wrong), await server.signIn('mentor2'), await server.signIn("' or 1=1 --"), await server.signIn('a\0b')]
    for (const reply of replies) {
      expect(reply.statusCode).toBe(401)
      expect(reply.body).toBe(replies[0]?.body)
      expect(Object.keys(reply.headers).filter((name) => name !== 'date').sort()).toEqual(Object.keys(replies[0]?.headers ?? {}).filter((name) => name !== 'date').sort())
      expect(reply.cookies).toEqual([])
    }
  })
  it('keeps passphrases as Argon2id with 19 MiB', async () => {
    const accounts = await listAccounts(server.store, SCHOOL)
    expect(accounts[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('guessing', () => {
  it('is stopped after ten tries in five minutes for one account and address', async () => {
    expect(await statuses(11, 'mentor1', wrong)).toEqual([...Array<number>(10).fill(401), 429])
    const reply = await server.signIn('mentor1')
    expect(reply.json()).toMatchObject({ error: 'too-many' })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    server.clock.now += 5 * 60_000 + 1
    expect((await server.signIn('mentor1')).statusCode).toBe(200)
  })
  it('does not slip through all at once', async () => {
    const all = await Promise.all(Array.from({ length: 25 }, () => server.signIn('mentor1', wrong)))
    expect(all.filter((reply) => reply.statusCode === 401)).toHaveLength(10)
  })
  it('is stopped after thirty tries from one address, whoever is tried', async () => {
    const all: number[] = []
    for (let guess = 0; guess < 31; guess++) all.push((await server.signIn(`name${guess}`, wrong)).statusCode)
    expect(all.filter((status) => status === 429)).toHaveLength(1)
    expect((await server.signIn('mentor1', { address: '10.0.0.2' })).statusCode).toBe(200)
  })
  it('by a stranger does not lock out a tablet that has signed in before', async () => {
    const mine = { tabletId: 'my-own-tablet', address: '10.0.0.1' }
    expect((await server.signIn('mentor1', mine)).statusCode).toBe(200)
    await statuses(35, 'mentor1', { ...wrong, tabletId: 'a-strange-tablet' })
    expect((await server.signIn('mentor1', mine)).statusCode).toBe(200)
    expect(await statuses(11, 'mentor1', { ...mine, ...wrong })).toEqual([...Array<number>(10).fill(401), 429])
  })
  it('does not hinder a staff room signing in together', async () => {
    const all: number[] = []
    for (let tablet = 0; tablet < 40; tablet++) all.push((await server.signIn('mentor1', { tabletId: `tablet-${tablet}-x` })).statusCode)
    expect(new Set(all)).toEqual(new Set([200]))
  })
  it('leaves no names or addresses behind', async () => {
    await server.signIn('mentor1', { ...wrong, address: '10.9.8.7' })
    const kept = JSON.stringify(await server.store.db.selectFrom('sign_in_attempt').selectAll().execute())
    expect(kept).not.toMatch(/mentor1|10\.9\.8\.7/)
  })
})
