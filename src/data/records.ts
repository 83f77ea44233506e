/**
 * What one person's open vault holds: who they are, the records in memory, the one way to change them, and their drafts.
 * Opening reads this half-term and what belongs to no day; older history follows when the first screen stands.
 */
import { nextTick, readonly, shallowRef, type Ref } from 'vue'
import { addDays, dateOf, type Instant, type SchoolDate } from '../domain/time/clock.ts'
import { newId } from '../domain/id.ts'
import type { Actor } from '../domain/staff.ts'
import { periodOfDay } from '../domain/records.ts'
import { makeCommit, type Commit } from './store/commit.ts'
import { openVaultDatabase, type DatabasePorts, type VaultDatabase } from './store/database.ts'
import { openDrafts, type Drafts } from './store/drafts.ts'
import { keepLease, type KeptLease } from './tablet/keepLease.ts'
import { keepLockedWork, type KeptLockedWork } from './tablet/keepLockedWork.ts'
import type { LockedWork } from './tablet/lockedWork.ts'
import { createMemory, type Memory } from './store/memory.ts'
import { FRESH, readMeta, writeMeta, type Profile, type SyncState } from './store/meta.ts'
import { openOpenings, type Openings } from './tablet/openings.ts'
import { openOutbox, type Outbox } from './store/outbox.ts'
import { readRows } from './store/packs.ts'
import type { Photos } from './store/photos.ts'
import { makeSyncStore, type SyncStore } from './store/syncStore.ts'
import type { Vault } from './vault/vault.ts'

export type Records = {
  readonly vaultId: string
  readonly me: Actor
  readonly memory: Memory
  /** The only write. Resolves when the change is durable; rejects with a typed error when it is not. */
  readonly commit: Commit
  readonly drafts: Drafts
  readonly outbox: Outbox
  /** Which pupils' files were opened here, until the audit knows. */
  readonly openings: Openings
  readonly sync: SyncStore
  /** Whether pupils' records may be read on this tablet now. Nothing that writes or sends asks it. */
  readonly lease: Pick<KeptLease, 'now' | 'beat'>
  /** The server's clock minus this tablet's, in ms, as sync measured it; null where it was never measured. */
  readonly skew: Readonly<Ref<number | null>>
  setSkew: (ms: number | null) => void
  profile: () => Profile
  saveProfile: (profile: Profile) => Promise<void>
  /** History before this half-term; reading it twice costs nothing. */
  loadOlder: () => Promise<void>
  readonly olderLoaded: Readonly<Ref<boolean>>
  /** Why this tablet goes on in the shape an earlier version gave its database; undefined as a rule. */
  readonly putOff: VaultDatabase['putOff']
  /** The pictures that lie on this tablet, opened when they are first asked for. */
  photos: () => Promise<Photos>
  /** How many lie here that the server was never said to have, whoever's pupil it is by now. */
  photosLeft: () => Promise<number>
  /** Whether there may be any, without making a place for them. */
  hasPhotos: () => Promise<boolean>
  /** What the vault will say of its unsent work when it is locked; undefined where it says nothing, as in a rehearsal. */
  readonly lockedWork: Pick<KeptLockedWork, 'publicKey' | 'signRefresh' | 'sealTo'> | undefined
  /** Asks the database whether it still answers, and heals it. */
  probe: VaultDatabase['probe']
  /** Closes when what is being saved is saved, half a second later at most; then the keys are gone. */
  close: () => Promise<void>
}

/** Two weeks back, so that "the last ten school days" never waits at the turn of a half-term. */
const RECENT_DAYS = 14
/** The first day of what is read at opening. */
export function knownSince(today: SchoolDate): SchoolDate {
  const [year = '', part = ''] = periodOfDay(addDays(today, -RECENT_DAYS)).split('.')
  return `${year}-${String(Number(part) * 2 - 1).padStart(2, '0')}-01`
}
const LAST_WORDS_MS = 500

export type OpenPorts = DatabasePorts & {
  wall: () => Instant
  now: () => Instant
  /** Counts and is never set, in ms. */
  steady?: () => number
  /** Whether the clock may go back with nobody having set it, as a demo's does. */
  mayGoBack?: () => boolean
  /** Fills bytes with chance, for ids. */
  random?: (bytes: Uint8Array<ArrayBuffer>) => void
  /** Another disk than this browser's. */
  database?: (vaultId: string) => Promise<VaultDatabase>
  /** After how many rows the log is folded into packs. */
  longLog?: number
  /** Lets the page answer in the middle of long work. */
  breath?: () => Promise<void>
  /** Where it is kept what the vault says of its unsent work while it is locked. */
  saveWork?: (work: LockedWork) => Promise<void>
}

const chance = (bytes: Uint8Array<ArrayBuffer>): void => void crypto.getRandomValues(bytes)
/** A task of its own, and no timer, which a browser holds back. */
const aBreath = (): Promise<void> =>
  new Promise((on) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      on()
    })
    port1.start()
    port2.postMessage(undefined)
  })
export const randomId = (): string => newId(chance)
export { openVaultDatabase }

/**
 * `given`: the profile of a vault that was made just now; else it is read from the vault. `known` hears whose records these
 * are before they are read.
 */
