/**
 * The secret once more, before something that cannot be taken back by whoever finds a tablet lying open: an account, a code,
 * a tablet. Good for five minutes of one session. And a person's own passphrase, changed with the old one.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ChangePassphrase, StepUp, type ChangePassphraseReply, type StepUpReply } from '../../src/domain/people/stepUp.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { needsSecondFactor } from '../../src/domain/people/secondFactor.ts'
import { tell, tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Store } from '../store.ts'
import { schoolName } from '../sync/lease.ts'
import { endSessions } from './accounts.ts'
import { giveBack, takeAttempt } from './attempts.ts'
import { signedIn } from './cookie.ts'
import { siteOf } from './passkeys.ts'
import { passphraseProblem } from '../../src/domain/people/passphraseRules.ts'
import { secondFactor } from './secondFactor.ts'
import { hashPassphrase, isPassphrase } from './secrets.ts'
import type { SignedIn } from './sessions.ts'

const GOOD_FOR = 5 * 60_000
const small = { bodyLimit: 16 * 1024 }

/** Whether this session has said its secret within the last minutes; signing in counts. */
export async function hasSteppedUp(store: Store, { account: { school_id: schoolId }, key }: SignedIn, now: number): Promise<boolean> {
  const session = await store.db.selectFrom('session').select('stepped_at').where('school_id', '=', schoolId).where('hash', '=', key).executeTakeFirst()
  return session?.stepped_at != null && now - session.stepped_at <= GOOD_FOR && now >= session.stepped_at
}

export function stepUpRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, random } = context

  app.post(PATHS.stepUp, small, async (request, reply) => {
    const asked = StepUp.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const said = await saidAgain(request, reply, asked.data.passphrase)
    if (!said) return reply
    const { who, attempt, right } = said
    const { account, tabletId } = who
    if (!right) return reply.send({ wrong: true } satisfies StepUpReply)
    if (needsSecondFactor(account.role) && context.demo === null) {
      const second = await secondFactor(store, account, asked.data, { now: now(), random, tabletId, school: await schoolName(store.db, account.school_id), isDemo: false, site: siteOf(request) })
      if ('second' in second) {
        if (second.wrong) await tellAlone(store, account.school_id, now(), { action: 'sign-in-failed', actor: account.id, tablet: tabletId })
        else await giveBack(store, account.school_id, attempt)
        // A phone is made known at sign-in alone, never by whoever sits at an open tablet.
        return second.second === 'enrol' ? refuse(reply, 'sign-in') : reply.send(second satisfies StepUpReply)
      }
    }
    await giveBack(store, account.school_id, attempt)
    await store.db.updateTable('session').set({ stepped_at: Math.floor(now()) }).where('school_id', '=', account.school_id).where('hash', '=', who.key).execute()
    return reply.send({ stepped: true } satisfies StepUpReply)
  })

  app.post(PATHS.passphrase, small, async (request, reply) => {
    const asked = ChangePassphrase.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const said = await saidAgain(request, reply, asked.data.passphrase)
    if (!said) return reply
    const { who: { account, tabletId, family }, attempt, right } = said
    const schoolId = account.school_id
    if (!right) return reply.send({ wrong: true } satisfies ChangePassphraseReply)
    await giveBack(store, schoolId, attempt)
    const weak = passphraseProblem(asked.data.fresh, [account.username, account.name, await schoolName(store.db, schoolId)])
    if (weak) return reply.send({ weak } satisfies ChangePassphraseReply)
    const hash = await hashPassphrase(asked.data.fresh)
    const changed = await store.write(async (trx) => {
      await store.lockSchool(trx, schoolId)
      // Changed elsewhere, or given up, while this was being looked at: the old one is no longer what was shown.
      const done = await trx.updateTable('account').set({ hash }).where('school_id', '=', schoolId).where('id', '=', account.id).where('hash', '=', account.hash).where('disabled_at', 'is', null).executeTakeFirst()
      if (done.numUpdatedRows !== 1n) return false
      await endSessions(trx, schoolId, account.id, Math.floor(now()), family)
      await tell(store, trx, schoolId, now(), [{ action: 'passphrase-changed', actor: account.id, tablet: tabletId }])
      return true
    })
    return reply.send((changed ? { changed: true } : { wrong: true }) satisfies ChangePassphraseReply)
  })

  /** Counted with the tries at sign-in: it is the same secret. Undefined: the request has been answered. */
  async function saidAgain(request: FastifyRequest, reply: FastifyReply, passphrase: string): Promise<{ who: SignedIn; attempt: string; right: boolean } | undefined> {
    const who = await signedIn(context, request, reply)
    if (!who) return undefined
    const { account, tabletId } = who
    const attempt = await takeAttempt(store, account.school_id, { username: account.username, address: request.ip, tabletId }, now())
    if ('retryAfter' in attempt) {
      refuse(reply.header('retry-after', attempt.retryAfter), 'too-many')
      return undefined
    }
    const right = await isPassphrase(account.hash, passphrase)
    if (!right) await tellAlone(store, account.school_id, now(), { action: 'sign-in-failed', actor: account.id, tablet: tabletId })
    return { who, attempt: attempt.taken, right }
  }
}
