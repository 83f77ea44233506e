/** S11: script, templates and names of prototypes in every text of every record, account, tablet and sign-in, and in every cell of an export: no answer is a failure or a page, nothing of it reaches a prototype, and what is taken in comes back as it was typed. */
import { Role } from '../../../src/domain/staff.ts'
import { DEFAULT_PERIODS } from '../../../src/domain/time/period.ts'
import { OpOutcome, PATHS, type PushReply } from '../../../src/domain/protocol.ts'
import { bucketOf, KINDS, type Kind } from '../../../src/domain/records.ts'
import { readExport } from '../../../src/features/sims/readExport.ts'
import { writeCsv } from '../../../src/ui/csv.ts'
import type { Dice } from '../../sim/world/dice.ts'
import { formsOf, type Fields } from '../../support/aSchoolToWriteIn.ts'
import { aServer, type AServer, type WireTablet } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'
import { isPolluted, PAYLOADS } from '../payloads.ts'

const AUTHORS = ['mentor1', 'lead', 'office', 'dht', 'hoy9']
const EXPORT = ['Adno', 'UPN', 'Legal Forename', 'Legal Surname', 'Preferred Forename', 'Preferred Surname', 'Year', 'Reg']

/** Where the texts of a value are, as paths into it. */
function textsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value === 'string') return [[...path]]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => textsOf(one, [...path, key])) : []
}
function put(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? put(one, rest, text) : one))
  return Object.fromEntries(Object.entries(value as Fields).map(([name, one]) => [name, name === key ? put(one, rest, text) : one]))
}
/** What a schema trims stands there without its edges. */
const textAt = (value: unknown, path: readonly string[]): string => String(path.reduce((at, key) => (at as Fields | undefined)?.[key], value)).trim()
/** JSON, never to be read as anything else. */
const isPlain = (type: unknown, nosniff: unknown): boolean => nosniff === 'nosniff' && (type === undefined || (typeof type === 'string' && /^application\/json; charset=utf-8$/.test(type)))

async function records(size: number, dice: Dice, server: AServer, tablets: readonly WireTablet[], broken: string[]): Promise<number> {
  const places = KINDS.flatMap((t) => formsOf(t).flatMap(({ id, f }) => textsOf(f).map((path) => ({ t, id, f, path }))))
  const touched: string[] = []
  const taken: { t: Kind; id: string; f: Fields }[] = []
  const lead = tablets.find(({ account }) => account.role === 'lead-mentor')
  for (let count = 0; count < size; count += 20) {
    const tablet = dice.pick(tablets)
    const ops = Array.from({ length: Math.min(20, size - count) }, (_, index) => {
      // Each place in its turn, so that a campaign leaves none out.
      const { t, id, f, path } = places[(count + index) % places.length] ?? { t: 'note' as const, id: 'n', f: {}, path: [] }
      const fields = put(f, path, dice.pick(PAYLOADS)) as Fields
      const own = dice.chance(0.5) ? `${t}-${count + index}` : id
      return tablet.op({ t, id: own, f: fields, bucket: bucketOf(t, fields, own) })
    })
    const reply = await tablet.post(PATHS.push, { v: 1, epoch: tablet.epoch, clientId: tablet.clientId, wall: server.clock.now, pending: ops.length, oldest: null, ops })
    if (reply.statusCode >= 500) broken.push(`${ops.map(({ t }) => t).join(' ')}: answered ${reply.statusCode}`)
    if (!isPlain(reply.headers['content-type'], reply.headers['x-content-type-options'])) broken.push('an answer to a push is no JSON')
    const said = reply.statusCode === 200 ? reply.json<PushReply>() : undefined
    if (said && 'results' in said) {
      tablet.n = said.lastN
      for (const { n, r } of said.results) {
        const op = ops.find((one) => one.n === n)
        if (!OpOutcome.safeParse(r).success) broken.push(`an outcome is called ${r}`)
        if (r !== 'parked' && op) touched.push(`${op.t} ${op.id}`)
        if (r === 'applied' && op?.f) taken.push({ t: op.t as Kind, id: op.id, f: op.f })
      }
    } else tablet.n -= ops.length
  }
  await lead?.pull()
  // A record that two wrote into has the words of one of them.
  const alone = taken.filter(({ t, id }) => touched.indexOf(`${t} ${id}`) === touched.lastIndexOf(`${t} ${id}`) && lead?.row(t, id) !== undefined)
  for (const { t, id, f } of alone) for (const path of textsOf(f)) if (textAt(lead?.row(t, id)?.f, path) !== textAt(f, path)) broken.push(`${t} ${path.join('.')} came back otherwise`)
  if (size >= places.length && alone.length < size / 20) broken.push(`only ${alone.length} of ${size} were taken in and read again`)
  return alone.length
}

