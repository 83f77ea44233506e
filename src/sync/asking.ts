/** What the person whose records are open asks of the server beside sync. Each is answered with nothing while it cannot be asked. */
import { openNow } from '../data/current.ts'
import type { Records } from '../data/records.ts'
import type { AccountAct, AccountActReply, AccountsReply } from '../domain/people/accounts.ts'
import { EXPORTS_AN_HOUR, HOUR_MS, OPENINGS_MOST, type BulkExport, type OpeningsReply } from '../domain/people/audit.ts'
import type { GlassAct, GlassReply } from '../domain/people/glassAsked.ts'
import type { PasskeyAct, PasskeyActReply } from '../domain/people/passkey.ts'
import type { DevicesReply } from '../domain/protocol.ts'
import type { PupilFileAsked, PupilFileReply } from '../domain/people/pupilFile.ts'
import type { HandedInAct, HandedInActReply, HandedInReply, HandedInWaiting } from '../domain/sync/handedIn.ts'
import type { RetentionAct, RetentionReply } from '../domain/people/retention.ts'
import type { TabletAct, TabletActReply } from '../domain/people/tablets.ts'
import type { RecoveriesReply, RecoveryAct, RecoveryActReply } from '../domain/people/recovery.ts'
import { secretAgain } from './secretAgain.ts'
import type { NetFailure } from './engine.ts'
import { askAccountAct, askAccounts, askDevices, askOpeningsOf, askPasskeys, askRecoveries, askRecoveryAct, askReceived, askStanding, askTabletAct, askTakeOpenings, handInText } from './http.ts'

async function ask<Reply extends object>(question: (person: string) => Promise<Reply | NetFailure>): Promise<Reply | undefined> {
  const person = openNow.value?.me.id
  const reply = person === undefined ? undefined : await question(person)
  return reply && !('fail' in reply) ? reply : undefined
}

/** An act for which the server may want to hear the secret again: it is asked for, and then the act is tried once more. */
async function askSteppedUp<Reply extends object>(question: (person: string) => Promise<Reply | NetFailure>): Promise<Reply | undefined> {
  const first = await ask(question)
  const wantsSecret = first !== undefined && 'refused' in first && first.refused === 'step-up'
  return wantsSecret && (await secretAgain()) ? ask(question) : first
}

/** The tablets of the school as the server knows them. */
export const devices = (): Promise<DevicesReply | undefined> => ask(askDevices)

/** One thing done to one tablet, or a code for a new one. */
export const actOnTablet = (act: TabletAct): Promise<TabletActReply | undefined> => askSteppedUp((person) => askTabletAct(person, act))

/** Whether this tablet is one person's, as the server knows it; asked for the tablet itself. */
export async function isOnePersons(tabletId: string): Promise<{ onePerson: boolean } | undefined> {
  const standing = await askStanding({ tabletId, people: [] })
  return 'fail' in standing ? undefined : { onePerson: standing.onePerson === true }
}

/** Whose forgotten passphrase waits for approval; and one's own word on one. */
export const recoveries = (): Promise<RecoveriesReply | undefined> => ask(askRecoveries)
export const actOnRecovery = (act: RecoveryAct): Promise<RecoveryActReply | undefined> => askSteppedUp((person) => askRecoveryAct(person, act))

/** Who may sign in; and one thing done to one account, which either happened on the server or did not happen. */
export const accounts = (): Promise<AccountsReply | undefined> => ask(askAccounts)
export const actOnAccount = (act: AccountAct): Promise<AccountActReply | undefined> => askSteppedUp((person) => askAccountAct(person, act))

/** One's own passkeys, and one thing done to them. */
export const actOnPasskeys = (act: PasskeyAct): Promise<PasskeyActReply | undefined> => askSteppedUp((person) => askPasskeys(person, act))

/** Who opened one pupil's file. */
export async function openingsOf(pupilId: string): Promise<OpeningsReply | undefined> {
  // One's own first: who asks is on the list.
  if (openNow.value) await tellOpenings(openNow.value)
  return ask((person) => askOpeningsOf(person, pupilId))
}

/** Everything about one pupil. */
export const pupilFile = (asked: PupilFileAsked): Promise<PupilFileReply | undefined> => askSteppedUp(async (person) => (await import('./duties.ts')).askPupilFile(person, asked))

/** One pupil's file in an emergency. */
export const actOnGlass = (act: GlassAct): Promise<GlassReply | undefined> => askSteppedUp(async (person) => (await import('./duties.ts')).askGlass(person, act))

/** A file whose time is up. */
export const eraseFile = (act: RetentionAct): Promise<RetentionReply | undefined> => askSteppedUp(async (person) => (await import('./duties.ts')).askRetention(person, act))

/** What was handed in, for whoever may read it; and what became of one of them. */
export const handedIn = (): Promise<HandedInReply | undefined> => ask(async (person) => (await import('./duties.ts')).askHandedIn(person))
export const handedInWaiting = (): Promise<HandedInWaiting | undefined> => ask(async (person) => (await import('./duties.ts')).askHandedInWaiting(person))
export const actOnHandedIn = (act: HandedInAct): Promise<HandedInActReply | undefined> => ask(async (person) => (await import('./duties.ts')).askHandedInAct(person, act))

/** Before many pupils' records leave at once: the server counts it and writes it down; without a network the tablet does, and tells it later. */
export async function mayExport(what: BulkExport['what'], at: number): Promise<'yes' | 'no' | 'too-often'> {
  const records = openNow.value
  if (!records) return 'no'
  const asked = { what, at, ref: crypto.randomUUID() }
  const reply = await askSteppedUp(async (person) => (await import('./duties.ts')).askExport(person, asked))
  if (reply) return 'granted' in reply ? 'yes' : reply.refused === 'too-often' ? 'too-often' : 'no'
  const lately = (await records.openings.unsent()).filter((one) => one.act === 'exported' && at - one.at < HOUR_MS)
  if (lately.length >= EXPORTS_AN_HOUR) return 'too-often'
  if (!(await secretAgain(true))) return 'no'
  await records.openings.noteExport(what, at)
  return 'yes'
}

/** Which files were opened on this tablet, to the audit. Resolves to whether the server has all of it. */
export async function tellOpenings(records: Records): Promise<boolean> {
  for (let some = await records.openings.unsent(); some.length > 0; some = await records.openings.unsent()) {
    const batch = some.slice(0, OPENINGS_MOST)
    if ('fail' in (await askTakeOpenings(records.me.id, batch))) return false
    await records.openings.sent(batch.map(({ ref }) => ref))
  }
  return true
}

/** When the server received the operations of these stamps. */
export const received = async (stamps: readonly string[]): Promise<Readonly<Record<string, number>> | undefined> => (await ask((person) => askReceived(person, stamps)))?.received

/** A sealed file, handed to the server as it is. Resolves to whether it has it. */
export async function handInFile(text: string): Promise<boolean> {
  const person = openNow.value?.me.id
  return person !== undefined && (await handInText(person, text)) === 'stored'
}
