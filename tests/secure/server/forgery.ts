/**
 * S7: what was sent is sent again, spoilt, under another’s name, in another’s session, with a session or token made up, sealed and
 * signed by the wrong hand. Nothing of it has an effect, and an honest change after each still has its own.
 */
import type { LightMyRequestResponse } from 'fastify'
import { ParcelKeyReply } from '../../../src/domain/sync/parcels.ts'
import { PATHS, PERSON_HEADER, type Op, type SignInReply } from '../../../src/domain/protocol.ts'
import type { Dice } from '../../sim/world/dice.ts'
import { aParcel, aSigner, bytesOf } from '../../support/aParcel.ts'
import { aServer, WireTablet, type AServer } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

type Forgery = { name: string; send: () => Promise<LightMyRequestResponse | undefined> }

/** All that the server keeps of records, operations and who wrote them; but for sessions, and for the audit, which tells of tries. */
async function kept({ store: { db } }: AServer): Promise<string> {
  const [rows, ops, handed, clients, accounts] = await Promise.all([
    db.selectFrom('row').select(['t', 'id', 'seq', 'by', 'at', 'f']).orderBy('seq').execute(), db.selectFrom('op').select(['client_id', 'n', 'account_id', 'outcome']).orderBy('client_id').orderBy('n').execute(),
    db.selectFrom('handin').select((is) => is.fn.countAll().as('count')).execute(), db.selectFrom('sync_client').select(['client_id', 'last_n', 'account_id']).orderBy('client_id').execute(), db.selectFrom('account').selectAll().orderBy('id').execute(),
  ])
  return JSON.stringify([rows, ops, handed, clients, accounts])
}
const oneBit = (text: string, dice: Dice): string => {
  const bytes = bytesOf(text)
  const at = dice.under(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.under(8))
  return Buffer.from(bytes).toString('base64url')
}

/** Two mentors at tablets that joined, with keys to sign parcels. */
async function aPerson(server: AServer, username: string) {
  await server.store.db.updateTable('school').set({ any_tablet: 1 }).execute()
  const tabletId = `tablet-${username}`
  const { refresh } = (await server.signIn(username, { clientId: tabletId, tabletId })).json<SignInReply>()
  await server.store.db.updateTable('school').set({ any_tablet: 0 }).execute()
  const again = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh, clientId: tabletId } })
  const cookie = (name: string): string => again.cookies.find((one) => one.name === name)?.value ?? ''
  const tablet = new WireTablet(server, `client-${username}`, again)
  tablet.cookie = `sid=${cookie('sid')}; tablet=${cookie('tablet')}`
  const signer = await aSigner()
  const { seal } = ParcelKeyReply.parse((await tablet.post(PATHS.parcelKey, { key: signer.key })).json())
  await tablet.pull()
  return { tablet, tabletId, signer, seal, key: cookie('tablet'), session: cookie('sid'), refresh: again.json<SignInReply>().refresh }
}

