/** The last steps of every way in: who may enter on this tablet, the second thing where it is wanted, the session and its cookies. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { may } from '../../src/domain/permission.ts'
import type { SignInReply } from '../../src/domain/protocol.ts'
import { needsSecondFactor, type SecondAsked, type SecondSaid } from '../../src/domain/people/secondFactor.ts'
import { tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { AccountTable } from '../store.ts'
import { leaseUntil, schoolName } from '../sync/lease.ts'
import { accountOf } from './accounts.ts'
import { giveBack } from './attempts.ts'
import { setSession, setTablet, tabletKeyOf } from './cookie.ts'
import { leftBehind } from './leftBehind.ts'
import { siteOf } from './passkeys.ts'
import { secondFactor } from './secondFactor.ts'
import { startSession, type Tokens } from './sessions.ts'
import { standingOf } from './tablets.ts'

export type Said = SecondSaid & { clientId: string; tabletId: string; second?: 'can' | 'show' | undefined; attempt: string; /** Shown already, where they signed in. */ hasSecond?: boolean }
export type Entering = ReturnType<typeof makeEntering>

export function makeEntering(context: Context) {
  const { store, schoolOf, now, random } = context

  /**
   * Nobody enters on a tablet that the school does not know, and the answer is that of a wrong passphrase: whoever found one out
   * elsewhere learns nothing of it. Save who may let tablets in, who shows a phone's code as well.
   */
  async function ifMayEnter(request: FastifyRequest, found: AccountTable | undefined, tabletId: string): Promise<AccountTable | undefined> {
    const standing = context.demo ? 'open' : await standingOf(store.db, schoolOf(request), { tabletId, key: tabletKeyOf(request) })
    if (!found || found.disabled_at !== null || standing === 'gone') return undefined
    return standing === 'strange' && !may({ role: found.role }, 'keep-tablets') ? undefined : found
  }

  /** Who it is has been shown: in, unless a second thing is wanted. Undefined: that has been asked for. */
  async function enter(request: FastifyRequest, reply: FastifyReply, account: AccountTable, said: Said): Promise<SignInReply | undefined> {
    const { clientId, tabletId, second, attempt } = said
    const schoolId = account.school_id
    let recovery: string[] | undefined
    if (needsSecondFactor(account.role) && said.hasSecond !== true && (context.demo === null || second === 'show')) {
      if (second === undefined) {
        await giveBack(store, schoolId, attempt)
        refuse(reply, 'update')
        return undefined
      }
      const answer = await secondFactor(store, account, said, { now: now(), random, tabletId, school: await schoolName(store.db, schoolId), isDemo: context.demo !== null, site: siteOf(request) })
      if ('second' in answer) {
        // A wrong code counts as a try, and the question alone does not.
        if (answer.wrong) await tellAlone(store, schoolId, now(), { action: 'sign-in-failed', actor: account.id, tablet: tabletId })
        else await giveBack(store, schoolId, attempt)
        void reply.send(answer satisfies SecondAsked)
        return undefined
      }
      recovery = answer.recovery
    }
    await giveBack(store, schoolId, attempt)
    const tokens = await startSession(store, account, clientId, tabletId, tabletKeyOf(request), { now: now(), random })
    const left = await leftBehind(store.db, schoolId, account.id, tabletId, now())
    return { ...(await welcome(request, reply, account, tokens)), ...(recovery ? { recovery } : {}), ...(left.length > 0 ? { left } : {}) }
  }

  /** The same for whoever there is and for whoever there is not, the audit's row included. */
  async function failed(schoolId: string, tried: AccountTable | undefined, tabletId: string, reply: FastifyReply): Promise<FastifyReply> {
    await tellAlone(store, schoolId, now(), { action: 'sign-in-failed', actor: tried?.id ?? null, tablet: tabletId })
    return refuse(reply, 'sign-in')
  }

  async function welcome(request: FastifyRequest, reply: FastifyReply, account: AccountTable, tokens: Tokens): Promise<SignInReply> {
    const schoolId = account.school_id
    const { epoch } = await store.db.selectFrom('school').select('epoch').where('id', '=', schoolId).executeTakeFirstOrThrow()
    setSession(request, reply, tokens.session)
    const tabletKey = tokens.tabletKey ?? tabletKeyOf(request)
    if (tabletKey !== undefined) setTablet(request, reply, tabletKey)
    return { account: accountOf(account), refresh: tokens.refresh, epoch, serverWall: now(), leaseUntil: await leaseUntil(store.db, schoolId, now()) }
  }

  return { ifMayEnter, enter, failed, welcome }
}
