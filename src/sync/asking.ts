/** What the person whose records are open asks of the server beside sync. Each is answered with nothing while it cannot be asked. */
import { openNow } from '../data/current.ts'
import type { Records } from '../data/records.ts'
import type { AccountAct, AccountActReply, AccountsReply } from '../domain/accounts.ts'
import { OPENINGS_MOST, type OpeningsReply } from '../domain/audit.ts'
import type { PasskeyAct, PasskeyActReply } from '../domain/passkey.ts'
import type { DevicesReply } from '../domain/protocol.ts'
import type { PupilFileAsked, PupilFileReply } from '../domain/pupilFile.ts'
import type { TabletAct, TabletActReply } from '../domain/tablets.ts'
import type { RecoveriesReply, RecoveryAct, RecoveryActReply } from '../domain/recovery.ts'
import { secretAgain } from './secretAgain.ts'
import type { NetFailure } from './engine.ts'
import { askAccountAct, askAccounts, askDevices, askOpeningsOf, askPasskeys, askRecoveries, askRecoveryAct, askReceived, askTabletAct, askTakeOpenings, handInText } from './http.ts'

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
