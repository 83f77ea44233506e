import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFaults, type Journal } from './checker.ts'
import { aServer, ROWS, type AServer } from '../support/aServer.ts'

let server: AServer
let journal: Journal
beforeEach(async () => {
  server = await aServer()
  const one = await server.tablet('mentor1')
  const action = (id: string, g?: string) => one.op({ t: 'dailyAction', id, f: { pupilId: 'p1', date: '2026-12-10', text: id }, ...(g === undefined ? {} : { g }) })
  const ops = [action('a1'), action('a2', 'both'), action('a3', 'both')]
  await one.push(...ops)
  journal = { clientId: one.clientId, journal: ops, acknowledged: 3 }
})
afterEach(() => server.close())
const faults = () => findFaults(server.store, [journal], ROWS.length)

describe('the checker of the kill campaigns', () => {
  it('finds nothing where nothing went wrong, also when more was stored than was answered', async () => {
    expect(await faults()).toEqual({ lost: [], doubled: [], half: [] })
    journal = { ...journal, acknowledged: 0 }
    expect(await faults()).toEqual({ lost: [], doubled: [], half: [] })
  })
  it('finds what was acknowledged and is gone', async () => {
    journal = { ...journal, acknowledged: 4 }
    expect((await faults()).lost).not.toEqual([])
  })
  it('finds an operation that is there with another content', async () => {
    await server.store.db.updateTable('op').set({ op: '{}' }).where('n', '=', 1).execute()
    expect((await faults()).lost).not.toEqual([])
  })
  it('finds an operation without its effect, and an effect without its operation', async () => {
    await server.store.db.deleteFrom('row').where('id', '=', 'a1').execute()
    expect((await faults()).half).not.toEqual([])
    journal = { ...journal, journal: journal.journal.slice(1), acknowledged: 0 }
    await server.store.db.deleteFrom('op').where('n', '=', 3).execute()
    expect((await faults()).half).toContain('dailyAction a3 is there without an operation')
  })
  it('finds half of an action', async () => {
    await server.store.db.deleteFrom('op').where('n', '=', 3).execute()
    await server.store.db.deleteFrom('row').where('id', '=', 'a3').execute()
    await server.store.db.updateTable('sync_client').set({ last_n: 2 }).execute()
    journal = { ...journal, acknowledged: 2 }
    expect((await faults()).half).toContain(`${journal.clientId}: 1 of 2 parts of action both are there`)
  })
  it('finds an operation that was applied twice', async () => {
    await server.store.db.updateTable('row').set({ seq: ROWS.length + 4 }).where('id', '=', 'a3').execute()
    await server.store.db.updateTable('op').set({ seq: ROWS.length + 4 }).where('n', '=', 3).execute()
    await server.store.db.updateTable('school').set({ head: ROWS.length + 4 }).execute()
    expect((await faults()).doubled).toEqual([`number ${ROWS.length + 3} was taken by 0 operations`])
  })
})
