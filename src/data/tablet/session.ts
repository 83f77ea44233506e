/**
 * Whose vault is open, from cold start to lock. The passphrase opens it in the morning; the PIN opens it again while this
 * page lives, because the PIN's envelope is in memory only. `desk`: the first-name list stays usable at reception, and
 * everything else asks for the PIN.
 *
 * Longer than other files because it is one machine: every step reads and sets who is here, and whoever changes one must
 * see the others. What a step does (deriving, wrapping, reading) stands elsewhere.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import { ok, refused, type Result } from '../../domain/result.ts'
import type { Account } from '../../domain/protocol.ts'
import { isDemoClock, now, wall } from '../clock.ts'
import { openNow } from '../current.ts'
import { eraseVaultDatabase, type VaultDatabase } from '../store/database.ts'
import { NewerDatabase } from '../store/healing.ts'
import { inOneTurn } from '../store/inOneTurn.ts'
import { isNothingLeft, newestOf, type LockedWork, type StoredParcel } from './lockedWork.ts'
import type { Profile } from '../store/meta.ts'
import type { Tablet } from './tablet.ts'
import type { Bytes } from '../vault/base64url.ts'
import { destroyPinEnvelope, openWithPin, type PinEnvelope } from '../vault/pin.ts'
import { makePreparedPin } from '../vault/preparedPin.ts'
import { createVault, openVault, rewrap, VaultClosed, VaultHeader, type OpenRefusal, type Vault } from '../vault/vault.ts'
import { holdInUse, vaultsInUse, whereNotInUse } from './vaultInUse.ts'
import { cardOf, cardsOn, colourOf, type VaultCard } from './vaultCards.ts'

export type Phase = 'starting' | 'sign-in' | 'choose-pin' | 'locked' | 'desk' | 'open'
export type { VaultCard } from './vaultCards.ts'

const phaseNow = shallowRef<Phase>('starting')
/** The person whose PIN opens again without the passphrase; undefined from cold. */
const warmFor = shallowRef<VaultCard | undefined>()
/** The account of whoever was here was closed: their work has been handed in, and nothing of theirs is left here. */
const letGoNow = shallowRef(false)
export const wasLetGo = readonly(letGoNow)
/** Counts what becomes of the people on the tablet: whose vaults there are, and what of theirs is unsent. */
const changedNow = shallowRef(0)
export const lockedChanges = readonly(changedNow)
/** The vault that this window has just removed, which its other windows are told. */
const removedNow = shallowRef<string | undefined>()
export const removedHere = readonly(removedNow)
/** The name of the person whose vault is open, from the moment it is known. */
const knownAs = shallowRef<string | undefined>()
export const person = readonly(knownAs)
export const phase = readonly(phaseNow) as Readonly<Ref<Phase>>
export const warm = readonly(warmFor) as Readonly<Ref<VaultCard | undefined>>

let tablet: Tablet | undefined
type Open = { vault: Vault; card: VaultCard; /** Resolves when the records are in memory. */ records: Promise<void>; release: () => Promise<void> }
let openVaultNow: Open | undefined
let envelope: PinEnvelope | undefined
const prepared = makePreparedPin()
const headersInTurn = inOneTurn()
/** Everything that only an open vault needs comes in a file of its own, fetched while the secret is typed. */
const inside = () => import('../records.ts')
export const preloadRecords = (): Promise<unknown> => inside()
const theTablet = (): Tablet => {
  if (!tablet) throw new Error('The session has not started')
  return tablet
}

/** From cold: with nobody's vault on this tablet the first thing is to sign in. */
export async function startSession(of: Tablet): Promise<void> {
  tablet = of
  phaseNow.value = (await listVaults()).length > 0 ? 'locked' : 'sign-in'
}

export const listVaults = (): Promise<VaultCard[]> => cardsOn(theTablet())

export type SignedIn = { account: Account; passphrase: string; tabletId: string; refresh: string }

