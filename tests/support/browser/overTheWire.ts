/** What no screen offers yet, sent to the real server as that person's tablet would, such as handing a pupil to another mentor. */
import { randomUUID } from 'node:crypto'
import { hlcOf } from '../../../src/domain/sync/hlc.ts'
import { PATHS, SignInReply, type Op } from '../../../src/domain/protocol.ts'
import { PASSPHRASE } from './steps.ts'
import type { SchoolServer } from './schoolServer.ts'

const HEADERS = { 'content-type': 'application/json', 'x-blue-report': '1' }
type Change = Pick<Op, 'kind' | 't' | 'id' | 'bucket'> & { f: NonNullable<Op['f']> }
type Stored = { id: string; f: string; s: string }

/** One change by one person, on top of what the server has now. */
export async function change(server: SchoolServer, username: string, { kind, t, id, bucket, f }: Change): Promise<void> {
  const name = randomUUID()
  const signedIn = await fetch(`${server.url}${PATHS.session}`, { method: 'POST', headers: HEADERS, body: JSON.stringify({ username, passphrase: PASSPHRASE, clientId: name, tabletId: name }) })
  const { epoch, serverWall } = SignInReply.parse(await signedIn.json())
  const [row] = server.rows<Stored>('SELECT id, f, s FROM row WHERE t = ? AND id = ?', t, id)
  const stamps = row === undefined ? {} : (JSON.parse(row.s) as string | Record<string, string>)
  const base = Object.fromEntries(Object.keys(f).map((field) => [field, typeof stamps === 'string' ? stamps : (stamps[field] ?? null)]))
  const op: Op = { n: 1, kind, t, id, bucket, f, base, seen: 0, hlc: hlcOf(serverWall, 0), wall: serverWall, skew: 0, sv: 1 }
  const request = { v: 1, epoch, clientId: name, wall: serverWall, pending: 1, oldest: null, ops: [op] }
  const answer = await fetch(`${server.url}${PATHS.push}`, { method: 'POST', headers: { ...HEADERS, cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' }, body: JSON.stringify(request) })
  const { results } = (await answer.json()) as { results?: { r: string }[] }
  if (results?.[0]?.r !== 'applied') throw new Error(`The server did not apply it: ${JSON.stringify(results)}`)
}

/** The Lead Mentor gives a pupil to another mentor. */
export function handOver(server: SchoolServer, pupilId: string, to: string): Promise<void> {
  const [mentorship] = server.rows<Stored>(`SELECT id, f, s FROM row WHERE t = 'mentorship' AND json_extract(f, '$.pupilId') = ?`, pupilId)
  if (!mentorship) throw new Error('Nobody mentors this pupil')
  return change(server, 'lead', { kind: 'patch', t: 'mentorship', id: mentorship.id, bucket: `pupil:${pupilId}`, f: { mentorId: `s-${to}` } })
}
