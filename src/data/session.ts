/**
 * Whose vault is open, from cold start to lock. The passphrase opens it in the morning; the PIN opens it again while this
 * page lives, because the PIN's envelope is in memory only. `desk`: the first-name list stays usable at reception, and
 * everything else asks for the PIN.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import { ok, refused, type Result } from '../domain/result.ts'
import type { Account } from '../domain/protocol.ts'
import { now, wall } from './clock.ts'
import { openNow } from './current.ts'
import { eraseVaultDatabase } from './database.ts'
import { NewerDatabase } from './healing.ts'
import type { Profile } from './meta.ts'
import { openRecords, randomId } from './records.ts'
import type { Tablet } from './tablet.ts'
import { destroyPinEnvelope, openWithPin, type PinEnvelope } from './vault/pin.ts'
import { sealFile } from './sealedFile.ts'
import { createVault, openVault, rewrap, VaultHeader, type Vault } from './vault/vault.ts'

export type Phase = 'starting' | 'sign-in' | 'choose-pin' | 'locked' | 'desk' | 'open'
export type VaultCard = { vaultId: string; initials: string; colour: number; person: string }

const phaseNow = shallowRef<Phase>('starting')
/** The person whose PIN opens again without the passphrase; undefined from cold. */
const warmFor = shallowRef<VaultCard | undefined>()
/** The account of whoever was here was closed: their work has been handed in, and nothing of theirs is left here. */
const letGoNow = shallowRef(false)
export const wasLetGo = readonly(letGoNow)
export const phase = readonly(phaseNow) as Readonly<Ref<Phase>>
export const warm = readonly(warmFor) as Readonly<Ref<VaultCard | undefined>>

let tablet: Tablet | undefined
let openVaultNow: { vault: Vault; card: VaultCard } | undefined
let envelope: PinEnvelope | undefined
const theTablet = (): Tablet => {
  if (!tablet) throw new Error('The session has not started')
  return tablet
}

/** From cold: with nobody's vault on this tablet the first thing is to sign in. */
export async function startSession(of: Tablet): Promise<void> {
  tablet = of
  phaseNow.value = (await listVaults()).length > 0 ? 'locked' : 'sign-in'
}

const cardOf = ({ vaultId, initials, colour, person }: VaultHeader): VaultCard => ({ vaultId, initials, colour, person })

export async function listVaults(): Promise<VaultCard[]> {
  const stored = await theTablet().vaults()
  return stored.flatMap((one) => {
    const parsed = VaultHeader.safeParse(one)
    return parsed.success ? [cardOf(parsed.data)] : []
  })
}

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
    if (!opened.ok && standing) await theTablet().saveVault(await rewrap(VaultHeader.parse(stored), standing, passphrase))
    if (opened.ok && standing) opened.value.close()
    if (opened.ok && !standing) await enter(opened.value, known)
    const records = openNow.value
    if (records) await records.saveProfile({ ...records.profile(), account, tabletId, refresh })
    return ok('opened')
  }
  // One that this app cannot read is still theirs: a second vault beside it would strand what is unsent in the first.
  if ((await theTablet().vaults()).some((one) => isOf(one, account.id))) throw new NewerDatabase()
  const { header, vault } = await createVault({
    vaultId: crypto.randomUUID(), person: account.id, initials: account.initials, colour: colourOf(account.id), createdAt: wall(), passphrase,
  })
  const profile: Profile = { account, clientId: randomId(), tabletId, refresh }
  await enter(vault, cardOf(header), profile)
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

/** The passphrase, from cold. */
export async function unlock(vaultId: string, passphrase: string): Promise<Result<'opened', 'wrong-secret' | 'damaged' | 'below-floor'>> {
  const stored = await theTablet().vault(vaultId)
  const opened = await openVault(stored, passphrase)
  if (!opened.ok) return opened
  await enter(opened.value, cardOf(VaultHeader.parse(stored)))
  return ok('opened')
}

async function enter(vault: Vault, card: VaultCard, made?: Profile): Promise<void> {
  letGoNow.value = false
  await closeVault()
  openNow.value = await openRecords(vault, { wall, now }, made)
  openVaultNow = { vault, card }
  await theTablet().saveSetting('lastVault', card.vaultId)
  phaseNow.value = envelope && warmFor.value?.vaultId === card.vaultId ? 'open' : 'choose-pin'
}

/** A PIN for the rest of the day. Check it with `pinProblem` first. */
export async function choosePin(pin: string): Promise<void> {
  if (!openVaultNow) throw new Error('No vault is open')
  forgetPin()
  envelope = await openVaultNow.vault.makePinEnvelope(pin)
  warmFor.value = openVaultNow.card
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
export async function letGo(): Promise<void> {
  letGoNow.value = true
  await removeFromTablet()
}

/** Signs out of this tablet: keys first, then the sealed rows. Ask only when nothing waits to be sent. */
export async function removeFromTablet(): Promise<void> {
  const leaving = openVaultNow?.card
  if (!leaving) return
  forgetPin()
  await closeVault()
  await theTablet().removeVault(leaving.vaultId)
  // Without the keys it is noise already; nobody waits for the disk to be rid of it.
  eraseVaultDatabase(leaving.vaultId).catch((error: unknown) => console.error('A database was not erased', error instanceof Error ? error.name : 'unknown'))
  await backToLock()
}

function hardLock(): void {
  void closeVault()
  phaseNow.value = 'locked'
}
/** The screens lose the records at once; the keys follow when the last words are kept. */
function closeVault(): Promise<void> {
  const records = openNow.value
  const vault = openVaultNow?.vault
  openNow.value = undefined
  openVaultNow = undefined
  return (records?.close() ?? Promise.resolve()).then(() => vault?.close())
}

const isOf = (stored: unknown, person: string): boolean => typeof stored === 'object' && stored !== null && 'person' in stored && stored.person === person

const colourOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 7)

/** Work of the person who is here as a sealed file, which their passphrase opens and nothing else. */
export async function sealedCopy(key: string, value: unknown): Promise<string> {
  if (!openVaultNow) throw new Error('The records are locked')
  return sealFile(openVaultNow.vault, VaultHeader.parse(await theTablet().vault(openVaultNow.card.vaultId)), key, value)
}
