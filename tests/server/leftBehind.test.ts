import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { giveTabletCode } from '../../server/accounts/tablets.ts'
import { DevicesReply, PATHS, SignInReply } from '../../src/domain/protocol.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())
const DAY = 86_400_000
const note = (tablet: WireTablet, id: string) => tablet.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } })
/** As a tablet tells of itself with a pull. */
const tell = (tablet: WireTablet, pending: number) => tablet.post(PATHS.pull, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, cursor: { seq: 0 }, sv: 1, limit: 300, pending, oldest: pending === 0 ? null : 1, wall: 1 })
const left = async (tabletId: string, cookie = '', username = 'mentor1') =>
  SignInReply.parse((await server.ask({ method: 'POST', url: PATHS.session, payload: { username, passphrase: PASSPHRASE, clientId: tabletId, tabletId }, headers: { cookie } })).json()).left

async function waitingTablet(): Promise<{ tablet: WireTablet; tabletId: string; confirmedAt: number }> {
  const tablet = await server.tablet('mentor1')
  await tablet.pull()
  await tablet.push(note(tablet, 'n1'))
  const confirmedAt = server.clock.now
  server.clock.now += 60_000
  await tell(tablet, 2)
  return { tablet, tabletId: `tablet-${tablet.clientId}`, confirmedAt }
}

describe('who signs in where nothing of theirs is', () => {
  it('is told what another tablet of theirs reported and never sent, and nobody else is', async () => {
    const { confirmedAt } = await waitingTablet()
    expect(await left('tablet-elsewhere')).toEqual([{ tablet: expect.any(String) as unknown, isThis: false, waiting: 2, seenAt: server.clock.now, confirmedAt }])
    expect(await left('tablet-elsewhere', '', 'mentor2')).toBeUndefined()
  })
  it('is told nothing on that tablet itself, nor once it has sent, handed in, or been silent for two months', async () => {
    const { tablet, tabletId } = await waitingTablet()
    expect(await left(tabletId)).toBeUndefined()
    await tell(tablet, 0)
    expect(await left('tablet-elsewhere')).toBeUndefined()
    await tell(tablet, 1)
    expect(await left('tablet-elsewhere')).toHaveLength(1)
    await tablet.post(PATHS.handin, { clientId: tablet.clientId, op: note(tablet, 'n2') })
    expect(await left('tablet-elsewhere')).toBeUndefined()
    server.clock.now += 1000
    await tell(tablet, 1)
    expect(await left('tablet-elsewhere')).toHaveLength(1)
    server.clock.now += 61 * DAY
    expect(await left('tablet-elsewhere')).toBeUndefined()
  })
  it('is told that this very tablet was cleared, where its cookie has stayed; Devices says so too', async () => {
    const { tablet, tabletId, confirmedAt } = await waitingTablet()
    await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
    const again = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: tablet.refresh, clientId: tabletId } })
    const key = again.cookies.find(({ name }) => name === 'tablet')?.value ?? ''
    expect(key).not.toBe('')
    const given = await giveTabletCode(server.store, SCHOOL, { name: 'Reception 2', place: 'Desk' }, { now: server.clock.now, random: (bytes) => void crypto.getRandomValues(bytes), by: { actor: 'admin', tablet: null } })
    if (!given.ok) throw new Error(given.reason)
    const joined = await server.ask({ method: 'POST', url: PATHS.join, payload: { code: given.value.code, tabletId: 'tablet-anew' }, headers: { cookie: `tablet=${key}` } })
    const fresh = joined.cookies.find(({ name }) => name === 'tablet')?.value ?? ''
    expect(await left('tablet-anew', `tablet=${fresh}`)).toMatchObject([{ isThis: true, waiting: 2, confirmedAt }])

    await server.store.db.updateTable('school').set({ any_tablet: 1 }).execute()
    const lead = await server.tablet('lead')
    const { devices } = DevicesReply.parse((await server.ask({ method: 'GET', url: PATHS.devices, headers: { cookie: lead.cookie } })).json())
    expect(devices.filter(({ isCleared }) => isCleared).map(({ accountId, waiting }) => [accountId, waiting])).toEqual([['mentor1', 2]])
  })
})
