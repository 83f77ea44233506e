/** S12: an account is closed, or a tablet marked as lost, with work unsent. The very next request is refused at every address but where work is handed in; what is handed in is kept, under its author, once each. */
import { PATHS } from '../../../src/domain/protocol.ts'
import { aServer, PASSPHRASE } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

/** Where no session is asked, and where a leaver's tablet is still heard. */
const OPEN: readonly string[] = [PATHS.health, PATHS.session, PATHS.setUp, PATHS.join, PATHS.standing, PATHS.signOn, PATHS.signedOn, PATHS.finishSignOn, PATHS.answer, PATHS.parcels, PATHS.handin, PATHS.openings, PATHS.refresh, PATHS.push, PATHS.pull, PATHS.blob]
const LISTS: readonly string[] = [PATHS.accounts, PATHS.devices, PATHS.recoveries, PATHS.events, PATHS.handedInWaiting]
const BODIES: Record<string, object> = { [PATHS.stepUp]: { passphrase: PASSPHRASE }, [PATHS.passphrase]: { passphrase: PASSPHRASE, fresh: 'violet harbour seven stones' } }

export const leavers: Figure = {
  name: 'leavers', rows: 'S12', inEveryRun: 2, campaign: 50,
  async measure(size, dice) {
    const broken: string[] = []
    const done = { refused: 0, handedIn: 0 }
    for (let round = 1; round <= size; round++) {
      const no = (what: string): void => void broken.push(`round ${round}: ${what}`)
      const server = await aServer()
      try {
        const [mentor, admin] = [await server.tablet('mentor1'), await server.tablet('admin')]
        await mentor.pull()
        const note = (n: number) => mentor.op({ t: 'note', id: `n${n}`, f: { pupilId: 'p1', type: 'staff', text: `Said ${n}`, occurredAt: 1, enteredAt: 2, raise: false } })
        const sent = Array.from({ length: dice.under(5) }, (_, n) => note(n))
        await mentor.push(...sent)
        const unsent = Array.from({ length: 1 + dice.under(30) }, (_, n) => note(100 + n))
        await admin.post(PATHS.accounts, { act: 'close', id: 'mentor1' })

        const reply = await mentor.push(...unsent)
        if (!('err' in reply) || reply.err !== 'device' || !('wipe' in reply && reply.wipe)) no(`a push was answered ${JSON.stringify(reply).slice(0, 80)}`)
        const page = await mentor.page()
        if (!('err' in page) || page.err !== 'device') no('a pull was answered with more than that the tablet is to forget')
        // A session may be renewed for as long as work is handed in; the renewed one is good for nothing else either.
        const renewed = await server.ask({ method: 'POST', url: PATHS.refresh, payload: { refresh: mentor.refresh, clientId: mentor.clientId } })
        for (const cookie of [mentor.cookie, `sid=${renewed.cookies.find(({ name }) => name === 'sid')?.value ?? ''}`])
          for (const url of Object.values(PATHS)) {
            if (OPEN.includes(url)) continue
            const asked = await server.ask({ url, headers: { cookie }, ...(LISTS.includes(url) ? { method: 'GET' } : { method: 'POST', payload: BODIES[url] ?? {} }) })
            if (asked.statusCode !== 401) no(`${url} was answered ${asked.statusCode}`)
            done.refused++
          }
        if ((await server.signIn('mentor1', { clientId: mentor.clientId })).statusCode !== 401) no('signed in again')
        for (const op of unsent) await mentor.post(PATHS.handin, { clientId: mentor.clientId, op })
        const kept = await server.store.db.selectFrom('handin').select(['account_id', 'bytes']).execute()
        const ids = kept.map(({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as { op: { id: string } }).op.id)
        done.handedIn += kept.length
        if (kept.some(({ account_id }) => account_id !== 'mentor1')) no('handed in under another name')
        if (ids.sort().join() !== unsent.map(({ id }) => id).sort().join()) no(`${kept.length} of ${unsent.length} were handed in`)
        const rows = await server.store.db.selectFrom('row').select('id').where('t', '=', 'note').execute()
        if (rows.length !== sent.length) no(`${rows.length} notes are records, and ${sent.length} were sent before`)
      } finally {
        await server.close()
      }
    }
    return { said: `${size} leavers, ${done.refused} requests refused at once, ${done.handedIn} unsent operations handed in`, broken }
  },
}
