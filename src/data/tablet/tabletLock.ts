/**
 * The tablet's own lock beside the passphrase, on a tablet of one person. The way is in the vault's header, where nobody changes it
 * unseen. A locked vault has no keys to take it out with: until it is opened its way is only shut.
 */
import { readonly, shallowRef } from 'vue'
import { changeHeader, openHeader, tabletNow } from './session.ts'
import { tabletLockOf, withoutTabletLock, wrapUnderTabletLock, type TabletLock, type TabletLockAnswer } from '../vault/tabletLock.ts'

export type { TabletLock } from '../vault/tabletLock.ts'

/** Counts what the server said of the locked vaults' ways. */
const changedNow = shallowRef(0)
export const lockChanges = readonly(changedNow)

const shutNow = async (): Promise<string[]> => (await tabletNow().setting('locksShut')) ?? []

/** What to ask the tablet's lock with to open this vault; undefined where it is no way in. */
export async function lockFor(vaultId: string): Promise<TabletLock | undefined> {
  return (await shutNow()).includes(vaultId) ? undefined : tabletLockOf(await tabletNow().vault(vaultId))
}

export const ownLock = async (): Promise<TabletLock | undefined> => tabletLockOf(await openHeader())

/** From now on it opens this vault too, which is open; see `changeHeader`. */
export async function addLock(vaultId: string, answer: TabletLockAnswer): Promise<void> {
  await changeHeader(vaultId, (header, vault) => wrapUnderTabletLock(header, vault, answer)).finally(() => answer.output.fill(0))
  const shut = await shutNow()
  if (shut.includes(vaultId)) await tabletNow().saveSetting('locksShut', shut.filter((one) => one !== vaultId))
}

/** Does nothing where there was none. */
export async function removeLock(vaultId: string): Promise<void> {
  const lock = tabletLockOf(await tabletNow().vault(vaultId))
  if (!lock) return
  await changeHeader(vaultId, withoutTabletLock)
  // A browser that knows how deletes the passkey too; to one that does not, it opens nothing any more.
  if (typeof PublicKeyCredential === 'undefined' || typeof PublicKeyCredential.signalUnknownCredential !== 'function') return
  await PublicKeyCredential.signalUnknownCredential({ rpId: location.hostname, credentialId: lock.credential }).catch((error: unknown) => console.info('The passkey stays', error instanceof Error ? error.name : 'unknown'))
}

/** Of the vaults that are locked now these are shut, and the others not. */
export async function shutLocks(locked: readonly string[], toShut: readonly string[]): Promise<void> {
  const shut = await shutNow()
  const next = [...shut.filter((one) => !locked.includes(one)), ...toShut]
  if (next.length === shut.length && next.every((one) => shut.includes(one))) return
  await tabletNow().saveSetting('locksShut', next)
  changedNow.value++
}