async function doors(texts: readonly string[], admin: WireTablet, broken: string[]): Promise<number> {
  let asked = 0
  for (const text of texts)
    for (const [url, body] of [
      [PATHS.session, { username: text, passphrase: text, clientId: 'client-of-x', tabletId: 'tablet-of-x', code: text }], [PATHS.session, { username: 'mentor1', passphrase: 'x', clientId: text, tabletId: text }],
      [PATHS.setUp, { username: text, code: text, passphrase: text, clientId: 'client-of-x', tabletId: 'tablet-of-x' }], [PATHS.refresh, { refresh: text, clientId: text }], [PATHS.accounts, { username: text, name: text, role: 'mentor', initials: text }],
      [PATHS.join, { code: text, name: text, place: text }], [PATHS.tablets, { name: text, place: text }], [PATHS.glass, { name: text, reason: text }], [PATHS.handin, { [text]: text }], [PATHS.parcels, { person: text, parcel: text }], [PATHS.recovery, { person: text }],
      [PATHS.pupilFile, { pupilId: text }], [PATHS.exports, { what: text }], [PATHS.feedbackLinks, { requestId: text }], [PATHS.received, { stamps: [text] }],
    ] as const) {
      const reply = await admin.post(url, body)
      asked++
      if (reply.statusCode >= 500) broken.push(`${url} answers ${reply.statusCode} to ${JSON.stringify(text).slice(0, 60)}`)
      if (!isPlain(reply.headers['content-type'], reply.headers['x-content-type-options'])) broken.push(`${url} answers with no JSON`)
      if (reply.headers['set-cookie'] !== undefined && String(reply.headers['set-cookie']).includes('zqxran')) broken.push(`${url} writes a cookie that was typed`)
    }
  return asked
}

async function cells(dice: Dice, broken: string[]): Promise<number> {
  for (const text of PAYLOADS) {
    const file = writeCsv([EXPORT, ...Array.from({ length: 5 }, (_, row) => EXPORT.map((_, column) => (column === row ? text : dice.pick(PAYLOADS)))), EXPORT.map(() => text)])
    for (const bytes of [file, file.replace('Adno', text)]) {
      const answer = await readExport({ bytes: new TextEncoder().encode(bytes), last: {}, known: { pupils: [], facts: [] }, today: '2026-12-10', periods: DEFAULT_PERIODS }, () => undefined)
      if (!['refused', 'ask', 'plan'].includes(answer.kind)) broken.push(`an export was answered ${answer.kind}`)
    }
  }
  return PAYLOADS.length * 6 * EXPORT.length
}

export const payloads: Figure = {
  name: 'payloads', rows: 'S11', inEveryRun: 200, campaign: 20_000,
  async measure(size, dice) {
    const server = await aServer()
    const broken: string[] = []
    try {
      const tablets = await Promise.all(AUTHORS.map((name) => server.tablet(name)))
      const back = await records(size, dice, server, tablets, broken)
      const some = PAYLOADS.filter(() => size >= 2000 || dice.chance(0.2))
      const asked = await doors(some, await server.tablet('admin'), broken)
      const read = await cells(dice, broken)
      if (isPolluted()) broken.push('a prototype was written into')
      if ((await server.store.db.selectFrom('account').select('role').execute()).some(({ role }) => !Role.safeParse(role).success)) broken.push('an account has a role that there is not')
      return { said: `${size} texts of ${KINDS.length} kinds of record, ${back} read again as they were typed; ${asked} requests elsewhere; ${read} cells of exports`, broken: [...new Set(broken)] }
    } finally {
      await server.close()
    }
  },
}