/**
 * After the server has said who this is: makes the person's vault on this tablet, or opens the one there is.
 * `old-passphrase`: the vault was made under an earlier one, which still opens it; signing in again while it is open
 * puts it under the new one.
 */
export async function admit({ account, passphrase, tabletId, refresh }: SignedIn): Promise<Result<'made' | 'opened', 'old-passphrase' | 'damaged'>> {
  const known = (await listVaults()).find((one) => one.person === account.id)
  if (known) {
    const stored = await theTablet().vault(known.vaultId)
    const opened = await openVault(stored, passphrase)
    const standing = openVaultNow?.card.vaultId === known.vaultId ? openVaultNow.vault : undefined
    if (!opened.ok && !(standing && opened.reason === 'wrong-secret')) return refused(opened.reason === 'wrong-secret' ? 'old-passphrase' : 'damaged')
    // Signing in again over one's open vault: it stays as it is, and from now on the new passphrase opens it.
    if (!opened.ok && standing) await sealUnder(known.vaultId, passphrase)
    if (opened.ok && standing) opened.value.close()
    if (opened.ok && !standing) await enter(opened.value, known)
    // Locked meanwhile, it may be another's that is open.
    const records = openNow.value?.vaultId === known.vaultId ? openNow.value : undefined
    if (records) await records.saveProfile({ ...records.profile(), account, tabletId, refresh })
    // Another role is another frame: behind the PIN the records open as whoever they are now.
    if (standing && records && (records.me.role !== account.role || records.me.year !== account.year)) lockNow()
    return ok('opened')
  }
  // One that this app cannot read is still theirs: a second vault beside it would strand what is unsent in the first.
  if ((await theTablet().vaults()).some((one) => isOf(one, account.id))) throw new NewerDatabase()
  const { header, vault } = await createVault({
    vaultId: crypto.randomUUID(), person: account.id, initials: account.initials, colour: colourOf(account.id), createdAt: wall(), passphrase,
  })
  const { randomId } = await inside()
  const profile: Profile = { account, clientId: randomId(), tabletId, refresh }
  await enter(vault, cardOf(header), { made: profile })
  try {
    // The header is written last: a vault that shows on the lock screen is one that opens.
    await theTablet().saveVault(header)
  } catch (error) {
    // Work in a vault that could not be opened again would be lost.
    someoneElse()
    throw error
  }
  return ok('made')
}

/** The open vault stays as it is; from now on this passphrase opens it from cold, and no earlier one does. Rejects like `changeHeader`. */
export const sealUnder = (vaultId: string, passphrase: string): Promise<void> => changeHeader(vaultId, (header, vault) => rewrap(header, vault, passphrase))

/** The same, though it may have been locked meanwhile: then the earlier one opens it for this. Where that does not, it stays as it is. */
export const sealAnew = (vaultId: string, earlier: string, passphrase: string): Promise<void> =>
  sealUnder(vaultId, passphrase).catch((error: unknown) => {
    if (!(error instanceof VaultClosed)) throw error
    return headersInTurn(async () => {
      const stored = await theTablet().vault(vaultId)
      const opened = await openVault(stored, earlier)
      if (!opened.ok) return
      const header = await rewrap(VaultHeader.parse(stored), opened.value, passphrase).finally(() => opened.value.close())
      await theTablet().saveVault(header)
    })
  })

/**
 * Another header for this vault, which is open: the same keys, wrapped otherwise. One after another, so that none undoes the last.
 * Rejects with `VaultClosed` where it was locked meanwhile, whoever's is open now.
 */
export function changeHeader(vaultId: string, change: (header: VaultHeader, vault: Vault) => Promise<VaultHeader>): Promise<void> {
  return headersInTurn(async () => {
    const open = openVaultNow
    if (open?.card.vaultId !== vaultId) throw new VaultClosed()
    const header = VaultHeader.parse(await theTablet().vault(vaultId))
    const next = await change(header, open.vault)
    if (next !== header) await theTablet().saveVault(next)
  })
}