export async function openRecords(vault: Vault, ports: OpenPorts, given?: Profile, known?: (me: Actor) => void): Promise<Records> {
  const db = await (ports.database?.(vault.id) ?? openVaultDatabase(vault.id, ports))
  try {
    if (given) await writeMeta(db, vault, 'profile', given)
    const profile = given ?? (await readMeta(db, vault, 'profile'))?.value
    if (!profile) throw new Error('This vault has no profile')
    known?.(profile.account)
    return await readAll(db, vault, ports, profile)
  } catch (error) {
    db.close()
    throw error
  }
}

async function readAll(db: VaultDatabase, vault: Vault, ports: OpenPorts, found: Profile): Promise<Records> {
  let profile = found
  const { random = chance, longLog, breath = aBreath } = ports
  const held = await readMeta(db, vault, 'sync')
  const state: SyncState = held?.value ?? FRESH
  const me: Actor = profile.account
  const memory = createMemory(profile.clientId, me.id)
  const since = periodOfDay(addDays(dateOf(ports.now()), -RECENT_DAYS))
  const isRecent = (period: string): boolean => period === 'always' || period >= since
  memory.putStoredRows(await readRows(db, vault, state.periods.filter(isRecent)))
  const outbox = await openOutbox(db, vault, state.ackN)
  memory.putPending(outbox.unsent(state.ackN, Number.POSITIVE_INFINITY))

  const olderLoaded = shallowRef(false)
  let loading: Promise<void> | undefined
  const loadOlder = (): Promise<void> =>
    (loading ??= (async () => {
      // What sync brought meanwhile is newer than what lies on the disk.
      memory.putStoredRows(await readRows(db, vault, sync.state().periods.filter((period) => !isRecent(period))))
      olderLoaded.value = true
    })().catch((error: unknown) => {
      loading = undefined
      throw error
    }))
  const drafts = openDrafts(db, vault)
  const sync = makeSyncStore({
    db, vault, memory, outbox, loadOlder, forgetDrafts: drafts.forget, isAllLoaded: () => olderLoaded.value, longLog, breath,
    profile: () => profile,
    setProfile(next) {
      profile = next
    },
    newId: () => newId(random),
    met: () => lease.met(),
  }, held)
  const skew = shallowRef<number | null>(null)
  const lease = keepLease({ state: () => sync.state(), note: (seen) => sync.noteSeen(seen), skew: () => skew.value, wall: ports.wall, steady: ports.steady ?? (() => performance.now()), mayGoBack: ports.mayGoBack ?? (() => false) })
  let photos: Promise<Photos> | undefined
  const openedPhotos = (): Promise<Photos> =>
    (photos ??= import('./store/photos.ts').then(({ openPhotos }) => openPhotos(vault, ports)).catch((error: unknown) => {
      photos = undefined
      throw error
    }))
  const hasPhotos = async (): Promise<boolean> => photos !== undefined || (await import('./store/photos.ts')).arePhotosHere(vault.id, ports)
  async function photosLeft(): Promise<number> {
    const { photosNotAt } = await import('./store/photos.ts')
    return (await hasPhotos()) ? photosNotAt(sync.state().epoch, (await openedPhotos()).states.value) : 0
  }
  const openings = openOpenings(drafts, () => newId(random))
  const work = ports.saveWork && keepLockedWork({
    outbox, photosLeft, state: () => sync.state(), hlcBefore: sync.hlcBefore, profile: () => profile, openings: openings.unsent, wall: ports.wall, save: ports.saveWork,
    keys: (await readMeta(db, vault, 'parcelKeys'))?.value, saveKeys: (keys) => writeMeta(db, vault, 'parcelKeys', keys),
  })
  const { commit, idle } = makeCommit({ memory, outbox, drafts, wall: ports.wall, skew: () => skew.value, seen: () => sync.state().cursor.upto ?? sync.state().cursor.seq, newGroup: () => newId(random) })

  return {
    vaultId: vault.id,
    me, memory, outbox, sync, openings, lease,
    drafts, commit,
    skew: readonly(skew),
    setSkew(ms) {
      skew.value = ms
    },
    profile: () => profile,
    saveProfile: (next) =>
      outbox.inTurn(async () => {
        // The name to the server changes with the numbers only.
        const kept = { ...next, clientId: profile.clientId }
        await writeMeta(db, vault, 'profile', kept)
        profile = kept
      }),
    loadOlder,
    olderLoaded: readonly(olderLoaded),
    putOff: db.putOff,
    photos: openedPhotos,
    hasPhotos,
    photosLeft,
    lockedWork: work,
    probe: () => db.probe(),
    async close() {
      // The screens go first, and keep their last words as they go.
      await nextTick()
      work?.stop()
      lease.stop()
      const lastWords = Promise.allSettled([idle(), drafts.idle(), lease.keep()]).then(() => work?.now()).catch((error: unknown) => {
        // Slower than the lock waits: what was said before stands, and the row that came later shows that it is not all.
        if (!vault.closed) console.error('What is unsent was not noted', error instanceof Error ? error.name : 'unknown')
      })
      await Promise.race([lastWords, new Promise((pass) => setTimeout(pass, LAST_WORDS_MS))])
      void photos?.then((open) => open.close(), () => undefined)
      db.close()
      vault.close()
    },
  }
}
