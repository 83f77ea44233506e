/** What the person whose records are open asks of the server beside sync. Each is answered with nothing while it cannot be asked. */
import { openNow } from '../data/current.ts'
import type { AccountAct, AccountActReply, AccountsReply } from '../domain/accounts.ts'
import type { DevicesReply } from '../domain/protocol.ts'
import type { NetFailure } from './engine.ts'
import { askAccountAct, askAccounts, askDevices, askReceived, handInText } from './http.ts'

async function ask<Reply extends object>(question: (person: string) => Promise<Reply | NetFailure>): Promise<Reply | undefined> {
  const person = openNow.value?.me.id
  const reply = person === undefined ? undefined : await question(person)
  return reply && !('fail' in reply) ? reply : undefined
}

/** The tablets of the school as the server knows them. */
export const devices = (): Promise<DevicesReply | undefined> => ask(askDevices)

/** Who may sign in; and one thing done to one account, which either happened on the server or did not happen. */
export const accounts = (): Promise<AccountsReply | undefined> => ask(askAccounts)
export const actOnAccount = (act: AccountAct): Promise<AccountActReply | undefined> => ask((person) => askAccountAct(person, act))

/** When the server received the operations of these stamps. */
export const received = async (stamps: readonly string[]): Promise<Readonly<Record<string, number>> | undefined> => (await ask((person) => askReceived(person, stamps)))?.received

/** A sealed file, handed to the server as it is. Resolves to whether it has it. */
export async function handInFile(text: string): Promise<boolean> {
  const person = openNow.value?.me.id
  return person !== undefined && (await handInText(person, text)) === 'stored'
}
