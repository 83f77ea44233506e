/** Faults put in on purpose, to see that the checker finds them: in the server's database, on the line, or in the browser itself. */
import { PATHS, PushRequest, type PullReply } from '../../src/domain/protocol.ts'
import type { SchoolServer } from '../support/browser/schoolServer.ts'
import type { Tablet } from '../support/browser/tablet.ts'

export type Fault = { name: string; server?: (server: SchoolServer) => void; tablet?: (tablet: Tablet) => Promise<void> }
export const none: Fault = { name: 'none' }

export const faults: readonly Fault[] = [
  {
    name: 'the server throws away what it does not show',
    server(server) {
      server.change('CREATE TRIGGER forget_history AFTER INSERT ON field_history BEGIN DELETE FROM field_history WHERE rowid = new.rowid; END')
      server.change(`CREATE TRIGGER forget_versions AFTER INSERT ON row WHEN new.t IN ('conflict', 'setAside') BEGIN DELETE FROM row WHERE rowid = new.rowid; END`)
    },
  },
  {
    name: 'a save is not kept on the tablet’s disk',
    tablet: ({ context, page }) => {
      const lose = (): void => {
        const put = IDBObjectStore.prototype.put
        IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
          // Answers as if it had been written.
          if (this.name === 'outbox') return this.count() as unknown as IDBRequest<IDBValidKey>
          return key === undefined ? put.call(this, value) : put.call(this, value, key)
        }
      }
      return Promise.all([context.addInitScript(lose), page.evaluate(lose)]).then(() => undefined)
    },
  },
  {
    name: 'an answer says that the server has it, and the server has not',
    tablet: async ({ context }) => {
      let claimed = 0
      await context.route(`**${PATHS.push}`, async (route) => {
        const asked = PushRequest.parse(route.request().postDataJSON())
        claimed = Math.max(claimed, ...asked.ops.map(({ n }) => n))
        await route.fulfill({ json: { epoch: asked.epoch, lastN: claimed, serverWall: asked.wall, results: asked.ops.map(({ n }) => ({ n, r: 'applied' })) } })
      })
      await context.route(`**${PATHS.pull}`, async (route) => {
        const answer = await route.fetch()
        const reply = (await answer.json()) as PullReply
        await route.fulfill({ response: answer, json: 'puts' in reply ? { ...reply, lastN: Math.max(reply.lastN, claimed) } : reply })
      })
    },
  },
  {
    name: 'a pull goes on past a row',
    tablet: async ({ context }) => {
      await context.route(`**${PATHS.pull}`, async (route) => {
        const answer = await route.fetch()
        const reply = (await answer.json()) as PullReply
        await route.fulfill({ response: answer, json: 'puts' in reply && reply.from.seq > 0 ? { ...reply, puts: reply.puts.filter(({ t }) => t !== 'weeklyReview') } : reply })
      })
    },
  },
]
