/**
 * Keeps on the disk what the vault will say of its unsent work when it is locked, and that work as parcels: a moment after a save
 * and at the lock, never in a save's way.
 */
import { watch } from 'vue'
import type { Telling } from '../../domain/people/audit.ts'
import type { SealKey } from '../../domain/sync/parcels.ts'
import { inOneTurn } from '../store/inOneTurn.ts'
import { newestOf, type LockedWork } from './lockedWork.ts'
import type { Profile, SyncState } from '../store/meta.ts'
import type { Outbox } from '../store/outbox.ts'
import { signRefresh } from '../../domain/people/refreshing.ts'
import { newParcelKeys, signingKey, type ParcelKeys } from '../store/parcelKeys.ts'
import { makeParcelling } from './parcelling.ts'
import { toBase64url } from '../vault/base64url.ts'

/** Longer than sync takes with a network, so that as a rule there is nothing left to say. */
const AFTER_SAVE = 1500

type Ports = {
  outbox: Outbox
  state: () => SyncState
  /** The stamp of the operation before this one; empty where it is not known. */
  hlcBefore: (n: number) => string
  profile: () => Profile
  openings: () => Promise<readonly Telling[]>
  photosLeft: () => Promise<number>
  wall: () => number
  keys: ParcelKeys | undefined
  saveKeys: (keys: ParcelKeys) => Promise<void>
  save: (work: LockedWork) => Promise<void>
}
export type KeptLockedWork = {
  /** The public half with which this vault's parcels are signed. */
  publicKey: () => Promise<string>
  /** Signs with it that this vault asks for its next session. */
  signRefresh: (words: { refresh: string; clientId: string }) => Promise<string>
  /** The server knows it, and says what to seal to. */
  sealTo: (seal: SealKey) => Promise<void>
  /** Writes it now. Resolves when it is on the disk. */
  now: () => Promise<void>
  stop: () => void
}

export function keepLockedWork(ports: Ports): KeptLockedWork {
  const { outbox, state, profile, saveKeys, save } = ports
  let { keys } = ports
  let timer: ReturnType<typeof setTimeout> | undefined
  const inTurn = inOneTurn()
  const parcelsOf = makeParcelling()

  async function ownKeys(): Promise<ParcelKeys> {
    if (keys) return keys
    const made = await newParcelKeys()
    await saveKeys(made)
    return (keys = made)
  }
  const now = (): Promise<void> => {
    clearTimeout(timer)
    return inTurn(async () => {
      const [photos, openings] = [await ports.photosLeft(), await ports.openings()]
      // All of one moment: nothing is numbered or named anew in between.
      const { newest, ...unsent } = await outbox.inTurn(() => Promise.resolve({
        newest: newestOf(outbox.newest()), ops: outbox.unsent(state().ackN, Number.POSITIVE_INFINITY), beforeHlc: ports.hlcBefore(state().ackN + 1),
        person: profile().account.id, tabletId: profile().tabletId, clientId: profile().clientId, epoch: state().epoch,
      }))
      const { epoch } = unsent
      const parcels = keys ? await parcelsOf({ ...unsent, openings, wall: ports.wall() }, keys) : []
      await save({ changes: unsent.ops.length, photos, newest, parcels, ...(epoch === '' ? {} : { epoch }) })
    })
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void now().catch((error: unknown) => console.error('What is unsent was not put up', error instanceof Error ? error.name : 'unknown')), AFTER_SAVE)
  }
  const stopWatching = watch(outbox.waiting, soon, { immediate: true })
  return {
    publicKey: async () => (await inTurn(ownKeys)).verify,
    signRefresh: async (words) => toBase64url(await signRefresh(crypto.subtle, await signingKey(await inTurn(ownKeys)), words)),
    sealTo: async (seal) => {
      await inTurn(async () => {
        const known = await ownKeys()
        if (known.seal?.id === seal.id) return
        const next = { ...known, seal }
        await saveKeys(next)
        keys = next
      })
      soon()
    },
    now,
    stop() {
      stopWatching()
      clearTimeout(timer)
    },
  }
}
