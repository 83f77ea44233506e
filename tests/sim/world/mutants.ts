/** The protocol's known ways to go wrong, each put in at a seam of the product. A checker that misses one is no checker. */
import type { PullReply, PushReply, PushRequest } from '../../../src/domain/protocol.ts'
import { keepHandedIn } from '../../../server/sync/handIn.ts'
import type { Mutant, Request } from './mutant.ts'
import { SCHOOL_ID } from './school.ts'
import type { Answer, SimServer } from './server.ts'

type Page = Extract<PullReply, { puts: unknown }>
type Ask = (request: Request) => Promise<Answer>

const onPages = (change: (page: Page, request: Request, server: SimServer) => Page | Promise<Page>) => async (request: Request, ask: Ask, server: SimServer): Promise<Answer> => {
  const answer = await ask(request)
  if (request.path !== 'pull' || answer.status !== 200) return answer
  const reply = JSON.parse(answer.text) as PullReply
  return 'puts' in reply ? { ...answer, text: JSON.stringify(await change(reply, request, server)) } : answer
}
const onPush = (around: (request: Request, body: PushRequest, ask: Ask, server: SimServer) => Promise<Answer>) => (request: Request, ask: Ask, server: SimServer): Promise<Answer> =>
  request.path === 'push' ? around(request, JSON.parse(request.text) as PushRequest, ask, server) : ask(request)

/** The server takes what it is sent as new, whatever it had before. */
async function forget(server: SimServer, { clientId, ops }: PushRequest, from: number): Promise<void> {
  const { db } = server.store
  if (ops.length === 0) return
  await db.deleteFrom('op').where('client_id', '=', clientId).where('n', '>=', from).execute()
  await db.deleteFrom('parked').where('client_id', '=', clientId).where('n', '>=', from).execute()
  await db.updateTable('sync_client').set({ last_n: from - 1 }).where('client_id', '=', clientId).execute()
}

const afterwards = (work: (server: SimServer) => Promise<unknown>) => async (request: Request, ask: Ask, server: SimServer): Promise<Answer> => {
  const answer = await ask(request)
  await work(server)
  return answer
}
const without = (kind: string) => afterwards((server) => server.store.db.deleteFrom('row').where('t', '=', kind).execute())

const published: readonly Mutant[] = [
  {
    name: 'the value that is not shown is thrown away',
    server: afterwards((server) => server.store.db.deleteFrom('field_history').execute()),
  },
  { name: 'an old or reordered answer is applied', store: (store) => ({ ...store, applyPage: (page, at, taken) => store.applyPage({ ...page, from: store.state().cursor }, at, taken) }) },
  { name: 'nothing is removed when a pupil is handed over', store: (store) => ({ ...store, applyPage: (page, at, taken) => store.applyPage({ ...page, dropBuckets: [] }, at, taken) }) },
  {
    name: 'a pupil who is handed over comes without the past',
    server: onPages((page, { text }) => {
      const { cursor } = JSON.parse(text) as { cursor: { seq: number } }
      return { ...page, puts: page.puts.filter((row) => row.seq > cursor.seq) }
    }),
  },
  {
    name: 'the cursor jumps to the newest number at the end of a scan',
    server: onPages(async (page, _request, server) => (page.more ? page : { ...page, cursor: { seq: await server.head() } })),
  },
  {
    name: 'the server’s word covers unsent fields',
    store: (store, { memory }) => ({
      ...store,
      applyPage: async (page, at, taken) => {
        const applied = await store.applyPage(page, at, taken)
        if (applied && page.puts.length > 0) memory.acknowledge(Number.POSITIVE_INFINITY)
        return applied
      },
    }),
  },
  {
    name: 'an edit of a record that was taken back is dropped',
    server: afterwards(async (server) => {
      const voids = (await server.rows()).flatMap((row) => (row.void === null ? [] : [row.void]))
      if (voids.length > 0) await server.store.db.deleteFrom('field_history').where('concurrent_with', 'in', voids).execute()
    }),
  },
  {
    name: 'an operation that comes twice is applied twice',
    server: onPush(async (request, body, ask, server) => {
      await forget(server, body, body.ops[0]?.n ?? 1)
      return ask(request)
    }),
  },
  { name: 'nothing is sent again after the server was restored', store: (store) => ({ ...store, restart: (epoch) => store.restart(epoch, store.state().ackN) }) },
  {
    name: 'gaps are taken, and nothing is sent again',
    store: (store) => ({ ...store, restart: (epoch) => store.restart(epoch, store.state().ackN) }),
    server: onPush(async (request, body, ask, server) => {
      const answer = await ask(request)
      const reply = JSON.parse(answer.text || '{}') as PushReply
      if (!('err' in reply) || reply.err !== 'gap') return answer
      await server.store.db.updateTable('sync_client').set({ last_n: (body.ops[0]?.n ?? 1) - 1 }).where('client_id', '=', body.clientId).execute()
      return ask(request)
    }),
  },
]

