/** Our own store as a peer: the app's data and sync folders as they are, sealed and strict. Here the server is only a list. */
import { openRecords, randomId, type Records } from '../src/data/records.ts'
import { deskOn } from '../src/data/readings/mentoring.ts'
import type { Profile } from '../src/data/store/meta.ts'
import { openTablet, type Tablet } from '../src/data/tablet/tablet.ts'
import { createVault, openVault, type Vault } from '../src/data/vault/vault.ts'
import { instantAt } from '../src/domain/time/clock.ts'
import type { Account } from '../src/domain/protocol.ts'
import { DEFAULT_SETTINGS } from '../src/domain/setting.ts'
import { syncOnce } from '../src/sync/engine.ts'
import type { Peer } from './peer.ts'
import { listServer } from './listServer.ts'
import { PASSPHRASE, personOf } from './people.ts'
import { arrivalFields, rowsOf, told } from './productRows.ts'
import { DAYS, day, type TodayRow } from './workload.ts'

/** The workload's last day, so that "this half-term" is the end of it. */
const now = (): number => instantAt(day(DAYS - 1), '08:40')
const ports = { wall: () => Date.now(), now }

let tablet: Tablet | undefined
let vault: Vault | undefined
let records: Records | undefined
const theTablet = async (): Promise<Tablet> => (tablet ??= await openTablet())

export function theRecords(): Records {
  if (!records) throw new Error('The store is not open')
  return records
}

/** From the passphrase to the key, where this tablet holds a vault. Done before, opening takes the key as it is. */
export async function deriveKey(): Promise<void> {
  const stored = (await (await theTablet()).vaults())[0]
  if (vault !== undefined || stored === undefined) return
  const opened = await openVault(stored, PASSPHRASE)
  if (!opened.ok) throw new Error(`The vault did not open: ${opened.reason}`)
  vault = opened.value
}

/** `signIn` is asked once, when the vault is made: what the server gave, if there is one. */
export async function openProduct(account: Account, signIn: (tabletId: string) => Promise<string | null>): Promise<void> {
  await deriveKey()
  if (vault) {
    records = await openRecords(vault, ports)
    return
  }
  const tabletId = randomId()
  const made = await createVault({ vaultId: crypto.randomUUID(), person: account.id, initials: account.initials, colour: 1, createdAt: 0, passphrase: PASSPHRASE })
  const profile: Profile = { account, clientId: randomId(), tabletId, refresh: await signIn(tabletId) }
  vault = made.vault
  records = await openRecords(vault, ports, profile)
  await (await theTablet()).saveVault(made.header)
}

export const product: Peer = {
  name: 'Blue Report',
  note: 'sealed, strict; the passphrase derivation is part of opening',
  open: ({ scope }) => openProduct(personOf(scope), async () => null),
  async load(data) {
    const done = await syncOnce({ store: theRecords().sync, net: listServer(rowsOf(data)), wall: ports.wall })
    if (done.end !== 'settled') throw new Error(`The round of sync ended: ${done.end}`)
  },
  markArrival: (arrival) => theRecords().commit([{ kind: 'add', t: 'arrivalEvent', id: arrival.id, f: arrivalFields(arrival) }]),
  async today(mentor, date) {
    const { memory, me } = theRecords()
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
  async close() {
    await records?.close()
    tablet?.close()
    records = undefined
    tablet = undefined
    vault = undefined
  },
}
