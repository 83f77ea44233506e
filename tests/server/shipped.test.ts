import { afterEach, beforeEach, expect, it } from 'vitest'
import { PullReply } from '../../src/domain/protocol.ts'
import { aServer, type AServer } from '../support/aServer.ts'
import shipped from './shipped/sv1.json' with { type: 'json' }

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

// What stands in the file was shipped. It is added to, never changed: every operation ever shipped is accepted for ever.
it('Every change that a shipped app has sent is answered as it was on the day it shipped', async () => {
  const mentor = await server.tablet('mentor1', 'client-shipped-1')
  const reply = await mentor.push(...shipped.map(({ op }) => op))
  expect(reply).toMatchObject({ lastN: shipped.length, results: shipped.map(({ op, outcome }) => ({ n: op.n, r: outcome })) })
})

it('A tablet keeps a kind of record and a field that it does not know', () => {
  const newer = { t: 'kindOfNextYear', id: 'x1', b: 'pupil:p1', f: { pupilId: 'p1', somethingNew: { deep: [1] } }, s: { pupilId: 'a:1', somethingNew: 'a:2' }, seq: 9, by: 'lead', at: 1 }
  const reply = { epoch: 'e', from: { seq: 0 }, cursor: { seq: 9 }, more: false, lastN: 0, puts: [newer], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0 }
  expect(PullReply.parse({ ...reply, later: true })).toEqual(reply)
})
