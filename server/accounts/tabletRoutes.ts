/** The school's tablets, for whoever keeps them; and the door through which a tablet joins, at which nobody is signed in. */
import type { FastifyInstance } from 'fastify'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { JoinRequest, StandingRequest, TabletAct, type JoinReply, type KeptTablet, type StandingReply, type TabletActReply } from '../../src/domain/people/tablets.ts'
import { deny } from '../audit/deny.ts'
import { tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Store } from '../store.ts'
import { giveBack, takeAttempt } from './attempts.ts'
import { setTablet, signedIn, tabletKeyOf } from './cookie.ts'
import { handleOf } from './secrets.ts'
import { HAND_IN_FOR, type SignedIn } from './sessions.ts'
import { hasSteppedUp } from './stepUp.ts'
import { giveTabletCode, giveToOne, joinTablet, moveTablet, nameTablet, noteLeaving, whatToForget } from './tablets.ts'

const small = { bodyLimit: 8 * 1024 }
/** What the tries at a tablet's code are counted under; no account can be called so. */
const JOINING = '#tablet'

export function tabletRoutes(app: FastifyInstance, context: Context): void {
  const { store, schoolOf, now, random } = context

  app.post(PATHS.tablets, small, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may({ role: who.account.role }, 'keep-tablets')) return deny(context, who, reply)
    const asked = TabletAct.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    // What lets in asks for the secret; what shuts out never waits.
    const letsIn = asked.data.act === 'code' || asked.data.act === 'again' || (asked.data.act === 'one-person' && asked.data.is)
    if (letsIn && !(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies TabletActReply)
    const answer = await act(who, asked.data)
    if (!answer.ok) return reply.send({ refused: answer.reason } satisfies TabletActReply)
    return reply.send({ done: true, ...(answer.value ? { code: answer.value.code, codeUntil: answer.value.until } : {}) } satisfies TabletActReply)
  })

  app.post(PATHS.join, small, async (request, reply) => {
    const asked = JoinRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { code, tabletId } = asked.data
    const schoolId = schoolOf(request)
    const attempt = await takeAttempt(store, schoolId, { username: JOINING, address: request.ip, tabletId }, now())
    if ('retryAfter' in attempt) return refuse(reply.header('retry-after', attempt.retryAfter), 'too-many')
    const joined = await joinTablet(store, schoolId, tabletId, code, { now: now(), random, shown: tabletKeyOf(request) })
    if (!joined) {
      await tellAlone(store, schoolId, now(), { action: 'sign-in-failed', actor: null, tablet: tabletId })
      return refuse(reply, 'sign-in')
    }
    await giveBack(store, schoolId, attempt.taken)
    return setTablet(request, reply, joined.key).send({ joined: true, name: joined.name, place: joined.place } satisfies JoinReply)
  })

  // Nobody need be signed in: a tablet that lies locked in a drawer forgets too.
  app.post(PATHS.standing, small, async (request, reply) => {
    const asked = StandingRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { tabletId, people, forgot } = asked.data
    const schoolId = schoolOf(request)
    const found = await whatToForget(store.db, schoolId, { tabletId, key: tabletKeyOf(request) }, people, now() - HAND_IN_FOR)
    if (found?.gone && (people.length > 0 || forgot)) await noteLeaving(store, schoolId, tabletId, forgot && people.length === 0 ? 'forgot' : 'told', now())
    if (found?.gone && forgot && people.length === 0 && found.forgotAt === null) await tellAlone(store, schoolId, now(), { action: 'tablet-forgot', actor: null, tablet: tabletId, object: handleOf(tabletId) })
    return reply.send({ gone: found?.gone ?? false, left: found?.left ?? [], ...(found ? { onePerson: found.onePerson, epoch: found.epoch } : {}), ...(found && found.late.length > 0 ? { late: found.late } : {}) } satisfies StandingReply)
  })

  function act({ account: { id: actor, school_id: schoolId }, tabletId }: SignedIn, asked: TabletAct) {
    const edge = { now: now(), random, by: { actor, tablet: tabletId } }
    switch (asked.act) {
      case 'code':
        return giveTabletCode(store, schoolId, asked, edge)
      case 'name':
        return nameTablet(store, schoolId, asked.id, asked, edge)
      case 'lost':
      case 'revoke':
      case 'again':
        return moveTablet(store, schoolId, asked.id, asked.act, edge)
      case 'one-person':
        return giveToOne(store, schoolId, asked.id, asked.is, edge)
    }
  }
}

/** By name; those out of use last. */
export async function listTablets(store: Store, schoolId: string): Promise<KeptTablet[]> {
  const [tablets, seen, people] = await Promise.all([
    store.db.selectFrom('tablet').selectAll().where('school_id', '=', schoolId).limit(2000).execute(),
    store.db.selectFrom('sync_client').select((is) => ['tablet_id', is.fn.max('seen_at').as('at')]).where('school_id', '=', schoolId).groupBy('tablet_id').execute(),
    store.db.selectFrom('account').select(['id', 'name']).where('school_id', '=', schoolId).execute(),
  ])
  const seenAt = new Map(seen.map((one) => [one.tablet_id, Number(one.at)]))
  const names = new Map(people.map((one) => [one.id, one.name]))
  return tablets
    .map((one): KeptTablet => ({
      id: one.handle, name: one.name, place: one.place, state: one.state, since: one.since, joinedAt: one.joined_at, joinedBy: names.get(one.joined_by ?? '') ?? null,
      hasKey: one.hash !== null, seenAt: seenAt.get(one.id) ?? null, toldAt: one.told_at, handedIn: one.handed_in, forgotAt: one.forgot_at, onePerson: one.one_person === 1,
    }))
    .sort((a, b) => Number(a.state !== 'in-use') - Number(b.state !== 'in-use') || a.name.localeCompare(b.name, 'en-GB', { numeric: true }))
}
