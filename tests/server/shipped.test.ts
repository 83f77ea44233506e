import { afterEach, beforeEach, expect, it } from 'vitest'
import { PullReply, type Op } from '../../src/domain/protocol.ts'
import { mayWrite } from '../../src/domain/permission.ts'
import { isKind, KINDS, RECORDS, type Kind } from '../../src/domain/records.ts'
import { SETTLED_BY } from '../../src/domain/sync/conflict.ts'
import { aServer, STAFF, type AServer, type WireTablet } from '../support/aServer.ts'
import file from './shipped/sv1.json' with { type: 'json' }

/** `as`: who sent it, mentor1 where it does not say. Each person's own are numbered from 1. */
type Shipped = { as?: string; op: unknown; outcome: string }
const shipped: readonly Shipped[] = file
const opOf = ({ op }: Shipped): Op => op as Op

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

// What stands in the file was shipped. It is added to, never changed: every operation ever shipped is accepted for ever.
it('Every change that a shipped app has sent is answered as it was on the day it shipped', async () => {
  const tablets = new Map<string, WireTablet>()
  const answers: unknown[] = []
  for (const { as = 'mentor1', op } of shipped) {
    const tablet = tablets.get(as) ?? (await server.tablet(as, `client-shipped-${STAFF.findIndex(({ id }) => id === as) + 1}`))
    tablets.set(as, tablet)
    const reply = await tablet.push(op)
    answers.push('results' in reply ? reply.results.map(({ n, r }) => [n, r]) : reply)
  }
  expect(answers).toEqual(shipped.map((one) => [[opOf(one).n, one.outcome]]))
})

// A new kind's first operations are added to the file when it ships.
it.each(KINDS)('The file has what a tablet does with each kind of record: %s', (kind) => {
  const isTaken = (does: Op['kind']): boolean => shipped.some((one) => opOf(one).t === kind && opOf(one).kind === does && one.outcome === 'applied')
  const isAddedByPeople = STAFF.some((who) => mayWrite(who, kind, { own: true, pupilYear: undefined })) && SETTLED_BY[kind] === undefined
  const isSettled = SETTLED_BY[kind] !== undefined
  expect({ add: isTaken('add'), patch: isTaken('patch') }, 'tests/server/shipped/sv1.json').toEqual({ add: isAddedByPeople, patch: isSettled || (isAddedByPeople && RECORDS[kind].nature === 'record') })
})
it('The file has every variant of every kind that has several, and what is taken back', () => {
  type Variant = { shape: Record<string, { value?: unknown } | undefined> }
  const schemaOf = (kind: Kind) => RECORDS[kind].schema as { options?: readonly Variant[]; def: { discriminator?: string } }
  const told = (kind: Kind): string => schemaOf(kind).def.discriminator ?? 'type'
  const variantsOf = (kind: Kind): string[] => (schemaOf(kind).options ?? []).map(({ shape }) => `${kind} ${JSON.stringify(shape[told(kind)]?.value)}`)
  const has = new Set(shipped.flatMap((one) => {
    const { t, f } = opOf(one)
    return isKind(t) ? [`${t} ${JSON.stringify(f?.[told(t)])}`] : []
  }))
  expect(KINDS.flatMap(variantsOf).filter((name) => !has.has(name))).toEqual([])
  expect(new Set(shipped.filter((one) => opOf(one).kind === 'void').map((one) => opOf(one).t)).size).toBeGreaterThan(15)
})

it('A tablet keeps a kind of record, a field and a bucket that it does not know', () => {
  const newer = { t: 'kindOfNextYear', id: 'x1', b: 'year:9:letters', f: { pupilId: 'p1', somethingNew: { deep: [1] } }, s: { pupilId: 'a:1', somethingNew: 'a:2' }, seq: 9, by: 'lead', at: 1 }
  const reply = { epoch: 'e', from: { seq: 0 }, cursor: { seq: 9 }, more: false, lastN: 0, puts: [newer], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0 }
  expect(PullReply.parse({ ...reply, later: true })).toEqual(reply)
})
