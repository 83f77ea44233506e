/** Where a person’s open tablet says with which key it signs, and where a tablet brings what lies sealed on it, whoever is at it. */
import type { FastifyInstance } from 'fastify'
import { ParcelKeyRequest, ParcelRequest, type ParcelKeyReply } from '../../src/domain/sync/parcels.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { signedIn, tabletKeyOf } from '../accounts/cookie.ts'
import { usesRecovery } from '../accounts/recovery.ts'
import { sealKeyFor } from '../accounts/sealKeys.ts'
import { isOnePersons, tabletThatSpeaks } from '../accounts/tablets.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { ParcelKeyTable, Store } from '../store.ts'
import { takeParcel } from './parcels.ts'
import { turns } from './turns.ts'

export function parcelRoutes(app: FastifyInstance, context: Context): void {
  const { store, schoolOf, now } = context
  const inTurn = turns()

  app.post(PATHS.parcelKey, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const asked = ParcelKeyRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { account: { id: account_id, school_id }, tabletId: tablet_id } = who
    await keepParcelKey(store, { school_id, account_id, tablet_id, key: asked.data.key, since: Math.floor(now()), signs: asked.data.signs ? 1 : 0 })
    const recovery = (await usesRecovery(store.db, school_id)) ? await sealKeyFor(store, school_id, 'recovery', now()) : null
    const onePerson = await isOnePersons(store.db, school_id, tablet_id)
    return reply.send({ seal: await sealKeyFor(store, school_id, 'parcels', now()), recovery, onePerson } satisfies ParcelKeyReply)
  })

  app.post(PATHS.parcels, { bodyLimit: 1_500_000 }, async (request, reply) => {
    const asked = ParcelRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const schoolId = schoolOf(request)
    const tablet = await tabletThatSpeaks(store.db, schoolId, { tabletId: asked.data.tabletId, key: tabletKeyOf(request) })
    if (!tablet) return refuse(reply, 'sign-in')
    const { reply: answer, touched } = await inTurn(schoolId, () => takeParcel(store, tablet, asked.data, now()))
    if (touched.length > 0) store.pokes.tell(schoolId, touched, '')
    return reply.send(answer)
  })
}

/** A key that signs goes on signing, whatever an older version of the app on the same tablet says. */
function keepParcelKey(store: Store, row: ParcelKeyTable): Promise<void> {
  const { school_id, account_id, tablet_id, key, since, signs } = row
  return store.write(async (trx) => {
    const known = await trx.selectFrom('parcel_key').select(['key', 'signs']).where('school_id', '=', school_id).where('account_id', '=', account_id).where('tablet_id', '=', tablet_id).executeTakeFirst()
    const next = { key, since, signs: known?.key === key ? Math.max(Number(known.signs), signs) : signs }
    await trx.insertInto('parcel_key').values({ ...row, ...next }).onConflict((c) => c.columns(['school_id', 'account_id', 'tablet_id']).doUpdateSet(next)).execute()
  })
}
