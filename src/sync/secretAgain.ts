/**
 * The secret once more. What needs it waits here until the person has said it or gone back; the shell shows the question. A
 * lock in between answers no.
 */
import { readonly, shallowRef, watch } from 'vue'
import { openNow } from '../data/current.ts'
import type { Records } from '../data/records.ts'
import { isOwnPassphrase, sealAnew } from '../data/tablet/session.ts'
import type { PassphraseProblem } from '../domain/people/passphrase.ts'
import type { SecondAsked, SecondSaid } from '../domain/people/secondFactor.ts'
import { askChangePassphrase, askStepUp } from './http.ts'
import type { NetFailure } from './engine.ts'

let answer: ((said: boolean) => void) | undefined
const wanted = shallowRef(false)
/** The tablet itself may hear it while there is no network; five wrong ones, and the shell locks it. */
let triesHere = 0
const TRIES_HERE = 5
export const secretIsWanted = readonly(wanted)

function settle(said: boolean): void {
  wanted.value = false
  answer?.(said)
  answer = undefined
}
watch(openNow, () => settle(false), { flush: 'sync' })

/** Resolves to whether the person has said it. */
export function secretAgain(alsoHere = false): Promise<boolean> {
  settle(false)
  triesHere = alsoHere ? TRIES_HERE : 0
  wanted.value = true
  return new Promise((resolve) => (answer = resolve))
}
export const withoutSecret = (): void => settle(false)

/** `enough`: wrong too often here. */
export type SecretProblem = { asked: SecondAsked } | { enough: true } | { refused: 'wrong' | NetFailure['fail']; retryAfter?: number | undefined }
/** Undefined where it was right, and whatever waited goes on. */
export async function saySecret(passphrase: string, said?: SecondSaid): Promise<SecretProblem | undefined> {
  const person = openNow.value?.me.id
  if (person === undefined) return undefined
  const reply = await askStepUp(person, { passphrase, ...said })
  if ('fail' in reply) {
    if (reply.fail !== 'unreachable' || triesHere <= 0) return { refused: reply.fail, retryAfter: reply.retryAfter }
    const opens = await isOwnPassphrase(passphrase)
    triesHere -= 1
    if (opens) settle(true)
    return opens ? undefined : triesHere === 0 ? { enough: true } : { refused: 'wrong' }
  }
  if ('second' in reply) return { asked: reply }
  if ('wrong' in reply) return { refused: 'wrong' }
  settle(true)
  return undefined
}

/** One's own passphrase, on the server and on this tablet. Other tablets ask for it at their next contact; until then the earlier one opens them. */
export async function changePassphrase(passphrase: string, fresh: string): Promise<'changed' | { weak: PassphraseProblem } | { refused: 'wrong' | NetFailure['fail']; retryAfter?: number | undefined }> {
  const records = openNow.value
  if (!records) return { refused: 'sign-in' }
  if (records.profile().account.door === 'single-sign-on') return changeHere(records, passphrase, fresh)
  const reply = await askChangePassphrase(records.me.id, { passphrase, fresh })
  if ('fail' in reply) return { refused: reply.fail, retryAfter: reply.retryAfter }
  if ('weak' in reply) return reply
  if ('wrong' in reply) return { refused: 'wrong' }
  // Of whoever asked, though the tablet may have been locked, and opened by another, while the server was asked.
  await sealAnew(records.vaultId, passphrase, fresh)
  return 'changed'
}

/** With single sign-on the passphrase is this tablet's alone, and nobody else is asked. */
async function changeHere(records: Records, passphrase: string, fresh: string): Promise<'changed' | { weak: PassphraseProblem } | { refused: 'wrong' }> {
  const { passphraseProblem } = await import('../domain/people/passphraseRules.ts')
  const weak = passphraseProblem(fresh, [records.profile().account.name])
  if (weak) return { weak }
  if (!(await isOwnPassphrase(passphrase))) return { refused: 'wrong' }
  await sealAnew(records.vaultId, passphrase, fresh)
  return 'changed'
}