const ours: readonly Mutant[] = [
  {
    name: 'the answer to a push acknowledges',
    net: (net, { memory, outbox }) => ({
      ...net,
      push: async (request) => {
        const reply = await net.push(request)
        if ('results' in reply) {
          outbox.acknowledge(reply.lastN)
          memory.acknowledge(reply.lastN)
        }
        return reply
      },
    }),
  },
  { name: 'a number alone acknowledges, whoever used it', store: (store) => ({ ...store, applyPage: (page, at) => store.applyPage(page, at) }) },
  {
    name: 'a name that is taken is ignored',
    net: (net) => ({
      ...net,
      push: async (request) => {
        const reply = await net.push(request)
        if (!('err' in reply) || reply.err !== 'fork') return reply
        return { epoch: request.epoch, lastN: request.ops.at(-1)?.n ?? 0, serverWall: request.wall, results: request.ops.map(({ n }) => ({ n, r: 'applied' as const })) }
      },
    }),
  },
  { name: 'a save does not wait for the disk', database: (database) => ({ ...database, write: (durability, tables, work) => database.write(tables.includes('outbox') ? 'relaxed' : durability, tables, work) }) },
  {
    name: 'the changes of one action are saved one by one',
    records: ({ outbox }) => {
      const { append } = outbox
      outbox.append = async (ops, draft) => {
        for (const op of ops) await append([op], draft)
      }
    },
  },
  {
    name: 'the cursor is stored before the rows',
    database: (database) => ({
      ...database,
      write: async (durability, tables, work) => {
        if (!tables.includes('packs')) return database.write(durability, tables, work)
        await database.write(durability, ['meta'], (all) => work({ ...all, packs: silent, log: silent } as unknown as typeof all))
        return database.write(durability, tables, (all) => work({ ...all, meta: { ...silent, get: (key: string) => all.meta.get(key) } } as unknown as typeof all))
      },
    }),
  },
  {
    name: 'unsent work on a pupil who is handed over is dropped',
    store: (store, { outbox }) => ({
      ...store,
      applyPage: async (page, at, taken) => {
        const applied = await store.applyPage(page, at, taken)
        const lost = outbox.unsent(0, Number.POSITIVE_INFINITY).filter((op) => page.dropBuckets.includes(op.bucket))
        if (applied && lost.length > 0) outbox.acknowledge(Math.max(...lost.map((op) => op.n)))
        return applied
      },
    }),
  },
  {
    name: 'every page of a long scan acknowledges',
    store: (store, { outbox, memory }) => ({
      ...store,
      applyPage: async (page, at, taken = 0) => {
        const applied = await store.applyPage(page, at, taken)
        if (!applied) return false
        outbox.acknowledge(Math.min(page.lastN, taken))
        memory.acknowledge(Math.min(page.lastN, taken))
        return true
      },
    }),
  },
  { name: 'nobody asks whether a row was missed', store: (store) => ({ ...store, wants: () => ({}) }) },
  { name: 'what differs is not fetched again', store: (store) => ({ ...store, doubt: () => 'none' as const, wants: (at) => (store.wants(at).again ? {} : store.wants(at)) }) },
  {
    name: 'what the journal no longer holds is not reported',
    store: (store) => ({ ...store, takeNewName: (after) => store.takeNewName(after) }),
  },
  { name: 'what waits is not given to the new mentor', server: without('parkedForMentor') },
  { name: 'what came late is not marked', server: without('fromFormerMentor') },
  {
    name: 'an answer is kept in one place',
    server: afterwards(async (server) => {
      for (const row of await server.rows()) if (row.t === 'parkedForMentor') await server.store.db.updateTable('row').set({ f: JSON.stringify({ ...(JSON.parse(row.f) as object), closed: null }) }).where('t', '=', row.t).where('id', '=', row.id).execute()
    }),
  },
]

/** Faults that the product had until a world showed them. */
const found: readonly Mutant[] = [
  { name: 'a restored server’s count is believed as it is', store: (store) => ({ ...store, restart: (epoch, lastN) => store.restart(epoch, epoch !== store.state().epoch && lastN > 0 ? lastN + 1 : lastN) }) },
  {
    name: 'an operation that was handed in leaves a gap',
    net: (net) => ({ ...net, push: (request) => (request.ops[0] && 'handedIn' in request.ops[0] ? Promise.resolve({ err: 'gap' as const, expect: request.ops[0].n }) : net.push(request)) }),
  },
  {
    name: 'a place is taken for what nobody here was given',
    server: onPush(async (request, { clientId, ops }, ask, server) => {
      const by = { schoolId: SCHOOL_ID, accountId: request.personId, clientId }
      for (const { n } of ops.filter((op) => op['handedIn'] === true)) await keepHandedIn(server.store, by, Buffer.from(JSON.stringify({ clientId, op: { n } })), 0)
      return ask(request)
    }),
  },
  { name: 'a tablet of a closed account forgets every second change', store: (store) => ({ ...store, noteHandedIn: (n) => store.noteHandedIn(n + 1) }) },
  { name: 'what was erased stays on the tablets', server: onPages((page) => ({ ...page, purge: [] })) },
  { name: 'a journal with a hole is sent as it is', store: (store) => ({ ...store, takeNewName: (after, missing) => (missing ? Promise.resolve() : store.takeNewName(after)) }) },
  {
    name: 'an action is cut in two for what is wrong beside it',
    net: (net) => {
      let most = Number.POSITIVE_INFINITY
      return {
        ...net,
        push: async (request) => {
          const reply = await net.push({ ...request, ops: request.ops.slice(0, most) })
          most = 'fail' in reply && reply.fail === 'too-large' ? Math.ceil(Math.min(most, request.ops.length) / 2) : Number.POSITIVE_INFINITY
          return reply
        },
      }
    },
  },
  { name: 'what another window saved is not looked for', store: (store) => ({ ...store, check: () => Promise.resolve() }) },
  {
    name: 'what is sent under a new name is not shown meanwhile',
    store: (store, { memory }) => ({
      ...store,
      takeNewName: async (after, missing) => {
        await store.takeNewName(after, missing)
        memory.resetPending([])
      },
    }),
  },
]

const silent = { get: async () => undefined, put: async () => undefined, bulkPut: async () => undefined, bulkDelete: async () => undefined, clear: async () => undefined }

export const mutants: readonly Mutant[] = [...published, ...ours, ...found]