/** Whether this passphrase opens what whoever is here keeps on this tablet. */
export async function isOwnPassphrase(passphrase: string): Promise<boolean> {
  if (!openVaultNow) return false
  const opened = await openVault(await theTablet().vault(openVaultNow.card.vaultId), passphrase)
  if (opened.ok) opened.value.close()
  return opened.ok
}

/** The header of the vault that is open, as the disk has it. */
export const openHeader = async (): Promise<unknown> => openVaultNow && theTablet().vault(openVaultNow.card.vaultId)
/** For what stands beside this machine and needs the tablet's own few rows. */
export const tabletNow = (): Tablet => theTablet()

/** The vault that this person has here, as the disk gave it; and its header again, under another passphrase. */
export async function storedVaultOf(person: string): Promise<{ vaultId: string; header: unknown } | undefined> {
  const card = (await listVaults()).find((one) => one.person === person)
  return card && { vaultId: card.vaultId, header: await theTablet().vault(card.vaultId) }
}
export const keepHeader = (header: VaultHeader): Promise<void> => theTablet().saveVault(header)

/** The passphrase, from cold. */
export const unlock = (vaultId: string, passphrase: string): Promise<Unlocked> => unlockBy(vaultId, (stored) => openVault(stored, passphrase))
/** The same by what the tablet's own lock gave: see tabletLock.ts. */
export const unlockWithTabletLock = (vaultId: string, output: Bytes): Promise<Unlocked> =>
  unlockBy(vaultId, async (stored) => (await import('../vault/tabletLock.ts')).openWithTabletLock(stored, output))

type Unlocked = Result<'opened', 'wrong-secret' | 'damaged' | 'below-floor'>
/** The disk gets ready while the key is derived; what it says is sealed until then. */
async function unlockBy(vaultId: string, open: (stored: unknown) => Promise<Result<Vault, OpenRefusal>>): Promise<Unlocked> {
  const database = inside().then(({ openVaultDatabase }) => openVaultDatabase(vaultId))
  // Said by whoever awaits it below; until then it is no unhandled failure.
  database.catch(() => undefined)
  const stored = await theTablet().vault(vaultId)
  const opened = await open(stored)
  if (!opened.ok) {
    void database.then((db) => db.close(), () => undefined)
    return opened
  }
  await enter(opened.value, cardOf(VaultHeader.parse(stored)), { database })
  return ok('opened')
}

type Given = { made?: Profile; database?: Promise<VaultDatabase> }

/** From the passphrase on a person chooses their PIN while the records are read. Resolves when they are. */
async function enter(vault: Vault, card: VaultCard, given: Given = {}): Promise<void> {
  letGoNow.value = false
  await closeVault()
  const isWarm = envelope !== undefined && warmFor.value?.vaultId === card.vaultId
  const entered: Open = { vault, card, records: Promise.resolve(), release: holdInUse(card.vaultId) }
  openVaultNow = entered
  entered.records = readRecords(entered, given, () => {
    if (!isWarm) phaseNow.value = 'choose-pin'
  })
  try {
    await Promise.all([entered.records, theTablet().saveSetting('lastVault', card.vaultId)])
  } catch (error) {
    // Locked meanwhile: whoever did that has said where the tablet stands.
    if (openVaultNow === entered) hardLock()
    throw error
  }
  if (isWarm && openVaultNow === entered) phaseNow.value = 'open'
}

async function readRecords(entered: Open, { made, database }: Given, onKnown: () => void): Promise<void> {
  const { openRecords } = await inside()
  const isHere = (): boolean => openVaultNow === entered
  const records = await openRecords(entered.vault, { wall, now, mayGoBack: isDemoClock, saveWork: (work) => saveWork(entered.vault.id, work), ...(database ? { database: () => database } : {}) }, made, (me) => {
    if (!isHere()) return
    knownAs.value = me.name
    onKnown()
  })
  if (!isHere()) {
    await records.close()
    return
  }
  openNow.value = records
}

