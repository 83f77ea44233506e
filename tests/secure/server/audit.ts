/** S8: each row of the audit altered, taken out, put in another's place, and the end cut off before it: each is found, and where. */
import { tell } from '../../../server/audit/tell.ts'
import { verifyAudit } from '../../../server/audit/verify.ts'
import { withoutGuard } from '../../support/anAudit.ts'
import { aServer, SCHOOL } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

const OTHERWISE = { actor: 'somebody-else', action: 'erased', object: 'another', at: 1, claimed_at: -1, tablet: 'another', ref: 'another', prev: 'x', hash: 'x' } as const

export const audit: Figure = {
  name: 'audit', rows: 'S8', inEveryRun: 25, campaign: 1000,
  async measure(size, dice) {
    const server = await aServer()
    const { db } = server.store
    const broken: string[] = []
    let tampered = 0
    try {
      const told = Array.from({ length: size }, (_, n) => ({ actor: 'mentor1', tablet: `tablet-${dice.under(9)}`, action: 'file-opened' as const, object: `p${dice.under(99)}`, claimedAt: n, ref: `ref-${n}` }))
      await server.store.write((trx) => tell(server.store, trx, SCHOOL, server.clock.now, told))
      await withoutGuard(server.store)
      const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
      const row = (seq: number) => db.updateTable('audit').where('seq', '=', seq)
      const expectFlaw = async (what: string, seq: number, flaw: string): Promise<void> => {
        tampered++
        const found = JSON.stringify(await verifyAudit(server.store, SCHOOL))
        if (found !== JSON.stringify({ ok: false, seq, flaw })) broken.push(`${what}: ${found}`)
      }
      for (const { seq } of rows) {
        const was = rows.slice(seq - 1)
        const field = dice.pick(Object.keys(OTHERWISE) as (keyof typeof OTHERWISE)[])
        await row(seq).set({ [field]: OTHERWISE[field] }).execute()
        await expectFlaw(`row ${seq}, ${field} altered`, seq, 'altered')
        await row(seq).set({ [field]: was[0]?.[field] }).execute()

        await db.deleteFrom('audit').where('seq', '=', seq).execute()
        await expectFlaw(`row ${seq} taken out`, seq, seq === size ? 'cut-off' : 'missing')
        await db.insertInto('audit').values(was[0] ?? []).execute()

        const other = seq === size ? 1 : seq + 1
        for (const [from, to] of [[seq, 0], [other, seq], [0, other]] as const) await row(from).set({ seq: to }).execute()
        if (size > 1) await expectFlaw(`rows ${seq} and ${other} changed places`, Math.min(seq, other), 'altered')
        for (const [from, to] of [[seq, 0], [other, seq], [0, other]] as const) await row(from).set({ seq: to }).execute()

        await db.deleteFrom('audit').where('seq', '>=', seq).execute()
        await expectFlaw(`cut off before row ${seq}`, seq, 'cut-off')
        for (let at = 0; at < was.length; at += 500) await db.insertInto('audit').values(was.slice(at, at + 500)).execute()
      }
      const whole = await verifyAudit(server.store, SCHOOL)
      if (!whole.ok) broken.push(`put back as it was it is not whole: ${JSON.stringify(whole)}`)
    } finally {
      await server.close()
    }
    return { said: `${size} rows, ${tampered} tamperings, ${tampered - broken.length} found in their place`, broken }
  },
}
