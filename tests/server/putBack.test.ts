import { afterEach, beforeEach, expect, it } from 'vitest'
import { PATHS, type Op } from '../../src/domain/protocol.ts'
import { aServer, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const note = (tablet: WireTablet, id: string): Op => tablet.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text: id, occurredAt: 0, enteredAt: 0, raise: false } })
const epochNow = async (): Promise<string> => (await server.store.db.selectFrom('school').select('epoch').executeTakeFirstOrThrow()).epoch
const asks = async (tablet: WireTablet, last: { acked?: number; ackedHlc?: string }) =>
  (await tablet.post(PATHS.pull, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, cursor: { seq: 1 }, sv: 1, limit: 300, pending: 0, oldest: null, wall: server.clock.now, ...last })).json<{ err?: string; puts?: unknown[] }>()

it('A tablet whose last operation is another one here, of a copy of it, shows that the disk was put back', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const op = note(mentor, 'n1')
  await mentor.push(op)
  const before = await epochNow()
  // One that says nothing of it, the same one, one that is not known here.
  for (const last of [{}, { acked: 1 }, { acked: 1, ackedHlc: op.hlc }, { acked: 0, ackedHlc: 'ffffffffffff0000' }]) expect((await asks(mentor, last)).err, JSON.stringify(last)).toBeUndefined()
  expect(await epochNow()).toBe(before)
  expect(await asks(mentor, { acked: 1, ackedHlc: 'ffffffffffff0000' })).toMatchObject({ err: 'epoch' })
  expect(await epochNow()).toMatch(/^put-back-/)
})

it('What a person was given in its place has no stamp to be another by', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const op = note(mentor, 'n1')
  await mentor.post(PATHS.handin, { clientId: mentor.clientId, op })
  await mentor.push({ n: op.n, handedIn: true })
  expect((await asks(mentor, { acked: 1, ackedHlc: 'ffffffffffff0000' })).err).toBeUndefined()
})

it('A change whose tablet had another one before it is not taken in before the whole journal was held against this one', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const [one, two] = [note(mentor, 'n1'), note(mentor, 'n2')]
  await mentor.push(one)
  const after = async (last: { beforeHlc?: string }, ...ops: Op[]) =>
    (await mentor.post(PATHS.push, { v: 1, epoch: mentor.epoch, clientId: mentor.clientId, wall: server.clock.now, pending: 1, oldest: null, ops, ...last })).json<object>()
  expect(await after({ beforeHlc: 'ffffffffffff0000' }, two)).toEqual({ err: 'gap', expect: 2 })
  // What is sent with the one before it shows by itself whose it is.
  expect(await after({ beforeHlc: 'ffffffffffff0000' }, one)).toMatchObject({ lastN: 1 })
  expect(await after({ beforeHlc: one.hlc }, two)).toMatchObject({ lastN: 2, results: [{ n: 2, r: 'applied' }] })
})

it('Nothing takes the place of a change that this database was never given, or lost when it was put back', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const [one, two, three] = [note(mentor, 'n1'), note(mentor, 'n2'), note(mentor, 'n3')]
  const given = { clientId: mentor.clientId, op: two }
  const letter = { n: two.n, handedIn: true }
  // Of another number, of another tablet, by another person.
  await mentor.post(PATHS.handin, { clientId: mentor.clientId, op: one })
  await mentor.post(PATHS.handin, { clientId: 'another', op: two })
  await (await server.tablet('mentor2')).post(PATHS.handin, given)
  expect(await mentor.push(one, letter, three)).toEqual({ err: 'gap', expect: 2 })
  await mentor.post(PATHS.handin, given)
  await mentor.post(PATHS.handin, given)
  expect(await mentor.push(letter, three)).toMatchObject({ results: [{ n: 2, r: 'parked' }, { n: 3, r: 'applied' }] })
  const kept = await server.store.db.selectFrom('handin').select('account_id').where('id', 'like', '%.%').execute()
  expect(kept.map(({ account_id }) => account_id).sort()).toEqual(['mentor1', 'mentor1', 'mentor1', 'mentor2'])
})

it('A place names its change: where that number went to another one, of a copy of the tablet, the name is taken', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const op = note(mentor, 'n1')
  await mentor.push(op)
  for (const place of [{ n: 1, handedIn: true }, { n: 1, handedIn: true, hlc: op.hlc }]) expect(await mentor.push(place)).toMatchObject({ lastN: 1, results: [{ n: 1, r: 'applied' }] })
  expect(await mentor.push({ n: 1, handedIn: true, hlc: 'ffffffffffff0000' })).toEqual({ err: 'fork' })
  // Two copies may save in the same millisecond, and yet not in the same action.
  expect(await mentor.push({ n: 1, handedIn: true, hlc: op.hlc, g: 'of-another-action' })).toEqual({ err: 'fork' })
})

it('A change that was handed in and comes whole again, from a tablet that met another life of the server, is in its place already', async () => {
  const mentor = await server.tablet('mentor1')
  await mentor.pull()
  const [one, two] = [note(mentor, 'n1'), note(mentor, 'n2')]
  await mentor.post(PATHS.handin, { clientId: mentor.clientId, op: one })
  await mentor.push({ n: 1, hlc: one.hlc, handedIn: true }, two)
  expect(await mentor.push(one, two)).toMatchObject({ lastN: 2, results: [{ n: 1, r: 'parked' }, { n: 2, r: 'applied' }] })
  // Another of that number, a copy's, is not.
  expect(await mentor.push({ ...one, hlc: 'ffffffffffff0000' })).toEqual({ err: 'fork' })
})
