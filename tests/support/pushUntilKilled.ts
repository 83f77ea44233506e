/** A server of its own that takes in one operation after another and says each acknowledged number, until it is killed. */
import { buildApp } from '../../server/app.ts'
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { plantSchool } from '../../server/seed.ts'
import { PATHS, type PushReply, type SignInReply } from '../../src/domain/protocol.ts'
import { phoneCode } from './aPhone.ts'
import { storeUnderTest } from './storeUnderTest.ts'

const [folder = ''] = process.argv.slice(2)
const passphrase = 'harbour lantern copper meadow'
const store = await storeUnderTest(folder)
const account = { id: 'lead', username: 'lead', name: 'Lead', initials: 'L', role: 'lead-mentor' as const, passphraseHash: await hashPassphrase(passphrase) }
await plantSchool(store, { schoolId: 'school', name: 'School', accounts: [account], rows: [] })
const app = await buildApp({ store, schoolId: 'school', now: Date.now, random: (bytes) => void crypto.getRandomValues(bytes), requestsPerMinute: 1_000_000 })

const headers = { 'x-blue-report': '1' }
const signedIn = await app.inject({ method: 'POST', url: PATHS.session, headers, payload: { username: 'lead', passphrase, clientId: 'client-kill', tabletId: 'tablet-kill', ...(await phoneCode(store, 'school', 'lead', Date.now())) } })
const cookie = `sid=${signedIn.cookies[0]?.value ?? ''}`
const { epoch } = signedIn.json<SignInReply>()
for (let n = 1; ; n++) {
  const f = { pupilId: 'p1', date: '2026-12-10', text: `Action ${n}` }
  const op = { n, kind: 'add', t: 'dailyAction', id: `a${n}`, bucket: 'pupil:p1', f, seen: 0, hlc: '0000000000000000', wall: 0, skew: null, sv: 1 }
  const reply = await app.inject({ method: 'POST', url: PATHS.push, headers: { ...headers, cookie }, payload: { v: 1, epoch, clientId: 'client-kill', wall: 0, pending: 1, oldest: null, ops: [op] } })
  const answer = reply.json<PushReply>()
  process.stdout.write(`${'lastN' in answer ? answer.lastN : JSON.stringify(answer)}\n`)
}
