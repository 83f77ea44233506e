import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ParcelKeyReply, type ParcelRequest } from '../../src/domain/sync/parcels.ts'
import { PATHS, type SignInReply } from '../../src/domain/protocol.ts'
import { aParcel, aSigner, bytesOf, type Signer } from '../support/aParcel.ts'
import { aServer, WireTablet, type AServer } from '../support/aServer.ts'

const DAY = 86_400_000
let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

/** Somebody signed in, and their tablet with its key in a cookie; it goes on when nobody is signed in any longer. */
async function aTabletOf(username: string, name = username) {
  await server.store.db.updateTable('school').set({ any_tablet: 1 }).execute()
  const tabletId = `tablet-${name}`
  const first = await server.signIn(username, { clientId: tabletId, tabletId })
  await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
  const { refresh } = first.json<SignInReply>()
  // It gets its key with the next session.
  const again = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh, clientId: tabletId } })
  const cookie = again.cookies.find((one) => one.name === 'tablet')?.value ?? ''
  const session = again.cookies.find((one) => one.name === 'sid')?.value ?? ''
  const tablet = new WireTablet(server, `client-${name}`, again)
  tablet.cookie = `sid=${session}; tablet=${cookie}`
  const signer = await aSigner()
  const register = async (by: Signer = signer) => ParcelKeyReply.parse((await tablet.post(PATHS.parcelKey, { key: by.key })).json()).seal
  const seal = await register()
  await tablet.pull()
  const note = (id: string) => tablet.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: `Said ${id}`, occurredAt: 0, enteredAt: 0, raise: false } })
  const about = { person: tablet.account.id, tabletId, clientId: tablet.clientId, epoch: tablet.epoch }
  const bring = async (parcel: ParcelRequest, by = `tablet=${cookie}`) => server.ask({ method: 'POST', url: PATHS.parcels, payload: parcel, headers: { cookie: by } })
  return { tablet, tabletId, signer, seal, note, about, bring, cookie, register }
}
const ops = () => server.store.db.selectFrom('op').select(['account_id', 'client_id', 'n', 'outcome']).orderBy('n').execute()
const handedIn = async () => (await server.store.db.selectFrom('handin').select(['account_id', 'bytes']).execute()).map(({ account_id, bytes }) => [account_id, (JSON.parse(Buffer.from(bytes).toString()) as { op: { id: string } }).op.id])

describe('the unsent work of somebody who is not there', () => {
  it('goes up under their own name from their own tablet, with nobody signed in, and counts once however often it comes', async () => {
    const { tablet, seal, signer, note, about, bring } = await aTabletOf('mentor1')
    const written = [note('n1'), note('n2')]
    const parcel = await aParcel(seal, signer, { ...about, ops: written })
    for (let times = 0; times < 3; times++) expect((await bring(parcel)).json()).toEqual({ taken: true })
    expect(await ops()).toMatchObject([{ account_id: 'mentor1', client_id: tablet.clientId, n: 1, outcome: 'applied' }, { n: 2 }])
    // When its owner is back, the ordinary way sends it again and is acknowledged.
    expect(await tablet.push(...written)).toMatchObject({ lastN: 2, results: [{ n: 1, r: 'applied' }, { n: 2, r: 'applied' }] })
    expect((await tablet.pull()).lastN).toBe(2)
    expect(await ops()).toHaveLength(2)
  })
  it('reaches the other tablets at once, and which files were opened reaches the audit', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    await bring(await aParcel(seal, signer, { ...about, ops: [note('n1')], openings: [{ ref: 'reference-1', act: 'file-opened', pupilId: 'p1', at: 5 }] }))
    await server.store.db.updateTable('school').set({ any_tablet: 1 }).execute()
    const lead = await server.tablet('lead')
    await lead.pull()
    expect(lead.row('note', 'n1')?.by).toBe('mentor1')
    expect(await server.store.db.selectFrom('audit').select(['actor', 'object']).where('ref', '=', 'reference-1').execute()).toEqual([{ actor: 'mentor1', object: 'p1' }])
  })
  it('is judged like any other: what they may not write is set aside', async () => {
    const { tablet, seal, signer, about, bring } = await aTabletOf('mentor1')
    const other = tablet.op({ t: 'note', id: 'n1', f: { pupilId: 'p3', type: 'staff', text: 'x', occurredAt: 0, enteredAt: 0, raise: false } })
    expect((await bring(await aParcel(seal, signer, { ...about, ops: [other] }))).json()).toEqual({ taken: true })
    expect(await ops()).toMatchObject([{ outcome: 'parked' }])
  })
  it('waits for its owner where the server cannot place it: a gap, another life of the server', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    note('n1')
    expect((await bring(await aParcel(seal, signer, { ...about, ops: [note('n2')] }))).json()).toEqual({ taken: false, waits: 'order' })
    expect((await bring(await aParcel(seal, signer, { ...about, epoch: 'another', ops: [note('n3')] }))).json()).toEqual({ taken: false, waits: 'order' })
    expect(await ops()).toEqual([])
  })
  it('waits for its owner where a copy of the tablet took the number before it, of a server that was put back', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    const [one, two] = [note('n1'), note('n2')]
    await bring(await aParcel(seal, signer, { ...about, ops: [one] }))
    expect((await bring(await aParcel(seal, signer, { ...about, beforeHlc: 'ffffffffffff0000', ops: [two] }))).json()).toEqual({ taken: false, waits: 'order' })
    expect((await bring(await aParcel(seal, signer, { ...about, beforeHlc: one.hlc, ops: [two] }))).json()).toEqual({ taken: true })
    expect(await ops()).toMatchObject([{ n: 1, outcome: 'applied' }, { n: 2, outcome: 'applied' }])
  })
  it('stays sealed where something in it is too deep to be looked at', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    let deep: unknown = 1
    for (let level = 0; level < 3000; level++) deep = [deep]
    expect((await bring(await aParcel(seal, signer, { ...about, ops: [{ ...note('n1'), more: deep }] }))).json()).toEqual({ taken: false, waits: 'unreadable' })
    expect(await ops()).toEqual([])
  })
})

