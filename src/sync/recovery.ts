/**
 * A forgotten passphrase on a tablet with work on it: the server says how far the asking is, and once two have approved the vault
 * is put under the new passphrase and opens.
 */
import { admit, keepHeader, storedVaultOf, type SignedIn } from '../data/tablet/session.ts'
import { bringingBack, recoveryWrapOf } from '../data/vault/recovering.ts'
import type { RecoveryReply, RecoveryRequest } from '../domain/people/recovery.ts'
import { askRecovery } from './http.ts'
import type { NetFailure } from './engine.ts'

/** `never`: the vault was last open before there was a key, or the school did not use it then. */
export type RecoveryState = Exclude<RecoveryReply, { state: 'taken' }> | { state: 'never' } | { state: 'opened' } | { state: 'failed'; fail: NetFailure['fail'] }

const ask = async (person: string, request: RecoveryRequest): Promise<RecoveryReply | { state: 'failed'; fail: NetFailure['fail'] }> => {
  const reply = await askRecovery(person, request)
  return 'fail' in reply ? { state: 'failed', fail: reply.fail } : reply
}

/** How far it is; where two have approved, the vault is open when this resolves. */
export async function lookAtRecovery(who: SignedIn): Promise<RecoveryState> {
  const stored = await storedVaultOf(who.account.id)
  if (!stored || !recoveryWrapOf(stored.header)) return { state: 'never' }
  const { vaultId, header } = stored
  const state = await ask(who.account.id, { act: 'look', vaultId })
  if (state.state === 'taken') return { state: 'damaged' }
  if (state.state !== 'approved') return state
  const bringing = await bringingBack()
  const brought = await ask(who.account.id, { act: 'take', vaultId, half: bringing.half })
  if (brought.state !== 'taken') return brought
  const under = await bringing.open(header, brought, who.passphrase)
  if (!under.ok) return { state: 'damaged' }
  await keepHeader(under.value)
  return (await admit(who)).ok ? { state: 'opened' } : { state: 'damaged' }
}

export async function askForRecovery(who: SignedIn): Promise<RecoveryState> {
  const stored = await storedVaultOf(who.account.id)
  const wrap = recoveryWrapOf(stored?.header)
  if (!stored || !wrap) return { state: 'never' }
  const state = await ask(who.account.id, { act: 'ask', vaultId: stored.vaultId, wrap })
  return state.state === 'taken' ? { state: 'damaged' } : state
}