/** Before the PIN is typed once more; `dropPin` when it was another. */
export function preparePin(pin: string): void {
  if (openVaultNow) prepared.prepare(openVaultNow.vault, pin)
}
export const dropPin = (): void => prepared.drop()

/** A PIN for the rest of the day. Check it with `pinProblem` first. */
export async function choosePin(pin: string): Promise<void> {
  const entered = openVaultNow
  if (!entered) throw new Error('No vault is open')
  const making = prepared.take(entered.vault, pin)
  forgetPin()
  const made = await making
  await entered.records
  if (openVaultNow !== entered) {
    destroyPinEnvelope(made)
    return
  }
  envelope = made
  warmFor.value = entered.card
  phaseNow.value = 'open'
}

export type PinAnswer = Result<'opened', 'wrong-pin' | 'pin-spent'> & { triesLeft?: number }

/** The PIN, warm. After five wrong ones the envelope is destroyed and only the passphrase opens. */
export async function unlockWithPin(pin: string): Promise<PinAnswer> {
  const card = warmFor.value
  if (!envelope || !card) return refused('pin-spent')
  const answer = await openWithPin(envelope, pin)
  if (!answer.ok) {
    if (answer.reason === 'pin-spent' || answer.triesLeft === 0) {
      forgetPin()
      hardLock()
      return { ok: false, reason: 'pin-spent', triesLeft: 0 }
    }
    return { ok: false, reason: answer.reason, triesLeft: answer.triesLeft }
  }
  // From the desk, or asked once more before the PIN is changed: the vault that is open stays.
  if ((phaseNow.value === 'desk' || phaseNow.value === 'open') && openVaultNow) {
    answer.value.close()
    phaseNow.value = 'open'
    return ok('opened')
  }
  await enter(answer.value, card)
  return ok('opened')
}

/** Only the first-name list stays. */
export function toDesk(): void {
  if (phaseNow.value === 'open') phaseNow.value = 'desk'
}

/** Keys dropped, records forgotten; the PIN opens again while this page lives. */
export function lockNow(): void {
  if (phaseNow.value === 'choose-pin' || phaseNow.value === 'open' || phaseNow.value === 'desk') hardLock()
}

/** The passphrase is asked again; the shell also reloads the page, so that the heap goes. */
export function forgetPin(): void {
  prepared.drop()
  if (envelope) destroyPinEnvelope(envelope)
  envelope = undefined
  warmFor.value = undefined
}

/** To the sign-in screen, for somebody else; whoever is here stays in their vault. */
export function someoneElse(): void {
  forgetPin()
  void closeVault()
  phaseNow.value = 'sign-in'
}
export async function backToLock(): Promise<void> {
  phaseNow.value = (await listVaults()).length > 0 ? 'locked' : 'sign-in'
}

/** After everything has been handed in: what this person kept goes from the tablet. */
export async function letGo(vaultId: string): Promise<boolean> {
  if (openVaultNow?.card.vaultId !== vaultId) return false
  letGoNow.value = true
  return removeFromTablet(vaultId)
}

/**
 * Signs out of this tablet: keys first, then the sealed rows. Ask only when nothing waits to be sent. This vault or none: whoever
 * has opened theirs meanwhile keeps it. Resolves to whether it is gone.
 */
export async function removeFromTablet(vaultId: string): Promise<boolean> {
  if (openVaultNow?.card.vaultId !== vaultId) return false
  forgetPin()
  await closeVault()
  await headersInTurn(() => theTablet().removeVault(vaultId))
  removedNow.value = vaultId
  // Without the keys it is noise already; nobody waits for the disk to be rid of it.
  eraseVaultDatabase(vaultId).catch((error: unknown) => console.error('A database was not erased', error instanceof Error ? error.name : 'unknown'))
  // Somebody may have opened theirs while the disk was asked.
  if (!openVaultNow) await backToLock()
  return true
}

