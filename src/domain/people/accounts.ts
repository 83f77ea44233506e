/**
 * The accounts, as an administrator keeps them: who may sign in, in which role, and the one-time code with which a new
 * person chooses a passphrase that nobody else ever knows. An administrator sees no pupil's record, so an account does not
 * turn from one into the other; and nobody closes their own.
 */
import { z } from '../schema.ts'
import { Door } from './door.ts'
import { Account, SignInReply } from '../protocol.ts'
import { LONGEST_PASSPHRASE } from './passphrase.ts'
import { SecondAsked } from './secondFactor.ts'
import { Role } from '../staff.ts'

export const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,79}$/
export const usernameOf = (typed: string): string => typed.trim().toLowerCase()

export type AccountWanted = { username: string; name: string; role: Role; year?: number | undefined; door?: Door | undefined }
export type AccountRefusal = 'username' | 'name' | 'year' | 'taken' | 'unknown' | 'own' | 'has-pupils' | 'admin-apart' | 'closed' | 'linked' | 'step-up'

export const ACCOUNT_WORDS: Record<AccountRefusal, string> = {
  username: 'A username is made of letters, digits, dots, dashes and underscores.',
  name: 'A name has up to 80 characters.',
  year: 'A Head of Year needs a year from 7 to 13, and nobody else has one.',
  taken: 'That username is taken.',
  unknown: 'There is no account of that name.',
  own: 'Nobody changes the role of their own account, or closes it. Another administrator can.',
  'has-pupils': 'This person mentors pupils. The Lead Mentor hands them to somebody else first.',
  'admin-apart': 'An administrator’s account sees no pupil and stays apart: make a second account for the other role.',
  closed: 'This account is closed. Open it again first.',
  linked: 'Another account is linked to that person already.',
  'step-up': 'Your passphrase was not given, so nothing was done.',
}

export const isYear = (year: number): boolean => Number.isInteger(year) && year >= 7 && year <= 13
const yearFits = (role: Role, year: number | undefined): boolean => (role === 'head-of-year' ? year !== undefined && isYear(year) : year === undefined)

/** What is wrong with an account that is to be made; undefined when nothing is. */
export function wantedProblem({ username, name, role, year }: AccountWanted): AccountRefusal | undefined {
  if (!USERNAME.test(usernameOf(username))) return 'username'
  if (name.trim() === '' || name.length > 80) return 'name'
  return yearFits(role, year) ? undefined : 'year'
}

/** Whether an account may go from one role to another; pupils in their care are the server's to ask about. */
export function roleProblem(from: Role, to: Role, year: number | undefined): AccountRefusal | undefined {
  if ((from === 'admin') !== (to === 'admin')) return 'admin-apart'
  return yearFits(to, year) ? undefined : 'year'
}
/** Only these two have pupils of their own. */
export const mayMentor = (role: Role): boolean => role === 'mentor' || role === 'lead-mentor'

/** `invited`: made, and no passphrase chosen or provider's account linked yet. */
export const AccountState = z.enum(['in-use', 'invited', 'closed'])
export type AccountState = z.infer<typeof AccountState>
export const KeptAccount = Account.extend({ state: AccountState, /** A tablet of theirs last spoke to the server (UTC ms). */ seenAt: z.number().nullable() })
export type KeptAccount = z.infer<typeof KeptAccount>

/** `GET /api/accounts` */
export const AccountsReply = z.object({ at: z.number(), accounts: z.array(KeptAccount), /** What single sign-on is called, where the school has it. */ signOn: z.string().optional() })
export type AccountsReply = z.infer<typeof AccountsReply>

const id = z.string().min(1).max(120)
/** `POST /api/accounts`: one thing done to one account. */
export const AccountAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('create'), username: z.string().max(120), name: z.string().max(120), role: Role, year: z.int().optional(), door: Door.optional() }),
  z.strictObject({ act: z.literal('door'), id, door: Door }),
  z.strictObject({ act: z.literal('role'), id, role: Role, year: z.int().optional() }),
  z.strictObject({ act: z.literal('code'), id }),
  z.strictObject({ act: z.literal('close'), id }),
  z.strictObject({ act: z.literal('open'), id }),
])
export type AccountAct = z.infer<typeof AccountAct>

const refusals = Object.keys(ACCOUNT_WORDS) as [AccountRefusal, ...AccountRefusal[]]
/** `code`: shown once, told to the person, and of no use after `codeUntil`. */
export const AccountActReply = z.union([
  z.object({ done: z.literal(true), code: z.string().optional(), codeUntil: z.number().optional() }),
  z.object({ refused: z.enum(refusals) }),
])
export type AccountActReply = z.infer<typeof AccountActReply>

/** `POST /api/session/set-up`: the code and the passphrase that its holder chose. */
export const SetUpRequest = z.object({
  username: z.string().trim().min(1).max(80),
  code: z.string().max(40),
  passphrase: z.string().min(1).max(LONGEST_PASSPHRASE),
  clientId: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
  tabletId: z.string().regex(/^[A-Za-z0-9_-]{8,40}$/),
})
/** What is wrong with the passphrase is said before the code is looked at, so it tells nothing of the code. */
export const SetUpReply = z.union([SignInReply, SecondAsked, z.object({ weak: z.enum(['short', 'long', 'common', 'yours']) })])
export type SetUpReply = z.infer<typeof SetUpReply>

export const CODE_MINUTES = 10
const GROUP = 4
/** Eight letters and digits in two groups. What is easily misread is not among them, and is forgiven when it is typed. */
export const codeWords = (code: string): string => `${code.slice(0, GROUP)}-${code.slice(GROUP)}`
export const codeFrom = (typed: string): string => typed.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B').replace(/[^A-Z2-7]/g, '')
