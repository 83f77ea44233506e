/**
 * What a tablet does with the vaults that lie locked on it whenever it meets the network, whoever is at it: it brings the server
 * what is unsent in them, asks, by its own key, whether it is lost or out of use and whose account was closed,
 * and whether its own lock may still open them, and forgets what it must.
 */
import { watch } from 'vue'
import { forgetLocked, listVaults, lockedChanges, lockedVaults, lockedWorkOf, noteSent, phase, type VaultCard } from '../data/tablet/session.ts'
import { toBring } from '../data/tablet/lockedWork.ts'
import { toBase64url } from '../data/vault/base64url.ts'
import { askStanding, askTakeParcel } from './http.ts'
import { WHILE_VISIBLE } from './schedule.ts'

export async function lockedRound(tabletId: string): Promise<void> {
  const vaults = await lockedVaults()
  if (vaults.length === 0) return
  for (const vault of vaults) if ((await bring(tabletId, vault)) === 'unreachable') return
  const standing = await askStanding({ tabletId, people: vaults.map(({ person }) => person) })
  if ('fail' in standing) return
  if (standing.onePerson !== undefined) {
    const toShut = vaults.filter(({ person }) => !standing.onePerson || standing.left.includes(person))
    const { shutLocks } = await import('../data/tablet/tabletLock.ts')
    await shutLocks(vaults.map(({ vaultId }) => vaultId), toShut.map(({ vaultId }) => vaultId))
  }
  const leaving = vaults.filter(({ person }) => standing.gone || standing.left.includes(person))
  for (const vault of leaving) {
    // A server that was put back may have lost what it had: so long as it can be handed in, it goes once more, and the vault stays.
    const epoch = standing.late?.includes(vault.person) ? undefined : standing.epoch
    if (epoch !== undefined && (await bring(tabletId, vault, epoch)) === 'unreachable') return
    await forgetLocked(vault.vaultId, epoch)
  }
  // The list says what has become of it.
  if (standing.gone && (await listVaults()).length === 0) await askStanding({ tabletId, people: [], forgot: true })
}

/** In their order: what comes after one that is not taken waits with it for its owner. `epoch`: what another life of the server took goes too. */
async function bring(tabletId: string, { vaultId, person }: VaultCard, epoch?: string): Promise<'done' | 'unreachable'> {
  const work = await lockedWorkOf(vaultId)
  for (const parcel of work ? toBring(work, epoch) : []) {
    const answer = await askTakeParcel({ tabletId, person, key: parcel.key, half: toBase64url(parcel.half), ct: toBase64url(parcel.ct) })
    if ('fail' in answer) return answer.fail === 'unreachable' || answer.fail === 'not-ours' ? 'unreachable' : 'done'
    if (!answer.taken) return 'done'
    await noteSent(vaultId, parcel, epoch)
  }
  return 'done'
}

/** Soon after a lock, when the network comes back, and every minute while the tablet is looked at. */
export function startLockedRounds(tabletId: string): void {
  let running = false
  const run = async (): Promise<void> => {
    if (running || document.visibilityState !== 'visible') return
    running = true
    await lockedRound(tabletId).catch((error: unknown) => console.error('A locked vault was not looked after', error instanceof Error ? error.name : 'unknown'))
    running = false
  }
  const soon = (): void => void setTimeout(() => void run(), AFTER_LOCK)
  watch([phase, lockedChanges], soon, { immediate: true })
  window.addEventListener('online', soon)
  document.addEventListener('visibilitychange', soon)
  setInterval(() => void run(), WHILE_VISIBLE)
}
/** What is written at a lock is on the disk by then. */
const AFTER_LOCK = 1000
