/** The operations that one push looks up (who wrote what another now disputes) and those that it adds. */
import type { Op } from '../../src/domain/protocol.ts'
import { operationOf } from '../../src/domain/people/joining.ts'
import type { Stamp } from '../../src/domain/records.ts'
import { upcast } from '../../src/domain/sync/upcast.ts'
import type { OpTable, Write } from '../store.ts'
import { inParts } from './inParts.ts'

export type KnownOp = { clientId: string; by: string; receivedAt: number; effHlc: string; seq: number; op: Pick<Op, 'kind' | 'f' | 'wall' | 'skew'> }
type OpName = { clientId: string; n: number }

const CLIENTS_AT_ONCE = 50

export class HeldOps {
  readonly #trx: Write
  readonly #schoolId: string
  readonly #clientId: string
  readonly #known = new Map<Stamp, KnownOp | undefined>()
  readonly #parkedGroups = new Set<string>()
  readonly #tablets = new Map<string, Promise<string>>()
  readonly #names = new Map<string, Promise<string>>()
  readonly #added: OpTable[] = []

  constructor(trx: Write, schoolId: string, clientId: string) {
    this.#trx = trx
    this.#schoolId = schoolId
    this.#clientId = clientId
  }

  async want(stamps: readonly Stamp[]): Promise<void> {
    const unread = [...new Set(stamps.map(operationOf))].filter((stamp) => !this.#known.has(stamp))
    for (const stamp of unread) this.#known.set(stamp, undefined)
    const ofClient = [...Map.groupBy(unread.flatMap((stamp) => opNamed(stamp) ?? []), ({ clientId }) => clientId)]
    for (let from = 0; from < ofClient.length; from += CLIENTS_AT_ONCE) {
      const rows = await this.#trx
        .selectFrom('op').select(['account_id', 'op', 'received_at', 'client_id', 'n', 'eff_hlc', 'seq']).where('school_id', '=', this.#schoolId)
        .where((is) => is.or(ofClient.slice(from, from + CLIENTS_AT_ONCE).map(([clientId, those]) => is.and([is('client_id', '=', clientId), is('n', 'in', those.map(({ n }) => n))])))).execute()
      for (const one of rows) this.#known.set(`${one.client_id}:${one.n}`, { clientId: one.client_id, by: one.account_id, receivedAt: one.received_at, effHlc: one.eff_hlc, seq: one.seq, op: upcast(JSON.parse(one.op) as Op) })
    }
  }

  async find(stamp: Stamp): Promise<KnownOp | undefined> {
    await this.want([stamp])
    return this.known(stamp)
  }

  /** What has been asked for before. */
  known = (stamp: Stamp): KnownOp | undefined => this.#known.get(operationOf(stamp))

  add(row: OpTable, sent: Record<string, unknown>): void {
    this.#added.push(row)
    this.#known.set(`${row.client_id}:${row.n}`, { clientId: row.client_id, by: row.account_id, receivedAt: row.received_at, effHlc: row.eff_hlc, seq: row.seq, op: upcast(sent as Op) })
    if (row.outcome === 'parked' && row.g !== null) this.#parkedGroups.add(row.g)
  }

  /** Those of this tablet's groups that were parked in an earlier push. */
  async wantGroups(groups: readonly string[]): Promise<void> {
    if (groups.length === 0) return
    const parked = await this.#trx
      .selectFrom('op').select('g').distinct().where('school_id', '=', this.#schoolId).where('client_id', '=', this.#clientId).where('g', 'in', [...new Set(groups)]).where('outcome', '=', 'parked').execute()
    for (const { g } of parked) if (g !== null) this.#parkedGroups.add(g)
  }

  isParked = (group: string | null): boolean => group !== null && this.#parkedGroups.has(group)

  tabletOf(clientId: string): Promise<string> {
    return remembered(this.#tablets, clientId, async () => {
      const client = await this.#trx.selectFrom('sync_client').select('tablet_id').where('school_id', '=', this.#schoolId).where('client_id', '=', clientId).executeTakeFirst()
      return client?.tablet_id ?? ''
    })
  }

  nameOf(accountId: string): Promise<string> {
    return remembered(this.#names, accountId, async () => {
      const account = await this.#trx.selectFrom('account').select('name').where('school_id', '=', this.#schoolId).where('id', '=', accountId).executeTakeFirst()
      return account?.name ?? 'someone who has left'
    })
  }

  async flush(): Promise<void> {
    for (const some of inParts(this.#added)) await this.#trx.insertInto('op').values(some).execute()
  }
}

/** A base is the tablet's word: what names no tablet and no number is nobody's operation. */
function opNamed(stamp: Stamp): OpName | undefined {
  const parts = /^([A-Za-z0-9_-]{8,40}):(\d{1,15})$/.exec(stamp)
  return parts?.[1] === undefined ? undefined : { clientId: parts[1], n: Number(parts[2]) }
}

function remembered<T>(memory: Map<string, Promise<T>>, name: string, ask: () => Promise<T>): Promise<T> {
  const known = memory.get(name) ?? ask()
  memory.set(name, known)
  return known
}
