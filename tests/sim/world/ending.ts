/** The promises that hold when the weather has cleared: everybody agrees, and everything that was saved can be found. */
import { waitingChanges } from '../../../src/data/readings/attention.ts'
import type { Bucket } from '../../../src/domain/bucket.ts'
import { opIdOf } from '../../../src/domain/change.ts'
import type { Op } from '../../../src/domain/protocol.ts'
import type { Row } from '../../../src/domain/records.ts'
import type { OpTable, RowTable } from '../../../server/store.ts'
import { digestsOf } from '../../../src/domain/sync/digest.ts'
import { canonical } from '../../../server/sync/canonical.ts'
import { checkFormer } from './former.ts'
import { identity } from './history.ts'
import { LATER_FIELD } from './school.ts'
import type { Tablet, World } from './tablet.ts'
import { checkReplay } from './replay.ts'

/** Everybody answers all that waits for them, without hearing of each other; in a world out of four, for it takes as long again. */
export function settleWaiting(world: World, tablets: readonly Tablet[]): boolean {
  let answered = 0
  for (const tablet of world.seed % 4 === 0 ? tablets : []) {
    const { records } = tablet
    const waiting = records ? waitingChanges(records.memory, records.me) : []
    if (!records || waiting.length === 0) continue
    answered += waiting.length
    world.history.tell(`${tablet.name}: answers ${waiting.length} that wait`)
    for (const { t, id } of waiting) tablet.save([{ kind: 'patch', t, id, f: { closed: { by: records.me.id, at: tablet.wall(), how: 'dismissed', why: tablet.name } } }])
  }
  return answered > 0
}

export async function checkEnding(world: World, tablets: readonly Tablet[]): Promise<void> {
  const there = tablets.filter((tablet) => !tablet.left)
  for (const tablet of there) await checkAgrees(world, tablet, 'open')
  // Once more from the disk: what was in memory must be what is stored.
  for (const tablet of there) {
    tablet.kill()
    tablet.open()
  }
  await world.gates.settle()
  while (!world.gates.isQuiet) await world.gates.openOne()
  for (const tablet of there) await checkAgrees(world, tablet, 'opened anew')
  await checkNothingLost(world, tablets)
  await checkReplay(world)
  await checkFormer(world)
  for (const row of await world.server.rows()) if (row.t === 'weeklyReview' && !(LATER_FIELD in (JSON.parse(row.f) as object))) world.history.break('I16', `${row.id} lost a field of a later version`)
}

/** I1: what is shown is what the server has, of exactly the buckets this person may see. */
async function checkAgrees(world: World, tablet: Tablet, when: string): Promise<void> {
  const { records } = tablet
  if (!records) return world.history.break('sim', `${tablet.name} did not open`)
  void records.loadOlder()
  await world.gates.settle()
  while (!world.gates.isQuiet) await world.gates.openOne()
  const mayRead = await world.server.scope(tablet.person)
  const wanted = new Map((await world.server.rows()).filter((row) => mayRead(row.bucket)).map((row) => [`${row.t} ${row.id}`, row]))
  const say = (rule: string, what: string): void => world.history.break(rule, `${tablet.name}, ${when}: ${what}`)
  // A disk that was put back unseen may give numbers again that no digest tells apart: docs/sync-protocol.md says what that leaves.
  const [here, there] = [digestsOf(records.memory.serverRows()), digestsOf([...wanted.values()].map(({ bucket, seq }) => ({ b: bucket, seq })))]
  const seemsSame = (bucket: Bucket): boolean => world.server.wasPutBack && here.get(bucket) === there.get(bucket)
  for (const row of records.memory.serverRows()) if (!wanted.has(`${row.t} ${row.id}`) && !seemsSame(row.b)) say(mayRead(row.b) ? 'I1' : 'I8', `holds ${row.t} ${row.id} of ${row.b}`)
  for (const [key, row] of wanted) {
    if (seemsSame(row.bucket)) continue
    const held = records.memory.serverRow(row)
    if (!held) say('I1', `has no ${key}`)
    else if (canonical(facts(held)) !== canonical(facts(rowOf(row)))) say('I1', `has another ${key}: ${canonical(facts(held))} instead of ${canonical(facts(rowOf(row)))}`)
    const shown = records.memory.get(row.t as 'note', row.id)
    if (row.void !== null ? shown !== undefined : canonical(shown?.f) !== canonical(JSON.parse(row.f))) say('I1', `shows another ${key}`)
  }
}
const rowOf = (row: RowTable): Row => ({ t: row.t as Row['t'], id: row.id, b: row.bucket, f: JSON.parse(row.f) as Row['f'], s: JSON.parse(row.s) as Row['s'], seq: row.seq, by: row.by, at: row.at, ...(row.void === null ? {} : { void: row.void }) })
const facts = ({ f, s, b, seq, by, void: voided }: Row): object => ({ f, s, b, seq, by, voided })

