/** Our own store as a peer: the app's data and sync folders as they are, sealed and strict, under a server that is only a list. */
import { openRecords, randomId, type Records } from '../src/data/records.ts'
import { deskOn } from '../src/data/mentoring.ts'
import type { Profile } from '../src/data/meta.ts'
import { openTablet, type Tablet } from '../src/data/tablet.ts'
import { createVault, openVault } from '../src/data/vault/vault.ts'
import { instantAt } from '../src/domain/clock.ts'
import type { PullReply, WireRow } from '../src/domain/protocol.ts'
import type { Row } from '../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../src/domain/setting.ts'
import type { Actor } from '../src/domain/staff.ts'
import { syncOnce, type Net } from '../src/sync/engine.ts'
import type { SyncingPeer } from './peer.ts'
import { arrivalFields, rowsOf, told } from './productRows.ts'
import { DAYS, day, mentorId, type TodayRow } from './workload.ts'

export const PASSPHRASE = 'harbour lantern copper meadow'
const me: Actor = { id: mentorId(0), role: 'mentor', name: 'Ms B. Mark', initials: 'BM' }
/** The workload's last day, so that "this half-term" is the end of it. */
const now = (): number => instantAt(day(DAYS - 1), '08:40')
const ports = { wall: () => Date.now(), now }

let tablet: Tablet | undefined
let records: Records | undefined
let onServer: Row[] = []
const theTablet = async (): Promise<Tablet> => (tablet ??= await openTablet())

export function theRecords(): Records {
  if (!records) throw new Error('The store is not open')
  return records
}

/** The server's half of the protocol, answered from memory: what is measured is the tablet's half. */
const net: Net = {
  async push({ ops }) {
    const last = ops.at(-1)?.n ?? 0
    acknowledged = Math.max(acknowledged, last)
    return { epoch: 'e1', lastN: acknowledged, serverWall: Date.now(), results: ops.map(({ n }) => ({ n, r: 'applied' as const })) }
  },
  async pull({ cursor, limit }): Promise<PullReply> {
    const from = cursor.after === undefined ? cursor.seq : Number(cursor.after)
    const puts = onServer.slice(from, from + limit)
    const end = from + puts.length
    const more = end < onServer.length
    return {
      epoch: 'e1', from: cursor, cursor: more ? { seq: cursor.seq, upto: onServer.length, after: String(end) } : { seq: end }, more, lastN: acknowledged,
      puts: puts as unknown as WireRow[], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: Date.now(), leaseUntil: Date.now() + 864e5,
    }
  },
  handIn: async () => 'stored',
}
let acknowledged = 0

async function round(): Promise<void> {
  const done = await syncOnce({ store: theRecords().sync, net, wall: ports.wall })
  if (done.end !== 'settled') throw new Error(`The round of sync ended: ${done.end}`)
}

export const product: SyncingPeer = {
  name: 'Blue Report',
  note: 'sealed, strict; the passphrase derivation is part of opening',
  async open() {
    const stored = (await (await theTablet()).vaults())[0]
    if (stored !== undefined) {
      const opened = await openVault(stored, PASSPHRASE)
      if (!opened.ok) throw new Error(`The vault did not open: ${opened.reason}`)
      records = await openRecords(opened.value, ports)
      return
    }
    const { header, vault } = await createVault({ vaultId: crypto.randomUUID(), person: me.id, initials: me.initials, colour: 1, createdAt: 0, passphrase: PASSPHRASE })
    const profile: Profile = { account: { ...me, username: me.id, year: undefined }, clientId: randomId(), tabletId: randomId(), refresh: null }
    records = await openRecords(vault, ports, profile)
    await (await theTablet()).saveVault(header)
  },
  async load(data) {
    onServer = rowsOf(data)
    await round()
  },
  markArrival: (arrival) => theRecords().commit([{ kind: 'add', t: 'arrivalEvent', id: arrival.id, f: arrivalFields(arrival) }]),
  async today(mentor, date) {
    const { memory } = theRecords()
    const rows = memory.onDay('arrivalEvent', date)
    const withdrawn = new Set(rows.filter(({ f }) => f.type === 'withdrawn').map(({ f }) => f.pupilId))
    return deskOn(memory, date, me.id, DEFAULT_SETTINGS)
      .filter((one) => one.mentorId === mentor)
      .map(({ pupilId, pupil, arrival }): TodayRow => ({
        pupilId, name: `${pupil.preferredName} ${pupil.surname}`, at: arrival?.at ?? '',
        status: arrival ? (arrival.mark === '/' ? 'present' : 'late') : withdrawn.has(pupilId) ? 'absent' : 'none',
      }))
  },
  async timeline(pupilId) {
    await theRecords().loadOlder()
    const { memory } = theRecords()
    const kinds = ['arrivalEvent', 'note', 'weeklyReview', 'target'] as const
    return kinds.flatMap((kind) => memory.ofPupil(kind, pupilId).map(told)).sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  },
  firstSync: round,
  push: round,
  async close() {
    await records?.close()
    tablet?.close()
    records = undefined
    tablet = undefined
  },
}
