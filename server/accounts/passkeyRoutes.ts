/** One's own passkeys, under This tablet. Adding one lets in, and removing the only second thing would as well, so both ask for the secret. */
import type { FastifyInstance } from 'fastify'
import { PASSKEYS_MOST, PasskeyAct, type KeptPasskey, type PasskeyActReply } from '../../src/domain/people/passkey.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { needsSecondFactor } from '../../src/domain/people/secondFactor.ts'
import { deny } from '../audit/deny.ts'
import { tell } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { signedIn } from './cookie.ts'
import { checkMade, offerPasskey, passkeysOf, putPasskey, siteOf } from './passkeys.ts'
import type { SignedIn } from './sessions.ts'
import { hasSteppedUp } from './stepUp.ts'

export function passkeyRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, random } = context

  app.post(PATHS.passkeys, { bodyLimit: 16 * 1024 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!needsSecondFactor(who.account.role)) return deny(context, who, reply)
    const asked = PasskeyAct.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    if (asked.data.act !== 'list' && !(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies PasskeyActReply)
    return reply.send(await act(who, asked.data, { now: now(), random, site: siteOf(request), tabletId: who.tabletId }))
  })

  async function act({ account }: SignedIn, asked: PasskeyAct, edge: Parameters<typeof checkMade>[3]): Promise<PasskeyActReply> {
    const keys = await passkeysOf(store.db, account)
    if (asked.act === 'begin') return keys.length >= PASSKEYS_MOST ? { refused: 'most' } : { offered: await offerPasskey(store, account, keys, edge) }
    if (asked.act === 'add') {
      const key = await checkMade(store, account, asked.made, edge)
      const isKept = key !== undefined && (await store.write(async (trx) => {
        await store.lockSchool(trx, account.school_id)
        return putPasskey(store, trx, account, key, asked.name, edge)
      }))
      if (!isKept) return { refused: 'not-known' }
    }
    if (asked.act === 'remove') {
      const isGone = await store.write(async (trx) => {
        await store.lockSchool(trx, account.school_id)
        const phone = await trx.selectFrom('second_factor').select('confirmed_at').where('school_id', '=', account.school_id).where('account_id', '=', account.id).executeTakeFirst()
        const others = (await passkeysOf(trx, account)).filter((one) => one.id !== asked.id)
        if (others.length === 0 && (phone?.confirmed_at ?? null) === null) return false
        const gone = await trx.deleteFrom('passkey').where('school_id', '=', account.school_id).where('account_id', '=', account.id).where('id', '=', asked.id).executeTakeFirst()
        if (gone.numDeletedRows > 0n) await tell(store, trx, account.school_id, edge.now, [{ action: 'passkey-removed', actor: account.id, tablet: edge.tabletId }])
        return true
      })
      if (!isGone) return { refused: 'last' }
    }
    const kept = await passkeysOf(store.db, account)
    return { passkeys: kept.map((one): KeptPasskey => ({ id: one.id, name: one.name, madeAt: one.made_at, usedAt: one.used_at })) }
  }
}