/** Of those that are locked, in this window and in every other. */
export async function lockedVaults(): Promise<VaultCard[]> {
  const [vaults, inUse] = [await listVaults(), await vaultsInUse()]
  return vaults.filter(({ vaultId }) => vaultId !== openVaultNow?.card.vaultId && !inUse.has(vaultId))
}

/** What a locked vault says of its unsent work; `undefined` where it never said. */
export const lockedWorkOf = (vaultId: string): Promise<LockedWork | undefined> => theTablet().work(vaultId)
async function saveWork(vaultId: string, work: LockedWork): Promise<void> {
  await theTablet().saveWork(vaultId, work)
  changedNow.value++
}
/** The server, in this life of it, has a parcel of it. */
export async function noteSent(vaultId: string, parcel: Pick<StoredParcel, 'half'>, epoch?: string): Promise<void> {
  await theTablet().noteSent(vaultId, parcel.half, epoch)
  changedNow.value++
}

/**
 * A locked vault of somebody who is to have nothing here any longer: gone, keys first, where nothing unsent would go with it. One
 * that another window has open is that window's to hand in, which says so to whoever is there. `epoch`: the life of the server, where
 * what another one had is still handed in by its owner.
 * Resolves to whether it is.
 */
export const forgetLocked = (vaultId: string, epoch?: string): Promise<boolean> => whereNotInUse(vaultId, () => forget(vaultId, epoch), false)
async function forget(vaultId: string, epoch: string | undefined): Promise<boolean> {
  const { openVaultDatabase } = await inside()
  const database = await openVaultDatabase(vaultId)
  const newest = await database.read(['outbox'], ({ outbox }) => outbox.orderBy('n').last()).finally(() => database.close())
  if (openVaultNow?.card.vaultId === vaultId || !isNothingLeft(await theTablet().work(vaultId), newestOf(newest), epoch)) return false
  if (warmFor.value?.vaultId === vaultId) forgetPin()
  await headersInTurn(() => theTablet().removeVault(vaultId))
  removedNow.value = vaultId
  await eraseVaultDatabase(vaultId)
  changedNow.value++
  if (openVaultNow) return true
  letGoNow.value = true
  await backToLock()
  return true
}

/** Another window has removed this vault: what this one still has of its keys goes too, the PIN's with them; whoever was in it is told. */
export async function removedElsewhere(vaultId: string, wasOpen = openVaultNow?.card.vaultId === vaultId): Promise<void> {
  if (openVaultNow?.card.vaultId === vaultId) hardLock()
  if (wasOpen) letGoNow.value = true
  if (warmFor.value?.vaultId === vaultId) forgetPin()
  changedNow.value++
  if (phaseNow.value === 'locked') await backToLock()
}

function hardLock(): void {
  void closeVault()
  phaseNow.value = 'locked'
}
/** The screens lose the records at once; the keys follow when the last words are kept. */
function closeVault(): Promise<void> {
  const records = openNow.value
  const open = openVaultNow
  openNow.value = undefined
  openVaultNow = undefined
  knownAs.value = undefined
  prepared.drop()
  return (records?.close() ?? Promise.resolve()).then(() => open?.vault.close()).finally(async () => {
    await open?.release()
    // Only now is it locked for whoever looks after locked vaults.
    changedNow.value++
  })
}

const isOf = (stored: unknown, person: string): boolean => typeof stored === 'object' && stored !== null && 'person' in stored && stored.person === person

/** Work of the person who is here as a sealed file, which their passphrase opens and nothing else. */
export async function sealedCopy(key: string, value: unknown): Promise<string> {
  const open = openVaultNow
  if (!open) throw new Error('The records are locked')
  const { sealFile } = await import('../store/sealedFile.ts')
  return sealFile(open.vault, VaultHeader.parse(await theTablet().vault(open.card.vaultId)), key, value)
}