export const forgery: Figure = {
  name: 'forgery', rows: 'S7', inEveryRun: 100, campaign: 5000,
  async measure(size, dice) {
    const server = await aServer()
    const broken: string[] = []
    const tried = new Map<string, number>()
    try {
      const [one, two] = [await aPerson(server, 'mentor1'), await aPerson(server, 'mentor2')]
      const stranger = await aSigner()
      const note = (n: number, pupilId: string): Op => ({ ...one.tablet.op({ t: 'note', id: `note-${pupilId}-${n}`, bucket: `pupil:${pupilId}`, f: { pupilId, type: 'staff', text: `Said ${n}`, occurredAt: 1, enteredAt: 2, raise: false } }), n })
      const sent: Op[] = []
      const push = (by: typeof one, ops: readonly unknown[], more: object = {}, header: Record<string, string> = {}) =>
        server.ask({ method: 'POST', url: PATHS.push, payload: { v: 1, epoch: by.tablet.epoch, clientId: by.tablet.clientId, wall: server.clock.now, pending: ops.length, oldest: null, ops, ...more }, headers: { cookie: by.tablet.cookie, ...header } })
      const bring = (payload: object, key: string) => server.ask({ method: 'POST', url: PATHS.parcels, payload, headers: { cookie: `tablet=${key}` } })
      const parcelled = (op: Op, by = one, signer = by.signer, more: object = {}) => aParcel(by.seal, signer, { person: by.tablet.account.id, tabletId: by.tabletId, clientId: by.tablet.clientId, epoch: by.tablet.epoch, ops: [op], ...more })
      const withCookie = (cookie: string, op: Op) => server.ask({ method: 'POST', url: PATHS.push, payload: { v: 1, epoch: one.tablet.epoch, clientId: one.tablet.clientId, wall: 0, pending: 1, oldest: null, ops: [op] }, headers: { cookie } })
      const fresh = (): Op => note(sent.length + 1, 'p1')

      const forgeries: Forgery[] = [
        { name: 'sent again, out of order and doubled', send: () => push(one, Array.from({ length: 1 + dice.under(5) }, () => dice.pick(sent))) },
        { name: 'the same number with other words', send: () => { const op = dice.pick(sent); return push(one, [{ ...op, f: { ...op.f, text: 'Never said' } }]) } },
        { name: 'another’s tablet name', send: () => push(two, [fresh()], { clientId: one.tablet.clientId }) },
        { name: 'another’s session, said to be mine', send: () => push(two, [fresh()], {}, { [PERSON_HEADER]: 'mentor1' }) },
        { name: 'a number that leaves a gap', send: () => push(one, [note(sent.length + 2 + dice.under(50), 'p1')]) },
        { name: 'a session with one bit changed', send: () => withCookie(`sid=${oneBit(one.session, dice)}; tablet=${one.key}`, fresh()) },
        { name: 'a session that nobody was given', send: () => withCookie(`sid=${Buffer.from(Array.from({ length: 32 }, () => dice.under(256))).toString('base64url')}; tablet=${one.key}`, fresh()) },
        { name: 'a session on another tablet', send: () => withCookie(`sid=${one.session}; tablet=${two.key}`, fresh()) },
        { name: 'a session without its tablet', send: () => withCookie(`sid=${one.session}`, fresh()) },
        { name: 'a refresh token with one bit changed', send: () => server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: oneBit(one.refresh, dice), clientId: one.tablet.clientId } }) },
        { name: 'a parcel signed by a stranger', send: async () => bring(await parcelled(fresh(), one, stranger), one.key) },
        { name: 'a parcel signed by a colleague', send: async () => bring(await parcelled(fresh(), one, two.signer), one.key) },
        { name: 'a parcel under a colleague’s name', send: async () => bring({ ...(await parcelled(fresh())), person: 'mentor2' }, dice.pick([one.key, two.key])) },
        { name: 'a parcel with one bit changed', send: async () => { const parcel = await parcelled(fresh()); const field = dice.pick(['ct', 'half'] as const); return bring({ ...parcel, [field]: oneBit(parcel[field], dice) }, one.key) } },
        { name: 'a parcel from another tablet', send: async () => bring(await parcelled(fresh()), two.key) },
        { name: 'a parcel brought again', send: async () => bring(await parcelled(dice.pick(sent)), one.key) },
      ]
      // What is let in, but under the sender’s own name and the server’s own time, whatever it says.
      const asMine = async (): Promise<void> => {
        const op = fresh()
        const reply = await push(one, [{ ...op, wall: dice.pick([0, server.clock.now - 9e8, server.clock.now + 9e8]), hlc: dice.pick(['0000000000000000', 'ffffffffffff0000', op.hlc]) }], { wall: 0, account: 'lead', by: 'lead' })
        sent.push(op)
        const [row] = await server.store.db.selectFrom('row').select(['by', 'at']).where('t', '=', 'note').where('id', '=', op.id).execute()
        const [logged] = await server.store.db.selectFrom('op').select(['received_at', 'account_id']).where('client_id', '=', one.tablet.clientId).where('n', '=', op.n).execute()
        if (row?.by !== 'mentor1' || logged?.account_id !== 'mentor1' || logged.received_at !== server.clock.now) broken.push(`an honest change was not taken in as it is: ${reply.statusCode} ${reply.body.slice(0, 120)} ${JSON.stringify([row, logged])}`)
        sent[sent.length - 1] = (JSON.parse((await server.store.db.selectFrom('op').select('op').where('client_id', '=', one.tablet.clientId).where('n', '=', op.n).executeTakeFirstOrThrow()).op) as Op)
      }
      await asMine()
      let before = await kept(server)
      for (let count = 0; count < size; count++) {
        // The brake on guessed sessions and tokens is another figure; an honest change keeps these awake.
        server.clock.now += 1000
        if (count % 25 === 24) {
          await asMine()
          before = await kept(server)
        }
        const { name, send } = forgeries[count % forgeries.length] ?? dice.pick(forgeries)
        const reply = await send()
        tried.set(name, (tried.get(name) ?? 0) + 1)
        if ((reply?.statusCode ?? 500) >= 500) broken.push(`${name}: answered ${reply?.statusCode}`)
        const after = await kept(server)
        if (after !== before) broken.push(`${name}: has an effect (${reply?.statusCode} ${reply?.body.slice(0, 120)})`)
        before = after
      }
      return { said: `${size} forgeries and replays of ${tried.size} sorts beside ${sent.length} honest changes, ${broken.length} with an effect`, broken }
    } finally {
      await server.close()
    }
  },
}