describe('a parcel that is not what it says', () => {
  it('is refused when somebody else has signed it, or their key is not known', async () => {
    const { seal, note, about, bring } = await aTabletOf('mentor1')
    const forged = await aParcel(seal, await aSigner(), { ...about, ops: [note('n1')] })
    expect((await bring(forged)).json()).toEqual({ taken: false, waits: 'forged' })
    const asLead = await aParcel(seal, await aSigner(), { ...about, person: 'lead', ops: [note('n1')] })
    expect((await bring(asLead)).json()).toEqual({ taken: false, waits: 'unknown' })
    expect(await ops()).toEqual([])
  })
  it('is refused under another name, also by somebody who has a key of their own', async () => {
    const one = await aTabletOf('mentor1')
    const two = await aTabletOf('mentor2')
    const parcel = await aParcel(one.seal, one.signer, { ...one.about, ops: [one.note('n1')] })
    // As it stands, given out as the other's.
    expect((await two.bring({ ...parcel, person: 'mentor2', tabletId: two.tabletId })).json()).toEqual({ taken: false, waits: 'unreadable' })
    // Sealed by mentor2 with mentor2's key, said to be mentor1's work.
    const signedByTwo = await aParcel(one.seal, two.signer, { ...two.about, person: 'mentor1', ops: [one.note('n2')] })
    expect((await two.bring(signedByTwo)).json()).toEqual({ taken: false, waits: 'unknown' })
    expect(await ops()).toEqual([])
  })
  it('is refused from another tablet, and by a device without the tablet’s key', async () => {
    const one = await aTabletOf('mentor1')
    const two = await aTabletOf('mentor2')
    const parcel = await aParcel(one.seal, one.signer, { ...one.about, ops: [one.note('n1')] })
    expect((await one.bring(parcel, '')).statusCode).toBe(401)
    expect((await one.bring(parcel, `tablet=${two.cookie}`)).statusCode).toBe(401)
    expect((await one.bring({ ...parcel, tabletId: 'tablet-unknown' })).statusCode).toBe(401)
    expect((await one.bring({ ...parcel, tabletId: two.tabletId }, `tablet=${two.cookie}`)).json()).toEqual({ taken: false, waits: 'unknown' })
    expect(await ops()).toEqual([])
  })
  it('is refused with any one of its bits changed', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    const parcel = await aParcel(seal, signer, { ...about, ops: [note('n1')] })
    for (const [field, at] of [['ct', 0], ['ct', 700], ['ct', 2060], ['half', 1], ['half', 64]] as const) {
      const bytes = bytesOf(parcel[field])
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect((await bring({ ...parcel, [field]: Buffer.from(bytes).toString('base64url') })).json(), `${field} ${at}`).toEqual({ taken: false, waits: 'unreadable' })
    }
    expect((await bring({ ...parcel, key: 'A'.repeat(22) })).json()).toEqual({ taken: false, waits: 'unknown' })
    for (const bad of [{}, { ...parcel, ct: 'é' }, { ...parcel, half: 'short' }, { ...parcel, more: 1 }]) expect((await bring(bad as ParcelRequest)).statusCode).toBe(400)
    expect(await ops()).toEqual([])
  })
  it('may not be signed with a key that nobody signed in has registered', async () => {
    expect((await server.ask({ method: 'POST', url: PATHS.parcelKey, payload: { key: 'A'.repeat(87) } })).statusCode).toBe(401)
  })
})