/** I2, I9, I13, I14, I15: every saved operation is in the server's log exactly once, or the person was told it may not be. */
async function checkNothingLost(world: World, tablets: readonly Tablet[]): Promise<void> {
  const { history, server } = world
  const log = await server.ops()
  const hasTwins = tablets.some(({ isCopy }) => isCopy)
  const byIdentity = new Map<string, OpTable[]>()
  for (const one of log) {
    const act = identity(JSON.parse(one.op) as Op)
    byIdentity.set(act, [...(byIdentity.get(act) ?? []), one])
  }
  // An action is taken in whole or put aside whole, where it could travel whole.
  const actions = Map.groupBy(log.filter((one) => one.g !== null), (one) => `${one.client_id} ${one.g}`)
  if (world.small?.push === undefined && !history.hasCut)
    for (const [action, parts] of actions) if (new Set(parts.map((one) => one.outcome === 'parked')).size > 1) history.break('I2', `half of the action ${action} was put aside`)
  const forgotten = new Set(tablets.filter((one) => one.left && (one.left.restores < server.restores || one.watch.hasPruned)).map(({ name }) => name))
  const handedIn = new Set((await server.store.db.selectFrom('handin').selectAll().execute()).map((one) => identity((JSON.parse(Buffer.from(one.bytes).toString()) as { op: Op }).op)))
  const reported = new Set(tablets.flatMap(({ records, left, watch }) => (left?.missing ?? records?.sync.state().missing ?? []).flatMap(({ clientId, from, to }) => Array.from({ length: to - from + 1 }, (_, index) => watch.numbers.get(opIdOf(clientId, from + index))))))
  for (const [act, { tablet, op, times }] of history.saved) {
    if (history.mayBeErased(op)) continue
    const found = byIdentity.get(act) ?? []
    // What a tablet handed in, or no longer had in its journal, and forgot, and a server that was put back since does not know: nobody has it any more.
    if (forgotten.has(tablet)) continue
    // What was handed in is told from another copy's change under the same number by the moment alone: docs/sync-protocol.md.
    const isTakenForAnother = server.wasPutBack && hasTwins && [...history.saved.values()].some((other) => other.tablet !== tablet && other.op.n === op.n && other.op.hlc === op.hlc)
    if (isTakenForAnother) continue
    if (found.length < times && !handedIn.has(act) && !reported.has(act)) history.break('I2', `${tablet} saved ${op.kind} ${op.t} ${op.id} (${op.n}), and the server never had it`)
    // Of two tablets that were one, both may hold what was unsent then, and send it under a name of their own each.
    if (found.length > times && !(hasTwins && new Set(found.map((one) => one.client_id)).size === found.length)) history.break('I3', `${op.kind} ${op.t} ${op.id} was taken in ${found.length} times (${found.map((one) => opIdOf(one.client_id, one.n)).join(', ')})`)
  }
}

