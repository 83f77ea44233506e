/** The accounts, for an administrator: who there is, and one thing done to one of them. To everybody else it is refused. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AccountAct, type AccountActReply, type AccountsReply, type KeptAccount } from '../../src/domain/people/accounts.ts'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { refused } from '../../src/domain/result.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { accountOf } from './accounts.ts'
import { signedIn } from './cookie.ts'
import { changeDoor, changeRole, closeAccount, createAccount, giveCode, listAccounts, openAccount } from './manage.ts'
import type { SignedIn } from './sessions.ts'
import { linkedAccounts } from './signOnLinks.ts'
import { hasSteppedUp } from './stepUp.ts'

export function accountRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, random } = context

  app.get(PATHS.accounts, async (request, reply) => {
    const who = await keeper(request, reply)
    if (!who) return reply
    const schoolId = who.account.school_id
    const seen = await store.db.selectFrom('sync_client').select((is) => ['account_id', is.fn.max('seen_at').as('at')]).where('school_id', '=', schoolId).groupBy('account_id').execute()
    const seenAt = new Map(seen.map((one) => [one.account_id, Number(one.at)]))
    const linked = await linkedAccounts(store, schoolId)
    const accounts = (await listAccounts(store, schoolId)).map((row): KeptAccount => ({
      ...accountOf(row), state: row.disabled_at !== null ? 'closed' : row.hash === '' && !linked.has(row.id) ? 'invited' : 'in-use', seenAt: seenAt.get(row.id) ?? null,
    }))
    return reply.send({ at: now(), accounts, ...(context.signOn ? { signOn: context.signOn.name } : {}) } satisfies AccountsReply)
  })

  app.post(PATHS.accounts, { bodyLimit: 8 * 1024 }, async (request, reply) => {
    const who = await keeper(request, reply)
    if (!who) return reply
    const asked = AccountAct.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies AccountActReply)
    const answer = await act(who, asked.data)
    if (!answer.ok) return reply.send({ refused: answer.reason } satisfies AccountActReply)
    // The staff list changed: names and roles are on every tablet.
    store.pokes.tell(who.account.school_id, ['school'], who.key)
    return reply.send({ done: true, ...(answer.value ? { code: answer.value.code, codeUntil: answer.value.until } : {}) } satisfies AccountActReply)
  })

  function act({ account: { id: own, school_id: schoolId }, tabletId }: SignedIn, asked: AccountAct) {
    const edge = { now: now(), random, by: { actor: own, tablet: tabletId } }
    switch (asked.act) {
      case 'create':
        return createAccount(store, schoolId, asked, edge)
      case 'code':
        return giveCode(store, schoolId, asked.id, edge)
      case 'open':
        return openAccount(store, schoolId, asked.id, edge)
      case 'door':
        return asked.id === own ? refused('own') : changeDoor(store, schoolId, asked.id, asked.door, edge)
      case 'role':
        return asked.id === own ? refused('own') : changeRole(store, schoolId, asked.id, asked, edge)
      case 'close':
        return asked.id === own ? refused('own') : closeAccount(store, schoolId, asked.id, edge)
    }
  }

  async function keeper(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | undefined> {
    const who = await signedIn(context, request, reply)
    if (!who || may({ role: who.account.role }, 'keep-accounts')) return who
    await deny(context, who, reply)
    return undefined
  }
}