describe('the server’s own key', () => {
  it('is one for a school, and its private half leaves the server in no answer', async () => {
    const [one, two] = [await aTabletOf('mentor1'), await aTabletOf('mentor2')]
    expect(one.seal).toEqual(two.seal)
    const kept = await server.store.db.selectFrom('seal_key').selectAll().execute()
    // One for parcels, and the school's recovery key.
    expect(kept.map(({ purpose }) => purpose).sort()).toEqual(['parcels', 'recovery'])
    const answers = JSON.stringify([(await one.tablet.page()), (await one.tablet.post(PATHS.parcelKey, { key: one.signer.key })).json()])
    for (const { private_half } of kept) expect(answers).not.toContain(private_half)
  })
})

describe('of somebody whose account was closed, or on a tablet that is lost', () => {
  it('what was sealed before is handed in, once, and nothing else is', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    const [one, two, three] = [note('n1'), note('n2'), note('n3')]
    await bring(await aParcel(seal, signer, { ...about, ops: [one] }))
    await server.store.db.updateTable('account').set({ disabled_at: server.clock.now }).where('id', '=', 'mentor1').execute()
    const parcel = await aParcel(seal, signer, { ...about, ops: [one, two, three] })
    for (let times = 0; times < 2; times++) expect((await bring(parcel)).json()).toEqual({ taken: true })
    expect((await handedIn()).sort()).toEqual([['mentor1', 'n2'], ['mentor1', 'n3']])
    expect(await ops()).toHaveLength(1)
    expect((await bring(await aParcel(seal, await aSigner(), { ...about, ops: [note('n4')] }))).json()).toEqual({ taken: false, waits: 'forged' })
  })
  it('what a server had taken and lost when it was put back is handed in from the same parcel', async () => {
    const { seal, signer, note, about, bring } = await aTabletOf('mentor1')
    const parcel = await aParcel(seal, signer, { ...about, ops: [note('n1'), note('n2')] })
    expect((await bring(parcel)).json()).toEqual({ taken: true })
    await server.store.db.deleteFrom('op').execute()
    await server.store.db.updateTable('school').set({ epoch: 'restored' }).execute()
    await server.store.db.updateTable('account').set({ disabled_at: server.clock.now }).where('id', '=', 'mentor1').execute()
    expect((await bring(parcel)).json()).toEqual({ taken: true })
    expect((await handedIn()).sort()).toEqual([['mentor1', 'n1'], ['mentor1', 'n2']])
  })
  it('a lost tablet hands in for thirty days, and the list counts it', async () => {
    const { tabletId, seal, signer, note, about, bring } = await aTabletOf('mentor1')
    await server.store.db.updateTable('tablet').set({ state: 'lost', since: server.clock.now }).where('id', '=', tabletId).execute()
    expect((await bring(await aParcel(seal, signer, { ...about, ops: [note('n1'), note('n2')] }))).json()).toEqual({ taken: true })
    expect(await server.store.db.selectFrom('tablet').select('handed_in').where('id', '=', tabletId).executeTakeFirst()).toEqual({ handed_in: 2 })
    expect([await ops(), (await handedIn()).length]).toEqual([[], 2])
    server.clock.now += 31 * DAY
    expect((await bring(await aParcel(seal, signer, { ...about, ops: [note('n3')] }))).json()).toEqual({ taken: false, waits: 'late' })
  })
})
