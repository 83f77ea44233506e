/** Opening the vault and the caseload behind it, from the passphrase and from the PIN, beside the derivations alone. */
import { openRecords } from '../../src/data/records.ts'
import { argon2idKdf, PASSPHRASE_COST, PIN_COST } from '../../src/data/vault/kdf.ts'
import { openTablet } from '../../src/data/tablet/tablet.ts'
import { openWithPin } from '../../src/data/vault/pin.ts'
import { openVault } from '../../src/data/vault/vault.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { PASSPHRASE } from '../people.ts'
import { product } from '../product.ts'
import { DAYS, day, generate, mentorId } from '../workload.ts'

const PIN = '294817'
const SALT = new Uint8Array(16)
const ports = { wall: () => Date.now(), now: () => instantAt(day(DAYS - 1), '08:40') }

/** A tablet with one mentor's term, for a later run to open. */
export async function makeVault(): Promise<void> {
  await product.open({ scope: 'mentor' })
  await product.load(generate('mentor'))
  await product.close()
}

export type Opened = { cold: number; warm: number; derivePassphrase: number; derivePin: number }

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now()
  return [await work(), performance.now() - started]
}

export async function openTwice(): Promise<Opened> {
  const header = (await (await openTablet()).vaults())[0]
  const [records, cold] = await timed(async () => {
    const opened = await openVault(header, PASSPHRASE)
    if (!opened.ok) throw new Error(`The vault did not open: ${opened.reason}`)
    const open = await openRecords(opened.value, ports)
    const envelope = opened.value
    return { open, vault: envelope }
  })
  if (records.open.memory.onDay('arrivalEvent', day(DAYS - 1)).length === 0 || records.open.me.id !== mentorId(0)) throw new Error('The caseload is not there')
  const envelope = await records.vault.makePinEnvelope(PIN)
  await records.open.close()
  const [, warm] = await timed(async () => {
    const opened = await openWithPin(envelope, PIN)
    if (!opened.ok) throw new Error(`The PIN did not open: ${opened.reason}`)
    return openRecords(opened.value, ports)
  })
  const [, derivePassphrase] = await timed(() => argon2idKdf(PASSPHRASE, SALT, PASSPHRASE_COST))
  const [, derivePin] = await timed(() => argon2idKdf(PIN, SALT, PIN_COST))
  return { cold, warm, derivePassphrase, derivePin }
}

/** One derivation under the passphrase's cost, wherever the worker then runs. */
export const derive = async (): Promise<number> => (await timed(() => argon2idKdf(PASSPHRASE, SALT, PASSPHRASE_COST)))[1]
